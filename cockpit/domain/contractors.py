"""Contractors and assignments: who works for the owner, and on what."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cockpit.domain.delegating.records import DueMove, Question
from cockpit.domain.record import Instant, Line, Minutes, Record, Ref

ContractorStatus = Literal["prospect", "vetting", "trial", "active", "paused", "ending", "ended"]
AssignmentState = Literal[
    "draft", "sent", "working", "delivered", "changes_requested", "approved", "cancelled"
]


class Contractor(Record):
    """Somebody who works for the owner. What is not known is None."""

    TABLE: ClassVar[str] = "contractor"

    name: Line
    email: Line | None = None
    phone: Line | None = None
    zone: Line | None = None
    functions: tuple[Ref, ...] = ()
    capacity_minutes: Minutes | None = None
    """Minutes per week."""
    cadence_days: Annotated[int, Field(ge=1, le=365)] | None = None
    """Days within which a sign of life is expected."""
    grace_days: Annotated[int, Field(ge=0, le=60)] = 2
    last_contact: Instant | None = None
    """The last *incoming* contact or delivery."""
    status: ContractorStatus = "active"
    notes: str = ""


class Assignment(Record):
    """One piece of delegated work."""

    TABLE: ClassVar[str] = "assignment"

    contractor: Ref
    title: Line
    goal: str = ""
    done_when: tuple[Line, ...] = ()
    due: Instant | None = None
    due_is_date: bool = False
    function: Ref | None = None
    task: Ref | None = None
    request: Ref | None = None
    procedure: Ref | None = None
    """How it is done, written down."""
    level: Annotated[int, Field(ge=1, le=5)] | None = None
    """How far he decides himself: 1 does as told, 2 brings facts, 3 proposes, 4 decides and tells,
    5 decides."""
    estimate_minutes: Annotated[int, Field(ge=1, le=599_999)] | None = None
    state: AssignmentState = "draft"
    sent_at: Instant | None = None
    delivered_at: Instant | None = None
    decided_at: Instant | None = None
    due_moves: tuple[DueMove, ...] = ()
    """Every move of the due after it was sent."""
    questions: tuple[Question, ...] = ()
    notes: str = ""
