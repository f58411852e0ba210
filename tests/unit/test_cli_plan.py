"""`cockpit plan`: a day as text and as facts; it changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.planning_week import DESIGN, MONDAY, TUESDAY, add_task, berlin, planning_week
from tests.workspaces import open_workspace, stored


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    """Monday evening, with more writing on Tuesday than its blocks hold."""
    own_home.mkdir(parents=True)
    week = planning_week(own_home)
    add_task(week, "Product page copy", 120, on=TUESDAY, due=TUESDAY)
    add_task(week, "Outline", 75, on=TUESDAY, rolls=2)
    add_task(week, "Banner", 45, DESIGN)
    add_task(week, "Call", None, None, on=MONDAY)
    week.close()
    return CommandLine(own_home, berlin(MONDAY, "20:00").isoformat())


def test_tomorrow_is_printed_block_by_block_with_what_is_too_much(cockpit: CommandLine) -> None:
    ran = cockpit("plan")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "Tue 24 Nov · 4 tasks · 4h in its blocks\n"
        "09:00–11:00  Writing               2h of 2h\n"
        "             T1 Product page copy  2h\n"
        "11:00–12:30  Design                45m of 1h30m\n"
        "             T3 Banner             45m\n"
        "12:30–13:30  Lunch                 0m of 1h\n"
        "14:00–15:00  Writing               1h15m of 1h   over by 15m\n"
        "             T2 Outline            1h15m\n"
        "\n"
        "In no block\n"
        "  T4  Call  0m  no estimate\n"
        "\n"
        "! Writing: 3h 15m due before tue 15:00, 3h left in its blocks."
        " Smallest cut: “Outline” (↻2).\n"
    )


def test_the_facts_are_printed_as_json(cockpit: CommandLine) -> None:
    found = cockpit("plan", "tue", "--json").json

    assert found["day"] == "2026-11-24"
    assert [block["over_minutes"] for block in found["blocks"]] == [0, 0, 0, 15]
    assert found["blocks"][0]["pieces"] == [{"ref": "T1", "minutes": 120, "pinned": False}]
    assert found["overloads"][0]["deadline"] == "2026-11-24T14:00:00Z"
    assert found["overloads"][0]["cut"] == ["T2"]
    assert {one["ref"]: one["chosen"] for one in found["candidates"]} == dict.fromkeys(
        ("T1", "T2", "T3", "T4"), True
    )


def test_nothing_is_changed(cockpit: CommandLine) -> None:
    workspace = open_workspace(cockpit.home)
    before = stored(workspace)

    cockpit("plan")

    assert stored(workspace) == before
    workspace.close()


def test_a_day_without_blocks_says_what_is_not_chosen(cockpit: CommandLine) -> None:
    out = cockpit("plan", "sat").out

    assert out.startswith("Sat 28 Nov · 1 task ")
    assert "no blocks on this day" in out
    assert "T3  Banner  45m  no block on sat" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("yesterday",), "2026-11-22 is past; plan 2026-11-23 or a later day."),
        (("someday",), "'someday' is not a date or time"),
        (("tue", "--loud"), "unrecognized arguments"),
    ],
)
def test_a_day_that_cannot_be_planned_is_one_sentence(
    cockpit: CommandLine, words: tuple[str, ...], said: str
) -> None:
    ran = cockpit("plan", *words)

    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_an_empty_home_has_an_empty_day(own_home: Path) -> None:
    ran = CommandLine(own_home)("plan")

    assert ran.status == 0
    assert ran.out == "Tue 24 Nov · 0 tasks · 0m in its blocks\n  no blocks on this day\n"


def test_control_characters_of_a_title_do_not_reach_the_terminal(own_home: Path) -> None:
    own_home.mkdir(parents=True)
    week = planning_week(own_home)
    for _each in range(3):
        add_task(week, "Copy\x1b[31m [b]", 120, on=TUESDAY)
    week.close()

    ran = CommandLine(own_home, berlin(MONDAY, "20:00").isoformat())("plan")

    assert "\x1b" not in ran.out
    assert "[b]" in ran.out
