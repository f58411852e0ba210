"""Adding a record of any kind by the verb that belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cockpit.actions.clocking import add_entry
from cockpit.actions.continuity.access import add_grant
from cockpit.actions.continuity.procedures import add_run
from cockpit.actions.delegating.logs import log_check_in, log_feedback, log_vetting
from cockpit.actions.delegating.payments import add_payment
from cockpit.actions.interruptions import add_interruption
from cockpit.actions.records import Added, add_record
from cockpit.actions.requests import add_request
from cockpit.store.workspace import Workspace

_VERBS: dict[str, Callable[[Workspace, Mapping[str, Any]], Added]] = {
    "request": add_request,
    "interruption": add_interruption,
    "entry": add_entry,
    "checkin": log_check_in,
    "feedback": log_feedback,
    "vetting": log_vetting,
    "payment": add_payment,
    "run": add_run,
    "grant": add_grant,
}


def add(workspace: Workspace, table: str, fields: Mapping[str, Any]) -> Added:
    """Add a record from stored fields; raises `WrongUse` naming what is missing or not valid."""
    verb = _VERBS.get(table)
    return verb(workspace, fields) if verb else add_record(workspace, table, fields)
