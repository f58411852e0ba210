"""A disk that fails at its n-th write, sync, open or truncation: a sentence, and whole data."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from cockpit.actions.checks import REFERENCES
from cockpit.domain.clock import FixedClock
from cockpit.store.doctor.examining import examine
from cockpit.store.workspace import Workspace
from tests.command_line import CommandLine
from tests.faults.failing_disk import NOW, Case, FailingDisk, build

NOT_KNOWN = "whether this change was kept is not known"
LINES = "(A) first\nsecond\nthird\n"
BACKUP = "cockpit-2026-11-23T092000Z.db"

COMMANDS = {
    "the first capture of all": ("add", "x"),
    "a capture": ("add", "new"),
    "a task done": ("task", "done", "T2"),
    "an undo": ("undo",),
    "a redo": ("redo",),
    "an import": ("import", "todotxt", "-"),
    "a backup": ("backup",),
    "an automatic backup": ("backup", "--automatic"),
    "a restore": ("restore", BACKUP),
    "a repair": ("doctor", "--repair"),
}

DISKS = {
    "fails once": ("owst", errno.EIO, False),
    "fails from then on": ("owst", errno.EIO, True),
    "is full from then on": ("owst", errno.ENOSPC, True),
    "takes writes and syncs nothing": ("s", errno.EIO, True),
    "has no room for writes": ("w", errno.ENOSPC, True),
    "cannot be read once": ("r", errno.EIO, False),
}


class State(NamedTuple):
    """What stands in a home."""

    findings: list[str]
    content: object


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FailingDisk]:
    library = build(tmp_path_factory.mktemp("layer"))
    if library is None:
        pytest.skip("needs Linux and a C compiler")
    with FailingDisk(library) as helper:
        yield helper


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with three tasks, an undone change, a backup and a record out of its order."""
    home = tmp_path_factory.mktemp("base") / "home"
    cockpit = CommandLine(home)
    for title in ("one", "two", "three"):
        assert cockpit("add", title).id
    assert cockpit("task", "edit", "T1", "--title", "uno").status == 0
    assert cockpit("backup").out.strip().endswith(BACKUP)
    assert cockpit("add", "four").id
    assert cockpit("undo").status == 0
    with closing(_opened(home)) as workspace:
        workspace.storage.connection.execute("UPDATE document SET rank = 'x' WHERE id = 3")
    return home


def _opened(home: Path) -> Workspace:
    return Workspace.open(
        str(home / "cockpit.db"), FixedClock(datetime.fromisoformat(NOW)), actor="test"
    )


def state_of(home: Path) -> State:
    """The findings of the doctor and everything stored, but for what is different in each run."""
    if not (home / "cockpit.db").exists():
        return State([], None)
    with closing(_opened(home)) as workspace:
        findings = examine(workspace, REFERENCES, str(home / "backups"))
        connection = workspace.storage.connection
        records = [
            (table, number, rank, {**json.loads(body), "uid": ""})
            for table, number, rank, body in connection.execute(
                "SELECT tbl, id, rank, body FROM document ORDER BY tbl, id"
            )
        ]
        changes = connection.execute("SELECT kind, label, undone FROM change").fetchall()
        touched = connection.execute("SELECT change_id, tbl, doc_id FROM history").fetchall()
    found = [f"{one.check} {one.where}" for one in findings if one.check != "ranks"]
    return State(found, (records, changes, touched) if records or changes else None)


def every(calls: int, long: bool) -> Iterator[int]:
    """Every n-th call; in the short form a few of them, the last ones among them."""
    yield from range(1, calls + 1) if long else range(1 + calls % 11, calls + 1, 11)


