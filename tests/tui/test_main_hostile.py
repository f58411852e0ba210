"""Hostile words in every record: nothing is markup, nothing reaches the terminal as a command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from cockpit.actions.records import add_record
from cockpit.actions.requests import add_request
from cockpit.domain.identity import format_instant
from cockpit.store.workspace import Workspace
from tests.dialog_host import HOSTILE
from tests.tui.main_host import TUESDAY, Cockpit, app_on, local, open_home, running

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SIZES = ((80, 24), (120, 36), (160, 40))


def business_called(workspace: Workspace, words: str) -> Workspace:
    """One record of each kind, all of them called so."""
    name = words[:200]
    week = {"tue": [["09:00", "17:00"]]}
    add_record(workspace, "hours", {"name": name, "zone": "Europe/Berlin", "week": week})
    add_record(workspace, "function", {"name": name, "target_minutes": 600})
    block = {"function": "F1", "label": name, "weekday": "tue", "start": "09:00", "end": "11:00"}
    add_record(workspace, "block", block)
    add_record(
        workspace,
        "promise",
        {"kind": "inquiry", "first_response": {"measure": "working", "minutes": 240}},
    )
    day = TUESDAY.date().isoformat()
    task = {"title": words, "function": "F1", "place": "day", "day": day, "notes": words}
    waiting = {"project": name, "tags": [name.replace(" ", "")], "waiting": {"who": name}}
    add_record(workspace, "task", {**task, **waiting, "estimate_minutes": 200})
    request = {
        "kind": "inquiry",
        "customer": name,
        "subject": words,
        "channel": "email",
        "received": format_instant(local("24 09:00")),
    }
    add_request(workspace, {**request, "notes": words})
    add_record(workspace, "contractor", {"name": name, "notes": words})
    add_record(workspace, "assignment", {"contractor": "C1", "title": words, "goal": words})
    return workspace


def assert_harmless(cockpit: Cockpit, width: int) -> None:
    screen = cockpit.screen
    assert not CONTROL.search(screen.replace("\n", ""))
    assert {cell_len(line) for line in screen.split("\n")} == {width}


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_words_are_shown_as_they_are_everywhere(tmp_path: Path, words: str) -> None:
    workspace = business_called(open_home(tmp_path), words)
    width, height = SIZES[len(words) % 3]
    async with running(app_on(workspace), (width, height)) as cockpit:
        for reference, keys in (
            ("T1", ("s", "enter", "e", "m", "w", "D", "y", "space", "u")),
            ("R1", ("enter", "x", "e", "S", "r", "u")),
            ("B1", ("enter", "e", "d", "u")),
            ("C1", ("enter", "e", "v", "d")),
            ("A1", ("enter", "e", "v", "D", "d", "u")),
        ):
            await cockpit.go(reference)
            for key in keys:
                await cockpit.press(key)
                assert_harmless(cockpit, width)
                while cockpit.app.screen is not cockpit.main:
                    cockpit.app.pop_screen()
                    await cockpit.settled()
        assert cockpit.app.speaker is not None
        await cockpit.at(local("24 13:01"))
        cockpit.app.speaker.engine.beat()
        await cockpit.settled()
        assert cockpit.toasts
        assert_harmless(cockpit, width)
        await cockpit.press("b")
        assert_harmless(cockpit, width)
    workspace.close()


@pytest.mark.parametrize("words", ["[/b] closes nothing", "[urgent] call", "日本語"])
async def test_brackets_and_wide_signs_lose_nothing(tmp_path: Path, words: str) -> None:
    workspace = business_called(open_home(tmp_path), words)
    async with running(app_on(workspace), (200, 60)) as cockpit:
        for reference in ("T1", "R1", "A1", "C1"):
            await cockpit.go(reference)
        assert cockpit.screen.count(words) >= 6  # each pane, and the detail
        await cockpit.press("1 space")
        assert f"Done T1: {words}" in cockpit.said
        await cockpit.press("s")
        assert cockpit.app._exception is None
    workspace.close()


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_words_are_typed_pasted_and_filtered(tmp_path: Path, words: str) -> None:
    from textual import events

    workspace = open_home(tmp_path)
    add_record(workspace, "hours", {"name": "x", "zone": "UTC", "week": {}})
    async with running(app_on(workspace), (80, 24)) as cockpit:
        await cockpit.press("a")
        assert cockpit.app.focused is not None
        cockpit.app.focused.post_message(events.Paste(words))
        await cockpit.settled()
        assert_harmless(cockpit, 80)
        await cockpit.press("enter")
        assert "T1" in cockpit.rows(1)
        assert_harmless(cockpit, 80)
        await cockpit.press("slash")
        cockpit.app.focused.post_message(events.Paste(words[:50]))
        await cockpit.settled()
        assert_harmless(cockpit, 80)
        await cockpit.press("enter")
        assert_harmless(cockpit, 80)
    workspace.close()


async def test_a_reminder_that_does_not_fit_is_still_a_toast(tmp_path: Path) -> None:
    workspace = business_called(open_home(tmp_path), "[b]" * 3000)
    async with running(app_on(workspace), (60, 16)) as cockpit:
        assert cockpit.app.speaker is not None
        await cockpit.at(local("24 13:01"))
        cockpit.app.speaker.engine.beat()
        await cockpit.settled()
        assert "[b][b]" in cockpit.screen
        assert_harmless(cockpit, 60)
    workspace.close()


def test_the_times_of_these_tests_are_a_tuesday() -> None:
    assert f"{TUESDAY:%a}" == "Tue"
    assert local("24 10:20") == TUESDAY
