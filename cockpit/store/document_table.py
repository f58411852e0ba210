"""TinyDB's table over SQLite rows: reads and writes only the documents it touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, cast

from tinydb.queries import QueryLike
from tinydb.table import Document, Table

from cockpit.i18n import _
from cockpit.store.document_rows import DocumentRows
from cockpit.store.transaction import Row, Transaction, decode, encode

if TYPE_CHECKING:
    from cockpit.store.sqlite_tinydb import SQLiteStorage

Fields = Mapping[Any, Any] | Callable[[MutableMapping[Any, Any]], None]
"""What an update does: fields to set, or a TinyDB operation (any callable on the document)."""


class DocumentTable(DocumentRows, Table):  # type: ignore[misc]
    """A TinyDB table on an `SQLiteStorage`.

    What is handed out is a copy. An operation that fails leaves nothing of itself.
    Ids are never used twice, not even after `truncate`, a drop or a new start.
    """

    def __init__(
        self,
        storage: SQLiteStorage,
        name: str,
        cache_size: int = Table.default_query_cache_capacity,
        persist_empty: bool = False,
    ) -> None:
        """A table of `storage`; `persist_empty` lists it before it has a document."""
        super().__init__(storage, name, cache_size)
        self._cache_version: tuple[int, int] | None = None
        if persist_empty:
            storage.list_table(name)

    # -- TinyDB: reading -----------------------------------------------------------------------

    def all(self) -> list[Document]:
        """All documents, by id."""
        return self._documents(self._rows())

    def search(self, cond: QueryLike) -> list[Document]:
        """The documents that match; a repeated query comes from cache while nothing changed."""
        version = self._storage.version()
        if version != self._cache_version:
            self.clear_cache()
            self._cache_version = version
        rows = cast("dict[int, str] | None", self._query_cache.get(cond))
        if rows is None:
            everything = self._rows()
            documents = decode(list(everything.values()))
            rows = {
                doc_id: text
                for (doc_id, text), document in zip(everything.items(), documents, strict=True)
                if cond(document)
            }
            if getattr(cond, "is_cacheable", lambda: True)():
                # texts, not documents: what was handed out may be changed by its taker
                cast("dict[QueryLike, dict[int, str]]", self._query_cache)[cond] = rows
        return self._documents(rows)

    def get(
        self,
        cond: QueryLike | None = None,
        doc_id: int | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> Any:
        """One document by id or query (None when there is none), or a list with `doc_ids`."""
        if doc_id is not None:
            found = self._documents(self._rows([doc_id]))
            return found[0] if found else None
        if doc_ids is not None:
            return self._documents(self._rows(doc_ids))
        if cond is None:
            raise RuntimeError("You have to pass either cond or doc_id or doc_ids")
        for number, text in self._rows().items():
            document = decode([text])[0]
            if cond(document):
                return self._document(document, number)
        return None

    def contains(self, cond: QueryLike | None = None, doc_id: int | None = None) -> bool:
        """Whether there is a document with this id, or one that matches."""
        if cond is None and doc_id is None:
            raise RuntimeError("You have to pass either cond or doc_id")
        return self.get(cond, doc_id) is not None

    def __len__(self) -> int:
        """How many documents there are."""
        return int(self._select("SELECT count(*) FROM document WHERE tbl = ?")[0][0])

    def __iter__(self) -> Iterator[Document]:
        """All documents, by id."""
        return iter(self.all())

    # -- TinyDB: writing -----------------------------------------------------------------------

    def insert(self, document: Mapping[Any, Any]) -> int:
        """Add a document and return its id: a new one, or the one a `Document` brings along."""
        return self._add(_("insert {table}"), [document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[Any, Any]]) -> list[int]:
        """Add documents in one change and return their ids; an invalid one stops them all."""
        return self._add(_("insert {table}"), list(documents))

    def update(
        self,
        fields: Fields,
        cond: QueryLike | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> list[int]:
        """Change the documents named by id or query, else all; returns the ids of those found."""
        with self._change(_("update {table}")) as change:
            asked = None if doc_ids is None else list(doc_ids)
            rows = self._rows(asked)
            documents = dict(zip(rows, decode(list(rows.values())), strict=True))
            if asked is not None:
                chosen = [number for number in asked if number in documents]
            else:
                chosen = [n for n, found in documents.items() if cond is None or cond(found)]
            for number in chosen:
                _perform(fields, documents[number])
            self._replace(change, rows, documents, chosen)
        return chosen

    def update_multiple(self, updates: Iterable[tuple[Fields, QueryLike]]) -> list[int]:
        """Apply each (fields, query) pair to the documents it matches; returns the ids changed."""
        pairs = list(updates)
        chosen: list[int] = []
        with self._change(_("update {table}")) as change:
            rows = self._rows()
            documents = dict(zip(rows, decode(list(rows.values())), strict=True))
            for number, document in documents.items():
                for fields, cond in pairs:
                    if cond(document):
                        chosen.append(number)
                        _perform(fields, document)
            self._replace(change, rows, documents, chosen)
        return chosen

    def upsert(self, document: Mapping[Any, Any], cond: QueryLike | None = None) -> list[int]:
        """Update what matches the query or the `Document`'s id, else insert; one change."""
        with self._change(_("upsert {table}")):
            return super().upsert(document, cond)

    def remove(
        self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None
    ) -> list[int]:
        """Remove the documents named by id or query; returns the ids of those found."""
        if cond is None and doc_ids is None:
            raise RuntimeError("Use truncate() to remove all documents")
        with self._change(_("remove {table}")) as change:
            rows = self._rows(doc_ids)
            if doc_ids is None and cond is not None:
                matches = map(cond, decode(list(rows.values())))
                rows = {
                    n: text for (n, text), yes in zip(rows.items(), matches, strict=True) if yes
                }
            change.write(
                self.name, [Row(number, text, None, None) for number, text in rows.items()]
            )
        return list(rows)

    def truncate(self) -> None:
        """Remove all documents; their ids stay used."""
        with self._change(_("empty {table}")) as change:
            rows = self._rows()
            change.write(
                self.name, [Row(number, text, None, None) for number, text in rows.items()]
            )

    # -- order ---------------------------------------------------------------------------------

    def rerank(self, ids: Iterable[int] | None = None) -> None:
        """Compute order keys again, when what they are derived from has changed.

        The documents stay as they are, so the history does not tell of it.
        """
        with self._change(_("order {table}")) as change:
            rows = self._rows(ids)
            documents = decode(list(rows.values()))
            change.write_ranks(
                self.name,
                [
                    (number, self._storage.rank_of(self.name, number, document))
                    for number, document in zip(rows, documents, strict=True)
                ],
            )

    # -- beneath -------------------------------------------------------------------------------

    def _add(self, label: str, documents: list[Mapping[Any, Any]]) -> list[int]:
        if not all(isinstance(document, Mapping) for document in documents):
            raise ValueError("Document is not a Mapping")
        bodies = [dict(document) for document in documents]
        texts = [encode(body) for body in bodies]
        with self._change(label) as change:
            ids = self._give_ids(change, documents)
            change.write(
                self.name,
                [
                    Row(number, None, text, self._storage.rank_of(self.name, number, body))
                    for number, text, body in zip(ids, texts, bodies, strict=True)
                ],
            )
        return ids

    def _give_ids(self, change: Transaction, documents: list[Mapping[Any, Any]]) -> list[int]:
        """An id for each document: its own for a `Document`, else one never used before."""
        given = [doc.doc_id for doc in documents if isinstance(doc, Document)]
        taken = set(self._rows(given)) if given else set()
        for number in given:
            if number in taken:
                raise ValueError(f"Document with ID {number} already exists")
            taken.add(number)
        if given:
            change.reserve(self.name, max(given))
        first = change.take_ids(self.name, len(documents) - len(given))
        fresh = iter(range(first, first + len(documents)))
        return [doc.doc_id if isinstance(doc, Document) else next(fresh) for doc in documents]

    def _replace(
        self,
        change: Transaction,
        rows: dict[int, str],
        documents: dict[int, dict[str, Any]],
        chosen: list[int],
    ) -> None:
        """Write the chosen documents over their rows; every text is made before the first write."""
        change.write(
            self.name,
            [
                Row(
                    number,
                    rows[number],
                    encode(documents[number]),
                    self._storage.rank_of(self.name, number, documents[number]),
                )
                for number in dict.fromkeys(chosen)
            ],
        )

    def _change(self, label: str) -> AbstractContextManager[Transaction]:
        self.clear_cache()
        return self._storage.own_change(label.format(table=self.name))

    def _documents(self, rows: dict[int, str]) -> list[Document]:
        found = decode(list(rows.values()))
        return [self._document(doc, number) for number, doc in zip(rows, found, strict=True)]

    def _document(self, document: dict[str, Any], number: int) -> Document:
        return self.document_class(document, self.document_id_class(number))


def _perform(fields: Fields, document: dict[str, Any]) -> None:
    if callable(fields):
        fields(document)
    else:
        document.update(fields)
