"""Occurrences: blocks as they fall on real dates, and what is left of their time.

Lengths are elapsed time: the night of a clock change is an hour shorter or longer. Two times of
one zone subtract as wall times in Python, so `Occurrence.seconds` and the functions here go by
the instant; callers who need a length take it from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

Span = tuple[datetime, datetime]
"""A start and an end, aware."""


class Occurrence(NamedTuple):
    """One block or appointment on one date; times are in the owner's zone."""

    id: str
    """The same each time it is worked out: "B4@2026-11-23", or "O3" for an added one."""
    block: str | None
    """The block of the week template; None for one that an override added."""
    override: str | None
    """The override that added or moved it."""
    function: str | None
    """None is an appointment: it eats time, and may overlap."""
    label: str
    start: datetime
    end: datetime
    busy: bool
    moved: bool
    date: date
    """The date it has in the template (in the block's own zone): what an override names."""

    @property
    def seconds(self) -> int:
        """The elapsed seconds from start to end."""
        return _stamp(self.end) - _stamp(self.start)

    @property
    def minutes(self) -> int:
        """The elapsed whole minutes from start to end."""
        return self.seconds // 60


def instants_of(day: date, start: str, end: str, days: int, zone: tzinfo) -> Span | None:
    """The UTC start and end of wall times on a date; None where nothing is left of them.

    An end not after the start is on the next date; `days` > 1 puts the end on the last of so many
    dates. Wall times that a clock change skips move on by the length of the gap (fold=0), and
    of those that come twice the first is meant; an interval that this empties is dropped.
    """
    first, last = minutes_of(start), minutes_of(end)
    later = max(days - 1, 1 if last <= first else 0)
    begins = _instant(day, first, zone)
    ends = _instant(day + timedelta(days=later), last, zone)
    return (begins, ends) if begins < ends else None


def wall_times(start: datetime, end: datetime, zone: tzinfo) -> tuple[date, str, str, int]:
    """The date, start, end and days that a block needs to cover an instant and another.

    The inverse of `instants_of`, in whole minutes: the start is rounded down and the end up, and
    what has no length becomes one minute. For importers and for moving with the keys.
    """
    begins = start.astimezone(zone).replace(second=0, microsecond=0, tzinfo=None)
    ends = (end.astimezone(zone) + timedelta(seconds=59)).replace(
        second=0, microsecond=0, tzinfo=None
    )
    if ends <= begins:
        ends = begins + timedelta(minutes=1)
    closing = f"{ends:%H:%M}"
    dates = (ends.date() - begins.date()).days
    if closing == "00:00":
        closing, dates = "24:00", dates - 1
    over_midnight = dates == 1 and closing <= f"{begins:%H:%M}"
    return begins.date(), f"{begins:%H:%M}", closing, 1 if over_midnight else dates + 1


def minutes_of(wall: str) -> int:
    """The minute of the day of a wall time; "24:00" is 1440."""
    return int(wall[:2]) * 60 + int(wall[3:5])


def business_dates(start: datetime, end: datetime, day_end: time) -> tuple[date, date]:
    """The first and last business date on which an occurrence is listed; times of one zone.

    That of its start, where one that is over by `day_end` belongs to the evening before. One that
    is longer than a day by the wall clock is listed on every date until its end.
    """
    first = start.date()
    begins, ends = start.replace(tzinfo=None), end.replace(tzinfo=None)
    if ends <= datetime.combine(first, day_end):
        first -= timedelta(days=1)
    if ends - begins <= timedelta(days=1):
        return first, first
    last = ends - timedelta(microseconds=1)
    return first, max(
        first, last.date() if last.time() >= day_end else last.date() - timedelta(days=1)
    )


def in_order(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """Sorted by the instant of their start, then of their end, then by id."""
    return sorted(occurrences, key=lambda one: (_stamp(one.start), _stamp(one.end), one.id))


def running(occurrences: Iterable[Occurrence], now: datetime) -> Occurrence | None:
    """What runs at `now`: a function's block before an appointment, the last begun of several."""
    moment = now.timestamp()
    best = None
    for one in in_order(occurrences):
        runs = one.start.timestamp() <= moment < one.end.timestamp()
        if runs and (one.function or (one.busy and (best is None or not best.function))):
            best = one
    return best


def next_after(occurrences: Iterable[Occurrence], now: datetime) -> Occurrence | None:
    """The first that begins after `now`; free appointments are passed over."""
    moment = now.timestamp()
    for one in in_order(occurrences):
        if one.start.timestamp() > moment and (one.function or one.busy):
            return one
    return None


def gaps(occurrences: Iterable[Occurrence], hours: Iterable[Span] | None = None) -> list[Span]:
    """The breaks between what takes time, within the working hours where they are given.

    The time before the first and after the last is not a break.
    """
    taken = in_order(one for one in occurrences if one.function or one.busy)
    if not taken:
        return []
    zone = taken[0].start.tzinfo
    free: list[tuple[int, int]] = []
    until = _stamp(taken[0].start)
    for one in taken:
        if _stamp(one.start) > until:
            free.append((until, _stamp(one.start)))
        until = max(until, _stamp(one.end))
    if hours is not None:
        open_hours = sorted((_stamp(start), _stamp(end)) for start, end in hours)
        free = [
            (max(start, opens), min(end, closes))
            for start, end in free
            for opens, closes in open_hours
            if max(start, opens) < min(end, closes)
        ]
    return [_span(start, end, zone) for start, end in free]


def net_intervals(
    occurrences: Sequence[Occurrence], nearby: Iterable[Occurrence] = ()
) -> list[tuple[Occurrence, list[Span]]]:
    """What is left of each function's block once the busy appointments have taken their time.

    `nearby` are occurrences of the dates around that may reach into this one. A minute counts
    once: where blocks overlap all the same, the one that begins first has it.
    """
    known = {one.id: one for one in (*occurrences, *nearby)}
    eaten = sorted(
        (_stamp(one.start), _stamp(one.end))
        for one in known.values()
        if one.busy and one.function is None
    )
    left = []
    for one in in_order(occurrences):
        if one.function is not None:
            own = (_stamp(one.start), _stamp(one.end))
            zone = one.start.tzinfo
            left.append((one, [_span(start, end, zone) for start, end in without(own, eaten)]))
            eaten = sorted([*eaten, own])
    return left


def without(own: tuple[int, int], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of one interval outside others, which are sorted by start."""
    parts = []
    start, end = own
    for begins, ends in taken:
        if begins >= end:
            break
        if begins > start:
            parts.append((start, begins))
        start = max(start, ends)
    if start < end:
        parts.append((start, end))
    return parts


def _instant(day: date, minute: int, zone: tzinfo) -> datetime:
    if minute == 1440:
        day, minute = day + timedelta(days=1), 0
    wall = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=zone)
    return wall.astimezone(UTC)


def _stamp(moment: datetime) -> int:
    return int(moment.timestamp())


def _span(start: int, end: int, zone: tzinfo | None) -> Span:
    return datetime.fromtimestamp(start, zone), datetime.fromtimestamp(end, zone)
