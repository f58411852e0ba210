"""The workspace: live documents that are exact, one change at a time, listeners told once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cockpit.errors import CockpitError, NotFound, Refused, WrongUse
from cockpit.store import request_ranks
from cockpit.store.workspace import Touched, Workspace
from tests.workspaces import open_workspace

TASK = {"uid": "a", "created_at": "2026-11-23T10:00:00Z", "title": "call"}


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    workspace = open_workspace(tmp_path)
    yield workspace
    workspace.close()


def task(uid: str, **fields: Any) -> dict[str, Any]:
    return {**TASK, "uid": uid, **fields}


def insert(workspace: Workspace, uid: str, **fields: Any) -> int:
    with workspace.transaction(f"add {uid}"):
        return workspace.table("task").insert(task(uid, **fields))


def close(workspace: Workspace, number: int) -> None:
    with workspace.transaction("close"):
        workspace.table("task").update({"closed_at": "2026-11-23T11:00:00Z"}, doc_ids=[number])


def uids(workspace: Workspace) -> list[str]:
    return sorted(body["uid"] for body in workspace.live("task").values())


@pytest.mark.parametrize("loaded", [False, True], ids=["not loaded", "loaded"])
def test_live_follows_do_undo_and_redo(ws: Workspace, loaded: bool) -> None:
    if loaded:
        ws.live("task")
    one, two = insert(ws, "a"), insert(ws, "b")
    assert uids(ws) == ["a", "b"]
    close(ws, one)
    assert uids(ws) == ["b"]
    assert ws.find("task", one)["closed_at"]  # type: ignore[index]
    ws.undo()
    assert uids(ws) == ["a", "b"]
    ws.undo()
    assert uids(ws) == ["a"]
    assert ws.find("task", two) is None
    ws.redo()
    ws.redo()
    assert uids(ws) == ["b"]


def test_a_change_of_another_process_is_seen_by_refresh(ws: Workspace, tmp_path: Path) -> None:
    other = open_workspace(tmp_path)
    told: list[Touched] = []
    ws.live("task")
    ws.listeners.append(told.append)
    number = insert(other, "b")
    assert uids(ws) == []
    assert ws.refresh() == {("task", number)}
    assert uids(ws) == ["b"]
    assert told == [{("task", number)}]
    assert ws.refresh() == set()
    other.undo()
    assert ws.refresh() == {("task", number)}
    assert uids(ws) == []
    other.close()


def test_our_change_takes_in_what_another_process_wrote_before(
    ws: Workspace, tmp_path: Path
) -> None:
    other = open_workspace(tmp_path)
    told: list[Touched] = []
    ws.live("task")
    ws.listeners.append(told.append)
    theirs = insert(other, "theirs")
    ours = insert(ws, "ours")
    assert uids(ws) == ["ours", "theirs"]
    assert told == [{("task", theirs), ("task", ours)}]
    assert ws.refresh() == set()
    other.close()


def test_within_a_transaction_live_knows_what_another_process_wrote(
    ws: Workspace, tmp_path: Path
) -> None:
    other = open_workspace(tmp_path)
    ws.live("task")
    ws.derive("count", frozenset({"task"}), lambda: len(ws.live("task")))
    theirs = insert(other, "theirs")
    with pytest.raises(WrongUse), ws.transaction("fails"):
        assert uids(ws) == ["theirs"]
        assert ws.derive("count", frozenset({"task"}), lambda: len(ws.live("task"))) == 1
        raise WrongUse("no")
    assert ws.refresh() == {("task", theirs)}, "the listeners learn of it although ours failed"
    other.close()


def test_a_change_made_between_the_two_reads_after_a_commit_is_not_lost(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a third writer at the worst moment, then the next refresh still finds its change."""
    other = open_workspace(tmp_path)
    ws.live("task")
    insert(other, "before")
    from cockpit.store import history

    read, done = history.changed_since, []

    def late(connection: Any, since: int) -> Any:
        found = read(connection, since)
        if connection is ws.storage.connection and not connection.in_transaction and not done:
            done.append(insert(other, "between"))
        return found

    monkeypatch.setattr(history, "changed_since", late)
    insert(ws, "ours")
    assert done
    ws.refresh()
    assert uids(ws) == ["before", "between", "ours"]
    other.close()


def test_live_and_find_within_a_transaction_know_its_own_writes(ws: Workspace) -> None:
    ws.live("task")
    with ws.transaction("several"):
        one = ws.table("task").insert(task("a"))
        assert uids(ws) == ["a"]
        ws.table("task").update({"title": "write"}, doc_ids=[one])
        assert ws.find("task", one)["title"] == "write"  # type: ignore[index]
        assert ws.body(f"T{one}")[2]["title"] == "write"
        close(ws, one)
        assert uids(ws) == []


@pytest.mark.parametrize("loaded", [False, True], ids=["first read inside", "loaded before"])
def test_a_failed_transaction_leaves_nothing_in_memory(ws: Workspace, loaded: bool) -> None:
    kept = insert(ws, "kept")
    if loaded:
        ws.live("task")
    told: list[Touched] = []
    ws.listeners.append(told.append)
    with pytest.raises(WrongUse), ws.transaction("fails"):
        ws.table("task").insert(task("gone"))
        ws.table("task").update({"title": "other"}, doc_ids=[kept])
        assert uids(ws) == ["gone", "kept"]
        assert ws.derive("titles", frozenset({"task"}), lambda: uids(ws)) == ["gone", "kept"]
        raise WrongUse("no")
    assert ws.live("task") == {kept: task("kept")}
    assert ws.derive("titles", frozenset({"task"}), lambda: uids(ws)) == ["kept"]
    assert told == []
    assert not ws.storage.in_transaction


