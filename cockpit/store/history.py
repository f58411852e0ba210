"""Who changed what and when; undo and redo as changes of their own."""

from __future__ import annotations

import json
import sqlite3
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, NamedTuple

from cockpit.domain.identity import PREFIXES, ref
from cockpit.errors import CockpitError, NotFound, Refused
from cockpit.i18n import _
from cockpit.store.faults import guard
from cockpit.store.transaction import Row, Transaction

if TYPE_CHECKING:
    from cockpit.store.sqlite_tinydb import SQLiteStorage


class Change(NamedTuple):
    """One step of the history."""

    id: int
    """Its number; later ones are larger."""
    at: str
    """When, UTC text."""
    actor: str
    """Who: "cli", "tui", an importer."""
    label: str
    """What was done, in the owner's words."""
    kind: str
    """do, undo or redo."""
    target: int | None
    """The change that an undo or redo is about."""
    undone: bool
    """Whether it is taken back at present."""
    touched: tuple[tuple[str, int], ...]
    """The table and id of every document it changed."""


class _Step(NamedTuple):
    """One document of a change: what must stand there now, and what shall."""

    table: str
    doc_id: int
    expected: str | None
    wanted: str | None


def changes(connection: sqlite3.Connection, limit: int = 50, offset: int = 0) -> list[Change]:
    """The latest changes, newest first."""
    with guard(connection):
        rows = connection.execute(
            f"{_CHANGE} ORDER BY id DESC LIMIT ? OFFSET ?", (limit, offset)
        ).fetchall()
        return [_change_of(connection, row) for row in rows]


def get_change(connection: sqlite3.Connection, change_id: int) -> Change:
    """One change by its number; `NotFound` when there is none."""
    with guard(connection):
        row = connection.execute(f"{_CHANGE} WHERE id = ?", (change_id,)).fetchone()
        if row is None:
            raise NotFound(
                _("There is no change {id}; `cockpit history` lists them.").format(id=change_id)
            )
        return _change_of(connection, row)


def last_change_id(connection: sqlite3.Connection) -> int:
    """The number of the latest change, 0 when there is none."""
    with guard(connection):
        return int(connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0])


def changed_since(connection: sqlite3.Connection, change_id: int) -> set[tuple[str, int]]:
    """The table and id of every document that changes after this one have touched."""
    with guard(connection):
        return set(
            connection.execute(
                "SELECT tbl, doc_id FROM history WHERE change_id > ?", (change_id,)
            ).fetchall()
        )


def bodies_before(
    connection: sqlite3.Connection, table: str, change_id: int
) -> dict[int, dict[str, Any] | None]:
    """What each document of a table was before all changes after this one; None for a new one."""
    with guard(connection):
        rows = connection.execute(
            "SELECT doc_id, before FROM history WHERE tbl = ? AND change_id > ?"
            " ORDER BY change_id DESC",
            (table, change_id),
        ).fetchall()
    return {doc_id: None if text is None else json.loads(text) for doc_id, text in rows}


def rewritten_between(
    connection: sqlite3.Connection, table: str, since: str, until: str, containing: str
) -> list[tuple[int, dict[str, Any], dict[str, Any]]]:
    """Id, body before and after of each change made in a span of stored instants, oldest first.

    Undos are among them. Only documents that were there before and are after, and whose body
    after has the text `containing` in it, as in '"rolls"'.
    """
    with guard(connection):
        rows = connection.execute(
            "SELECT doc_id, before, after FROM history JOIN change ON change.id = change_id"
            " WHERE change_id >= (SELECT min(id) FROM change WHERE at >= ?2)"
            " AND tbl = ?1 AND at >= ?2 AND at < ?3 AND before IS NOT NULL"
            " AND (instr(before, ?4) OR instr(after, ?4)) ORDER BY change_id",
            (table, since, until, containing),
        ).fetchall()
    return [
        (doc_id, json.loads(before), json.loads(after)) for doc_id, before, after in rows if after
    ]


def latest_since(connection: sqlite3.Connection, change_id: int) -> int | None:
    """The number of the latest change after this one that stands and can be undone."""
    with guard(connection):
        row = connection.execute(
            "SELECT max(id) FROM change WHERE id > ? AND kind = 'do' AND undone = 0", (change_id,)
        ).fetchone()
    return None if row[0] is None else int(row[0])


