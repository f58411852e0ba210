"""A disk of one megabyte fills up: it is told, and all that was acknowledged is there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.real_terminal import ROOT, environment


def own_mounts() -> list[str]:
    """The words that start a program with mounts of its own; skips where that is not permitted."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("needs unshare")
    words = [unshare, "-m"] if os.geteuid() == 0 else [unshare, "-rm"]
    tried = subprocess.run(
        [*words, "sh", "-c", "mount -t tmpfs -o size=1m none /mnt"],
        capture_output=True,
        check=False,
    )
    if tried.returncode:
        pytest.skip("may not mount a small disk")
    return words


def test_a_full_disk_is_told_and_keeps_all_that_was_acknowledged(tmp_path: Path) -> None:
    disk, kept = tmp_path / "disk", tmp_path / "kept"
    disk.mkdir()
    ran = subprocess.run(
        [*own_mounts(), "sh", "-c",
         'mount -t tmpfs -o size=1m,mode=0700 none "$1" && exec "$0" -m tests.faults.filling "$@"',
         sys.executable, str(disk), str(kept)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(),
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)

    # then: each refusal was a sentence about room, and nothing else was
    assert said["refused"]
    for status, err in said["told"]:
        assert status in (1, 3), err
        assert 1 <= len({*err.replace("cockpit: ", "").splitlines()}) <= 2, err
        assert "full" in err or "free" in err or "space" in err, err
    assert said["after"] == [0, ""]

    # and: what was acknowledged is there, what was refused is not, and all is sound
    cockpit = CommandLine(kept)
    titles = [one["title"] for one in cockpit.items("task", "list", "--all")]
    assert sorted(titles) == sorted(said["acknowledged"])
    assert cockpit("doctor").status == 0
    print(f"\n{len(titles)} captures on 1 MB, {len(said['told'])} refusals told, 0 lost")
