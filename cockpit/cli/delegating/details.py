"""What became of an assignment, under its fields: versions, questions, moves of its due."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cockpit.actions.delegating.deliverables import versions_of
from cockpit.cli.context import Context
from cockpit.cli.output import say_table
from cockpit.cli.rows import stamp
from cockpit.i18n import _


def say_assignment(context: Context, reference: str, body: Mapping[str, Any]) -> None:
    """Print a line for each version, question and moved due."""
    workspace = context.workspace
    rows = []
    for key, one in versions_of(workspace, reference):
        said = str(one.get("verdict") or _("waits for your verdict")).replace("_", " ")
        words = [said, str(one.get("reason", "")), str(one.get("where") or ""),
                 str(one.get("note", ""))]  # fmt: skip
        head = _("{id} version {number}").format(id=key, number=one.get("version", 1))
        rows.append([stamp(workspace, one["at"]), head, " · ".join(filter(None, words))])
    for one in body.get("questions", ()):
        words = [str(one["text"]), str(one.get("answer", ""))]
        head = _("question, answered") if one.get("answered_at") else _("question, open")
        rows.append([stamp(workspace, one["at"]), head, " · ".join(filter(None, words))])
    for one in body.get("due_moves", ()):
        head = _("due moved by you") if one["by"] == "owner" else _("due moved by him")
        words = [_("to {due}").format(due=stamp(workspace, one["after"])), one.get("reason", "")]
        rows.append([stamp(workspace, one["at"]), head, " · ".join(filter(None, words))])
    if rows:
        say_table(context, sorted(rows), whole=True)
