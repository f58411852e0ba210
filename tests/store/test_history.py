"""Undo and redo: changes of their own, across restarts, refused where they would lose work."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.errors import CockpitError, NotFound, Refused
from cockpit.store import history
from cockpit.store.sqlite_tinydb import DocumentTable, SQLiteStorage

AT = "2026-11-23T05:32:00Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "cockpit.db"


@pytest.fixture
def storage(path: Path) -> SQLiteStorage:
    return SQLiteStorage(path)


@pytest.fixture
def tasks(storage: SQLiteStorage) -> DocumentTable:
    return DocumentTable(storage, "task")


def undo(storage: SQLiteStorage, change_id: int | None = None) -> history.Change:
    return history.undo(storage, actor="owner", at=AT, change_id=change_id)


def redo(storage: SQLiteStorage) -> history.Change:
    return history.redo(storage, actor="owner", at=AT)


def content(table: DocumentTable) -> dict[int, dict[str, object]]:
    return {doc.doc_id: dict(doc) for doc in table}


def test_undo_and_redo_walk_back_and_forth(storage: SQLiteStorage, tasks: DocumentTable) -> None:
    states = [content(tasks)]
    for work in (
        lambda: tasks.insert({"title": "a"}),
        lambda: tasks.insert_multiple([{"title": "b"}, {"title": "c"}]),
        lambda: tasks.update({"done": True}, doc_ids=[1, 3]),
        lambda: tasks.remove(doc_ids=[2]),
        lambda: tasks.truncate(),
    ):
        work()
        states.append(content(tasks))
    for expected in reversed(states[:-1]):
        undo(storage)
        assert content(tasks) == expected
    for expected in states[1:]:
        redo(storage)
        assert content(tasks) == expected
    with pytest.raises(CockpitError, match="nothing to redo"):
        redo(storage)


def test_nothing_to_undo(storage: SQLiteStorage) -> None:
    with pytest.raises(CockpitError, match="nothing to undo"):
        undo(storage)
    assert history.changes(storage.connection) == []


def test_undo_and_redo_across_restarts(path: Path) -> None:
    first = SQLiteStorage(path)
    DocumentTable(first, "task").insert({"title": "a"})
    first.close()
    second = SQLiteStorage(path)
    undo(second)
    second.close()
    third = SQLiteStorage(path)
    assert DocumentTable(third, "task").insert({"title": "b"}) == 2
    undo(third)
    third.close()
    fourth = SQLiteStorage(path)
    redo(fourth)
    assert content(DocumentTable(fourth, "task")) == {2: {"title": "b"}}


def test_an_undone_insert_keeps_its_id_for_redo(
    storage: SQLiteStorage, tasks: DocumentTable
) -> None:
    tasks.insert({"title": "a"})
    undo(storage)
    redo(storage)
    assert content(tasks) == {1: {"title": "a"}}
    undo(storage)
    assert tasks.insert({"title": "b"}) == 2


def test_a_new_change_ends_what_can_be_redone(storage: SQLiteStorage, tasks: DocumentTable) -> None:
    tasks.insert({"title": "a"})
    undo(storage)
    tasks.insert({"title": "b"})
    with pytest.raises(CockpitError, match="nothing to redo"):
        redo(storage)


def test_what_a_new_change_has_ended_does_not_come_back(
    storage: SQLiteStorage, tasks: DocumentTable
) -> None:
    tasks.insert({"title": "a"})
    undo(storage)
    tasks.insert({"title": "b"})
    undo(storage)
    redo(storage)
    assert content(tasks) == {2: {"title": "b"}}


def test_redo_of_a_change_that_was_undone_by_number(
    storage: SQLiteStorage, tasks: DocumentTable
) -> None:
    tasks.insert({"title": "a"})
    tasks.insert({"title": "b"})
    undo(storage, change_id=1)
    redo(storage)
    assert content(tasks) == {1: {"title": "a"}, 2: {"title": "b"}}


def test_a_whole_import_is_one_step(storage: SQLiteStorage, tasks: DocumentTable) -> None:
    notes = DocumentTable(storage, "note")
    with storage.transaction("import", actor="cli", at=AT) as change:
        tasks.insert_multiple({"n": n} for n in range(50))
        tasks.update({"seen": True}, doc_ids=[1])
        tasks.remove(doc_ids=[2])
        notes.insert({"about": "T1"})
    taken_back = undo(storage)
    assert len(tasks) == len(notes) == 0
    assert (taken_back.kind, taken_back.label, taken_back.target) == ("undo", "import", 1)
    assert set(taken_back.touched) == set(change.touched) - {("task", 2)}  # came and went
    redo(storage)
    assert len(tasks) == 49
    assert tasks.get(doc_id=1) == {"n": 0, "seen": True}


def test_an_earlier_change_can_be_undone_by_number(
    storage: SQLiteStorage, tasks: DocumentTable
) -> None:
    tasks.insert({"title": "a"})
    tasks.insert({"title": "b"})
    undo(storage, change_id=1)
    assert content(tasks) == {2: {"title": "b"}}
    undo(storage)
    assert content(tasks) == {}


@pytest.mark.parametrize("again", ["update", "remove"])
def test_a_change_is_not_undone_over_later_work_on_the_same_record(
    storage: SQLiteStorage, tasks: DocumentTable, again: str
) -> None:
    tasks.insert({"title": "a"})
    tasks.update({"title": "b"}, doc_ids=[1])
    if again == "update":
        tasks.update({"title": "c"}, doc_ids=[1])
    else:
        tasks.remove(doc_ids=[1])
    before = content(tasks)
    with pytest.raises(Refused, match=r"T1 was changed again by change 3 after change 2: undo"):
        undo(storage, change_id=2)
    assert content(tasks) == before
    assert len(history.changes(storage.connection)) == 3
    undo(storage)
    undo(storage)
    assert content(tasks) == {1: {"title": "a"}}


def test_a_later_change_that_was_undone_is_not_in_the_way(
    storage: SQLiteStorage, tasks: DocumentTable
) -> None:
    tasks.insert({"title": "a"})
    tasks.update({"title": "b"}, doc_ids=[1])
    undo(storage)
    undo(storage, change_id=1)
    assert content(tasks) == {}


def test_a_change_outside_the_history_is_not_overwritten(
    storage: SQLiteStorage, tasks: DocumentTable
) -> None:
    tasks.insert({"title": "a"})
    with storage.transaction("seed", actor="demo", at=AT, undoable=False):
        tasks.update({"title": "seeded"}, doc_ids=[1])
    with pytest.raises(Refused, match="T1 is no longer as change 1 left it"):
        undo(storage)
    assert content(tasks) == {1: {"title": "seeded"}}


def test_only_changes_that_stand_can_be_undone(
    storage: SQLiteStorage, tasks: DocumentTable
) -> None:
    tasks.insert({"title": "a"})
    undo(storage)
    with pytest.raises(Refused, match="undone already"):
        undo(storage, change_id=1)
    with pytest.raises(Refused, match="itself an undo"):
        undo(storage, change_id=2)
    with pytest.raises(NotFound, match="no change 99"):
        undo(storage, change_id=99)


def test_a_uid_taken_meanwhile_refuses_the_undo(
    storage: SQLiteStorage, tasks: DocumentTable
) -> None:
    tasks.insert({"uid": "u"})
    tasks.remove(doc_ids=[1])
    tasks.insert({"uid": "u"})
    with pytest.raises(Refused, match="uid"):
        undo(storage, change_id=2)
    assert content(tasks) == {2: {"uid": "u"}}


def test_a_uid_handed_from_one_record_to_another_is_undone(
    storage: SQLiteStorage, tasks: DocumentTable
) -> None:
    tasks.insert({"uid": "u"})
    with storage.transaction("replace", actor="cli", at=AT):
        tasks.remove(doc_ids=[1])
        tasks.insert({"uid": "u"})
    undo(storage)
    assert content(tasks) == {1: {"uid": "u"}}
    redo(storage)
    assert content(tasks) == {2: {"uid": "u"}}


def test_history_tells_who_did_what_and_when(storage: SQLiteStorage, tasks: DocumentTable) -> None:
    with storage.transaction("add task", actor="cli", at=AT):
        tasks.insert({"title": "a"})
    undo(storage)
    assert history.changes(storage.connection) == [
        history.Change(2, AT, "owner", "add task", "undo", 1, False, (("task", 1),)),
        history.Change(1, AT, "cli", "add task", "do", None, True, (("task", 1),)),
    ]
    redo(storage)
    assert [change.undone for change in history.changes(storage.connection)] == [False] * 3
    assert [c.id for c in history.changes(storage.connection, limit=1, offset=1)] == [2]


def test_what_changed_since(path: Path, storage: SQLiteStorage, tasks: DocumentTable) -> None:
    assert history.last_change_id(storage.connection) == 0
    tasks.insert_multiple([{}, {}])
    seen = history.last_change_id(storage.connection)
    other = SQLiteStorage(path)
    DocumentTable(other, "task").update({"a": 1}, doc_ids=[2])
    DocumentTable(other, "note").insert({})
    assert history.changed_since(storage.connection, seen) == {("task", 2), ("note", 1)}
    undo(other)
    assert history.changed_since(storage.connection, seen + 2) == {("note", 1)}


def test_undo_keeps_the_rank_that_belongs_to_the_document(tmp_path: Path) -> None:
    storage = SQLiteStorage(
        tmp_path / "ranked.db", rank={"task": lambda number, body: body["order"]}
    )
    tasks = DocumentTable(storage, "task")
    tasks.insert_multiple([{"order": "a"}, {"order": "b"}])
    tasks.update({"order": "z"}, doc_ids=[1])
    assert [number for number, _ in tasks.live()] == [2, 1]
    undo(storage)
    assert [number for number, _ in tasks.live()] == [1, 2]


def test_undo_inside_a_transaction_is_a_mistake_of_the_program(storage: SQLiteStorage) -> None:
    with (
        pytest.raises(RuntimeError, match="outside a transaction"),
        storage.transaction("outer", actor="cli", at=AT),
    ):
        undo(storage)
