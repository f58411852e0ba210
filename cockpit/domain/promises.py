"""Promises: the policy for a kind of request, as written down."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from cockpit.domain.blocks import Weekday
from cockpit.domain.record import Line, Part, Record, Ref, WallTime
from cockpit.i18n import _


class Target(Part):
    """One promised length: working time, calendar time, or a batch."""

    measure: Literal["working", "calendar", "batch"]
    minutes: Annotated[int, Field(ge=1, le=5_256_000)] | None = None
    weekdays: tuple[Weekday, ...] = ()
    cut_off: WallTime | None = None
    cut_off_days_before: Annotated[int, Field(ge=0, le=6)] = 0
    close: WallTime | None = None
    closed_day: Literal["previous", "next"] = "previous"

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.measure == "batch":
            if not self.weekdays or self.cut_off is None:
                raise ValueError(_("a batch needs weekdays and a cut-off"))
        elif self.minutes is None:
            raise ValueError(_("a promise of working or calendar time needs its minutes"))
        return self


class Promise(Record):
    """What is promised for a kind of request, optionally for one customer or priority."""

    TABLE: ClassVar[str] = "promise"

    kind: Line
    customer: Line | None = None
    priority: Literal[1, 2, 3] | None = None
    hours: Ref = "H1"
    first_response: Target | None = None
    next_response: Target | None = None
    resolution: Target | None = None
    lead_minutes: Annotated[int, Field(ge=1, le=600_000)] | None = None
    """Working minutes before the due at which a request is at risk; None is the default."""