def test_an_inner_failure_takes_back_only_its_own_part(ws: Workspace) -> None:
    told: list[Touched] = []
    ws.listeners.append(told.append)
    with ws.transaction("outer") as outer:
        ws.table("task").insert(task("first"))
        with pytest.raises(WrongUse), ws.transaction("inner"):
            ws.table("task").insert(task("inner"))
            assert uids(ws) == ["first", "inner"]
            raise WrongUse("no")
        assert uids(ws) == ["first"]
        ws.table("task").insert(task("last"))
        assert uids(ws) == ["first", "last"]
        assert told == []
    assert uids(ws) == ["first", "last"]
    assert len(told) == 1
    assert ws.change(outer).label == "outer"
    ws.undo()
    assert uids(ws) == []


def test_listeners_are_told_once_and_after_it_is_durable(ws: Workspace, tmp_path: Path) -> None:
    seen: list[tuple[bool, list[str]]] = []
    other = open_workspace(tmp_path)

    def listen(_touched: Touched) -> None:
        seen.append(
            (ws.storage.in_transaction, sorted(b["uid"] for b in other.table("task").all()))
        )

    ws.listeners.append(listen)
    with ws.transaction("outer"):
        insert(ws, "a")
        insert(ws, "b")
    assert seen == [(False, ["a", "b"])]
    ws.undo()
    assert seen[1:] == [(False, [])]
    other.close()


def test_a_listener_may_leave_while_it_is_told(ws: Workspace) -> None:
    told: list[str] = []

    def once(_touched: Touched) -> None:
        told.append("once")
        ws.listeners.remove(once)

    ws.listeners += [once, lambda _touched: told.append("always")]
    insert(ws, "a")
    insert(ws, "b")
    assert told == ["once", "always", "always"]


def test_a_transaction_without_a_write_makes_no_change_and_tells_nobody(ws: Workspace) -> None:
    told: list[Touched] = []
    ws.listeners.append(told.append)
    with ws.transaction("looks only") as transaction:
        ws.live("task")
    assert (ws.change(transaction).id, told) == (None, [])


def test_derived_things_are_made_again_only_when_their_tables_changed(ws: Workspace) -> None:
    made: list[int] = []

    def count() -> int:
        return ws.derive("n", frozenset({"task"}), lambda: made.append(1) or len(ws.live("task")))

    assert (count(), count()) == (0, 0)
    with ws.transaction("other table"):
        ws.table("function").insert({"uid": "f", "name": "x"})
    assert count() == 0
    assert len(made) == 1
    insert(ws, "a")
    assert (count(), len(made)) == (1, 2)
    ws.undo()
    assert (count(), len(made)) == (0, 3)


@pytest.mark.parametrize(
    ("reference", "kind", "words"),
    [
        ("T99", NotFound, "no task T99"),
        ("Z1", WrongUse, "not a record id"),
        ("C1", WrongUse, "a task is needed"),
        ("", WrongUse, "not a record id"),
        ("T0", WrongUse, "not a record id"),
        ("T99999999999999999999", WrongUse, "not a record id"),
        ("99999999999999999999", WrongUse, "not a record id"),
        ("²", WrongUse, "not a record id"),
    ],
)
def test_a_reference_that_leads_nowhere_is_named(
    ws: Workspace, reference: str, kind: type[CockpitError], words: str
) -> None:
    with pytest.raises(kind, match=words):
        ws.body(reference, "task")


def test_a_database_that_can_only_be_read_is_read_and_refuses_changes(tmp_path: Path) -> None:
    writer = open_workspace(tmp_path)
    insert(writer, "a")
    from cockpit.domain.clock import FixedClock
    from cockpit.store.sqlite_tinydb import SQLiteStorage
    from tests.workspaces import NOW

    storage = SQLiteStorage(tmp_path / "cockpit.db", read_only=True)
    reader = Workspace(storage, FixedClock(NOW), actor="test")
    assert reader.read_only
    assert uids(reader) == ["a"]
    with pytest.raises(Refused):
        insert(reader, "b")
    with pytest.raises(Refused):
        reader.undo()
    with writer.transaction("promise"):
        writer.table("promise").insert({"uid": "p", "kind": "refund"})
    insert(writer, "c")
    reader.refresh()
    assert uids(reader) == ["a", "c"]
    reader.close()
    writer.close()


def test_an_order_of_requests_that_cannot_be_written_does_not_undo_the_change(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_workspace: Workspace) -> bool:
        raise CockpitError("another program is writing")

    with ws.transaction("promise"):
        ws.table("promise").insert({"uid": "p", "kind": "refund"})
    told: list[Touched] = []
    ws.listeners.append(told.append)
    monkeypatch.setattr("cockpit.store.workspace.rank_requests", busy)
    ws.undo()
    assert ws.live("promise") == {}
    assert told == [{("promise", 1)}]
    monkeypatch.undo()
    assert request_ranks.rank_requests(ws), "the next one to look finds it undone"


def test_a_disk_error_at_the_commit_leaves_memory_as_the_disk_is(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    insert(ws, "a")
    ws.live("task")
    end = ws.storage.end

    def full(transaction: Any, *, failed: bool) -> None:
        end(transaction, failed=True)
        raise CockpitError("the disk is full")

    monkeypatch.setattr(ws.storage, "end", full)
    with pytest.raises(CockpitError, match="full"), ws.transaction("fails"):
        ws.table("task").insert(task("b"))
        assert uids(ws) == ["a", "b"]
    monkeypatch.undo()
    assert uids(ws) == ["a"]
    insert(ws, "c")
    assert uids(ws) == ["a", "c"]
