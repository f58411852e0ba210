"""TinyDB over SQLite: one row per document, and each change durable with its history."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage

from cockpit.errors import CockpitError, Refused
from cockpit.i18n import _
from cockpit.store.committing import commit
from cockpit.store.document_table import DocumentTable
from cockpit.store.faults import Guard
from cockpit.store.opening import open_database
from cockpit.store.transaction import Joined, Row, Transaction, decode, encode

__all__ = ["Database", "DocumentTable", "SQLiteStorage", "Transaction"]

Rank = Callable[[int, dict[str, Any]], str | None]
"""The order key of a document by its id and body: live ones are listed by it, then by id."""


def _system_now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def _identity(path: str) -> tuple[int, int] | None:
    """Which file stands at a path; None when there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


class SQLiteStorage(Storage):
    """A TinyDB storage on one SQLite file."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        read_only: bool = False,
        rank: Mapping[str, Rank] | None = None,
        now: Callable[[], str] = _system_now,
    ) -> None:
        """Open the file at `path`, making it where it is missing; errors as `open_database`.

        `rank` gives the order key per table. `now` (UTC text) dates what is written outside
        a transaction; inside one, the caller says the instant.
        """
        super().__init__()
        self.path = os.fspath(path)
        """The database file."""
        opened = open_database(self.path, read_only=read_only)
        self.connection = opened.connection
        """The open connection, in autocommit."""
        self.read_only = opened.read_only
        """Whether writing is refused."""
        self.warning = opened.warning
        """What the owner should be told about how it was opened, or None."""
        self.guard = Guard(self.path)
        """Turns SQLite errors into sentences."""
        self._rank = {} if rank is None else rank
        self._now = now
        self._current: Transaction | None = None
        self._file = _identity(self.path)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._current is not None

    def transaction(
        self,
        label: str,
        *,
        actor: str,
        at: str,
        kind: str = "do",
        target: int | None = None,
        undoable: bool = True,
    ) -> AbstractContextManager[Transaction]:
        """One change; inside another one it joins that. `at` is UTC text.

        Nothing is left of it when an exception passes through; without a write, no change row.
        `undoable=False` writes documents without history (seeding).
        Raises `Refused` when open for reading only, `CockpitError` when another writer is stuck.
        """
        if self._current is not None:
            return Joined(self._current)
        return Transaction(
            self, label, actor=actor, at=at, kind=kind, target=target, undoable=undoable
        )

    def own_change(self, label: str) -> AbstractContextManager[Transaction]:
        """The change that a single operation makes when nobody opened one."""
        if self._current is not None:
            return Joined(self._current)
        return self.transaction(label, actor="api", at=self._now())

    def rank_of(self, table: str, doc_id: int, document: dict[str, Any]) -> str | None:
        """The order key of a document."""
        rank = self._rank.get(table)
        return rank(doc_id, document) if rank else None

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The whole database as TinyDB has it: table → id as text → document; None when new."""
        with self.guard:
            names = self.connection.execute("SELECT tbl, listed FROM sequence").fetchall()
            rows = self.connection.execute(
                "SELECT tbl, id, body FROM document ORDER BY tbl, id"
            ).fetchall()
        if not names:
            return None
        tables: dict[str, dict[str, Any]] = {name: {} for name, listed in names if listed}
        documents = decode([body for _table, _id, body in rows])
        for (table, doc_id, _body), document in zip(rows, documents, strict=True):
            tables.setdefault(table, {})[str(doc_id)] = document
        return tables

    def table_names(self) -> list[str]:
        """The names of the tables that have a document, live or closed."""
        with self.guard:
            rows = self.connection.execute("SELECT DISTINCT tbl FROM document ORDER BY tbl")
            return [name for (name,) in rows]

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Make the database equal to `data`, touching only rows that differ."""
        wanted = {
            table: {int(doc_id): encode(dict(document)) for doc_id, document in documents.items()}
            for table, documents in data.items()
        }
        with self.own_change(_("write the database")) as change:
            found: dict[str, dict[int, str]] = {}
            for table, doc_id, body in self.connection.execute(
                "SELECT tbl, id, body FROM document"
            ).fetchall():
                found.setdefault(table, {})[doc_id] = body
            for table in found.keys() | wanted.keys():
                self._make_equal(change, table, found.get(table, {}), wanted.get(table, {}))
            self.connection.execute("UPDATE sequence SET listed = 0")
            for table, documents in wanted.items():
                change.reserve(table, max(documents, default=0))

    def list_table(self, table: str) -> None:
        """Let TinyDB see the table although it may be empty."""
        with self.own_change(_("list a table")) as change:
            change.reserve(table, 0)

    def version(self) -> tuple[int, int]:
        """A stamp that differs after any change, by this connection or by another one."""
        with self.guard:
            found = self.connection.execute("PRAGMA data_version").fetchone()
        return int(found[0]), self.connection.total_changes

    def begin(self, transaction: Transaction) -> None:
        """Take the write lock for a transaction."""
        if self.read_only:
            raise Refused(
                self.warning
                or _("{path} is open for reading only; nothing was changed.").format(path=self.path)
            )
        self._roll_back()  # left over when an interrupt fell between locking and noting it
        with self.guard:
            self.connection.execute("BEGIN IMMEDIATE")
        if _identity(self.path) != self._file:
            # a removed or replaced file can still be written to, and what is written is lost
            self._roll_back()
            raise Refused(
                _(
                    "The database {path} was removed or replaced while it was open;"
                    " nothing was changed: leave the cockpit and open it again."
                ).format(path=self.path)
            )
        self._current = transaction

    def end(self, transaction: Transaction, *, failed: bool) -> None:
        """Commit a transaction, or roll it back."""
        self._current = None
        if failed:
            self._roll_back()
            return
        if not self.connection.in_transaction:
            raise CockpitError(
                _("A part of this change failed, so nothing of it was kept in {path}.").format(
                    path=self.path
                )
            )
        commit(self.connection, self.path)

    def close(self) -> None:
        """Close the file; an open transaction is rolled back."""
        self.connection.close()

    def _make_equal(
        self, change: Transaction, table: str, old: dict[int, str], new: dict[int, str]
    ) -> None:
        rows = []
        for doc_id in sorted(old.keys() | new.keys()):
            text = new.get(doc_id)
            if text != old.get(doc_id):
                rank = None if text is None else self.rank_of(table, doc_id, json.loads(text))
                rows.append(Row(doc_id, old.get(doc_id), text, rank))
        change.write(table, rows)

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            with self.guard:
                self.connection.execute("ROLLBACK")


class Database(TinyDB):
    """TinyDB whose tables read and write only the rows they touch."""

    table_class = DocumentTable  # type: ignore[assignment]
    default_storage_class = SQLiteStorage  # type: ignore[assignment]
