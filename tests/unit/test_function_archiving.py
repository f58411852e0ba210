"""A function that goes while tasks and blocks use it: the owner says where they go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cockpit.actions.clocking import start_clock
from cockpit.actions.functions import archive_function, reorder_function, users_of
from cockpit.actions.records import add_record, archive_record, edit_record
from cockpit.actions.tasks import complete_task, reopen_task
from cockpit.errors import CockpitError, NotFound, WrongUse
from cockpit.store.workspace import Workspace
from tests.workspaces import advance, body, labels, open_workspace, stored, with_hours


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """Design (F2) is used by everything that can use a function."""
    workspace = with_hours(open_workspace(tmp_path))
    for name, kinds in (("Writing", ["inquiry"]), ("Design", ["inquiry", "proof"]), ("Shop", [])):
        add_record(workspace, "function", {"name": name, "kinds": kinds})
    for function, start, end in (("F2", "09:00", "11:00"), ("F1", "11:00", "12:00")):
        fields = {"function": function, "weekday": "tue", "start": start, "end": end}
        add_record(workspace, "block", fields)
    added = {"function": "F2", "date": "2026-11-25", "start": "09:00", "end": "10:00"}
    add_record(workspace, "override", {"action": "add", **added})
    add_record(workspace, "task", {"title": "cards", "function": "F2"})
    add_record(workspace, "task", {"title": "mail", "function": "F1"})
    add_record(workspace, "contractor", {"name": "Ana", "functions": ["F3", "F2", "F1"]})
    add_record(workspace, "assignment", {"title": "logo", "contractor": "C1", "function": "F2"})
    add_record(workspace, "procedure", {"name": "export", "function": "F2"})
    start_clock(workspace, task="T1")
    yield workspace
    workspace.close()


USERS = ["B1", "O1", "T1", "A1", "C1", "D1", "E1"]


def test_without_a_word_on_where_it_is_refused_with_its_users(ws: Workspace) -> None:
    before = stored(ws)
    with pytest.raises(WrongUse) as refused:
        archive_record(ws, "F2")
    assert str(refused.value) == (
        "F2 is used by B1, O1, T1, A1, C1, D1, E1: say where they go, with"
        " `cockpit function archive F2 --to FUNCTION` (or --to none)."
    )
    assert (stored(ws), users_of(ws, "F2")) == (before, USERS)


def test_all_users_go_to_another_function_in_one_change(ws: Workspace) -> None:
    before = stored(ws)
    change = archive_function(ws, "2", "F1")
    assert change.label == labels(ws)[0] == "Archive F2: Design; 7 records go to F1"
    for reference in USERS:
        if reference != "C1":
            assert body(ws, reference)["function"] == "F1", reference
    assert body(ws, "C1")["functions"] == ["F3", "F1"]
    assert body(ws, "F1")["kinds"] == ["inquiry", "proof"]
    assert body(ws, "F2")["closed_at"] == "2026-11-23T10:00:00Z"
    assert users_of(ws, "F2") == []
    ws.undo()
    assert stored(ws) == before


def test_to_none_leaves_tasks_without_and_blocks_as_appointments_of_its_name(
    ws: Workspace,
) -> None:
    before = stored(ws)
    archive_function(ws, "F2", None)
    for reference in USERS:
        assert body(ws, reference).get("function") is None, reference
    assert body(ws, "C1")["functions"] == ["F3", "F1"]
    assert (body(ws, "B1")["label"], body(ws, "O1")["label"]) == ("Design", "Design")
    ws.undo()
    assert stored(ws) == before


@pytest.mark.parametrize("function", ["F2", "F3"])
def test_blocks_that_overlap_already_go_along(ws: Workspace, function: str) -> None:
    with ws.transaction("written by an older program"):
        ws.table("block").insert(
            {**body(ws, "B1"), "uid": "older", "start": "10:00", "function": function}
        )
    archive_function(ws, function, "F1")
    assert body(ws, "B3")["function"] == "F1"


@pytest.mark.parametrize(
    ("to", "error", "words"),
    [
        ("F2", WrongUse, "take over from itself"),
        ("F9", NotFound, "no function F9"),
        ("T1", WrongUse, "function is needed"),
        ("F3", WrongUse, "F3 is archived"),
    ],
)
def test_where_it_cannot_go(ws: Workspace, to: str, error: type[CockpitError], words: str) -> None:
    edit_record(ws, "C1", {"functions": ["F2"]})
    archive_record(ws, "F3")
    before = stored(ws)
    with pytest.raises(error, match=words):
        archive_function(ws, "F2", to)
    assert stored(ws) == before


def test_what_is_done_keeps_the_function_that_it_had(ws: Workspace) -> None:
    advance(ws, minutes=5)
    complete_task(ws, "T1")
    archive_function(ws, "F2", "F1")
    assert (body(ws, "T1")["function"], body(ws, "E1")["function"]) == ("F2", "F2")
    reopen_task(ws, "T1")
    assert body(ws, "T1")["function"] == "F2"


def test_functions_are_put_in_order(ws: Workspace) -> None:
    def order() -> list[str]:
        live = ws.table("function").live()
        return [str(one["name"]) for _number, one in live]

    reorder_function(ws, "F1", 1)
    assert order() == ["Design", "Writing", "Shop"]
    reorder_function(ws, "F3", -1)
    assert order() == ["Design", "Shop", "Writing"]
    for reference, step in (("F2", -1), ("F1", 1)):
        with pytest.raises(CockpitError, match="end of the list"):
            reorder_function(ws, reference, step)
    ws.undo()
    assert order() == ["Design", "Writing", "Shop"]
