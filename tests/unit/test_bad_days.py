"""Bad input of the day's work: one clear sentence each, and nothing is lost or half done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cockpit.actions.desk import block_book
from cockpit.actions.records import edit_record
from cockpit.actions.template_overlaps import overlap_in_template
from cockpit.actions.weeks.every_week import drop_every_week
from cockpit.domain.days.time_use import day_use
from cockpit.errors import WrongUse
from cockpit.store.workspace import Workspace
from tests.command_line import CommandLine
from tests.workspaces import NOW, body, open_workspace, with_hours

SENTENCE = "cockpit: "


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    """Monday 10:20 in Berlin; writing on Mondays from 22 o'clock to one in the night."""
    run = CommandLine(own_home)
    for words in (
        ("hours", "add", "Mine", "--zone", "Europe/Berlin", "--week", "mon-fri 9-17"),
        ("function", "add", "Writing"),
        ("function", "add", "Design"),
        ("task", "add", "Cards", "--function", "design", "--estimate", "1h"),
        ("block", "add", "--function", "F1", "--weekday", "mon", "--start", "22", "--end", "1:00"),
    ):
        assert run(*words).status == 0, words
    return run


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("task", "edit", "T1", "--estimate", "0"), "0m is too little; the least is 1m"),
        (("task", "edit", "T1", "--estimate", "0"), "cockpit: task: estimate 0m"),
        (("task", "edit", "T1", "--estimate", "-30"), "'-30' is not a length"),
        (("function", "edit", "F1", "--target", "-5m"), "'-5m' is not a length"),
        (("function", "edit", "F1", "--target", "168h1m"), "is too much; a week has 168h."),
        (("entry", "add", "--started", "25:00"), "hours of 60 minutes; correct it."),
        (("promise", "report", "--from", "2026-13-01"), "no month is 13; correct it."),
        (("add", "x by 25:00"), "or write a backslash before its sign to keep it as text."),
        (("task", "edit", "T1", "--estimate", "100h"), "100h is too much; the most is 99h59m"),
        (("task", "edit", "T1", "--estimate", "soon"), "'soon' is not a length"),
        (("add", "x ~0m"), "~0m is not between 1 minute and 99h59m"),
        (("add", "x ~-30"), "~-30 is not between 1 minute and 99h59m"),
        (("add", "x ~100h"), "~100h is not between 1 minute and 99h59m"),
        (
            (
                "block",
                "add",
                "--function",
                "F2",
                "--weekday",
                "tue",
                "--start",
                "0:30",
                "--end",
                "2",
            ),
            "B1 Writing (mon 23 nov 22:00–01:00) and Design (tue 24 nov 00:30–02:00)",
        ),
        (("function", "archive", "F2"), "F2 is used by T1: say where they go"),
        (("function", "archive", "F2", "--to", "F2"), "cannot take over from itself"),
        (("function", "archive", "F2", "--to", "nobody"), "There is no function 'nobody'"),
        (("clock", "stop"), "No clock is running"),
        (("clock", "start", "B9"), "no block B9"),
        (("clock", "fill"), "no gap to fill"),
        (("clock", "log", "feb 30"), "feb 30"),
        (
            ("entry", "add", "--started", "today 10:00", "--stopped", "today 9:00"),
            "stop before it started",
        ),
        (("entry", "add", "--started", "2027-01-01 9:00"), "cannot lie in the future"),
        (("interruption", "add", "Karl", "--minutes=-5"), "'-5' is not a length"),
        (("add", "! 14:65 Karl"), "14:65"),
    ],
)
def test_it_is_refused_in_one_sentence_and_nothing_is_written(
    cockpit: CommandLine, words: tuple[str, ...], said: str
) -> None:
    before = cockpit.items("history")

    ran = cockpit(*words)

    assert ran.status in (1, 2), ran
    assert (ran.out, ran.err.count("\n")) == ("", 1)
    assert ran.err.startswith(SENTENCE)
    assert said in ran.err
    assert cockpit.items("history") == before


@pytest.mark.parametrize(
    "words",
    [("add", "Taxes by 2026-11-20"), ("task", "add", "Taxes", "--due", "2026-11-20 16:00")],
)
def test_a_due_before_now_is_taken_and_told_to_be_late(
    cockpit: CommandLine, words: tuple[str, ...]
) -> None:
    ran = cockpit(*words)
    assert (ran.status, "late from the start" in ran.err) == (0, True)
    assert cockpit.items("task", "list", "taxes")[0]["due"] < "2026-11-23"
    assert "late from the start" not in cockpit("add", "Taxes by tomorrow").err


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    workspace = with_hours(open_workspace(tmp_path))
    with workspace.transaction("written by an older program"):
        for name in ("Writing", "Design"):
            plain = {"uid": name, "created_at": "2026-11-01T08:00:00Z"}
            workspace.table("function").insert({**plain, "name": name})
    return workspace


