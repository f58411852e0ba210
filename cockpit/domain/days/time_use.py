"""Planned and actual time: per block, per function, per day and per ISO week.

Everything is counted in whole elapsed seconds, so that parts add up to their sum; minutes are
rounded down where they are shown. Planned time is what busy appointments leave of the blocks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from cockpit.domain.clock import business_day
from cockpit.domain.days.block_book import BlockBook
from cockpit.domain.days.clocked import clocked, day_span, worked_on
from cockpit.domain.days.forgotten import certain
from cockpit.domain.days.occurrences import Occurrence, business_dates
from cockpit.domain.identity import parse_instant, ref

Body = Mapping[str, Any]


class BlockUse(NamedTuple):
    """One function's block on a day: what it offers and what was clocked in it."""

    occurrence: Occurrence
    planned_seconds: int
    """What busy appointments leave of the block on this day."""
    left_seconds: int
    """The part of it still to come."""
    done_seconds: int

    @property
    def planned(self) -> int:
        """Planned whole minutes."""
        return self.planned_seconds // 60

    @property
    def left(self) -> int:
        """Whole minutes still to come."""
        return self.left_seconds // 60

    @property
    def done(self) -> int:
        """Clocked whole minutes."""
        return self.done_seconds // 60


class DayUse(NamedTuple):
    """The use of one business date."""

    day: date
    rows: tuple[BlockUse, ...]
    """Blocks of functions, by start; appointments have no row."""
    outside: dict[str | None, int]
    """Seconds clocked on functions (None: on none) that have no block on this day."""

    @property
    def planned(self) -> int:
        """Planned whole minutes of all blocks."""
        return sum(row.planned_seconds for row in self.rows) // 60

    @property
    def unplanned(self) -> int:
        """Whole minutes clocked outside blocks."""
        return sum(self.outside.values()) // 60

    @property
    def done(self) -> int:
        """Whole minutes clocked, in blocks and outside."""
        inside = sum(row.done_seconds for row in self.rows)
        return (inside + sum(self.outside.values())) // 60


