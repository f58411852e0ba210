"""Eight processes write at once: every change is there, the history is sound, undo is right."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cockpit.actions.checks import REFERENCES
from cockpit.actions.records import add_record
from cockpit.domain.clock import SystemClock
from cockpit.store.doctor.examining import examine
from cockpit.store.workspace import Workspace
from tests.real_terminal import ROOT, environment

WRITERS = 8


def test_all_changes_of_eight_writers_are_there_and_undo_is_right(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    count = 1_000 if request.config.getoption("--long") else 60
    home = tmp_path / "home"
    # given: eight processes that add, edit and undo at the same time
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.many_writers", str(home), f"w{at}", str(count)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=environment(),
            text=True,
        )
        for at in range(WRITERS)
    ]
    said = [one.communicate()[0] for one in running]
    assert [one.returncode for one in running] == [0] * WRITERS

    # then: what each says must stand does, what it undid does not, and no id was given twice
    results = [json.loads(text) for text in said]
    standing: dict[str, str] = {}
    for result in results:
        assert not standing.keys() & result["standing"].keys()
        standing |= result["standing"]
    with closing(Workspace.open(str(home / "cockpit.db"), SystemClock(), actor="test")) as own:
        there = {f"T{number}": body["title"] for number, body in own.live("task").items()}
        assert there == standing
        assert examine(own, REFERENCES) == []
        connection = own.storage.connection
        (made,) = connection.execute("SELECT count(*) FROM change WHERE kind = 'do'").fetchone()
        (undone,) = connection.execute("SELECT count(*) FROM change WHERE kind = 'undo'").fetchone()
        gone = sum(len(result["undone"]) for result in results)
        assert made + gone == WRITERS * count

        # and: undo still takes back the latest change alone, and redo makes it again
        last = add_record(own, "task", {"title": "last"}).ref
        own.undo()
        assert {f"T{n}": body["title"] for n, body in own.live("task").items()} == standing
        own.redo()
        assert own.body(last)[2]["title"] == "last"
        assert examine(own, REFERENCES) == []
    waited = sum(result["waited"] for result in results)
    print(f"\n{made} changes and {undone} undos by {WRITERS} writers; {waited} had to try again")
