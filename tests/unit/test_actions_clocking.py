"""The clock: one runs at a time, whatever happens around it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from cockpit.actions.adding import add
from cockpit.actions.clocking import running_entry, start_clock, stop_clock
from cockpit.actions.records import add_record, archive_record, edit_record
from cockpit.actions.tasks import complete_task
from cockpit.errors import CockpitError, NotFound, WrongUse
from cockpit.store.workspace import Workspace
from tests.workspaces import NOW, advance, body, labels, open_workspace, stored, with_hours


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    workspace = with_hours(open_workspace(tmp_path))
    add_record(workspace, "function", {"name": "Writing"})
    add_record(workspace, "task", {"title": "draft {1}", "function": "F1"})
    add_record(workspace, "task", {"title": "mail"})
    yield workspace
    workspace.close()


def test_starting_on_another_task_stops_the_first_in_one_change(ws: Workspace) -> None:
    start_clock(ws, task="1")
    advance(ws, minutes=20)
    before, known = stored(ws), len(labels(ws))
    start_clock(ws, task="T2")
    assert body(ws, "E1")["stopped"] == body(ws, "E1")["closed_at"] == "2026-11-23T10:20:00Z"
    assert running_entry(ws) == (2, body(ws, "E2"))
    assert (len(labels(ws)), labels(ws)[0]) == (known + 1, "Start the clock on T2: mail")
    ws.undo()
    assert stored(ws) == before


def test_a_task_gives_its_function_to_its_time(ws: Workspace) -> None:
    start_clock(ws, task="T1", note="outline")
    assert (body(ws, "E1")["function"], body(ws, "E1")["note"]) == ("F1", "outline")


def test_stopping_gives_the_label_words_and_without_a_clock_is_refused(ws: Workspace) -> None:
    start_clock(ws, task="T1")
    advance(ws, minutes=5)
    assert stop_clock(ws).label == labels(ws)[0] == "Stop the clock E1: draft {1}"
    with pytest.raises(CockpitError, match="No clock is running"):
        stop_clock(ws)


def test_it_can_be_stopped_at_an_earlier_moment_but_not_before_its_start_or_ahead(
    ws: Workspace,
) -> None:
    start_clock(ws, task="T1")
    advance(ws, hours=2)
    before = stored(ws)
    with pytest.raises(WrongUse, match="E1 started at"):
        stop_clock(ws, NOW - timedelta(minutes=1))
    with pytest.raises(WrongUse, match="future"):
        stop_clock(ws, NOW + timedelta(hours=3))
    assert stored(ws) == before
    stop_clock(ws, NOW + timedelta(minutes=30))
    assert body(ws, "E1")["stopped"] == "2026-11-23T10:30:00Z"


@pytest.mark.parametrize("verb", ["stop", "start another", "done"])
def test_a_machine_whose_clock_went_back_stops_nothing_before_its_start(
    ws: Workspace, verb: str
) -> None:
    start_clock(ws, task="T1")
    advance(ws, hours=-1)
    if verb == "stop":
        stop_clock(ws)
    elif verb == "done":
        complete_task(ws, "T1")
    else:
        start_clock(ws, task="T2")
    assert body(ws, "E1")["stopped"] == body(ws, "E1")["started"]


def test_a_clock_started_by_another_process_is_stopped_too(ws: Workspace, tmp_path: Path) -> None:
    running_entry(ws)
    other = open_workspace(tmp_path)
    start_clock(other, task="T1")
    start_clock(ws, task="T2")
    assert list(dict(ws.table("entry").live())) == [2]
    other.close()


def test_it_runs_on_over_a_restart(ws: Workspace, tmp_path: Path) -> None:
    start_clock(ws, task="T1")
    ws.close()
    again = open_workspace(tmp_path, NOW + timedelta(hours=1))
    stop_clock(again)
    assert body(again, "E1")["stopped"] == "2026-11-23T11:00:00Z"
    again.close()


def test_what_it_cannot_run_on_is_refused(ws: Workspace) -> None:
    complete_task(ws, "T2")
    archive_record(ws, "T1")
    archive_record(ws, "F1")
    before = stored(ws)
    for error, words, fields in (
        (WrongUse, "T2 is closed", {"task": "T2"}),
        (WrongUse, "archived", {"function": "F1"}),
        (NotFound, "no task T9", {"task": "T9"}),
        (WrongUse, "function is needed", {"function": "T1"}),
        (WrongUse, "a task or a function", {}),
    ):
        with pytest.raises(error, match=words):
            start_clock(ws, **fields)
        assert stored(ws) == before


def test_a_second_running_entry_cannot_be_written_by_hand(ws: Workspace) -> None:
    start_clock(ws, task="T1")
    with pytest.raises(WrongUse, match="clock of E1 is running"):
        add(ws, "entry", {"started": "2026-11-23T09:00:00Z"})
    with pytest.raises(WrongUse, match="clock of E1 is running"):
        archive_record(ws, "E1")


def test_an_entry_is_live_while_it_runs(ws: Workspace) -> None:
    times = {"started": "2026-11-23T08:00:00Z", "stopped": "2026-11-23T09:00:00Z"}
    add(ws, "entry", {**times, "task": "T1"})
    assert ws.live("entry") == {}
    edit_record(ws, "E1", {"stopped": None})
    assert list(ws.live("entry")) == [1]
    edit_record(ws, "E1", {"stopped": times["stopped"]})
    assert ws.live("entry") == {}
    with pytest.raises(WrongUse, match="stop before it started"):
        edit_record(ws, "E1", {"stopped": "2026-11-23T07:00:00Z"})
