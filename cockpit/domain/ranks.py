"""The order of records as text keys, so that a list's first rows are one scan of an index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Body = Mapping[str, Any]

_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_NO_PRIORITY = 4
_MIDDLE = 500_000_000.0


def task_rank(number: int, body: Body) -> str:
    """Days first ("1" + date), then weeks ("2" + week), then the backlog ("3").

    Within each by priority, then by the owner's own order, which is the number unless moved.
    """
    return f"{list_rank(body, body.get('priority'))}{position_key(number, body)}"


def list_rank(body: Body, priority: int | None) -> str:
    """What the order keys of one list and priority begin with: a day's, a week's, the backlog's."""
    place = body.get("place") or "backlog"
    if place == "day":
        head = f"1{body['day']}"
    elif place == "week":
        head = f"2{body['week']}"
    else:
        head = "3"
    return f"{head}|{priority or _NO_PRIORITY}|"


def position_of(rank: str) -> float:
    """The place in the owner's own order that a task's order key holds."""
    return float(rank[rank.rindex("|") + 1 :]) - _MIDDLE


PRIORITIES = (1, 2, 3, None)
"""The priorities of a task, the highest first."""


def position_key(number: int, body: Body) -> str:
    """The owner's own order as text: fixed width, so that it sorts as numbers do."""
    return f"{effective_position(number, body) + _MIDDLE:018.6f}"


def effective_position(number: int, body: Body) -> float:
    """Where a record stands in the owner's own order: its position, else its number."""
    position = body.get("position")
    return float(number) if position is None else float(position)


def block_rank(number: int, body: Body) -> str:
    """Blocks by weekday and start; those with a rule come after them."""
    weekday = body.get("weekday")
    day = _WEEKDAYS.index(weekday) if weekday else 7
    return f"{day}|{body['start']}"


def override_rank(number: int, body: Body) -> str:
    """Overrides by date and start."""
    return f"{body['date']}|{body.get('start') or ''}"


def function_rank(number: int, body: Body) -> str:
    """Functions in the owner's own order."""
    return position_key(number, body)


def name_rank(number: int, body: Body) -> str:
    """By name, without case."""
    return str(body["name"]).casefold()


def assignment_rank(number: int, body: Body) -> str:
    """Assignments by due; those without one come last."""
    return str(body.get("due") or "9")


WAITING_RANK, NO_DUE_RANK = "2", "3"
"""The order keys of requests that wait on the customer, and of those without a due."""


def due_rank(due: str, risk: str, snoozed: str | None) -> str:
    """The order key of a request with an open due; all three are stored instants.

    `risk` is the moment from which any of its clocks is at risk.
    """
    return f"1{due}|{risk}|{snoozed or ''}"


def has_due(rank: str) -> bool:
    """Whether a request's order key holds an open due."""
    return rank[0] == "1"


def due_of(rank: str) -> str:
    """The due in a request's order key, a stored instant."""
    return rank[1:21]


def risk_of(rank: str) -> str:
    """From when the request is at risk; "~", later than everything, without an open due."""
    return rank[22:42] or "~"


def snoozed_of(rank: str) -> str:
    """Until when it is snoozed, "" when it is not."""
    return rank[43:]


RANKS = {
    "task": task_rank,
    "block": block_rank,
    "override": override_rank,
    "function": function_rank,
    "contractor": name_rank,
    "assignment": assignment_rank,
    "asset": name_rank,
    "procedure": name_rank,
    "interruption": lambda number, body: str(body["at"]),
    "entry": lambda number, body: str(body["started"]),
    "review": lambda number, body: str(body["started"]),
    "grant": lambda number, body: str(body["asset"]),
    "run": lambda number, body: str(body["at"]),
    "drill": lambda number, body: str(body["at"]),
    "engagement": lambda number, body: str(body["contractor"]),
    "deliverable": lambda number, body: str(body["at"]),
    "checkin": lambda number, body: str(body["at"]),
    "feedback": lambda number, body: str(body["at"]),
    "vetting": lambda number, body: f"{body['contractor']}|{body['at']}",
    "payment": lambda number, body: str(body.get("paid") or body.get("due") or "9"),
}
"""Table name to its order; requests are ranked by their due, which needs the promises."""
