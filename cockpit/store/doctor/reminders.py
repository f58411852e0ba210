"""The delivery log: each row must say what was raised and when, or it would ring again."""

from __future__ import annotations

from collections.abc import Iterator

from cockpit.domain.identity import parse_instant
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.doctor.finding import Finding, select
from cockpit.store.workspace import Workspace


def reminders(workspace: Workspace) -> Iterator[Finding]:
    """Rows that cannot be read."""
    for _number, kind, subject in _unreadable(workspace):
        problem = _("the log of what was reminded of cannot be read here")
        yield Finding("reminders", f"{kind} {subject}", problem, can_mend=True)


def remove_unreadable(workspace: Workspace) -> None:
    """Take these rows out; what they stood for may be raised once more."""
    rows = [(number,) for number, _kind, _subject in _unreadable(workspace)]
    with workspace.transaction(_("Repairs by the doctor"), undoable=False):
        workspace.storage.connection.executemany("DELETE FROM delivery WHERE rowid = ?", rows)


def _unreadable(workspace: Workspace) -> list[tuple[int, str, str]]:
    rows = select(
        workspace,
        "SELECT rowid, kind, subject, instant, claimed_at, dismissed_at, snoozed_until"
        " FROM delivery",
    )
    return [row[:3] for row in rows if not _is_readable(*row[3:])]


def _is_readable(instant: str, claimed: str | None, *others: str | None) -> bool:
    if claimed is None:
        return False
    try:
        for text in (instant, claimed, *others):
            if text is not None:
                parse_instant(text)
    except (ValueError, TypeError, WrongUse):
        return False
    return True
