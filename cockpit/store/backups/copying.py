"""Copies of the database: made while it is in use, and verified before they count."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from cockpit.domain.identity import format_instant
from cockpit.errors import CockpitError, NotFound, Refused
from cockpit.i18n import _
from cockpit.store import migrations, schema
from cockpit.store.faults import explain
from cockpit.store.opening import is_there, open_database, refuse_foreign

BY_HAND = "cockpit-"
"""How the names of backups begin that the owner asked for, or that are kept before a change."""
AUTOMATIC = "auto-"
"""How the names of backups begin that the cockpit makes by itself, and thins out by itself."""
DAMAGED = "damaged-"
"""How the names of databases begin that could not be read any more, and are kept."""
SUFFIX = ".db"
SCRATCH = ".restore-"
"""How the folder begins in which a backup is made ready to be gone back to."""
LOGS = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a database."""


def copy_database(source: str, target: str) -> None:
    """Copy the committed state of `source` to the new file `target` (0600), verified.

    Uses SQLite's online backup, so the database may be in use. Raises what `open_database`
    raises, and `CockpitError` when there is no room; no half copy is left then.
    """
    opened = open_database(source, read_only=True)
    try:
        write_copy(opened.connection, target)
    finally:
        opened.connection.close()


def back_up(database: str, folder: str, at: datetime, prefix: str = BY_HAND) -> str:
    """Write a backup of `database` into `folder` (made 0700), named after `at`; its path."""
    if not is_there(database):
        raise NotFound(
            _("There is no database at {path}, so there is nothing to back up.").format(
                path=database
            )
        )
    target = free_name(folder, prefix, at)
    copy_database(database, target)
    return target


def keep_as_it_is(database: str, folder: str, at: datetime) -> str:
    """Copy a damaged database, with its log, byte by byte into `folder`; the path of the copy."""
    target = free_name(folder, DAMAGED, at)
    try:
        for suffix in ("-wal", ""):
            if os.path.exists(database + suffix):
                _copy_bytes(database + suffix, target + suffix)
    except OSError as error:
        raise unwritable(target, error) from error
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
        if name.startswith((BY_HAND, AUTOMATIC)) and name.endswith(SUFFIX)
    ]
    return sorted(paths, key=lambda path: (os.path.getmtime(path), path), reverse=True)


def verify(path: str) -> None:
    """Raise `Refused` unless the file is a sound database of a cockpit not newer than this one."""
    if not os.path.isfile(path):
        raise NotFound(
            _("There is no backup {path}; `cockpit restore` lists them.").format(path=path)
        )
    try:
        with reading(path) as connection:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            version = schema.version_of(connection)
            problem = first_damage(connection) if mark == schema.APPLICATION_ID else None
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise explain(error, path) from error
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
    """What SQLite's integrity check finds first, None when all is well.

    Raises `CockpitError` where the disk cannot be read: that says nothing about the file.
    """
    found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    _before, unread, code = found.partition("error code=")
    if unread and int(code.split()[0]) & 0xFF == sqlite3.SQLITE_IOERR:
        path = connection.execute("PRAGMA database_list").fetchone()[2]
        raise CockpitError(_("The disk failed to read {path}: check it.").format(path=path))
    return None if found == "ok" else found.splitlines()[-1]


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file itself is ruined, rather than the disk or the way to it.

    Source of the codes: https://www.sqlite.org/rescode.html
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def count_records(path: str) -> int:
    """How many documents a backup holds, closed ones too; 0 where it cannot be read."""
    try:
        with reading(path) as connection:
            return int(connection.execute("SELECT count(*) FROM document").fetchone()[0])
    except sqlite3.DatabaseError:
        return 0


def write_copy(source: sqlite3.Connection, target: str) -> None:
    """Copy what a connection reads to the new file `target`: whole, verified and synced, or not."""
    unfinished = f"{target}.{os.getpid()}.part"
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            copy = sqlite3.connect(unfinished, isolation_level=None)
            try:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
            finally:
                copy.close()
            sync(unfinished)
            _verify_copy(unfinished, target)
            if os.path.lexists(target):
                raise FileExistsError(0, _("there is a file of that name"))
            os.rename(unfinished, target)
        finally:
            discard(unfinished)
        sync(os.path.dirname(os.path.abspath(target)))
    except sqlite3.Error as error:
        raise explain(error, target) from error
    except OSError as error:
        raise unwritable(target, error) from error


def free_name(folder: str, prefix: str, at: datetime) -> str:
    """A path in `folder` (made 0700) that names the instant, and that nothing has yet."""
    try:
        os.makedirs(folder, 0o700, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    refuse_foreign(folder)
    stamp = format_instant(at).replace(":", "")
    path = os.path.join(folder, f"{prefix}{stamp}{SUFFIX}")
    again = 1
    while os.path.lexists(path):
        again += 1
        path = os.path.join(folder, f"{prefix}{stamp}-{again}{SUFFIX}")
    return path


@contextmanager
def reading(path: str, *, in_use: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection that only reads a file; a backup needs no log or lock file beside it."""
    name = os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    option = "mode=ro" if in_use or os.path.exists(path + "-wal") else "immutable=1"
    connection = sqlite3.connect(f"file:{name}?{option}", uri=True, isolation_level=None)
    try:
        yield connection
    except UnicodeDecodeError as error:  # the names in a damaged file, told by SQLite
        damaged = sqlite3.DatabaseError(str(error))
        damaged.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise damaged from error
    finally:
        connection.close()


def discard(path: str) -> None:
    """Remove a file that never counted, with what SQLite put beside it."""
    for suffix in ("", *LOGS):
        if os.path.exists(path + suffix):
            os.unlink(path + suffix)


def sync(path: str) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unwritable(path: str, error: OSError) -> CockpitError:
    """The sentence for a file that could not be written."""
    return CockpitError(
        _("{path} could not be written: {reason}.").format(
            path=path, reason=error.strerror or error
        )
    )


def _copy_bytes(source: str, target: str) -> None:
    with (
        open(source, "rb") as found,
        open(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as copy,
    ):
        while content := found.read(1 << 20):
            copy.write(content)
        copy.flush()
        os.fsync(copy.fileno())


def _verify_copy(unfinished: str, target: str) -> None:
    """Read the file again that was just written."""
    try:
        with reading(unfinished) as connection:
            damage = first_damage(connection)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        damage = str(error)
    if damage:
        raise Refused(
            _("The copy {path} is damaged ({problem}); nothing was kept of it.").format(
                path=target, problem=damage
            )
        )
