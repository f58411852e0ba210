"""Requests: what a customer asked, and everything that happened to it since."""

from __future__ import annotations

from typing import ClassVar, Literal

from cockpit.domain.record import Instant, Line, Part, Record, Ref

EventType = Literal[
    "received",
    "opened",
    "customer_message",
    "reply",
    "waiting",
    "resolved",
    "reopened",
    "note",
]


class RequestEvent(Part):
    """One thing that happened to a request."""

    at: Instant
    type: EventType
    note: str = ""
    by: str = ""


class KeptVerdict(Part):
    """A verdict that has fallen, by the clock that was armed then; no later policy undoes it."""

    clock: Literal["first", "next", "resolution"]
    armed_at: Instant
    due: Instant | None = None
    """None where it was answered while it stood still."""
    verdict: Literal["met", "breached"]


class Request(Record):
    """What a customer asked; its state and due are derived from its events and promise."""

    TABLE: ClassVar[str] = "request"

    subject: Line
    kind: Line = "inquiry"
    customer: Line
    address: Line | None = None
    zone: Line | None = None
    """The customer's own time zone, by its IANA name; None is unknown."""
    channel: Line = "other"
    received: Instant
    priority: Literal[1, 2, 3] | None = None
    order_number: Line | None = None
    notes: str = ""
    tags: tuple[Line, ...] = ()
    promised: Instant | None = None
    """A due that was promised to this customer by name; it stands beside the promise's own."""
    promised_is_date: bool = False
    snoozed_until: Instant | None = None
    assignment: Ref | None = None
    events: tuple[RequestEvent, ...] = ()
    verdicts: tuple[KeptVerdict, ...] = ()
    """What has fallen under the promise and hours of its time."""
    merged_into: Ref | None = None
    """The request that has taken this duplicate over; it alone is counted."""
