"""The doctor finds each kind of trouble, mends what is safe, and leaves a sound home alone."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cockpit.actions.adding import add
from cockpit.actions.checks import REFERENCES
from cockpit.actions.records import edit_record
from cockpit.domain.clock import FixedClock
from cockpit.store.backups.automatic import keep_safe
from cockpit.store.backups.copying import back_up
from cockpit.store.doctor import home
from cockpit.store.doctor.examining import examine, mend
from cockpit.store.doctor.finding import Finding
from cockpit.store.workspace import Workspace
from tests.command_line import CommandLine

NOW = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.open(str(tmp_path / "home" / "cockpit.db"), FixedClock(NOW), actor="test")
    add(opened, "function", {"name": "Writing"})
    add(opened, "task", {"title": "Proof", "function": "F1"})
    edit_record(opened, "T1", {"title": "Proof of the letter"})
    yield opened
    opened.close()


def look(workspace: Workspace) -> list[Finding]:
    return examine(workspace, REFERENCES)


def test_a_sound_home_has_nothing(workspace: Workspace) -> None:
    edit_record(workspace, "T1", {"priority": 1})
    workspace.undo()
    workspace.redo()

    assert look(workspace) == []


def sql(statement: str) -> Callable[[Workspace], object]:
    return lambda workspace: workspace.storage.connection.execute(statement)


def open_to_all(workspace: Workspace) -> None:
    os.chmod(workspace.storage.path, 0o644)


TROUBLES: dict[str, tuple[Callable[[Workspace], object], tuple[str, str], bool]] = {
    "no such function": (
        sql("""UPDATE document SET body = json_set(body, '$.function', 'F9') WHERE tbl = 'task'"""),
        ("references", "T1"),
        True,
    ),
    "no model": (
        sql("""UPDATE document SET body = json_set(body, '$.priority', 7) WHERE tbl = 'task'"""),
        ("documents", "T1"),
        False,
    ),
    "unknown field": (
        sql("""UPDATE document SET body = json_set(body, '$.colour', 'red') WHERE tbl = 'task'"""),
        ("documents", "T1"),
        False,
    ),
    "no uid": (
        sql("""UPDATE document SET body = json_remove(body, '$.uid') WHERE tbl = 'task'"""),
        ("documents", "T1"),
        True,
    ),
    "counter behind": (
        sql("UPDATE sequence SET last = 0 WHERE tbl = 'task'"),
        ("ids", "task"),
        True,
    ),
    "wrong order": (
        sql("UPDATE document SET rank = '0' WHERE tbl = 'task'"),
        ("ranks", "task"),
        True,
    ),
    "changed past the history": (
        sql("""UPDATE document SET body = json_set(body, '$.title', 'x') WHERE tbl = 'task'"""),
        ("history", "T1"),
        False,
    ),
    "a step is missing": (
        sql("""UPDATE history SET before = '{"uid":"x"}' WHERE tbl = 'task' AND change_id = 3"""),
        ("history", "T1"),
        False,
    ),
    "a change is missing": (
        sql("DELETE FROM change WHERE id = 2"),
        ("history", "2"),
        False,
    ),
    "counter behind what was undone": (
        sql("INSERT INTO history VALUES (1, 'function', 9, NULL, NULL)"),
        ("ids", "function"),
        True,
    ),
    "an occurrence without its date": (
        sql(
            """UPDATE document SET body = json_set(body, '$.series', 's', '$.occurrence', 2)
            WHERE tbl = 'task'"""
        ),
        ("ids", "T1"),
        False,
    ),
    "marked as undone": (
        sql("UPDATE change SET undone = 1 WHERE id = 3"),
        ("history", "3"),
        True,
    ),
    "an instant that is none": (
        sql("UPDATE change SET at = 'yesterday' WHERE id = 3"),
        ("history", "3"),
        False,
    ),
    "a label that is no text": (
        sql("UPDATE change SET label = x'ff' WHERE id = 3"),
        ("history", "3"),
        False,
    ),
    "a reminder of no instant": (
        sql("INSERT INTO delivery VALUES ('breached', 'R1', '', 'soon', NULL, NULL, NULL)"),
        ("reminders", "breached R1"),
        True,
    ),
    "open to others": (open_to_all, ("modes", ""), True),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_trouble_is_found_and_mended_where_it_can_be(name: str, workspace: Workspace) -> None:
    cause, (check, where), can_mend = TROUBLES[name]
    workspace.storage.connection.execute("PRAGMA foreign_keys = OFF")

    cause(workspace)

    found = {(one.check, one.where): one for one in look(workspace)}
    key = (check, where or workspace.storage.path)
    assert key in found, found
    assert found[key].can_mend is can_mend
    mend(workspace, REFERENCES)
    assert (key in {(one.check, one.where) for one in look(workspace)}) is not can_mend


def test_a_body_that_is_not_json_costs_only_itself(workspace: Workspace) -> None:
    add(workspace, "task", {"title": "Letters"})
    workspace.storage.connection.execute("DROP INDEX document_uid")
    workspace.storage.connection.execute("PRAGMA writable_schema = ON")
    workspace.storage.connection.execute(
        """UPDATE document SET body = '[]' WHERE tbl = 'task' AND id = 2"""
    )

    assert ("documents", "T2") in {(one.check, one.where) for one in look(workspace)}


def test_mending_is_one_undoable_change(workspace: Workspace) -> None:
    TROUBLES["no such function"][0](workspace)

    mend(workspace, REFERENCES)

    assert "function" not in (workspace.find("task", 1) or {})
    workspace.undo()
    assert (workspace.find("task", 1) or {})["function"] == "F9"


def test_mended_modes_are_for_the_owner_only(workspace: Workspace) -> None:
    open_to_all(workspace)

    mend(workspace, REFERENCES)

    assert stat.S_IMODE(os.stat(workspace.storage.path).st_mode) == 0o600


def test_an_index_that_lost_a_record_is_made_anew(tmp_path: Path) -> None:
    # given: an index in which a live task is missing, so that no list shows it
    cockpit = CommandLine(tmp_path / "home")
    for title in ("one", "two"):
        assert cockpit("add", title).id
    with closing(sqlite3.connect(cockpit.home / "cockpit.db", isolation_level=None)) as database:
        sql_of = "SELECT sql FROM sqlite_master WHERE name = 'document_live'"
        (made,) = database.execute(sql_of).fetchone()
        database.execute("PRAGMA writable_schema = ON")
        database.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'document_live'",
                         (made + " AND id <> 2",))  # fmt: skip
        database.execute("PRAGMA writable_schema = RESET")
        database.execute("REINDEX document_live")
        database.execute("PRAGMA writable_schema = ON")
        database.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'document_live'", (made,))
    before = (cockpit.home / "cockpit.db").read_bytes()
    assert [one["title"] for one in cockpit.items("task", "list")] == ["one"]

    # when: the doctor finds it and mends it
    found = cockpit("doctor", "--json").json["items"]
    assert [(one["check"], one["can_mend"]) for one in found] == [("file", True)]
    mended = cockpit("doctor", "--repair", "--json")

    # then: the task is there, and the file as it was is kept
    assert mended.status == 0, mended
    assert [one["check"] for one in mended.json["repaired"]] == ["file"]
    assert [one["title"] for one in cockpit.items("task", "list")] == ["one", "two"]
    assert Path(mended.json["backup"]).read_bytes() == before


@pytest.mark.parametrize(
    ("back", "doubted"),
    [(timedelta(minutes=5), False), (timedelta(minutes=11), True), (timedelta(days=400), True)],
)
def test_a_clock_before_what_is_written_is_doubted(
    back: timedelta, doubted: bool, workspace: Workspace
) -> None:
    assert isinstance(workspace.clock, FixedClock)
    workspace.clock.moment = NOW - back

    assert [one.check for one in look(workspace)] == ["clock"] * doubted


def test_days_without_a_backup_are_told(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COCKPIT_BACKUPS")
    folder = str(tmp_path / "backups")
    assert isinstance(workspace.clock, FixedClock)

    assert examine(workspace, REFERENCES, folder) == []
    workspace.clock.moment = NOW + timedelta(days=3)
    assert [one.check for one in examine(workspace, REFERENCES, folder)] == ["backups"]

    keep_safe(workspace.storage.path, folder, NOW + timedelta(days=3))
    assert examine(workspace, REFERENCES, folder) == []


def test_backups_that_others_may_read_are_found_and_mended(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder = str(tmp_path / "backups")
    path = back_up(workspace.storage.path, folder, NOW)
    os.chmod(path, 0o644)
    os.chmod(folder, 0o755)

    found = {one.where for one in examine(workspace, REFERENCES, folder) if one.check == "modes"}
    assert found == {path, folder}
    mend(workspace, REFERENCES, folder)

    assert examine(workspace, REFERENCES, folder) == []


def test_little_room_is_told(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "LITTLE_SPACE", 1 << 60)

    assert [one.check for one in look(workspace)] == ["space"]
