"""The proposal for a day before the owner has said a word: what to choose, and why not the rest.

What the owner put on the day stays. Nothing is added that its function's blocks have no room for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cockpit.domain.plans.day_facts import DayFacts, Work
from cockpit.domain.plans.jobs.filling import LEAST_PIECE
from cockpit.domain.plans.jobs.ordering import Standing, order
from cockpit.domain.plans.jobs.overload import Job, first_overload
from cockpit.domain.plans.machine import Machine, goes_into, longest, no_block
from cockpit.i18n import _


class Proposal(NamedTuple):
    """What is chosen without the owner."""

    chosen: frozenset[str]
    begun: frozenset[str]
    """Those of the chosen that get a part of their time only, the rest on another day."""
    notes: Mapping[str, str]
    """Why a task is not chosen, or not placed, where there is a reason beside its turn."""


def propose(facts: DayFacts, later: Mapping[str, Sequence[Job]]) -> Proposal:
    """Choose for the day; `later` is what each function is asked for on other days.

    First what stands on the day, whatever its length. Then in the order of `order`, with what was
    left over before the rest, each task that fits whole into what is left of its function's
    blocks. One that does not is passed over while it can wait; where waiting would make something
    late it gets the rest of the day, as does one that is longer than any such day. The owner's
    personal time is not proposed, nor what has no estimate or no function, unless it was left over.
    """
    chosen = {one for one, work in facts.works.items() if work.origin == "day"}
    chosen |= {one for one, work in facts.works.items() if work.origin == "left" and _vague(work)}
    begun: set[str] = set()
    notes = {one: note for one, work in facts.works.items() if (note := _note(facts, work))}
    by_function: dict[str, list[Work]] = {}
    for work in facts.works.values():
        function = goes_into(facts, work, {})[0]
        if function and work.minutes and work.origin != "other":
            by_function.setdefault(function, []).append(work)
    for function, works in by_function.items():
        picking = _Picking(facts, function, works, later.get(function, ()))
        picking.pick()
        chosen |= picking.chosen
        begun |= picking.begun
        notes.update(picking.notes)
    return Proposal(frozenset(chosen), frozenset(begun), notes)


class _Picking:
    """Choosing among the tasks of one function."""

    def __init__(
        self, facts: DayFacts, function: str, works: Sequence[Work], later: Sequence[Job]
    ) -> None:
        self.facts = facts
        self.works = {work.ref: work for work in works}
        self.slots = facts.slots_of(function)
        self.function = function
        self.later = later
        self.chosen = {work.ref for work in works if work.origin == "day"}
        self.begun: set[str] = set()
        self.notes: dict[str, str] = {}
        self.can_wait = False

    def pick(self) -> None:
        room = self._room()
        for work in self._in_order():
            if work.ref in self.chosen:
                continue
            if work.minutes <= room and self._fits(work):
                self.chosen.add(work.ref)
                room -= work.minutes
                continue
            if self._is_begun(work, room):
                self.chosen.add(work.ref)
                self.begun.add(work.ref)
                room = 0
            elif self.slots:
                self.notes[work.ref] = _("no room")

    def _in_order(self) -> list[Work]:
        facts = self.facts
        if self.function in facts.personal:
            left = [work for work in self.works.values() if work.origin == "left"]
            return sorted(left, key=lambda work: work.position)
        jobs = [
            Job(work.minutes, facts.from_start(work, self.function), work.weight, work.ref)
            for work in self.works.values()
        ]
        standings: dict[object, Standing] = {
            work.ref: work.standing for work in self.works.values()
        }
        found = order(jobs, standings, block=longest(self.slots))
        return [self.works[str(job.key)] for job in found]

    def _room(self) -> int:
        taken = sum(self.works[one].minutes for one in self.chosen)
        return max(0, sum(slot.free for slot in self.slots) - taken)

    def _fits(self, work: Work) -> bool:
        """Whether all of it finds a place beside what is chosen, at the cost of nothing else."""
        found = self._machine({*self.chosen, work.ref}).filled().unfit
        if not found:
            return True
        before = sum(one.minutes for one in self._machine(self.chosen).filled().unfit)
        return sum(one.minutes for one in found) == before and all(
            one.job.key != work.ref for one in found
        )

    def _is_begun(self, work: Work, room: int) -> bool:
        """Whether a task that does not fit gets the rest of the day."""
        if room < LEAST_PIECE or work.whole or work.minutes < 2 * LEAST_PIECE:
            return False
        if self.facts.due_on_day(work):
            return False
        if work.minutes > sum(slot.free for slot in self.slots):
            return True
        if not self.can_wait:
            waiting = [job for job in self.later if job.key not in self.chosen]
            self.can_wait = first_overload(waiting) is None
        return not self.can_wait

    def _machine(self, chosen: set[str]) -> Machine:
        works = [self.works[one] for one in sorted(chosen)]
        places = {work.ref: goes_into(self.facts, work, {})[1] for work in works}
        pins = {one: pin for one, pin in places.items() if pin}
        return Machine(self.facts, self.function, self.slots, works, pins, self.begun)


def _vague(work: Work) -> bool:
    return not work.function or not work.minutes


def _note(facts: DayFacts, work: Work) -> str:
    if not work.function:
        return _("no function")
    if not work.minutes:
        return _("no estimate")
    if not any(slot.free for slot in facts.slots_of(work.function)):
        return no_block(facts, work.function)
    return ""
