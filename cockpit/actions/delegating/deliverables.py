"""What contractors hand in, version by version, and the verdicts on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cockpit.actions.records import add_record, revise
from cockpit.domain.identity import format_instant, ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace


def pending(workspace: Workspace, assignment: str) -> str | None:
    """The deliverable of an assignment that waits for a verdict; None when none does."""
    for number, body in workspace.live("deliverable").items():
        if body["assignment"] == assignment:
            return ref("deliverable", number)
    return None


def versions_of(workspace: Workspace, assignment: str) -> list[tuple[str, Body]]:
    """All that was handed in for an assignment, the first version first."""
    found = [
        (ref("deliverable", document.doc_id), dict(document))
        for document in workspace.table("deliverable").all()
        if document["assignment"] == assignment
    ]
    return sorted(found, key=lambda one: (one[1].get("version", 1), one[0]))


def hand_in(
    workspace: Workspace, assignment: str, at: datetime, where: str = "", note: str = ""
) -> str:
    """Keep the next version of the work; returns its id. Its assignment's state is not touched."""
    fields: dict[str, Any] = {
        "assignment": assignment,
        "version": len(versions_of(workspace, assignment)) + 1,
        "at": format_instant(at),
        "where": where.strip() or None,
        "note": note.strip(),
    }
    return add_record(workspace, "deliverable", fields).ref


def settle(workspace: Workspace, assignment: str, verdict: str, reason: str, at: datetime) -> None:
    """Write the verdict on the version that waits for one.

    Work that was delivered before versions were kept gets its version now. Raises `WrongUse`
    where nothing was delivered.
    """
    waiting = pending(workspace, assignment)
    if waiting is None:
        body = workspace.body(assignment)[2]
        if not body.get("delivered_at"):
            raise WrongUse(_("{id}: nothing was delivered.").format(id=assignment))
        fields = {"assignment": assignment, "at": body["delivered_at"]}
        waiting = add_record(workspace, "deliverable", fields).ref
    decided = format_instant(at)
    changes = {
        "verdict": verdict,
        "reason": reason.strip(),
        "decided_at": decided,
        "closed_at": decided,
    }
    revise(workspace, waiting, changes, _("Verdict on {id}: {words}"))
