"""Each byte of a small database flipped, and the file cut at each length: told, or harmless."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from cockpit.actions.checks import REFERENCES
from cockpit.domain.clock import FixedClock
from cockpit.errors import CockpitError
from cockpit.store.doctor.examining import examine
from cockpit.store.workspace import Workspace
from tests.command_line import CommandLine
from tests.workspaces import NOW

COMMANDS = (("task", "list", "--all"), ("request", "list"), ("today",), ("history",))
"""What an owner would see it with."""


class Look(NamedTuple):
    """What a look at a damaged home gives."""

    word: str
    """refused (a command says so), found (by the doctor), or whole."""
    records: object
    """Every record; None where nothing could be read."""


@pytest.fixture
def cockpit(tmp_path: Path) -> CommandLine:
    """A home with a few records of several kinds, one closed, one undone; on small pages."""
    run = CommandLine(tmp_path / "home", now=NOW.isoformat())
    run("hours", "add", "mine", "--zone", "UTC", "--week", "mon-fri 09:00-17:00")
    assert run("function", "add", "Writing").id == "F1"
    for title in ("one", "two", "three #writing", "four"):
        assert run("add", title).id
    assert run("add", "? @anna wants the logo by fri").id == "R1"
    assert run("task", "done", "T2").status == 0
    assert run("task", "edit", "T1", "--title", "uno").status == 0
    assert run("undo").status == 0
    with closing(sqlite3.connect(run.home / "cockpit.db", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("PRAGMA page_size = 1024")
        database.execute("VACUUM")
        database.execute("PRAGMA journal_mode = WAL")
    return run


def records_of(workspace: Workspace) -> object:
    rows = workspace.storage.connection.execute(
        "SELECT tbl, id, body FROM document ORDER BY tbl, id"
    ).fetchall()
    return [(table, number, json.loads(body)) for table, number, body in rows]


def look(cockpit: CommandLine) -> Look:
    """Use the home as an owner would; anything but a sentence is raised."""
    for words in COMMANDS:
        ran = cockpit(*words)
        if ran.status:
            assert ran.status in (1, 2, 3), ran
            assert len({*ran.err.replace("cockpit: ", "").splitlines()}) == 1, ran
            return Look("refused", None)
    try:
        with closing(
            Workspace.open(str(cockpit.home / "cockpit.db"), FixedClock(NOW), actor="test")
        ) as workspace:
            findings = examine(workspace, REFERENCES)
            if findings:
                return Look("found", None)
            return Look("whole", records_of(workspace))
    except CockpitError:
        return Look("refused", None)


def places(size: int, long: bool) -> Iterator[int]:
    """Every byte; in the short form every 97th, other ones in each page."""
    yield from range(0, size, 1 if long else 97)


def test_a_flipped_byte_is_told_or_does_not_matter(
    cockpit: CommandLine, request: pytest.FixtureRequest
) -> None:
    # given
    path = cockpit.home / "cockpit.db"
    sound = path.read_bytes()
    before = look(cockpit)
    assert before.word == "whole"
    seen: Counter[str] = Counter()

    for place in places(len(sound), bool(request.config.getoption("--long"))):
        # when: one bit of it, and here and there all of it, is another
        for flip in (1 << place % 8, 0xFF)[: 1 + (place % 7 == 0)]:
            damaged = bytearray(sound)
            damaged[place] ^= flip
            _put(path, damaged)

            # then: it is told, or every record is there as it was
            found = look(cockpit)
            seen[found.word] += 1
            if found.word == "whole":
                assert found.records == before.records, f"byte {place} ^ {flip}"
            elif found.word == "refused":
                assert path.read_bytes() == bytes(damaged), f"byte {place} ^ {flip} was not kept"
    print(f"\n{sum(seen.values())} flips of {len(sound)} bytes: {dict(seen)}")


def test_a_file_cut_short_is_told(cockpit: CommandLine, request: pytest.FixtureRequest) -> None:
    path = cockpit.home / "cockpit.db"
    sound = path.read_bytes()
    seen: Counter[str] = Counter()

    for length in places(len(sound), bool(request.config.getoption("--long"))):
        _put(path, sound[:length])

        found = look(cockpit)

        seen[found.word] += 1
        assert found.word != "whole", f"cut to {length} bytes of {len(sound)}"
        if found.word == "refused":
            assert path.read_bytes() == sound[:length], f"cut to {length}: not kept"
    print(f"\n{sum(seen.values())} lengths of {len(sound)} bytes: {dict(seen)}")


def _put(path: Path, content: bytes | bytearray) -> None:
    for log in ("-wal", "-shm"):
        if os.path.exists(f"{path}{log}"):
            os.unlink(f"{path}{log}")
    path.write_bytes(content)
