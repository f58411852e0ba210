"""Commands get their backup beside them: made by a process that nobody waits for."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cockpit.store.backups.copying import count_records, verify
from tests.real_terminal import ROOT, command, environment

PATIENCE = 20.0


def wait_for_backup(home: Path) -> Path:
    deadline = time.monotonic() + PATIENCE
    while not list((home / "backups").glob("records-*.json")):
        assert time.monotonic() < deadline, "no backup came"
        os.sched_yield()
    (path,) = (home / "backups").glob("auto-*.db")
    return path


def test_a_command_makes_one_and_a_capture_never_does(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for title in ("one", "two"):
        assert command(home, "add", title, COCKPIT_BACKUPS="").returncode == 0
    assert not (home / "backups").exists()

    ran = command(home, "task", "list", COCKPIT_BACKUPS="")

    assert (ran.returncode, ran.stderr) == (0, "")
    path = wait_for_backup(home)
    verify(str(path))
    assert count_records(str(path)) == 2
    assert command(home, "doctor").returncode == 0


@pytest.mark.parametrize("words", [("--dry-run", "add", "x"), ("doctor",), ("backup",), ("help",)])
def test_what_needs_none_makes_none(words: tuple[str, ...], tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert command(home, "add", "one").returncode == 0

    assert command(home, *words, COCKPIT_BACKUPS="").returncode == 0

    assert not list(home.rglob("auto-*"))


def test_a_capture_does_not_load_what_backups_need(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom cockpit.cli.main import main\n"
        "main(['--home', sys.argv[1], 'add', 'x'])\n"
        "print(*sorted(name for name in sys.modules if 'backups' in name or 'safekeep' in name))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "home")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(COCKPIT_BACKUPS=""),
        check=False,
    )
    assert ran.stdout.splitlines()[1:] == [""], ran
