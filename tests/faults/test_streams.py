"""Streams that are closed or full, and moments beyond the calendar: a sentence, never a fault."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.real_terminal import ROOT, command, environment

FULL = Path("/dev/full")


def in_shell(home: Path, words: str, redirection: str) -> subprocess.CompletedProcess[bytes]:
    """The cockpit with its streams changed by a shell."""
    line = f'"{sys.executable}" -m cockpit --home "{home}" {words} {redirection}'
    return subprocess.run(
        ["/bin/sh", "-c", line], capture_output=True, cwd=ROOT, env=environment(), timeout=60
    )


@pytest.mark.skipif(os.name != "posix", reason="a shell's way of closing streams")
@pytest.mark.parametrize("words", ["task list", "today", "export json", "add more"])
@pytest.mark.parametrize("redirection", [">&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_fault(words: str, redirection: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert command(home, "add", "one").returncode == 0

    ran = in_shell(home, words, redirection)

    assert ran.returncode == 0, ran.stderr
    assert not (home / "log").exists()
    assert command(home, "doctor").returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="a shell's way of closing streams")
def test_nothing_on_a_closed_stdin_is_told(tmp_path: Path) -> None:
    ran = in_shell(tmp_path / "home", "add -", "<&-")

    assert ran.returncode == 2
    assert b"nothing on stdin" in ran.stderr


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", ["task list", "export json"])
def test_output_that_finds_no_room_is_told(words: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert command(home, "add", "one").returncode == 0

    ran = in_shell(home, words, f">{FULL}")

    assert ran.returncode == 1
    assert b"what was printed could not be written" in ran.stderr
    assert not (home / "log").exists()


@pytest.mark.parametrize("now", ["9999-12-31T23:59:59Z", "0001-01-01T00:00", "1969-12-31"])
@pytest.mark.parametrize("words", [("today",), ("add", "x by fri")])
def test_a_now_beyond_the_calendar_is_wrong_use(
    now: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    ran = CommandLine(tmp_path / "home", now=now)(*words)

    assert ran.status == 2
    assert "too far away" in ran.err


@pytest.mark.parametrize("now", ["1970-01-03T00:00Z", "9000-12-31T23:59Z"])
def test_the_first_and_the_last_moment_are_understood(now: str, tmp_path: Path) -> None:
    assert CommandLine(tmp_path / "home", now=now)("today").status == 0
