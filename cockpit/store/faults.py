"""What SQLite says when something is wrong, in one sentence that the owner can act on."""

from __future__ import annotations

import sqlite3
from types import TracebackType

from cockpit.errors import CockpitError, Refused, WrongUse
from cockpit.i18n import _


class NotStorable(WrongUse, TypeError):
    """A document that is not made of JSON values; nothing of it was written."""


class Guard:
    """Turns SQLite errors inside a `with` into `CockpitError`s that name the file."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        """Guard statements on the database file at `path`."""
        self.path = path

    def __enter__(self) -> None:
        """Nothing to prepare: the guard has no state and may be nested."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Raise the sentence for an SQLite error; let everything else pass."""
        if isinstance(error, sqlite3.Error):
            raise explain(error, self.path) from error
        if isinstance(error, UnicodeDecodeError):  # the names in a damaged file, told by SQLite
            raise Refused(_DAMAGED.format(path=self.path)) from error


def guard(connection: sqlite3.Connection) -> Guard:
    """A guard for statements on a connection whose path is not at hand."""
    return Guard(connection.execute("PRAGMA database_list").fetchone()[2])


def explain(error: sqlite3.Error, path: str) -> CockpitError:
    """The error of our own kinds for what SQLite reported about the file at `path`.

    `Refused` where data is protected (damaged, read-only, a uid used twice), else `CockpitError`.
    Source of the codes: https://www.sqlite.org/rescode.html
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    said = _SENTENCES.get(code)
    if said is None:
        return CockpitError(
            _("The database {path} could not be used: {reason}.").format(path=path, reason=error)
        )
    kind, sentence = said
    return kind(sentence.format(path=path))


_DAMAGED = _(
    "The database {path} is damaged; it is kept as it is:"
    " run `cockpit doctor`, or `cockpit restore` to go back to a backup."
)

_SENTENCES: dict[int, tuple[type[CockpitError], str]] = {
    sqlite3.SQLITE_FULL: (
        CockpitError,
        _("The disk of {path} is full; nothing of this change was kept: free space and repeat it."),
    ),
    sqlite3.SQLITE_BUSY: (
        CockpitError,
        _("Another program is writing to {path} and did not finish in time; try again."),
    ),
    sqlite3.SQLITE_LOCKED: (
        CockpitError,
        _("Another program is writing to {path} and did not finish in time; try again."),
    ),
    sqlite3.SQLITE_READONLY: (
        Refused,
        _("{path} can only be read, so nothing was changed; make it and its folder writable."),
    ),
    sqlite3.SQLITE_PERM: (
        Refused,
        _("{path} can only be read, so nothing was changed; make it and its folder writable."),
    ),
    sqlite3.SQLITE_IOERR: (
        CockpitError,
        _("The disk failed to read or write {path}; nothing of this change was kept: check it."),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        CockpitError,
        _("The database {path} cannot be opened; check that its folder is there and yours."),
    ),
    sqlite3.SQLITE_CORRUPT: (Refused, _DAMAGED),
    sqlite3.SQLITE_NOTADB: (Refused, _DAMAGED),
    sqlite3.SQLITE_CONSTRAINT: (
        Refused,
        _("A record with this uid or id is already in {path}; nothing was changed."),
    ),
    sqlite3.SQLITE_TOOBIG: (
        Refused,
        _("This record is too large for {path}; nothing was changed: shorten it."),
    ),
}
