"""The axis of a function: its free minutes from a moment on, on which deadlines are measured.

Free is what the week template and its overrides give and busy appointments leave.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from cockpit.domain.days.block_book import BlockBook
from cockpit.domain.promising.serving import Span, Supply, merged, openings


class Axis:
    """Counts the free minutes before a moment; what is past is no time any more."""

    def __init__(self, spans: Sequence[Span], start: int) -> None:
        """Take spans by start, none overlapping, in POSIX seconds, and the moment it begins."""
        self._supply = Supply(spans)
        self._start = start
        self._gone = self._supply.before(start)

    def before(self, moment: int) -> int:
        """The whole free minutes between the beginning of the axis and a moment (POSIX seconds)."""
        if moment <= self._start:
            return 0
        return (self._supply.before(moment) - self._gone) // 60

    def between(self, first: int, second: int) -> int:
        """The whole free minutes between two moments; none for a reversed pair."""
        return max(0, self.before(second) - self.before(first))


def axes(
    book: BlockBook, functions: Collection[str], since: datetime, until: datetime
) -> dict[str, Axis]:
    """The axis of each of these functions between two moments."""
    start = int(since.timestamp())
    found = openings(book, functions, since, until)
    return {one: Axis(merged(found, (one,)), start) for one in functions}