def insert_block(ws: Workspace, function: str, weekday: str, start: str, end: str) -> None:
    fields = {"function": function, "weekday": weekday, "start": start, "end": end}
    with ws.transaction("written by an older program"):
        known = {"uid": f"{weekday}{start}", "created_at": "2026-10-01T08:00:00Z"}
        ws.table("block").insert({**known, **fields})


def test_a_template_with_overlaps_is_shown_and_both_are_named(
    ws: Workspace, tmp_path: Path
) -> None:
    insert_block(ws, "F1", "tue", "09:00", "11:00")
    insert_block(ws, "F2", "tue", "10:00", "12:00")

    day = day_use(date(2026, 11, 24), block_book(ws), {}, NOW)
    found = overlap_in_template(ws)

    assert [row.planned for row in day.rows] == [120, 60]  # the hour from ten counts once
    assert found == (
        "B1 B2",
        "Blocks do not overlap: B1 Writing (tue 24 nov 09:00–11:00)"
        " and B2 Design (tue 24 nov 10:00–12:00).",
    )
    ws.close()
    run = CommandLine(tmp_path)
    told = run("doctor")
    assert (told.status, "blocks  B1 B2: Blocks do not overlap" in told.out) == (1, True)
    assert "B2 Design" in run("today").err


def test_overlaps_of_one_function_that_are_there_are_told_too(ws: Workspace) -> None:
    insert_block(ws, "F1", "tue", "09:00", "11:00")
    insert_block(ws, "F1", "tue", "10:00", "12:00")
    assert (overlap_in_template(ws) or ("",))[0] == "B1 B2"

    edit_record(ws, "B1", {"label": "Words"})
    insert_block(ws, "F1", "wed", "10:00", "12:00")
    with pytest.raises(WrongUse, match="B3 Writing .wed 25 nov 10:00–12:00"):
        edit_record(ws, "B1", {"weekday": "wed"})
    drop_every_week(ws, "B2")
    assert overlap_in_template(ws) is None
    ws.close()


def test_a_template_without_overlaps_says_nothing(ws: Workspace, tmp_path: Path) -> None:
    insert_block(ws, "F1", "tue", "09:00", "11:00")
    insert_block(ws, "F2", "tue", "11:00", "12:00")
    assert overlap_in_template(ws) is None
    ws.close()
    assert CommandLine(tmp_path)("today").err == ""


@pytest.mark.parametrize(
    ("day", "weekday", "start", "end", "planned"),
    [
        (date(2026, 11, 23), "mon", "22:00", "01:00", 180),
        (date(2026, 10, 24), "sat", "22:00", "04:00", 420),  # the night of 25 hours
        (date(2027, 3, 27), "sat", "22:00", "04:00", 300),  # the night of 23 hours
        (date(2026, 10, 25), "sun", "09:00", "11:00", 120),
    ],
)
def test_planned_minutes_are_elapsed_minutes_on_every_night(
    ws: Workspace, day: date, weekday: str, start: str, end: str, planned: int
) -> None:
    insert_block(ws, "F1", weekday, start, end)
    assert day_use(day, block_book(ws), {}, NOW).planned == planned
    ws.close()


def test_a_clock_set_back_loses_and_invents_no_time(cockpit: CommandLine) -> None:
    cockpit("clock", "start", "T1")
    cockpit.now = "2026-11-23T08:00:00+00:00"  # an hour and twenty minutes before

    status = cockpit("clock", "status")
    assert status.out == "E1  Cards · Design  0m\n"
    assert "ahead of this machine's clock (09:00): it was set back" in status.err
    assert cockpit("clock", "stop").status == 0
    (entry,) = cockpit.items("entry", "list")
    assert entry["started"] == entry["stopped"] == "2026-11-23T09:20:00Z"


def test_nothing_of_a_function_is_lost_when_it_goes_and_comes_back(
    cockpit: CommandLine, own_home: Path
) -> None:
    assert cockpit("function", "archive", "F1", "--to", "design").status == 0
    assert cockpit("function", "archive", "F2", "--to", "none").status == 0
    assert cockpit("undo").status == cockpit("undo").status == 0
    workspace = open_workspace(own_home)
    assert (body(workspace, "B1")["function"], body(workspace, "T1")["function"]) == ("F1", "F2")
    workspace.close()
