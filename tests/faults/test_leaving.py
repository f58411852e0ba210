"""Leaving: keys typed ahead open nothing, and the terminal is given back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.real_terminal import RealTerminal


@pytest.mark.parametrize("ahead", ["e", "a", "?", ":", "\r", "m", " ", "z"])
def test_a_key_typed_after_quit_ends_in_no_traceback(ahead: str, tmp_path: Path) -> None:
    run = CommandLine(tmp_path / "home")
    assert run("add", "one").id
    terminal = RealTerminal(run.home)
    terminal.wait_for("esc set up nothing")
    terminal.press("\x1b")
    terminal.wait_until_gone("esc set up nothing")

    terminal.press("q" + ahead)

    assert terminal.wait_for_end() == 0
    said = terminal.raw.decode("utf-8", "replace")
    assert "Traceback" not in said
