"""The weekly review by keys: each screen, leaving at any key and coming back, other terminals."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions.records import add_record
from cockpit.actions.reviewing.weekly.progress import (
    BLOCKS,
    CLEAR,
    LIST,
    LOOK_BACK,
    OLDEST,
    REQUESTS,
    WAITING_FOR,
)
from cockpit.settings import Settings
from cockpit.store.workspace import Workspace
from cockpit.tui.reviews.week.screen import WeekReview
from tests.friday import FRIDAY_EVENING, NEXT_WEEK, add_task, full_friday
from tests.tui.main_host import Cockpit, all_loaded, app_on, no_timers, open_home
from tests.workspaces import advance, body, labels, open_workspace

SIZES = ((80, 24), (120, 36), (160, 48))


@asynccontextmanager
async def friday_of(
    workspace: Workspace, size: tuple[int, int] = (120, 36), settings: Settings | None = None
) -> AsyncIterator[Cockpit]:
    """The cockpit on a workspace, everything loaded."""
    app = app_on(workspace, settings=settings)
    with no_timers():
        async with app.run_test(size=size, notifications=True) as pilot:
            await all_loaded(app, pilot)
            cockpit = Cockpit(app, pilot, workspace)
            await cockpit.settled()
            yield cockpit


@asynccontextmanager
async def on_screen(
    workspace: Workspace, step: int, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Cockpit]:
    """The review on one of its screens."""
    async with friday_of(workspace, size) as cockpit:
        await cockpit.press("W")
        await go_on_to(cockpit, step)
        yield cockpit


async def go_on_to(cockpit: Cockpit, step: int) -> None:
    """Go to a later screen without accepting anything."""
    for _key in range(step):
        if review_of(cockpit).week.step < step:
            await cockpit.press("right_square_bracket")


@pytest.fixture
def friday(tmp_path: Path) -> Workspace:
    return full_friday(open_home(tmp_path, at=FRIDAY_EVENING))


def review_of(cockpit: Cockpit) -> WeekReview:
    assert isinstance(cockpit.app.screen, WeekReview)
    return cockpit.app.screen


def under_cursor(cockpit: Cockpit) -> str | None:
    """The key of the row under the cursor of the review's list."""
    step = review_of(cockpit)._step
    assert step is not None
    return step.list.cursor_key


def told(cockpit: Cockpit) -> str:
    """What the review said last."""
    return review_of(cockpit)._said[0]


# -- the whole way --------------------------------------------------------------------------


async def test_pure_enter_goes_through_seven_screens_and_closes_the_week(
    friday: Workspace,
) -> None:
    seen = []
    async with friday_of(friday) as cockpit:
        await cockpit.press("W")
        for _key in range(7):
            seen.append(review_of(cockpit).week.step)
            await cockpit.press("enter")
        assert cockpit.app.screen is cockpit.main

    assert seen == [CLEAR, LOOK_BACK, WAITING_FOR, REQUESTS, OLDEST, LIST, BLOCKS]
    assert body(friday, "V1")["keys"] == 7
    assert {one["task"] for one in body(friday, "V1")["weekly"]["planned"]} == {
        "T1", "T3", "T6", "T7", "T8", "T9",
    }  # fmt: skip


async def test_an_empty_home_shows_the_last_screen_only(tmp_path: Path) -> None:
    async with friday_of(open_home(tmp_path, at=FRIDAY_EVENING)) as cockpit:
        await cockpit.press("escape W")

        assert review_of(cockpit).week.step == BLOCKS
        await cockpit.press("left_square_bracket")
        assert told(cockpit) == "This is the first screen."


SCRIPT = (
    "l f+w 2 "  # T3 goes onto the next list; T4 is of Writing and takes half an hour
    "enter c enter w enter "  # read; Ivo was heard from; R1 waits on its customer
    "l enter "  # T4 is taken up
    "space c enter n+o+k+enter enter"  # the first of the list is out; nothing else has to be
).split()
"""Each of them decides something about what is under the cursor, which begins on top."""


