"""Real files of other programs, imported from the command line into one home."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.command_line import CommandLine

SAMPLES = Path(
    os.environ.get("COCKPIT_SAMPLES") or Path(__file__).resolve().parents[3] / "shared" / "samples"
)


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    return CommandLine(own_home)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder with real files is not here")
def test_real_files_into_one_home_and_once_more(cockpit: CommandLine) -> None:
    added = 0
    for again in (False, True):
        for kind in ("taskwarrior", "todotxt", "ics"):
            files = [
                str(one) for one in sorted((SAMPLES / kind).iterdir()) if one.name != "index.json"
            ]
            ran = cockpit("import", kind, *files, "--json")
            assert ran.status == 0, ran.err
            for one in ran.json["items"]:
                if again:
                    assert one["added"] == 0, one
                added += one["added"]
    assert added > 100
    assert cockpit("today").status == 0
    assert cockpit("doctor").status == 0, cockpit("doctor").out
    for noun in ("task", "block", "override"):
        assert cockpit(noun, "list", "--all").status == 0
    for kind in ("json", "ics", "todotxt"):
        assert cockpit("export", kind).status == 0
