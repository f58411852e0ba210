"""Out as JSON and in again: every record of a whole business is the same, whatever its kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import CommandLine

KINDS = (
    "function block override hours task request promise contractor assignment interruption entry"
    " asset procedure review"
).split()
"""What the demo business has of."""

REVIEW: dict[str, Any] = {
    "uid": "review-1",
    "created_at": "2026-11-20T17:30:00Z",
    "closed_at": "2026-11-20T17:30:00Z",
    "kind": "nightly",
    "day": "2026-11-20",
    "started": "2026-11-20T17:20:00Z",
    "finished": "2026-11-20T17:30:00Z",
    "seconds": 170,
    "keys": 31,
    "note": "{x} [/b]",
    "night": {
        "functions": [{"name": "Writing", "planned_minutes": 60, "actual_minutes": 45}],
        "tasks": [{"task": "T1", "title": "Proof", "outcome": "day", "to": "2026-11-23"}],
        "tomorrow": "2026-11-23",
    },
}


@pytest.fixture
def business(tmp_path: Path) -> CommandLine:
    """The demo business with a review that was closed, and records of every other kind."""
    cockpit = CommandLine(tmp_path / "business")
    assert cockpit("demo", "--no-open").status == 0
    dump = json.dumps({"meta": {"1": {"schema": 1}}, "review": {"1": REVIEW}})
    assert cockpit("import", "json", "-", "--json", stdin=dump).json["skipped"] == []
    return cockpit


def test_an_export_goes_in_as_the_same_records(business: CommandLine, tmp_path: Path) -> None:
    dump = business("export", "json").out
    tables = json.loads(dump)
    assert {*KINDS} <= tables.keys()

    fresh = CommandLine(tmp_path / "fresh")
    report = fresh("import", "json", "-", "--json", stdin=dump).json

    assert (report["skipped"], report["added"]) == ([], report["read"])
    assert json.loads(fresh("export", "json").out) == tables
    assert fresh("doctor").status == 0


def test_a_second_import_changes_nothing(business: CommandLine) -> None:
    dump = business("export", "json").out
    changes = len(business.items("history"))

    report = business("import", "json", "-", "--json", stdin=dump).json

    assert (report["added"], report["updated"]) == (0, 0)
    assert business("export", "json").out == dump
    assert len(business.items("history")) == changes


def test_an_import_is_undone_as_one_change(business: CommandLine, tmp_path: Path) -> None:
    fresh = CommandLine(tmp_path / "fresh")
    assert fresh("add", "mine").id
    before = fresh("export", "json").out
    assert fresh("import", "json", "-", stdin=business("export", "json").out).status == 0

    assert fresh("undo").status == 0

    assert fresh("export", "json").out == before
    assert fresh("doctor").status == 0


def test_a_backup_has_the_history_and_what_was_reminded_of_too(
    business: CommandLine, tmp_path: Path
) -> None:
    assert business("task", "add", "new").id
    assert business("reminder", "due").status == 0
    history, dump = business("history").out, business("export", "json").out
    backup = business("backup").out.strip()

    fresh = CommandLine(tmp_path / "fresh")
    assert fresh("restore", backup).status == 0

    assert (fresh("history").out, fresh("export", "json").out) == (history, dump)
    assert fresh("reminder", "due").out == ""
    assert fresh("undo").status == 0
