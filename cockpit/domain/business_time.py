"""Business time: how much of it lies between two moments, and where a length of it ends.

One idea: the open seconds before a moment, B(t), and its inverse (see `openings`) answer
every question: `between` is a difference of two, `add` and `subtract` are the inverse.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, NoReturn

from cockpit.domain.hours.instants import (
    DAY,
    NaiveInstant,
    NegativeLength,
    moment,
    second_of,
    seconds_of,
)
from cockpit.domain.hours.intervals import (
    WEEKDAYS,
    exceptions_of_spans,
    merged,
    minutes_of,
    week_of_spans,
)
from cockpit.domain.hours.openings import (
    FIRST,
    LAST,
    HoursRule,
    NoOpening,
    Table,
    extended_earlier,
    extended_later,
    table_at,
)
from cockpit.domain.hours.zones import zone_of
from cockpit.i18n import _

__all__ = ["BusinessCalendar", "Counted", "NaiveInstant", "NegativeLength", "NoOpening"]

HORIZON = timedelta(days=5 * 366)
"""How long a calendar may stay closed before it is said that it does not open."""

_HORIZON = HORIZON.days * DAY


class Counted(NamedTuple):
    """One opening of an explanation, and how much of it was counted."""

    day: date
    """The local date to which the opening belongs: that on which it starts."""
    opened: datetime
    closed: datetime
    counted: timedelta


class BusinessCalendar:
    """The opening hours of one place: a zone, a week, holidays, and dates with other hours.

    Moments are aware, counted in whole seconds (fractions are cut off), and answered in UTC.
    Keys of `holidays` and `exceptions` are local dates; an interval belongs to the date on which
    it starts. An exception wins over the week and over a holiday. Elapsed seconds are counted.
    """

    def __init__(
        self,
        timezone: str,
        week: Mapping[str, Sequence[Sequence[str]]],
        holidays: Collection[date] = (),
        exceptions: Mapping[date, Sequence[Sequence[str]]] | None = None,
    ) -> None:
        """Check the hours; no opening is computed before it is asked for.

        Errors: `UnknownZone`, `HoursNotValid`, `OverlappingHours`.
        """
        self.timezone = timezone
        self.zone = zone_of(timezone)
        days = week_of_spans(week)
        closed = frozenset(day.toordinal() for day in holidays)
        replaced = exceptions_of_spans(exceptions or {}, days, closed)
        self._rule = HoursRule(
            self.zone,
            [merged(spans) for spans in days],
            closed,
            {ordinal: merged(spans) for ordinal, spans in replaced.items()},
        )
        self._has_gaps = self._rule.may_close_for(HORIZON.days // 7 - 1)
        self._table: Table | None = None

    @classmethod
    def from_document(cls, hours: Mapping[str, Any]) -> BusinessCalendar:
        """The calendar of a stored `hours` document; its dates are ISO text."""
        return cls(
            hours["zone"],
            hours.get("week") or {},
            [_date_of(day) for day in hours.get("holidays") or ()],
            {_date_of(day): spans for day, spans in (hours.get("exceptions") or {}).items()},
        )

    def add(self, start: datetime, length: timedelta) -> datetime:
        """The smallest moment with `between(start, it) == length`: closing time, not next opening.

        A zero length gives `start`, or the next opening when it is outside hours.
        Errors: `NaiveInstant`, `NegativeLength`, `NoOpening`.
        """
        seconds = seconds_of(length)
        if not seconds:
            return self.next_opening(start)
        since = second_of(start)
        if seconds > LAST - since:
            self._refuse(LAST)
        table = self._covering(since)
        goal = table.open_before(since) + seconds
        while table.total < goal:
            table = self._later(table, since)
        index = bisect_left(table.before, goal) - 1
        found = table.starts[index] + goal - table.before[index]
        if self._has_gaps:
            self._refuse_gap(table, since, found)
        return moment(found)

    def subtract(self, end: datetime, length: timedelta) -> datetime:
        """The largest moment with `between(it, end) == length`: it stays on the opening.

        A zero length gives `end`, or the closing before it when it is outside hours.
        Errors: `NaiveInstant`, `NegativeLength`, `NoOpening`.
        """
        seconds = seconds_of(length)
        until = second_of(end)
        if seconds > until - FIRST:
            self._refuse(FIRST)
        table = self._covering(until)
        if seconds:
            goal = table.open_before(until) - seconds
            while goal < table.base:
                table = self._earlier(table, until)
            index = bisect_right(table.before, goal) - 1
            found = table.starts[index] + goal - table.before[index]
        else:
            while (index := bisect_right(table.starts, until) - 1) < 0:
                table = self._earlier(table, until)
            found = min(until, table.ends[index])
        if self._has_gaps:
            self._refuse_gap(table, found, until)
        return moment(found)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The open time from `start` to `end`; zero when they are reversed."""
        since, until = second_of(start), second_of(end)
        if until <= since:
            return timedelta()
        self._covering(since)
        table = self._covering(until)
        return timedelta(seconds=table.open_before(until) - table.open_before(since))

    def is_open(self, at: datetime) -> bool:
        """Whether `at` lies in an opening; the closing moment does not."""
        second = second_of(at)
        table = self._covering(second)
        index = bisect_right(table.starts, second) - 1
        return index >= 0 and second < table.ends[index]

    def next_opening(self, at: datetime) -> datetime:
        """The first open moment from `at` on: `at` itself when it is open. Errors: `NoOpening`."""
        second = second_of(at)
        table = self._covering(second)
        index = bisect_right(table.starts, second)
        if index and second < table.ends[index - 1]:
            return moment(second)
        while index == len(table.starts):
            table = self._later(table, second)
            index = bisect_right(table.starts, second)
        if table.starts[index] - second > _HORIZON:
            self._refuse(second)
        return moment(table.starts[index])

    def next_closing(self, at: datetime) -> datetime | None:
        """When it closes next: of the opening `at` lies in, else of the next one.

        None when it does not close within the horizon. Errors: `NoOpening`.
        """
        second = opened = second_of(self.next_opening(at))
        while second - opened <= _HORIZON:
            table = self._covering(second)
            index = bisect_right(table.starts, second) - 1
            if second >= table.ends[index]:
                return moment(second)
            second = table.ends[index]
        return None

    def explain(self, start: datetime, length: timedelta) -> list[Counted]:
        """The openings through which `length` ran, day by day; their `counted` add up to it.

        `opened` and `closed` are the hours of that day; `counted` is what of them was used.
        Errors: as of `add`.
        """
        return self.counted(start, self.add(start, length)) if seconds_of(length) else []

    def counted(self, start: datetime, end: datetime) -> list[Counted]:
        """The openings between two moments, and how much of each lies between them."""
        since, until = second_of(start), second_of(end)
        rows = []
        for opened, closed, ordinal in self._rule.openings_around(since, until):
            # Beside a gap of the clocks two intervals can share time: it is counted once.
            begin, stop = max(opened, since), min(closed, until)
            if begin < stop:
                length = timedelta(seconds=stop - begin)
                day = date.fromordinal(ordinal)
                rows.append(Counted(day, moment(opened), moment(closed), length))
                since = stop
        return rows

    def hours_on(self, day: date) -> list[tuple[datetime, datetime]]:
        """The openings that belong to a local date, in UTC; empty when it is closed."""
        ordinal = day.toordinal()
        openings = self._rule.openings(ordinal, ordinal + 1)
        return [(moment(opened), moment(closed)) for opened, closed, _ordinal in openings]

    def why_closed(self, day: date) -> str | None:
        """Why a local date is closed: "exception", "holiday" or "week"; None when it opens."""
        ordinal = day.toordinal()
        if self._rule.spans_on(ordinal):
            return None
        if ordinal in self._rule.exceptions:
            return "exception"
        return "holiday" if ordinal in self._rule.holidays else "week"

    def weekdays(self) -> tuple[str, ...]:
        """The weekdays that have hours in an ordinary week."""
        return tuple(name for name, spans in zip(WEEKDAYS, self._rule.week, strict=True) if spans)

    def moment(self, day: date, wall: str) -> datetime:
        """The instant of a wall time "HH:MM" on a local date: the first when it comes twice."""
        return moment(self._rule.second(day.toordinal(), minutes_of(wall)))

    def local_date(self, at: datetime) -> date:
        """The local date of a moment."""
        return at.astimezone(self.zone).date()

    def __repr__(self) -> str:
        """The zone, for the messages of tests."""
        return f"BusinessCalendar({self.timezone!r})"

    def _covering(self, second: int) -> Table:
        table = self._table
        if table is not None and table.first <= second < table.last:
            return table
        if not FIRST <= second < LAST:
            self._refuse(second)
        if table is None:
            table = table_at(second)
        if second >= table.last:
            table = extended_later(self._rule, table, second)
        if second < table.first:
            table = extended_earlier(self._rule, table, second)
        self._table = table
        return table

    def _later(self, table: Table, since: int) -> Table:
        closed_since = max(since, table.ends[-1]) if table.ends else since
        if table.last - closed_since > _HORIZON or table.last >= LAST:
            self._refuse(closed_since)
        self._table = extended_later(self._rule, table, table.last)
        return self._table

    def _earlier(self, table: Table, until: int) -> Table:
        closed_until = min(until, table.starts[0]) if table.starts else until
        if closed_until - table.first > _HORIZON or table.first <= FIRST:
            self._refuse(closed_until)
        self._table = extended_earlier(self._rule, table, table.first)
        return self._table

    def _refuse_gap(self, table: Table, since: int, until: int) -> None:
        # How far the table happened to reach already must not change an answer.
        closed = since
        for index in range(bisect_right(table.starts, until)):
            if table.ends[index] > since:
                if table.starts[index] - closed > _HORIZON:
                    break
                closed = max(closed, table.ends[index])
        else:
            if until - closed <= _HORIZON:
                return
        self._refuse(closed)

    def _refuse(self, second: int) -> NoReturn:
        inside = FIRST <= second < LAST
        day = self.local_date(moment(second)).isoformat() if inside else _("the years we count in")
        raise NoOpening(
            _("The hours in {zone} have no opening within 5 years of {day}: add some.").format(
                zone=self.timezone, day=day
            )
        )


def _date_of(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day
