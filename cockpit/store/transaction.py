"""One change: documents and their history go into the same commit, or none of it does."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from cockpit.domain.secrecy.rooms import rooms_for
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.store.faults import NotStorable, explain

if TYPE_CHECKING:
    from cockpit.store.sqlite_tinydb import SQLiteStorage


class Row(NamedTuple):
    """What happens to one document: JSON text before and after, None where there is none."""

    doc_id: int
    before: str | None
    after: str | None
    rank: str | None


class Transaction:
    """The change being made; leaving it commits, an exception undoes all of it."""

    def __init__(
        self,
        storage: SQLiteStorage,
        label: str,
        *,
        actor: str,
        at: str,
        kind: str,
        target: int | None,
        undoable: bool,
    ) -> None:
        """Prepare a change by `actor` at the instant `at` (UTC text); nothing is locked yet."""
        self.storage = storage
        """Where it is written."""
        self._label = _without_secrets(label)
        self.actor = actor
        """Who makes it."""
        self.at = at
        """When, as stored text."""
        self.kind = kind
        """do, undo or redo."""
        self.target = target
        """The change that an undo or redo is about."""
        self.undoable = undoable
        """False while seeding: documents are written without history."""
        self.change_id: int | None = None
        """The number of the change; None until something was written."""
        self._touched: list[tuple[str, int]] = []

    @property
    def label(self) -> str:
        """What the history calls it; it may be said only once all is known."""
        return self._label

    @label.setter
    def label(self, label: str) -> None:
        label = _without_secrets(label)
        if self.change_id is not None and label != self._label:
            self._alive().execute(
                "UPDATE change SET label = ? WHERE id = ?", (label, self.change_id)
            )
        self._label = label

    @property
    def touched(self) -> list[tuple[str, int]]:
        """The table and id of every document written so far, each once, in order."""
        return list(dict.fromkeys(self._touched))

    def written_since(self, count: int) -> list[tuple[str, int]]:
        """The table and id of each write after the first `count`, in order, repeats included."""
        return self._touched[count:]

    def __enter__(self) -> Transaction:
        """Take the write lock."""
        self.storage.begin(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Commit, or roll everything back when an exception passes through."""
        self.storage.end(self, failed=error is not None)
        if isinstance(error, sqlite3.Error):
            raise explain(error, self.storage.path) from error

    def write(self, table: str, rows: Iterable[Row]) -> None:
        """Write documents of one table with their history; rows that change nothing are left out.

        Ids must have been reserved (`take_ids`, `reserve`) before.
        """
        changed = [row for row in rows if row.before != row.after]
        if not changed:
            return
        connection = self._alive()
        connection.executemany(
            "DELETE FROM document WHERE tbl = ? AND id = ?",
            [(table, row.doc_id) for row in changed if row.after is None],
        )
        connection.executemany(
            "UPDATE document SET body = ?, rank = ? WHERE tbl = ? AND id = ?",
            [
                (row.after, row.rank, table, row.doc_id)
                for row in changed
                if row.before is not None and row.after is not None
            ],
        )
        connection.executemany(
            "INSERT INTO document (tbl, id, body, rank) VALUES (?, ?, ?, ?)",
            [(table, row.doc_id, row.after, row.rank) for row in changed if row.before is None],
        )
        if self.undoable:
            change_id = self.open_change()
            connection.executemany(
                "INSERT INTO history (change_id, tbl, doc_id, before, after)"
                " VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (change_id, tbl, doc_id) DO UPDATE SET after = excluded.after",
                [(change_id, table, row.doc_id, row.before, row.after) for row in changed],
            )
        self._touched.extend((table, row.doc_id) for row in changed)

    def write_ranks(self, table: str, ranks: Iterable[tuple[int, str | None]]) -> None:
        """Write order keys that differ from the stored ones; no document changes by it."""
        self._alive().executemany(
            "UPDATE document SET rank = ?3 WHERE tbl = ?1 AND id = ?2 AND rank IS NOT ?3",
            [(table, doc_id, rank) for doc_id, rank in ranks],
        )

    def open_change(self) -> int:
        """The number of this change, making its row if it has none yet."""
        if self.change_id is None:
            self.change_id = (
                self._alive()
                .execute(
                    "INSERT INTO change (at, actor, label, kind, target) VALUES (?, ?, ?, ?, ?)",
                    (self.at, self.actor, self.label, self.kind, self.target),
                )
                .lastrowid
            )
        assert self.change_id is not None
        return self.change_id

    def take_ids(self, table: str, count: int) -> int:
        """Reserve `count` ids that were never used in the table; returns the first of them."""
        last = self._last_id(table)
        self._set_last_id(table, last + count)
        return last + 1

    def reserve(self, table: str, doc_id: int) -> None:
        """Note that `doc_id` is used, so that no new document will get it or a smaller one."""
        self._set_last_id(table, max(doc_id, self._last_id(table)))

    def savepoint(self) -> tuple[int | None, int]:
        """Mark the point to which a failing inner transaction goes back."""
        self._alive().execute("SAVEPOINT inner_change")
        return self.change_id, len(self._touched)

    def release(self, mark: tuple[int | None, int], *, failed: bool) -> None:
        """Keep what was done since `mark`, or take it back."""
        connection = self.storage.connection
        if not connection.in_transaction:
            return  # SQLite rolled everything back itself; the outer end reports it
        if failed:
            connection.execute("ROLLBACK TO inner_change")
            self.change_id, length = mark
            del self._touched[length:]
        connection.execute("RELEASE inner_change")

    def _alive(self) -> sqlite3.Connection:
        """The connection; refuses when SQLite has dropped the transaction (full disk)."""
        connection = self.storage.connection
        if not connection.in_transaction:
            raise CockpitError(
                _("A part of this change failed, so nothing of it was kept in {path}.").format(
                    path=self.storage.path
                )
            )
        return connection

    def _last_id(self, table: str) -> int:
        found = (
            self._alive().execute("SELECT last FROM sequence WHERE tbl = ?", (table,)).fetchone()
        )
        return int(found[0]) if found else 0

    def _set_last_id(self, table: str, last: int) -> None:
        self._alive().execute(
            "INSERT INTO sequence (tbl, last, listed) VALUES (?, ?, 1)"
            " ON CONFLICT (tbl) DO UPDATE SET last = excluded.last, listed = 1",
            (table, last),
        )


class Joined:
    """A transaction inside another: shares its change; a failure takes back only its own part."""

    def __init__(self, outer: Transaction) -> None:
        """Join `outer`, which is open."""
        self.outer = outer

    def __enter__(self) -> Transaction:
        """Mark the point to go back to."""
        self.mark = self.outer.savepoint()
        return self.outer

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Keep or take back the inner part."""
        self.outer.release(self.mark, failed=error is not None)
        if isinstance(error, sqlite3.Error):
            raise explain(error, self.outer.storage.path) from error


def _without_secrets(label: str) -> str:
    """A label often says the words of a record, and an old one may hold a secret."""
    if not rooms_for(label):
        return label
    from cockpit.domain.secrets import without_secrets

    return without_secrets(label)[0]


def encode(document: Any) -> str:
    """The stored text of a document; raises `NotStorable` when it is not made of JSON values."""
    try:
        return json.dumps(document, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise NotStorable(
            _("This record cannot be stored: {reason}; use only JSON values.").format(
                reason=str(error).rstrip(".")
            )
        ) from error


def decode(texts: list[str]) -> list[dict[str, Any]]:
    """The documents of stored texts, in one pass: much faster than one call for each."""
    documents: list[dict[str, Any]] = json.loads(f"[{','.join(texts)}]")
    return documents
