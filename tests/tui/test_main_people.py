"""The keys of the panes of blocks and contractors."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.main_host import local, small_cockpit


async def test_the_clock_runs_on_a_blocks_function(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("B2")
        await cockpit.press("s")
        assert "▶ Support 0:00" in cockpit.status
        await cockpit.at(local("24 10:30"))
        assert "10m ▶" in "\n".join(cockpit.texts(2))
        assert cockpit.edges(2)[0] == "planned 5h · done 50m"
        await cockpit.press("s")
        assert "▶" not in cockpit.status
        await cockpit.press("u u")
        assert cockpit.edges(2)[0] == "planned 5h · done 40m"


async def test_an_appointment_has_no_clock_and_says_so(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("B5")
        await cockpit.press("s")
        assert cockpit.said.startswith("▲ ")
        assert "▶" not in cockpit.status


async def test_archiving_a_block_drops_it_for_today_only(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("B2")
        await cockpit.press("d")
        assert "B2@2026-11-24" not in cockpit.rows(2)
        assert "B2" in cockpit.said
        assert cockpit.cursor == "B3"
        assert cockpit.edges(2)[0] == "planned 4h · done 40m"
        await cockpit.at(local("30 10:00").replace(month=12, day=1))
        assert "B2@2026-12-01" in cockpit.rows(2)
        await cockpit.press("u")
        await cockpit.at(local("24 10:20"))
        assert "B2@2026-11-24" in cockpit.rows(2)


async def test_a_task_under_its_block_is_worked_on_from_there(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("2")
        cockpit.pane.list.move_to("B1@2026-11-24/T3")
        await cockpit.press("s")
        assert "Answer the press 0:00" in cockpit.status


async def test_a_verdict_approves_what_was_delivered(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("A1")
        await cockpit.press("v")
        assert "A1 is delivered" in cockpit.screen
        await cockpit.press("a")
        assert "Approved A1: Logo as svg" in cockpit.said
        assert cockpit.rows(4) == ["C2", "A3", "C1", "A2"]
        assert cockpit.cursor == "A2"
        assert cockpit.edges(4) == ("1 waiting on you", "2 people · 2 open")
        await cockpit.press("u")
        assert cockpit.rows(4) == ["C2", "A3", "C1", "A1", "A2"]


async def test_a_verdict_can_ask_for_changes(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("A1")
        await cockpit.press("v c")
        await cockpit.type("rounder corners")
        await cockpit.press("enter")
        assert cockpit.body("A1")["state"] == "changes_requested"
        assert cockpit.body("J1")["reason"] == "rounder corners"
        assert cockpit.cursor == "A1"
        assert cockpit.edges(4)[0] == "1 waiting on you"


async def test_a_draft_without_a_due_is_not_sent(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("A2")
        await cockpit.press("v s")
        assert "A2 cannot be sent yet: it needs a due." in cockpit.said
        assert cockpit.body("A2").get("state", "draft") == "draft"


async def test_v_on_a_person_is_about_what_waits_and_never_writes(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("C2")
        await cockpit.press("v")
        assert "Nothing of this contractor waits on you." in cockpit.said
        assert "last_contact" not in cockpit.body("C2")
        await cockpit.go("C1")
        await cockpit.press("v")
        assert "A1 is delivered" in cockpit.screen


async def test_c_on_a_person_logs_contact(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("C2")
        await cockpit.press("c")
        assert "Heard from C2: Ivo" in cockpit.said
        assert cockpit.body("C2")["last_contact"] == "2026-11-24T09:20:00Z"
        await cockpit.press("u")
        assert "last_contact" not in cockpit.body("C2")


async def test_a_person_with_open_work_does_not_leave(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("C1")
        await cockpit.press("d")
        assert "C1 has open work (A1, A2)" in cockpit.said
        assert "C1" in cockpit.rows(4)


async def test_calling_an_assignment_off(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("A3")
        await cockpit.press("d")
        assert "Cancelled A3" in cockpit.said
        assert "A3" not in cockpit.rows(4)
        await cockpit.press("u")
        assert cockpit.rows(4)[:2] == ["C2", "A3"]


@pytest.mark.parametrize("reference", ["B2", "C1", "A1", "R1"])
async def test_every_record_opens_in_its_form_and_is_left_unchanged(
    tmp_path: Path, reference: str
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go(reference)
        revision = cockpit.workspace.revision
        await cockpit.press("e")
        assert reference in cockpit.screen
        assert cockpit.app.screen is not cockpit.main
        await cockpit.press("ctrl+s")
        assert cockpit.app.screen is cockpit.main
        assert cockpit.workspace.revision == revision
        assert cockpit.cursor == reference


@pytest.mark.parametrize("reference", ["T1", "B2", "C1", "A1", "R1"])
async def test_enter_opens_the_record_and_changes_nothing(tmp_path: Path, reference: str) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go(reference)
        revision = cockpit.workspace.revision
        await cockpit.press("enter")
        assert cockpit.dialog is not None
        assert reference in cockpit.screen
        await cockpit.press("enter")
        assert cockpit.app.screen is cockpit.main
        assert cockpit.workspace.revision == revision
        assert cockpit.cursor == reference


async def test_a_contractor_is_taken_on_by_his_name(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("4 A")
        await cockpit.type("Zoe")
        await cockpit.press("enter")
        assert cockpit.body("C3")["name"] == "Zoe"
        await cockpit.press("escape")
        assert "C3" in cockpit.rows(4)
        await cockpit.press("u")
        assert "C3" not in cockpit.rows(4)


async def test_a_call_back_stands_in_the_day_and_is_ticked_off_there(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("i")
        await cockpit.type("Karl, invoice cb:13:00")
        await cockpit.press("enter")
        await cockpit.go("I1")
        assert "call back Karl" in cockpit.screen
        await cockpit.press("space")
        assert cockpit.body("I1").get("called_back_at")
        await cockpit.press("u")
        assert "called_back_at" not in cockpit.body("I1")
