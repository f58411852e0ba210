"""The doctor finds each kind of trouble, mends what is safe, and leaves a sound home alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cockpit.actions.adding import add
from cockpit.actions.checks import REFERENCES
from cockpit.actions.records import edit_record
from cockpit.domain.clock import FixedClock
from cockpit.store.doctor.examining import examine, mend
from cockpit.store.doctor.finding import Finding
from cockpit.store.workspace import Workspace

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
