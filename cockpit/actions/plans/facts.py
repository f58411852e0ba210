"""The facts of a day for planning, read once from the owner's records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from cockpit.actions.clocking import running_entry
from cockpit.actions.desk import block_book, function_names
from cockpit.actions.owner import owner_zone, today
from cockpit.actions.plans.history import clocked_on_tasks, estimate_factors
from cockpit.domain.clock import DAY_END, week_of
from cockpit.domain.days.block_days import BlockBook
from cockpit.domain.days.clocked import day_span
from cockpit.domain.days.time_use import day_use
from cockpit.domain.identity import number_of, ref
from cockpit.domain.plans.axis import axes
from cockpit.domain.plans.day_facts import DayFacts, Origin, Slot, Work
from cockpit.domain.plans.estimates import minutes_left
from cockpit.domain.ranks import effective_position
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

HORIZON = timedelta(days=7)
"""So far beyond the day, and at least to the end of its week, dues are looked at."""
_DAY = timedelta(days=1)


class Reading(NamedTuple):
    """What is needed to see any task as work of the day."""

    workspace: Workspace
    day: date
    today: date
    day_end: time
    start: int
    horizon: int
    week_end: int
    factors: Mapping[str, float]
    clocked: Mapping[str, int]
    running: tuple[str, int] | None
    """The task on which a clock runs, and for how many seconds."""


def day_facts_of(workspace: Workspace, day: date, day_end: time) -> tuple[DayFacts, Reading]:
    """The facts of a day, and how to read further tasks. Raises `WrongUse` for a day that is past.

    Free minutes of today count from now on.
    """
    this_day, zone = today(workspace, day_end), owner_zone(workspace)
    if day < this_day:
        raise WrongUse(
            _("{day} is past; plan {today} or a later day.").format(
                day=day.isoformat(), today=this_day.isoformat()
            )
        )
    now = int(workspace.now().timestamp())
    opens, closes = (int(bound.timestamp()) for bound in day_span(day, zone, day_end))
    today_closes = int(day_span(this_day, zone, day_end)[1].timestamp())
    sunday = day + timedelta(days=6 - day.weekday())
    week_end = int(day_span(sunday, zone, day_end)[1].timestamp())
    start = max(opens, now)
    reading = Reading(
        workspace,
        day,
        this_day,
        day_end,
        start,
        max(week_end, closes + int(HORIZON.total_seconds())),
        week_end,
        estimate_factors(workspace),
        clocked_on_tasks(workspace),
        _running(workspace, now),
    )
    works = _works(reading)
    book = _book(workspace, day_end)
    names = function_names(workspace)
    slots = tuple(
        Slot(
            use.occurrence,
            use.occurrence.label or names.get(use.occurrence.function or "", ""),
            use.left,
        )
        for use in day_use(day, book, {}, workspace.now()).rows
    )
    functions = {work.function for work in works.values() if work.function}
    functions |= names.keys()
    functions |= {slot.occurrence.function for slot in slots if slot.occurrence.function}
    begin = min(today_closes, start)
    until = max([reading.horizon, *(work.deadline for work in works.values())])
    facts = DayFacts(
        day,
        this_day,
        zone,
        begin,
        start,
        closes,
        week_end,
        slots,
        axes(book, functions, _moment(begin), _moment(until)),
        works,
        names,
        frozenset(
            ref("function", number)
            for number, body in workspace.live("function").items()
            if body.get("personal")
        ),
        reading.factors,
    )
    return facts, reading


def work_of(reading: Reading, number: int, body: Body, *, named: bool = False) -> Work | None:
    """A task as work of the day; None for one that is closed, waits, or has nothing to do with it.

    With `named` also one that stands in the backlog, or on a later day or week.
    """
    if body.get("closed_at") or _waits(reading, body):
        return None
    origin = _origin(reading, body)
    due = body.get("due")
    deadline = int(datetime.fromisoformat(due).timestamp()) if due else 0
    if due and body.get("due_is_date"):
        deadline += 1  # the last second of the day stands for its end
    if origin == "other" and due and deadline <= reading.horizon:
        origin = "due" if body.get("place", "backlog") != "day" else "other"
    elif origin == "other" and not named and not _is_soon(reading, body):
        return None
    reference = ref("task", number)
    estimate, function = body.get("estimate_minutes"), body.get("function")
    return Work(
        reference,
        body["title"],
        function,
        estimate,
        minutes_left(
            estimate, reading.factors.get(function or "", 1.0), _worked(reading, reference)
        ),
        origin,
        body.get("day"),
        due,
        bool(body.get("due_is_date")),
        _deadline(reading, body, origin, deadline),
        body.get("priority"),
        body.get("rolls", 0),
        _person(reading.workspace, body),
        bool(body.get("whole")),
        body.get("block"),
        effective_position(number, body),
    )


def _works(reading: Reading) -> dict[str, Work]:
    found = {}
    for number, body in reading.workspace.live("task").items():
        if body.get("place", "backlog") == "backlog" and not body.get("due"):
            continue
        work = work_of(reading, number, body)
        if work is not None:
            found[work.ref] = work
    return found


def _origin(reading: Reading, body: Body) -> Origin:
    place = body.get("place", "backlog")
    if place == "day" and body["day"] == reading.day.isoformat():
        return "day"
    if place == "day" and body["day"] <= min(reading.today, reading.day).isoformat():
        return "left"
    if place == "week" and body["week"] <= week_of(reading.day):
        return "week"
    return "other"


def _is_soon(reading: Reading, body: Body) -> bool:
    """Whether it stands on a day between this one and the horizon."""
    day = body.get("day")
    return day is not None and reading.day.isoformat() < day <= _date_of(reading, reading.horizon)


def _deadline(reading: Reading, body: Body, origin: Origin, due: int) -> int:
    """Its due, or the end of the day on which it stands, or of the week."""
    if origin == "other" and body.get("day"):
        zone = owner_zone(reading.workspace)
        closes = day_span(date.fromisoformat(body["day"]), zone, reading.day_end)[1]
        return min(due or int(closes.timestamp()), int(closes.timestamp()))
    return due or reading.week_end


def _waits(reading: Reading, body: Body) -> bool:
    """Whether it waits for somebody, or for a date that has not come by this day."""
    waiting = body.get("waiting")
    if not waiting:
        return False
    until = waiting.get("until")
    return until is None or str(until) > reading.day.isoformat()


def _person(workspace: Workspace, body: Body) -> str | None:
    """To whom it is promised: who it is for, or the customer whose request it answers."""
    if body.get("who"):
        return str(body["who"])
    request = workspace.find("request", number_of(body["request"])) if body.get("request") else None
    return str(request["customer"]) if request and request.get("customer") else None


def _worked(reading: Reading, reference: str) -> int:
    seconds = reading.clocked.get(reference, 0)
    if reading.running is not None and reading.running[0] == reference:
        seconds += reading.running[1]
    return seconds // 60


def _running(workspace: Workspace, now: int) -> tuple[str, int] | None:
    running = running_entry(workspace)
    if running is None or not running[1].get("task"):
        return None
    started = int(datetime.fromisoformat(running[1]["started"]).timestamp())
    return running[1]["task"], max(0, now - started)


def _book(workspace: Workspace, day_end: time) -> BlockBook:
    if day_end == DAY_END:
        return block_book(workspace)
    return BlockBook(
        workspace.live("block"), workspace.live("override"), owner_zone(workspace), day_end
    )


def _date_of(reading: Reading, second: int) -> str:
    return _moment(second).astimezone(owner_zone(reading.workspace)).date().isoformat()


def _moment(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)
