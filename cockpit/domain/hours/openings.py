"""The openings of a calendar as a table in UTC, built as far as it is asked for.

Beside each opening stand the open seconds before it, so that B(t), the open seconds before a
moment, and its inverse are one bisection each. All numbers are whole seconds since 1970 UTC.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from cockpit.domain.hours.instants import DAY, EPOCH_ORDINAL
from cockpit.domain.hours.intervals import DAY_MINUTES, Span
from cockpit.errors import CockpitError

_MARGIN = 4
"""Days around a stretch whose openings can reach into it: a night, and the widest zone change."""
_CHUNK = 48 * DAY

FIRST = (3 + _MARGIN - EPOCH_ORDINAL) * DAY
LAST = (date.max.toordinal() - 3 - _MARGIN - EPOCH_ORDINAL) * DAY
"""The moments between which openings can be told: the years 1 to 9999, less a few days."""


class NoOpening(CockpitError):
    """The calendar does not open within the horizon."""


class HoursRule(NamedTuple):
    """Which hours hold on which local date; dates are ordinals."""

    zone: ZoneInfo
    week: list[tuple[Span, ...]]
    holidays: frozenset[int]
    exceptions: dict[int, tuple[Span, ...]]

    def spans_on(self, ordinal: int) -> tuple[Span, ...]:
        """The hours of a date: its exception, nothing on a holiday, else those of the weekday."""
        replaced = self.exceptions.get(ordinal)
        if replaced is not None:
            return replaced
        return () if ordinal in self.holidays else self.week[(ordinal + 6) % 7]

    def second(self, ordinal: int, minute: int) -> int:
        """The UTC second of a wall minute of a date (fold=0: the first when it comes twice)."""
        day, minute_of_day = divmod(minute, DAY_MINUTES)
        hour, minute_of_hour = divmod(minute_of_day, 60)
        wall = datetime.fromordinal(ordinal + day).replace(hour=hour, minute=minute_of_hour)
        offset = wall.replace(tzinfo=self.zone).utcoffset()
        assert offset is not None
        since_epoch = (ordinal - EPOCH_ORDINAL) * DAY + minute * 60
        return since_epoch - offset.days * DAY - offset.seconds

    def openings(self, first: int, last: int) -> list[tuple[int, int, int]]:
        """Start, end and date of the openings of the dates [first, last), by start.

        One that becomes empty in a gap of the clocks is dropped; beside a gap two may share time.
        """
        second = self.second
        openings = []
        for ordinal in range(first, last):
            for start, end in self.spans_on(ordinal):
                opened, closed = second(ordinal, start), second(ordinal, end)
                if opened < closed:
                    openings.append((opened, closed, ordinal))
        openings.sort()
        return openings

    def openings_around(self, since: int, until: int) -> list[tuple[int, int, int]]:
        """The openings that can touch a stretch of time, and some before and after it."""
        first, last = since // DAY + EPOCH_ORDINAL, until // DAY + EPOCH_ORDINAL
        return self.openings(first - _MARGIN, last + _MARGIN)

    def may_close_for(self, weeks: int) -> bool:
        """Whether there could be a stretch of so many weeks without an opening."""
        closed = [0] * 7
        if len(self.holidays) + len(self.exceptions) >= weeks:
            for ordinal in self.holidays | self.exceptions.keys():
                closed[(ordinal + 6) % 7] += 1
        return all(not self.week[day] or closed[day] >= weeks for day in range(7))


class Table(NamedTuple):
    """The openings within [first, last); never changed, a longer one takes its place."""

    first: int
    last: int
    starts: list[int]
    ends: list[int]
    before: list[int]
    """Open seconds before each opening, from a zero that stays when the table grows."""
    base: int
    total: int
    """Open seconds before the first opening, and after the last."""

    def open_before(self, second: int) -> int:
        """B(t): the open seconds before a moment that the table covers."""
        index = bisect_right(self.starts, second) - 1
        if index < 0:
            return self.base
        end = self.ends[index]
        return self.before[index] + (second if second < end else end) - self.starts[index]


def table_at(second: int) -> Table:
    """An empty table that begins a little before a moment."""
    first = max(FIRST, second // DAY * DAY - 2 * DAY)
    return Table(first, first, [], [], [], 0, 0)


def extended_later(rule: HoursRule, table: Table, second: int) -> Table:
    """The table made longer so that it covers `second` and a good piece more."""
    last = min(LAST, max(table.last + _growth(table), (second // DAY + 1) * DAY))
    starts, ends = _stretch(rule, table.last, last)
    before, total = _cumulated(starts, ends, table.total)
    return Table(
        table.first,
        last,
        table.starts + starts,
        table.ends + ends,
        table.before + before,
        table.base,
        total,
    )


def extended_earlier(rule: HoursRule, table: Table, second: int) -> Table:
    """The table begun earlier so that it covers `second` and a good piece more."""
    first = max(FIRST, min(table.first - _growth(table), second // DAY * DAY))
    starts, ends = _stretch(rule, first, table.first)
    base = table.base - (sum(ends) - sum(starts))
    before, _total = _cumulated(starts, ends, base)
    return Table(
        first,
        table.last,
        starts + table.starts,
        ends + table.ends,
        before + table.before,
        base,
        table.total,
    )


def _growth(table: Table) -> int:
    # By half of what is there, so that reaching far costs no more than the length reached.
    return max(_CHUNK, (table.last - table.first) // (2 * DAY) * DAY)


def _stretch(rule: HoursRule, first: int, last: int) -> tuple[list[int], list[int]]:
    """Starts and ends between two UTC midnights, cut there, none overlapping another."""
    starts, ends, free = [], [], first
    for opened, closed, _ordinal in rule.openings_around(first, last):
        start, end = max(opened, free), min(closed, last)
        if start < end:
            starts.append(start)
            ends.append(end)
            free = end
    return starts, ends


def _cumulated(starts: list[int], ends: list[int], base: int) -> tuple[list[int], int]:
    before = []
    for start, end in zip(starts, ends, strict=True):
        before.append(base)
        base += end - start
    return before, base