@pytest.mark.parametrize("name", COMMANDS)
def test_whichever_call_fails_the_owner_sees_a_sentence_and_the_data_are_whole(
    name: str, disk: FailingDisk, base: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    long = bool(request.config.getoption("--long"))
    home = tmp_path / "home"

    def fresh() -> None:
        shutil.rmtree(home, ignore_errors=True)
        if name != "the first capture of all":
            shutil.copytree(base, home)

    # given: the state before, and what the command makes of it on a sound disk
    sound = Case(str(home), list(COMMANDS[name]), stdin=LINES)
    fresh()
    before = state_of(home)
    assert disk(sound).status == 0
    after = state_of(home)
    assert (before.findings, after.findings) == ([], [])

    seen: Counter[int] = Counter()
    for means, (kinds, error, for_good) in DISKS.items():
        fresh()
        calls = _calls(disk, sound._replace(kinds=kinds))
        for at in every(calls, long):
            # when: the call fails
            fresh()
            case = sound._replace(kinds=kinds, at=at, error=error, for_good=for_good)
            outcome = disk(case)

            # then: done, or one sentence; and all of it is there, or nothing of it
            where = f"{name}, a disk that {means}, call {at}: {outcome}"
            seen[outcome.status] += 1
            assert outcome.status in (0, 1, 3), where
            assert "Traceback" not in outcome.err, where
            if outcome.status:
                assert outcome.err or outcome.out, where
                assert len({*outcome.err.replace("cockpit: ", "").splitlines()}) <= 2, where
            found = state_of(home)
            assert found.findings == [], where
            if "damaged-" in outcome.err:  # it looked like no database, so it was put aside whole
                (kept,) = (home / "backups").glob("damaged-*.db")
                assert kept.read_bytes() == (base / "cockpit.db").read_bytes(), where
            elif NOT_KNOWN in outcome.err:  # the disk died at the very sync, and took nothing more
                assert for_good, where
                assert found.content in (before.content, after.content), where
            else:
                assert found.content == (before if outcome.status else after).content, where
            left = [path.name for path in home.rglob("*") if path.name.endswith((".part", ".new"))]
            assert left == [], where
    print(f"\n{name}: {sum(seen.values())} failing calls; by exit status {dict(seen)}")


@pytest.mark.parametrize("means", DISKS)
def test_an_upgrade_of_the_schema_that_fails_leaves_the_home_as_it_was(
    means: str, disk: FailingDisk, base: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    kinds, error, for_good = DISKS[means]
    home = tmp_path / "home"
    upgrade = Case(str(home), ["upgrade"], kinds=kinds, error=error, for_good=for_good)

    def fresh() -> None:
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(base, home)

    fresh()
    before, old = state_of(home), _version(home)
    calls = _calls(disk, upgrade)
    assert _version(home) == old + 1
    for at in every(calls, bool(request.config.getoption("--long"))):
        fresh()

        outcome = disk(upgrade._replace(at=at))

        where = f"a disk that {means}, call {at}: {outcome}"
        assert outcome.status in (0, 1, 3), where
        assert "Traceback" not in outcome.err, where
        assert state_of(home) == before, where
        assert _version(home) in ((old + 1,) if outcome.status == 0 else (old, old + 1)), where
        assert not [path for path in home.iterdir() if path.name.endswith(".part")], where


def _version(home: Path) -> int:
    with closing(sqlite3.connect(home / "cockpit.db")) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _calls(disk: FailingDisk, case: Case) -> int:
    """How many calls of these kinds the command makes."""
    return disk(case._replace(at=1_000_000)).calls


def test_a_change_that_failed_does_not_come_back_with_the_next_start(
    disk: FailingDisk, tmp_path: Path
) -> None:
    # given: changes in the log of an open cockpit, on a disk that from then on takes writes and
    # syncs nothing
    home = tmp_path / "home"
    case = Case(str(home), ["screen"], kinds="s", error=errno.EIO, for_good=True)

    # when: a change is made, is refused, and the cockpit is killed
    outcome = disk(case)
    assert outcome.out == "The disk failed", outcome

    # then: it is not there
    with closing(_opened(home)) as workspace:
        titles = [body["title"] for body in workspace.live("task").values()]
        findings = examine(workspace, REFERENCES)
    assert titles == ["kept"]
    assert findings == []


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
@pytest.mark.parametrize("room", [0, 1_000, 30_000, 66_000, 70_000, 80_000])
def test_a_limit_on_the_size_of_files_is_told_and_nothing_is_half_done(
    room: int, base: Path, tmp_path: Path
) -> None:
    import resource
    import signal
    import subprocess
    import sys

    from tests.real_terminal import ROOT, environment

    home = tmp_path / "home"
    shutil.copytree(base, home)
    before = state_of(home)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    ran = subprocess.run(
        [sys.executable, "-m", "cockpit", "--home", str(home), "import", "todotxt", "-"],
        input="".join(f"task {number} {'long ' * 50}\n" for number in range(200)),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        preexec_fn=limit,
        check=False,
    )

    assert ran.returncode in (1, 3), ran
    assert len({line.removeprefix("cockpit: ") for line in ran.stderr.splitlines()}) == 1, ran
    assert "Traceback" not in ran.stderr
    assert state_of(home) == before
