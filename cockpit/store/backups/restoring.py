"""Going back to a backup: the present state is kept first, and the rest is one transaction."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from typing import NamedTuple

from cockpit.domain.identity import format_instant
from cockpit.errors import Refused
from cockpit.i18n import _
from cockpit.store import migrations, schema
from cockpit.store.backups.copying import (
    DAMAGED,
    LOGS,
    SCRATCH,
    back_up,
    first_damage,
    free_name,
    is_damage,
    reading,
    unwritable,
    verify,
    write_copy,
)
from cockpit.store.committing import commit
from cockpit.store.faults import Guard, explain
from cockpit.store.opening import open_database, refuse_orphaned_log

_NEWER = "newer-"


class Restored(NamedTuple):
    """What a restore did."""

    source: str
    """The backup that stands in the database now."""
    kept: str | None
    """Where the state before is kept; None when there was none."""


def restore(source: str, database: str, folder: str, at: datetime) -> Restored:
    """Put the backup `source` in the place of `database`, whose present state is kept first.

    It is one transaction: a kill or a full disk leaves the present state, and no other writer
    comes between. A database that is in use sees it as one change of another process. Ids used
    since the backup stay used, and what was reminded of stays so. A database that cannot be
    read, or is of a newer cockpit, is moved into `folder` instead. Raises `NotFound`, and
    `Refused` (nothing is changed then) when `source` is no sound database of the cockpit.
    """
    verify(source)
    if not os.path.lexists(database):
        _put(source, database)
        return Restored(source, None)
    aside = _why_aside(database)
    if aside:
        kept = back_up(database, folder, at) if aside == _NEWER else None
        moved = _put_aside(database, folder, aside, at)
        kept = kept or moved
        _put(source, database)
        return Restored(source, kept)
    with (
        _current(source, folder) as found,
        closing(_opened(database)) as into,
        Guard(database),
    ):
        into.execute("ATTACH ? AS back", (found,))
        into.execute("BEGIN IMMEDIATE")
        try:
            kept = back_up(database, folder, at)
            label = _("Restored {name}").format(name=os.path.basename(source))
            _go_back(into, label, format_instant(at))
            commit(into, database)
        except BaseException:
            if into.in_transaction:
                into.execute("ROLLBACK")
            raise
    return Restored(source, kept)


def _go_back(into: sqlite3.Connection, label: str, at: str) -> None:
    """Make everything as it is in the attached `back`, and note in the history what changed by it.

    The note is an undo of its own, so that an open screen reads just that again.
    """
    into.execute("CREATE TEMP TABLE past AS SELECT tbl, id, body FROM main.document")
    last = into.execute(
        "SELECT max((SELECT coalesce(max(id), 0) FROM main.change),"
        " (SELECT coalesce(max(id), 0) FROM back.change))"
    ).fetchone()[0]
    for table in ("history", "change", "document", "meta"):
        into.execute(f"DELETE FROM main.{table}")
    for table in ("document", "change", "history", "meta"):
        # what is generated from the body is not among these
        columns = ", ".join(row[1] for row in into.execute(f"PRAGMA main.table_info({table})"))
        into.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM back.{table}")
    into.execute("INSERT OR IGNORE INTO main.delivery SELECT * FROM back.delivery")
    into.execute(
        "INSERT INTO main.sequence (tbl, last, listed)"
        " SELECT tbl, last, listed FROM back.sequence WHERE true ON CONFLICT (tbl)"
        " DO UPDATE SET last = max(last, excluded.last), listed = excluded.listed"
    )
    note = last + 1
    into.execute(
        "INSERT INTO main.change (id, at, actor, label, kind) VALUES (?, ?, 'restore', ?, 'undo')",
        (note, at, label),
    )
    into.execute(
        "INSERT INTO main.history (change_id, tbl, doc_id, before, after)"
        " SELECT ?, tbl, id, body, body FROM main.document AS now"
        " WHERE body IS NOT (SELECT body FROM temp.past WHERE tbl = now.tbl AND id = now.id)",
        (note,),
    )
    into.execute(
        "INSERT INTO main.history (change_id, tbl, doc_id) SELECT ?, tbl, id FROM temp.past AS gone"
        " WHERE NOT EXISTS (SELECT 1 FROM main.document WHERE tbl = gone.tbl AND id = gone.id)",
        (note,),
    )


def _opened(database: str) -> sqlite3.Connection:
    opened = open_database(database)
    if opened.read_only:
        opened.connection.close()
        raise Refused(
            _("{path} can only be read, so nothing was changed; make it and its folder writable.")
            .format(path=database)
        )  # fmt: skip
    return opened.connection


@contextmanager
def _current(source: str, folder: str) -> Iterator[str]:
    """A copy of a backup that may be opened and, where its schema is older, brought up to date."""
    try:
        os.makedirs(folder, 0o700, exist_ok=True)
        scratch = tempfile.mkdtemp(prefix=SCRATCH, dir=folder)
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        copy = os.path.join(scratch, "cockpit.db")
        _put(source, copy)
        open_database(copy).connection.close()
        yield copy
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _put(source: str, database: str) -> None:
    """Copy a backup to where no database is."""
    try:
        os.makedirs(os.path.dirname(os.path.abspath(database)), 0o700, exist_ok=True)
    except OSError as error:
        raise unwritable(database, error) from error
    refuse_orphaned_log(database)
    with Guard(source), reading(source) as connection:
        write_copy(connection, database)


def _why_aside(database: str) -> str | None:
    """How the name begins of a database of our own that cannot be changed in its place.

    None for one that can, and for one of somebody else: that is not for us to move.
    """
    if not os.path.isfile(database) or os.stat(database).st_uid != os.geteuid():
        return None
    if os.path.getsize(database) == 0:
        return DAMAGED
    try:
        with reading(database, in_use=True) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
                return None
            newer = schema.version_of(connection) > migrations.current_version()
            if first_damage(connection) is not None:
                return DAMAGED
            return _NEWER if newer else None
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise explain(error, database) from error
        return DAMAGED


def _put_aside(database: str, folder: str, prefix: str, at: datetime) -> str:
    """Move a database, with its logs, into the folder of the backups."""
    target = free_name(folder, prefix, at)
    try:
        for suffix in (*LOGS, ""):
            if os.path.exists(database + suffix):
                os.rename(database + suffix, target + suffix)
    except OSError as error:
        raise unwritable(target, error) from error
    return target
