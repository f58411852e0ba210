"""The time log, the forgotten clock, the functions and the interruptions over the cockpit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest

from cockpit.actions.capture import capture
from cockpit.actions.clocking import add_entry, running_entry, start_clock
from cockpit.actions.records import add_record
from cockpit.domain.identity import format_instant
from cockpit.store.workspace import Workspace
from cockpit.tui.clocking.forgotten import ForgottenClock
from cockpit.tui.clocking.functions import Functions
from cockpit.tui.clocking.interruptions import InterruptionReport
from cockpit.tui.clocking.spans import read_entry
from cockpit.tui.clocking.time_log import TimeLog
from cockpit.tui.dialogs.ask import Ask
from cockpit.tui.dialogs.choose import Choose
from cockpit.tui.dialogs.dialog import Box
from cockpit.tui.dialogs.first_start import FirstStart
from cockpit.tui.dialogs.form import RecordForm
from cockpit.tui.dialogs.record import RecordScreen
from cockpit.tui.widgets.record_list import RecordList
from tests.dialog_host import HOSTILE
from tests.tui.main_host import (
    Cockpit,
    app_on,
    local,
    open_home,
    running,
    set_clock,
    small_business,
    small_cockpit,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Tuesday 10:20; writing nine to eleven, of which nine to 9:40 were clocked (E1)."""
    workspace = small_business(open_home(tmp_path / "home"))
    yield workspace
    workspace.close()


@asynccontextmanager
async def opened(workspace: Workspace, command: str) -> AsyncIterator[Cockpit]:
    async with running(app_on(workspace)) as cockpit:
        cockpit.main.run_command(command)
        await cockpit.settled()
        yield cockpit


def title(cockpit: Cockpit) -> str:
    return str(cockpit.dialog.query_one(Box).border_title)


def cursor(cockpit: Cockpit) -> str | None:
    return cockpit.dialog.query_one(RecordList).cursor_key


def keys(cockpit: Cockpit) -> list[str]:
    source = cockpit.dialog.query_one(RecordList).source
    return [source.key_at(place) for place in range(len(source))]


def times(cockpit: Cockpit, reference: str) -> tuple[str, str]:
    """The wall times of an entry in Berlin."""
    found = cockpit.body(reference)
    start, stop = (datetime.fromisoformat(found[name]) for name in ("started", "stopped"))
    zone = cockpit.app.view.zone
    return f"{start.astimezone(zone):%H:%M}", f"{stop.astimezone(zone):%H:%M}"


# -- the time log ------------------------------------------------------------------------------


async def test_the_log_begins_on_the_first_gap_and_one_key_fills_it(workspace: Workspace) -> None:
    async with running(app_on(workspace)) as cockpit:
        await cockpit.press("T")
        assert title(cockpit) == "Time of Tue 24 Nov · clocked 40m · not clocked 40m"
        assert "09:40–10:20 ○ nothing clocked · Writing" in cockpit.screen
        assert "f fill" in cockpit.screen

        await cockpit.press("f")
        assert (times(cockpit, "E2"), cockpit.body("E2")["function"]) == (("09:40", "10:20"), "F1")
        assert title(cockpit) == "Time of Tue 24 Nov · clocked 1h 20m"

        await cockpit.press("u u")
        assert cockpit.toasts == ["Nothing was done here yet."]
        assert title(cockpit).endswith("not clocked 40m")
        await cockpit.press("escape")
        assert cockpit.app.screen is cockpit.main


async def test_enter_on_a_gap_asks_on_what_and_on_an_entry_shows_it(workspace: Workspace) -> None:
    async with opened(workspace, "time-log") as cockpit:
        await cockpit.press("enter")
        assert isinstance(cockpit.dialog, Choose)
        assert keys(cockpit) == ["F1", "T1", "T3", "F2", "F3"]
        await cockpit.press("j enter")
        assert cockpit.body("E2")["task"] == "T1"
        await cockpit.press("g enter")
        assert isinstance(cockpit.dialog, RecordScreen)
        assert "E1 ✓ done" in cockpit.screen


async def test_all_gaps_are_filled_by_one_key(workspace: Workspace) -> None:
    set_clock(workspace, local("24 13:00"))
    async with opened(workspace, "time-log") as cockpit:
        await cockpit.press("F")
        assert title(cockpit) == "Time of Tue 24 Nov · clocked 3h"
        await cockpit.press("F")
        assert cockpit.toasts == ["There is no gap on this day."]