def outcome(workspace: Workspace) -> tuple[Any, ...]:
    """Where everything is in the end, without what differs from run to run."""
    fields = ("title", "place", "week", "day", "function", "estimate_minutes", "rolls", "state")
    tasks = [tuple(one.get(name) for name in fields) for one in workspace.table("task").all()]
    (review,) = workspace.table("review").all()
    return tasks, review["weekly"], review.get("note")


async def test_killed_after_each_key_and_resumed_nothing_is_lost(tmp_path: Path) -> None:
    whole = full_friday(open_home(tmp_path / "whole", at=FRIDAY_EVENING))
    async with friday_of(whole) as cockpit:
        await cockpit.press("W " + " ".join(SCRIPT).replace("+", " "))
    full_friday(open_home(tmp_path / "torn", at=FRIDAY_EVENING)).close()

    for decision in SCRIPT:
        torn = open_home(tmp_path / "torn", at=FRIDAY_EVENING)
        async with friday_of(torn) as cockpit:
            await cockpit.press("W")
            await cockpit.press(decision.replace("+", " "))
        torn.close()

    torn = open_home(tmp_path / "torn", at=FRIDAY_EVENING)
    assert outcome(torn) == outcome(whole)


async def test_it_is_left_and_resumed_on_the_same_screen(friday: Workspace) -> None:
    async with on_screen(friday, REQUESTS) as cockpit:
        await cockpit.press("escape")
        assert cockpit.app.screen is cockpit.main
        advance(friday, days=2)

        await cockpit.press("W")

        assert review_of(cockpit).week.step == REQUESTS


async def test_a_week_is_not_closed_before_its_list_is_accepted(friday: Workspace) -> None:
    async with on_screen(friday, BLOCKS) as cockpit:
        await cockpit.press("enter")

        assert "6/7" in cockpit.screen
        assert told(cockpit) == "The list is not accepted yet: enter takes it over."


async def test_a_closed_week_is_told_on_the_main_screen(friday: Workspace) -> None:
    async with on_screen(friday, LIST) as cockpit:
        await cockpit.press("enter enter")

        await cockpit.press("W")

        assert cockpit.app.screen is cockpit.main
        assert "2026-W48 is closed already (V1, fri 17:30)" in cockpit.said


async def test_undo_leads_back_to_the_screen_of_the_decision(friday: Workspace) -> None:
    async with on_screen(friday, CLEAR) as cockpit:
        await cockpit.press("l enter enter")
        assert review_of(cockpit).week.step == WAITING_FOR

        await cockpit.press("u")

        assert review_of(cockpit).week.step == CLEAR
        assert body(friday, "T3")["day"] == "2026-11-25"


async def test_a_change_of_another_terminal_is_shown(tmp_path: Path, friday: Workspace) -> None:
    async with on_screen(friday, CLEAR) as cockpit:
        other = open_workspace(tmp_path, at=FRIDAY_EVENING)
        add_task(other, "From elsewhere")
        other.close()

        friday.refresh()
        await cockpit.settled()

        assert "From elsewhere" in cockpit.screen


# -- each screen ----------------------------------------------------------------------------


async def test_clear_settles_by_one_key(friday: Workspace) -> None:
    async with on_screen(friday, CLEAR) as cockpit:
        assert under_cursor(cockpit) == "T3"
        await cockpit.press("L")
        assert under_cursor(cockpit) == "T4"
        await cockpit.press("4")
        assert told(cockpit) == "T4 takes 1h"
        await cockpit.press("f w")

        assert review_of(cockpit).week.step == LOOK_BACK
    assert (body(friday, "T4")["function"], body(friday, "T4")["estimate_minutes"]) == ("F1", 60)
    assert body(friday, "T3").get("place", "backlog") == "backlog"


async def test_the_head_is_emptied_with_a(friday: Workspace) -> None:
    async with on_screen(friday, CLEAR) as cockpit:
        await cockpit.press("a")
        await cockpit.type("Buy [b]stamps[/b]")
        await cockpit.press("enter")

        assert "Buy [b]stamps[/b]" in cockpit.screen
        assert told(cockpit).startswith("T10: Buy")


