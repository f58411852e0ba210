"""Opening the database file: made safely, checked before use, never overwritten when in doubt."""

from __future__ import annotations

import os
import sqlite3
import stat
from typing import NamedTuple

from cockpit.errors import CockpitError, NotFound, Refused
from cockpit.i18n import _
from cockpit.store import migrations, schema
from cockpit.store.faults import Guard, explain

BUSY_SECONDS = 5.0
"""How long a writer waits for another one before it gives up."""


class Opened(NamedTuple):
    """An open database, and what the owner should be told about it."""

    connection: sqlite3.Connection
    read_only: bool
    warning: str | None


def open_database(path: str, *, read_only: bool = False) -> Opened:
    """Open the database at `path`, making folder (0700) and file (0600) where they are missing.

    Older schemas are migrated. A newer schema, or a home that cannot be written, is opened
    read-only with a sentence in `warning`.
    Raises `NotFound` (read-only and not there), `Refused` (another user's, another program's,
    damaged) or `CockpitError` (no room, no permission), each one sentence that names the file.
    """
    folder = os.path.dirname(os.path.abspath(path))
    if not is_there(path):
        if read_only:
            raise NotFound(_("There is no database at {path}.").format(path=path))
        _make(folder, path)
    refuse_foreign(folder, path)
    _refuse_empty(path)
    warning = None
    if not read_only and not (os.access(folder, os.W_OK) and os.access(path, os.W_OK)):
        warning = _("{folder} cannot be written, so the cockpit is open for reading only.").format(
            folder=folder
        )
    reading = read_only or warning is not None
    with Guard(path):
        try:
            connection, version = _connect_and_check(path, reading)
        except sqlite3.OperationalError as error:
            if reading or error.sqlite_errorcode not in _NO_ROOM:
                raise
            warning = _("The disk of {path} is full, so the cockpit is open for reading only.")
            warning, reading = warning.format(path=path), True
            connection, version = _connect_and_check(path, reading)
        try:
            if version > migrations.current_version() and not reading:
                connection.close()
                connection = _connect(path, True)
            if version > migrations.current_version():
                warning, reading = _newer(path, version), True
            elif version < migrations.current_version():
                if reading:
                    raise Refused(_older(path, version))
                _migrate(connection, path)
            if not reading:
                _prepare_writing(connection, path)
        except BaseException:
            connection.close()
            raise
    return Opened(connection, reading, warning)


def is_there(path: str) -> bool:
    """Whether anything stands at `path`; raises `CockpitError` where that cannot be seen.

    A folder that may not be entered must not pass for one without a database.
    """
    try:
        os.lstat(path)
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise CockpitError(
            _("The database {path} cannot be reached: {reason}; choose another --home.").format(
                path=path, reason=getattr(error, "strerror", None) or error
            )
        ) from error
    return True


def refuse_orphaned_log(path: str) -> None:
    """SQLite would replay an old log into a new file of the same name, and ruin both."""
    log = path + "-wal"
    if os.path.exists(log) and os.path.getsize(log):
        raise Refused(
            _(
                "The database {path} is gone but its log {log} is there; put the database back,"
                " or move the log away to begin anew."
            ).format(path=path, log=log)
        )


def refuse_foreign(*places: str) -> None:
    """Raise `Refused` where a file or folder is another user's, `CockpitError` where it is gone."""
    try:
        owners = {place: os.stat(place).st_uid for place in places}
    except OSError as error:
        raise CockpitError(
            _("{path} cannot be reached: {reason}.").format(
                path=places[-1], reason=error.strerror or error
            )
        ) from error
    for place, owner in owners.items():
        if owner != os.geteuid():
            raise Refused(
                _("{path} belongs to another user ({uid}); use your own --home.").format(
                    path=place, uid=owner
                )
            )


_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP}
"""What SQLite reports when it has no room for its shared-memory file."""

_NO_SHARED_MEMORY = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY} | {
    code & 0xFF for code in _NO_ROOM
}


def _make(folder: str, path: str) -> None:
    """Make a new database under another name and move it in: a kill leaves a whole file or none."""
    unfinished = f"{path}.{os.getpid()}.new"
    try:
        _make_folder(folder)
        refuse_foreign(folder)
        refuse_orphaned_log(path)
        _discard(unfinished)  # of a killed process that had our number
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            _fill(unfinished)
            _move_in(unfinished, path)
        finally:
            _discard(unfinished)
    except sqlite3.Error as error:
        raise explain(error, path) from error
    except OSError as error:
        raise CockpitError(
            _("The database {path} could not be made: {reason}; choose another --home.").format(
                path=path, reason=error.strerror or error
            )
        ) from error


