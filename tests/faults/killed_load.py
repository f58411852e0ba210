"""Two writers at once on one home, each killed at a random moment, over and over; then the count.

Run as a program: it forks its writers, so that the kills fall into their work and not into their
start. Prints one JSON object with the figures.
"""

from __future__ import annotations

import io
import json
import os
import random
import select
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

LONGEST = 0.12
"""Seconds that a writer lives at most."""
BATCH, IMPORT = 5, 20
"""Lines of a capture from stdin, and of an import: each is one change."""


class Said(NamedTuple):
    """What a writer announced, and whether it was acknowledged before the kill."""

    kind: str
    tag: str
    acknowledged: bool


def run(home: str, kills: int, seed: int) -> dict[str, object]:
    """Kill so many writers, two at a time; what was lost, what was half done, what was found."""
    chance = random.Random(seed)
    said: list[Said] = []
    done = 0
    while done < kills:
        writers = [_writer(home, f"w{done}", chance), _writer(home, f"w{done + 1}", chance)]
        for pid, file, deadline in writers:
            said += _listen_and_kill(pid, file, deadline)
        done += 2
    figures = Counter(f"{one.kind} {'acknowledged' if one.acknowledged else 'cut'}" for one in said)
    lost, half = _judge(home, said)
    return {
        "kills": done,
        "changes": dict(sorted(figures.items())),
        "lost": lost,
        "half": half,
        "findings": _findings(home),
    }


def _writer(home: str, tag: str, chance: random.Random) -> tuple[int, int, float]:
    lifetime, seed = chance.uniform(0.002, LONGEST), chance.random()
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        try:
            _work(home, tag, random.Random(seed), writer)
        finally:
            os._exit(1)
    os.close(writer)
    return pid, reader, time.monotonic() + lifetime


def _listen_and_kill(pid: int, file: int, deadline: float) -> list[Said]:
    heard = b""
    while (left := deadline - time.monotonic()) > 0:
        ready, _w, _x = select.select([file], [], [], left)
        if ready:
            more = os.read(file, 65536)
            if not more:
                break
            heard += more
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    while more := os.read(file, 65536):  # what it said before it died counts
        heard += more
    os.close(file)
    lines = heard.decode().split("\n")[:-1]
    tried = [tuple(line.split()[1:]) for line in lines if line.startswith("try")]
    acknowledged = {tuple(line.split()[1:]) for line in lines if line.startswith("ack")}
    assert not [line for line in lines if line.startswith("bad")], lines
    return [Said(kind, tag, (kind, tag) in acknowledged) for kind, tag in tried]


def _work(home: str, tag: str, chance: random.Random, writer: int) -> None:
    """One command after another, each announced before and acknowledged after it."""
    kinds: dict[str, Callable[[str, str], bool]] = {
        "add": _add,
        "batch": _batch,
        "import": _import,
        "done": _done,
        "undo": _undo,
    }
    for number in range(10_000):
        kind = chance.choice(list(kinds))
        own = f"{tag}n{number}"
        os.write(writer, f"try {kind} {own}\n".encode())
        if kinds[kind](home, own):
            os.write(writer, f"ack {kind} {own}\n".encode())


def _command(home: str, *words: str, stdin: str = "") -> str | None:
    """What a command printed; None where it told that another writer did not finish."""
    from cockpit.cli.main import main

    out, err = io.StringIO(), io.StringIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(err):
        status = main(["--home", home, *words])
    if status:
        assert "try again" in err.getvalue(), err.getvalue()
        return None
    return out.getvalue()


def _add(home: str, tag: str) -> bool:
    return _command(home, "add", tag) is not None


def _batch(home: str, tag: str) -> bool:
    return _command(home, "add", "-", stdin=f"{tag}\n" * BATCH) is not None


def _import(home: str, tag: str) -> bool:
    lines = "".join(f"{tag} project:p{number}\n" for number in range(IMPORT))
    return _command(home, "import", "todotxt", "-", stdin=lines) is not None


def _done(home: str, tag: str) -> bool:
    task = _command(home, "add", tag)
    return task is not None and _command(home, "task", "done", task.strip()) is not None


def _undo(home: str, tag: str) -> bool:
    from cockpit.actions.records import add_record

    with closing(_open(home)) as workspace:
        change = add_record(workspace, "task", {"title": tag}).change
        workspace.undo(change.id)
    return True


def _open(home: str):  # type: ignore[no-untyped-def]
    from cockpit.domain.clock import SystemClock
    from cockpit.store.workspace import Workspace

    return Workspace.open(str(Path(home) / "cockpit.db"), SystemClock(), actor="load")


def _judge(home: str, said: list[Said]) -> tuple[list[Said], list[Said]]:
    """What was acknowledged and is not there, and what is there by half."""
    with closing(_open(home)) as workspace:
        tasks = [dict(one) for one in workspace.table("task").all()]
    count = Counter(task["title"].split()[0] for task in tasks)
    closed = {task["title"] for task in tasks if task.get("closed_at")}
    whole = {"add": {0, 1}, "batch": {0, BATCH}, "import": {0, IMPORT}, "done": {0, 1},
             "undo": {0, 1}}  # fmt: skip
    wanted = {"add": 1, "batch": BATCH, "import": IMPORT, "done": 1, "undo": 0}
    lost, half = [], []
    for one in said:
        if one.acknowledged and (
            count[one.tag] != wanted[one.kind] or (one.kind == "done" and one.tag not in closed)
        ):
            lost.append(one)
        if count[one.tag] not in whole[one.kind]:
            half.append(one)
    return lost, half


def _findings(home: str) -> list[str]:
    from cockpit.actions.checks import REFERENCES
    from cockpit.store.doctor.examining import examine

    with closing(_open(home)) as workspace:
        return [str(one) for one in examine(workspace, REFERENCES)]


if __name__ == "__main__":
    import cockpit.cli.capture
    import cockpit.cli.interchange
    import cockpit.cli.nouns
    import cockpit.cli.verbs
    import cockpit.domain.records
    import cockpit.interchange.todotxt  # noqa: F401 - loaded once, before forking

    print(json.dumps(run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
