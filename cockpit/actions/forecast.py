"""What comes of the open requests: which due breaks first, and what would mend it."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import date, datetime, timedelta
from json import loads
from typing import Any, NamedTuple

from cockpit.actions.desk import block_book, owner_calendar
from cockpit.actions.owner import owner_zone
from cockpit.domain.identity import format_instant
from cockpit.domain.promising.forecast import (
    Break,
    Desk,
    Forecast,
    Queued,
    forecast,
    usual_minutes,
)
from cockpit.domain.promising.serving import Opening, moment, openings, servers
from cockpit.domain.ranks import due_of, has_due
from cockpit.store.workspace import Workspace

IN_SIGHT = timedelta(weeks=13)
"""How far it looks; a due beyond it is not foreseen."""
LOOKED_BACK = timedelta(days=90)
"""Closed tasks and time entries of so many days tell what a kind of request takes."""

_BLOCKS = frozenset({"block", "override", "hours", "function"})
_DAY = timedelta(days=1)


class Mend(NamedTuple):
    """The smallest addition that keeps the first due that would break."""

    minutes: int
    function: str
    day: date
    """The last day before the due that has so much free time, else the one with the most."""
    free: int
    """The owner's free minutes on that day, in his hours and outside blocks and appointments."""


class Foreseen(NamedTuple):
    """The forecast of the open queue."""

    forecast: Forecast
    queued: int
    """Open requests with a due in sight."""
    usual: Mapping[str, float]
    """The known minutes per kind."""
    put_last: Forecast | None
    """What comes when the late ones are served last; None when nothing breaks, or none is late."""


def foresee(
    workspace: Workspace,
    ranks: Mapping[int, str] | None = None,
    requests: Mapping[int, Mapping[str, Any]] | None = None,
) -> Foreseen:
    """Serve the open queue through the blocks left; `ranks` are the requests' order keys."""
    ranks = workspace.table("request").ranks() if ranks is None else ranks
    requests = workspace.live("request") if requests is None else requests
    queue = [
        Queued(_second(due_of(rank)), number, _kind(requests[number]))
        for rank, number in _in_sight(workspace, ranks)
        if number in requests
    ]
    served_by = servers(workspace.live("function"))
    now, usual = _second(format_instant(workspace.now())), _usual(workspace)
    left = _left(workspace, now)
    found = forecast(queue, left, served_by, now, usual)
    put_last = None
    if found.breaks and found.late:
        put_last = forecast(queue, left, served_by, now, usual, late_first=False)
    return Foreseen(found, len(queue), usual, put_last)


def first_break(
    workspace: Workspace,
    ranks: Mapping[int, str],
    requests: Mapping[int, Mapping[str, Any]],
) -> Generator[None, None, Break | None]:
    """The first break alone, worked out in pieces of a millisecond or two for a screen to wait on.

    The answer is that of `foresee` for the queue as it stood at the first piece.
    """
    queue = _in_sight(workspace, ranks)
    served_by = servers(workspace.live("function"))
    if not queue or not served_by:
        return None
    yield
    now, usual = _second(format_instant(workspace.now())), _usual(workspace)
    yield
    desk = Desk(_left(workspace, now), served_by, now, usual)
    for place, (rank, number) in enumerate(queue):
        if not place % _PIECE:
            yield
        body = requests.get(number)
        if body is not None:
            found = desk.serve(Queued(_second(due_of(rank)), number, _kind(body)))
            if found is not None:
                return found
    return None


_PIECE = 500
"""Requests served without a pause."""


