"""What is kept about delegated work: terms, deliverables, check-ins, feedback, money, vetting."""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from cockpit.domain.delegating.money import MOST
from cockpit.domain.record import Instant, Line, Minutes, Part, Record, Ref
from cockpit.i18n import _

Terms = Literal["before", "on_delivery", "milestone", "hourly", "recurring", "commission"]
"""When money is owed: before the work, when it is delivered, per milestone, per hour worked, each
week or month, or as a share of what it brings in."""

Period = Literal["week", "month"]
Verdict = Literal["approved", "changes_requested", "rejected"]
FeedbackKind = Literal["praise", "teach", "problem"]
Progress = Literal["on_track", "caution", "off_track"]
CheckKind = Literal[
    "web_search", "references", "past_clients", "portfolio", "identity", "test_task", "terms"
]
"""The seven kinds of vetting check."""
CheckResult = Literal["good", "concern", "none_found"]
"""That nothing was found is a result too; None is not known yet."""


class Money(Part):
    """An amount in minor units (cents) of one currency; never nothing, never negative."""

    minor: Annotated[int, Field(ge=1, le=MOST)]
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]


class DueMove(Part):
    """A due that was moved, and by whom."""

    at: Instant
    by: Literal["owner", "contractor"]
    before: Instant | None = None
    after: Instant
    reason: str = ""


class Question(Part):
    """What the contractor asked; open until it is answered."""

    at: Instant
    text: Line
    answered_at: Instant | None = None
    answer: str = ""


class Engagement(Record):
    """The terms under which a contractor works; closed when others take their place."""

    TABLE: ClassVar[str] = "engagement"

    terms: Terms
    contractor: Ref
    function: Ref | None = None
    """None is all of his work."""
    rate: Money | None = None
    """Per hour, per job, or per `every`, as the terms say."""
    every: Period | None = None
    """The period of a recurring rate, and of the budget; None is once, for all."""
    percent: Annotated[float, Field(gt=0, le=100)] | None = None
    """The share of a commission."""
    budget: Money | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    release_days: Annotated[int, Field(ge=0, le=365)] | None = None
    """Days after a delivery at which the money is released without a verdict."""
    notes: str = ""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError(_("terms cannot end before they begin"))
        if self.terms == "recurring" and self.every is None:
            raise ValueError(_("recurring terms need a period: week or month"))
        if self.percent is not None and self.terms != "commission":
            raise ValueError(_("a percentage belongs to a commission"))
        return self


class Deliverable(Record):
    """A version of the work that was handed in, and the verdict; closed with the verdict."""

    TABLE: ClassVar[str] = "deliverable"

    assignment: Ref
    version: Annotated[int, Field(ge=1)] = 1
    at: Instant
    where: Line | None = None
    """The link or place where it lies."""
    note: str = ""
    verdict: Verdict | None = None
    reason: str = ""
    decided_at: Instant | None = None

    @model_validator(mode="after")
    def _verdict_has_its_moment(self) -> Self:
        if (self.verdict is None) != (self.decided_at is None):
            raise ValueError(_("a verdict needs its moment, and a moment its verdict"))
        return self


class CheckIn(Record):
    """A word between owner and contractor; only an incoming one is a sign of life."""

    TABLE: ClassVar[str] = "checkin"

    contractor: Ref
    assignment: Ref | None = None
    at: Instant
    direction: Literal["incoming", "outgoing"] = "incoming"
    status: Progress | None = None
    blocker: Line | None = None
    next_step: Line | None = None
    note: str = ""


class Feedback(Record):
    """What a contractor was told: praise, something taught, a problem."""

    TABLE: ClassVar[str] = "feedback"

    words: Line
    contractor: Ref
    kind: FeedbackKind
    assignment: Ref | None = None
    at: Instant
    minutes: Minutes | None = None
    """The owner's time that it took; of what is taught it is the training."""


class VettingCheck(Record):
    """Something looked into before, or after, trusting somebody."""

    TABLE: ClassVar[str] = "vetting"

    kind: CheckKind
    contractor: Ref
    result: CheckResult | None = None
    """None while it is asked and not answered."""
    found: str = ""
    source: Line | None = None
    """Where it was looked, or who was asked."""
    at: Instant


class Payment(Record):
    """Money for a contractor: planned, due from its date on, paid; closed when paid."""

    TABLE: ClassVar[str] = "payment"

    what: Line
    contractor: Ref
    amount: Money
    assignment: Ref | None = None
    function: Ref | None = None
    """Where it belongs to no assignment."""
    due: datetime.date | None = None
    paid: datetime.date | None = None
    every: Period | None = None
    """With the payment the next one is planned, a week or month later."""
    note: str = ""