async def test_times_are_corrected_in_one_line_that_says_what_it_means(
    workspace: Workspace,
) -> None:
    async with opened(workspace, "time-log") as cockpit:
        await cockpit.press("g m")
        assert isinstance(cockpit.dialog, Ask)
        assert "09:00–09:40" in cockpit.screen
        await cockpit.press("ctrl+u")
        await cockpit.type("8:45-9:3")
        assert "from–to" in cockpit.screen
        await cockpit.type("0")
        assert "= 08:45–09:30" in cockpit.screen
        await cockpit.press("enter")
        assert times(cockpit, "E1") == ("08:45", "09:30")


@pytest.mark.parametrize("said", ["support", "T3"])
def test_the_times_of_an_entry_may_come_first_or_last(workspace: Workspace, said: str) -> None:
    first, last = (
        read_entry(workspace, local("24 12:00").date(), text)
        for text in (f"9:45-10:15 {said}", f"{said} 9:45 to 10:15")
    )
    assert first == last


async def test_what_cannot_be_is_told_and_changes_nothing(workspace: Workspace) -> None:
    async with opened(workspace, "time-log") as cockpit:
        await cockpit.press("a")
        await cockpit.type("9:30-10:00 support")
        assert "= 09:30–10:00 Support" in cockpit.screen
        await cockpit.press("enter")
        assert "do not overlap: E1 Writing" in cockpit.screen
        await cockpit.press("escape m d")  # the cursor is on the gap
        assert "Only an entry is archived here." in cockpit.toasts
        assert list(dict(workspace.table("entry").live())) == []


async def test_what_was_done_without_the_clock_is_added(workspace: Workspace) -> None:
    async with opened(workspace, "time-log") as cockpit:
        await cockpit.press("a")
        await cockpit.type("9:45-10:15 T3")
        await cockpit.press("enter")
        assert times(cockpit, "E2") == ("09:45", "10:15")
        assert (cockpit.body("E2")["task"], cockpit.body("E2")["function"]) == ("T3", "F1")


async def test_an_entry_is_archived_and_brought_back(workspace: Workspace) -> None:
    async with opened(workspace, "time-log") as cockpit:
        await cockpit.press("g d")
        assert cockpit.body("E1")["archived"] is True
        assert title(cockpit) == "Time of Tue 24 Nov · clocked 0m · not clocked 1h 20m"
        await cockpit.press("u")
        assert "archived" not in cockpit.body("E1")
        assert cursor(cockpit) is not None


async def test_an_entry_is_edited_in_its_form(workspace: Workspace) -> None:
    async with opened(workspace, "time-log") as cockpit:
        await cockpit.press("g e")
        assert isinstance(cockpit.dialog, RecordForm)
        for row in cockpit.dialog.rows:
            if row.field.name == "note":
                row.take_focus()
        await cockpit.type("outline")
        await cockpit.press("ctrl+s")
        assert isinstance(cockpit.dialog, TimeLog)
        assert "Writing · outline" in cockpit.screen
        await cockpit.press("u")
        assert "note" not in cockpit.body("E1")


async def test_the_clock_goes_on_with_the_line_and_stops(workspace: Workspace) -> None:
    async with opened(workspace, "time-log") as cockpit:
        await cockpit.press("s")
        found = running_entry(workspace)
        assert found is not None
        assert found[1]["function"] == "F1"
        assert "10:20–… ▶" in " ".join(cockpit.screen.split())
        set_clock(workspace, local("24 10:30"))
        await cockpit.press("s")
        assert running_entry(workspace) is None
        assert "clocked 50m" in title(cockpit)


async def test_the_days_before_are_a_key_away_and_tomorrow_is_not(workspace: Workspace) -> None:
    async with opened(workspace, "time-log") as cockpit:
        await cockpit.press("h")
        assert title(cockpit) == "Time of Mon 23 Nov · clocked 0m"
        assert "Nothing was clocked on this day" in cockpit.screen
        await cockpit.press("right l")
        assert title(cockpit).startswith("Time of Tue 24 Nov")
        assert cockpit.toasts == ["This is today."]


