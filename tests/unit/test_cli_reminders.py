"""`cockpit reminder` for cron: what is to be told is printed and claimed, each once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import CommandLine

MORNING = "2026-11-23T07:50:00+00:00"
"""Monday, 08:50 in Berlin."""


@pytest.fixture
def cockpit(tmp_path: Path) -> CommandLine:
    """Hours from nine to five, a block in the morning; nothing has ever been told."""
    cockpit = CommandLine(tmp_path / "home", MORNING)
    for words in (
        ("hours", "add", "Mine", "--zone", "Europe/Berlin", "--week", "mon-fri 9-17"),
        ("function", "add", "Writing"),
        ("block", "add", "writing", "--weekday", "mon", "--start", "10", "--end", "12"),
    ):
        ran = cockpit(*words)
        assert ran.status == 0, ran.err
    return cockpit


def due(cockpit: CommandLine, clock: str) -> list[str]:
    """What one run of cron prints at a time of the day (UTC)."""
    cockpit.now = f"2026-11-23T{clock}:00+00:00"
    ran = cockpit("reminder", "due")
    assert ran.status == 0, ran.err
    return ran.out.splitlines()


def test_cron_alone_tells_the_day_each_thing_once(cockpit: CommandLine) -> None:
    assert due(cockpit, "07:50") == []
    assert due(cockpit, "08:00") == ["H1  Working hours began at 09:00."]
    assert due(cockpit, "08:05") == []
    assert due(cockpit, "09:00") == ["B1@2026-11-23  Writing from 10:00 to 12:00."]
    assert due(cockpit, "11:05") == ["B1@2026-11-23  Writing ends at 12:00."]
    assert due(cockpit, "16:00") == [
        "H1  Time to shut down: working hours end at 17:00. `cockpit review night` reviews the day."
    ]
    assert due(cockpit, "20:00") == []


def test_cron_that_was_away_gathers_what_was_missed(cockpit: CommandLine) -> None:
    due(cockpit, "07:50")
    assert [line.split()[0] for line in due(cockpit, "11:30")] == [
        "H1",
        "B1@2026-11-23",
        "B1@2026-11-23",
    ]


def test_the_first_run_of_all_tells_nothing_of_this_morning(cockpit: CommandLine) -> None:
    assert due(cockpit, "12:00") == []


def test_a_dry_run_claims_nothing(cockpit: CommandLine) -> None:
    due(cockpit, "07:50")
    cockpit.now = "2026-11-23T08:00:00+00:00"
    assert "Working hours began" in cockpit("--dry-run", "reminder", "due").out
    assert "Working hours began" in cockpit("reminder", "due").out


def test_what_was_told_of_hours_and_blocks_is_listed_until_dismissed(cockpit: CommandLine) -> None:
    due(cockpit, "07:50")
    due(cockpit, "09:00")
    assert [one["kind"] for one in cockpit.items("reminder")] == ["opening", "block_start"]
    assert cockpit("reminder", "dismiss", "h1").status == 0
    assert [one["kind"] for one in cockpit.items("reminder")] == ["block_start"]


def test_json_has_a_text_and_everything_to_know_it_by(cockpit: CommandLine) -> None:
    due(cockpit, "07:50")
    cockpit.now = "2026-11-23T08:00:00+00:00"
    (one,) = cockpit.items("reminder", "due")
    assert one == {
        "kind": "opening",
        "subject": "H1",
        "stage": "",
        "instant": "2026-11-23T08:00:00Z",
        "rings": "2026-11-23T08:00:00Z",
        "urgent": False,
        "about": "",
        "text": "Working hours began at 09:00.",
    }
    assert json.loads(cockpit("reminder", "due", "--json").out)["items"] == []


def test_new_promises_are_told_by_cron_though_no_screen_ever_ranked_them(
    cockpit: CommandLine,
) -> None:
    due(cockpit, "07:50")
    assert cockpit("request", "add", "logo", "--customer", "Anna").status == 0
    assert cockpit("promise", "add", "inquiry", "--first-response", "1h").status == 0
    assert [line for line in due(cockpit, "09:00") if "R1" in line] == []  # due at 10:00 sharp
    assert [line for line in due(cockpit, "09:01") if "R1" in line] == [
        "R1 logo (Anna): the first reply is late, it was due 10:00."
    ]
