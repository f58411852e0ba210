"""One function on one day: its blocks are filled with what is chosen, and its overload is found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from cockpit.domain.plans.day_facts import DayFacts, Slot, Work
from cockpit.domain.plans.day_plan import BlockPlan, FunctionOverload, Piece, Unplaced
from cockpit.domain.plans.jobs.cuts import smallest_cut
from cockpit.domain.plans.jobs.filling import LEAST_PIECE, Filled, fill
from cockpit.domain.plans.jobs.ordering import USUAL_BLOCK, order
from cockpit.domain.plans.jobs.overload import Job, Overload, first_overload
from cockpit.domain.wording.lengths import written_minutes
from cockpit.domain.wording.times import WEEKDAYS
from cockpit.i18n import _

CUT_STEPS = 12_000
"""What a suggested cut may cost on a key: some milliseconds; then a quick one is given."""


class Machine(NamedTuple):
    """The blocks of a function on the day, and the chosen tasks that go into them."""

    facts: DayFacts
    function: str
    slots: Sequence[Slot]
    works: Sequence[Work]
    """Those with an estimate."""
    pins: Mapping[str, str]
    """Task to the occurrence among `slots` into which the owner put it."""
    begun: Collection[str]
    """Those of which the day is to see a part only."""

    @property
    def room(self) -> int:
        """The free minutes of the day."""
        return sum(slot.free for slot in self.slots)

    def takes_the_rest(self, work: Work) -> bool:
        """Whether a task is only begun on the day, with what others leave of it."""
        if work.whole or work.ref in self.pins or self.facts.due_on_day(work):
            return False
        return work.ref in self.begun or work.minutes > self.room

    def job(self, work: Work) -> Job:
        """A chosen task on the axis of the day's free minutes."""
        deadline = self.room
        if self.facts.due_on_day(work):
            deadline = min(deadline, self.facts.from_start(work, self.function))
        return Job(work.minutes, deadline, work.weight, work.ref)

    def filled(self) -> Filled:
        """The blocks with the tasks in them."""
        places = {slot.occurrence.id: at for at, slot in enumerate(self.slots)}
        jobs = order(
            map(self.job, self.works),
            {
                work.ref: work.standing._replace(ahead=self.facts.due_on_day(work))
                for work in self.works
            },
            block=longest(self.slots),
        )
        return fill(
            [slot.free for slot in self.slots],
            jobs,
            whole=[work.ref for work in self.works if work.whole],
            pins={one: places[pin] for one, pin in self.pins.items()},
            last=[work.ref for work in self.works if self.takes_the_rest(work)],
        )


class Result(NamedTuple):
    """What became of a function's chosen tasks."""

    blocks: tuple[BlockPlan, ...]
    unplaced: tuple[Unplaced, ...]
    overload: FunctionOverload | None


def longest(slots: Sequence[Slot]) -> int:
    """The minutes of the longest block; what a block usually has where there is none."""
    return max((slot.free for slot in slots), default=0) or USUAL_BLOCK


def planned(machine: Machine, later: Sequence[Job]) -> Result:
    """Fill the blocks of a function; `later` is what is not chosen but asks for its time."""
    filled = machine.filled()
    day = _day_overload(machine)
    pieces = [{str(each.job.key): each.minutes for each in slot} for slot in filled.slots]
    rests: list[Job] = []
    unplaced: list[Unplaced] = []
    works = {work.ref: work for work in machine.works}
    for unfit in filled.unfit:
        work = works[str(unfit.job.key)]
        at = _asked_too_much(machine, work, unfit.reason, day)
        if at is not None:
            pieces[at][work.ref] = pieces[at].get(work.ref, 0) + unfit.minutes
            continue
        unplaced.append(Unplaced(work.ref, unfit.minutes, _reason(machine, work, unfit.reason)))
        if machine.takes_the_rest(work):
            deadline = machine.facts.without_day(work, machine.function)
            rests.append(Job(unfit.minutes, deadline, work.weight, work.ref))
    blocks = tuple(
        BlockPlan(
            slot.occurrence,
            slot.name,
            slot.free,
            tuple(Piece(one, minutes) for one, minutes in into.items()),
            frozenset(one for one, pin in machine.pins.items() if pin == slot.occurrence.id),
        )
        for slot, into in zip(machine.slots, pieces, strict=True)
    )
    return Result(blocks, tuple(unplaced), day or _later_overload(machine, [*later, *rests]))


