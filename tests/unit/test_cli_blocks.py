"""`cockpit block` and `cockpit balance`: the week as text, and its blocks changed by words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine

WEEK = """\
Blocks of 2026-W48

mon 23 nov  planned 3h · done 45m
  09:00–11:00  B1  Writing  2h  (45m done)
  11:00–12:00  B2  Selling  1h

tue 24 nov
  no blocks
"""


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    """B1 writing and B2 selling on Mondays; 45 minutes were clocked on Monday the 23rd."""
    run = CommandLine(own_home, now="2026-11-23T09:50:00+00:00")
    for words in (
        ("hours", "add", "Mine", "--zone", "UTC", "--week", "mon-fri 8:00-18:00"),
        ("function", "add", "Writing", "--target", "4h"),
        ("function", "add", "Selling", "--target", "2h"),
        ("block", "add", "writing", "--weekday", "mon", "--start", "9:00", "--end", "11:00"),
        ("block", "add", "selling", "--weekday", "mon", "--start", "11:00", "--end", "12:00"),
        ("entry", "add", "writing", "--started", "9:00", "--stopped", "9:45"),
    ):
        assert run(*words).status == 0, (words, run(*words).err)
    return run


def blocks_of(cockpit: CommandLine, week: str = "this") -> list[str]:
    days = cockpit("block", "week", week, "--json").json["days"]
    return [
        f"{day['date'][8:]} {one['start'][11:16]}-{one['end'][11:16]} {one['function_name']}"
        + (f" {one['changed']}" if one["changed"] else "")
        for day in days
        for one in day["blocks"]
    ]


MONDAYS = ["23 09:00-11:00 Writing", "23 11:00-12:00 Selling"]
NEXT = ["30 09:00-11:00 Writing", "30 11:00-12:00 Selling"]


def test_the_week_is_told_days_down(cockpit: CommandLine) -> None:
    assert cockpit("block", "week").out.startswith(WEEK)
    assert blocks_of(cockpit, "W49") == blocks_of(cockpit, "2026-12-02") == NEXT


def test_a_block_is_moved_dropped_and_taken_back_on_one_date(cockpit: CommandLine) -> None:
    moved = cockpit("block", "move", "B2", "thu", "14:00")
    assert moved.err == "Move B2 Selling to thu 26 nov 14:00–15:00\n"
    assert blocks_of(cockpit)[1] == "26 14:00-15:00 Selling moved"
    assert cockpit("block", "drop", "B2@2026-11-23").status == 0
    assert blocks_of(cockpit)[1] == "23 11:00-12:00 Selling dropped"
    assert cockpit("block", "back", "B2", "--on", "2026-11-23").status == 0
    assert blocks_of(cockpit) == MONDAYS
    assert blocks_of(cockpit, "next") == NEXT


def test_a_block_is_moved_in_every_week(cockpit: CommandLine) -> None:
    assert cockpit("block", "move", "B2", "14:00-15:30", "--every-week").status == 0
    assert blocks_of(cockpit, "next") == [NEXT[0], "30 14:00-15:30 Selling"]
    assert cockpit("block", "drop", "B1", "--on", "2026-11-30", "--every-week").status == 0
    assert blocks_of(cockpit, "next") == ["30 14:00-15:30 Selling"]
    assert blocks_of(cockpit)[0] == MONDAYS[0]
    assert cockpit("undo").status == cockpit("undo").status == 0
    assert blocks_of(cockpit, "next") == NEXT


def test_a_block_is_added_and_copied_to_the_next_week(cockpit: CommandLine) -> None:
    assert cockpit("block", "add-on", "writing", "14:00-15:30", "--on", "fri").id == "O1"
    assert cockpit("block", "copy-week", "next").err == "Copied from 2026-W48: 1.\n"
    assert blocks_of(cockpit, "next") == [*NEXT, "04 14:00-15:30 Writing added"]
    assert cockpit("block", "copy-week", "next").err == "Nothing of 2026-W48 is left to copy.\n"


def test_the_hours_of_a_block_may_come_first(cockpit: CommandLine) -> None:
    added = [
        cockpit("block", "add-on", *words.split(), "--on", "fri").err
        for words in ("14:00-15:30 writing", "16 to 17 writing", "18:00–19:00 wri")
    ]
    assert added == [
        "Add Writing on fri 27 nov 14:00–15:30\n",
        "Add Writing on fri 27 nov 16:00–17:00\n",
        "Add Writing on fri 27 nov 18:00–19:00\n",
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add-on", "writing", "1:00-4:00", "--on", "2027-03-28"), "It stands under sat 27 mar"),
        (("add-on", "writing", "1:00-4:00", "--on", "fri", "--every-week"), "It stands under thu,"),
        (("move", "B2", "fri", "2:00-3:00"), "It stands under thu 26 nov, whose day ends at 04:00"),
        (("add-on", "writing", "1:00-4:15", "--on", "fri"), ""),
    ],
)
def test_a_block_of_the_small_hours_tells_under_which_day_it_stands(
    cockpit: CommandLine, words: tuple[str, ...], told: str
) -> None:
    ran = cockpit("block", *words)
    assert (ran.status, told in ran.err, ran.err.count("\n")) == (0, True, 2 if told else 1)


def test_an_overlap_is_refused_with_both_named(cockpit: CommandLine) -> None:
    ran = cockpit("block", "move", "B2", "10:00")
    assert (ran.status, ran.out) == (2, "")
    assert "B1 Writing (mon 23 nov 09:00–11:00) and Selling (mon 23 nov 10:00–11:00)" in ran.err
    assert blocks_of(cockpit) == MONDAYS


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("block", "move", "B2", "someday"), "'someday' is not a date"),
        (("block", "move", "B9", "thu"), "There is no block B9"),
        (("block", "week", "w60"), "There is no week w60"),
        (("block", "add-on", "writing"), "as in writing 14:00-15:30"),
        (("block", "add-on", "juggling", "9:00-10:00"), "There is no function 'juggling'"),
        (("balance", "--weeks", "99"), "--weeks takes 0 to 53"),
    ],
)
def test_what_cannot_be_understood_is_told(
    cockpit: CommandLine, words: tuple[str, ...], said: str
) -> None:
    ran = cockpit(*words)
    assert ran.status in (1, 2)
    assert said in ran.err


def test_the_balance_is_a_table_and_facts(cockpit: CommandLine) -> None:
    lines = [" ".join(line.split()) for line in cockpit("balance", "--weeks", "1").out.splitlines()]
    assert lines == [
        "2026-W48",
        "FUNCTION TARGET PLANNED ACTUAL W47",
        "Writing 4h 2h 45m 0m",
        "Selling 2h 1h 0m 0m",
    ]
    facts = cockpit("balance", "--json").json
    assert facts["suggestion"] is None
    assert [week["week"] for week in facts["weeks"]] == [f"2026-W{n}" for n in range(44, 49)]
    assert cockpit("balance", "--take").err.startswith("There is no move to suggest")
