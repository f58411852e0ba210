"""Functions, the week template, day overrides and hours: where the owner's time goes."""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from cockpit.domain.continuity import Person
from cockpit.domain.record import Instant, Line, Minutes, Record, Ref, WallTime
from cockpit.i18n import _

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Interval = tuple[WallTime, WallTime]
"""Start and end, local wall times; an end before the start is on the next day."""


class Function(Record):
    """A business function the owner performs, with its weekly target."""

    TABLE: ClassVar[str] = "function"

    name: Line
    target_minutes: Minutes = 0
    """Minutes per ISO week."""
    personal: bool = False
    kinds: tuple[Line, ...] = ()
    """The kinds of request that this function serves."""
    position: Annotated[float, Field(allow_inf_nan=False)] | None = None
    primary: Person | None = None
    """Who does it; None is not known, the owner himself is "owner"."""
    backups: tuple[Person, ...] = ()
    """Who takes over, and has promised the time for it."""
    needs_assets: bool | None = None
    """Whether it needs accounts or the like at all; asked while no asset names the function."""


class Block(Record):
    """A recurring block of the week template: one function, or an appointment without one."""

    TABLE: ClassVar[str] = "block"

    function: Ref | None = None
    label: str = ""
    notes: str = ""
    weekday: Weekday | None = None
    start: WallTime
    end: WallTime
    rule: Line | None = None
    """An RFC 5545 rule in place of the weekday, counted from `first_date`."""
    first_date: datetime.date | None = None
    last_date: datetime.date | None = None
    except_dates: tuple[datetime.date, ...] = ()
    zone: Line | None = None
    """IANA zone of the wall times; None is the owner's."""
    days: Annotated[int, Field(ge=1, le=366)] = 1
    """How many dates an all-day or long appointment covers."""
    busy: bool = True
    """Whether it takes time away; a free all-day event does not."""

    @model_validator(mode="after")
    def _recurs(self) -> Self:
        if (self.weekday is None) == (self.rule is None):
            raise ValueError(_("a block needs either a weekday or a rule"))
        if self.rule is not None and self.first_date is None:
            raise ValueError(_("a block with a rule needs its first date"))
        _refuse_late_start(self.start)
        if self.first_date and self.last_date and self.last_date < self.first_date:
            raise ValueError(_("the last date of a block is before its first"))
        return self


class Override(Record):
    """A change to one date only: a block added, moved (or resized) or dropped."""

    TABLE: ClassVar[str] = "override"

    date: datetime.date
    action: Literal["add", "move", "drop"]
    block: Ref | None = None
    function: Ref | None = None
    label: str = ""
    notes: str = ""
    start: WallTime | None = None
    end: WallTime | None = None
    zone: Line | None = None
    days: Annotated[int, Field(ge=1, le=366)] = 1
    to_date: datetime.date | None = None
    """For a move: the date to which it goes, when it leaves its own."""
    busy: bool = True

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if self.action != "add" and self.block is None:
            raise ValueError(_("an override that moves or drops needs the block"))
        if self.action != "drop" and (self.start is None or self.end is None):
            raise ValueError(_("an override that adds or moves needs a start and an end"))
        _refuse_late_start(self.start)
        return self


class Hours(Record):
    """A calendar of opening hours; H1 is the owner's own working hours."""

    TABLE: ClassVar[str] = "hours"

    name: Line
    zone: Line
    week: dict[Weekday, tuple[Interval, ...]]
    holidays: tuple[datetime.date, ...] = ()
    exceptions: dict[datetime.date, tuple[Interval, ...]] = Field(default_factory=dict)


class Entry(Record):
    """A time entry of the clock: what was worked on, from when to when."""

    TABLE: ClassVar[str] = "entry"

    started: Instant
    stopped: Instant | None = None
    function: Ref | None = None
    task: Ref | None = None
    note: str = ""
    archived: bool = False
    """Taken out of the log: it is kept, and its time counts nowhere."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.stopped is not None and self.stopped < self.started:
            raise ValueError(_("a time entry cannot stop before it started"))
        return self


def _refuse_late_start(start: str | None) -> None:
    if start == "24:00":
        raise ValueError(_("24:00 is an end; a start at midnight is 00:00"))
