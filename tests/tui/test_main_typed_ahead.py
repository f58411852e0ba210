"""Keys that are typed before a dialog or a line is there are its letters, and never commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key

from tests.tui.main_host import Cockpit, small_cockpit


def at_once(cockpit: Cockpit, text: str) -> None:
    """Keys that come faster than anything can follow, as from a terminal that lagged behind."""
    for one in text:
        key = {"\r": "enter", "\x1b": "escape"}.get(one) or _character_to_key(one)
        cockpit.app.post_message(events.Key(key, one if one.isprintable() else None))


async def test_letters_after_the_key_of_a_dialog_change_no_record(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        before = [cockpit.body(f"T{number}") for number in range(1, 8)]
        at_once(cockpit, "addts ")
        await cockpit.settled()
        assert [cockpit.body(f"T{number}") for number in range(1, 8)] == before
        assert cockpit.app.screen is not cockpit.main


async def test_letters_after_the_slash_change_no_record(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        before = [cockpit.body(f"T{number}") for number in range(1, 8)]
        at_once(cockpit, "/dets")
        await cockpit.settled()
        assert [cockpit.body(f"T{number}") for number in range(1, 8)] == before
        assert cockpit.app.screen is cockpit.main


@pytest.mark.parametrize("opener", ["add", "interruption", "move-day", "waiting"])
async def test_what_is_typed_while_a_dialog_is_made_stands_in_it(
    tmp_path: Path, opener: str
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        cockpit.main.run_command(opener)
        at_once(cockpit, "Fern")
        await cockpit.settled()
        assert "Fern" in cockpit.screen


async def test_what_is_typed_while_the_filter_line_is_made_stands_in_it(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        cockpit.main.run_command("filter")
        at_once(cockpit, "press")
        await cockpit.settled()
        assert cockpit.pane.filter_words == ("press",)


@pytest.mark.parametrize("opener", ["help", "reminders", "open", "theme"])
async def test_a_dialog_without_a_line_takes_its_keys_too(tmp_path: Path, opener: str) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        cockpit.main.run_command(opener)
        at_once(cockpit, "j\x1b")
        await cockpit.settled()
        await cockpit.settled()
        assert cockpit.app.screen is cockpit.main
