"""What the owner does with requests: every step is an event, from which the clocks follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cockpit.actions.desk import owner_calendar
from cockpit.actions.owner import owner_zone
from cockpit.actions.records import Added, add_record, revise, words_of
from cockpit.actions.verdicts import answered_verdicts
from cockpit.domain.identity import format_instant, parse_instant, ref, split_ref
from cockpit.domain.promising.clock import state_of
from cockpit.domain.promising.story import read_story
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace


def add_request(workspace: Workspace, fields: Mapping[str, Any]) -> Added:
    """Add a request; received now unless said otherwise, with its first event."""
    received = fields.get("received") or format_instant(workspace.now())
    events = fields.get("events") or [{"at": received, "type": "received"}]
    whole = {**fields, "received": received, "events": events}
    with workspace.transaction(
        _("Add request: {words}").format(words=words_of("request", whole))
    ) as transaction:
        added = add_record(workspace, "request", whole)
        body = workspace.body(added.ref)[2]
        if parse_instant(body["received"]) > workspace.now() + _CLOCKS_DIFFER:
            raise WrongUse(
                _("A request cannot be received in the future ({at}).").format(
                    at=_wall(workspace, body["received"])
                )
            )
        story = read_story(body["events"])
        closed = body.get("closed_at") or (story.resolved_at and format_instant(story.resolved_at))
        happened = {"closed_at": closed, "verdicts": answered_verdicts(workspace, body)}
        if len(body["events"]) > 1:
            revise(workspace, added.ref, happened, _("Resolved {id}: {words}"))
    return Added(added.ref, workspace.change(transaction))


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
    """The owner took the request up, or stops waiting on the customer: its clock runs on."""
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
    shown = _shown(reference)
    if until <= workspace.now():
        raise WrongUse(_("Snooze {id} until a moment ahead of now.").format(id=shown))

    def fields(body: Body) -> Mapping[str, Any]:
        if body.get("closed_at"):
            raise WrongUse(_("{id} is closed; there is nothing to snooze.").format(id=shown))
        return {"snoozed_until": format_instant(until)}

    return revise(workspace, shown, fields, _("Snooze {id}: {words}"))


def next_opening(workspace: Workspace) -> datetime:
    """When the owner opens next: after this opening while it lasts. Raises without hours."""
    calendar = owner_calendar(workspace)
    if calendar is None:
        raise WrongUse(_("There are no working hours to open in; say until when."))
    now = workspace.now()
    if calendar.is_open(now):
        now = calendar.next_closing(now) or now
    return calendar.next_opening(now)


_CLOCKS_DIFFER = timedelta(minutes=5)
"""What a moment may lie ahead of our clock, when another machine told it."""

_REFUSED: dict[str, tuple[str, ...]] = {
    "resolved": ("reply", "waiting", "resolved", "opened"),
    "new": ("reopened",),
    "open": ("reopened", "opened"),
    "waiting": ("reopened", "waiting"),
    "archived": ("reply", "waiting", "resolved", "opened", "note"),
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
    shown = _shown(reference)
    moment = at or workspace.now()
    if moment > workspace.now() + _CLOCKS_DIFFER:
        raise WrongUse(_("{id}: an event cannot be in the future.").format(id=shown))

    def fields(body: Body) -> Mapping[str, Any]:
        before = state_of(body.get("events", []))
        state = "archived" if body.get("closed_at") and before != "resolved" else before
        if event in _REFUSED[state]:
            raise WrongUse(_refusal(shown, state, event))
        stamp = format_instant(moment)
        if stamp < body["received"]:
            raise WrongUse(
                _("{id} was received at {at}; nothing can have happened before.").format(
                    id=shown, at=_wall(workspace, body["received"])
                )
            )
        resumed = event == "opened" and state == "waiting"
        new: dict[str, Any] = {"at": stamp, "type": "reopened" if resumed else event}
        if note:
            new["note"] = note
        events = sorted([*body.get("events", []), new], key=lambda each: str(each["at"]))
        story = read_story(events)
        closed = story.resolved_at
        changes: dict[str, Any] = {
            "events": events,
            "verdicts": answered_verdicts(workspace, {**body, "events": events}, body, new),
            "closed_at": format_instant(closed) if closed and story.state == "resolved" else None,
        }
        if event != "note":
            changes["snoozed_until"] = None
        if not changes["closed_at"]:
            changes["merged_into"] = None
        return changes

    return revise(workspace, shown, fields, label)


def _refusal(reference: str, state: str, event: str) -> str:
    if state == "resolved":
        return _("{id} is resolved; reopen it first (`cockpit request reopen {id}`).").format(
            id=reference
        )
    if state == "archived":
        return _("{id} is archived; reopen it first (`cockpit request reopen {id}`).").format(
            id=reference
        )
    if state == "waiting" and event == "waiting":
        return _("{id} is waiting on the customer already.").format(id=reference)
    return _("{id} is open already.").format(id=reference)


def _wall(workspace: Workspace, stamp: str) -> str:
    return f"{parse_instant(stamp).astimezone(owner_zone(workspace)):%Y-%m-%d %H:%M}"


def _shown(reference: str) -> str:
    return ref("request", split_ref(reference, "request")[1])
