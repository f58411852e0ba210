"""The nightly review by keys: the whole evening, each screen, leaving at any key and coming back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions.interruptions import add_interruption
from cockpit.actions.records import add_record
from cockpit.store.workspace import Workspace
from cockpit.tui.reviews.night.screen import NightReview
from tests.evening import (
    DONE,
    LEFT,
    TUESDAY_EVENING,
    WEDNESDAY,
    berlin,
    full_tuesday,
    plan_the_week,
    task,
)
from tests.tui.main_host import Cockpit, all_loaded, app_on, no_timers, open_home
from tests.workspaces import advance, body, labels

SCRIPT = (
    "R enter "  # the loose ends: the clock stops
    + "space " * 12  # twelve are done
    + "enter "
    + "enter " * 6  # six leftovers go where it is proposed
    + "t 1 t 4 "  # two are put off for the third time, with the reason why
    + "c enter "  # tomorrow has half an hour too much: the suggested cut
    + "enter"  # the day is closed
).split()


@asynccontextmanager
async def evening_of(
    workspace: Workspace, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Cockpit]:
    """The cockpit on a workspace, everything loaded."""
    app = app_on(workspace)
    with no_timers():
        async with app.run_test(size=size, notifications=True) as pilot:
            await all_loaded(app, pilot)
            cockpit = Cockpit(app, pilot, workspace)
            await cockpit.settled()
            yield cockpit


@pytest.fixture
def evening(tmp_path: Path) -> Workspace:
    return full_tuesday(open_home(tmp_path, at=TUESDAY_EVENING))


def snapshot_of(workspace: Workspace) -> dict[str, Any]:
    """The one review of a workspace, without what differs from run to run."""
    (review,) = workspace.table("review").all()
    kept = ("kind", "day", "note", "night")
    return {name: review[name] for name in kept if name in review}


def places(workspace: Workspace) -> dict[int, tuple[Any, ...]]:
    """Where every task of the evening is in the end."""
    found = workspace.table("task").all()
    fields = ("place", "day", "week", "state", "rolls", "roll_reasons", "estimate_minutes")
    return {one.doc_id: tuple(str(one.get(name)) for name in fields) for one in found}


async def test_an_evening_of_twenty_tasks_takes_fewer_than_45_keys(evening: Workspace) -> None:
    screens = set()
    async with evening_of(evening) as cockpit:
        for key in SCRIPT:
            await cockpit.press(key)
            if isinstance(cockpit.app.screen, NightReview):
                screens.add(cockpit.app.screen.night.step)
        assert cockpit.app.screen is cockpit.main
        assert cockpit.said.startswith("Close tue 24 nov")

    review = evening.table("review").all()[0]
    assert len(SCRIPT) <= 45
    assert review["keys"] == len(SCRIPT) - 1  # R itself was pressed before the review was there
    assert screens == {1, 2, 3, 4, 5}
    became = {one["task"]: one.get("outcome") for one in review["night"]["tasks"]}
    assert [task for task, outcome in became.items() if outcome == "done"] == DONE
    assert set(became) == {*DONE, *LEFT}
    assert body(evening, "T19")["roll_reasons"][0]["reason"] == "no time"
    assert body(evening, "T20")["roll_reasons"][0]["reason"] == "too big"
    blocks = review["night"]["blocks"]
    assert all(one.get("minutes", 0) <= one["free_minutes"] for one in blocks)


async def test_killed_after_each_key_and_resumed_nothing_is_lost(tmp_path: Path) -> None:
    whole = full_tuesday(open_home(tmp_path / "whole", at=TUESDAY_EVENING))
    async with evening_of(whole) as cockpit:
        await cockpit.press(" ".join(SCRIPT))
    full_tuesday(open_home(tmp_path / "torn", at=TUESDAY_EVENING)).close()

    # a dialog's answer belongs to its question: the pair is one decision
    decisions = " ".join(SCRIPT[1:]).replace("t 1", "t+1").replace("t 4", "t+4").split()
    for decision in decisions:
        torn = open_home(tmp_path / "torn", at=TUESDAY_EVENING)
        async with evening_of(torn) as cockpit:
            await cockpit.press("R")
            await cockpit.press(decision.replace("+", " "))
        torn.close()

    torn = open_home(tmp_path / "torn", at=TUESDAY_EVENING)
    assert snapshot_of(torn) == snapshot_of(whole)
    assert places(torn) == places(whole)


async def test_pure_enter_leads_through_and_the_plan_fits(evening: Workspace) -> None:
    from cockpit.actions.tasks import complete_task

    for reference in (*DONE, "T19", "T20"):
        complete_task(evening, reference)
    async with evening_of(evening) as cockpit:
        await cockpit.press("R")
        for _press in range(30):
            if cockpit.app.screen is cockpit.main:
                break
            await cockpit.press("enter")
        assert cockpit.app.screen is cockpit.main

    blocks = snapshot_of(evening)["night"]["blocks"]
    assert all(one.get("minutes", 0) <= one["free_minutes"] for one in blocks)


async def test_on_a_third_roll_enter_says_that_the_owner_decides(evening: Workspace) -> None:
    async with evening_of(evening) as cockpit:
        await cockpit.press("R enter " + "space " * 12 + "enter " + "enter " * 6)
        before = labels(evening)

        await cockpit.press("enter")

        assert "T19 was put off 2 times: say yourself where it goes" in cockpit.screen
        assert labels(evening) == before


async def test_escape_leaves_and_r_comes_back_to_the_same_screen(evening: Workspace) -> None:
    async with evening_of(evening) as cockpit:
        await cockpit.press("R enter space space escape")
        assert cockpit.app.screen is cockpit.main

        await cockpit.press("R")

        assert "2/5 Cross off" in cockpit.screen
        assert "Done 2 of 20" in cockpit.screen


async def test_a_closed_day_is_not_reviewed_again(evening: Workspace) -> None:
    async with evening_of(evening) as cockpit:
        await cockpit.press(" ".join(SCRIPT))

        await cockpit.press("R")

        assert cockpit.app.screen is cockpit.main
        assert "tue 24 nov is closed already (V1, 17:30)" in cockpit.said


async def test_a_day_that_has_just_begun_is_closed_only_when_asked(evening: Workspace) -> None:
    async with evening_of(evening) as cockpit:
        await cockpit.press(" ".join(SCRIPT))
        advance(evening, hours=17)  # Wednesday, half past ten

        await cockpit.press("R")
        assert "Work goes on until 17:00: close the day now?" in cockpit.screen
        await cockpit.press("n")
        assert cockpit.app.screen is cockpit.main
        await cockpit.press("R y")

        assert "Nightly review · Wed 25 nov" in cockpit.screen


async def test_brackets_cannot_close_a_day_with_open_questions(evening: Workspace) -> None:
    async with evening_of(evening) as cockpit:
        await cockpit.press("R " + "right_square_bracket " * 4)
        assert "5/5 Shut down" in cockpit.screen

        await cockpit.press("enter")

        assert "1/5 Loose ends" in cockpit.screen
        assert "The clock is still running: stop it before the day is closed." in cockpit.screen
        assert "✓ Loose ends" not in cockpit.screen


async def test_undo_leads_back_through_the_screens(evening: Workspace) -> None:
    async with evening_of(evening) as cockpit:
        await cockpit.press(
            "R enter " + "space " * 12 + "enter " + "enter " * 6 + "t 1 t 4 c enter"
        )
        assert "5/5 Shut down" in cockpit.screen

        await cockpit.press("u")
        assert "4/5 Tomorrow" in cockpit.screen
        await cockpit.press("u u")
        assert "3/5 Leftovers" in cockpit.screen
        assert "Old call" in cockpit.screen

        await cockpit.press("u u u u u u u u")
        assert "2/5 Cross off" in cockpit.screen


async def test_brackets_walk_through_the_screens_and_decide_nothing(evening: Workspace) -> None:
    async with evening_of(evening) as cockpit:
        before = labels(evening)

        await cockpit.press("R right_square_bracket right_square_bracket right_square_bracket")
        assert "4/5 Tomorrow" in cockpit.screen
        await cockpit.press("left_square_bracket left_square_bracket")

        assert "2/5 Cross off" in cockpit.screen
        assert labels(evening) == before


# -- single screens -------------------------------------------------------------------------


async def test_a_loose_end_is_settled_with_space(evening: Workspace) -> None:
    add_interruption(evening, {"who": "Karl", "call_back": berlin("24 17:00")})
    async with evening_of(evening) as cockpit:
        await cockpit.press("R j space")

        assert body(evening, "I1")["closed_at"]
        assert "call back Karl" not in cockpit.screen


async def test_a_gap_is_filled_with_its_own_function(tmp_path: Path) -> None:
    workspace = open_home(tmp_path, at=TUESDAY_EVENING)
    plan_the_week(workspace)
    async with evening_of(workspace) as cockpit:
        await cockpit.press("R space")

        assert "Writing: nothing clocked" not in cockpit.screen
        entry = body(workspace, "E1")
    assert (entry["function"], entry["started"]) == ("F1", berlin("24 09:00"))


async def test_a_forgotten_clock_is_asked_about(evening: Workspace) -> None:
    advance(evening, hours=14)
    async with evening_of(evening) as cockpit:
        await cockpit.press("escape R enter")
        assert "say first when it stopped" in cockpit.screen

        await cockpit.press("s")
        assert "When did E4 stop?" in cockpit.screen
        await cockpit.press("o")
        await cockpit.type("yesterday 17:45")
        await cockpit.press("enter")

    assert body(evening, "E4")["stopped"] == berlin("24 17:45")


async def test_a_key_that_is_not_for_this_row_says_so(evening: Workspace) -> None:
    async with evening_of(evening) as cockpit:
        await cockpit.press("R v")

        assert "This key is not for Client 1." in cockpit.screen


async def test_what_space_does_is_told_for_the_row_and_goes_with_its_screen(
    evening: Workspace,
) -> None:
    async with evening_of(evening) as cockpit:
        await cockpit.press("R")
        assert "space: stops the clock now" in cockpit.screen

        await cockpit.press("right_square_bracket")

        assert "2/5 Cross off" in cockpit.screen
        assert "space: stops the clock now" not in cockpit.screen


async def test_digits_say_how_many_quarters_are_left(evening: Workspace) -> None:
    async with evening_of(evening) as cockpit:
        await cockpit.press("R enter 3")

        assert body(evening, "T1")["estimate_minutes"] == 45
        assert "T1: 45m left" in cockpit.screen


async def test_space_a_second_time_takes_the_cross_back(evening: Workspace) -> None:
    async with evening_of(evening) as cockpit:
        await cockpit.press("R enter space k space")

    assert not body(evening, "T1").get("closed_at")


async def test_a_leftover_goes_to_a_weekday_by_its_digit(evening: Workspace) -> None:
    async with evening_of(evening) as cockpit:
        await cockpit.press("R enter enter 5")

    assert body(evening, "T1")["day"] == "2026-11-27"


@pytest.mark.parametrize(
    ("keys", "field", "value"),
    [
        ("l", "week", "2026-W48"),
        ("L", "place", None),
        ("d", "state", "dropped"),
        ("f", "estimate_minutes", 15),
    ],
)
async def test_one_key_decides_a_leftover(
    tmp_path: Path, keys: str, field: str, value: object
) -> None:
    workspace = open_home(tmp_path, at=TUESDAY_EVENING)
    plan_the_week(workspace)
    task(workspace, "Only one", function="F1", estimate_minutes=45)
    async with evening_of(workspace) as cockpit:
        await cockpit.press(f"R enter enter {keys}")

    assert body(workspace, "T1").get(field) == value


async def test_a_leftover_is_split_at_a_length(tmp_path: Path) -> None:
    workspace = open_home(tmp_path, at=TUESDAY_EVENING)
    plan_the_week(workspace)
    task(workspace, "Only one", function="F1", estimate_minutes=45)
    async with evening_of(workspace) as cockpit:
        await cockpit.press("R enter enter p")
        await cockpit.type("30m")
        await cockpit.press("enter")

    assert body(workspace, "T1")["estimate_minutes"] == 30
    assert body(workspace, "T2")["estimate_minutes"] == 15


async def test_a_leftover_is_given_to_a_contractor(evening: Workspace) -> None:
    add_record(evening, "contractor", {"name": "Maria"})
    async with evening_of(evening) as cockpit:
        await cockpit.press("R enter enter D enter")

    assert body(evening, "A1")["task"] == "T1"


async def test_in_and_out_show_at_once_in_the_bars(evening: Workspace) -> None:
    async with evening_of(evening) as cockpit:
        await cockpit.press("R " + "right_square_bracket " * 3)
        assert "Proof the text" in cockpit.screen
        list_of = cockpit.app.screen._step.list  # type: ignore[attr-defined]
        list_of.move_to("T21")
        await cockpit.settled()
        assert cockpit.app.screen.night.plan.block_of("T21")  # type: ignore[attr-defined]

        await cockpit.press("space")

        night = cockpit.app.screen.night  # type: ignore[attr-defined]
        assert not night.plan.block_of("T21")
        assert "T21" not in night.plan.chosen


async def test_plus_and_minus_change_the_estimate(evening: Workspace) -> None:
    async with evening_of(evening) as cockpit:
        await cockpit.press("R " + "right_square_bracket " * 3)
        cockpit.app.screen._step.list.move_to("T21")  # type: ignore[attr-defined]
        await cockpit.settled()

        await cockpit.press("plus plus minus")

    assert body(evening, "T21")["estimate_minutes"] == 75


async def test_tomorrows_blocks_are_changed_in_place_and_the_plan_follows(
    evening: Workspace,
) -> None:
    async with evening_of(evening) as cockpit:
        await cockpit.press("R " + "right_square_bracket " * 3)
        names = [block.name for block in cockpit.app.screen.night.plan.blocks]  # type: ignore[attr-defined]
        assert names == ["Writing", "Admin", "Personal", "Client work"]

        await cockpit.press("o d escape")

        night = cockpit.app.screen.night  # type: ignore[attr-defined]
        assert [block.name for block in night.plan.blocks] == names[1:]
        assert "4/5 Tomorrow" in cockpit.screen
        assert "Writing" in " ".join(over.name for over in night.plan.overloads)


async def test_what_moves_by_an_estimate_is_told(tmp_path: Path) -> None:
    workspace = open_home(tmp_path, at=TUESDAY_EVENING)
    plan_the_week(workspace)
    for title in ("First", "Second"):
        task(workspace, title, place="week", week="2026-W48", function="F3", estimate_minutes=30)
    async with evening_of(workspace) as cockpit:
        await cockpit.press("R right_square_bracket")
        assert cockpit.app.screen.night.plan.chosen == ("T1", "T2")  # type: ignore[attr-defined]

        await cockpit.press("plus")

        assert "T2 Second: out" in cockpit.screen


async def test_the_note_is_in_the_snapshot(evening: Workspace) -> None:
    async with evening_of(evening) as cockpit:
        await cockpit.press(" ".join(SCRIPT[:-1]))
        await cockpit.press("n")
        await cockpit.type("Felt good")
        await cockpit.press("enter enter")

    assert snapshot_of(evening)["note"] == "Felt good"


async def test_the_keys_of_a_screen_are_told(evening: Workspace) -> None:
    async with evening_of(evening) as cockpit:
        await cockpit.press("R enter enter question_mark")

        assert "Keys: Leftovers" in cockpit.screen
        assert "first 15m" in cockpit.screen


# -- odd input ------------------------------------------------------------------------------

HOSTILE = "[/b] [red]x[/] [urgent] \x1b[31m日本 👩‍👩‍👧 " + "long " * 60


async def test_hostile_titles_are_shown_literally_on_every_screen(tmp_path: Path) -> None:
    workspace = open_home(tmp_path, at=TUESDAY_EVENING)
    plan_the_week(workspace)
    add_interruption(workspace, {"who": HOSTILE, "call_back": berlin("24 17:00")})
    task(workspace, HOSTILE, function="F1", estimate_minutes=45, notes=HOSTILE)
    task(workspace, HOSTILE, place="day", day=WEDNESDAY, function="F1", estimate_minutes=600)
    add_record(workspace, "function", {"name": HOSTILE})
    add_record(
        workspace, "block", {"function": "F5", "weekday": "wed", "start": "16:00", "end": "17:00"}
    )
    async with evening_of(workspace) as cockpit:
        await cockpit.press("R")
        for _step in range(5):
            assert "[/b] [red]x[/] [urgent]" in cockpit.screen
            await cockpit.press("right_square_bracket")


@pytest.mark.parametrize("size", [(59, 24), (80, 15), (60, 16), (80, 24), (200, 60)])
async def test_every_size_shows_the_review_or_says_what_it_needs(
    evening: Workspace, size: tuple[int, int]
) -> None:
    async with evening_of(evening, size) as cockpit:
        await cockpit.press("R")

        small = size[0] < 60 or size[1] < 16
        if size[0] >= 60 or size[1] >= 16:
            assert ("The review needs 60 columns" in cockpit.screen) == small
        else:
            assert "Client 1" in cockpit.screen


async def test_two_thousand_open_tasks_are_reviewed(tmp_path: Path) -> None:
    workspace = open_home(tmp_path, at=TUESDAY_EVENING)
    plan_the_week(workspace)
    with workspace.transaction("many"):
        for number in range(2000):
            task(
                workspace, f"Task {number}", place="week", week="2026-W48",
                function=f"F{number % 3 + 1}", estimate_minutes=15 + number % 45,
            )  # fmt: skip
    async with evening_of(workspace) as cockpit:
        await cockpit.press("R right_square_bracket")  # nothing stood on Tuesday
        assert "4/5 Tomorrow" in cockpit.screen
        await cockpit.press("G space enter enter")
        assert cockpit.app.screen is cockpit.main

    blocks = snapshot_of(workspace)["night"]["blocks"]
    assert sum(one.get("minutes", 0) for one in blocks) > 300
