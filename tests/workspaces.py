"""Workspaces for tests: a clock that stands still, a business day, and what is stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cockpit.actions.records import add_record
from cockpit.domain.clock import FixedClock
from cockpit.store.workspace import Workspace

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A Monday, 11:00 in Berlin."""

WEEK = {day: [["09:00", "17:00"]] for day in "mon tue wed thu fri".split()}


def open_workspace(folder: Path, at: datetime = NOW, actor: str = "test") -> Workspace:
    return Workspace.open(str(folder / "cockpit.db"), FixedClock(at), actor=actor)


def with_hours(workspace: Workspace, zone: str = "Europe/Berlin") -> Workspace:
    add_record(workspace, "hours", {"name": "mine", "zone": zone, "week": WEEK})
    return workspace


def advance(workspace: Workspace, **length: float) -> None:
    assert isinstance(workspace.clock, FixedClock)
    workspace.clock.advance(timedelta(**length))


def stored(workspace: Workspace) -> dict[tuple[str, int], str]:
    """Every document as it is on disk."""
    rows = workspace.storage.connection.execute("SELECT tbl, id, body, rank FROM document")
    return {(table, number): f"{body} {rank}" for table, number, body, rank in rows}


def body(workspace: Workspace, reference: str) -> dict[str, Any]:
    return workspace.body(reference)[2]


def labels(workspace: Workspace) -> list[str]:
    """The labels of the changes that can be undone, newest first."""
    rows = workspace.storage.connection.execute(
        "SELECT label FROM change WHERE kind = 'do' AND undone = 0 ORDER BY id DESC"
    )
    return [label for (label,) in rows]


def assert_live_is_exact(workspace: Workspace) -> None:
    """The live documents in memory are those on disk."""
    for name in ("task", "request", "entry", "assignment", "contractor", "promise", "hours"):
        on_disk = dict(workspace.table(name).live())
        assert workspace.live(name) == on_disk
