"""The commit: what fails in it is gone for good, and does not come back with the next start.

A commit whose sync fails has already written the whole change into SQLite's log. It is refused and
rolled back, but whoever opens the database next, after a kill, would find it there whole and take
it for committed. So something harmless is written over it at once.
"""

from __future__ import annotations

import sqlite3

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.store.faults import explain


def commit(connection: sqlite3.Connection, path: str) -> None:
    """Commit the open transaction durably, or roll it back.

    Raises `CockpitError` in a sentence; it says so where the disk takes nothing any more, and
    whether the change was kept cannot be known.
    """
    try:
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if error.sqlite_errorcode == sqlite3.SQLITE_IOERR_FSYNC and not _overwrite(connection):
            raise CockpitError(
                _(
                    "The disk failed under {path}, and whether this change was kept is not known:"
                    " check the disk, then look with `cockpit history`."
                ).format(path=path)
            ) from error
        raise explain(error, path) from error


def _overwrite(connection: sqlite3.Connection) -> bool:
    """Write over what the failed commit left in the log; whether that could be done.

    Without waiting for a sync: it only has to stand before whatever reads the log next.
    """
    try:
        connection.execute("PRAGMA synchronous = OFF")
        try:
            connection.execute(
                "INSERT INTO main.meta (key, value) VALUES ('unsynced', hex(randomblob(8)))"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
            )
        finally:
            connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:
        return False
    return True
