"""Kill −9 at any moment: what was acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.test_two_processes import home, titles
from tests.real_terminal import ROOT, RealTerminal, command, environment

__all__ = ["home"]

SCREEN_KILLS = 120
WRITER_KILLS = 1_000


def kill_writers(home: Path, kills: int) -> dict[str, object]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.faults.killed_load", str(home), str(kills), "20261123"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(),
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    figures: dict[str, object] = json.loads(ran.stdout)
    print(f"\n{figures}")
    return figures


def test_two_killed_writers_lose_nothing_and_leave_nothing_by_half(
    home: Path, request: pytest.FixtureRequest
) -> None:
    kills = WRITER_KILLS if request.config.getoption("--long") else 40

    figures = kill_writers(home, kills)

    assert figures["kills"] == kills
    assert figures["lost"] == []
    assert figures["half"] == []
    assert figures["findings"] == []


def test_a_screen_killed_beside_a_writer_keeps_all_that_it_showed(
    home: Path, request: pytest.FixtureRequest
) -> None:
    # given: screens killed ever at another moment after a capture was typed, beside a command
    kills = SCREEN_KILLS if request.config.getoption("--long") else 3
    chance = random.Random(20261123)
    acknowledged, typed = set(), set()
    for turn in range(kills):
        terminal = RealTerminal(home)
        terminal.wait_for("? help")
        terminal.press("a")
        terminal.wait_for("enter add")
        beside = subprocess.Popen(
            [sys.executable, "-m", "cockpit", "--home", str(home), "add", f"beside {turn}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=environment(),
            text=True,
        )
        title = f"turn {turn}"
        typed.add(title)
        terminal.press(title, "\r")
        deadline = time.monotonic() + chance.uniform(0.0, 0.5)
        while time.monotonic() < deadline and f": {title}" not in terminal.text:
            terminal.read()
        if f": {title}" in terminal.text:
            acknowledged.add(title)
        terminal.kill()
        printed, _err = beside.communicate()
        if printed.strip():
            acknowledged.add(f"beside {turn}")

    # then: all that was shown is there, and the file is sound
    there = titles(home)
    print(f"\n{kills} screens killed, {len(acknowledged)} acknowledged, {len(there)} there")
    assert acknowledged <= there
    ran = command(home, "doctor")
    assert ran.returncode == 0, ran.stdout
