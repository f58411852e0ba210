"""How far a review has come: kept beside the records, so that it can be left and resumed anywhere.

It is no record: it has no history, and undo leaves it alone. Each kind of review has one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cockpit.store.faults import guard
from cockpit.store.workspace import Workspace


def read_progress(workspace: Workspace, kind: str) -> dict[str, Any] | None:
    """What was kept of the latest review of this kind; None where there was none."""
    connection = workspace.storage.connection
    with guard(connection):
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (_key(kind),)).fetchone()
    if row is None:
        return None
    try:
        kept = json.loads(row[0])
    except (TypeError, ValueError):
        return None
    return kept if isinstance(kept, dict) else None


def write_progress(workspace: Workspace, kind: str, progress: Mapping[str, Any]) -> None:
    """Keep how far a review has come, durable on return.

    Within an open transaction it is a part of it. Raises `CockpitError` when it cannot be written.
    """
    with workspace.transaction("Review", undoable=False):
        workspace.storage.connection.execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
            (_key(kind), json.dumps(progress, separators=(",", ":"))),
        )


def _key(kind: str) -> str:
    return f"review.{kind}"
