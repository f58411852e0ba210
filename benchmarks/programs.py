"""What is measured: the programs, the environment they run in, and the homes they work on."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LINE = "Write launch mail #writing ~45m by fri 16:00"
"""The capture of the budget."""
PASS = [sys.executable, "-c", "pass"]
FLOOR_APP = [sys.executable, "-m", "benchmarks.floor_app"]
MODULE = [sys.executable, "-m", "cockpit"]


class Timed(NamedTuple):
    """One run of a command, in milliseconds."""

    wall: float
    cpu: float


class Failed(Exception):
    """A program that is to be measured did not do its work."""


def script() -> list[str] | None:
    """The installed command `cockpit` of this interpreter; None when it is not installed."""
    path = Path(sys.executable).with_name("cockpit")
    return [str(path)] if path.exists() else None


def environment(cache: Path) -> dict[str, str]:
    """As an owner has it: no setting of Python's own, compiled modules kept.

    Where this checkout cannot be written to they are kept in `cache`.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    own |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    own |= {"PYTHONPATH": str(ROOT), "COCKPIT_BACKUPS": "off"}  # hourly, and not what is measured
    for name in ("NO_COLOR", "COCKPIT_HOME", "COLUMNS", "LINES"):
        own.pop(name, None)
    if not os.access(ROOT / "cockpit", os.W_OK):
        own["PYTHONPYCACHEPREFIX"] = str(cache)
    return own


def timed(command: Sequence[str], env: dict[str, str]) -> Timed:
    """Run a command from its start to its exit, its output thrown away."""
    begun = perf_counter()
    process = subprocess.Popen(
        command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    told = process.stderr.read() if process.stderr else b""
    _pid, status, usage = os.wait4(process.pid, 0)
    wall = perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stderr:
        process.stderr.close()
    if process.returncode:
        words = told.decode(errors="replace")
        raise Failed(f"{' '.join(command)} left with {process.returncode}: {words}")
    return Timed(wall * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3)


def make_home(home: Path, live: int, closed: int, env: dict[str, str], ready: Path | None) -> None:
    """A demo home of a size; a copy of `ready`/<live> when such homes were made before."""
    if ready is not None:
        shutil.copytree(ready / str(live), home)
        return
    words = ["demo", "--scale", str(live), "--closed", str(closed), "--no-open", "--at", str(home)]
    timed([*MODULE, *words], env)


def touch_four_panes(home: Path) -> None:
    """One change with a row of each pane, for the screen to undo and do again."""
    from cockpit.domain.clock import SystemClock
    from cockpit.store.workspace import Workspace

    workspace = Workspace.open(str(home / "cockpit.db"), SystemClock(), actor="benchmark")
    fields = {"task": "title", "block": "label", "request": "subject", "contractor": "name"}
    try:
        with workspace.transaction("A row of each pane"):
            for table, field in fields.items():
                number, body = _first(workspace.storage.connection, table)
                words = str(body.get(field) or "Row").removeprefix("* ")
                workspace.table(table).update({field: f"* {words}"}, doc_ids=[number])
    finally:
        workspace.close()


def _first(connection: sqlite3.Connection, table: str) -> tuple[int, dict[str, object]]:
    """The live row of a table that stands first on the screen."""
    number, body = connection.execute(
        "SELECT id, body FROM document WHERE tbl = ? AND closed_at IS NULL ORDER BY rank, id",
        (table,),
    ).fetchone()
    return number, json.loads(body)


def changes(home: Path) -> int:
    """How many changes are committed, seen by another process than the one that made them."""
    with closing(sqlite3.connect(f"file:{home / 'cockpit.db'}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM change").fetchone()[0])


def bare_commits(folder: Path, times: int) -> list[float]:
    """Milliseconds of durable commits of one small row in a database of its own."""
    path = folder / "floor.db"
    found = []
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, body TEXT)")
        for _each in range(times):
            begun = perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO row (body) VALUES (?)", ("x" * 400,))
            connection.execute("COMMIT")
            found.append((perf_counter() - begun) * 1e3)
    return found
