"""`cockpit clock`, `function archive --to` and `interruption report` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine

MORNING = "2026-11-23T09:00:00+01:00"
NOON = "2026-11-23T12:00:00+01:00"
NEXT_DAY = "2026-11-24T09:05:00+01:00"


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    """Monday, nine in Berlin; writing until eleven, support until noon."""
    run = CommandLine(own_home, MORNING)
    for words in (
        ("hours", "add", "Mine", "--zone", "Europe/Berlin", "--week", "mon-fri 9-17"),
        ("function", "add", "Writing"),
        ("function", "add", "Support"),
        ("task", "add", "Launch mail", "--function", "writing"),
        ("block", "add", "--function", "F1", "--weekday", "mon", "--start", "9", "--end", "11"),
        ("block", "add", "--function", "F2", "--weekday", "mon", "--start", "11", "--end", "12"),
    ):
        assert run(*words).status == 0, words
    return run


@pytest.mark.parametrize(
    ("words", "function", "task"),
    [
        (("T1",), "F1", "T1"),
        (("supp",), "F2", None),
        (("B2",), "F2", None),
        ((), "F1", None),  # the block that runs
    ],
)
def test_it_starts_on_a_task_a_function_a_block_or_what_runs_now(
    cockpit: CommandLine, words: tuple[str, ...], function: str, task: str | None
) -> None:
    assert cockpit("clock", "start", *words).id == "E1"
    running = cockpit("clock", "status", "--json").json["running"]
    assert (running["function"], running["task"]) == (function, task)


def test_where_no_block_runs_it_asks_on_what(cockpit: CommandLine) -> None:
    cockpit.now = "2026-11-23T20:00:00+01:00"
    ran = cockpit("clock", "start")
    assert (ran.status, "No block runs now" in ran.err) == (2, True)


def test_it_stops_at_a_time_that_is_said(cockpit: CommandLine) -> None:
    cockpit("clock", "start", "T1")
    cockpit.now = NOON
    for time, words in (("13:00", "future"), ("8:00", "started at"), ("nine-ish", "not a date")):
        ran = cockpit("clock", "stop", "--at", time)
        assert (ran.status, words in ran.err) == (2, True), ran
    assert cockpit("clock", "stop", "--at", "10:20").err == "Stop the clock E1: Launch mail\n"
    (entry,) = cockpit.items("entry", "list")
    assert entry["stopped"] == "2026-11-23T09:20:00Z"


def test_a_clock_of_yesterday_is_told_and_stopped_only_with_a_time(cockpit: CommandLine) -> None:
    cockpit("clock", "start", "T1")
    cockpit.now = NEXT_DAY

    told = cockpit("clock", "status")
    assert told.out == "E1  Launch mail · Writing  24h5m\n"
    assert "runs since mon 09:00: 24h 05m." in told.err
    assert "when its block ended (--at 11:00), or when work closed (--at 17:00)" in told.err
    found = cockpit("clock", "--json").json["forgotten"]["suggestions"]
    assert found[0] == {"words": "when its block ended", "at": "2026-11-23T10:00:00Z"}

    refused = cockpit("clock", "stop")
    assert (refused.status, "say first when it stopped" in refused.err) == (2, True)
    assert cockpit("clock", "stop", "--at", "11:00").status == 0
    assert cockpit.items("entry", "list")[0]["stopped"] == "2026-11-23T10:00:00Z"


def test_a_clock_of_which_all_is_well_asks_nothing(cockpit: CommandLine) -> None:
    assert cockpit("clock", "--json").json == {"schema": 1, "running": None, "forgotten": None}
    cockpit("clock", "start", "T1")
    assert (cockpit("clock").err, cockpit("clock", "--json").json["forgotten"]) == ("", None)


def test_the_log_of_a_day_shows_entries_gaps_and_interruptions(cockpit: CommandLine) -> None:
    cockpit.now = NOON
    add = ("entry", "add", "--function", "F1")
    assert cockpit(*add, "--started", "9:00", "--stopped", "9:45").status == 0
    assert cockpit("add", "! 9:30 Karl, invoice ~10m #business by:phone").status == 0

    log = cockpit("clock", "log")
    assert log.out.splitlines() == [
        "E1  09:00–09:45    45m  Writing",
        "I1  09:30          10m  ! Karl · invoice · phone · business",
        "-   09:45–11:00  1h15m  nothing clocked · Writing",
        "-   11:00–12:00     1h  nothing clocked · Support",
    ]
    summary = "Mon 23 Nov: clocked 45m, unclocked in blocks 2h15m, interrupted 10m\n"
    assert log.err == summary
    facts = cockpit("clock", "log", "--json").json
    assert (facts["day"], facts["clocked_minutes"], facts["unclocked_minutes"]) == (
        "2026-11-23", 45, 135,
    )  # fmt: skip
    cockpit.now = NEXT_DAY
    assert cockpit("clock", "log", "mon").err == summary
    assert cockpit("clock", "log").err == "Nothing was clocked on Tue 24 Nov.\n"


def test_gaps_are_filled_one_or_all(cockpit: CommandLine) -> None:
    cockpit.now = NOON
    assert cockpit("clock", "fill", "--at", "9:30", "T1").id == "E1"
    assert cockpit("clock", "fill", "--json").json["items"] == [
        {"id": "E2", "started": "2026-11-23T10:00:00Z", "stopped": "2026-11-23T11:00:00Z"}
    ]
    kept = {one["id"]: (one["function"], one["task"]) for one in cockpit.items("entry", "list")}
    assert kept == {"E1": ("F1", "T1"), "E2": ("F2", None)}
    refused = cockpit("clock", "fill", "--day", "today")
    assert (refused.status, "no gap to fill on Mon 23 Nov" in refused.err) == (2, True)


def test_a_function_in_use_says_how_it_is_archived(cockpit: CommandLine) -> None:
    refused = cockpit("function", "archive", "writing")
    assert refused.status == 2
    refused = cockpit("function", "archive", "F1")
    assert (refused.status, "`cockpit function archive F1 --to FUNCTION`" in refused.err) == (
        2,
        True,
    )

    done = cockpit("function", "archive", "F1", "--to", "supp")
    assert done.err.startswith("Archive F1: Writing; 2 records go to F2")
    assert {one["function"] for one in cockpit.items("block", "list")} == {"F2"}
    assert cockpit("undo").status == 0
    assert cockpit("function", "archive", "F1", "F2", "--to", "none").status == 0
    assert [one["label"] for one in cockpit.items("block", "list")] == ["Writing", "Support"]
    assert cockpit.items("function", "list") == []


def test_lost_minutes_are_reported_by_week(cockpit: CommandLine) -> None:
    cockpit.now = NOON
    cockpit("add", "! 9:30 Karl, invoice ~10m #business by:phone")
    cockpit("add", "! 11:30 Mom ~20m #personal")
    told = cockpit("interruption", "report", "--weeks", "1")
    assert told.out.splitlines() == [
        "2026-W48: 2 times, 30m (business 10m, personal 20m)",
        "by whom           Mom       1×  20m",
        "                  Karl      1×  10m",
        "in the blocks of  Support   1×  20m",
        "                  Writing   1×  10m",
        "how               not said  1×  20m",
        "                  phone     1×  10m",
    ]
    assert "nothing is taken off" in told.err
    facts = cockpit("interruption", "report", "--json").json["weeks"]
    assert [one["minutes"] for one in facts] == [0, 0, 0, 30]
    refused = cockpit("interruption", "report", "--weeks", "0")
    assert (refused.status, "--weeks takes 1 to 104" in refused.err) == (2, True)


def test_a_running_entry_is_not_logged_on_a_day_that_has_not_come(cockpit: CommandLine) -> None:
    cockpit("clock", "start", "T1")
    cockpit.now = NOON

    ahead = cockpit("clock", "log", "2030-01-01")
    assert (ahead.out, "Nothing was clocked" in ahead.err) == ("", True)
    assert cockpit("clock", "log").out.startswith("E1  09:00–…")


@pytest.mark.parametrize(
    ("words", "function"),
    [
        (("yesterday",), ["F1", "F2"]),
        (("2026-11-23",), ["F1", "F2"]),
        (("--day", "mon"), ["F1", "F2"]),
        (("writing", "yesterday"), ["F1", "F1"]),
        (("T1", "mon"), ["F1", "F1"]),
    ],
)
def test_the_gaps_of_a_day_that_is_said_are_filled(
    cockpit: CommandLine, words: tuple[str, ...], function: list[str]
) -> None:
    cockpit.now = NEXT_DAY
    assert cockpit("clock", "fill", *words).status == 0
    assert sorted(one["function"] for one in cockpit.items("entry", "list")) == function
    assert len(cockpit("clock", "log", "--day", "mon", "--json").json["entries"]) == 2


@pytest.mark.parametrize("words", [("nonsense",), ("nonsense", "yesterday"), ("T1", "whenever")])
def test_a_word_that_is_nothing_is_told_before_the_gaps(
    cockpit: CommandLine, words: tuple[str, ...]
) -> None:
    cockpit.now = NEXT_DAY  # a day without gaps
    ran = cockpit("clock", "fill", *words)
    assert (ran.status, "is no day, and no task or function" in ran.err) == (2, True)


def test_the_length_of_an_entry_fits_the_times_that_are_shown(cockpit: CommandLine) -> None:
    cockpit.now = "2026-11-23T09:10:50+01:00"
    cockpit("clock", "start", "T1")
    cockpit.now = "2026-11-23T10:15:05+01:00"
    assert "E1  09:10–…      1h5m" in cockpit("clock", "log").out
    cockpit("clock", "stop")
    assert "E1  09:10–10:15  1h5m" in cockpit("clock", "log").out


def test_an_hour_that_comes_twice_is_told_apart(cockpit: CommandLine) -> None:
    cockpit.now = "2026-10-25T02:30:00+02:00"
    cockpit("clock", "start", "T1")
    cockpit.now = "2026-10-25T02:30:00+01:00"
    cockpit("clock", "stop")
    assert "02:30–02:30  1h  Writing · Launch mail  (clocks changed: 02:30 CEST to 02:30 CET)" in (
        cockpit("clock", "log").out
    )
