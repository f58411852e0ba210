"""What the owner does with contractors and their assignments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cockpit.actions.records import Added, add_record, revise
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
    moment = format_instant(at or workspace.now())

    def fields(body: Body) -> Mapping[str, Any]:
        return {"last_contact": max(moment, body.get("last_contact") or "")}

    return revise(workspace, reference, fields, _("Heard from {id}: {words}"), "contractor")


def end_contractor(workspace: Workspace, reference: str) -> Change:
    """End the work with a contractor; refused, with all obstacles named, while work is open."""
    _name, number, _body = workspace.body(reference, "contractor")
    mine = ref("contractor", number)
    still_open = [
        ref("assignment", other)
        for other, body in workspace.live("assignment").items()
        if body["contractor"] == mine
    ]
    if still_open:
        raise CockpitError(
            _("{id} has open work ({work}); decide or cancel it before ending.").format(
                id=mine, work=", ".join(still_open)
            )
        )
    fields = {"status": "ended", "closed_at": format_instant(workspace.now())}
    return revise(workspace, mine, fields, _("End {id}: {words}"))


def give_task(workspace: Workspace, task: str, contractor: str) -> Added:
    """Give a task to a contractor: an assignment filled in from it, and the task waits on it."""
    _name, number, body = workspace.body(task, "task")
    _name, person, who = workspace.body(contractor, "contractor")
    if body.get("closed_at"):
        raise WrongUse(_("{id} is closed; it cannot be given away.").format(id=task))
    if body.get("assignment"):
        raise WrongUse(
            _("{id} is given away already: {other}.").format(id=task, other=body["assignment"])
        )
    fields = {
        "contractor": ref("contractor", person),
        "title": body["title"],
        "task": ref("task", number),
        **{
            name: body[name]
            for name in ("due", "due_is_date", "function", "estimate_minutes")
            if name in body
        },
        "done_when": [item["text"] for item in body.get("checklist", [])],
        "goal": body.get("notes", ""),
    }
    label = _("Give {id} to {who}").format(id=ref("task", number), who=who["name"])
    with workspace.transaction(label) as transaction:
        added = add_record(workspace, "assignment", fields)
        waiting = {"assignment": added.ref, "waiting": {"who": who["name"]}}
        revise(workspace, ref("task", number), waiting, label)
    return Added(added.ref, workspace.change(transaction))


def move_assignment(
    workspace: Workspace, reference: str, state: str, at: datetime | None = None
) -> Change:
    """Take an assignment to another state; the approval also closes the task it came from.

    Raises `WrongUse` naming what is missing to send, or the state it is in.
    """
    name, number = split_ref(reference, "assignment")
    shown = ref(name, number)
    moment = format_instant(at or workspace.now())

    def fields(body: Body) -> Mapping[str, Any]:
        now = body.get("state", "draft")
        if state not in MOVES or now not in MOVES[state]:
            raise WrongUse(
                _("{id} is {now}; it cannot become {state}.").format(
                    id=shown, now=now.replace("_", " "), state=state.replace("_", " ")
                )
            )
        if state == "sent":
            _refuse_unready(shown, body)
        return {
            "state": state,
            "sent_at": moment if state == "sent" else body.get("sent_at"),
            "delivered_at": moment if state == "delivered" else body.get("delivered_at"),
            "decided_at": moment
            if state in ("approved", "changes_requested")
            else body.get("decided_at"),
            "closed_at": moment if state in _CLOSING else None,
        }

    label = _("{state} {id}: {words}").replace("{state}", state.replace("_", " ").capitalize())
    with workspace.transaction(label.format(id=shown, words="")) as transaction:
        revise(workspace, shown, fields, label)
        body = workspace.table("assignment").fetch([number])[number]
        if state == "delivered":
            log_contact(workspace, body["contractor"], at)
        if state in _CLOSING:
            _release_task(workspace, body, approved=state == "approved", at=moment)
    return workspace.change(transaction)


def _release_task(workspace: Workspace, body: Body, *, approved: bool, at: str) -> None:
    task = body.get("task")
    if task is None:
        return
    found = workspace.table("task").fetch([number_of(task)]).get(number_of(task))
    if found is None or found.get("closed_at"):
        return
    fields = {"state": "done", "closed_at": at} if approved else {"assignment": None}
    revise(workspace, task, {**fields, "waiting": None}, _("Task {id} follows its assignment"))


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
