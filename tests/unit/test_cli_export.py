"""Export from the command line: to a file of the owner's own, and back without a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    return CommandLine(own_home)


def test_an_export_never_replaces_a_file_unasked(cockpit: CommandLine, tmp_path: Path) -> None:
    cockpit("task", "add", "Proof")
    path = tmp_path / "todo.txt"
    path.write_text("mine")

    refused = cockpit("export", "todotxt", "-o", str(path))
    assert (refused.status, path.read_text()) == (3, "mine")

    assert cockpit("export", "todotxt", "-o", str(path), "--force").status == 0
    assert "Proof" in path.read_text()
    assert [one.name for one in tmp_path.iterdir() if "part" in one.name] == []


@pytest.mark.parametrize("kind", ["ics", "todotxt"])
def test_what_was_exported_comes_back_unchanged(
    kind: str, cockpit: CommandLine, tmp_path: Path
) -> None:
    cockpit("task", "add", "Proof", "--estimate", "45m", "--due", "fri 16:00", "--tags", "a b")
    cockpit("task", "add", "Letters")
    cockpit("task", "archive", "T2")
    path = tmp_path / "out"
    cockpit("export", kind, "-o", str(path))

    report = cockpit("import", kind, str(path), "--json").json

    assert (report["read"], report["added"], report["unchanged"]) == (2, 0, 2)