async def test_interruptions_stand_in_the_timeline_and_are_edited(workspace: Workspace) -> None:
    capture(workspace, "! 9:50 Karl, invoice ~10m #business by:phone")
    async with opened(workspace, "time-log") as cockpit:
        assert "09:50       ! Karl · invoice · phone · business" in cockpit.screen
        assert "interrupted 10m" in title(cockpit)
        cockpit.dialog.query_one(RecordList).move_to("I1")
        await cockpit.press("e")
        assert isinstance(cockpit.dialog, RecordForm)
        assert cockpit.dialog.table == "interruption"


# -- the forgotten clock -----------------------------------------------------------------------


async def test_a_clock_of_yesterday_is_asked_about_when_the_screen_opens(
    workspace: Workspace,
) -> None:
    start_clock(workspace, task="T1")
    set_clock(workspace, local("25 08:30"))
    async with running(app_on(workspace)) as cockpit:
        assert isinstance(cockpit.dialog, ForgottenClock)
        words = " ".join(cockpit.screen.replace("│", " ").split())
        assert "runs since tue 10:20: 22h 10m." in words
        assert "It stopped when its block ended, Tue 24 Nov 11:00" in words
        await cockpit.press("b")
        assert cockpit.app.screen is cockpit.main
        assert times(cockpit, "E2") == ("10:20", "11:00")


@pytest.mark.parametrize(
    ("answer", "typed", "stopped"),
    [
        ("c", "", "17:00"),
        ("n", "", "08:30"),
        ("o", "17:40", "17:40"),
        ("r", "", None),
        ("escape", "", None),
    ],
)
async def test_every_answer_does_what_it_says(
    workspace: Workspace, answer: str, typed: str, stopped: str | None
) -> None:
    start_clock(workspace, task="T1")
    set_clock(workspace, local("25 08:30"))
    async with running(app_on(workspace)) as cockpit:
        await cockpit.press(answer)
        if typed:
            await cockpit.type(typed)
            assert "= Tue 24 Nov 17:40" in cockpit.screen
            await cockpit.press("enter")
        assert cockpit.app.screen is cockpit.main
        if stopped is None:
            assert "stopped" not in cockpit.body("E2")
        else:
            assert times(cockpit, "E2") == ("10:20", stopped)


async def test_starting_on_something_else_asks_first_and_then_starts(workspace: Workspace) -> None:
    start_clock(workspace, task="T1")
    set_clock(workspace, local("25 08:30"))
    async with running(app_on(workspace)) as cockpit:
        await cockpit.press("r")  # it still runs
        await cockpit.go("T4")
        await cockpit.press("s")
        assert isinstance(cockpit.dialog, ForgottenClock)
        await cockpit.press("c")
        assert times(cockpit, "E2") == ("10:20", "17:00")
        found = running_entry(workspace)
        assert found is not None
        assert found[1]["task"] == "T4"


async def test_a_clock_that_is_well_is_not_asked_about(workspace: Workspace) -> None:
    start_clock(workspace, task="T1")
    async with running(app_on(workspace)) as cockpit:
        assert cockpit.app.screen is cockpit.main


async def test_it_is_stopped_at_a_time_from_the_palette(workspace: Workspace) -> None:
    async with opened(workspace, "clock-stop-at") as cockpit:
        assert "No clock is running" in cockpit.said
        start_clock(workspace, task="T1")
        set_clock(workspace, local("24 11:00"))
        cockpit.main.run_command("clock-stop-at")
        await cockpit.settled()
        await cockpit.type("10:50")
        assert "= 10:50" in cockpit.screen
        await cockpit.press("enter")
        assert times(cockpit, "E2") == ("10:20", "10:50")


# -- functions ---------------------------------------------------------------------------------


async def test_functions_show_their_week_and_their_users(workspace: Workspace) -> None:
    async with opened(workspace, "functions") as cockpit:
        assert isinstance(cockpit.dialog, Functions)
        lines = [" ".join(line.split()) for line in cockpit.screen.splitlines()]
        assert any("F1 Writing 10h 4h 40m 2 tasks 2 blocks" in line for line in lines)
        assert any("F3 Shop 2h 2h 0m 1 task 1 block" in line for line in lines)


