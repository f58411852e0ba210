"""Interruptions and the call-backs promised in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cockpit.actions.records import Added, add_record, revise
from cockpit.domain.identity import format_instant
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace


def add_interruption(workspace: Workspace, fields: Mapping[str, Any]) -> Added:
    """Log an interruption, now unless said otherwise; with a call-back it stays open until called."""
    at = fields.get("at") or format_instant(workspace.now())
    closed = None if fields.get("call_back") else at
    return add_record(workspace, "interruption", {**fields, "at": at, "closed_at": closed})


def call_back_done(workspace: Workspace, reference: str) -> Change:
    """The promised call was made."""

    def fields(body: Body) -> Mapping[str, Any]:
        if not body.get("call_back"):
            raise WrongUse(_("{id} has no call-back to make.").format(id=reference))
        now = format_instant(workspace.now())
        return {"called_back_at": now, "closed_at": now}

    return revise(workspace, reference, fields, _("Called back {id}: {words}"), "interruption")
