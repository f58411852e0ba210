"""TinyDB's behaviours on SQLite rows: our table, and TinyDB's own on our storage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import Query, TinyDB, where
from tinydb.operations import add, decrement, delete, increment
from tinydb.operations import set as set_field
from tinydb.table import Document

from cockpit.errors import WrongUse
from cockpit.store.sqlite_tinydb import Database, DocumentTable, SQLiteStorage

Open = Callable[[], TinyDB]


@pytest.fixture(params=["document table", "stock table"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Open the same file again, as another start of the program would."""
    path = tmp_path / "home" / "cockpit.db"
    if request.param == "document table":
        return lambda: Database(path)
    return lambda: TinyDB(path, storage=SQLiteStorage)


@pytest.fixture
def db(reopen: Open) -> TinyDB:
    db = reopen()
    db.insert_multiple({"int": 1, "char": letter} for letter in "abc")
    return db


def test_insert_returns_growing_ids(db: TinyDB) -> None:
    assert db.insert({"char": "d"}) == 4
    assert db.insert_multiple([{"char": "e"}, {"char": "f"}]) == [5, 6]
    assert [doc["char"] for doc in db] == list("abcdef")


def test_a_document_brings_its_own_id(db: TinyDB) -> None:
    assert db.insert(Document({"char": "z"}, doc_id=77)) == 77
    assert db.insert({"char": "next"}) == 78
    assert db.insert_multiple([Document({"a": 1}, 90), Document({"a": 2}, 85)]) == [90, 85]
    with pytest.raises(ValueError, match="77 already exists"):
        db.insert(Document({"char": "again"}, doc_id=77))
    assert db.get(doc_id=77) == {"char": "z"}


def test_what_is_no_document_is_refused(db: TinyDB) -> None:
    with pytest.raises(ValueError, match="not a Mapping"):
        db.insert([1, 2])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not a Mapping"):
        db.insert_multiple([{"char": "d"}, "e"])  # type: ignore[list-item]
    assert len(db) == 3


@pytest.mark.parametrize(
    "bad",
    [{1, 2}, object(), b"bytes", float("nan"), float("inf"), {("a", "b"): 1}],
    ids=["set", "object", "bytes", "nan", "infinity", "tuple key"],
)
def test_a_document_that_is_not_json_is_refused_and_nothing_is_written(
    db: TinyDB, bad: object
) -> None:
    with pytest.raises(WrongUse, match="cannot be stored"):
        db.insert_multiple([{"char": "d"}, {"char": bad}])
    with pytest.raises(WrongUse, match="cannot be stored"):
        db.update({"int": bad}, where("char") == "b")
    assert [(doc["int"], doc["char"]) for doc in db] == [(1, "a"), (1, "b"), (1, "c")]


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ({"int": 2}, {"int": 2, "char": "a"}),
        ({"new": None}, {"int": 1, "char": "a", "new": None}),
        (delete("int"), {"char": "a"}),
        (add("int", 5), {"int": 6, "char": "a"}),
        (increment("int"), {"int": 2, "char": "a"}),
        (decrement("int"), {"int": 0, "char": "a"}),
        (set_field("char", "x"), {"int": 1, "char": "x"}),
        (lambda doc: doc.update(int=doc["int"] * 10), {"int": 10, "char": "a"}),
    ],
)
def test_update_with_fields_operations_and_callables(
    db: TinyDB, reopen: Open, operation: Any, expected: dict[str, Any]
) -> None:
    assert db.update(operation, where("char") == "a") == [1]
    db.close()
    assert reopen().get(doc_id=1) == expected


def test_update_by_id_skips_ids_that_are_not_there(db: TinyDB) -> None:
    assert db.update({"int": 9}, doc_ids=[3, 99, 1]) == [3, 1]
    assert [doc["int"] for doc in db] == [9, 1, 9]


def test_update_of_all_and_in_pairs(db: TinyDB) -> None:
    assert db.update({"int": 2}) == [1, 2, 3]
    assert db.update_multiple(
        [({"int": 5}, where("char") == "a"), (increment("int"), where("char") != "c")]
    ) == [1, 1, 2]
    assert [doc["int"] for doc in db] == [6, 3, 2]


def test_a_failing_callable_leaves_nothing_half_done(db: TinyDB) -> None:
    def break_at_c(doc: Any) -> None:
        doc["int"] = 100
        if doc["char"] == "c":
            raise RuntimeError("the callable failed")

    with pytest.raises(RuntimeError, match="callable failed"):
        db.update(break_at_c)
    assert [doc["int"] for doc in db] == [1, 1, 1]
    assert db.update({"int": 2}) == [1, 2, 3]


def test_upsert(db: TinyDB) -> None:
    assert db.upsert({"int": 5}, where("char") == "a") == [1]
    assert db.upsert({"char": "new"}, where("char") == "nobody") == [4]
    assert db.upsert(Document({"char": "by id"}, doc_id=2)) == [2]
    assert db.upsert(Document({"char": "fresh"}, doc_id=60)) == [60]
    assert [doc["char"] for doc in db] == ["a", "by id", "c", "new", "fresh"]
    with pytest.raises(ValueError, match="doc_id"):
        db.upsert({"char": "which?"})


