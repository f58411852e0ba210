"""What is late or too much says so in its row, once; and what fits a row is not cut."""

from __future__ import annotations

from pathlib import Path

from cockpit.actions.capture import capture
from cockpit.actions.records import add_record, edit_record
from cockpit.domain.identity import format_instant
from tests.tui.main_host import local, small_cockpit


async def test_a_due_that_has_passed_is_told_before_the_planned_day(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        edit_record(cockpit.workspace, "T2", {"due": format_instant(local("24 12:00"))})
        await cockpit.at(local("26 16:00"))

        row = next(one for one in cockpit.texts(1) if "Plan the week" in one)
        assert row.endswith("late 2d")


async def test_a_planned_day_is_told_apart_from_a_due(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        rows = cockpit.texts(1)
        assert any(one.endswith("Call the printer on thu") for one in rows)
        assert any(one.endswith("Renew domain on 3 dec") for one in rows)

        await cockpit.at(local("26 09:00"))
        assert any(one.endswith("Plan the week was tue") for one in cockpit.texts(1))


async def test_a_call_of_an_earlier_day_is_late_and_counted(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        capture(cockpit.workspace, "! Karl, invoice cb:13:00")
        await cockpit.settled()
        assert "13:00 call back Karl · invoice" in cockpit.texts(2)
        assert "▲ 2 late" in cockpit.status

        await cockpit.at(local("24 13:35"))
        assert "13:00 ▲ call back Karl · invoice late 35m" in cockpit.texts(2)
        assert "2 Today ▲1" in cockpit.tabs

        await cockpit.at(local("26 08:00"))
        assert "tue ▲ call back Karl · invoice late 1d" in cockpit.texts(2)
        late_without = int(cockpit.status.split("▲ ")[1].split()[0])
        await cockpit.go("I1")
        await cockpit.press("space")
        assert f"▲ {late_without - 1} late" in cockpit.status


async def test_too_much_for_two_blocks_is_told_once(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        add_record(
            cockpit.workspace,
            "block",
            {"function": "F2", "weekday": "tue", "start": "12:30", "end": "13:30"},
        )
        capture(cockpit.workspace, "Answer everybody ~3h #Support on today")
        await cockpit.settled()

        over = [one for one in cockpit.texts(2) if "Support" in one and "over by" in one]
        assert over == ["12:30 Support 1h ░░░░░░░░░░ ▲ over by 1h"]


async def test_a_task_under_its_block_has_the_room_of_the_row(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        capture(cockpit.workspace, "Product page copy for the planner #Writing ~1h on today")
        await cockpit.settled()

        assert "└ Product page copy for the planner" in cockpit.screen
