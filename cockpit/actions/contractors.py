"""What the owner does with contractors and their assignments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cockpit.actions.delegating.deliverables import hand_in, settle
from cockpit.actions.delegating.ending import refuse_obstacles
from cockpit.actions.delegating.trust import larger_than_tried
from cockpit.actions.records import Added, add_record, revise, words_of
from cockpit.actions.tasks import complete_task
from cockpit.domain.identity import format_instant, number_of, ref, split_ref
from cockpit.errors import WrongUse
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
    """End the work with a contractor; refused, with all obstacles named, while anything is open."""
    mine = ref("contractor", split_ref(reference, "contractor")[1])

    def fields(body: Body) -> Mapping[str, Any]:
        if body.get("status") == "ended":
            raise WrongUse(_("{id} has ended already.").format(id=mine))
        refuse_obstacles(workspace, mine)
        return {"status": "ended", "closed_at": format_instant(workspace.now())}

    return revise(workspace, mine, fields, _("End {id}: {words}"))


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
        given = workspace.body(added.ref)[2]
        workspace.warned += larger_than_tried(workspace, added.ref, given)
    return Added(added.ref, workspace.change(transaction))


def deliver(
    workspace: Workspace,
    reference: str,
    where: str = "",
    note: str = "",
    at: datetime | None = None,
) -> Change:
    """The contractor handed in a version: where it lies, and what he wrote with it."""
    return move_assignment(workspace, reference, "delivered", at, where=where, words=note)


def reject(workspace: Workspace, reference: str, reason: str) -> Change:
    """Reject what was delivered and call the work off; its task is the owner's own again.

    Raises `WrongUse` without a reason, or where nothing was delivered.
    """
    if not reason.strip():
        raise WrongUse(_("Say why it is rejected."))
    shown = ref("assignment", split_ref(reference, "assignment")[1])
    _refuse_move(shown, workspace.body(shown)[2], "approved")
    return move_assignment(workspace, shown, "cancelled", words=reason)


def move_assignment(
    workspace: Workspace,
    reference: str,
    state: str,
    at: datetime | None = None,
    *,
    where: str = "",
    words: str = "",
) -> Change:
    """Take an assignment to another state; the approval also closes the task it came from.

    A delivery keeps a version, which lies at `where`; a verdict is written on the version that
    waits for it. `words` is the note of a delivery, or the reason of a verdict. Raises `WrongUse`
    naming what is missing to send, or the state it is in.
    """
    number = split_ref(reference, "assignment")[1]
    shown = ref("assignment", number)
    _refuse_future(workspace, at)
    when = at or workspace.now()
    moment = format_instant(when)

    def fields(body: Body) -> Mapping[str, Any]:
        _refuse_move(shown, body, state)
        if state == "sent":
            _refuse_unready(shown, body, moment)
        changes: dict[str, Any] = {"state": state}
        if state in _STAMPS:
            changes[_STAMPS[state]] = moment
        if state in _CLOSING:
            changes["closed_at"] = moment
        return changes

    label = _("{state} {id}: {words}").replace("{state}", state.replace("_", " ").capitalize())
    before = workspace.body(shown)[2]
    title = words_of("assignment", before)
    with workspace.transaction(label.format(id=shown, words=title)) as transaction:
        was_delivered = before.get("state") == "delivered"
        revise(workspace, shown, fields, label)
        body = workspace.body(shown)[2]
        if state == "sent":
            workspace.warned += larger_than_tried(workspace, shown, body)
        elif state == "delivered":
            hand_in(workspace, shown, when, where, words)
            log_contact(workspace, body["contractor"], at)
        elif was_delivered:
            settle(workspace, shown, _VERDICTS[state], words, when)
        if state in _CLOSING:
            _release_task(workspace, shown, body, approved=state == "approved")
            if state == "cancelled":
                release_request(workspace, shown, body)
    return workspace.change(transaction)


def request_changes(workspace: Workspace, reference: str, reason: str) -> Change:
    """Ask for changes to what was delivered; the reason is kept with the version."""
    if not reason.strip():
        raise WrongUse(_("Say what has to change."))
    number = split_ref(reference, "assignment")[1]
    shown = ref("assignment", number)
    words = words_of("assignment", workspace.body(shown)[2])
    label = _("Changes asked {id}: {words}").format(id=shown, words=words)
    with workspace.transaction(label) as transaction:
        move_assignment(workspace, shown, "changes_requested", words=reason)
    return workspace.change(transaction)


_VERDICTS = {
    "approved": "approved",
    "changes_requested": "changes_requested",
    "cancelled": "rejected",
}
"""The state that follows on a delivery to the verdict on its version."""

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
    if state in ("approved", "changes_requested") and now not in ("delivered", *_CLOSING):
        raise WrongUse(
            _("{id} is {now}: there is no delivery to decide on.").format(
                id=reference, now=now.replace("_", " ")
            )
        )
    if now not in MOVES.get(state, ()):
        raise WrongUse(
            _("{id} is {now}; it cannot become {state}.").format(
                id=reference, now=now.replace("_", " "), state=state.replace("_", " ")
            )
        )


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


def _refuse_unready(reference: str, body: Body, moment: str) -> None:
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
    if body["due"] < moment:
        raise WrongUse(
            _("{id} would be due before it is sent; move its due first.").format(id=reference)
        )
