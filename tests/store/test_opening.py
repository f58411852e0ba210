"""A database is made safely, checked before use, and never overwritten when in doubt."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cockpit.errors import CockpitError, NotFound, Refused
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


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def titles(path: Path) -> list[str]:
    with closing(SQLiteStorage(path, read_only=True)) as storage:
        return [doc["title"] for doc in DocumentTable(storage, "task")]


# -- making ----------------------------------------------------------------------------------------


def test_a_new_home_is_private_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        opened = open_database(str(path))
        opened.connection.execute("INSERT INTO meta VALUES ('a', 'b')")
    finally:
        os.umask(before)
    assert (opened.read_only, opened.warning) == (False, None)
    assert mode(path.parent) == 0o700
    assert {file.name: mode(file) for file in path.parent.iterdir()} == {
        "cockpit.db": 0o600,
        "cockpit.db-wal": 0o600,
        "cockpit.db-shm": 0o600,
    }


def test_the_file_says_whose_it_is_and_how_it_is_kept(path: Path) -> None:
    connection = open_database(str(path)).connection
    pragmas = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in (
            "application_id",
            "user_version",
            "journal_mode",
            "synchronous",
            "busy_timeout",
        )
    }
    assert pragmas == {
        "application_id": schema.APPLICATION_ID,
        "user_version": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 5000,
    }
    assert connection.isolation_level is None


def test_an_empty_folder_is_made_private_and_a_full_one_is_left_alone(tmp_path: Path) -> None:
    empty, full = tmp_path / "empty", tmp_path / "full"
    for folder in (empty, full):
        folder.mkdir(mode=0o755)
        folder.chmod(0o755)
    (full / "letter.txt").write_text("of the owner")
    for folder in (empty, full):
        open_database(str(folder / "cockpit.db"))
    assert mode(empty) == 0o700
    assert mode(full) == 0o755
    assert mode(full / "cockpit.db") == 0o600


def test_a_file_that_others_could_read_is_made_private(filled: Path) -> None:
    filled.chmod(0o644)
    open_database(str(filled))
    assert mode(filled) == 0o600


@pytest.mark.parametrize(
    "name", ["a b", "50%", "what?", "no#1", "ñandú", "sur\udcffrogate", "a&b=c"]
)
def test_any_name_of_a_folder_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / "cockpit.db"
    with closing(SQLiteStorage(path)) as storage:
        DocumentTable(storage, "task").insert({"title": name})
    assert path.exists()
    assert titles(path) == [name]
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_a_kill_while_making_leaves_no_half_database(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        schema.create(connection)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(opening.migrations, "create_current", killed)
        with pytest.raises(KeyboardInterrupt):
            open_database(str(path))
    assert list(path.parent.iterdir()) == []
    (path.parent / f"cockpit.db.{os.getpid()}.new").write_bytes(b"left by a killed one")
    assert titles_after_insert(path) == ["new"]


def titles_after_insert(path: Path) -> list[str]:
    with closing(SQLiteStorage(path)) as storage:
        DocumentTable(storage, "task").insert({"title": "new"})
    return titles(path)


def test_two_that_make_it_at_once_share_one_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other process finishes between our look and our own making."""
    make = opening._fill
    others: list[SQLiteStorage] = []

    def slowly(unfinished: str) -> None:
        make(unfinished)
        monkeypatch.setattr(opening, "_fill", make)
        monkeypatch.setattr(opening.os, "getpid", lambda: 999_999)
        others.append(SQLiteStorage(path))
        DocumentTable(others[0], "task").insert({"title": "of the other"})

    monkeypatch.setattr(opening, "_fill", slowly)
    with closing(SQLiteStorage(path)) as mine:
        assert [doc["title"] for doc in DocumentTable(mine, "task")] == ["of the other"]


def test_an_old_log_is_not_replayed_into_a_new_file(filled: Path) -> None:
    storage = SQLiteStorage(filled)
    DocumentTable(storage, "task").insert({"title": "in the log"})
    filled.unlink()
    with pytest.raises(Refused, match=r"cockpit\.db is gone but its log"):
        open_database(str(filled))
    assert not filled.exists()


# -- refusing --------------------------------------------------------------------------------------


def sqlite_of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE document (x)")


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5_000])


def torn_front(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[100:4_096] = b"\xff" * 3_996
    path.write_bytes(whole)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda path: path.write_text("this is not a database " * 50), "is damaged; it is kept"),
        (lambda path: path.write_bytes(b""), "is empty .0 bytes., as after a crash; it is kept"),
        (lambda path: path.write_bytes(b"SQLite"), "is damaged; it is kept"),
        (truncated, "is damaged; it is kept"),
        (torn_front, "is damaged; it is kept"),
        (lambda path: (path.unlink(), sqlite_of_another_program(path)), "of another program"),
        (lambda path: (path.unlink(), path.mkdir()), "is not a file"),
        (lambda path: (path.unlink(), os.mkfifo(path)), "is not a file"),
    ],
    ids=["text", "empty", "six bytes", "cut", "torn", "other program", "folder", "pipe"],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_what_is_not_a_whole_database_of_ours_is_refused_and_kept(
    filled: Path, spoil: Callable[[Path], object], words: str, read_only: bool
) -> None:
    spoil(filled)
    before = filled.read_bytes() if filled.is_file() else None
    with pytest.raises(Refused, match=words) as told:
        open_database(str(filled), read_only=read_only)
    assert str(filled) in str(told.value)
    assert (filled.read_bytes() if filled.is_file() else None) == before
    left = {entry.name for entry in filled.parent.iterdir()}
    assert left - {"cockpit.db-wal", "cockpit.db-shm"} == {"cockpit.db"}


def test_damage_found_later_is_told_and_the_rest_can_be_read(filled: Path) -> None:
    with closing(SQLiteStorage(filled)) as storage:
        DocumentTable(storage, "task").insert_multiple({"title": "x" * 500} for _ in range(200))
    whole = filled.read_bytes()
    pages = [whole[start : start + 4_096] for start in range(0, len(whole), 4_096)]
    filled.write_bytes(
        b"".join(
            b"\xa5" * 4_096 if b"x" * 100 in page and b"kept" not in page else page
            for page in pages
        )
    )
    with closing(SQLiteStorage(filled)) as storage:
        table = DocumentTable(storage, "task")
        with pytest.raises(Refused, match="is damaged"):
            table.all()
        assert table.get(doc_id=1) == {"title": "kept"}


def test_reading_only_makes_nothing(path: Path) -> None:
    with pytest.raises(NotFound, match="no database at"):
        open_database(str(path), read_only=True)
    assert not path.parent.exists()


def test_a_home_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CockpitError, match=r"cannot be reached: .*; choose another --home"):
        open_database(str(tmp_path / "file" / "cockpit.db"))


@pytest.mark.skipif(not AS_ROOT, reason="only root can give files away")
@pytest.mark.parametrize("what", ["folder", "file", "empty folder"])
def test_what_belongs_to_another_user_is_refused(filled: Path, what: str) -> None:
    if what == "empty folder":
        filled.unlink()
    os.chown(filled if what == "file" else filled.parent, STRANGER, -1)
    with pytest.raises(Refused, match=r"belongs to another user .65534."):
        open_database(str(filled))
    assert filled.exists() is (what != "empty folder")
