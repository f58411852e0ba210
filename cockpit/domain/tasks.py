"""Tasks: what there is to do, on the backlog, in a week or on a day."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from cockpit.domain.record import Instant, IsoWeek, Line, Part, Record, Ref
from cockpit.i18n import _

Place = Literal["backlog", "week", "day"]
TaskState = Literal["open", "done", "dropped", "archived"]


class ChecklistItem(Part):
    """One line of a checklist."""

    text: Line
    done: bool = False


class Recurrence(Part):
    """How a task comes again: an RFC 5545 rule, by date or counted from the completion."""

    rule: Line
    mode: Literal["by_date", "after_completion"] = "by_date"
    anchor: date
    """The local date from which the rule counts (DTSTART)."""


class Waiting(Part):
    """For whom, and until when, a task waits."""

    who: Line | None = None
    until: date | None = None


class RollReason(Part):
    """Why a task was moved on once more, in the owner's words."""

    day: date
    """The business date on which it was moved on."""
    reason: Line


class Task(Record):
    """Something to do; it stands in the backlog, the week or on a day."""

    TABLE: ClassVar[str] = "task"

    title: Line
    place: Place = "backlog"
    week: IsoWeek | None = None
    day: date | None = None
    function: Ref | None = None
    project: Line | None = None
    tags: tuple[Line, ...] = ()
    who: Line | None = None
    estimate_minutes: Annotated[int, Field(ge=1, le=5999)] | None = None
    first_estimate_minutes: Annotated[int, Field(ge=1, le=5999)] | None = None
    """What was estimated before the owner said what is left of it, or split it; estimates are
    judged by it."""
    due: Instant | None = None
    due_is_date: bool = False
    """True where only a date was said: `due` is then the last second of that local day."""
    priority: Literal[1, 2, 3] | None = None
    notes: str = ""
    checklist: tuple[ChecklistItem, ...] = ()
    recurrence: Recurrence | None = None
    series: Line | None = None
    """The uid of the series of which this task is an occurrence."""
    occurrence: Annotated[int, Field(ge=1)] = 1
    """Which task of its series it is, for rules that end after a count."""
    rolls: Annotated[int, Field(ge=0)] = 0
    """How often the task was planned for a day, not done, and moved on."""
    roll_reasons: tuple[RollReason, ...] = ()
    whole: bool = False
    """Whether it is done in one piece: planning never splits it over blocks."""
    block: Line | None = None
    """The occurrence of a block ("B4@2026-11-25", "O3") into which the owner put it on its day."""
    waiting: Waiting | None = None
    position: Annotated[float, Field(allow_inf_nan=False)] | None = None
    """The owner's own order among tasks of one day, week or backlog; None stands at its number."""
    state: TaskState = "open"
    request: Ref | None = None
    assignment: Ref | None = None
    extra: dict[str, str] = Field(default_factory=dict)
    """Imported attributes without a field of ours, kept and exported again."""

    @model_validator(mode="after")
    def _place_is_whole(self) -> Self:
        if self.place == "day" and self.day is None:
            raise ValueError(_("a task on a day needs the day"))
        if self.place == "week" and self.week is None:
            raise ValueError(_("a task of a week needs the week"))
        if (self.place != "day" and self.day) or (self.place != "week" and self.week):
            raise ValueError(_("a task stands in one place: the backlog, a week or a day"))
        return self
