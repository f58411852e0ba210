"""What must be told, worked out anew by brute force: no rule of the cockpit is used here.

Facts are plain values; moments are whole seconds since 1970. A working day is a list of wall
times looked up one by one, working time is summed up opening by opening, and the next loud
moment is looked for among all moments at which anything begins or ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NEVER = 1 << 60
HOUR = 3_600
DAY = 24 * HOUR

Key = tuple[str, str, str, int]
Week = tuple[tuple[tuple[str, str], ...], ...]
"""The wall times of the openings of each weekday, Monday first."""


class Due(NamedTuple):
    """One reminder that exists: what it is, from when, until when, and how long it is still told."""

    key: Key
    rings: int
    until: int
    late: int
    urgent: bool
    timed: bool


class Facts:
    """The records of the owner, as plain as can be."""

    def __init__(self, zone: str, week: Week) -> None:
        self.zone = zone
        self.week = week
        self.answer_minutes = 240
        self.batch: tuple[tuple[str, ...], str] = (("tue", "fri"), "12:00")
        self.quiet: tuple[time, time] | None = None
        self.blocks: dict[int, tuple[str, str, str]] = {}
        self.requests: dict[int, tuple[str, int, int | None, bool]] = {}
        """Kind, arrival, reply, and whether it is urgent."""
        self.calls: dict[int, int] = {}
        self.nights: dict[int, tuple[str, str, int]] = {}
        """The date that was closed, the date that was planned, and when that was."""

    def copy(self) -> Facts:
        """The same facts, to be changed or gone back to."""
        return deepcopy(self)

    # -- time ------------------------------------------------------------------------------

    def at(self, day: date, wall: str) -> int:
        """A wall time of a date."""
        return wall_time(self.zone, day, wall)

    def local(self, moment: int) -> datetime:
        """The wall clock at a moment."""
        return datetime.fromtimestamp(moment, ZoneInfo(self.zone))

    def openings(self, day: date) -> tuple[tuple[int, int], ...]:
        """The openings of a date, without those that a change of the clocks leaves empty."""
        return _openings(self.zone, self.week, day)

    def all_openings(self, moment: int, before: int, after: int) -> list[tuple[int, int]]:
        """The openings of so many days around a moment, in order."""
        middle = self.local(moment).date()
        days = (middle + timedelta(days=number) for number in range(-before, after + 1))
        return sorted(span for day in days for span in self.openings(day))

    def due_after(self, start: int, seconds: int) -> int:
        """When so much working time has passed."""
        for opens, closes in self.all_openings(start, 1, 40):
            length = closes - max(opens, start)
            if length >= seconds > 0:
                return max(opens, start) + seconds
            seconds -= max(length, 0)
        raise AssertionError("the hours of the test open every week")

    def before(self, end: int, seconds: float) -> float:
        """The latest moment from which so much working time is left until `end`."""
        for opens, closes in reversed(self.all_openings(end, 40, 1)):
            length = min(closes, end) - opens
            if length >= seconds:
                return min(closes, end) - seconds
            seconds -= max(length, 0)
        raise AssertionError("the hours of the test open every week")

    def working_seconds(self, start: int, end: int) -> int:
        """The working time between two moments."""
        days = (end - start) // DAY + 2
        spans = self.all_openings(start, 1, days)
        return sum(max(0, min(closes, end) - max(opens, start)) for opens, closes in spans)

    # -- quiet -----------------------------------------------------------------------------

    def muted_until(self, now: int) -> int:
        """The opening until which the closed night keeps quiet, 0 without one."""
        if not self.nights:
            return 0
        _day, planned, finished = max(self.nights.values())
        openings = self.openings(date.fromisoformat(planned))
        return openings[0][0] if openings and finished <= now < openings[0][0] else 0

    def is_loud(self, moment: int, now: int, *, hours: bool = True) -> bool:
        """Whether something may be raised at a moment, by what is known now."""
        if moment < self.muted_until(now):
            return False
        if self.quiet is not None and self.quiet[0] <= self.local(moment).time() < self.quiet[1]:
            return False
        return not hours or any(
            opens <= moment <= closes for opens, closes in self.all_openings(moment, 1, 1)
        )

    def first_loud(self, moment: int, now: int, *, hours: bool = True) -> int:
        """The first moment at which something may be raised: something begins or ends then."""
        if self.is_loud(moment, now, hours=hours):
            return moment
        begins = [self.muted_until(now), *(one[0] for one in self.all_openings(moment, 1, 20))]
        if self.quiet is not None:
            first = self.local(moment).date()
            wall = f"{self.quiet[1]:%H:%M}"
            begins += [self.at(first + timedelta(days=number), wall) for number in range(20)]
        loud = (one for one in sorted(begins) if one > moment)
        return next((one for one in loud if self.is_loud(one, now, hours=hours)), NEVER)

    # -- what there is to tell --------------------------------------------------------------

    def everything(self, now: int) -> dict[Key, Due]:
        """Every reminder around a moment that is not turned off by the quiet times."""
        found = [*self._of_days(now), *self._of_requests(now), *self._of_batches(now)]
        found += [
            Due(
                ("call_back", f"I{number}", "", at),
                self.first_loud(at, now),
                NEVER,
                0,
                False,
                False,
            )
            for number, at in self.calls.items()
        ]
        return {one.key: one for one in found if one.rings < one.until}

    def may_be_told(self, one: Due, now: int) -> bool:
        """Whether a reminder may be raised now, not whether it already was."""
        if one.rings > now or now >= one.until + one.late:
            return False
        punctual = now - one.rings <= 120 and self.is_loud(now, now, hours=False)
        return one.urgent or punctual or self.is_loud(now, now)

    def _of_days(self, now: int) -> Iterator[Due]:
        today = self.local(now).date()
        for number in range(-3, 2):
            day = today + timedelta(days=number)
            openings = self.openings(day)
            if openings:
                opens, closes = openings[0][0], openings[-1][1]
                for kind, at, until in (
                    ("opening", opens, closes),
                    ("shut_down", closes, closes + 120),
                ):
                    rings = self.first_loud(at, now, hours=False)
                    yield Due((kind, "H1", "", at), rings, until, 0, False, True)
            blocks = self._blocks(day)
            for subject, start, end in blocks:
                for kind, at, until in (
                    ("block_start", start, end),
                    ("block_end", end, end + 15 * 60),
                ):
                    rings = self.first_loud(at, now)
                    yield Due((kind, subject, "", at), rings, until, 12 * HOUR, False, True)
            for start, end in self._breaks(openings, blocks):
                after = [subject for subject, _start, over in blocks if over == start]
                key = ("break", after[0] if after else "H1", "", start)
                yield Due(key, self.first_loud(start, now), end, 0, False, True)

    def _blocks(self, day: date) -> list[tuple[str, int, int]]:
        found = [
            (f"B{number}@{day}", self.at(day, start), self.at(day, end))
            for number, (weekday, start, end) in self.blocks.items()
            if weekday == WEEKDAYS[day.weekday()]
        ]
        return sorted((one for one in found if one[1] < one[2]), key=lambda one: one[1:])

    def _breaks(
        self, openings: tuple[tuple[int, int], ...], blocks: list[tuple[str, int, int]]
    ) -> Iterator[tuple[int, int]]:
        """Minute by minute: closed between two openings, or short between two blocks."""
        free: set[int] = set()
        for (_opens, closes), (opens, _closes) in zip(openings, openings[1:], strict=False):
            free.update(range(closes, opens, 60))
        in_block = {minute for _b, start, end in blocks for minute in range(start, end, 60)}
        for _subject, start, _end in blocks:
            gap = start
            while gap - 60 not in in_block and start - gap < 2 * HOUR and gap > blocks[0][1]:
                gap -= 60
            if gap - 60 in in_block and start - 60 not in in_block:
                free.update(range(gap, start, 60))
        starts = {start for _subject, start, _end in blocks}
        for minute in sorted(free):
            if minute - 60 in free or minute in in_block:
                continue
            end = minute
            while end in free and (end == minute or end not in starts):
                end += 60
            if end - minute >= 300:
                yield minute, end

    def _of_requests(self, now: int) -> Iterator[Due]:
        for number, (kind, arrived, replied, urgent) in self.requests.items():
            if kind == "inquiry":
                if replied is not None:
                    continue
                stage, due = "first", self.due_after(arrived, self.answer_minutes * 60)
                lead = max(HOUR, self.answer_minutes * 60 / 4)
            else:
                stage, due = "resolution", self._batch(arrived)[2]
                lead = max(HOUR, self.working_seconds(arrived, due) / 4)
            risk = int(max(arrived, self.before(due, lead)))
            risky, late = (
                (risk, due) if urgent else (self.first_loud(risk, now), self.first_loud(due, now))
            )
            subject = f"R{number}"
            yield Due(("at_risk", subject, stage, risk), risky, due, 0, urgent, False)
            late += late == due  # an answer at the due itself is in time
            yield Due(("breached", subject, stage, due), late, NEVER, 0, urgent, False)

    def _batch(self, arrived: int) -> tuple[int, int, int]:
        """Opening, cut-off and close of the batch that an arrival joins."""
        weekdays, wall = self.batch
        planned = self.local(arrived).date() - timedelta(days=8)
        while True:
            planned += timedelta(days=1)
            if WEEKDAYS[planned.weekday()] not in weekdays:
                continue
            day = planned
            while not self.week[day.weekday()]:
                day -= timedelta(days=1)
            spans = self.openings(day)
            opens, closes = (spans[0][0], spans[-1][1]) if spans else (self.at(day, "00:00"),
                                                                       self.at(day, "24:00"))  # fmt: skip
            cut_off = self.at(day, wall)
            if arrived < cut_off and arrived < closes:
                return opens, min(cut_off, closes), closes

    def _of_batches(self, now: int) -> Iterator[Due]:
        for opens, cut_off, due in {
            self._batch(arrived)
            for kind, arrived, _replied, _urgent in self.requests.values()
            if kind == "refund"
        }:
            day = self.first_loud(opens, now)
            yield Due(("batch_day", "P2", "resolution", cut_off), day, due, 0, False, False)
            told = self.first_loud(cut_off, now)
            if told < (opens if cut_off < opens else due):
                yield Due(("cut_off", "P2", "resolution", cut_off), told, due, 0, False, False)


@lru_cache(maxsize=10_000)
def _openings(zone: str, week: Week, day: date) -> tuple[tuple[int, int], ...]:
    spans = week[day.weekday()]
    found = [(wall_time(zone, day, start), wall_time(zone, day, end)) for start, end in spans]
    return tuple((start, end) for start, end in found if start < end)


@lru_cache(maxsize=100_000)
def wall_time(zone: str, day: date, wall: str) -> int:
    """The first moment at which a wall clock shows this; in a gap, as if it had not jumped yet."""
    hour, minute = map(int, wall.split(":"))
    naive = datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute)
    there = ZoneInfo(zone)
    noon = datetime.combine(day, time(12), UTC)
    offsets = [
        (noon + timedelta(days=number)).astimezone(there).utcoffset() or timedelta()
        for number in (-1, 0, 1)
    ]
    moments = [(naive - offset).replace(tzinfo=UTC) for offset in offsets]
    shown = [one for one in moments if one.astimezone(there).replace(tzinfo=None) == naive]
    return int(min(shown, default=moments[0]).timestamp())


def plain(key: Any) -> Key:
    """The key of a reminder of the cockpit, as it stands here."""
    kind, subject, stage, instant = key
    return kind, subject, stage, int(instant.timestamp())
