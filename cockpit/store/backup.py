"""Copies of the database: made while it is in use, verified before they count, and put back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from cockpit.domain.identity import format_instant
from cockpit.errors import CockpitError, NotFound, Refused
from cockpit.i18n import _
from cockpit.store import migrations, schema
from cockpit.store.faults import Guard, explain
from cockpit.store.opening import BUSY_SECONDS, is_there, open_database

_PREFIX = "cockpit-"
_SUFFIX = ".db"
_LOGS = ("-wal", "-shm", "-journal")


class Restored(NamedTuple):
    """What a restore did."""

    source: str
    """The backup that stands in the database now."""
    kept: str | None
    """Where the state before is kept; None when there was none."""


def copy_database(source: str, target: str) -> None:
    """Copy the committed state of `source` to the new file `target` (0600), verified.

    Uses SQLite's online backup, so the database may be in use. Raises what `open_database`
    raises, and `CockpitError` when there is no room; no half copy is left then.
    """
    opened = open_database(source, read_only=True)
    try:
        _copy(opened.connection, target)
    finally:
        opened.connection.close()


def back_up(database: str, folder: str, at: datetime) -> str:
    """Write a backup of `database` into `folder` (made 0700), named after `at`; its path."""
    if not is_there(database):
        raise NotFound(
            _("There is no database at {path}, so there is nothing to back up.").format(
                path=database
            )
        )
    target = _free_name(folder, _PREFIX, at)
    copy_database(database, target)
    return target


def backups(folder: str) -> list[str]:
    """The paths of the backups in a folder, the newest first."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    paths = [
        os.path.join(folder, name)
        for name in names
        if name.startswith(_PREFIX) and name.endswith(_SUFFIX)
    ]
    return sorted(paths, key=lambda path: (os.path.getmtime(path), path), reverse=True)


def restore(source: str, database: str, folder: str, at: datetime) -> Restored:
    """Put the backup `source` in the place of `database`, whose present state is kept first.

    A database that is in use sees it as one change of another process. Raises `NotFound`, and
    `Refused` (nothing is changed then) when `source` is no sound database of the cockpit.
    """
    verify(source)
    if not os.path.lexists(database):
        _put(source, database)
        return Restored(source, None)
    try:
        kept = back_up(database, folder, at)
    except Refused:
        if not _is_damaged(database):
            raise
        kept = _put_aside(database, folder, at)
        _put(source, database)
        return Restored(source, kept)
    with _writing(database) as into, _reading(source) as found, Guard(database):
        found.backup(into)
        if schema.version_of(into) == migrations.current_version():
            _tell_the_others(into, kept, source, at)
    return Restored(source, kept)


def verify(path: str) -> None:
    """Raise `Refused` unless the file is a sound database of a cockpit not newer than this one."""
    if not os.path.isfile(path):
        raise NotFound(
            _("There is no backup {path}; `cockpit restore` lists them.").format(path=path)
        )
    try:
        with _reading(path) as connection:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            version = schema.version_of(connection)
            problem = first_damage(connection) if mark == schema.APPLICATION_ID else None
    except sqlite3.DatabaseError as error:
        mark, version, problem = None, 0, str(error)
    if mark is None or problem:
        sentence = _("{path} is not a sound database ({problem}); nothing was changed.")
        raise Refused(sentence.format(path=path, problem=problem))
    if mark != schema.APPLICATION_ID:
        sentence = _("{path} is not a backup of a cockpit; nothing was changed.")
        raise Refused(sentence.format(path=path))
    if version > migrations.current_version():
        sentence = _("{path} is of a newer cockpit (schema {version}); nothing was changed.")
        raise Refused(sentence.format(path=path, version=version))


def first_damage(connection: sqlite3.Connection) -> str | None:
    """What SQLite's integrity check finds first, None when all is well."""
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    return None if found == "ok" else str(found).splitlines()[-1]


def _copy(source: sqlite3.Connection, target: str) -> None:
    unfinished = f"{target}.{os.getpid()}.part"
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            copy = sqlite3.connect(unfinished, isolation_level=None)
            try:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
                damage = first_damage(copy)
            finally:
                copy.close()
            if damage:
                raise Refused(
                    _("The copy {path} is damaged ({problem}); nothing was kept of it.").format(
                        path=target, problem=damage
                    )
                )
            _sync(unfinished)
            if os.path.lexists(target):
                raise FileExistsError(0, _("there is a file of that name"))
            os.rename(unfinished, target)
        finally:
            for suffix in ("", *_LOGS):
                if os.path.exists(unfinished + suffix):
                    os.unlink(unfinished + suffix)
        _sync(os.path.dirname(os.path.abspath(target)))
    except sqlite3.Error as error:
        raise explain(error, target) from error
    except OSError as error:
        raise _unwritable(target, error) from error


