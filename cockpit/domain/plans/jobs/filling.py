"""Filling: which minutes of which job go into which stretch of free time.

A job may be split over stretches, but no piece is shorter than a quarter of an hour; one that is
marked whole is never split.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

from cockpit.domain.plans.jobs.overload import Job, checked
from cockpit.errors import WrongUse
from cockpit.i18n import _

LEAST_PIECE = 15
"""No split leaves a piece of fewer minutes."""

Reason = Literal["room", "whole", "pinned"]
"""No room is left; no stretch is long enough for it in one piece; its own stretch is full."""


class Placed(NamedTuple):
    """Some minutes of a job in a stretch."""

    job: Job
    minutes: int


class Unfit(NamedTuple):
    """The minutes of a job for which there is no place, and why."""

    job: Job
    minutes: int
    reason: Reason


class Filled(NamedTuple):
    """Every minute of every job: in one of the stretches, or unfit."""

    slots: tuple[tuple[Placed, ...], ...]
    unfit: tuple[Unfit, ...]


def fill(
    slots: Sequence[int],
    jobs: Sequence[Job],
    *,
    whole: Collection[object] = (),
    pins: Mapping[object, int] | None = None,
    last: Collection[object] = (),
    least: int = LEAST_PIECE,
) -> Filled:
    """Put jobs, in their order, into stretches of free minutes that follow each other.

    Keys in `pins` go into the stretch of that index only, before all others; then keys in `whole`,
    each by best fit (the stretch it leaves the least of, before its deadline where there is one);
    then the others, unsplit where a stretch before the deadline takes them, else split, none of
    the pieces and nothing that is left over under `least` minutes; those in `last` take what
    remains. Should something short or whole not fit so, the longest are tried first; that order
    is taken where all fit in it. Errors: `WrongUse`.
    """
    pinned = pins or {}
    for minutes in slots:
        if type(minutes) is not int or minutes < 0:
            raise WrongUse(
                _("A stretch has a whole number of minutes from 0 on, not {value!r}.").format(
                    value=minutes
                )
            )
    if type(least) is not int or least <= 0:
        raise WrongUse(
            _("The least piece has a minute or more, not {value!r}.").format(value=least)
        )
    if any(not 0 <= place < len(slots) for place in pinned.values()):
        raise WrongUse(_("A job is pinned to a stretch that is not there."))
    asked = [
        _Asked(place, job, job.key in whole, pinned.get(job.key), job.key in last)
        for place, job in enumerate(checked(jobs))
    ]
    found = _Filling(slots, least).take(asked, longest_first=False)
    if any(unfit.reason != "pinned" and not one.last for one, unfit in found.unfit):
        other = _Filling(slots, least).take(asked, longest_first=True)
        if not any(unfit.reason != "pinned" and not one.last for one, unfit in other.unfit):
            found = other
    return found.filled()


class _Asked(NamedTuple):
    """A job, and how it may be placed."""

    place: int
    job: Job
    whole: bool
    pin: int | None
    last: bool

    @property
    def step(self) -> int:
        """When it is placed: pinned, whole, all others, and those that take what remains."""
        return 0 if self.pin is not None else 1 if self.whole else 3 if self.last else 2


class _Filling:
    """The stretches while they are filled."""

    def __init__(self, slots: Sequence[int], least: int) -> None:
        self.least = least
        self.room = list(slots)
        self.ends = [sum(slots[: at + 1]) for at in range(len(slots))]
        self.pieces: list[list[tuple[int, Placed]]] = [[] for _slot in slots]
        self.unfit: list[tuple[_Asked, Unfit]] = []

    def take(self, asked: Sequence[_Asked], *, longest_first: bool) -> _Filling:
        def turn(one: _Asked) -> tuple[int, int, int]:
            length = -one.job.minutes if longest_first and not one.last else 0
            return one.step, length, one.place

        for one in sorted(asked, key=turn):
            if one.pin is not None:
                self._pin(one, one.pin)
            elif one.whole:
                self._best_fit(one)
            else:
                self._flow(one)
        return self

    def filled(self) -> Filled:
        return Filled(
            tuple(tuple(placed for _place, placed in sorted(each)) for each in self.pieces),
            tuple(unfit for _one, unfit in sorted(self.unfit, key=lambda each: each[0].place)),
        )

    def _pin(self, one: _Asked, slot: int) -> None:
        if one.whole:
            fits = one.job.minutes <= self.room[slot]
            minutes = one.job.minutes if fits else 0
        else:
            minutes = self._piece(one.job.minutes, self.room[slot])
        self._put(one, slot, minutes)
        self._leave(one, one.job.minutes - minutes, "pinned")

    def _best_fit(self, one: _Asked) -> None:
        fitting = [at for at, room in enumerate(self.room) if room >= one.job.minutes]
        if not fitting:
            self._leave(one, one.job.minutes, "whole")
            return
        in_time = [at for at in fitting if self.ends[at] <= one.job.deadline]
        slot = min(in_time or fitting, key=lambda at: (self.room[at], at))
        self._put(one, slot, one.job.minutes)

    def _flow(self, one: _Asked) -> None:
        minutes = one.job.minutes
        for at, room in enumerate(self.room):
            if room >= minutes and self.ends[at] <= one.job.deadline:
                self._put(one, at, minutes)
                return
        for at, room in enumerate(self.room):
            piece = self._piece(minutes, room)
            self._put(one, at, piece)
            minutes -= piece
        self._leave(one, minutes, "room")

    def _piece(self, minutes: int, room: int) -> int:
        """As much of a job as a stretch takes, without a piece or a rest that is too short."""
        if room >= minutes:
            return minutes
        piece = min(room, minutes - self.least)
        return piece if piece >= self.least else 0

    def _put(self, one: _Asked, slot: int, minutes: int) -> None:
        if minutes:
            self.room[slot] -= minutes
            self.pieces[slot].append((one.place, Placed(one.job, minutes)))

    def _leave(self, one: _Asked, minutes: int, reason: Reason) -> None:
        if minutes:
            self.unfit.append((one, Unfit(one.job, minutes, reason)))
