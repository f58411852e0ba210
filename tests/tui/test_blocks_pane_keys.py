"""What the keys do to today's blocks and calls from their pane, and the palette over the week."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.actions.capture import capture
from cockpit.domain.identity import format_instant
from cockpit.tui.clocking.functions import Functions
from cockpit.tui.palette import Palette
from cockpit.tui.weeks.screen import WeekBlocks
from tests.tui.main_host import Cockpit, local, small_cockpit


async def by_name(cockpit: Cockpit, name: str) -> None:
    """Give a command through the palette."""
    await cockpit.press("colon")
    await cockpit.type(name)
    for _enter in range(2):
        if isinstance(cockpit.app.screen, Palette):
            await cockpit.press("enter")


@pytest.mark.parametrize(("key", "end"), [("plus", "11:15"), ("minus", "10:45")])
async def test_a_block_gets_longer_and_shorter_on_its_date(
    tmp_path: Path, key: str, end: str
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("B1")
        await cockpit.press(key)

        assert cockpit.body("O1")["end"] == end
        assert cockpit.body("B1")["end"] == "11:00"
        assert cockpit.cursor == "B1"


async def test_a_new_block_is_under_the_cursor(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("2 A")
        await cockpit.type("Shop 12:45-13:30")
        await cockpit.press("enter")

        assert cockpit.cursor == "O1"


async def test_a_call_is_moved_to_another_time(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        capture(cockpit.workspace, "! Karl cb:13:00")
        await cockpit.settled()
        await cockpit.go("I1")
        await cockpit.press("m")
        await cockpit.type("tomorrow 9:00")
        await cockpit.press("enter")

        assert cockpit.body("I1")["call_back"] == format_instant(local("25 09:00"))


async def test_over_the_week_the_palette_offers_its_keys_and_other_screens(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("B")
        before = cockpit.workspace.revision
        await by_name(cockpit, "functions")
        assert isinstance(cockpit.app.screen, Functions)

        await cockpit.press("escape")
        await by_name(cockpit, "drop")
        assert isinstance(cockpit.app.screen, WeekBlocks)
        assert cockpit.workspace.revision == before + 1


async def test_a_key_pressed_again_repeats_no_toast(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path, size=(80, 24)) as cockpit:
        await cockpit.press("B plus plus plus plus plus")

        assert len(cockpit.toasts) == 1
