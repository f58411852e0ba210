"""Each key of the requests pane does its work through an action, says so, and can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.actions.requests import add_request
from cockpit.domain.promising.story import state_of
from tests.tui.main_host import local, small_cockpit


async def test_a_reply_stops_the_clock_and_undo_starts_it_again(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R2")
        await cockpit.press("r")
        assert "Reply sent R2: Price of 500 stickers" in cockpit.said
        assert [one["type"] for one in cockpit.body("R2")["events"]] == ["received", "reply"]
        assert cockpit.rows(3)[:3] == ["R5", "R1", "#waiting"]
        assert cockpit.cursor == "R1"
        assert "at risk" not in cockpit.status
        await cockpit.press("u")
        assert cockpit.rows(3)[:3] == ["R5", "R2", "R1"]
        assert "1 at risk" in cockpit.status


async def test_waiting_on_the_customer_and_no_longer(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R2")
        await cockpit.press("w")
        assert "Waiting on customer R2" in cockpit.said
        assert "at risk" not in cockpit.status
        assert cockpit.rows(3) == ["R5", "R1", "#waiting", "R2", "R3", "#unpromised", "R4"]
        await cockpit.go("R2")
        await cockpit.press("w")
        assert "Open R2" in cockpit.said
        assert state_of(cockpit.body("R2")["events"]) == "open"
        await cockpit.press("u")
        await cockpit.press("u")
        assert cockpit.rows(3)[:3] == ["R5", "R2", "R1"]
        assert "1 at risk" in cockpit.status


async def test_a_promise_that_is_broken_stays_late_while_waiting(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R5")
        await cockpit.press("w")
        assert "2 late" in cockpit.status  # R5 and the assignment A3


async def test_resolving_takes_it_from_the_queue_and_the_cursor_goes_to_the_neighbour(
    tmp_path: Path,
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R5")
        await cockpit.press("space")
        assert "Resolved R5: Parcel never came" in cockpit.said
        assert cockpit.rows(3)[:2] == ["R2", "R1"]
        assert cockpit.cursor == "R2"
        assert cockpit.edges(3) == ("next due in 40m", "met 33 % of 3 this month")
        await cockpit.press("u")
        assert cockpit.rows(3)[:2] == ["R5", "R2"]
        assert cockpit.cursor == "R5"


async def test_a_snoozed_request_comes_back_by_itself(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R2")
        await cockpit.press("S")
        await cockpit.type("10:50")
        assert "= Tue 24 Nov 10:50" in cockpit.screen
        await cockpit.press("enter")
        assert "Snooze R2" in cockpit.said
        assert cockpit.rows(3) == ["R5", "R1", "#waiting", "R2", "R3", "#unpromised", "R4"]
        await cockpit.at(local("24 10:49"))
        assert cockpit.rows(3)[1] == "R1"
        await cockpit.at(local("24 10:51"))
        assert cockpit.rows(3)[:3] == ["R5", "R2", "R1"]
        assert cockpit.cursor == "R1"  # the cursor stayed in the queue


async def test_a_snooze_that_is_not_understood_stays_open_and_says_why(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R2")
        before = cockpit.body("R2")
        await cockpit.press("S")
        await cockpit.type("feb 30")
        await cockpit.press("enter")
        assert cockpit.app.screen is not cockpit.main
        assert "feb 30" in cockpit.screen.replace("feb 30", "", 1)
        await cockpit.press("escape")
        assert cockpit.body("R2") == before


async def test_priority_of_a_request(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R1")
        await cockpit.press("plus")
        assert cockpit.body("R1")["priority"] == 3
        assert "R1" in cockpit.said
        await cockpit.press("minus")
        assert cockpit.body("R1").get("priority") is None


async def test_archiving_a_request(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R4")
        await cockpit.press("d")
        assert "Archive R4" in cockpit.said
        assert cockpit.rows(3)[-1] == "R3"
        assert cockpit.cursor == "R3"
        await cockpit.press("u")
        assert cockpit.rows(3)[-1] == "R4"


async def test_marked_requests_are_answered_as_one_change(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R5")
        await cockpit.press("asterisk asterisk asterisk")
        assert cockpit.pane.list.marks == {"R5", "R2", "R1"}
        await cockpit.press("r")
        assert cockpit.rows(3)[0] == "#waiting" or "R5" not in cockpit.rows(3)[:1]
        assert "next due" not in cockpit.edges(3)[0]
        await cockpit.press("u")
        assert cockpit.rows(3)[:3] == ["R5", "R2", "R1"]


async def test_explaining_a_due_changes_nothing(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R2")
        revision = cockpit.workspace.revision
        await cockpit.press("x")
        assert "R2" in cockpit.screen
        assert cockpit.app.screen is not cockpit.main
        await cockpit.press("escape")
        assert cockpit.app.screen is cockpit.main
        assert cockpit.workspace.revision == revision
        assert cockpit.cursor == "R2"


async def test_a_request_is_added_by_one_line(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("a")
        await cockpit.type("? @anna wants the logo as svg by wed")
        await cockpit.press("enter")
        assert cockpit.said.startswith("R8: ? ")
        assert "R8" in cockpit.rows(3)
        assert cockpit.main.panes[2].list.cursor_key == "R8"


async def test_a_minute_later_the_queue_tells_the_new_time(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.at(local("24 11:01"))
        assert "3 late" in cockpit.status  # R5, R2 and the assignment A3
        assert "1 at risk" in cockpit.status  # R1, due at 11:30
        assert "11:01" in cockpit.status
        assert cockpit.edges(3)[0] == "next due in 29m"


@pytest.mark.parametrize("key", ["r", "w"])
async def test_the_next_of_the_queue_comes_under_the_cursor(tmp_path: Path, key: str) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("3 g")
        first, second = cockpit.rows(3)[:2]
        assert cockpit.cursor == first
        await cockpit.press(key)

        assert cockpit.cursor == second


async def test_a_word_of_the_customer_ends_the_waiting(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R3")
        await cockpit.press("c")
        assert "Customer wrote R3" in cockpit.said
        assert state_of(cockpit.body("R3")["events"]) == "open"
        await cockpit.press("u")
        assert state_of(cockpit.body("R3")["events"]) == "waiting"


async def test_a_note_touches_no_clock(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R1")
        cockpit.main.run_command("note")
        await cockpit.settled()
        await cockpit.type("Asked the printer")
        await cockpit.press("enter")
        assert "Note on R1" in cockpit.said
        assert cockpit.body("R1")["events"][-1]["note"] == "Asked the printer"
        assert cockpit.rows(3)[:3] == ["R5", "R2", "R1"]


async def test_enter_alone_snoozes_to_the_next_opening(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R2")
        await cockpit.press("S")
        assert "= Wed 25 Nov 09:00" in cockpit.screen
        await cockpit.press("enter")
        assert cockpit.body("R2")["snoozed_until"] == "2026-11-25T08:00:00Z"


async def test_a_request_is_given_to_a_contractor(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R2")
        await cockpit.press("D")
        await cockpit.press("enter")
        given = cockpit.body("R2")["assignment"]
        assert cockpit.body(given)["title"] == "Price of 500 stickers"
        assert cockpit.body(given)["request"] == "R2"


async def test_the_record_tells_what_else_the_customer_asked(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        fields = {"subject": "Once more", "customer": "BOB", "kind": "inquiry"}
        add_request(cockpit.workspace, fields)
        await cockpit.settled()
        await cockpit.go("R2")
        await cockpit.press("enter")
        assert "Also of BOB" in cockpit.screen
        assert "R8 2026-11-24 inquiry · Once more · new" in cockpit.screen
