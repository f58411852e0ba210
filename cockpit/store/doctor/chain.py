"""The history: an unbroken chain from each record's first text to what stands now."""

from __future__ import annotations

from collections.abc import Iterator

from cockpit.domain.identity import parse_instant
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.doctor.finding import Finding, select, shown
from cockpit.store.workspace import Workspace


def history(workspace: Workspace) -> Iterator[Finding]:
    """Each step must begin where the one before it ended, and the last one at what stands now."""
    rows = select(
        workspace,
        "SELECT tbl, doc_id, change_id FROM ("
        " SELECT tbl, doc_id, change_id, before, lag(after) OVER own AS earlier,"
        " lag(change_id) OVER own AS previous FROM history"
        " WINDOW own AS (PARTITION BY tbl, doc_id ORDER BY change_id)"
        ") WHERE previous IS NOT NULL AND before IS NOT earlier",
    )
    for name, number, change in rows:
        problem = _("change {change} does not begin where the one before it ended")
        yield Finding("history", shown(name, number), problem.format(change=change))
    rows = select(
        workspace,
        "SELECT h.tbl, h.doc_id, h.change_id FROM history AS h"
        " JOIN (SELECT tbl, doc_id, max(change_id) AS last FROM history GROUP BY tbl, doc_id) AS l"
        " ON l.tbl = h.tbl AND l.doc_id = h.doc_id AND l.last = h.change_id"
        " LEFT JOIN document AS d ON d.tbl = h.tbl AND d.id = h.doc_id"
        " WHERE d.body IS NOT h.after",
    )
    for name, number, change in rows:
        problem = _("it is not as change {change}, the last one in its history, left it")
        yield Finding("history", shown(name, number), problem.format(change=change))
    rows = select(workspace, "SELECT DISTINCT change_id FROM history EXCEPT SELECT id FROM change")
    for (change,) in rows:
        yield Finding("history", str(change), _("the history tells of a change that is not there"))
    for change, *texts in select(workspace, "SELECT id, at, actor, label FROM change"):
        if not _is_instant(texts[0]) or not all(isinstance(one, str) for one in texts):
            problem = _("when it was made, by whom or what it was called cannot be read")
            yield Finding("history", str(change), problem)
    for change, label in _wrongly_marked(workspace):
        problem = _("{label!r} is marked as if it could still be undone or redone, wrongly")
        yield Finding("history", str(change), problem.format(label=label), can_mend=True)


def mark_rightly(workspace: Workspace) -> None:
    """Let every change be marked as undone exactly when the last word on it was an undo."""
    changes = [change for change, _label in _wrongly_marked(workspace)]
    with workspace.transaction(_("Repairs by the doctor"), undoable=False):
        workspace.storage.connection.executemany(
            "UPDATE change SET undone = 1 - undone WHERE id = ?", [(one,) for one in changes]
        )


def _is_instant(text: object) -> bool:
    try:
        parse_instant(str(text))
    except (ValueError, WrongUse):
        return False
    return True


def _wrongly_marked(workspace: Workspace) -> list[tuple[int, str]]:
    return select(
        workspace,
        "SELECT id, label FROM change AS c WHERE undone IS NOT coalesce("
        " (SELECT kind = 'undo' FROM change WHERE target = c.id ORDER BY id DESC LIMIT 1), 0)",
    )