def goes_into(
    facts: DayFacts, work: Work, pins: Mapping[str, str]
) -> tuple[str | None, str | None]:
    """The function whose blocks a chosen task takes, and the block into which it is put.

    The owner may put a task into a block of another function, but nothing into personal time that
    is not of it; a block that is not there any more is forgotten.
    """
    pin = pins.get(work.ref, work.pin if work.origin == "day" else None)
    for slot in facts.slots if pin else ():
        function = slot.occurrence.function
        if slot.occurrence.id == pin and (
            function == work.function or function not in facts.personal
        ):
            return function, pin
    return work.function, None


def no_block(facts: DayFacts, function: str) -> str:
    """Why nothing can be planned for a function on the day."""
    if facts.slots_of(function):
        return _("no time left in its blocks")
    return _("no block on {day}").format(day=WEEKDAYS[facts.day.weekday()])


def _asked_too_much(
    machine: Machine, work: Work, reason: str, day: FunctionOverload | None
) -> int | None:
    """The block that shows what does not fit into it; None where it is told beside the blocks."""
    if reason == "pinned" and not work.whole:
        return next(
            at
            for at, slot in enumerate(machine.slots)
            if slot.occurrence.id == machine.pins[work.ref]
        )
    if reason == "room" and day is not None and not machine.takes_the_rest(work):
        return max(at for at, slot in enumerate(machine.slots) if slot.free)
    return None


def _reason(machine: Machine, work: Work, reason: str) -> str:
    if not machine.room:
        return no_block(machine.facts, machine.function)
    if work.whole:
        return _("no block has {length} in one piece").format(length=written_minutes(work.minutes))
    if machine.takes_the_rest(work):
        return _("for another day")
    return _("no piece of {length} is left").format(length=written_minutes(LEAST_PIECE))


def _day_overload(machine: Machine) -> FunctionOverload | None:
    """What is chosen against the day's blocks; a day without any is told task by task."""
    if not machine.room:
        return None
    works = {work.ref: work for work in machine.works if not machine.takes_the_rest(work)}
    jobs = [machine.job(work) for work in works.values()]
    overload = first_overload(jobs)
    if overload is None:
        return None
    tight = [works[str(job.key)] for job in jobs if job.deadline == overload.deadline]
    moment = machine.slots[-1].occurrence.end
    if all(machine.facts.due_on_day(work) for work in tight):
        moment = _local(machine, max(work.deadline for work in tight))
    return _overload(machine, jobs, overload, moment, on_day=True)


def _later_overload(machine: Machine, jobs: Sequence[Job]) -> FunctionOverload | None:
    """What is not chosen against the blocks of the other days before it is due."""
    overload = first_overload(jobs)
    if overload is None:
        return None
    facts = machine.facts
    tight = [facts.works[str(job.key)] for job in jobs if job.deadline == overload.deadline]
    moments = [facts.week_end if facts.is_late(one) else one.deadline for one in tight]
    return _overload(machine, jobs, overload, _local(machine, max(moments)), on_day=False)


def _overload(
    machine: Machine, jobs: Sequence[Job], overload: Overload, moment: datetime, *, on_day: bool
) -> FunctionOverload:
    return FunctionOverload(
        machine.function,
        machine.facts.names.get(machine.function, machine.function),
        moment,
        overload.deadline + overload.minutes,
        overload.deadline,
        overload.minutes,
        tuple(str(job.key) for job in smallest_cut(jobs, CUT_STEPS)),
        on_day,
    )


def _local(machine: Machine, second: int) -> datetime:
    return datetime.fromtimestamp(second, machine.facts.zone)