def test_remove(db: TinyDB) -> None:
    assert db.remove(where("char") == "b") == [2]
    assert db.remove(doc_ids=[3, 44]) == [3]
    assert db.remove(where("char") == "b") == []
    assert db.all() == [{"int": 1, "char": "a"}]
    with pytest.raises(RuntimeError, match="truncate"):
        db.remove()


def test_queries(db: TinyDB) -> None:
    item = Query()
    assert [doc.doc_id for doc in db.search((item.int == 1) & (item.char != "b"))] == [1, 3]
    assert db.search(item.char.test(lambda letter: letter > "b"))[0].doc_id == 3
    assert db.get(item.char == "c").doc_id == 3  # type: ignore[union-attr]
    assert db.get(item.char == "x") is None
    assert [doc["char"] for doc in db.get(doc_ids=[3, 1, 50])] == ["a", "c"]
    assert db.get(doc_id=50) is None
    assert db.contains(item.char == "a")
    assert db.contains(doc_id=3)
    assert not db.contains(doc_id=50)
    assert db.count(item.int == 1) == 3
    with pytest.raises(RuntimeError):
        db.get()


def test_a_search_sees_each_change_at_once(db: TinyDB) -> None:
    ones = where("int") == 1
    assert db.count(ones) == 3
    db.update({"int": 2}, doc_ids=[1])
    assert db.count(ones) == 2
    db.remove(doc_ids=[2])
    assert db.count(ones) == 1
    db.insert({"int": 1})
    assert db.count(ones) == 2


def test_tables_are_apart_and_named(db: TinyDB, reopen: Open) -> None:
    db.table("task").insert({"title": "x"})
    db.table("kept empty", persist_empty=True)
    db.table("never used")
    assert db.tables() == {"_default", "task", "kept empty"}
    assert len(db.table("task")) == 1
    db.drop_table("task")
    assert db.tables() == {"_default", "kept empty"}
    db.close()
    again = reopen()
    assert again.tables() == {"_default", "kept empty"}
    assert len(again) == 3
    again.drop_tables()
    assert again.tables() == set()
    assert len(again) == 0


def test_all_is_there_after_a_new_start(db: TinyDB, reopen: Open) -> None:
    title = 'fix [/b] "tag" \x00\x1b[31m \ud800 日本 \u202e ñ'
    db.insert({"title": title, "n": [1, 2.5, None, True, {"deep": [[]]}]})
    db.close()
    assert reopen().get(doc_id=4) == {"title": title, "n": [1, 2.5, None, True, {"deep": [[]]}]}


# -- what only our table promises ------------------------------------------------------------------


@pytest.fixture
def table(tmp_path: Path) -> DocumentTable:
    return DocumentTable(SQLiteStorage(tmp_path / "cockpit.db"), "task")


@pytest.mark.parametrize("how", ["remove", "truncate", "drop_table", "drop_tables"])
def test_ids_are_never_used_twice(tmp_path: Path, how: str) -> None:
    path = tmp_path / "cockpit.db"
    db = Database(path)
    db.table("task").insert_multiple([{}, {}, {}])
    if how == "remove":
        db.table("task").remove(doc_ids=[2, 3])
    elif how == "truncate":
        db.table("task").truncate()
    elif how == "drop_table":
        db.drop_table("task")
    else:
        db.drop_tables()
    assert db.table("task").insert({}) == 4
    db.close()
    assert Database(path).table("task").insert({}) == 5


def test_new_ids_start_after_the_ids_that_documents_bring(table: DocumentTable) -> None:
    assert table.insert_multiple([Document({}, 90), {}, Document({}, 50), {}]) == [90, 91, 50, 92]
    assert table.insert({}) == 93


def test_what_is_handed_out_is_a_copy(table: DocumentTable) -> None:
    mine = {"tags": ["a"]}
    table.insert(mine)
    mine["tags"].append("changed after the insert")
    everything = where("tags").exists()
    for handed_out in (
        table.all()[0],
        table.search(everything)[0],
        table.search(everything)[0],
        table.get(doc_id=1),
        table.get(everything),
        table.fetch([1])[1],
        table.live()[0][1],
    ):
        assert handed_out == {"tags": ["a"]}
        handed_out["tags"].append("changed by its taker")
    assert table.all() == [{"tags": ["a"]}]


def test_a_uid_is_used_once(table: DocumentTable) -> None:
    table.insert({"uid": "u1"})
    with pytest.raises(Exception, match="uid"):
        table.insert_multiple([{"uid": "u2"}, {"uid": "u1"}])
    assert len(table) == 1


def test_only_our_storage_is_accepted_by_the_database_class(tmp_path: Path) -> None:
    with Database(tmp_path / "cockpit.db") as db:
        assert isinstance(db.table("task"), DocumentTable)
        assert isinstance(db.storage, SQLiteStorage)
