"""Commands on a disk that fails at its n-th call: a helper process with `failing_disk.c` beneath it.

Run as a program it is that helper: it forks once for each command, so that a case costs little.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

SOURCE = Path(__file__).with_suffix(".c")
ROOT = Path(__file__).parents[2]
NOW = "2026-11-23T09:20:00+00:00"


class Case(NamedTuple):
    """One command, and the call at which the disk fails it; `at` 0 is a sound disk."""

    home: str
    words: list[str]
    kinds: str = "owst"
    """o open, w write, s sync, t truncate, r read."""
    at: int = 0
    error: int = 0
    """The errno."""
    for_good: bool = False
    """Whether every call after it fails, too."""
    stdin: str = ""


class Outcome(NamedTuple):
    """What the owner saw."""

    status: int
    out: str
    err: str
    fired: bool
    """Whether the disk failed: without it the command made fewer calls."""
    calls: int
    """How many calls of the chosen kinds there were."""


def build(folder: Path) -> Path | None:
    """The compiled layer; None where there is no compiler, or it cannot be put under a process."""
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        return None
    library = folder / "failing_disk.so"
    made = subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"],
        capture_output=True,
    )
    return library if made.returncode == 0 else None


class FailingDisk:
    """The helper process; call it with a case."""

    def __init__(self, library: Path, root: Path = ROOT) -> None:
        """`root` is the folder of the package that is tried."""
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__)), str(library)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=root,
            env={**os.environ, "LD_PRELOAD": str(library), "PYTHONPATH": str(root)},
            text=True,
        )

    def __call__(self, case: Case) -> Outcome:
        """Carry out one command."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(case) + "\n")
        self._process.stdin.flush()
        return Outcome(*json.loads(self._process.stdout.readline()))

    def __enter__(self) -> FailingDisk:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def _serve(library: str) -> None:
    import cockpit.cli.capture
    import cockpit.cli.history
    import cockpit.cli.interchange
    import cockpit.cli.maintenance
    import cockpit.cli.nouns
    import cockpit.domain.records  # noqa: F401 - what a command loads is loaded once, before forking

    layer = ctypes.CDLL(library)
    for line in sys.stdin:
        case = Case(*json.loads(line))
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            if case.words == ["upgrade"]:
                case = case._replace(words=["task", "list"])
                _become_newer()
            play = _keep_open if case.words == ["screen"] else _carry_out
            _write(writer, play(layer, case))
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as answer:
            said = answer.read()
        os.waitpid(child, 0)
        print(said or json.dumps([-1, "", "it died", True, 0]), flush=True)


def _carry_out(layer: Any, case: Case) -> list[Any]:
    from cockpit.cli.main import main

    out, err = io.StringIO(), io.StringIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(case.stdin.encode()), encoding="utf-8")
    layer.failing_disk_arm(
        case.home.encode(), case.kinds.encode(), case.at, case.error, int(case.for_good)
    )
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = main(["--home", case.home, "--now", NOW, *case.words])
        except BaseException:
            traceback.print_exc(file=err)
            status = -1
    fired, calls = bool(layer.failing_disk_fired()), layer.failing_disk_calls()
    layer.failing_disk_arm(case.home.encode(), b"", 0, 0, 0)
    return [status, out.getvalue(), err.getvalue(), fired, calls]


def _become_newer() -> None:
    """Be a program whose schema is one step further."""
    from cockpit.store import migrations

    version = migrations.current_version() + 1
    step = migrations.Migration(version, "documents have a colour", _add_colour)
    migrations.MIGRATIONS = (*migrations.MIGRATIONS, step)


def _add_colour(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE document ADD COLUMN colour TEXT DEFAULT 'blue'")
    connection.execute("UPDATE document SET colour = 'red'")


def _keep_open(layer: Any, case: Case) -> list[Any]:
    """A cockpit that is open over two changes, the second on the failing disk, and then killed."""
    from datetime import datetime

    from cockpit.actions.records import add_record
    from cockpit.domain.clock import FixedClock
    from cockpit.errors import CockpitError
    from cockpit.store.workspace import Workspace

    clock = FixedClock(datetime.fromisoformat(NOW))
    layer.failing_disk_arm(case.home.encode(), b"", 0, 0, 0)
    workspace = Workspace.open(f"{case.home}/cockpit.db", clock, actor="screen")
    add_record(workspace, "task", {"title": "kept"})
    layer.failing_disk_arm(
        case.home.encode(), case.kinds.encode(), 1, case.error, int(case.for_good)
    )
    try:
        add_record(workspace, "task", {"title": "refused"})
    except CockpitError as error:
        return [1, str(error)[: len("The disk failed")], "", True, 0]
    return [0, "acknowledged", "", False, 0]


def _write(file: int, answer: list[Any]) -> None:
    data = json.dumps(answer).encode()
    while data:
        data = data[os.write(file, data) :]


if __name__ == "__main__":
    _serve(sys.argv[1])
