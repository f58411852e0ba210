"""The plan of a day while the owner decides: what he said is laid over the proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cockpit.domain.plans.candidates import candidate, candidates
from cockpit.domain.plans.day_facts import DayFacts, Work
from cockpit.domain.plans.day_plan import (
    BlockPlan,
    Candidate,
    DayPlan,
    FunctionOverload,
    Unplaced,
)
from cockpit.domain.plans.jobs.overload import Job
from cockpit.domain.plans.machine import Machine, Result, goes_into, planned
from cockpit.domain.plans.proposal import Proposal, propose
from cockpit.i18n import _

_Asked = tuple[tuple[str, str | None], ...]
"""The chosen tasks of a function with the blocks into which they are put."""


class Deciding:
    """A day's facts and its proposal; each plan is worked out anew, and none changes another.

    The proposal is made once: to choose or to take out one task leaves all others chosen as they
    were, and only the blocks of its function are filled again.
    """

    def __init__(self, facts: DayFacts) -> None:
        """Make the proposal."""
        self._named = dict(facts.works)
        self.facts = facts = facts._replace(works=self._named)
        self._later = _later(facts)
        self._proposal: Proposal = propose(facts, self._later)
        self._candidates = candidates(facts, self._proposal)
        self._known: dict[str, tuple[_Asked, frozenset[str], Result]] = {}
        """The last answer of each function, for as long as it is asked the same."""

    def knows(self, reference: str) -> bool:
        """Whether a task can be chosen."""
        return reference in self._named

    def name(self, work: Work) -> None:
        """Take in a task that the owner chose though nothing proposed it."""
        self._named[work.ref] = work

    def plan(self, choices: Mapping[str, bool], pins: Mapping[str, str]) -> DayPlan:
        """The plan with the owner's choices and pins over the proposal."""
        shown = self._shown(choices)
        chosen = {one.ref for one in shown if one.chosen}
        asked, unplaced = self._asked(chosen, pins)
        results = {
            function: self._result(function, asked.get(function, ()), chosen)
            for function in self._functions(asked)
        }
        overloads = [one.overload for one in results.values() if one.overload]
        unplaced += [one for result in results.values() for one in result.unplaced]
        places = {one.ref: at for at, one in enumerate(shown)}
        for reference in sorted({one for over in overloads for one in over.cut} - places.keys()):
            work = self.facts.works[reference]
            shown.append(candidate(self.facts, self._proposal, work, chosen=False))
        return DayPlan(
            self.facts.day,
            tuple(shown),
            self._blocks(results.values(), chosen, pins),
            tuple(sorted(unplaced, key=lambda one: places[one.ref])),
            tuple(sorted(overloads, key=_urgent)),
            dict(self.facts.factors),
        )

    def _shown(self, choices: Mapping[str, bool]) -> list[Candidate]:
        shown = [
            one._replace(chosen=choices[one.ref])
            if choices.get(one.ref, one.chosen) != one.chosen
            else one
            for one in self._candidates
        ]
        listed = {one.ref for one in shown}
        for reference, into in choices.items():
            if reference not in listed and reference in self.facts.works:
                work = self.facts.works[reference]
                shown.append(candidate(self.facts, self._proposal, work, chosen=into))
        return shown

    def _blocks(
        self, results: Iterable[Result], chosen: Iterable[str], pins: Mapping[str, str]
    ) -> tuple[BlockPlan, ...]:
        """The blocks by start; one without an estimate takes none of its block, but stays put."""
        blocks = {block.occurrence.id: block for result in results for block in result.blocks}
        for reference in chosen:
            work = self.facts.works[reference]
            pin = None if work.minutes else goes_into(self.facts, work, pins)[1]
            if pin is not None:
                pinned = blocks[pin].pinned | {reference}
                blocks[pin] = blocks[pin]._replace(pinned=pinned)
        return tuple(blocks[slot.occurrence.id] for slot in self.facts.slots)

    def _asked(
        self, chosen: Iterable[str], pins: Mapping[str, str]
    ) -> tuple[dict[str, _Asked], list[Unplaced]]:
        found: dict[str, _Asked] = {}
        unplaced = []
        for reference in sorted(chosen):
            work = self.facts.works[reference]
            function, pin = goes_into(self.facts, work, pins)
            if not work.minutes:
                unplaced.append(Unplaced(reference, 0, _("no estimate")))
            elif function is None:
                unplaced.append(Unplaced(reference, work.minutes, _("no function")))
            else:
                found[function] = (*found.get(function, ()), (reference, pin))
        return found, unplaced

    def _functions(self, asked: Mapping[str, _Asked]) -> list[str]:
        """Those with blocks on the day by start, then all others that are asked for time."""
        blocks = [slot.occurrence.function for slot in self.facts.slots]
        return list(dict.fromkeys(one for one in (*blocks, *asked, *self._later) if one))

    def _result(self, function: str, asked: _Asked, chosen: set[str]) -> Result:
        later = self._later.get(function, ())
        out = frozenset(str(job.key) for job in later if job.key in chosen)
        known = self._known.get(function)
        if known is not None and known[:2] == (asked, out):
            return known[2]
        machine = Machine(
            self.facts,
            function,
            self.facts.slots_of(function),
            [self.facts.works[one] for one, _pin in asked],
            {one: pin for one, pin in asked if pin},
            self._proposal.begun,
        )
        result = planned(machine, [job for job in later if job.key not in out])
        self._known[function] = asked, out, result
        return result


def _later(facts: DayFacts) -> dict[str, Sequence[Job]]:
    """What each function is asked for on the other days, should it not be chosen for this one."""
    found: dict[str, list[Job]] = {}
    for work in facts.works.values():
        if not work.function or work.function in facts.personal:
            continue
        if work.minutes and _asks_for_time(work):
            deadline = facts.without_day(work, work.function)
            job = Job(work.minutes, deadline, work.weight, work.ref)
            found.setdefault(work.function, []).append(job)
    return dict(found)


def _asks_for_time(work: Work) -> bool:
    """What stands in the backlog without a due asks for nothing."""
    return work.origin != "other" or work.stands is not None or work.due is not None


def _urgent(overload: FunctionOverload) -> tuple[bool, float, str]:
    return not overload.on_day, overload.deadline.timestamp(), overload.function