def undo(storage: SQLiteStorage, *, actor: str, at: str, change_id: int | None = None) -> Change:
    """Take back the latest change, or the one named, as a new change that is returned.

    A document that was added loses its row, never its id.
    Raises `CockpitError` when there is nothing to undo, `NotFound` for an unknown number,
    `Refused` when a later change touched the same record, or it is not one that can be undone.
    """
    with _alone(storage, actor, at, "undo") as change:
        target = (
            _latest_done(storage.connection)
            if change_id is None
            else get_change(storage.connection, change_id)
        )
        if target is None:
            raise CockpitError(_("There is nothing to undo."))
        if target.kind != "do" or target.undone:
            raise Refused(
                _("Change {id} cannot be undone: {reason}.").format(
                    id=target.id,
                    reason=_("it is undone already")
                    if target.undone
                    else _("it is itself an undo or redo; use `cockpit undo` or `cockpit redo`"),
                )
            )
        return _apply(change, target, undone=True)


def redo(storage: SQLiteStorage, *, actor: str, at: str) -> Change:
    """Do again what was undone last, as a new change that is returned; ids stay the same.

    Raises `CockpitError` when there is nothing to redo (also after a new change was made),
    `Refused` when a later change touched the same record.
    """
    with _alone(storage, actor, at, "redo") as change:
        target = _last_undone(storage.connection)
        if target is None:
            raise CockpitError(_("There is nothing to redo."))
        return _apply(change, target, undone=False)


_CHANGE = "SELECT id, at, actor, label, kind, target, undone FROM change"


def _change_of(
    connection: sqlite3.Connection, row: tuple[int, str, str, str, str, int, int]
) -> Change:
    touched = connection.execute(
        "SELECT tbl, doc_id FROM history WHERE change_id = ? ORDER BY tbl, doc_id", (row[0],)
    ).fetchall()
    return Change(*row[:6], bool(row[6]), tuple(touched))


def _latest_done(connection: sqlite3.Connection) -> Change | None:
    row = connection.execute(
        f"{_CHANGE} WHERE kind = 'do' AND undone = 0 ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return row and _change_of(connection, row)


def _last_undone(connection: sqlite3.Connection) -> Change | None:
    """What was undone last and not done again, as long as no new change was made since."""
    row = connection.execute(
        "SELECT done.id FROM change AS back JOIN change AS done ON done.id = back.target"
        " WHERE back.kind = 'undo' AND done.undone = 1"
        " AND back.id > (SELECT max(id) FROM change WHERE kind = 'do')"
        " ORDER BY back.id DESC LIMIT 1"
    ).fetchone()
    return row and get_change(connection, row[0])


def _alone(
    storage: SQLiteStorage, actor: str, at: str, kind: str
) -> AbstractContextManager[Transaction]:
    if storage.in_transaction:
        raise RuntimeError(f"{kind} is a change of its own: call it outside a transaction")
    return storage.transaction("", actor=actor, at=at, kind=kind)


def _apply(change: Transaction, target: Change, *, undone: bool) -> Change:
    connection = change.storage.connection
    change.label, change.target = target.label, target.id
    new_id = change.open_change()
    columns = "after, before" if undone else "before, after"
    steps = [
        _Step(*row)
        for row in connection.execute(
            f"SELECT tbl, doc_id, {columns} FROM history WHERE change_id = ?", (target.id,)
        ).fetchall()
    ]
    for step in steps:
        _refuse_if_changed(connection, step, target)
    # removals first: a uid that one document gives up may be taken by another
    for step in sorted(steps, key=lambda step: step.wanted is not None):
        change.write(step.table, [_row_of(change.storage, step)])
    connection.execute("UPDATE change SET undone = ? WHERE id = ?", (undone, target.id))
    return get_change(connection, new_id)


def _row_of(storage: SQLiteStorage, step: _Step) -> Row:
    rank = (
        None
        if step.wanted is None
        else storage.rank_of(step.table, step.doc_id, json.loads(step.wanted))
    )
    return Row(step.doc_id, step.expected, step.wanted, rank)


def _refuse_if_changed(connection: sqlite3.Connection, step: _Step, target: Change) -> None:
    row = connection.execute(
        "SELECT body FROM document WHERE tbl = ? AND id = ?", (step.table, step.doc_id)
    ).fetchone()
    if (row[0] if row else None) == step.expected:
        return
    later = connection.execute(
        "SELECT max(change_id) FROM history JOIN change ON change.id = change_id"
        " WHERE tbl = ? AND doc_id = ? AND change_id > ? AND kind = 'do' AND undone = 0",
        (step.table, step.doc_id, target.id),
    ).fetchone()[0]
    record = (
        ref(step.table, step.doc_id) if step.table in PREFIXES else f"{step.table} {step.doc_id}"
    )
    raise Refused(
        _(
            "{record} was changed again by change {later} after change {id}: undo that one first."
        ).format(record=record, later=later, id=target.id)
        if later
        else _("{record} is no longer as change {id} left it: edit it by hand instead.").format(
            record=record, id=target.id
        )
    )
