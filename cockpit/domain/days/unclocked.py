"""Unclocked time: the past stretches of a day's blocks in which nothing was clocked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from cockpit.domain.days.block_book import BlockBook
from cockpit.domain.days.clocked import clocked, day_span
from cockpit.domain.days.occurrences import Occurrence, business_dates, without

Body = Mapping[str, Any]

LEAST = timedelta(minutes=10)
"""A shorter stretch is the way from one thing to the next."""


class Unclocked(NamedTuple):
    """A stretch of a function's block; times are in the zone of the book."""

    occurrence: Occurrence
    start: datetime
    end: datetime


def unclocked(
    day: date,
    book: BlockBook,
    entries: Mapping[int, Body],
    now: datetime,
    least: timedelta = LEAST,
) -> list[Unclocked]:
    """The stretches of a business date's blocks before `now` without any entry, by start.

    What busy appointments take of a block is no gap of it; an entry on whatever function fills
    it. Lengths are elapsed time; a stretch shorter than `least` is left out.
    """
    opens, closes = (int(bound.timestamp()) for bound in day_span(day, book.zone, book.day_end))
    until, shortest = int(now.timestamp()), int(least.total_seconds())
    found = []
    for one, parts in book.net(day):
        first, last = business_dates(one.start, one.end, book.day_end)
        low = opens if first < day else 0
        high = min(closes, until) if day < last else until
        taken = _taken(entries, (one.start, one.end), now)
        for start, end in parts:
            own = max(int(start.timestamp()), low), min(int(end.timestamp()), high)
            for begins, ends in without(own, taken):
                if ends - begins >= shortest:
                    times = (datetime.fromtimestamp(stamp, book.zone) for stamp in (begins, ends))
                    found.append(Unclocked(one, *times))
    return sorted(found, key=lambda each: each.start.timestamp())


def _taken(
    entries: Mapping[int, Body], window: tuple[datetime, datetime], now: datetime
) -> list[tuple[int, int]]:
    """What was clocked within a block, sorted by start."""
    return sorted((start, end) for _function, start, end in clocked(entries, window, now, {}))