def _make_folder(folder: str) -> None:
    try:
        os.makedirs(folder, 0o700)
    except FileExistsError:
        # an empty folder is taken over as ours; one with other things in it keeps its mode
        if not os.listdir(folder) and os.stat(folder).st_uid == os.geteuid():
            os.chmod(folder, 0o700)


def _discard(path: str) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        if os.path.exists(path + suffix):
            os.unlink(path + suffix)


def _fill(path: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = FULL")
        migrations.create_current(connection)
        # last, so that nothing of the new file ever stands in a log that is not moved in with it
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _move_in(unfinished: str, path: str) -> None:
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return  # another process was first: its file is as good
    except OSError:  # a file system without hard links
        if not os.path.exists(path):
            os.rename(unfinished, path)
    handle = os.open(os.path.dirname(os.path.abspath(path)), os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refuse_empty(path: str) -> None:
    """Refuse what is no file, or one without a byte: making a new one there would hide a loss."""
    found = os.stat(path)
    if not stat.S_ISREG(found.st_mode):
        raise Refused(_("{path} is not a file; move it away first.").format(path=path))
    if found.st_size == 0:
        raise Refused(
            _(
                "The database {path} is empty (0 bytes), as after a crash; it is kept as it is:"
                " run `cockpit restore` to go back to a backup, or move the file away."
            ).format(path=path)
        )


def _connect_and_check(path: str, reading: bool) -> tuple[sqlite3.Connection, int]:
    connection = _connect(path, reading)
    try:
        return connection, _check(connection, path)
    except BaseException:
        connection.close()
        raise


def _connect(path: str, reading: bool) -> sqlite3.Connection:
    if not reading:
        return _connect_uri(path, "mode=rw")
    connection = _connect_uri(path, "mode=ro")
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF not in _NO_SHARED_MEMORY:
            raise
        # SQLite cannot make its shared-memory file here; without a log, none is needed
        log = path + "-wal"
        if os.path.exists(log) and os.path.getsize(log):
            raise Refused(
                _(
                    "{log} holds changes that cannot be read where nothing can be written;"
                    " copy the folder to another place and use it as --home."
                ).format(log=log)
            ) from None
        connection = _connect_uri(path, "immutable=1")
    return connection


def _connect_uri(path: str, option: str) -> sqlite3.Connection:
    # not urllib.parse.quote: importing it costs more than opening the file
    name = os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite3.connect(
        f"file:{name}?{option}", uri=True, isolation_level=None, timeout=BUSY_SECONDS
    )


def _check(connection: sqlite3.Connection, path: str) -> int:
    """Whether the file is ours with its tables; returns its schema version."""
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    if mark != schema.APPLICATION_ID:
        raise Refused(
            _(
                "{path} is a database of another program; it is kept as it is: use another --home."
            ).format(path=path)
        )
    version = schema.version_of(connection)
    if version <= migrations.current_version():
        # damage at the front is told before work begins; a newer schema may have other tables
        connection.execute("SELECT 1 FROM document LIMIT 1").fetchone()
        connection.execute("SELECT max(id) FROM change").fetchone()
    return version


def _migrate(connection: sqlite3.Connection, path: str) -> None:
    try:
        migrations.migrate(connection, path)
    except OSError as error:
        raise CockpitError(
            _("{path} could not be brought up to date: {reason}; it is kept as it was.").format(
                path=path, reason=error.strerror or error
            )
        ) from error


def _prepare_writing(connection: sqlite3.Connection, path: str) -> None:
    if stat.S_IMODE(os.stat(path).st_mode) != 0o600:
        os.chmod(path, 0o600)
    connection.execute("PRAGMA journal_mode = WAL")  # a restored copy may have lost it
    connection.execute("PRAGMA synchronous = FULL")


def _newer(path: str, version: int) -> str:
    return _(
        "{path} was written by a newer cockpit (schema {version}, this one knows {known}),"
        " so it is open for reading only; install the newer cockpit to change it."
    ).format(path=path, version=version, known=migrations.current_version())


def _older(path: str, version: int) -> str:
    return _(
        "{path} has an older schema ({version}, this cockpit writes {known}) and cannot be brought"
        " up to date while it is open for reading only; open it once where it can be written."
    ).format(path=path, version=version, known=migrations.current_version())