async def test_look_back_is_read_and_scrolled(friday: Workspace) -> None:
    async with on_screen(friday, LOOK_BACK, (80, 24)) as cockpit:
        assert "Reviewed 0 of the last 7 nights." in cockpit.screen
        assert "Promises kept" not in cockpit.screen

        await cockpit.press("G")

        assert "Promises kept: 0 of 1" in cockpit.screen


async def test_waiting_for_hears_reminds_and_judges(friday: Workspace) -> None:
    async with on_screen(friday, WAITING_FOR) as cockpit:
        await cockpit.press("c")
        assert told(cockpit).startswith("Heard from C2")
        await cockpit.press("y")
        assert told(cockpit).startswith("Copied: Hello Ivo,")
        await cockpit.press("v")
        assert told(cockpit) == "A2 is not delivered yet."
        await cockpit.press("j v a")
        assert body(friday, "A1")["state"] == "approved"
        await cockpit.press("G w")

    assert "waiting" not in body(friday, "T9")


async def test_waiting_on_somebody_who_is_no_contractor(friday: Workspace) -> None:
    add_task(friday, "Permit", waiting={"who": "Town hall"})
    async with on_screen(friday, WAITING_FOR) as cockpit:
        await cockpit.press("G c")

        assert told(cockpit) == "Town hall is no contractor; w says that it waits no more."


async def test_requests_take_the_keys_of_their_pane(friday: Workspace) -> None:
    async with on_screen(friday, REQUESTS) as cockpit:
        await cockpit.press("r")
        assert [one["type"] for one in body(friday, "R1")["events"]][-1] == "reply"
        await cockpit.press("x")
        assert not isinstance(cockpit.app.screen, WeekReview)
        await cockpit.press("escape")
        await cockpit.press("space space")

        assert review_of(cockpit).week.step == OLDEST  # nothing wants a look any more


async def test_a_request_is_snoozed_and_given(friday: Workspace) -> None:
    async with on_screen(friday, REQUESTS) as cockpit:
        await cockpit.press("S")
        await cockpit.type("mon 9:00")
        await cockpit.press("enter")
        assert body(friday, "R1")["snoozed_until"] == "2026-11-30T08:00:00Z"
        await cockpit.press("j D i")

    assert body(friday, "R2")["assignment"] == "A3"


async def test_the_oldest_are_taken_up_given_or_let_go(friday: Workspace) -> None:
    async with on_screen(friday, OLDEST) as cockpit:
        await cockpit.press("l d D m")
        assert review_of(cockpit).week.step == LIST  # none is left

    assert body(friday, "T4")["week"] == NEXT_WEEK
    assert body(friday, "T5")["state"] == "dropped"
    assert body(friday, "T8")["assignment"] == "A3"


async def test_the_list_follows_each_key(friday: Workspace) -> None:
    add_task(friday, "Too much", place="week", week=NEXT_WEEK, function="F1", estimate_minutes=420)
    async with on_screen(friday, LIST) as cockpit:
        assert "7 in · 12h 30m of 24h" in cockpit.screen
        assert "Writing: 9h due by the end of 6 dec, 8h left" in cockpit.screen

        await cockpit.press("c")
        assert "6 in · 10h 30m of 24h" in cockpit.screen
        assert "Smallest cut" not in cockpit.screen

        await cockpit.press("c")
        assert told(cockpit) == "Nothing has to be cut."
        await cockpit.press("g space")
        assert "5 in · 10h of 24h" in cockpit.screen
        await cockpit.press("plus")  # the next row: 7 h become 7h 15m
        assert "5 in · 10h 15m of 24h" in cockpit.screen
        await cockpit.press("enter")

        assert told(cockpit) == "List of 2026-W49: T3, T8, T9 in; T1, T6 to the backlog"


async def test_what_is_added_to_the_list_is_in(friday: Workspace) -> None:
    async with on_screen(friday, LIST) as cockpit:
        await cockpit.press("a")
        await cockpit.type("New idea ~30m #Writing")
        await cockpit.press("enter")
        await cockpit.press("enter")

    assert body(friday, "T10")["week"] == NEXT_WEEK


