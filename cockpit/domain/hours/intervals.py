"""Opening hours as they are written: wall-time intervals of a date, checked for overlap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from cockpit.errors import WrongUse
from cockpit.i18n import _

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The keys of a week's hours, in the order of `date.weekday()`."""

DAY_MINUTES = 1440

Span = tuple[int, int]
"""Start and end in wall minutes from midnight of the date it belongs to; half open."""


class HoursNotValid(WrongUse):
    """Opening hours that cannot be read: an unknown weekday, a wall time that is none."""


class OverlappingHours(WrongUse):
    """Two intervals of opening hours overlap; the message names both."""


def minutes_of(wall: str) -> int:
    """Minutes from midnight of a wall time "HH:MM", "00:00" to "24:00"; else `HoursNotValid`."""
    if len(wall) == 5 and wall[2] == ":" and wall.isascii():
        hour, minute = wall[:2], wall[3:]
        if hour.isdigit() and minute.isdigit():
            minutes = int(hour) * 60 + int(minute)
            if int(minute) < 60 and minutes <= DAY_MINUTES:
                return minutes
    raise HoursNotValid(
        _("{wall!r} is not a time of day: write it as HH:MM, from 00:00 to 24:00.").format(
            wall=wall
        )
    )


def wall_of(minutes: int) -> str:
    """The wall time of minutes from midnight; those of the next date are shown as its own time."""
    if minutes > DAY_MINUTES:
        minutes -= DAY_MINUTES
    return f"{minutes // 60:02}:{minutes % 60:02}"


def spans_of(intervals: Sequence[Sequence[str]], where: str) -> tuple[Span, ...]:
    """The intervals of one date in order; an end at or before its start is on the next date.

    `where` (a weekday or a date) is named in the errors. Overlaps raise `OverlappingHours`.
    """
    spans = []
    for interval in intervals:
        if isinstance(interval, str) or len(interval) != 2:
            raise HoursNotValid(
                _("{where}: {interval!r} is not an interval: give a start and an end.").format(
                    where=where, interval=interval
                )
            )
        start, end = minutes_of(interval[0]), minutes_of(interval[1])
        if start == DAY_MINUTES:
            raise HoursNotValid(
                _("{where}: an interval cannot start at 24:00; give it to the next day.").format(
                    where=where
                )
            )
        spans.append((start, end if end > start else end + DAY_MINUTES))
    spans.sort()
    for earlier, later in pairwise(spans):
        if later[0] < earlier[1]:
            raise _overlap(where, earlier, where, later)
    return tuple(spans)


def refuse_night_clash(
    spans: Sequence[Span], where: str, next_spans: Sequence[Span], next_where: str
) -> None:
    """Raise `OverlappingHours` when a night interval runs into the hours of the next date."""
    if spans and next_spans and spans[-1][1] - DAY_MINUTES > next_spans[0][0]:
        raise _overlap(where, spans[-1], next_where, next_spans[0])


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of one date with touching ones made into one."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def week_of_spans(week: Mapping[str, Sequence[Sequence[str]]]) -> list[tuple[Span, ...]]:
    """Seven tuples of spans, Monday first; an absent weekday is closed.

    Unknown keys raise `HoursNotValid`; overlaps, also over midnight, `OverlappingHours`.
    """
    for key in week:
        if key not in WEEKDAYS:
            raise HoursNotValid(
                _("{key!r} is not a weekday of opening hours: use {known}.").format(
                    key=key, known=", ".join(WEEKDAYS)
                )
            )
    days = [spans_of(week.get(name, ()), name) for name in WEEKDAYS]
    for index, spans in enumerate(days):
        after = (index + 1) % 7
        refuse_night_clash(spans, WEEKDAYS[index], days[after], WEEKDAYS[after])
    return days


def exceptions_of_spans(
    exceptions: Mapping[date, Sequence[Sequence[str]]],
    week: Sequence[tuple[Span, ...]],
    holidays: frozenset[int],
) -> dict[int, tuple[Span, ...]]:
    """Spans by date ordinal for the dates whose hours are replaced, in order of date.

    A night that runs into, or out of, a replaced date must not overlap the hours there.
    """
    replaced = {
        day.toordinal(): spans_of(exceptions[day], day.strftime("%Y-%m-%d"))
        for day in sorted(exceptions)
    }

    def spans_on(ordinal: int) -> tuple[Span, ...]:
        if ordinal in replaced:
            return replaced[ordinal]
        return () if ordinal in holidays else week[(ordinal + 6) % 7]

    for ordinal in replaced:
        for today in (ordinal - 1, ordinal):
            if spans_on(today) and spans_on(today)[-1][1] > DAY_MINUTES:
                refuse_night_clash(
                    spans_on(today), _date(today), spans_on(today + 1), _date(today + 1)
                )
    return replaced


def _date(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _overlap(where: str, one: Span, next_where: str, other: Span) -> OverlappingHours:
    return OverlappingHours(
        _("Opening hours overlap: {one} and {other}; shorten one of them.").format(
            one=f"{where} {wall_of(one[0])}–{wall_of(one[1])}",
            other=f"{next_where} {wall_of(other[0])}–{wall_of(other[1])}",
        )
    )
