"""A home that cannot be written, or that a newer cockpit wrote, is open for reading only."""

from __future__ import annotations

import os
import shutil
import sqlite3
import traceback
from collections.abc import Callable
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest

from cockpit.errors import CockpitError, Refused
from cockpit.store import opening, schema
from cockpit.store.opening import open_database
from cockpit.store.sqlite_tinydb import DocumentTable, SQLiteStorage

AS_ROOT = os.geteuid() == 0
STRANGER = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "cockpit.db"


@pytest.fixture
def filled(path: Path) -> Path:
    """A database with one task in it, closed."""
    with closing(SQLiteStorage(path)) as storage:
        DocumentTable(storage, "task").insert({"title": "kept"})
    return path


@pytest.fixture
def unprivileged() -> Callable[..., str]:
    """Run a function in another process, as a user whom file modes bind; returns what it says."""
    context = get_context("fork")

    def run(work: Callable[[], str]) -> str:
        ours, theirs = context.Pipe(duplex=False)

        def child() -> None:
            if AS_ROOT:
                os.setgid(STRANGER)
                os.setuid(STRANGER)
            try:
                theirs.send(work())
            except BaseException:
                theirs.send(traceback.format_exc())

        process = context.Process(target=child)
        process.start()
        said = str(ours.recv())
        process.join()
        return said

    return run


def give_away(path: Path) -> None:
    """Let the unprivileged user reach and own the home."""
    if AS_ROOT:
        for entry in (path.parent, *path.parent.iterdir()):
            os.chown(entry, STRANGER, STRANGER)
        for folder in list(path.parent.parents)[:-2]:
            folder.chmod(folder.stat().st_mode | 0o055)


def read_and_try_to_write(path: Path) -> str:
    storage = SQLiteStorage(path)
    table = DocumentTable(storage, "task")
    found = [doc["title"] for doc in table.all()]
    try:
        table.insert({"title": "new"})
    except Refused as refused:
        return f"{found} {storage.warning} | {refused}"
    return "written"


@pytest.fixture
def killed(filled: Path, tmp_path: Path) -> Path:
    """A database as a killed process leaves it: the last change only in its log."""
    left = tmp_path / "left" / "cockpit.db"
    left.parent.mkdir()
    with closing(SQLiteStorage(filled)) as storage:
        DocumentTable(storage, "task").insert({"title": "in the log"})
        for suffix in ("", "-wal", "-shm"):
            shutil.copy(f"{filled}{suffix}", f"{left}{suffix}")
    return left


def test_a_home_that_cannot_be_written_is_open_for_reading(
    filled: Path, unprivileged: Callable[..., str]
) -> None:
    give_away(filled)
    filled.parent.chmod(0o500)
    warning = f"{filled.parent} cannot be written, so the cockpit is open for reading only."
    assert unprivileged(lambda: read_and_try_to_write(filled)) == f"['kept'] {warning} | {warning}"


def test_a_log_is_read_too_where_nothing_can_be_written(
    killed: Path, unprivileged: Callable[..., str]
) -> None:
    give_away(killed)
    killed.parent.chmod(0o500)
    said = unprivileged(lambda: read_and_try_to_write(killed))
    assert said.startswith("['kept', 'in the log'] ")


def test_a_log_that_cannot_be_read_is_not_passed_over(
    killed: Path, unprivileged: Callable[..., str]
) -> None:
    Path(f"{killed}-shm").unlink()
    give_away(killed)
    killed.parent.chmod(0o500)
    said = unprivileged(lambda: read_and_try_to_write(killed))
    assert "cockpit.db-wal holds changes that cannot be read" in said


def test_a_home_that_may_not_be_made_is_told(
    tmp_path: Path, unprivileged: Callable[..., str]
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    give_away(locked / "cockpit.db")
    locked.chmod(0o500)
    said = unprivileged(lambda: read_and_try_to_write(locked / "home" / "cockpit.db"))
    locked.chmod(0o700)
    assert "could not be made: Permission denied; choose another --home." in said


@pytest.mark.parametrize("other_tables", [False, True])
def test_a_newer_schema_is_open_for_reading(filled: Path, other_tables: bool) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        if other_tables:
            connection.execute("ALTER TABLE change RENAME TO step")
        connection.execute("PRAGMA user_version = 7")
    storage = SQLiteStorage(filled)
    assert storage.read_only
    assert storage.warning == (
        f"{filled} was written by a newer cockpit (schema 7, this one knows 1),"
        " so it is open for reading only; install the newer cockpit to change it."
    )
    table = DocumentTable(storage, "task")
    assert table.all() == [{"title": "kept"}]
    with pytest.raises(Refused, match="newer cockpit"):
        table.insert({"title": "new"})
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        storage.connection.execute("INSERT INTO meta VALUES ('a', 'b')")


def test_reading_only_by_wish(filled: Path) -> None:
    storage = SQLiteStorage(filled, read_only=True)
    assert (storage.read_only, storage.warning) == (True, None)
    with pytest.raises(Refused, match="is open for reading only; nothing was changed"):
        DocumentTable(storage, "task").insert({})


def test_a_full_disk_while_making_is_told_and_nothing_remains(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA max_page_count = 2")
        schema.create(connection)

    monkeypatch.setattr(opening.migrations, "create_current", full)
    with pytest.raises(CockpitError, match=r"The disk of .*cockpit\.db is full"):
        open_database(str(path))
    assert list(path.parent.iterdir()) == []


def test_a_disk_without_room_for_the_shared_memory_is_open_for_reading(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = opening._connect_uri

    class Full:
        """A connection that finds the disk full at its first question."""

        def execute(self, question: str) -> None:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
            raise error

        def close(self) -> None:
            pass

    monkeypatch.setattr(
        opening,
        "_connect_uri",
        lambda path, option: connect(path, option) if option == "immutable=1" else Full(),
    )
    opened = open_database(str(filled))
    assert opened.read_only
    assert opened.warning == (
        f"The disk of {filled} is full, so the cockpit is open for reading only."
    )
    assert opened.connection.execute("SELECT count(*) FROM document").fetchone() == (1,)
