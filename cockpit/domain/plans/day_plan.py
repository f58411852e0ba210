"""The plan of a day: what is chosen for it, into which blocks it goes, and what does not fit.

A function's chosen tasks are one question about its blocks of the day, and what is not chosen but
due later another one about its blocks after the day. They are asked apart, so that taking a task
out of the day shows at once what that does to its due.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from cockpit.domain.days.occurrences import Occurrence


class Candidate(NamedTuple):
    """A task that may be done on the day."""

    ref: str
    title: str
    function: str | None
    minutes: int
    """Scaled by the function's history, less what was clocked on it; 0 without an estimate."""
    estimate: int | None
    due: str | None
    due_is_date: bool
    priority: int | None
    rolls: int
    person: str | None
    """To whom it is promised."""
    whole: bool
    chosen: bool
    why: str
    """Why it is proposed, and what keeps it from being planned; "" for what only is on the list."""


class Piece(NamedTuple):
    """Minutes of a task in a block."""

    ref: str
    minutes: int


class BlockPlan(NamedTuple):
    """A block of the day with what is planned into it."""

    occurrence: Occurrence
    name: str
    free: int
    """Minutes still to come that appointments leave of it."""
    pieces: tuple[Piece, ...]
    pinned: frozenset[str]
    """Those that the owner put into this block."""

    @property
    def minutes(self) -> int:
        """The planned minutes."""
        return sum(piece.minutes for piece in self.pieces)

    @property
    def over(self) -> int:
        """By how many minutes the block is asked for more than it has."""
        return max(0, self.minutes - self.free)


class Unplaced(NamedTuple):
    """Minutes of a chosen task that are in no block of the day, and why."""

    ref: str
    minutes: int
    """0 for a task without an estimate."""
    reason: str


class FunctionOverload(NamedTuple):
    """The first deadline of a function before which more is asked than its blocks have."""

    function: str
    name: str
    deadline: datetime
    """Local to the owner; where only a day or the week was said, the moment at which it is over."""
    demand: int
    free: int
    missing: int
    cut: tuple[str, ...]
    """The smallest cut that mends it; every one of them is among the candidates."""
    on_day: bool
    """Whether it is what is chosen for the day that is too much; else what is due after it."""


class DayPlan(NamedTuple):
    """A day as it is proposed, with what the owner said about it."""

    day: date
    candidates: tuple[Candidate, ...]
    """What stands on the day, what was left over, what is proposed, then the others.

    At the end what the owner named, and what stands on another day and could be cut there.
    """
    blocks: tuple[BlockPlan, ...]
    unplaced: tuple[Unplaced, ...]
    overloads: tuple[FunctionOverload, ...]
    factors: Mapping[str, float]
    """What the estimates of a function were multiplied by."""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of what is chosen for the day."""
        return tuple(one.ref for one in self.candidates if one.chosen)

    def block_of(self, reference: str) -> tuple[str, ...]:
        """The occurrences into which a task goes, by start."""
        return tuple(
            block.occurrence.id
            for block in self.blocks
            if any(piece.ref == reference for piece in block.pieces)
        )
