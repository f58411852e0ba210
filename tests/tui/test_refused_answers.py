"""What is refused stands where it was typed, with the reason, and can be put right there."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from cockpit.tui.dialogs.ask import Ask
from tests.tui.main_host import small_cockpit

REFUSED = [
    ("B a", "Support 9:30-10:30", "do not overlap"),
    ("B m", "11:00-12:00", "do not overlap"),
    ("2 A", "Support 9:30-10:30", "do not overlap"),
    ("2 m", "11:00-12:00", "do not overlap"),
    ("T a", "9:10-9:30 Writing", "do not overlap"),
    ("T a", "16:00-17:00 Writing", "future"),
    ("3 S", "yesterday", "ahead of now"),
]


@pytest.mark.parametrize(("keys", "answer", "reason"), REFUSED)
async def test_a_refused_answer_stays_in_its_line(
    tmp_path: Path, keys: str, answer: str, reason: str
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        before = cockpit.workspace.revision
        await cockpit.press(keys)
        asked = cockpit.dialog
        assert isinstance(asked, Ask)
        asked.query_one(Input).value = ""
        await cockpit.type(answer)
        await cockpit.press("enter")

        assert cockpit.app.screen is asked
        assert asked.query_one(Input).value == answer
        assert reason in cockpit.screen
        assert cockpit.toasts == []
        assert cockpit.workspace.revision == before


async def test_what_was_refused_is_put_right_in_its_line(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("2 A")
        await cockpit.type("Support 9:30-10:30")
        await cockpit.press("enter")
        cockpit.dialog.query_one(Input).value = "Support 12:30-13:30"
        await cockpit.press("enter")

        assert cockpit.app.screen is cockpit.main
        assert cockpit.body("O1")["start"] == "12:30"


async def test_a_second_enter_that_was_typed_ahead_does_nothing_twice(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("3")
        cockpit.main.run_command("note")
        await cockpit.type("he likes blue")
        dialog = cockpit.dialog
        assert isinstance(dialog, Ask)
        before = cockpit.workspace.revision
        dialog.action_submit()
        dialog.action_submit()
        await cockpit.settled()

        assert cockpit.workspace.revision == before + 1
