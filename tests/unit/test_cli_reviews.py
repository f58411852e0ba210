"""`cockpit review`: the night as text and as facts, closing it, and what was written down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.evening import TUESDAY_EVENING, full_tuesday
from tests.workspaces import open_workspace

EVENING = ("--now", TUESDAY_EVENING.isoformat())


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    """The command line on the full Tuesday."""
    own_home.mkdir(parents=True, exist_ok=True)
    full_tuesday(open_workspace(own_home, at=TUESDAY_EVENING)).close()
    return CommandLine(own_home)


def test_the_five_screens_are_printed(cockpit: CommandLine) -> None:
    found = cockpit("review", "night", *EVENING)

    assert found.status == 0
    for line in (
        "Nightly review · Tue 24 nov",
        "1 Loose ends",
        "    E4  Client 1  0m  -> stops at 17:30",
        "2 Cross off",
        "    T19  Old idea  put off 2×  -> you decide",
        "4 Tomorrow",
        "5 Shut down",
        "  Writing  2h of 2h",
    ):
        assert line in found.out.splitlines()


def test_printing_changes_nothing(cockpit: CommandLine) -> None:
    before = cockpit("history").out

    cockpit("review", "night", *EVENING)

    assert cockpit("history").out == before


def test_the_facts_as_json(cockpit: CommandLine) -> None:
    facts = json.loads(cockpit("review", "night", "--json", *EVENING).out)

    assert facts["schema"] == 1
    assert (facts["day"], facts["tomorrow"]) == ("2026-11-24", "2026-11-25")
    assert [one["kind"] for one in facts["loose_ends"]] == ["clock"]
    assert sum(one["owner_decides"] for one in facts["leftovers"]) == 2
    assert [one["name"] for one in facts["plan"]["blocks"]] == [
        "Writing", "Admin", "Personal", "Client work",
    ]  # fmt: skip


def test_closing_stops_where_the_owner_decides(cockpit: CommandLine) -> None:
    found = cockpit("review", "night", "--close", *EVENING)

    assert found.status == 3
    assert found.err == (
        "cockpit: T19, T20: put off twice or more; say where it goes first (cockpit task move …).\n"
    )


def test_closing_accepts_what_is_proposed_and_writes_it_down(cockpit: CommandLine) -> None:
    cockpit("task", "move", "T19", "thu", *EVENING)
    cockpit("task", "move", "T20", "thu", *EVENING)

    found = cockpit("review", "night", "--close", "--note", "quiet", "--json", *EVENING)

    written = json.loads(found.out)
    assert (written["id"], written["day"], written["note"]) == ("V1", "2026-11-24", "quiet")
    assert len(written["night"]["tasks"]) == 18
    listed = cockpit("review", "list", *EVENING).out
    assert "V1  nightly  2026-11-24  2026-11-24 17:30" in listed
    shown = cockpit("review", "show", "V1").out
    assert "Launch mail" in shown
    again = cockpit("review", "night", *EVENING)
    assert again.status == 3
    assert "tue 24 nov is closed already (V1, 17:30)" in again.err


def test_undo_opens_the_night_again(cockpit: CommandLine) -> None:
    cockpit("task", "move", "T19", "thu", *EVENING)
    cockpit("task", "move", "T20", "thu", *EVENING)
    cockpit("review", "night", "--close", *EVENING)

    cockpit("undo", *EVENING)

    assert cockpit("review", "list", "--json", *EVENING).out == '{"schema": 1, "items": []}\n'
    assert cockpit("review", "night", *EVENING).status == 0


def test_a_dry_run_closes_nothing(cockpit: CommandLine) -> None:
    cockpit("task", "move", "T19", "thu", *EVENING)
    cockpit("task", "move", "T20", "thu", *EVENING)

    cockpit("review", "night", "--close", "--dry-run", *EVENING)

    assert cockpit("review", "night", *EVENING).status == 0


def test_an_empty_home_has_a_night_too(own_home: Path) -> None:
    found = CommandLine(own_home)("review", "night", *EVENING)

    assert found.status == 0
    assert "5 Shut down" in found.out
    assert "no block, and nothing clocked" in found.out


def test_no_reviews_yet_is_said(own_home: Path) -> None:
    found = CommandLine(own_home)("review", "list")

    assert found.out == ""
    assert "No reviews yet" in found.err
