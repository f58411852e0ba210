"""One of several writers on a home: adds, edits and undoes its own, and prints what must be there."""

from __future__ import annotations

import json
import sys
from contextlib import closing

from cockpit.actions.records import add_record, edit_record
from cockpit.domain.clock import SystemClock
from cockpit.errors import CockpitError
from cockpit.store.workspace import Workspace


def write(home: str, tag: str, count: int) -> dict[str, object]:
    """Make `count` changes; titles that must stand, titles undone, and how often another had it."""
    standing: dict[str, str] = {}
    undone: list[str] = []
    waited = 0
    changes = 0
    with closing(Workspace.open(f"{home}/cockpit.db", SystemClock(), actor=tag)) as workspace:
        while changes < count:
            title = f"{tag}.{changes}"
            try:
                match changes % 5:
                    case 1 if standing:
                        reference = next(reversed(standing))
                        edit_record(workspace, reference, {"title": title})
                        standing[reference] = title
                    case 3 if standing:
                        reference, title = standing.popitem()
                        _undo_all_of(workspace, reference)
                        undone.append(reference)
                    case _:
                        standing[add_record(workspace, "task", {"title": title}).ref] = title
            except CockpitError as error:
                if "try again" not in str(error):
                    raise
                waited += 1
                continue
            changes += 1
    return {"standing": standing, "undone": undone, "waited": waited}


def _undo_all_of(workspace: Workspace, reference: str) -> None:
    """Undo a task's own changes one by one, the newest first, although others write meanwhile."""
    rows = workspace.storage.connection.execute(
        "SELECT change_id FROM history JOIN change ON change.id = change_id"
        " WHERE tbl = 'task' AND doc_id = ? AND kind = 'do' AND undone = 0 ORDER BY change_id DESC",
        (int(reference[1:]),),
    ).fetchall()
    for (change,) in rows:
        while True:
            try:
                workspace.undo(change)
                break
            except CockpitError as error:
                if "try again" not in str(error):
                    raise


if __name__ == "__main__":
    print(json.dumps(write(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
