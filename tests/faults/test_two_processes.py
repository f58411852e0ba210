"""Two cockpits and the command line on one home: each follows the others, and a kill loses nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.real_terminal import ROOT, RealTerminal, command, environment


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with working hours, so that no first questions are asked."""
    tables = {
        "meta": {"1": {"schema": 1, "program": "cockpit"}},
        "hours": {
            "1": {
                "uid": "h1",
                "created_at": "2026-11-20T08:00:00Z",
                "name": "mine",
                "zone": "UTC",
                "week": {"mon": [["09:00", "17:00"]]},
            }
        },
    }
    file = tmp_path / "start.json"
    file.write_text(json.dumps(tables))
    ran = command(tmp_path / "home", "import", "json", str(file))
    assert ran.returncode == 0, ran.stderr
    return tmp_path / "home"


def titles(home: Path) -> set[str]:
    """The titles of all tasks, done ones too."""
    dump = json.loads(command(home, "export", "json").stdout)
    return {task["title"] for task in dump.get("task", {}).values()}


def test_two_screens_and_the_command_line_follow_each_other(home: Path) -> None:
    # given: two open cockpits
    assert command(home, "add", "from the start").returncode == 0
    one, two = RealTerminal(home), RealTerminal(home)
    try:
        one.wait_for("from the start")
        two.wait_for("from the start")

        # when: one adds, and the command line adds and ticks off
        one.press("a")
        one.wait_for("enter add")
        one.press("typed in one", "\r")
        one.wait_for("T2: typed in one")
        assert command(home, "add", "from outside").stdout.strip().endswith("T3")
        assert command(home, "task", "done", "T1").returncode == 0

        # then: both show all of it
        for terminal in (one, two):
            terminal.wait_for("typed in one")
            terminal.wait_for("from outside")
            terminal.wait_for("✓   from the start")

        # and: undo in one takes back the last change, also where another made it
        two.press("u")
        two.wait_until_gone("✓")
        one.wait_until_gone("✓")
        assert (one.quit(), two.quit()) == (0, 0)
    except BaseException:
        one.kill()
        two.kill()
        raise
    assert titles(home) == {"from the start", "typed in one", "from outside"}
    assert command(home, "doctor").returncode == 0


def test_a_killed_screen_keeps_all_that_it_had_acknowledged(home: Path) -> None:
    for turn in range(3):
        terminal = RealTerminal(home)
        terminal.wait_for("? help")
        terminal.press("a")
        terminal.wait_for("enter add")
        terminal.press(f"turn {turn}", "\r")
        terminal.wait_for(f"T{turn + 1}: turn {turn}")
        terminal.press("a", "unfinished")
        terminal.kill()

        assert command(home, "doctor").returncode == 0
        assert titles(home) == {f"turn {number}" for number in range(turn + 1)}


def test_a_killed_capture_is_there_whole_or_not_at_all(home: Path) -> None:
    # given: captures that are killed ever later, from before their first line to after their last
    acknowledged = set()
    for turn in range(24):
        running = subprocess.Popen(
            [sys.executable, "-m", "cockpit", "--home", str(home), "add", f"capture {turn}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=environment(),
            text=True,
        )
        try:
            printed, _err = running.communicate(timeout=0.01 + turn * 0.005)
        except subprocess.TimeoutExpired:
            running.kill()
            printed, _err = running.communicate()
        if printed.strip():
            acknowledged.add(f"capture {turn}")

    # then: what was acknowledged is there, and the file is sound
    assert acknowledged <= titles(home)
    ran = command(home, "doctor")
    assert ran.returncode == 0, ran.stdout
