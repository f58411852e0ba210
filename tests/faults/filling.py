"""Fills a disk that is nearly full by way of the command line; prints what was acknowledged.

Run as a program in a mount namespace of its own, with a small disk on the folder it is given.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from tests.command_line import CommandLine

COMMANDS = (
    ("add", "one more"),
    ("task", "done", "T1"),
    ("task", "edit", "T2", "--title", "another"),
    ("undo",),
    ("backup",),
    ("backup", "--automatic"),
    ("import", "todotxt", "-"),
)


def fill(disk: Path, kept: Path) -> dict[str, object]:
    """Capture until the disk is full, try everything else, make room, and go on."""
    cockpit = CommandLine(disk / "home")
    acknowledged, refused, told = [], [], []
    for number in range(2_000):
        title = f"task {number} {'long ' * 150}".strip()
        ran = cockpit("add", title)
        (refused if ran.status else acknowledged).append(title)
        if ran.status:
            told.append([ran.status, ran.err])
            break
    ballast = disk / "ballast"
    with open(ballast, "wb", buffering=0) as file:
        try:
            while file.write(b"x" * 512):
                pass
        except OSError:
            pass
    for words in COMMANDS:
        ran = cockpit(*words, stdin=f"import {'long ' * 400}\n" * 50)
        if ran.status:
            told.append([ran.status, ran.err])
        elif words[0] == "add":
            acknowledged.append("one more")
    shutil.copytree(disk / "home", kept)
    ballast.unlink()
    for path in (disk / "home" / "backups").glob("*"):
        path.unlink()
    after = cockpit("task", "list")
    return {
        "acknowledged": acknowledged,
        "refused": refused,
        "told": told,
        "after": [after.status, after.err],
    }


if __name__ == "__main__":
    os.environ["COCKPIT_BACKUPS"] = "off"
    print(json.dumps(fill(Path(sys.argv[1]), Path(sys.argv[2]))))
