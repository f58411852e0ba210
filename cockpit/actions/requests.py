"""What the owner does with requests: every step is an event, from which the clocks follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cockpit.actions.records import Added, add_record, revise
from cockpit.domain.identity import format_instant, parse_instant
from cockpit.domain.promise_clock import state_of
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace


def add_request(workspace: Workspace, fields: Mapping[str, Any]) -> Added:
    """Add a request; received now unless said otherwise, with its first event."""
    received = fields.get("received") or format_instant(workspace.now())
    if parse_instant(received) > workspace.now() + timedelta(days=1):
        raise WrongUse(_("A request cannot be received in the future ({at}).").format(at=received))
    events = [{"at": received, "type": "received"}]
    return add_record(
        workspace,
        "request",
        {**fields, "received": received, "events": fields.get("events", events)},
    )


def record_reply(
    workspace: Workspace, reference: str, note: str = "", at: datetime | None = None
) -> Change:
    """We answered: stops first and next response."""
    return _record(workspace, reference, "reply", _("Reply sent {id}: {words}"), note, at)


def record_customer_message(
    workspace: Workspace, reference: str, note: str = "", at: datetime | None = None
) -> Change:
    """The customer wrote again: resumes a paused clock, reopens a resolved request."""
    label = _("Customer wrote {id}: {words}")
    return _record(workspace, reference, "customer_message", label, note, at)


def wait_on_customer(
    workspace: Workspace, reference: str, note: str = "", at: datetime | None = None
) -> Change:
    """The next word is the customer's: the promise clock pauses."""
    return _record(
        workspace, reference, "waiting", _("Waiting on customer {id}: {words}"), note, at
    )


def open_request(workspace: Workspace, reference: str) -> Change:
    """The owner took the request up, or stops waiting on the customer."""
    return _record(workspace, reference, "opened", _("Open {id}: {words}"), "", None)


def resolve_request(
    workspace: Workspace, reference: str, note: str = "", at: datetime | None = None
) -> Change:
    """The request is dealt with; it leaves the queue."""
    return _record(workspace, reference, "resolved", _("Resolved {id}: {words}"), note, at)


def reopen_request(workspace: Workspace, reference: str, note: str = "") -> Change:
    """Take a resolved request back into the queue; its clock is armed again."""
    return _record(workspace, reference, "reopened", _("Reopen {id}: {words}"), note, None)


def note_request(workspace: Workspace, reference: str, note: str) -> Change:
    """Write a note on a request; no clock is touched."""
    if not note.strip():
        raise WrongUse(_("The note is empty; say what to write down."))
    return _record(workspace, reference, "note", _("Note on {id}: {words}"), note, None)


def snooze_request(workspace: Workspace, reference: str, until: datetime) -> Change:
    """Hide a request from the front of the queue until a moment; its promise runs on."""
    if until <= workspace.now():
        raise WrongUse(_("Snooze {id} until a moment ahead of now.").format(id=reference))
    fields = {"snoozed_until": format_instant(until)}
    return revise(workspace, reference, fields, _("Snooze {id}: {words}"), "request")


_REFUSED: dict[str, tuple[str, ...]] = {
    "resolved": ("reply", "waiting", "resolved", "opened"),
    "new": ("reopened",),
    "open": ("reopened",),
    "waiting": ("reopened", "waiting"),
}
"""State to the events that make no sense in it."""


def _record(
    workspace: Workspace,
    reference: str,
    event: str,
    label: str,
    note: str,
    at: datetime | None,
) -> Change:
    moment = at or workspace.now()
    if moment > workspace.now() + timedelta(minutes=5):
        raise WrongUse(_("{id}: an event cannot be in the future.").format(id=reference))

    def fields(body: Body) -> Mapping[str, Any]:
        before = state_of(body.get("events", []))
        if event in _REFUSED.get(before, ()):
            raise WrongUse(_refusal(reference, before))
        new: dict[str, Any] = {"at": format_instant(moment), "type": event}
        if note:
            new["note"] = note
        events = sorted([*body.get("events", []), new], key=lambda each: str(each["at"]))
        state = state_of(events)
        return {
            "events": events,
            "snoozed_until": None,
            "closed_at": format_instant(moment) if state == "resolved" else None,
        }

    return revise(workspace, reference, fields, label, "request")


def _refusal(reference: str, state: str) -> str:
    if state == "resolved":
        return _("{id} is resolved; reopen it first (`cockpit request reopen {id}`).").format(
            id=reference
        )
    if state == "waiting":
        return _("{id} is waiting on the customer already.").format(id=reference)
    return _("{id} is open already.").format(id=reference)