def mend_of(workspace: Workspace, broken: Break) -> Mend:
    """Where the missing minutes of the first break would stand best."""
    calendar, book = owner_calendar(workspace), block_book(workspace)
    zone, now = owner_zone(workspace), workspace.now()
    due = moment(broken.due)
    first, day = now.astimezone(zone).date(), due.astimezone(zone).date()
    best = Mend(broken.short, broken.function, day, 0)
    day = min(day, first + _FAR)
    while calendar is not None and day >= first and best.free < broken.short:
        hours = [(max(start, now), min(end, due)) for start, end in calendar.hours_on(day)]
        free = sum((end - start).total_seconds() for start, end in hours if start < end) - _taken(
            book.between(day - _DAY, day + _DAY), hours
        )
        if free // 60 > best.free:
            best = Mend(broken.short, broken.function, day, int(free // 60))
        day -= _DAY
    return best


_FAR = timedelta(weeks=6)


def _taken(occurrences: list[Any], hours: list[tuple[datetime, datetime]]) -> float:
    """The seconds of these hours that blocks and busy appointments take, each counted once."""
    spans = sorted(
        (max(one.start, start).timestamp(), min(one.end, end).timestamp())
        for one in occurrences
        if one.function or one.busy
        for start, end in hours
        if one.start < end and start < one.end and start < end
    )
    taken, until = 0.0, 0.0
    for start, end in spans:
        taken += max(0.0, end - max(start, until))
        until = max(until, end)
    return taken


def _in_sight(workspace: Workspace, ranks: Mapping[int, str]) -> list[tuple[str, int]]:
    """Order key and number of the requests with a due in sight, by due."""
    until = f"1{format_instant(workspace.now() + IN_SIGHT)}"
    return sorted((rank, one) for one, rank in ranks.items() if has_due(rank) and rank < until)


def _second(instant: str) -> int:
    return int(datetime.fromisoformat(instant).timestamp())


def _kind(body: Mapping[str, Any]) -> str:
    return str(body.get("kind") or "inquiry")


def _left(workspace: Workspace, now: int) -> list[Opening]:
    """What the blocks that serve still offer from now on."""
    return [
        Opening(max(start, now), end, function)
        for start, end, function in _openings(workspace)
        if end > now
    ]


def _openings(workspace: Workspace) -> list[Opening]:
    """From the beginning of the hour it is asked on a day; kept until a block changes."""

    def make() -> list[Opening]:
        wanted = {one for each in servers(workspace.live("function")).values() for one in each}
        now = workspace.now()
        book = block_book(workspace)
        return openings(book, wanted, now, now + IN_SIGHT + _DAY, owner_calendar(workspace))

    return workspace.derive(f"served_openings {_today(workspace)}", _BLOCKS, make)


def _usual(workspace: Workspace) -> dict[str, float]:
    """Worked out once a day: what a kind takes does not change with one more task."""
    return workspace.derive(
        f"usual_minutes {_today(workspace)}", frozenset(), lambda: _work_out_usual(workspace)
    )


def _work_out_usual(workspace: Workspace) -> dict[str, float]:
    since = format_instant(workspace.now() - LOOKED_BACK)
    tasks = {number: body for number, body in workspace.live("task").items() if body.get("request")}
    # few tasks are made of requests: the others are not even decoded
    rows = workspace.storage.connection.execute(
        "SELECT id, body FROM document WHERE tbl = 'task' AND closed_at >= ?"
        " AND instr(body, '\"request\"')",
        (since,),
    )
    for number, text in rows.fetchall():
        body = loads(text)
        if body.get("request"):
            tasks[number] = body
    if not tasks:
        return {}
    about = {int(str(body["request"])[1:]) for body in tasks.values()}
    kinds = {
        number: str(body.get("kind") or "inquiry")
        for number, body in workspace.table("request").fetch(about).items()
    }
    clocked: dict[str, int] = {}
    for _number, entry in workspace.table("entry").closed_since(since):
        if entry.get("task") and entry.get("stopped") and not entry.get("archived"):
            started, stopped = (
                datetime.fromisoformat(entry[name]) for name in ("started", "stopped")
            )
            seconds = int((stopped - started).total_seconds())
            clocked[entry["task"]] = clocked.get(entry["task"], 0) + seconds
    return usual_minutes(kinds, tasks, clocked)


def _today(workspace: Workspace) -> date:
    return workspace.now().astimezone(owner_zone(workspace)).date()
