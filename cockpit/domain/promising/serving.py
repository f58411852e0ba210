"""When a kind of request is served: the functions that serve it, and what is open of their blocks.

What busy appointments leave of a block serves; a block on a holiday of the owner does not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.days.block_book import BlockBook
from cockpit.domain.days.clocked import day_span
from cockpit.domain.days.occurrences import business_dates
from cockpit.domain.identity import ref

Body = Mapping[str, Any]
Span = tuple[int, int]
"""A start and an end in POSIX seconds."""

_DAY = timedelta(days=1)
_DAYS_OFF = ("holiday", "exception")


class Opening(NamedTuple):
    """A stretch of time in which one function serves, in POSIX seconds."""

    start: int
    end: int
    function: str


def same_kind(kind: str) -> str:
    """The kind as it is compared: without case and without spaces around it."""
    return kind.strip().casefold()


def servers(functions: Mapping[int, Body]) -> dict[str, tuple[str, ...]]:
    """The functions that serve each kind, those that serve the fewest kinds first.

    In this order the time that others cannot use is used first.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for number, body in functions.items():
        kinds = {same_kind(kind) for kind in body.get("kinds", ())}
        for kind in kinds:
            found.setdefault(kind, []).append((len(kinds), number))
    return {
        kind: tuple(ref("function", number) for _count, number in sorted(each))
        for kind, each in found.items()
    }


def openings(
    book: BlockBook,
    functions: Collection[str],
    since: datetime,
    until: datetime,
    owner: BusinessCalendar | None = None,
) -> list[Opening]:
    """What the blocks of these functions offer between two moments, by start, none overlapping.

    `owner` is the owner's own calendar: a block on a holiday of it serves nobody.
    """
    low, high = int(since.timestamp()), int(until.timestamp())
    found = {
        Opening(max(start, low), min(end, high), function)
        for start, end, function in _offered(book, functions, since, until, owner)
        if max(start, low) < min(end, high)
    }
    return sorted(found)


def merged(openings: Iterable[Opening], functions: Collection[str] | None = None) -> list[Span]:
    """The openings of some functions (None: of all) as spans, touching ones joined."""
    spans: list[Span] = []
    for start, end, function in openings:
        if functions is not None and function not in functions:
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


class Supply:
    """The seconds that openings offer before a moment; asked for moments in any order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        """Take spans by start, none overlapping."""
        self._starts = [start for start, _end in spans]
        self._ends = [end for _start, end in spans]
        self._before = [0]
        for start, end in spans:
            self._before.append(self._before[-1] + end - start)

    def before(self, moment: int) -> int:
        """The seconds offered before a moment (POSIX seconds)."""
        place = bisect_right(self._starts, moment)
        if not place:
            return 0
        return self._before[place] - max(0, self._ends[place - 1] - moment)

    def reached(self, seconds: int) -> int | None:
        """When so many seconds have been offered; None when never."""
        if seconds > self._before[-1] or not self._starts:
            return None
        place = max(0, bisect_right(self._before, seconds - 1) - 1)
        return self._starts[place] + seconds - self._before[place]


def moment(second: int) -> datetime:
    """The UTC moment of a POSIX second."""
    return datetime.fromtimestamp(second, UTC)


def _offered(
    book: BlockBook,
    functions: Collection[str],
    since: datetime,
    until: datetime,
    owner: BusinessCalendar | None,
) -> Iterator[Opening]:
    day = since.astimezone(book.zone).date() - _DAY
    last_day = until.astimezone(book.zone).date()
    while day <= last_day:
        if any(one.function in functions for one in book.on(day)):
            opens, closes = (int(bound.timestamp()) for bound in day_span(day, book.zone))
            for one, parts in book.net(day):
                if one.function not in functions or one.function is None:
                    continue
                first, last = business_dates(one.start, one.end, book.day_end)
                for start, end in parts:
                    if owner is not None and owner.why_closed(owner.local_date(start)) in _DAYS_OFF:
                        continue
                    begins, ends = int(start.timestamp()), int(end.timestamp())
                    if first < last:  # it is listed, and offers its part, on each of its days
                        begins, ends = max(begins, opens), min(ends, closes)
                    if begins < ends:
                        yield Opening(begins, ends, one.function)
        day += _DAY
