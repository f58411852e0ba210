"""The workspace: the one door to what is stored, with the live documents in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from cockpit.domain.clock import Clock
from cockpit.domain.identity import format_instant, missing, split_ref
from cockpit.domain.ranks import RANKS
from cockpit.errors import CockpitError
from cockpit.store import history
from cockpit.store.live_documents import LiveDocuments
from cockpit.store.request_ranks import RANKED_BY, rank_of_request, rank_requests
from cockpit.store.sqlite_tinydb import DocumentTable, SQLiteStorage, Transaction

Body = dict[str, Any]
Touched = set[tuple[str, int]]
T = TypeVar("T")


class Change(NamedTuple):
    """One acknowledged, undoable step: what undo will invert."""

    id: int | None
    """The number of the change in the history; None where nothing had to be written."""
    label: str
    touched: tuple[tuple[str, int], ...]


class Workspace:
    """Live documents by table and number, changed only through `transaction`."""

    def __init__(self, storage: SQLiteStorage, clock: Clock, *, actor: str) -> None:
        """Stand on an open storage; `actor` is named in the history ("cli", "screen")."""
        self.storage = storage
        self.clock = clock
        self.actor = actor
        self.revision = history.last_change_id(storage.connection)
        self.listeners: list[Callable[[Touched], None]] = []
        self.warned: list[str] = []
        """Sentences about what was written, for the owner; who tells him takes them out."""
        self._live: dict[str, LiveDocuments] = {}
        self._tables: dict[str, DocumentTable] = {}
        self._derived: dict[str, tuple[frozenset[str], Any]] = {}
        self._data_version = self._read_data_version()
        self._open: Transaction | None = None
        self._taken = 0
        """How many writes of the open transaction the live documents show."""
        self._seen: Touched = set()
        """What they showed of it: to be read again should it fail."""

    @classmethod
    def open(cls, database: str, clock: Clock, *, actor: str = "cli") -> Workspace:
        """Open (or create) the database file; raises `Refused` when it must not be touched."""
        ranks = dict(RANKS)
        storage = SQLiteStorage(database, rank=ranks)
        workspace = cls(storage, clock, actor=actor)
        ranks["request"] = lambda _number, body: rank_of_request(workspace, body)
        return workspace

    def close(self) -> None:
        """Close the database."""
        self.storage.close()

    def now(self) -> datetime:
        """The present moment in UTC, from the clock that was handed in."""
        return self.clock.now()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written, and `warning` says why."""
        return self.storage.read_only

    @property
    def warning(self) -> str | None:
        """One sentence about how the database was opened, None when all is well."""
        return self.storage.warning

    def table(self, name: str) -> DocumentTable:
        """The document table of a kind of record, live and closed ones."""
        if name not in self._tables:
            self._tables[name] = DocumentTable(self.storage, name)
        return self._tables[name]

    def live(self, name: str) -> Mapping[int, Body]:
        """All live documents of a table by number, in rank order when first read.

        They are the workspace's own: read them, never change them.
        """
        self._take_in()
        if name not in self._live:
            self._live[name] = LiveDocuments(self.table(name).live_texts())
        return self._live[name]

    def find(self, name: str, number: int) -> Body | None:
        """The body of a record, live or closed; None when there is no such record."""
        self._take_in()
        if name in self._live and number in self._live[name]:
            return self._live[name][number]
        return self.table(name).fetch([number]).get(number)

    def body(self, reference: str, table: str | None = None) -> tuple[str, int, Body]:
        """Table, number and body of a short id; raises `WrongUse` or `NotFound`."""
        name, number = split_ref(reference, table)
        body = self.find(name, number)
        if body is None:
            raise missing(name, number)
        return name, number, body

    def derive(self, name: str, tables: frozenset[str], make: Callable[[], T]) -> T:
        """What `make` derives from these tables, made again only after one of them changed."""
        self._take_in()
        known = self._derived.get(name)
        if known is None:
            known = self._derived[name] = (tables, make())
        value: T = known[1]
        return value

    @contextmanager
    def transaction(self, label: str, *, undoable: bool = True) -> Iterator[Transaction]:
        """One change: all of it is durable on leaving, or nothing of it is there.

        Nested transactions join the outer one; one that fails takes back only its own part.
        Within it `live`, `find` and `derive` know what it has written so far, and what other
        processes wrote before it began. Listeners are told after the commit.
        """
        own = self._open is None and not self.storage.in_transaction
        try:
            with self.storage.transaction(
                label, actor=self.actor, at=format_instant(self.now()), undoable=undoable
            ) as transaction:
                if own:
                    self._open = transaction
                    self._catch_up()
                yield transaction
                if own and any(name in RANKED_BY for name, _number in transaction.touched):
                    rank_requests(self)
        except BaseException:
            if own:
                self._open = None
                self.warned.clear()
            self._take_back()
            raise
        if own:
            self._open = None
            touched = self._seen | set(transaction.touched)
            self._seen, self._taken = set(), 0
            self._committed(touched, transaction.change_id)

    def change(self, transaction: Transaction) -> Change:
        """The change that a finished transaction made."""
        return Change(
            transaction.change_id, transaction.label, tuple(dict.fromkeys(transaction.touched))
        )

    def undo(self, change_id: int | None = None) -> history.Change:
        """Invert the latest change that still stands (or the one named), as a change of its own."""
        change = history.undo(
            self.storage, actor=self.actor, at=format_instant(self.now()), change_id=change_id
        )
        self._committed(set(change.touched), None)
        return change

    def redo(self) -> history.Change:
        """Make the change again that was undone last."""
        change = history.redo(self.storage, actor=self.actor, at=format_instant(self.now()))
        self._committed(set(change.touched), None)
        return change

    def refresh(self) -> Touched:
        """Read again what other processes changed; returns what was touched."""
        version = self._read_data_version()
        if version == self._data_version or self.storage.in_transaction:
            return set()
        touched = history.changed_since(self.storage.connection, self.revision)
        if touched:
            self._committed(touched, None)
        self._data_version = version
        return touched

    def _catch_up(self) -> None:
        """Take in what other processes wrote before this transaction got the lock.

        The listeners learn of it after the commit, or with the next `refresh`.
        """
        if self._read_data_version() != self._data_version:
            self._reload(history.changed_since(self.storage.connection, self.revision))

    def _take_in(self) -> None:
        """Let the live documents show what the open transaction has written so far."""
        if self._open is None:
            return
        written = self._open.written_since(self._taken)
        if written:
            self._taken += len(written)
            self._seen |= set(written)
            self._reload(set(written))

    def _take_back(self) -> None:
        """After a rollback: what was shown of the failed part is read again."""
        seen = self._seen
        if self._open is None:
            self._seen, self._taken = set(), 0
        else:
            self._taken = min(self._taken, len(self._open.written_since(0)))
        try:
            self._reload(seen)
        except CockpitError:  # the database cannot be read: then nothing of it is known
            for name, _number in seen:
                self._live.pop(name, None)

    def _committed(self, touched: Touched, change_id: int | None) -> None:
        if change_id is None or change_id != self.revision + 1:
            # Another process may have written in between: take its changes in as well. The
            # number is read first, so that what comes between the two reads is met again later.
            latest = history.last_change_id(self.storage.connection)
            touched = touched | history.changed_since(self.storage.connection, self.revision)
            self.revision = latest
        else:
            self.revision = change_id
        if not touched:
            return
        self._reload(touched)
        if not self.read_only and any(name in RANKED_BY for name, _number in touched):
            self._rank(touched)
        for listener in tuple(self.listeners):
            listener(touched)

    def _rank(self, touched: Touched) -> None:
        """Keep the order of requests; it is an index only, so a failure does not undo a change."""
        try:
            if not rank_requests(self):
                own = [number for name, number in touched if name == "request"]
                if own:
                    self.table("request").rerank(own)
        except CockpitError:
            pass  # the basis stays the old one, so the next change or start ranks again

    def _reload(self, touched: Touched) -> None:
        changed_tables = {name for name, _number in touched}
        for derived, (tables, _value) in list(self._derived.items()):
            if tables & changed_tables:
                del self._derived[derived]
        numbers: dict[str, list[int]] = {}
        for name, number in touched:
            if name in self._live:
                numbers.setdefault(name, []).append(number)
        for name, changed in numbers.items():
            bodies = self.table(name).fetch(changed)
            live = self._live[name]
            for number in changed:
                body = bodies.get(number)
                if body is None or body.get("closed_at"):
                    live.pop(number, None)
                else:
                    live[number] = body

    def _read_data_version(self) -> int:
        with self.storage.guard:
            row = self.storage.connection.execute("PRAGMA data_version").fetchone()
        return int(row[0])
