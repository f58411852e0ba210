"""Recurrence as people type it, "1w", "mon,wed" or "+2w", turned into an RFC 5545 rule and back."""

from __future__ import annotations

from typing import Any

from cockpit.actions.owner import owner_zone, today
from cockpit.domain.quick_add import parse
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Workspace


def read_recurrence(workspace: Workspace, text: str) -> dict[str, Any]:
    """The stored recurrence of a written one, by the rules of quick add."""
    said = text.strip()
    parsed = parse(f"x rec:{said}", now=workspace.now(), zone=owner_zone(workspace))
    recurrence = parsed.fields.get("recurrence")
    if parsed.kind != "task" or not recurrence or parsed.fields.get("title") != "x":
        raise WrongUse(
            _("{text!r} is not a recurrence; write it like 1w, mon,wed or +2w.").format(
                text=said[:60]
            )
        )
    return {**recurrence, "anchor": recurrence.get("anchor") or today(workspace).isoformat()}


def write_recurrence(recurrence: dict[str, Any]) -> str:
    """The written recurrence; `read_recurrence` understands it."""
    after = "+" if recurrence.get("mode") == "after_completion" else ""
    return after + str(recurrence["rule"])
