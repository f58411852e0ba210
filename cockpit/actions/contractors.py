"""What the owner does with contractors and their assignments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cockpit.actions.records import Added, add_record, revise, words_of
from cockpit.actions.tasks import complete_task
from cockpit.domain.identity import format_instant, number_of, ref, split_ref
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

MOVES: dict[str, tuple[str, ...]] = {
    "sent": ("draft",),
    "working": ("sent", "changes_requested"),
    "delivered": ("sent", "working", "changes_requested"),
    "changes_requested": ("delivered",),
    "approved": ("delivered",),
    "cancelled": ("draft", "sent", "working", "delivered", "changes_requested"),
}
"""The state to be reached and the states from which it can be."""

_CLOSING = ("approved", "cancelled")


def log_contact(workspace: Workspace, reference: str, at: datetime | None = None) -> Change:
    """An incoming sign of life of a contractor; an older one never replaces a newer one."""
    _refuse_future(workspace, at)
    moment = format_instant(at or workspace.now())

    def fields(body: Body) -> Mapping[str, Any]:
        return {"last_contact": max(moment, body.get("last_contact") or "")}

    return revise(workspace, reference, fields, _("Heard from {id}: {words}"), "contractor")


def end_contractor(workspace: Workspace, reference: str) -> Change:
    """End the work with a contractor; refused, with all obstacles named, while work is open."""
    mine = ref("contractor", split_ref(reference, "contractor")[1])

    def fields(body: Body) -> Mapping[str, Any]:
        if body.get("status") == "ended":
            raise WrongUse(_("{id} has ended already.").format(id=mine))
        refuse_open_work(workspace, mine)
        return {"status": "ended", "closed_at": format_instant(workspace.now())}

    return revise(workspace, mine, fields, _("End {id}: {words}"))


def refuse_open_work(workspace: Workspace, reference: str) -> None:
    """Raise, naming them, while a contractor has open assignments."""
    still_open = [
        ref("assignment", other)
        for other, body in workspace.live("assignment").items()
        if body["contractor"] == reference
    ]
    if still_open:
        raise CockpitError(
            _("{id} has open work ({work}); decide or cancel it before ending.").format(
                id=reference, work=", ".join(still_open)
            )
        )


def give_task(workspace: Workspace, task: str, contractor: str) -> Added:
    """Give a task to a contractor: an assignment filled in from it, and the task waits on it."""
    number = split_ref(task, "task")[1]
    shown = ref("task", number)
    _name, person, who = workspace.body(contractor, "contractor")
    label = _("Give {id} to {who}").format(id=shown, who=who["name"])
    with workspace.transaction(label) as transaction:
        body = workspace.body(shown)[2]
        refuse_given(workspace, shown, body)
        kept = ("due", "due_is_date", "function", "estimate_minutes")
        fields: dict[str, Any] = {name: body[name] for name in kept if name in body}
        fields.update(
            contractor=ref("contractor", person),
            title=body["title"],
            task=shown,
            done_when=[item["text"] for item in body.get("checklist", [])],
            goal=body.get("notes", ""),
        )
        added = add_record(workspace, "assignment", fields)
        waiting = {"assignment": added.ref, "waiting": {"who": who["name"]}}
        revise(workspace, shown, waiting, _("Give {id}: {words}"))
    return Added(added.ref, workspace.change(transaction))


def move_assignment(
    workspace: Workspace, reference: str, state: str, at: datetime | None = None
) -> Change:
    """Take an assignment to another state; the approval also closes the task it came from.

    Raises `WrongUse` naming what is missing to send, or the state it is in.
    """
    number = split_ref(reference, "assignment")[1]
    shown = ref("assignment", number)
    _refuse_future(workspace, at)
    moment = format_instant(at or workspace.now())

    def fields(body: Body) -> Mapping[str, Any]:
        _refuse_move(shown, body, state)
        changes: dict[str, Any] = {"state": state}
        if state in _STAMPS:
            changes[_STAMPS[state]] = moment
        if state in _CLOSING:
            changes["closed_at"] = moment
        return changes

    label = _("{state} {id}: {words}").replace("{state}", state.replace("_", " ").capitalize())
    words = words_of("assignment", workspace.body(shown)[2])
    with workspace.transaction(label.format(id=shown, words=words)) as transaction:
        revise(workspace, shown, fields, label)
        body = workspace.body(shown)[2]
        if state == "delivered":
            log_contact(workspace, body["contractor"], at)
        if state in _CLOSING:
            _release_task(workspace, shown, body, approved=state == "approved")
            if state == "cancelled":
                release_request(workspace, shown, body)
    return workspace.change(transaction)


def request_changes(workspace: Workspace, reference: str, reason: str) -> Change:
    """Ask for changes to what was delivered; the reason goes into the assignment's notes."""
    if not reason.strip():
        raise WrongUse(_("Say what has to change."))
    number = split_ref(reference, "assignment")[1]
    shown = ref("assignment", number)
    words = words_of("assignment", workspace.body(shown)[2])
    label = _("Changes asked {id}: {words}").format(id=shown, words=words)
    with workspace.transaction(label) as transaction:
        move_assignment(workspace, shown, "changes_requested")
        notes = workspace.body(shown)[2].get("notes", "")
        line = _("Changes asked: {reason}").format(reason=reason.strip())
        revise(workspace, shown, {"notes": f"{notes}\n{line}".strip()}, label)
    return workspace.change(transaction)


