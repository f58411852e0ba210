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
    place = body.get("place", "backlog")
    if place == "day":
        head = f"1{body['day']}"
    elif place == "week":
        head = f"2{body['week']}"
    else:
        head = "3"
    return f"{head}|{body.get('priority') or _NO_PRIORITY}|{position_key(number, body)}"


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
}
"""Table name to its order; requests are ranked by their due, which needs the promises."""
