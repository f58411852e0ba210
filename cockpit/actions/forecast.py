"""What comes of the open requests: which due breaks first, and what would mend it."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import date, datetime, timedelta
from json import loads
from typing import Any, NamedTuple

from cockpit.actions.desk import block_book, function_names, owner_calendar
from cockpit.actions.owner import owner_zone
from cockpit.actions.promise_check import unserved_words
from cockpit.domain.identity import format_instant, ref
from cockpit.domain.promising.forecast import (
    USUAL_MINUTES,
    Break,
    Desk,
    Forecast,
    Queued,
    forecast,
    usual_minutes,
)
from cockpit.domain.promising.serving import Opening, moment, openings, servers
from cockpit.domain.promising.words import day_label
from cockpit.domain.ranks import due_of, has_due
from cockpit.domain.wording.plain_text import one_line
from cockpit.domain.wording.times import absolute, minutes
from cockpit.i18n import _
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


def break_words(workspace: Workspace, broken: Break) -> str:
    """For one line of the screen: "R15 will break wed 12:00: 35m short"."""
    return _("{id} will break {when}: {length} short").format(
        id=ref("request", broken.number),
        when=absolute(moment(broken.due), workspace.now(), owner_zone(workspace)),
        length=minutes(broken.short),
    )


def forecast_sentences(workspace: Workspace, foreseen: Foreseen) -> list[str]:
    """The forecast in sentences, the break first."""
    found = foreseen.forecast
    said: list[str] = []
    broken = found.first
    served = foreseen.queued - sum(found.unserved.values())
    if broken is not None:
        said += _break_sentences(workspace, broken)
        if len(found.breaks) > 1:
            said.append(
                _("If nothing changes, {count} more will break after it.").format(
                    count=len(found.breaks) - 1
                )
            )
    elif served > found.late:
        said.append(
            _("All {count} open dues can be kept, served earliest first.").format(
                count=served - found.late
            )
        )
    elif not foreseen.queued:
        said.append(_("No open request has a due."))
    if found.late:
        said.append(_("Late already, and served first: {count}.").format(count=found.late))
    if foreseen.put_last is not None:
        said.append(_put_last_words(workspace, foreseen.put_last))
    said += [unserved_words(one_line(kind, 40)) for kind in found.unserved]
    if served:
        said.append(_counted_with(foreseen.usual))
    return said


def forecast_json(workspace: Workspace, foreseen: Foreseen) -> dict[str, Any]:
    """The forecast as JSON values."""
    found = foreseen.forecast
    mend = mend_of(workspace, found.first) if found.first else None
    return {
        "queued": foreseen.queued,
        "late": found.late,
        "breaks": [
            {
                "id": ref("request", one.number),
                "kind": one.kind,
                "due": format_instant(moment(one.due)),
                "short_minutes": one.short,
                "function": one.function,
            }
            for one in found.breaks
        ],
        "mend": {
            "function": mend.function,
            "minutes": mend.minutes,
            "day": mend.day.isoformat(),
            "free_minutes": mend.free,
        }
        if mend
        else None,
        "unserved": found.unserved,
        "usual_minutes": dict(foreseen.usual),
        "default_minutes": USUAL_MINUTES,
        "sentences": forecast_sentences(workspace, foreseen),
    }


def _break_sentences(workspace: Workspace, broken: Break) -> list[str]:
    zone = owner_zone(workspace)
    body = workspace.find("request", broken.number) or {}
    about = [str(body.get("kind") or "inquiry"), str(body.get("customer") or "")]
    due = moment(broken.due).astimezone(zone)
    function = function_names(workspace).get(broken.function, broken.function)
    mend = mend_of(workspace, broken)
    said = [
        _("{id} ({about}) will break {due}: {length} short.").format(
            id=ref("request", broken.number),
            about=", ".join(one_line(word, 40) for word in about if word),
            due=day_label(due, time=True),
            length=minutes(broken.short),
        )
    ]
    if mend.free >= mend.minutes:
        text = _("{length} more of {function} on {day}, before it is due, would mend it.")
    elif mend.free:
        text = _(
            "{length} more of {function} before it is due would mend it; no day has that much"
            " free time, {day} has the most: {free}."
        )
    else:
        text = _(
            "{length} more of {function} before it is due would mend it; your hours leave no free"
            " time for that."
        )
    said.append(
        text.format(
            length=minutes(mend.minutes),
            function=one_line(function, 40),
            day=day_label(mend.day),
            free=minutes(mend.free),
        )
    )
    return said


def _put_last_words(workspace: Workspace, found: Forecast) -> str:
    if found.first is None:
        return _("With the late ones put last, all other dues can be kept.")
    return _("With the late ones put last, {id} is the first to break: {length} short.").format(
        id=ref("request", found.first.number), length=minutes(found.first.short)
    )


def _counted_with(usual: Mapping[str, float]) -> str:
    known = ", ".join(
        f"{one_line(kind, 40)} {minutes(length)}" for kind, length in sorted(usual.items())
    )
    if not known:
        return _("Counted with {default} for each request.").format(default=minutes(USUAL_MINUTES))
    return _("Counted with {known}; {default} for each of another kind.").format(
        known=known, default=minutes(USUAL_MINUTES)
    )


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
        if entry.get("task") and entry.get("stopped"):
            started, stopped = (
                datetime.fromisoformat(entry[name]) for name in ("started", "stopped")
            )
            seconds = int((stopped - started).total_seconds())
            clocked[entry["task"]] = clocked.get(entry["task"], 0) + seconds
    return usual_minutes(kinds, tasks, clocked)


def _today(workspace: Workspace) -> date:
    return workspace.now().astimezone(owner_zone(workspace)).date()
