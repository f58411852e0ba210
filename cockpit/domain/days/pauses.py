"""The time between a day's blocks: breaks, and what is free within the working hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from cockpit.domain.days.occurrences import Occurrence, gaps

SHORTEST = timedelta(minutes=10)
"""What is shorter is the way from one block to the next."""
LONGEST_BREAK = timedelta(minutes=30)
"""Within the working hours; what is longer is free."""


class Pause(NamedTuple):
    """A stretch without a block."""

    start: datetime
    end: datetime
    is_break: bool
    """Between two openings, or short; else time that could be planned."""


def pauses(
    occurrences: Iterable[Occurrence], hours: Sequence[tuple[datetime, datetime]]
) -> list[Pause]:
    """The pauses between the first block of a date and the last one, by start.

    Without working hours on that date all of it could be planned.
    """
    found: list[Pause] = []
    for start, end in gaps(occurrences):
        inner = {bound for span in hours for bound in span if start < bound < end}
        for begins, ends in pairwise(sorted({start, end, *inner})):
            is_open = not hours or any(a <= begins and ends <= b for a, b in hours)
            pause = Pause(begins, ends, not is_open or ends - begins <= LONGEST_BREAK)
            before = found[-1] if found else None
            if before and before.end == begins and before.is_break and pause.is_break:
                found[-1] = before._replace(end=ends)
            else:
                found.append(pause)
    return [one for one in found if one.end - one.start >= SHORTEST]
