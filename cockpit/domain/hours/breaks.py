"""Breaks: the pauses of a working day, between two openings or two blocks that follow closely."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from cockpit.domain.hours.quiet import Hours, Quiet
from cockpit.domain.reminders import BREAK, BlockTime, Reminder, reminder_at

SHORTEST = timedelta(minutes=5)
"""What is shorter is the way from one block to the next."""
LONGEST = timedelta(hours=2)
"""Between two blocks; what is longer is time without a plan. Between openings it may be longer."""

OWN_HOURS = "H1"
"""The subject of a break that no block leads into."""

Span = tuple[datetime, datetime]


class Break(NamedTuple):
    """One pause."""

    start: datetime
    end: datetime
    after: str
    """The subject of the block that ends as it begins, "" where none does."""
    then: str
    """What the block that ends it is about, "" where none does."""


def breaks_of_day(openings: Sequence[Span], blocks: Sequence[BlockTime]) -> list[Break]:
    """The breaks of one date, from its openings and its blocks, in order.

    Pauses that overlap or touch are one. It is over when the next block begins, and it is none
    while a block runs on.
    """
    openings, blocks = sorted(openings), sorted(blocks, key=lambda one: (one.start, one.end))
    pauses = [(one[1], two[0]) for one, two in pairwise(openings)]
    pauses += _between_blocks(blocks)
    return [found for start, end in _joined(pauses) if (found := _break(start, end, blocks))]


def of_break(pause: Break, hours: Hours | None, quiet: Quiet) -> Reminder | None:
    """The beginning of a break, pointless once it is over; about what comes after it."""
    subject = pause.after or OWN_HOURS
    return reminder_at(BREAK, subject, "", pause.start, pause.end, pause.then, hours, quiet)


def _between_blocks(blocks: Sequence[BlockTime]) -> list[Span]:
    pauses = []
    for number, block in enumerate(blocks[1:], 1):
        over = max(one.end for one in blocks[:number])
        if over < block.start <= over + LONGEST:
            pauses.append((over, block.start))
    return pauses


def _joined(pauses: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(pauses):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _break(start: datetime, end: datetime, blocks: Sequence[BlockTime]) -> Break | None:
    if any(one.start <= start < one.end for one in blocks):
        return None
    end = min((one.start for one in blocks if start < one.start < end), default=end)
    if end - start < SHORTEST:
        return None
    after = next((one.subject for one in blocks if one.end == start), "")
    then = next((one.about for one in blocks if one.start == end), "")
    return Break(start, end, after, then)
