"""One commit per change or none; two connections; a kill in the middle; what SQLite reports."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tinydb import where

from cockpit.errors import CockpitError, Refused
from cockpit.store.sqlite_tinydb import DocumentTable, SQLiteStorage

AT = "2026-11-23T05:32:00Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "cockpit.db"


@pytest.fixture
def storage(path: Path) -> SQLiteStorage:
    return SQLiteStorage(path)


@pytest.fixture
def table(storage: SQLiteStorage) -> DocumentTable:
    return DocumentTable(storage, "task")


def rows(storage: SQLiteStorage, of: str) -> int:
    return int(storage.connection.execute(f"SELECT count(*) FROM {of}").fetchone()[0])


def test_all_writes_of_a_transaction_are_one_change(storage: SQLiteStorage) -> None:
    tasks, notes = DocumentTable(storage, "task"), DocumentTable(storage, "note")
    with storage.transaction("plan the day", actor="cli", at=AT) as change:
        assert change.change_id is None
        tasks.insert({"title": "a"})
        assert change.change_id == 1
        tasks.update({"title": "b"}, doc_ids=[1])
        notes.insert({"text": "n"})
    assert change.touched == [("task", 1), ("note", 1)]
    assert storage.connection.execute("SELECT at, actor, label, kind FROM change").fetchall() == [
        (AT, "cli", "plan the day", "do")
    ]
    assert storage.connection.execute(
        "SELECT tbl, doc_id, before, after FROM history ORDER BY tbl"
    ).fetchall() == [("note", 1, None, '{"text":"n"}'), ("task", 1, None, '{"title":"b"}')]


def test_an_exception_takes_everything_back(storage: SQLiteStorage, table: DocumentTable) -> None:
    table.insert({"title": "before"})
    with (
        pytest.raises(KeyError),
        storage.transaction("fails", actor="cli", at=AT),
    ):
        table.insert({"title": "gone"})
        table.update({"title": "gone"}, doc_ids=[1])
        raise KeyError
    assert table.all() == [{"title": "before"}]
    assert rows(storage, "change") == rows(storage, "history") == 1
    assert not storage.in_transaction
    assert table.insert({"title": "after"}) > 1


def test_an_empty_transaction_leaves_no_change(
    storage: SQLiteStorage, table: DocumentTable
) -> None:
    table.insert({"title": "a"})
    with storage.transaction("looks only", actor="cli", at=AT) as change:
        table.update({"title": "a"}, doc_ids=[1])
        table.remove(doc_ids=[99])
    assert change.change_id is None
    assert change.touched == []
    assert rows(storage, "change") == 1


def test_a_nested_transaction_joins_the_outer_one(
    storage: SQLiteStorage, table: DocumentTable
) -> None:
    with storage.transaction("outer", actor="cli", at=AT) as outer:
        table.insert({"title": "a"})
        with storage.transaction("inner", actor="other", at=AT) as inner:
            table.insert({"title": "b"})
        assert inner is outer
    assert storage.connection.execute("SELECT label FROM change").fetchall() == [("outer",)]


def test_a_caught_failure_takes_back_only_its_own_part(
    storage: SQLiteStorage, table: DocumentTable
) -> None:
    with storage.transaction("outer", actor="cli", at=AT) as outer:
        with (
            pytest.raises(KeyError),
            storage.transaction("inner", actor="cli", at=AT),
        ):
            table.insert({"title": "gone"})
            raise KeyError
        assert outer.change_id is None
        table.insert({"title": "kept", "uid": "u"})
        with pytest.raises(Refused, match="uid"):
            table.insert_multiple([{"title": "gone"}, {"title": "gone", "uid": "u"}])
    assert [doc["title"] for doc in table] == ["kept"]
    assert outer.touched == [("task", 1)]


def test_seeding_writes_no_history(storage: SQLiteStorage, table: DocumentTable) -> None:
    with storage.transaction("seed", actor="demo", at=AT, undoable=False) as seed:
        table.insert_multiple([{}, {}])
    assert len(table) == 2
    assert seed.touched == [("task", 1), ("task", 2)]
    assert rows(storage, "change") == rows(storage, "history") == 0


def test_outside_a_transaction_each_operation_is_a_change(
    storage: SQLiteStorage, table: DocumentTable
) -> None:
    table.insert({})
    table.update({"a": 1})
    table.upsert({"a": 2}, where("a") == 9)
    table.remove(where("a") == 1)
    table.truncate()
    found = storage.connection.execute("SELECT actor, label FROM change ORDER BY id").fetchall()
    labels = ["insert task", "update task", "upsert task", "remove task", "empty task"]
    assert found == [("api", label) for label in labels]


# -- two connections -------------------------------------------------------------------------------


def test_two_connections_see_each_other(path: Path, table: DocumentTable) -> None:
    other = DocumentTable(SQLiteStorage(path), "task")
    urgent = where("title") == "urgent"
    assert other.search(urgent) == []
    table.insert({"title": "urgent"})
    assert len(other.search(urgent)) == 1
    assert other.insert({"title": "urgent"}) == 2
    assert len(table.search(urgent)) == 2


def test_reading_goes_on_while_another_one_writes(
    path: Path, storage: SQLiteStorage, table: DocumentTable
) -> None:
    table.insert({"title": "a"})
    other = DocumentTable(SQLiteStorage(path), "task")
    with storage.transaction("slow", actor="cli", at=AT):
        table.update({"title": "not yet"}, doc_ids=[1])
        assert other.all() == other.search(where("title").exists()) == [{"title": "a"}]
        assert other.get(doc_id=1) == other.live()[0][1] == other.fetch([1])[1] == {"title": "a"}
        assert len(other) == other.count_live() == 1
    assert other.all() == [{"title": "not yet"}]


def test_a_writer_that_waits_too_long_is_told(path: Path, table: DocumentTable) -> None:
    other = SQLiteStorage(path)
    other.connection.execute("PRAGMA busy_timeout = 0")
    with (
        table.storage.transaction("slow", actor="cli", at=AT),  # type: ignore[attr-defined]
        pytest.raises(CockpitError, match="Another program is writing"),
    ):
        DocumentTable(other, "task").insert({})
    assert DocumentTable(other, "task").insert({}) == 1


# -- a kill ----------------------------------------------------------------------------------------

WRITER = """
import sys
from cockpit.store.sqlite_tinydb import DocumentTable, SQLiteStorage
storage = SQLiteStorage(sys.argv[1])
table = DocumentTable(storage, "task")
with storage.transaction("kept", actor="cli", at="2026-11-23T05:32:00Z"):
    table.insert_multiple({"n": n} for n in range(100))
