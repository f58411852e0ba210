"""Another process writes beside the screen: what it did appears, and nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.actions.capture import capture
from cockpit.actions.records import add_record, edit_record
from cockpit.actions.requests import record_reply
from cockpit.actions.tasks import complete_task, drop_task
from tests.tui.main_host import open_home, small_cockpit


async def test_what_another_process_did_appears_within_a_second(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("T2")
        other = open_home(tmp_path, actor="cli")
        capture(other, "(A) From the phone ~15m on today")
        complete_task(other, "T1")
        record_reply(other, "R5")
        add_record(other, "contractor", {"name": "Zoe"})
        other.close()
        assert "T9" not in cockpit.rows(1)
        cockpit.main._tick()
        await cockpit.settled()
        assert cockpit.rows(1)[:6] == ["#today", "T9", "T2", "T3", "T8", "T1"]
        assert cockpit.rows(3)[0] == "R2"
        assert cockpit.rows(4)[-1] == "C3"
        assert cockpit.edges(4)[1] == "3 people · 3 open"
        assert cockpit.cursor == "T2"
        assert "1 late" in cockpit.status  # the assignment A3


async def test_new_hours_move_the_dues_of_all_requests(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        other = open_home(tmp_path, actor="cli")
        early = {"tue": [["09:00", "11:00"]], "wed": [["09:00", "17:00"]]}
        edit_record(other, "H1", {"week": early})
        other.close()
        cockpit.main._tick()
        await cockpit.settled()
        assert "open until 11:00 (40m)" in cockpit.status
        # two working hours of R1: 9:30 to 11:00 on Tuesday, the rest on Wednesday until 9:30
        assert cockpit.workspace.table("request").ranks()[1][1:21] == "2026-11-25T08:30:00Z"
        assert "in 23h 10m" in "\n".join(cockpit.texts(3))


async def test_a_record_that_another_closed_is_refused_with_a_sentence(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("T2")
        other = open_home(tmp_path, actor="cli")
        drop_task(other, "T2")
        dropped = other.body("T2")[2]
        other.close()
        await cockpit.press("t")
        assert cockpit.said.startswith("▲ T2 is closed")
        assert cockpit.body("T2") == dropped
        cockpit.main._tick()
        await cockpit.settled()
        assert "T2" not in cockpit.rows(1)


async def test_undo_here_takes_back_what_was_done_there(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        other = open_home(tmp_path, actor="cli")
        complete_task(other, "T1")
        other.close()
        await cockpit.press("u")
        assert "Undone: Done T1: Write launch mail" in cockpit.said
        assert cockpit.rows(1)[1] == "T1"


async def test_a_change_made_while_a_dialog_is_open_is_followed_behind_it(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("a")
        other = open_home(tmp_path, actor="cli")
        complete_task(other, "T1")
        other.close()
        cockpit.main._tick()
        await cockpit.settled()
        await cockpit.press("escape")
        assert cockpit.rows(1)[:2] == ["#today", "T2"]
        assert cockpit.edges(1)[0] == "today 2 · 3h"


async def test_two_changes_with_the_focus_between_them_reach_both_panes(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        main = cockpit.main
        complete_task(cockpit.workspace, "T1")
        main.on_workspace_changed(None)  # type: ignore[arg-type]
        main.pane = main.panes[2]
        complete_task(cockpit.workspace, "T2")
        main.on_workspace_changed(None)  # type: ignore[arg-type]
        await cockpit.settled()
        assert cockpit.rows(1)[:2] == ["#today", "T3"]


@pytest.mark.parametrize("days", [1, 7])
async def test_the_next_day_sorts_the_tasks_anew(tmp_path: Path, days: int) -> None:
    from tests.tui.main_host import TUESDAY, timedelta

    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.at(TUESDAY + timedelta(days=days))
        today = ["#today", "T1", "T2", "T3"] + (["T4"] if days == 7 else [])
        assert sorted(cockpit.rows(1)[: len(today)]) == sorted(today)
        assert "T8" not in cockpit.rows(1)
        assert ("Wed 25 Nov · W48" if days == 1 else "Tue 1 Dec · W49") in cockpit.status
