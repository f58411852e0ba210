"""Procedures: followed by somebody, and looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cockpit.actions.owner import today
from cockpit.actions.records import Added, add_record, revise
from cockpit.domain.identity import format_instant, ref
from cockpit.i18n import _
from cockpit.store.workspace import Change, Workspace


def add_run(workspace: Workspace, fields: Mapping[str, Any]) -> Added:
    """Add a run from stored fields; it was just now unless told otherwise."""
    return add_record(workspace, "run", {"at": format_instant(workspace.now()), **fields})


def log_run(
    workspace: Workspace,
    procedure: str,
    by: str,
    *,
    unaided: bool | None = None,
    ok: bool | None = None,
    at: datetime | None = None,
    note: str = "",
) -> Added:
    """Somebody ("owner" or "C3") followed a procedure; what is not known stays a question."""
    fields: dict[str, Any] = {
        "procedure": ref("procedure", workspace.body(procedure, "procedure")[1]),
        "by": by,
        "at": format_instant(at or workspace.now()),
        "unaided": unaided,
        "ok": ok,
        "note": note or None,
    }
    return add_record(workspace, "run", fields)


def review_procedure(workspace: Workspace, reference: str) -> Change:
    """The owner looked at a procedure today, and it is right."""
    fields = {"reviewed": today(workspace).isoformat()}
    return revise(workspace, reference, fields, _("Reviewed {id}: {words}"), "procedure")