class FunctionWeek(NamedTuple):
    """One function in one ISO week."""

    function: str | None
    """None is time clocked on no function."""
    name: str
    target: int
    """Target minutes of the week."""
    planned_seconds: int
    actual_seconds: int
    remaining_seconds: int
    """Planned time still to come."""
    is_whole: bool = True
    """Whether the function was there all week; its first week cannot fall short of a target."""

    @property
    def planned(self) -> int:
        """Planned whole minutes."""
        return self.planned_seconds // 60

    @property
    def actual(self) -> int:
        """Clocked whole minutes."""
        return self.actual_seconds // 60

    @property
    def remaining(self) -> int:
        """Whole planned minutes still to come."""
        return self.remaining_seconds // 60

    @property
    def possible(self) -> int:
        """Whole minutes that the week can still come to: what was clocked, and what is ahead."""
        return (self.actual_seconds + self.remaining_seconds) // 60

    @property
    def missing(self) -> int:
        """Minutes of the target that the rest of the planned week cannot bring any more."""
        if not self.is_whole:
            return 0
        short = self.target * 60 - self.actual_seconds - self.remaining_seconds
        return max(0, -(-short // 60))


class Load(NamedTuple):
    """Open estimates of a function for a day against what is left of its blocks, in minutes."""

    free: int
    demand: int

    @property
    def over(self) -> int:
        """By how many minutes the estimates exceed the time left."""
        return max(0, self.demand - self.free)


def day_use(
    day: date,
    book: BlockBook,
    entries: Mapping[int, Body],
    now: datetime,
    tasks: Mapping[int, Body] | None = None,
) -> DayUse:
    """Planned and clocked time of a business date; a running entry counts until `now`.

    A forgotten one counts as far as it is certain (`certain_end`).
    An entry is credited whole to the block of its function that it overlaps most, else to the
    next of that function that day, else to its last one; without one it is outside. An entry
    without a function is its task's, where `tasks` holds it.
    """
    planned = _planned(book, day, now)
    done: dict[str, int] = defaultdict(int)
    outside: dict[str | None, int] = defaultdict(int)
    blocks: dict[str | None, list[Occurrence]] = defaultdict(list)
    for one, _offered, _left in planned:
        blocks[one.function].append(one)
    window = day_span(day, book.zone, book.day_end)
    tasks = tasks or {}
    for function, start, end in clocked(certain(entries, book, now, tasks), window, now, tasks):
        own = blocks.get(function) if function else None
        if own:
            done[_credited(own, start, end).id] += end - start
        else:
            outside[function] += end - start
    rows = (BlockUse(one, offered, left, done[one.id]) for one, offered, left in planned)
    return DayUse(day, tuple(rows), dict(outside))


def week_use(
    functions: Mapping[int, Body],
    day: date,
    book: BlockBook,
    entries: Mapping[int, Body],
    now: datetime,
    tasks: Mapping[int, Body] | None = None,
) -> list[FunctionWeek]:
    """The functions in the ISO week of a business date, in the order of the mapping.

    After them come others that have blocks or time in that week (archived ones, and None). A
    function has no target in the weeks before the one in which it was made.
    """
    monday = day - timedelta(days=day.weekday())
    planned: dict[str | None, int] = defaultdict(int)
    remaining: dict[str | None, int] = defaultdict(int)
    actual: dict[str | None, int] = defaultdict(int)
    for shift in range(7):
        for one, offered, left in _planned(book, monday + timedelta(days=shift), now):
            planned[one.function] += offered
            remaining[one.function] += left
    start, _monday_end = day_span(monday, book.zone, book.day_end)
    _sunday, end = day_span(monday + timedelta(days=6), book.zone, book.day_end)
    tasks = tasks or {}
    counted = certain(entries, book, now, tasks)
    for function, begins, ends in clocked(counted, (start, end), now, tasks):
        actual[function] += ends - begins
    known: dict[str | None, Body] = {ref("function", n): body for n, body in functions.items()}
    others = sorted((planned.keys() | actual.keys()) - known.keys(), key=lambda one: one or "~")

    def row(function: str | None) -> FunctionWeek:
        body = known.get(function, {})
        made = body.get("created_at")
        since = business_day(parse_instant(made), book.zone, book.day_end) if made else monday
        return FunctionWeek(
            function,
            body.get("name", function or ""),
            body.get("target_minutes", 0) if since - monday < timedelta(weeks=1) else 0,
            planned[function],
            actual[function],
            remaining[function],
            since <= monday,
        )

    return [row(function) for function in (*known, *others)]


def behind(rows: Iterable[FunctionWeek]) -> list[FunctionWeek]:
    """The functions whose target the rest of the week cannot bring, the most missing first."""
    return sorted((row for row in rows if row.missing), key=lambda row: -row.missing)


def day_load(
    day: date,
    book: BlockBook,
    tasks: Mapping[int, Body],
    entries: Mapping[int, Body],
    now: datetime,
) -> dict[str, Load]:
    """Per function with a block or a task on a day: minutes left in its blocks, and estimates.

    Open tasks planned for exactly that day count with their estimate less what was clocked on
    them; one without an estimate or without a function counts nothing.
    """
    free: dict[str, int] = defaultdict(int)
    for one, _offered, left in _planned(book, day, now):
        free[one.function or ""] += left
    worked = worked_on(certain(entries, book, now, tasks), now)
    demand: dict[str, int] = defaultdict(int)
    for number, body in tasks.items():
        if _stands_on(body, day) and body.get("function"):
            estimate = (body.get("estimate_minutes") or 0) * 60
            demand[body["function"]] += max(0, estimate - worked.get(ref("task", number), 0))
    return {
        function: Load(free.get(function, 0) // 60, -(-demand.get(function, 0) // 60))
        for function in sorted(free.keys() | demand.keys())
    }


def _stands_on(body: Body, day: date) -> bool:
    return (
        body.get("closed_at") is None
        and body.get("state", "open") == "open"
        and body.get("place") == "day"
        and body.get("day") == day.isoformat()
    )


def _planned(book: BlockBook, day: date, now: datetime) -> list[tuple[Occurrence, int, int]]:
    """The blocks of a day with the seconds they offer on it, and those of them after `now`."""
    moment = now.timestamp()
    rows = []
    for one, parts in book.net(day):
        first, last = business_dates(one.start, one.end, book.day_end)
        opens, closes = (bound.timestamp() for bound in day_span(day, book.zone, book.day_end))
        low = opens if first < day else one.start.timestamp()
        high = closes if day < last else one.end.timestamp()
        spans = [(max(s.timestamp(), low), min(e.timestamp(), high)) for s, e in parts]
        offered = sum(max(0, int(end - start)) for start, end in spans)
        left = sum(max(0, int(end - max(start, moment))) for start, end in spans)
        rows.append((one, offered, left))
    return rows


def _credited(own: Sequence[Occurrence], start: int, end: int) -> Occurrence:
    """The block that an entry is credited to, of those of its function by start."""

    def shared(one: Occurrence) -> float:
        return min(end, one.end.timestamp()) - max(start, one.start.timestamp())

    most = max(own, key=shared)
    if shared(most) > 0:
        return most
    return next((one for one in own if one.start.timestamp() >= end), own[-1])
