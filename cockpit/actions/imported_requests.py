"""What a file says about a request, joined with what the owner did to it since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cockpit.actions.verdicts import answered_verdicts
from cockpit.domain.identity import format_instant
from cockpit.domain.promising.story import read_story
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

Event = Mapping[str, Any]


def first_told(workspace: Workspace, body: Body) -> Body:
    """A request that is new: closed when its events have resolved it.

    Raises `WrongUse` when an event without a moment ends it: nothing is left to do, and nobody
    knows whether its promise was kept.
    """
    events = body.get("events", ())
    for event in events:
        if event["at"] is None:
            raise WrongUse(
                _("it was {state} before it was ever here, and no date says when").format(
                    state=event.get("note") or event["type"]
                )
            )
    return _with_verdicts(workspace, {**body, **_closing({}, events)}, None)


def told_again(
    workspace: Workspace, stored: Body, before: Mapping[str, Any], changes: Body
) -> Body:
    """The changes of a file to a request that is here, as they are to be written.

    `before` is what the file said the last time. A field that the owner has edited since stays
    the owner's. Events that are new in the file are added and those it takes back are taken
    out; all others stay. An event without a moment happened when the import learnt of it.
    """
    mine = {name for name, said in before.items() if stored.get(name) != said}
    changes = {name: value for name, value in changes.items() if name not in mine - {"events"}}
    if "events" not in changes:
        return changes
    events = _joined(workspace, stored, before.get("events", ()), changes["events"])
    if events == stored.get("events", []):
        return {name: value for name, value in changes.items() if name != "events"}
    after = {**stored, **changes, "events": events}
    closing = _closing(stored, events)
    told = _with_verdicts(workspace, {**after, **closing}, stored)
    return {**changes, **closing, "events": events, "verdicts": told.get("verdicts")}


def _joined(
    workspace: Workspace, stored: Body, before: Iterable[Event], said: Iterable[Event]
) -> list[Body]:
    now = format_instant(workspace.now())
    events = [dict(event) for event in stored.get("events", ())]
    said = list(said)
    gone = [event for event in before if not _among(event, said)]
    for event in gone:
        known = next((own for own in events if _same(event, own)), None)
        if known is not None:
            events.remove(known)
    before = list(before)
    for event in said:
        if _among(event, before) or _among(event, events):
            continue
        if event["type"] == "resolved" and read_story(events).state == "resolved":
            continue  # the owner was first to say so
        if event["type"] == "received" and any(own["type"] == "received" for own in events):
            continue  # the owner has said when it came
        at = event["at"] or max(now, str(stored["received"]))
        events.append({**event, "at": at})
    return sorted(events, key=lambda event: str(event["at"]))


def _among(event: Event, events: Iterable[Event]) -> bool:
    return any(_same(event, other) for other in events)


def _same(said: Event, other: Event) -> bool:
    """One event: the words of its note may be in another language the next time."""
    if said["type"] != other["type"]:
        return False
    if said["at"] is None or other["at"] is None:
        return said["at"] == other["at"] or said.get("note") == other.get("note")
    return bool(said["at"] == other["at"])


def _closing(stored: Body, events: Iterable[Event]) -> Body:
    """When the request left the queue; one that was archived without an answer stays away."""
    story = read_story(events)
    if story.state == "resolved" and story.resolved_at is not None:
        return {"closed_at": format_instant(story.resolved_at)}
    was_resolved = read_story(stored.get("events", ())).state == "resolved"
    return {"closed_at": None if was_resolved else stored.get("closed_at")}


def _with_verdicts(workspace: Workspace, body: Body, before: Body | None) -> Body:
    verdicts = answered_verdicts(workspace, body, before)
    return {**body, "verdicts": verdicts} if verdicts else body
