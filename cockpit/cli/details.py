"""One record in full, as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cockpit.actions.typed.fields import FIELDS
from cockpit.cli.context import Context
from cockpit.cli.output import say_table
from cockpit.cli.rows import cell, derived, stamp
from cockpit.domain.identity import ref
from cockpit.i18n import _


def say_details(context: Context, table: str, number: int, body: Mapping[str, Any]) -> None:
    """Print every field that is known, and what has happened to the record."""
    workspace = context.workspace
    rows = [[ref(table, number), ""]]
    for one in FIELDS[table]:
        text = cell(workspace, one, body)
        if text:
            rows.append([one.name.replace("_", " "), text])
    if body.get("snoozed_until"):
        rows.append([_("snoozed until"), stamp(workspace, str(body["snoozed_until"]))])
    for name in ("state", "rolls", "assignment", "request", "uid"):
        if body.get(name):
            rows.append([name.replace("_", " "), str(body[name])])
    if table == "request":
        found = derived(workspace, body)
        rows.append([_("state"), str(found["state"])])
        if found["due"]:
            rows.append([_("due"), stamp(workspace, found["due"])])
    rows.append([_("created"), stamp(workspace, str(body["created_at"]))])
    if body.get("closed_at"):
        rows.append([_("closed"), stamp(workspace, str(body["closed_at"]))])
    rows += [[name, text] for name, text in body.get("extra", {}).items()]
    say_table(context, rows, whole=True)
    if table == "assignment":
        from cockpit.cli.delegating.details import say_assignment

        say_assignment(context, ref(table, number), body)
    for event in body.get("events", ()):
        note = f"  {event['note']}" if event.get("note") else ""
        words = str(event["type"]).replace("_", " ")
        say_table(context, [[stamp(workspace, event["at"]), words + note]], whole=True)