with storage.transaction("torn", actor="cli", at="2026-11-23T05:32:00Z"):
    table.update({"n": -1})
    table.insert_multiple({"n": n} for n in range(1000))
    print("in the middle", flush=True)
    sys.stdin.read()
"""


def test_a_kill_keeps_what_was_acknowledged_and_nothing_half(path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"in the middle\n"
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    storage = SQLiteStorage(path)
    assert [doc["n"] for doc in DocumentTable(storage, "task")] == list(range(100))
    assert rows(storage, "change") == 1
    assert rows(storage, "history") == 100
    assert storage.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


# -- what SQLite reports ---------------------------------------------------------------------------


def test_a_full_disk_is_told_and_nothing_remains(
    storage: SQLiteStorage, table: DocumentTable
) -> None:
    table.insert({"title": "before"})
    pages = storage.connection.execute("PRAGMA page_count").fetchone()[0]
    storage.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(CockpitError, match=r"disk of .*cockpit\.db is full; nothing of this"):
        table.insert_multiple({"title": "x" * 2_000} for _ in range(50))
    assert table.all() == [{"title": "before"}]
    assert not storage.connection.in_transaction
    storage.connection.execute("PRAGMA max_page_count = 100000")
    assert table.insert({"title": "after"}) == 2


def test_a_change_whose_part_failed_on_a_full_disk_is_not_half_kept(
    storage: SQLiteStorage, table: DocumentTable
) -> None:
    pages = storage.connection.execute("PRAGMA page_count").fetchone()[0]
    storage.connection.execute(f"PRAGMA max_page_count = {pages}")
    with (
        pytest.raises(CockpitError, match="nothing of it was kept"),
        storage.transaction("swallows the error", actor="cli", at=AT),
    ):
        table.insert({"title": "first"})
        with pytest.raises(CockpitError, match="is full"):
            table.insert_multiple({"title": "x" * 2_000} for _ in range(50))
        assert not storage.connection.in_transaction  # SQLite gave all of it up by itself
        table.insert({"title": "must not be written alone"})
    assert table.all() == []
    storage.connection.execute("PRAGMA max_page_count = 100000")
    table.insert({"title": "usable"})
    assert table.all() == [{"title": "usable"}]


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_FULL, CockpitError, "disk of .* is full"),
        (sqlite3.SQLITE_BUSY, CockpitError, "Another program is writing"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, CockpitError, "Another program is writing"),
        (sqlite3.SQLITE_READONLY, Refused, "can only be read"),
        (sqlite3.SQLITE_IOERR_WRITE, CockpitError, "disk failed"),
        (sqlite3.SQLITE_CORRUPT, Refused, "is damaged; it is kept as it is"),
        (sqlite3.SQLITE_NOTADB, Refused, "is damaged; it is kept as it is"),
        (sqlite3.SQLITE_CANTOPEN, CockpitError, "cannot be opened"),
        (sqlite3.SQLITE_ERROR, CockpitError, "could not be used: as SQLite says"),
    ],
)
def test_each_error_of_sqlite_is_one_sentence_with_the_file(
    storage: SQLiteStorage, code: int, kind: type[CockpitError], words: str
) -> None:
    error = sqlite3.OperationalError("as SQLite says")
    error.sqlite_errorcode = code
    with pytest.raises(kind, match=words) as told, storage.transaction("x", actor="x", at=AT):
        raise error
    assert storage.path in str(told.value)
    assert str(told.value).endswith(".")
    assert told.value.__cause__ is error