async def test_the_blocks_of_the_week_are_opened_and_closed_again(friday: Workspace) -> None:
    async with on_screen(friday, LIST) as cockpit:
        await cockpit.press("o")
        assert not isinstance(cockpit.app.screen, WeekReview)
        assert "2026-W49" in cockpit.screen or "30 nov" in cockpit.screen.lower()

        await cockpit.press("escape")

        assert review_of(cockpit).week.step == LIST


async def test_a_dropped_block_is_seen_in_the_hours_at_once(friday: Workspace) -> None:
    async with on_screen(friday, LIST) as cockpit:
        assert "5h 30m of 24h" in cockpit.screen

        add_record(friday, "override", {"action": "drop", "block": "B1", "date": "2026-12-01"})
        await cockpit.settled()

        assert "5h 30m of 22h" in cockpit.screen


async def test_the_last_screen_tells_the_list_and_takes_a_note(friday: Workspace) -> None:
    async with on_screen(friday, LIST) as cockpit:
        await cockpit.press("enter")
        assert "6 tasks are on the list of 2026-W49" in cockpit.screen
        assert "09:00 Writing" in cockpit.screen
        await cockpit.press("M")
        assert told(cockpit) == "No move is suggested: no function is short for long."
        await cockpit.press("n")
        await cockpit.type("quiet week")
        await cockpit.press("enter enter")

    assert body(friday, "V1")["note"] == "quiet week"


# -- how it looks ---------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_fits(friday: Workspace, size: tuple[int, int]) -> None:
    async with friday_of(friday, size) as cockpit:
        await cockpit.press("W")
        for step in range(CLEAR, BLOCKS + 1):
            assert review_of(cockpit).week.step == step
            assert f"{step}/7" in cockpit.screen
            assert "esc later" in cockpit.screen
            if step < BLOCKS:
                await cockpit.press("right_square_bracket")


async def test_hostile_titles_are_taken_literally_on_every_screen(tmp_path: Path) -> None:
    friday = full_friday(open_home(tmp_path, at=FRIDAY_EVENING))
    hostile = "[red]x[/b] \x1b[2J"
    for fields in (
        {}, {"place": "day", "day": "2026-11-24"}, {"waiting": {"who": hostile}},
        {"place": "week", "week": NEXT_WEEK, "function": "F1", "estimate_minutes": 5000},
    ):  # fmt: skip
        add_task(friday, hostile, **fields)
    settings = Settings()
    settings.ascii = True
    async with friday_of(friday, settings=settings) as cockpit:
        await cockpit.press("W")
        for step in (CLEAR, WAITING_FOR, OLDEST, LIST):
            await go_on_to(cockpit, step)
            assert "[red]x[/b]" in cockpit.screen
            assert "\x1b[2J" not in cockpit.screen


async def test_two_thousand_open_tasks_are_reviewed(tmp_path: Path) -> None:
    ws = open_home(tmp_path, at=FRIDAY_EVENING)
    full_friday(ws)
    with ws.transaction("Many"):
        ws.table("task").insert_multiple(
            {"uid": f"u{n}", "created_at": "2026-11-20T09:00:00Z", "title": f"Task {n}",
             "function": "F1", "estimate_minutes": 15}
            for n in range(2_000)
        )  # fmt: skip
    async with friday_of(ws) as cockpit:
        await cockpit.press("W enter enter enter enter enter")
        assert review_of(cockpit).week.step == LIST

        await cockpit.press("G space enter enter")

    assert len(body(ws, "V1")["weekly"]["planned"]) == 7


def test_what_one_key_writes_is_one_change(friday: Workspace) -> None:
    from cockpit.actions.reviewing.week import Week

    before = len(labels(friday))
    week = Week(friday)
    week.begin()
    week.take_up("T3")

    assert len(labels(friday)) == before + 1
    assert labels(friday)[0] == "T3 to the list of 2026-W49: Old promise"
