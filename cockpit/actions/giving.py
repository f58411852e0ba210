"""Giving a request to a contractor: an assignment filled in from what the customer asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cockpit.actions.contractors import refuse_given
from cockpit.actions.records import Added, add_record, revise
from cockpit.domain.identity import format_instant, ref, split_ref
from cockpit.domain.promising.clock import request_due
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.store.request_ranks import promise_book
from cockpit.store.workspace import Body, Workspace


def give_request(workspace: Workspace, request: str, contractor: str) -> Added:
    """Give a request to a contractor; its promise runs on, since it was made to the customer.

    The assignment is due when the customer is to have his answer, and of the function that
    serves the kind. Raises `WrongUse` for a request that is closed, or given away already.
    """
    shown = ref("request", split_ref(request, "request")[1])
    _name, person, who = workspace.body(contractor, "contractor")
    label = _("Give {id} to {who}").format(id=shown, who=who["name"])
    with workspace.transaction(label) as transaction:
        body = workspace.body(shown)[2]
        refuse_given(workspace, shown, body)
        fields = {
            "contractor": ref("contractor", person),
            "title": body["subject"],
            "goal": body.get("notes", ""),
            "request": shown,
            "due": _due(workspace, body),
            "function": _serving(workspace, str(body.get("kind", "inquiry"))),
        }
        added = add_record(workspace, "assignment", fields)
        words = _("given to {who} ({id})").format(who=who["name"], id=added.ref)

        def given(found: Body) -> Mapping[str, Any]:
            at = format_instant(workspace.now())
            note = {"at": at, "type": "note", "note": words}
            return {"assignment": added.ref, "events": [*found.get("events", []), note]}

        revise(workspace, shown, given, _("Give {id}: {words}"))
    return Added(added.ref, workspace.change(transaction))


def _due(workspace: Workspace, body: Body) -> str | None:
    try:
        due = request_due(promise_book(workspace).clocks(body))
    except CockpitError:
        return None
    return format_instant(due.at) if due else None


def _serving(workspace: Workspace, kind: str) -> str | None:
    """The first function that serves a kind of request."""
    for number, function in workspace.live("function").items():
        if kind.casefold() in (one.casefold() for one in function.get("kinds", ())):
            return ref("function", number)
    return None