async def test_a_function_that_goes_asks_where_its_users_go(workspace: Workspace) -> None:
    async with opened(workspace, "functions") as cockpit:
        await cockpit.press("d")
        assert isinstance(cockpit.dialog, Choose)
        assert title(cockpit) == "4 records of Writing go to"
        await cockpit.press("escape")
        assert "closed_at" not in cockpit.body("F1")
        await cockpit.press("d enter")
        assert "closed_at" in cockpit.body("F1")
        assert (cockpit.body("T1")["function"], cockpit.body("B1")["function"]) == ("F2", "F2")
        assert keys(cockpit) == ["#head", "F2", "F3"]
        await cockpit.press("u")
        assert (cockpit.body("T1")["function"], keys(cockpit)[1]) == ("F1", "F1")


async def test_functions_are_added_edited_and_put_in_order(workspace: Workspace) -> None:
    async with opened(workspace, "functions") as cockpit:
        await cockpit.press("a")
        await cockpit.type("Prospecting")
        await cockpit.press("enter")
        assert isinstance(cockpit.dialog, RecordForm)
        await cockpit.press("escape")
        assert cursor(cockpit) == "F4"
        await cockpit.press("K")
        assert keys(cockpit)[1:] == ["F1", "F2", "F4", "F3"]
        await cockpit.press("g K")
        assert any("end of the list" in one for one in cockpit.toasts)
        await cockpit.press("e")
        assert isinstance(cockpit.dialog, RecordForm)


# -- interruptions -----------------------------------------------------------------------------


async def test_the_report_names_who_took_how_much(workspace: Workspace) -> None:
    capture(workspace, "! 9:50 Karl, invoice ~10m #business by:phone")
    async with opened(workspace, "interruption-report") as cockpit:
        assert isinstance(cockpit.dialog, InterruptionReport)
        assert "2026-W48: once, 10m (business 10m)" in cockpit.screen
        for words in ("by whom", "Karl", "in the blocks of", "Writing", "phone"):
            assert words in cockpit.screen
        assert "nothing is taken off" in cockpit.screen


async def test_without_interruptions_it_teaches_the_key(workspace: Workspace) -> None:
    async with opened(workspace, "interruption-report") as cockpit:
        assert "Press i to log who does" in cockpit.screen


# -- any words ---------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["time-log", "functions", "interruption-report"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_any_words_are_shown_as_they_are(
    workspace: Workspace, command: str, text: str
) -> None:
    add_record(workspace, "function", {"name": text})
    add_record(workspace, "interruption", {
        "who": text, "at": format_instant(local("24 09:45")), "closed_at": format_instant(
            local("24 09:45")), "channel": text, "minutes": 5,
    })  # fmt: skip
    times = {"started": local("24 09:45"), "stopped": local("24 10:00")}
    fields = {name: format_instant(moment) for name, moment in times.items()}
    add_entry(workspace, {**fields, "function": "F4", "note": text})
    async with opened(workspace, command) as cockpit:
        assert "\x1b" not in cockpit.screen
        if text.startswith("["):
            assert text[:6] in cockpit.screen


async def test_a_forgotten_clock_is_in_doubt_and_counts_to_the_end_of_its_block(
    tmp_path: Path,
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        start_clock(cockpit.workspace, function="F1")
        await cockpit.settled()
        assert "▶ Writing 0:00" in cockpit.status
        assert "0:00?" not in cockpit.status
        assert "09:00 Writing 2h ███░░░░░░░ 40m ▶" in cockpit.texts(2)

        await cockpit.at(local("24 18:00"))
        assert "▶ Writing 7:40?" in cockpit.status
        assert "09:00 Writing 2h ███████░░░ 1h 20m done" in cockpit.texts(2)
        assert "done 1h 20m" in cockpit.edges(2)[0]


async def test_working_hours_are_edited_by_a_command(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        cockpit.main.run_command("hours")
        await cockpit.settled()
        assert isinstance(cockpit.dialog, RecordForm)
        assert cockpit.dialog.reference == "H1"


async def test_without_working_hours_the_first_questions_are_asked_again(tmp_path: Path) -> None:
    workspace = open_home(tmp_path)
    async with running(app_on(workspace)) as cockpit:
        await cockpit.press("escape")
        assert cockpit.app.screen is cockpit.main
        cockpit.main.run_command("hours")
        await cockpit.settled()
        assert isinstance(cockpit.dialog, FirstStart)
    workspace.close()
