"""The priority of a task or a request: 1 is the highest, none the lowest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cockpit.actions.records import revise
from cockpit.domain.identity import ref, split_ref
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

_LOWEST = 4


def change_priority(workspace: Workspace, reference: str, step: int) -> Change:
    """Raise (`step` > 0) or lower the priority by one; refused at the ends and when closed."""
    table, number = split_ref(reference)
    shown = ref(table, number)
    if table not in ("task", "request"):
        raise WrongUse(_("{id} has no priority; tasks and requests have.").format(id=shown))

    def fields(body: Body) -> Mapping[str, Any]:
        if body.get("closed_at"):
            raise WrongUse(_("{id} is closed; reopen it first.").format(id=shown))
        level = (body.get("priority") or _LOWEST) - step
        if not 1 <= level <= _LOWEST:
            edge = _("highest") if step > 0 else _("lowest")
            raise CockpitError(_("{id} has the {edge} priority.").format(id=shown, edge=edge))
        return {"priority": None if level == _LOWEST else level}

    return revise(workspace, shown, fields, _("Priority of {id}: {words}"))
