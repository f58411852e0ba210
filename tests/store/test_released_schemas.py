"""A home of every schema that was ever released is brought up to date, with all that it holds."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cockpit.actions.checks import REFERENCES
from cockpit.store import migrations, schema
from cockpit.store.doctor.examining import examine
from cockpit.store.opening import open_database
from tests.command_line import CommandLine
from tests.real_terminal import ROOT, environment
from tests.workspaces import open_workspace

FIXTURES = sorted((Path(__file__).parent / "schemas").glob("v*.sql"))
KILLED_INSIDE = """
import os, signal, sys
from cockpit.store import migrations
from cockpit.store.opening import open_database

def step(connection):
    connection.execute("ALTER TABLE document ADD COLUMN colour TEXT")
    connection.execute("UPDATE document SET rank = 'lost'")
    os.kill(os.getpid(), signal.SIGKILL)

migrations.MIGRATIONS = (*migrations.MIGRATIONS, migrations.Migration(
    migrations.current_version() + 1, "is killed", step))
open_database(sys.argv[1])
"""


def filled(home: Path, fixture: Path) -> Path:
    home.mkdir(mode=0o700)
    path = home / "cockpit.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(fixture.read_text(encoding="utf-8"))
    return path


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()
            for table in ("document", "change", "history", "delivery")
        }


def test_there_is_a_fixture_of_every_version() -> None:
    names = [f"v{version}.sql" for version in range(1, migrations.current_version() + 1)]
    assert [fixture.name for fixture in FIXTURES] == names


def test_the_first_schema_is_as_it_was_released() -> None:
    kept = FIXTURES[0].read_text(encoding="utf-8")
    for statement in schema.VERSION_1:
        assert f"{statement};" in kept


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.stem)
def test_an_old_home_is_brought_up_to_date_with_all_it_holds(fixture: Path, tmp_path: Path) -> None:
    path = filled(tmp_path / "home", fixture)
    before = content(path)

    with closing(open_workspace(path.parent)) as workspace:
        assert examine(workspace, REFERENCES) == []
        assert schema.version_of(workspace.storage.connection) == migrations.current_version()

    after = content(path)
    for table, rows in before.items():
        assert [row[: len(old)] for row, old in zip(after[table], rows, strict=True)] == rows
    cockpit = CommandLine(path.parent)
    assert {one["title"] for one in cockpit.items("task", "list")} == {"Proof", "Letters"}
    assert cockpit.items("request", "list")[0]["customer"] == "anna"
    assert cockpit("redo").status == 0
    assert cockpit("task", "show", "T1", "--json").json["title"] == "Proofs"


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.stem)
def test_an_old_backup_is_gone_back_to(fixture: Path, tmp_path: Path) -> None:
    old = filled(tmp_path / "old", fixture)
    cockpit = CommandLine(tmp_path / "home")
    assert cockpit("add", "of today").id

    assert cockpit("restore", str(old)).status == 0

    assert {one["title"] for one in cockpit.items("task", "list")} == {"Proof", "Letters"}
    assert cockpit("doctor").status == 0


def test_a_step_that_is_killed_leaves_the_version_before_it(tmp_path: Path) -> None:
    # given: a program whose next step kills itself in the middle
    path = filled(tmp_path / "home", FIXTURES[-1])
    open_database(str(path)).connection.close()
    before = content(path)

    for _try in range(2):
        ran = subprocess.run(
            [sys.executable, "-c", KILLED_INSIDE, str(path)], cwd=ROOT, env=environment()
        )
        assert ran.returncode == -signal.SIGKILL

    # then: the home is as it was, copies of it were kept, and it goes on
    with closing(open_workspace(path.parent)) as workspace:
        assert workspace.warning is None
        assert examine(workspace, REFERENCES) == []
    assert content(path) == before
    kept = [name for name in os.listdir(path.parent) if ".before-v" in name]
    assert len(kept) == 2
    assert all(content(path.with_name(name)) == before for name in kept)
