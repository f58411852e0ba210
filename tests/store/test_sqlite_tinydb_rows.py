"""Only touched rows are read and written, and a pane's first rows are one index scan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from cockpit.store.sqlite_tinydb import DocumentTable, SQLiteStorage


@pytest.fixture
def storage(tmp_path: Path) -> SQLiteStorage:
    ranks = {"task": lambda number, body: body.get("rank")}
    storage = SQLiteStorage(tmp_path / "cockpit.db", rank=ranks)
    table = DocumentTable(storage, "task")
    with storage.transaction("seed", actor="test", at="now", undoable=False):
        table.insert_multiple(
            {"uid": f"u{n}", "rank": f"{n % 7}", "closed_at": None if n % 3 else "2026-11-23"}
            for n in range(1, 61)
        )
    return storage


@pytest.fixture
def table(storage: SQLiteStorage) -> DocumentTable:
    return DocumentTable(storage, "task")


@contextmanager
def statements(storage: SQLiteStorage) -> Iterator[list[str]]:
    """What SQLite was asked to do meanwhile."""
    said: list[str] = []
    storage.connection.set_trace_callback(said.append)
    yield said
    storage.connection.set_trace_callback(None)


@pytest.mark.parametrize(
    ("work", "written"),
    [
        (lambda t: t.update({"title": "x"}, doc_ids=[5]), 1),
        (lambda t: t.update({"title": "x"}, where("uid") == "u5"), 1),
        (lambda t: t.update({"rank": "5"}, doc_ids=[5]), 0),
        (lambda t: t.insert({"title": "x"}), 1),
        (lambda t: t.remove(doc_ids=[1, 2]), 2),
        (lambda t: t.remove(where("uid").one_of(["u5", "u6"])), 2),
        (lambda t: t.upsert({"title": "x"}, where("uid") == "u5"), 1),
    ],
    ids=["by id", "by query", "no change", "insert", "remove ids", "remove query", "upsert"],
)
def test_only_touched_documents_are_written(
    storage: SQLiteStorage,
    table: DocumentTable,
    work: Callable[[DocumentTable], object],
    written: int,
) -> None:
    with statements(storage) as said:
        work(table)
    to_documents = [
        text
        for text in said
        if text.startswith(("INSERT INTO document", "UPDATE document", "DELETE FROM document"))
    ]
    assert len(to_documents) == written


@pytest.mark.parametrize("table_class", ["document table", "stock table"])
def test_the_rest_of_the_rows_stays_as_it_is(storage: SQLiteStorage, table_class: str) -> None:
    table = (
        DocumentTable(storage, "task")
        if table_class == "document table"
        else TinyDB(storage=lambda: storage).table("task")
    )
    before = storage.connection.total_changes
    table.update({"title": "x"}, doc_ids=[5])
    # the document, its change row, its history row; the stock table also lists its tables
    allowed = 3 if table_class == "document table" else 5
    assert storage.connection.total_changes - before == allowed


def test_reading_by_id_reads_that_row_only(storage: SQLiteStorage, table: DocumentTable) -> None:
    with statements(storage) as said:
        table.get(doc_id=5)
        table.get(doc_ids=[5, 6])
        table.contains(doc_id=7)
        table.fetch([8])
    assert len(said) == 4
    for question in said:
        plan = storage.connection.execute(f"EXPLAIN QUERY PLAN {question}").fetchall()
        assert ["SEARCH" in step[3] and "(tbl=? AND id=?)" in step[3] for step in plan] == [True]


def test_live_documents_come_in_rank_order_without_closed_ones(table: DocumentTable) -> None:
    live = table.live()
    assert [number for number, _ in live] == sorted(
        (n for n in range(1, 61) if n % 3), key=lambda n: (n % 7, n)
    )
    assert table.live(limit=3) == live[:3]
    assert live[0][1]["uid"] == f"u{live[0][0]}"
    assert table.count_live() == len(live) == 40
    assert table.count_live(below_rank="3") == sum(body["rank"] < "3" for _, body in live)


@pytest.mark.parametrize(
    ("work", "index"),
    [
        (lambda t: t.live(), "INDEX document_live (tbl=?)"),
        (lambda t: t.live(limit=5), "INDEX document_live (tbl=?)"),
        (lambda t: t.count_live(), "INDEX document_live (tbl=?)"),
        (lambda t: t.count_live("3"), "INDEX document_live (tbl=? AND rank<?)"),
        (lambda t: t.by_uid(["u1", "u2"]), "INDEX document_uid (tbl=? AND uid=?)"),
    ],
    ids=["live", "first five", "count", "count below", "by uid"],
)
def test_each_question_of_a_pane_is_one_index_scan(
    storage: SQLiteStorage,
    table: DocumentTable,
    work: Callable[[DocumentTable], object],
    index: str,
) -> None:
    with statements(storage) as said:
        work(table)
    (question,) = said
    (step,) = storage.connection.execute(f"EXPLAIN QUERY PLAN {question}").fetchall()
    assert index in step[3]  # one step: nothing is sorted afterwards


def test_closing_and_reopening_a_record_moves_it_out_of_and_into_the_live_ones(
    table: DocumentTable,
) -> None:
    table.update({"closed_at": "2026-11-23T10:00:00Z"}, doc_ids=[1])
    assert 1 not in dict(table.live())
    table.update({"closed_at": None}, doc_ids=[1])
    assert 1 in dict(table.live())


def test_many_ids_and_uids_at_once(table: DocumentTable) -> None:
    table.insert_multiple({"uid": f"v{n}"} for n in range(1_200))
    found = table.by_uid([f"v{n}" for n in range(1_200)] + ["nobody"])
    assert len(found) == 1_200
    assert {body["uid"]: n for n, body in table.fetch(found.values()).items()} == found
    assert table.by_uid([]) == {}
    assert table.fetch([]) == {}


def test_ranks_are_computed_again_without_touching_documents(tmp_path: Path) -> None:
    sign = 1
    storage = SQLiteStorage(
        tmp_path / "cockpit.db", rank={"task": lambda number, body: str(50 + sign * number)}
    )
    table = DocumentTable(storage, "task")
    table.insert_multiple([{}, {}, {}])
    assert [number for number, _ in table.live()] == [1, 2, 3]
    sign = -1
    table.rerank([2, 3])
    assert [number for number, _ in table.live()] == [3, 2, 1]
    assert storage.connection.execute("SELECT count(*) FROM change").fetchone() == (1,)
