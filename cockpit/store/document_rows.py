"""The rows of one table, read plainly: what panes, commands and importers need fast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from cockpit.store.transaction import decode, encode

if TYPE_CHECKING:
    from cockpit.store.sqlite_tinydb import SQLiteStorage

_CHUNK = 500
"""How many values one statement names; SQLite allows 999 in its oldest builds."""


class DocumentRows:
    """Reads documents as plain dicts; each call is one snapshot and takes no lock."""

    _storage: SQLiteStorage
    _name: str

    def fetch(self, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
        """The documents with these ids; those that do not exist are left out."""
        rows = self._rows(ids)
        return dict(zip(rows, decode(list(rows.values())), strict=True))

    def live(self, limit: int | None = None) -> list[tuple[int, dict[str, Any]]]:
        """The documents that are not closed, in rank order, at most `limit`: one index scan."""
        rows = self._select(
            "SELECT id, body FROM document WHERE tbl = ? AND closed_at IS NULL"
            " ORDER BY rank, id LIMIT ?",
            -1 if limit is None else limit,
        )
        return list(zip([row[0] for row in rows], decode([row[1] for row in rows]), strict=True))

    def live_texts(self) -> list[tuple[int, str]]:
        """The stored texts of what is not closed, in rank order: one index scan."""
        return self._select(
            "SELECT id, body FROM document WHERE tbl = ? AND closed_at IS NULL ORDER BY rank, id"
        )

    def live_between(
        self, low: str, high: str, limit: int | None = None
    ) -> list[tuple[int, dict[str, Any]]]:
        """The live documents whose rank is at least `low` and before `high`, in rank order."""
        rows = self._select(
            "SELECT id, body FROM document WHERE tbl = ? AND closed_at IS NULL"
            " AND rank >= ? AND rank < ? ORDER BY rank, id LIMIT ?",
            low,
            high,
            -1 if limit is None else limit,
        )
        return list(zip([row[0] for row in rows], decode([row[1] for row in rows]), strict=True))

    def live_values(self, field: str) -> list[tuple[int, str]]:
        """Id and value of a text field of the live documents that have one."""
        return self._select(
            "SELECT id, value FROM (SELECT id, json_extract(body, '$.' || ?2) AS value"
            " FROM document WHERE tbl = ?1 AND closed_at IS NULL) WHERE value IS NOT NULL",
            field,
        )

    def ranks_between(self, low: str, high: str) -> list[tuple[int, str]]:
        """Ids and ranks of the live documents from `low` to before `high`, in rank order."""
        return self._select(
            "SELECT id, rank FROM document WHERE tbl = ? AND closed_at IS NULL"
            " AND rank >= ? AND rank < ? ORDER BY rank, id",
            low,
            high,
        )

    def last_between(self, low: str, high: str) -> tuple[int, str] | None:
        """Id and rank of the last live document from `low` to before `high`; None without one."""
        rows = self._select(
            "SELECT id, rank FROM document WHERE tbl = ? AND closed_at IS NULL"
            " AND rank >= ? AND rank < ? ORDER BY rank DESC, id DESC LIMIT 1",
            low,
            high,
        )
        return rows[0] if rows else None

    def live_with_uid(self, prefix: str) -> list[int]:
        """The ids of the live documents whose uid begins so."""
        return [
            row[0]
            for row in self._select(
                "SELECT id FROM document WHERE tbl = ? AND uid >= ? AND uid < ?"
                " AND closed_at IS NULL",
                prefix,
                prefix + "\U0010ffff",
            )
        ]

    def count_between(self, low: str, high: str) -> int:
        """How many live documents have a rank of at least `low` and before `high`."""
        return int(
            self._select(
                "SELECT count(*) FROM document WHERE tbl = ? AND closed_at IS NULL"
                " AND rank >= ? AND rank < ?",
                low,
                high,
            )[0][0]
        )

    def ranks(self, ids: Iterable[int] | None = None) -> dict[int, str]:
        """The order keys of live documents by id; of all of them without `ids`."""
        question = "SELECT id, rank FROM document WHERE tbl = ? AND closed_at IS NULL"
        if ids is None:
            return dict(self._select(question))
        found: dict[int, str] = {}
        for chunk in _chunks(sorted(set(ids))):
            found.update(self._select(f"{question} AND id IN ({_marks(chunk)})", *chunk))
        return found

    def closed_since(self, instant: str) -> list[tuple[int, dict[str, Any]]]:
        """The documents closed at or after a stored instant, by that instant: one index scan."""
        rows = self._select(
            "SELECT id, body FROM document WHERE tbl = ? AND closed_at >= ? ORDER BY closed_at, id",
            instant,
        )
        return list(zip([row[0] for row in rows], decode([row[1] for row in rows]), strict=True))

    def with_text(self, field: str, text: str) -> list[tuple[int, dict[str, Any]]]:
        """The documents, closed ones too, whose field is this text but for case; by id."""
        wanted = text.casefold()
        plain = "".join(takewhile(str.isascii, text))
        begin = f"{encode(field)}:{encode(plain)[:-1]}".lower()
        rows = self._select(
            "SELECT id, body FROM document WHERE tbl = ? AND instr(lower(body), ?) > 0 ORDER BY id",
            begin,
        )
        bodies = zip([row[0] for row in rows], decode([row[1] for row in rows]), strict=True)
        return [one for one in bodies if str(one[1].get(field) or "").casefold() == wanted]

    def values_of(self, field: str) -> list[str]:
        """Every text that stands in a field of any document, closed ones too."""
        rows = self._select(
            "SELECT DISTINCT json_extract(body, '$.' || ?2) FROM document WHERE tbl = ?1", field
        )
        return sorted(row[0] for row in rows if isinstance(row[0], str))

    def count_live(self, below_rank: str | None = None) -> int:
        """How many documents are not closed; with `below_rank`, how many of them rank before it."""
        question = "SELECT count(*) FROM document WHERE tbl = ? AND closed_at IS NULL"
        if below_rank is None:
            return int(self._select(question)[0][0])
        return int(self._select(question + " AND rank < ?", below_rank)[0][0])

    def by_uid(self, uids: Iterable[str]) -> dict[str, int]:
        """The ids of the documents with these uids; those that do not exist are left out."""
        found: dict[str, int] = {}
        for chunk in _chunks(list(uids)):
            found.update(
                self._select(
                    f"SELECT uid, id FROM document WHERE tbl = ? AND uid IN ({_marks(chunk)})",
                    *chunk,
                )
            )
        return found

    def _rows(self, ids: Iterable[int] | None = None) -> dict[int, str]:
        """Stored texts by id, in the order of ids; all of the table without `ids`."""
        if ids is None:
            return dict(self._select("SELECT id, body FROM document WHERE tbl = ? ORDER BY id"))
        found: dict[int, str] = {}
        for chunk in _chunks(sorted(set(ids))):
            found.update(
                self._select(
                    "SELECT id, body FROM document"
                    f" WHERE tbl = ? AND id IN ({_marks(chunk)}) ORDER BY id",
                    *chunk,
                )
            )
        return found

    def _select(self, question: str, *values: Any) -> list[Any]:
        with self._storage.guard:
            return self._storage.connection.execute(question, (self._name, *values)).fetchall()


def _chunks(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def _marks(values: list[Any]) -> str:
    return ",".join("?" * len(values))
