"""Interruptions and the call-backs promised in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cockpit.actions.records import Added, add_record, revise
from cockpit.domain.identity import format_instant, ref, split_ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace


def add_interruption(workspace: Workspace, fields: Mapping[str, Any]) -> Added:
    """Log an interruption, now unless said otherwise; with a call-back it stays open."""
    at = fields.get("at") or format_instant(workspace.now())
    closed = None if fields.get("call_back") else at
    return add_record(workspace, "interruption", {**fields, "at": at, "closed_at": closed})


def call_back_done(workspace: Workspace, reference: str) -> Change:
    """The promised call was made."""

    shown = ref("interruption", split_ref(reference, "interruption")[1])

    def fields(body: Body) -> Mapping[str, Any]:
        if not body.get("call_back"):
            raise WrongUse(_("{id} has no call-back to make.").format(id=shown))
        if body.get("called_back_at") or body.get("closed_at"):
            raise WrongUse(_("{id} is closed; the call was made.").format(id=shown))
        now = format_instant(workspace.now())
        return {"called_back_at": now, "closed_at": now}

    return revise(workspace, shown, fields, _("Called back {id}: {words}"))