def _put(source: str, database: str) -> None:
    """Copy a backup to where no database is."""
    try:
        os.makedirs(os.path.dirname(os.path.abspath(database)), 0o700, exist_ok=True)
    except OSError as error:
        raise _unwritable(database, error) from error
    with _reading(source) as connection:
        _copy(connection, database)


def _tell_the_others(into: sqlite3.Connection, kept: str, source: str, at: datetime) -> None:
    """Note what the restore changed, so that an open screen reads just that again.

    It stands in the history as an undo of its own; ids used since the backup stay used.
    """
    label = _("Restored {name}").format(name=os.path.basename(source))
    into.execute("ATTACH ? AS before", (kept,))
    into.execute("BEGIN IMMEDIATE")
    into.execute(
        "INSERT INTO change (id, at, actor, label, kind) SELECT 1 + max("
        " (SELECT coalesce(max(id), 0) FROM main.change),"
        " (SELECT coalesce(max(id), 0) FROM before.change)), ?, 'restore', ?, 'undo'",
        (format_instant(at), label),
    )
    into.execute(
        "INSERT INTO history (change_id, tbl, doc_id, before, after)"
        " SELECT (SELECT max(id) FROM main.change), tbl, id, body, body FROM main.document AS now"
        " WHERE body IS NOT"
        " (SELECT body FROM before.document WHERE tbl = now.tbl AND id = now.id)"
    )
    into.execute(
        "INSERT INTO history (change_id, tbl, doc_id)"
        " SELECT (SELECT max(id) FROM main.change), tbl, id FROM before.document AS gone"
        " WHERE NOT EXISTS"
        " (SELECT 1 FROM main.document WHERE tbl = gone.tbl AND id = gone.id)"
    )
    into.execute(
        "INSERT INTO main.sequence (tbl, last, listed)"
        " SELECT tbl, last, listed FROM before.sequence WHERE true"
        " ON CONFLICT (tbl) DO UPDATE SET last = max(last, excluded.last)"
    )
    into.execute("COMMIT")


def _is_damaged(database: str) -> bool:
    """Whether a database of our own cannot be read; those of others are not for us to move."""
    if not os.path.isfile(database) or os.stat(database).st_uid != os.geteuid():
        return False
    if os.path.getsize(database) == 0:
        return True
    try:
        with _reading(database) as connection:
            return first_damage(connection) is not None
    except sqlite3.DatabaseError:
        return True


def _put_aside(database: str, folder: str, at: datetime) -> str:
    """Move a database that cannot be read, with its logs, into the folder of the backups."""
    target = _free_name(folder, "damaged-", at)
    try:
        for suffix in (*_LOGS, ""):
            if os.path.exists(database + suffix):
                os.rename(database + suffix, target + suffix)
    except OSError as error:
        raise _unwritable(target, error) from error
    return target


def _free_name(folder: str, prefix: str, at: datetime) -> str:
    try:
        os.makedirs(folder, 0o700, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    stamp = format_instant(at).replace(":", "")
    path = os.path.join(folder, f"{prefix}{stamp}{_SUFFIX}")
    again = 1
    while os.path.exists(path):
        again += 1
        path = os.path.join(folder, f"{prefix}{stamp}-{again}{_SUFFIX}")
    return path


@contextmanager
def _reading(path: str) -> Iterator[sqlite3.Connection]:
    name = os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    # a backup is one file that nobody writes: no log or lock file is made beside it
    option = "mode=ro" if os.path.exists(path + "-wal") else "immutable=1"
    connection = sqlite3.connect(f"file:{name}?{option}", uri=True, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def _writing(path: str) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        connection.execute("PRAGMA synchronous = FULL")
        yield connection
    finally:
        connection.close()


def _sync(path: str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(path: str, error: OSError) -> CockpitError:
    return CockpitError(
        _("{path} could not be written: {reason}.").format(
            path=path, reason=error.strerror or error
        )
    )
