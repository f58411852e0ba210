"""A week played through in a real terminal: seven nights and one weekly review, by keys alone.

The days between are lived on the command line, at fixed moments; the numbers of the snapshots are
worked out by hand from what is lived.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import CommandLine
from tests.terminal.real_terminal import RealTerminal

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
DATES = [f"2026-11-{day}" for day in range(23, 30)]
"""Monday to Sunday of week 48."""


@pytest.fixture(autouse=True)
def berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A business with three functions, and the same three blocks on every working day.

    Writing has 2 hours a day, Admin 1, Client work 3. The master list of the week has five tasks.
    """
    folder = tmp_path / "home"
    run = at(folder, "2026-11-23T08:00")
    run("hours", "add", "mine", "--zone", "Europe/Berlin", "--week", "mon-fri 9-17")
    for name, target in (("Writing", "10h"), ("Admin", "2h"), ("Client work", "15h")):
        run("function", "add", name, "--target", target)
    for day in WEEKDAYS:
        for function, start, end in (("F1", "9", "11"), ("F2", "11", "12"), ("F3", "13", "16")):
            words = ("--function", function, "--weekday", day, "--start", start, "--end", end)
            run("block", "add", *words)
    for title, function, length in (
        ("Chapter one", "F1", "1h"),
        ("Chapter two", "F1", "1h"),
        ("Old call", "F3", "30m"),
        ("Invoices", "F2", "30m"),
        ("Someday", "F2", "15m"),
    ):
        run("task", "add", title, "--function", function, "--estimate", length, "--place", "week")
    run("task", "add", "Learn the cello", "--function", "F2", "--estimate", "1h")
    run("task", "move", "T1", "today")
    run("task", "move", "T3", "today")
    return folder


def at(home: Path, moment: str) -> CommandLine:
    """The command line at a wall time in Berlin."""
    return CommandLine(home, f"{moment}:00+01:00")


def live(home: Path, day: str, done: tuple[str, ...]) -> None:
    """A working day: an hour and a half of Writing, three hours for clients, tasks crossed off."""
    for function, start, end in (("F1", "09:00", "10:30"), ("F3", "13:00", "16:00")):
        words = ("--function", function, "--started", f"{day} {start}", "--stopped", f"{day} {end}")
        ran = at(home, f"{day}T16:30")("entry", "add", *words)
        assert ran.status == 0, ran.err
    for reference in done:
        assert at(home, f"{day}T16:30")("task", "done", reference).status == 0


def evening(home: Path, day: str, *steps: tuple[str, str]) -> None:
    """One evening at the screen: for each step wait for words, then press keys."""
    words = ("--home", str(home), "--now", f"{day}T17:30:00+01:00")
    with RealTerminal(*words, columns=120, lines=36) as terminal:
        terminal.shows("1 Tasks")
        for shown, keys in steps:
            terminal.shows(shown)
            terminal.press(keys)
        terminal.shows("Close")
        terminal.press("q")


ENTER = "\r"
TO_REVIEW = ("R review", "R")
LOOSE_ENDS = ("1/5 Loose ends", ENTER)
SHUT_DOWN = ("5/5 Shut down", ENTER)


def reviews(home: Path) -> list[dict[str, Any]]:
    """All reviews as they were written, oldest first."""
    return at(home, "2026-11-29T18:00").items("review", "list")


