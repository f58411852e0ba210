"""What the plan of a day is made from: the tasks that ask for time, and the time there is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from cockpit.domain.days.occurrences import Occurrence
from cockpit.domain.plans.axis import Axis
from cockpit.domain.plans.jobs.ordering import Standing

Origin = Literal["day", "left", "week", "due", "other"]
"""It stands on the day; was for an earlier one; is on the list of the week; is due; elsewhere."""

WEIGHTS: Mapping[int | None, int] = {1: 8, 2: 4, 3: 2, None: 1}
"""What cutting a task costs, by priority."""
OWED = 3
"""What it costs more when the task is due, and when it is promised to a person."""


class Work(NamedTuple):
    """An open task as planning sees it; moments are POSIX seconds."""

    ref: str
    title: str
    function: str | None
    estimate: int | None
    minutes: int
    """Scaled, less what was clocked on it; 0 without an estimate."""
    origin: Origin
    stands: str | None
    """The date on which it stands."""
    due: str | None
    due_is_date: bool
    deadline: int
    """When it is due, or the end of the week where nothing is said; late ones keep their due."""
    priority: int | None
    rolls: int
    person: str | None
    whole: bool
    pin: str | None
    """The occurrence into which the owner put it on this day."""
    position: float

    @property
    def weight(self) -> int:
        """What cutting it costs."""
        owed = bool(self.due) + bool(self.person)
        return WEIGHTS.get(self.priority, 1) + OWED * owed

    @property
    def standing(self) -> Standing:
        """What the owner holds higher about it."""
        ahead = self.origin in ("day", "left")
        return Standing(self.priority, bool(self.person), self.rolls, ahead, self.position)


class Slot(NamedTuple):
    """A block of the day and its free minutes that are still to come."""

    occurrence: Occurrence
    name: str
    free: int


class DayFacts(NamedTuple):
    """Everything about a day before the owner has said a word."""

    day: date
    today: date
    zone: ZoneInfo
    begin: int
    """From when on there is time for what is not done on the day: the end of today, at most."""
    start: int
    """From when on the minutes of the day count: its beginning, or now where that is later."""
    close: int
    """The end of the day."""
    week_end: int
    """The end of the day's week: the deadline of what has no due."""
    slots: tuple[Slot, ...]
    """By start."""
    axes: Mapping[str, Axis]
    """Of every function that has blocks or work, from `begin` on."""
    works: Mapping[str, Work]
    """By task id: what may be proposed, and what asks for time later."""
    names: Mapping[str, str]
    personal: frozenset[str]
    factors: Mapping[str, float]

    def slots_of(self, function: str) -> list[Slot]:
        """The blocks of one function, by start."""
        return [slot for slot in self.slots if slot.occurrence.function == function]

    def is_late(self, work: Work) -> bool:
        """Whether it is due before any minute of this day."""
        return work.due is not None and work.deadline <= self.start

    def due_on_day(self, work: Work) -> bool:
        """Whether it is due while the day lasts."""
        return work.due is not None and self.start < work.deadline < self.close

    def from_start(self, work: Work, function: str) -> int:
        """The free minutes of a function from the day on, before the work is due; late is 0."""
        axis = self.axes.get(function)
        return axis.between(self.start, work.deadline) if axis else 0

    def without_day(self, work: Work, function: str) -> int:
        """The free minutes before the work is due on all days but this one.

        What is late already has the rest of the week: its due can only be made up for.
        """
        axis = self.axes.get(function)
        if axis is None:
            return 0
        deadline = self.week_end if self.is_late(work) else work.deadline
        spare = axis.between(self.begin, min(self.start, deadline))
        return spare + axis.between(self.close, deadline)
