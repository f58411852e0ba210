"""The stored order of open requests is that of their derived dues, whatever changed them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions.desk import promise_book
from cockpit.actions.records import add_record, archive_record, edit_record
from cockpit.actions.requests import add_request, record_reply, resolve_request, wait_on_customer
from cockpit.store.request_ranks import rank_requests
from cockpit.store.workspace import Workspace
from tests.workspaces import NOW, WEEK, open_workspace, with_hours

FAST, SLOW = {"measure": "working", "minutes": 60}, {"measure": "working", "minutes": 2400}


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """Refunds within an hour, orders within a week; three requests of each, and one of no kind."""
    workspace = with_hours(open_workspace(tmp_path))
    add_record(workspace, "promise", {"kind": "refund", "resolution": FAST})
    add_record(workspace, "promise", {"kind": "order", "resolution": SLOW})
    for number in range(3):
        for kind in ("order", "refund"):
            add(workspace, kind, number)
    add(workspace, "idle", 9)
    yield workspace
    workspace.close()


def add(ws: Workspace, kind: str, hours_ago: int = 0, **fields: Any) -> str:
    received = (NOW - timedelta(hours=hours_ago)).strftime("%Y-%m-%dT%H:%M:%SZ")
    base = {"subject": "x", "customer": "Anna", "kind": kind, "received": received}
    return add_request(ws, {**base, **fields}).ref


def assert_in_order(ws: Workspace) -> None:
    """By due; those that wait after them, those without a promise last; on disk and by number."""
    found = ws.table("request").live()
    book = promise_book(ws)
    expected = sorted((book.rank(body), number) for number, body in found)
    assert [number for number, _body in found] == [number for _rank, number in expected]
    assert ws.table("request").ranks() == {number: rank for rank, number in expected}
    dues = [book.derived(body, NOW)["due"] or "9" for _number, body in found]
    assert dues == sorted(dues)


def test_requests_stand_by_their_due_and_those_without_come_last(ws: Workspace) -> None:
    assert_in_order(ws)
    kinds = [body["kind"] for _number, body in ws.table("request").live()]
    assert kinds == ["refund"] * 3 + ["order"] * 3 + ["idle"]


def test_events_move_a_request(ws: Workspace) -> None:
    wait_on_customer(ws, "R2")
    assert_in_order(ws)
    assert [n for n, _body in ws.table("request").live()][-2:] == [2, 7]
    ws.undo()
    assert_in_order(ws)
    record_reply(ws, "R1")
    resolve_request(ws, "R4")
    edit_record(ws, "R3", {"promised": "2026-11-23T10:30:00Z"})
    assert_in_order(ws)
    assert ws.table("request").live(1)[0][0] == 6


@pytest.mark.parametrize(
    ("reference", "fields"),
    [
        ("P2", {"resolution": {"measure": "calendar", "minutes": 1}}),
        ("P1", {"kind": "other"}),
        ("P1", {"customer": "Karl"}),
        ("H1", {"week": {"sun": [["09:00", "17:00"]], "mon": [["09:00", "10:00"]]}}),
        ("H1", {"zone": "Asia/Tokyo"}),
        ("H1", {"holidays": ["2026-11-23", "2026-11-24"]}),
    ],
    ids=str,
)
def test_another_promise_or_other_hours_put_them_in_order_again(
    ws: Workspace, reference: str, fields: dict[str, Any], tmp_path: Path
) -> None:
    before = ws.table("request").ranks()
    edit_record(ws, reference, fields)
    changed = ws.table("request").ranks()
    assert changed != before
    assert_in_order(ws)
    ws.undo()
    assert ws.table("request").ranks() == before
    assert_in_order(ws)
    ws.redo()
    assert ws.table("request").ranks() == changed
    ws.close()
    again = open_workspace(tmp_path)
    assert_in_order(again)
    assert not rank_requests(again), "nothing is left to do after a restart"
    again.close()


def test_archiving_a_promise_and_adding_one_count_too(ws: Workspace) -> None:
    archive_record(ws, "P1")
    assert_in_order(ws)
    add_record(ws, "promise", {"kind": "idle", "first_response": FAST})
    assert_in_order(ws)
    assert ws.table("request").live(1)[0][0] == 7


def test_a_promise_and_a_request_of_one_change(ws: Workspace) -> None:
    with ws.transaction("both"):
        add(ws, "idle")
        edit_record(ws, "P2", {"resolution": {"measure": "calendar", "minutes": 1}})
        add_record(ws, "promise", {"kind": "idle", "first_response": FAST})
        add(ws, "idle", 1)
    assert_in_order(ws)
    ws.undo()
    assert_in_order(ws)


def test_a_change_of_promises_that_is_killed_before_it_is_durable_ranks_nothing(
    ws: Workspace,
) -> None:
    before = ws.table("request").ranks()
    with pytest.raises(KeyboardInterrupt), ws.transaction("fails"):
        edit_record(ws, "P2", {"resolution": {"measure": "calendar", "minutes": 1}})
        raise KeyboardInterrupt
    assert ws.table("request").ranks() == before
    assert_in_order(ws)


def test_a_request_written_after_another_process_changed_the_promise(
    ws: Workspace, tmp_path: Path
) -> None:
    """Given a promise changed elsewhere and not yet noticed, then a new request knows it."""
    promise_book(ws)
    other = open_workspace(tmp_path)
    edit_record(other, "P1", {"resolution": {"measure": "calendar", "minutes": 100_000}})
    add(ws, "refund")
    assert_in_order(ws)
    assert_in_order(Workspace.open(str(tmp_path / "cockpit.db"), ws.clock))
    edit_record(other, "H1", {"zone": "Asia/Tokyo"})
    ws.undo()
    ws.refresh()
    assert_in_order(ws)
    ws.redo()
    edit_record(other, "H1", {"week": {**WEEK, "sat": [["09:00", "17:00"]]}})
    ws.refresh()
    assert_in_order(ws)
    other.close()


def test_an_order_that_was_left_behind_is_made_up_for(ws: Workspace) -> None:
    """Given a process killed between its undo and the order, then the next look repairs it."""
    with ws.storage.transaction("raw", actor="test", at="now") as change:
        ws.table("promise").update({"resolution": SLOW}, doc_ids=[1])
        ws.table("promise").update({"resolution": FAST}, doc_ids=[2])
    assert change.change_id
    ws.refresh()
    fresh = Workspace.open(ws.storage.path, ws.clock)
    assert rank_requests(fresh)
    assert_in_order(fresh)
    fresh.close()
