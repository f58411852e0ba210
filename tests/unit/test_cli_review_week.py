"""`cockpit review week`: the seven screens as text and as facts, and closing the week."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cockpit.actions.reviewing.week import Week
from tests.command_line import CommandLine
from tests.friday import FRIDAY_EVENING, NEXT_WEEK, THIS_WEEK, add_task, full_friday
from tests.workspaces import open_workspace

FRIDAY = ("--now", FRIDAY_EVENING.isoformat())


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    """The command line on the full Friday."""
    own_home.mkdir(parents=True, exist_ok=True)
    full_friday(open_workspace(own_home, at=FRIDAY_EVENING)).close()
    return CommandLine(own_home)


def test_the_seven_screens_are_printed(cockpit: CommandLine) -> None:
    found = cockpit("review", "week", *FRIDAY)

    assert found.status == 0
    for line in (
        "Weekly review · 2026-W48, and the list of 2026-W49",
        "1 Clear",
        "    T4  Loose idea  -> no function, no estimate",
        "2 Look back",
        "  Writing: 2h of 8h planned, target 10h",
        "  Interrupted once, lost: 10m.",
        "  Reviewed 0 of the last 7 nights.",
        "3 Waiting for",
        "  ! A2  Ivo · Shop texts  late 1d, not delivered",
        "4 Requests",
        "    R2  Dora · Price?  nothing due",
        "5 Ten oldest",
        "6 Next week",
        "    T8  Tax form  1h  due thu",
        "    T9  Logo  waits on Maria",
        "  Writing  2h of 8h",
        "7 Blocks",
        "    09:00–11:00  B1  Writing  2h",
    ):
        assert line in found.out.splitlines()


def test_printing_changes_nothing(cockpit: CommandLine) -> None:
    before = cockpit("history").out

    cockpit("review", "week", *FRIDAY)
    cockpit("review", "week", "--json", *FRIDAY)

    assert cockpit("history").out == before


def test_the_facts_as_json(cockpit: CommandLine) -> None:
    facts = json.loads(cockpit("review", "week", "--json", *FRIDAY).out)

    assert facts["schema"] == 1
    assert (facts["week"], facts["next_week"]) == (THIS_WEEK, NEXT_WEEK)
    assert [one["id"] for one in facts["clear"]["tasks"]] == ["T3", "T4"]
    assert [one["week"] for one in facts["look_back"]["hours"]][-1] == THIS_WEEK
    assert [one["ref"] for one in facts["waiting_for"]] == ["A2", "A1", "T9"]
    assert [one["id"] for one in facts["requests"]] == ["R1", "R2"]
    assert [one["id"] for one in facts["oldest"]] == ["T4", "T5", "T8"]
    assert facts["list"]["functions"][0]["demand"] == 120
    assert len(facts["blocks"]) == 16
    assert facts["look_back"]["list"] is None


def test_closing_accepts_what_is_proposed_and_tells_it(cockpit: CommandLine) -> None:
    found = cockpit("review", "week", "--close", "--note", "a good one", *FRIDAY)

    assert found.status == 0
    assert found.err.splitlines()[-2:] == [
        "List of 2026-W49: T1, T3, T8, T9 in",
        "Close 2026-W48",
    ]
    shown = cockpit("review", "list", *FRIDAY).out
    assert "weekly" in shown
    assert "a good one" in shown


def test_closing_as_json_is_the_record(cockpit: CommandLine) -> None:
    record = json.loads(cockpit("review", "week", "--close", "--json", *FRIDAY).out)

    assert (record["kind"], record["week"]) == ("weekly", THIS_WEEK)
    assert len(record["weekly"]["planned"]) == 6


def test_what_was_closed_is_shown(cockpit: CommandLine) -> None:
    cockpit("review", "week", "--close", *FRIDAY)

    lines = cockpit("review", "show", "V1", *FRIDAY).out

    assert "Writing: 2h of 8h" in lines
    assert "Meet Anna" in lines


def test_closing_twice_is_refused_in_one_sentence(cockpit: CommandLine) -> None:
    cockpit("review", "week", "--close", *FRIDAY)

    again = cockpit("review", "week", "--close", *FRIDAY)

    assert again.status == 3
    assert again.err.strip().splitlines() == [
        "cockpit: 2026-W48 is closed already (V1, fri 17:30); undo takes that back."
    ]


def test_an_empty_home_can_be_reviewed(own_home: Path) -> None:
    cockpit = CommandLine(own_home)

    found = cockpit("review", "week", *FRIDAY)

    assert found.status == 0
    assert "7 Blocks" in found.out
    assert "1 Clear" not in found.out


def test_hostile_text_stays_on_its_line(own_home: Path) -> None:
    own_home.mkdir(parents=True, exist_ok=True)
    ws = open_workspace(own_home, at=FRIDAY_EVENING)
    add_task(ws, "[red]fix[/b] \x1b[2J \u202eltr", place="week", week=THIS_WEEK)
    Week(ws).leave()
    ws.close()

    found = CommandLine(own_home)("review", "week", *FRIDAY)

    assert "\x1b" not in found.out
    assert "[red]fix[/b]" in found.out