def times(written: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Function to planned and actual minutes."""
    return {
        one["name"]: (one["planned_minutes"], one["actual_minutes"]) for one in written["functions"]
    }


def became(written: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Task to what became of it."""
    return {one["task"]: (one["outcome"], one["to"]) for one in written["tasks"]}


def test_seven_nights_and_a_weekly_review(home: Path) -> None:
    # Monday: chapter one is done, the call is left over and goes to Tuesday by plain enter
    live(home, DATES[0], ())
    evening(
        home, DATES[0], TO_REVIEW, LOOSE_ENDS, ("2/5 Cross off", " " + ENTER),
        ("3/5 Leftovers", ENTER), ("4/5 Tomorrow", ENTER), SHUT_DOWN,
    )  # fmt: skip
    # Tuesday: what was proposed for it is done, but the call is left over once more
    live(home, DATES[1], ("T2", "T4", "T5"))
    evening(
        home, DATES[1], TO_REVIEW, LOOSE_ENDS, ("2/5 Cross off", ENTER),
        ("3/5 Leftovers", ENTER), ("4/5 Tomorrow", ENTER), SHUT_DOWN,
    )  # fmt: skip
    # Wednesday: the third roll is the owner's: tomorrow, no time
    live(home, DATES[2], ())
    evening(
        home, DATES[2], TO_REVIEW, LOOSE_ENDS, ("2/5 Cross off", ENTER),
        ("3/5 Leftovers", "t"), ("Why was it not done?", "1"), ("4/5 Tomorrow", ENTER), SHUT_DOWN,
    )  # fmt: skip
    # Thursday: back to the week's list, where the proposal for Friday finds it again
    live(home, DATES[3], ())
    evening(
        home, DATES[3], TO_REVIEW, LOOSE_ENDS, ("2/5 Cross off", ENTER),
        ("3/5 Leftovers", "l"), ("4/5 Tomorrow", ENTER), SHUT_DOWN,
    )  # fmt: skip
    # Friday: the call is made; the day is closed, and then the week
    live(home, DATES[4], ("T3",))
    evening(
        home, DATES[4], TO_REVIEW, LOOSE_ENDS, ("4/5 Tomorrow", ENTER), SHUT_DOWN,
        ("Close fri 27 nov", "W"), ("2/7 Look back", ENTER), ("5/7", ENTER), ("6/7", ENTER),
        ("7/7", ENTER),
    )  # fmt: skip
    # the weekend: nothing was planned, and Monday is
    for day in DATES[5:]:
        evening(home, day, TO_REVIEW, ("4/5 Tomorrow", ENTER), SHUT_DOWN)

    written = reviews(home)
    nightly = [one for one in written if one["kind"] == "nightly"]
    (weekly,) = (one for one in written if one["kind"] == "weekly")
    assert [one["day"] for one in nightly] == DATES

    worked = {"Writing": (120, 90), "Admin": (60, 0), "Client work": (180, 180)}
    assert [times(one["night"]) for one in nightly] == [worked] * 5 + [{}] * 2
    assert [became(one["night"]) for one in nightly] == [
        {"T1": ("done", ""), "T3": ("day", DATES[1])},
        {"T2": ("done", ""), "T3": ("day", DATES[2]), "T4": ("done", ""), "T5": ("done", "")},
        {"T3": ("day", DATES[3])},
        {"T3": ("day", DATES[4])},
        {"T3": ("done", "")},
        {},
        {},
    ]
    planned = [{one["task"] for one in night["night"]["planned"]} for night in nightly]
    assert planned == [{"T2", "T3", "T4", "T5"}, {"T3"}, {"T3"}, {"T3"}, set(), set(), set()]
    monday = [(one["name"], one["minutes"], one["free_minutes"]) for one in _blocks(nightly[0])]
    assert monday == [("Writing", 60, 120), ("Admin", 45, 60), ("Client work", 30, 180)]
    assert nightly[2]["night"]["tasks"][0]["reason"] == "no time"
    assert [one["night"]["tomorrow"] for one in nightly[4:]] == ["2026-11-30"] * 3
    # R is pressed before the review is there; every other key is counted
    assert [one["keys"] for one in nightly] == [6, 5, 6, 5, 3, 2, 2]

    assert (weekly["week"], weekly["weekly"]["next_week"]) == ("2026-W48", "2026-W49")
    week = {
        one["name"]: (one["target_minutes"], one["planned_minutes"], one["actual_minutes"])
        for one in weekly["weekly"]["functions"]
    }
    assert week == {
        "Writing": (600, 600, 450),
        "Admin": (120, 300, 0),
        "Client work": (900, 900, 900),
    }
    assert {task: outcome for task, (outcome, _to) in became(weekly["weekly"]).items()} == {
        f"T{number}": "done" for number in range(1, 6)
    }
    assert weekly["keys"] == 4


def _blocks(night: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = night["night"]["blocks"]
    return found
