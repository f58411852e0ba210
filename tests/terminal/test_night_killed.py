"""A nightly review whose process is killed: what was decided is there, and it goes on from there."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.evening import TUESDAY_EVENING, full_tuesday
from tests.terminal.real_terminal import RealTerminal
from tests.workspaces import open_workspace

ENTER = "\r"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    full_tuesday(open_workspace(tmp_path, at=TUESDAY_EVENING)).close()
    return tmp_path


def opened(home: Path) -> RealTerminal:
    return RealTerminal("--home", str(home), "--now", TUESDAY_EVENING.isoformat())


def press_and_kill(home: Path, *steps: tuple[str, str], last: str) -> None:
    """Open the review, for each step wait for words and press keys, and kill it at the last."""
    with opened(home) as terminal:
        terminal.shows("R review")
        terminal.press("R")
        for shown, keys in steps:
            terminal.shows(shown)
            terminal.press(keys)
        terminal.shows(last)
        os.kill(terminal.process, signal.SIGKILL)


def test_what_was_on_the_screen_before_a_kill_is_there_after_it(home: Path) -> None:
    press_and_kill(home, ("1/5 Loose ends", ENTER), last="2/5 Cross off")
    press_and_kill(home, ("2/5 Cross off", "  3"), last="T3: 45m left")
    press_and_kill(home, ("Done 2 of 20", ENTER), last="18 leftovers to decide")
    press_and_kill(home, ("18 leftovers to decide", "d5"), last="16 leftovers to decide")
    press_and_kill(home, ("16 leftovers to decide", "]"), last="4/5 Tomorrow")
    press_and_kill(home, ("4/5 Tomorrow", "G "), last="in · ")

    workspace = open_workspace(home, at=TUESDAY_EVENING)
    assert not workspace.live("entry")
    assert [workspace.body(one)[2].get("state") for one in ("T1", "T2")] == ["done", "done"]
    assert workspace.body("T3")[2]["state"] == "dropped"
    assert workspace.body("T4")[2]["day"] == "2026-11-27"
