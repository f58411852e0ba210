"""Reviews: what a night or a week was when the owner closed it; never changed afterwards."""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from cockpit.domain.record import Instant, IsoWeek, Line, Minutes, Part, Record, Ref
from cockpit.i18n import _

Outcome = Literal["done", "day", "week", "backlog", "given", "dropped", "archived", "open"]
"""What became of a task that stood on the list; "day" with the date to which it was moved."""


class FunctionTime(Part):
    """Planned and actual minutes of one function in the time that was reviewed."""

    function: Ref | None = None
    """None is time clocked on no function."""
    name: str
    target_minutes: Minutes = 0
    """Per week; 0 in a nightly review."""
    planned_minutes: Minutes = 0
    actual_minutes: Minutes = 0


class ListedTask(Part):
    """A task of the list, and what became of it."""

    task: Ref
    title: Line
    function: Ref | None = None
    estimate_minutes: Minutes | None = None
    rolls: Annotated[int, Field(ge=0)] = 0
    outcome: Outcome = "open"
    to: str = ""
    """The date, ISO week or contractor to which it went, where it went anywhere."""
    reason: str = ""
    """Why it was moved on, where the owner said it."""


class PlannedBlock(Part):
    """A block of tomorrow with the tasks planned into it."""

    occurrence: Line
    function: Ref | None = None
    name: str
    start: Instant
    end: Instant
    free_minutes: Minutes
    tasks: tuple[Ref, ...] = ()
    minutes: Minutes = 0
    """The estimates of its tasks that fall into it."""


class NightSnapshot(Part):
    """A day as it was closed, and tomorrow as it was planned."""

    functions: tuple[FunctionTime, ...] = ()
    tasks: tuple[ListedTask, ...] = ()
    """What stood on the list of the day, or on earlier days that were never closed."""
    interrupted_minutes: Minutes = 0
    tomorrow: datetime.date
    planned: tuple[ListedTask, ...] = ()
    """What stands on tomorrow's list."""
    blocks: tuple[PlannedBlock, ...] = ()


class WeekSnapshot(Part):
    """A week as it was looked back on, and the list made for the next one."""

    functions: tuple[FunctionTime, ...] = ()
    tasks: tuple[ListedTask, ...] = ()
    """The master list of the week, and what became of it."""
    next_week: IsoWeek
    planned: tuple[ListedTask, ...] = ()
    """The master list of the next week."""
    kept: tuple[Ref, ...] = ()
    """The old tasks that were looked at and stay in the backlog: others are shown next time."""


class Review(Record):
    """A nightly review of a business date, or a weekly one of an ISO week."""

    TABLE: ClassVar[str] = "review"

    kind: Literal["nightly", "weekly"]
    day: datetime.date | None = None
    """The business date that a nightly review closed."""
    week: IsoWeek | None = None
    """The week on which a weekly review looked back."""
    started: Instant
    finished: Instant
    seconds: Annotated[int, Field(ge=0)] = 0
    """Seconds spent in it; the time between leaving and resuming is not counted."""
    keys: Annotated[int, Field(ge=0)] = 0
    note: str = ""
    night: NightSnapshot | None = None
    weekly: WeekSnapshot | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.kind == "nightly" and (self.day is None or self.night is None):
            raise ValueError(_("a nightly review needs its day and its snapshot"))
        if self.kind == "weekly" and (self.week is None or self.weekly is None):
            raise ValueError(_("a weekly review needs its week and its snapshot"))
        if self.finished < self.started:
            raise ValueError(_("a review cannot be finished before it was started"))
        return self