_STAMPS = {
    "sent": "sent_at",
    "delivered": "delivered_at",
    "approved": "decided_at",
    "changes_requested": "decided_at",
}
"""State to the field that keeps the moment at which it was reached."""


def _refuse_move(reference: str, body: Body, state: str) -> None:
    now = body.get("state", "draft")
    if body.get("closed_at") and now not in _CLOSING:
        raise WrongUse(_("{id} is archived; undo that first.").format(id=reference))
    if now not in MOVES.get(state, ()):
        raise WrongUse(
            _("{id} is {now}; it cannot become {state}.").format(
                id=reference, now=now.replace("_", " "), state=state.replace("_", " ")
            )
        )
    if state == "sent":
        _refuse_unready(reference, body)


def refuse_given(workspace: Workspace, reference: str, body: Body) -> None:
    """Raise `WrongUse` when a task or request is closed, or given to somebody already."""
    if body.get("closed_at"):
        raise WrongUse(_("{id} is closed; it cannot be given away.").format(id=reference))
    other = body.get("assignment")
    given = workspace.find("assignment", number_of(other)) if other else None
    if given is not None and not given.get("closed_at"):
        raise WrongUse(_("{id} is given away already: {other}.").format(id=reference, other=other))


def _refuse_future(workspace: Workspace, at: datetime | None) -> None:
    if at is not None and at > workspace.now() + timedelta(minutes=5):
        raise WrongUse(
            _("{at} is ahead of now; say when it happened.").format(at=format_instant(at))
        )


def _release_task(workspace: Workspace, reference: str, body: Body, *, approved: bool) -> None:
    """The task of a decided assignment: done with an approval, the owner's again without one."""
    task = body.get("task")
    found = workspace.find("task", number_of(task)) if task else None
    if task is None or found is None or found.get("closed_at"):
        return
    if found.get("assignment") != reference:
        return  # it was given away again, or never waited on this one
    freed: dict[str, Any] = {"waiting": None}
    if not approved:
        freed["assignment"] = None
    revise(workspace, task, freed, _("Task {id} follows its assignment: {words}"))
    if approved:
        complete_task(workspace, task)


def release_request(workspace: Workspace, reference: str, body: Body) -> None:
    """The request of an assignment that comes to nothing is the owner's own again."""
    request = body.get("request")
    found = workspace.find("request", number_of(request)) if request else None
    if request is not None and found is not None and found.get("assignment") == reference:
        label = _("Request {id} is your own again: {words}")
        revise(workspace, request, {"assignment": None}, label)


def _refuse_unready(reference: str, body: Body) -> None:
    missing = [
        words
        for field, words in (
            ("goal", _("a goal")),
            ("done_when", _("one “done when” line")),
            ("due", _("a due")),
        )
        if not body.get(field)
    ]
    if missing:
        raise WrongUse(
            _("{id} cannot be sent yet: it needs {missing}.").format(
                id=reference, missing=", ".join(missing)
            )
        )
