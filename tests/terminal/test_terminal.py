"""The cockpit in a real terminal: a morning of work, leaving, coming back, and all is there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.real_terminal import RealTerminal

NOW = "2026-11-24T10:20:00+01:00"
ESCAPE = "\x1b"


@pytest.fixture(autouse=True)
def berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")


def cockpit(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the cockpit without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "cockpit", "--home", str(home), "--now", NOW, *words],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


def items(home: Path, *words: str) -> list[dict[str, Any]]:
    ran = cockpit(home, *words, "--json")
    assert ran.returncode == 0, ran.stderr
    found: list[dict[str, Any]] = json.loads(ran.stdout)["items"]
    return found


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A demo business."""
    home = tmp_path / "demo"
    ran = cockpit(home, "demo", "--no-open")
    assert ran.returncode == 0, ran.stderr
    return home


def opened(home: Path, columns: int = 120, lines: int = 36) -> RealTerminal:
    return RealTerminal("--home", str(home), "--now", NOW, columns=columns, lines=lines)


def test_a_morning_of_work_is_there_after_leaving_and_coming_back(demo: Path) -> None:
    first = items(demo, "task", "list")[0]
    with opened(demo) as terminal:
        terminal.shows("Tue 24 Nov", "1 Tasks", "2 Today", "3 Requests", "4 Contractors")
        # 1 and 2: add a task
        terminal.press("a")
        terminal.shows("what is there to do?")
        terminal.press("Water the ferns ~5m on today\r")
        terminal.shows("Water the ferns")
        # 3: cross it off; 4: undo; 5: tomorrow
        terminal.press(" ")
        terminal.shows("Done T")
        terminal.press("u")
        terminal.shows("Undone")
        terminal.press("/")
        terminal.shows("show only rows")
        terminal.press("ferns\r")
        terminal.shows("1 Tasks /ferns")
        terminal.press("t")
        terminal.shows("Move T", "2026-11-25")
        terminal.press(ESCAPE)
        terminal.hides("/ferns")
        # 6: the clock of another task; 7: requests, reply
        terminal.press("gjs")
        terminal.shows("▶")
        terminal.press("3r")
        terminal.shows("Reply sent R")
        # 8: filter and back; 9: zoom and back
        terminal.press("1/")
        terminal.shows("show only rows")
        terminal.press("ferns")
        terminal.shows("/ferns")
        terminal.press(ESCAPE)
        terminal.hides("/ferns")
        terminal.press("z")
        terminal.shows("[1 Tasks")
        terminal.press("z")
        terminal.hides("[1 Tasks")
        # 10: quit
        terminal.press("q")
        assert terminal.ends() == 0
    ferns = next(one for one in items(demo, "task", "list") if one["title"] == "Water the ferns")
    assert ferns["day"] == "2026-11-25"
    with opened(demo) as terminal:
        terminal.shows("1 Tasks", "▶")
        terminal.press("/")
        terminal.shows("show only rows")
        terminal.press("ferns\r")
        terminal.shows("1 Tasks /ferns", "Water the ferns")
        terminal.press("q")
        assert terminal.ends() == 0
    assert first["id"]


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (120, 36), (200, 60)])
def test_it_fits_every_window_and_leaves_the_terminal_as_it_was(
    demo: Path, columns: int, lines: int
) -> None:
    with opened(demo, columns, lines) as terminal:
        terminal.shows("Tasks", "a add")
        for key, words in (("2", "Today"), ("3", "Requests"), ("4", "Contractors"), ("?", "Keys")):
            terminal.press(key)
            terminal.shows(words)
        terminal.press(ESCAPE)
        terminal.hides("╭─ Keys")
        terminal.press("q")
        assert terminal.ends() == 0
        assert terminal.written.rindex(b"\x1b[?1049l") > terminal.written.index(b"\x1b[?1049h")
        assert b"\x1b[?25h" in terminal.written  # the cursor is seen again


def test_a_first_start_asks_and_sets_up(tmp_path: Path) -> None:
    home = tmp_path / "new"
    with opened(home) as terminal:
        terminal.shows("Welcome", "Europe/Berlin")
        terminal.press("\x13")  # ctrl+s takes all answers
        terminal.shows("Set up.")
        terminal.press("a")
        terminal.shows("what is there to do?")
        terminal.press("The first thing\r")
        terminal.shows("T1: The first thing")
        terminal.press("q")
        assert terminal.ends() == 0
    assert [one["title"] for one in items(home, "task", "list")] == ["The first thing"]
    assert items(home, "hours", "list")[0]["zone"] == "Europe/Berlin"
    with opened(home) as terminal:
        terminal.shows("The first thing", "open until")
        assert "Welcome" not in terminal.text
        terminal.press("\x11")  # ctrl+q
        assert terminal.ends() == 0


def test_what_the_command_line_writes_beside_it_appears(demo: Path) -> None:
    with opened(demo) as terminal:
        terminal.shows("1 Tasks", "a add")
        assert cockpit(demo, "add", "(A) From the other side on today").returncode == 0
        terminal.shows("From the other side")
        terminal.press("q")
        assert terminal.ends() == 0


def test_hostile_words_do_not_reach_the_terminal_as_commands(demo: Path) -> None:
    evil = "(A) \x1b]0;owned\x07\x1b[2J[/b] stays on today"
    assert cockpit(demo, "add", evil).returncode == 0
    with opened(demo, 200, 60) as terminal:
        terminal.shows("1 Tasks", "[/b] stays")
        assert "owned" not in terminal.screen.title
        terminal.press("q")
        assert terminal.ends() == 0


def test_without_a_terminal_the_day_is_printed(demo: Path) -> None:
    ran = cockpit(demo)
    assert ran.returncode == 0
    assert "24" in ran.stdout
    assert ran.stdout == cockpit(demo, "today").stdout
    assert "\x1b" not in ran.stdout


def test_a_terminal_that_goes_away_takes_the_cockpit_with_it(demo: Path) -> None:
    with opened(demo) as terminal:
        terminal.shows("1 Tasks", "a add")
        os.kill(terminal.process, 1)  # SIGHUP
        terminal.ends()
    assert cockpit(demo, "doctor").returncode == 0
