"""Reminders leave a real terminal once: as its own notification, and through the owner's command."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.real_terminal import RealTerminal, command

HOSTILE = "logo\x1b]0;owned\x07 \x1b[2J;x $(touch owned) `id`"
HEAR = "import sys; open(sys.argv[1], 'ab').write(sys.stdin.buffer.read())"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one request that is late, whatever the day, and a command that listens."""
    home = tmp_path / "home"
    for words in (
        ("hours", "add", "Mine", "--zone", "UTC", "--week", "mon-fri 9-17"),
        ("promise", "add", "inquiry", "--first-response", "1h"),
        ("request", "add", HOSTILE, "--customer", "Anna", "--received", "2026-01-05 10:00"),
    ):
        ran = command(home, *words)
        assert ran.returncode == 0, ran.stderr
    listener = tmp_path / "hear.py"
    listener.write_text(HEAR)
    (home / "config.toml").write_text(
        'notifications = "osc777"\n'
        f"notify.command = '{sys.executable} {listener} {tmp_path / 'heard'}'\n"
        "quiet.outside_hours = false\n"
    )
    return home


def spoken(terminal: RealTerminal) -> list[bytes]:
    """The terminal's notifications that were written."""
    return [part.split(b"\x07")[0] for part in bytes(terminal.raw).split(b"\x1b]777;")[1:]]


def started(home: Path) -> RealTerminal:
    """One more, which has counted what was raised, and looked for more."""
    terminal = RealTerminal(home)
    terminal.wait_for("1 reminder")
    for _try in range(20):
        terminal.read(0.05)
    return terminal


def test_it_is_said_once_without_a_sign_that_steers(home: Path, tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    first = RealTerminal(home)
    first.wait_for("the first reply is late")
    for _try in range(200):
        if heard.exists() and heard.read_bytes().endswith(b"\n"):
            break
        first.read(0.05)
    second = started(home)  # beside it
    second.quit()
    first.quit()
    third = started(home)  # after a restart
    third.quit()

    (said,) = spoken(first)
    assert said.startswith(b"notify;cockpit;R1 logo]0;owned")
    assert not any(sign < 32 or sign == 127 for sign in said)
    assert b"\x1b]0;owned" not in first.raw
    assert spoken(second) == spoken(third) == []
    assert heard.read_bytes().count(b"R1 logo") == 1
    assert b"\x1b" not in heard.read_bytes()
    assert b"$(touch owned) `id`" in heard.read_bytes()
    assert not list(Path().glob("owned"))
