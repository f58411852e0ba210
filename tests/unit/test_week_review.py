"""The weekly review as a model: its screens, what each key does, undo, resuming, the snapshot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions.records import add_record, edit_record
from cockpit.actions.reviewing.week import Week
from cockpit.actions.reviewing.weekly.accepting import accept_whole_week
from cockpit.actions.reviewing.weekly.progress import (
    BLOCKS,
    CLEAR,
    LIST,
    LOOK_BACK,
    OLDEST,
    REQUESTS,
    WAITING_FOR,
)
from cockpit.actions.tasks import complete_task, drop_task, move_to_day, move_to_week
from cockpit.domain.reviews import Review
from cockpit.errors import CockpitError, Refused
from cockpit.store.progress import write_progress
from cockpit.store.workspace import Workspace
from tests.friday import FRIDAY_EVENING, NEXT_WEEK, THIS_WEEK, add_task, at_step, full_friday
from tests.workspaces import advance, body, labels, open_workspace


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return open_workspace(tmp_path, at=FRIDAY_EVENING)


@pytest.fixture
def friday(ws: Workspace) -> Workspace:
    return full_friday(ws)


def decide(week: Week, change: Callable[[], object]) -> None:
    """One key of the owner's."""
    week.press()
    change()
    week.decided()


def snapshot(workspace: Workspace, number: int = 1) -> dict[str, Any]:
    found: dict[str, Any] = body(workspace, f"V{number}")["weekly"]
    return found


# -- which screens there are ----------------------------------------------------------------


def test_a_friday_goes_through_all_seven_screens(friday: Workspace) -> None:
    week = Week(friday)
    week.begin()
    seen = [week.step]
    while not week.is_over:
        week.accept()
        seen.append(week.step)

    assert (week.weeks.week, week.weeks.next_week) == (THIS_WEEK, NEXT_WEEK)
    assert seen == [
        CLEAR, LOOK_BACK, WAITING_FOR, REQUESTS, OLDEST, LIST, BLOCKS, BLOCKS,
    ]  # fmt: skip


def test_an_empty_home_has_only_the_last_screen(ws: Workspace) -> None:
    week = Week(ws)
    week.begin()

    assert week.step == BLOCKS


def test_an_empty_home_can_be_closed(ws: Workspace) -> None:
    week = Week(ws)
    accept_whole_week(week)

    assert body(ws, "V1")["week"] == THIS_WEEK


def test_going_back_passes_over_what_is_empty(ws: Workspace) -> None:
    add_task(ws, "Only this", place="week", week=THIS_WEEK)
    week = at_step(ws, BLOCKS)

    assert week.back()
    assert week.step == LIST
    assert week.back()
    assert week.step == CLEAR
    assert not week.back()


# -- clear ----------------------------------------------------------------------------------


def test_what_has_no_place_is_loose(friday: Workspace) -> None:
    found = Week(friday).clearing.rows

    assert [(one.ref, one.no_function, one.no_estimate) for one in found] == [
        ("T3", False, False), ("T4", True, True),
    ]  # fmt: skip
    assert found[0].past is not None


@pytest.mark.parametrize(
    "settle",
    [
        lambda ws, week: (week.say_function("T4", "F1"), week.say_quarters("T4", 3)),
        lambda ws, week: week.take_up("T4"),
        lambda ws, week: week.put_away("T4"),
        lambda ws, week: complete_task(ws, "T4"),
        lambda ws, week: drop_task(ws, "T4"),
    ],
    ids=["function and estimate", "next list", "backlog", "done", "dropped"],
)
def test_each_way_of_settling_takes_a_task_off_the_screen(
    friday: Workspace, settle: Callable[[Workspace, Week], object]
) -> None:
    week = at_step(friday, CLEAR)

    decide(week, lambda: settle(friday, week))

    assert [one.ref for one in week.clearing.rows] == ["T3"]


def test_quarters_are_written_as_the_estimate(friday: Workspace) -> None:
    Week(friday).say_quarters("T4", 3)

    assert body(friday, "T4")["estimate_minutes"] == 45


def test_the_last_one_that_is_settled_leads_on(friday: Workspace) -> None:
    week = at_step(friday, CLEAR)

    decide(week, lambda: week.take_up("T3"))
    decide(week, lambda: week.put_away("T4"))

    assert week.step == LOOK_BACK


def test_what_was_in_a_review_before_is_not_loose_again(friday: Workspace) -> None:
    advance(friday, minutes=1)
    accept_whole_week(Week(friday))
    advance(friday, days=7)
    add_task(friday, "New this week")

    found = Week(friday).clearing.rows
    assert [one.body["title"] for one in found if not one.past] == ["New this week"]


def test_fifty_are_shown_and_all_are_counted(ws: Workspace) -> None:
    for number in range(60):
        add_task(ws, f"Idea {number}")

    found = Week(ws).clearing

    assert (len(found.rows), found.total) == (50, 60)


# -- the ten oldest -------------------------------------------------------------------------


def many_old_ones(workspace: Workspace) -> None:
    add_record(workspace, "function", {"name": "Writing"})
    for number in range(1, 14):
        add_task(workspace, f"Old {number}", function="F1", estimate_minutes=15)
        advance(workspace, minutes=1)


def test_ten_are_shown_and_no_others_take_their_places(ws: Workspace) -> None:
    many_old_ones(ws)
    week = at_step(ws, OLDEST)

    assert [one.ref for one in week.oldest] == [f"T{n}" for n in range(1, 11)]
    decide(week, lambda: drop_task(ws, "T1"))
    decide(week, lambda: week.take_up("T2"))

    assert [one.ref for one in week.oldest] == [f"T{n}" for n in range(3, 11)]
    assert body(ws, "T2")["week"] == NEXT_WEEK


def test_what_was_kept_comes_again_after_the_others(ws: Workspace) -> None:
    many_old_ones(ws)
    accept_whole_week(Week(ws))
    assert snapshot(ws)["kept"] == [f"T{n}" for n in range(1, 11)]

    advance(ws, days=7)

    later = ["T11", "T12", "T13", *(f"T{n}" for n in range(1, 8))]
    assert [one.ref for one in Week(ws).oldest] == later


def test_what_was_passed_over_is_not_kept(ws: Workspace) -> None:
    many_old_ones(ws)
    week = at_step(ws, OLDEST)
    week.enter(LIST)  # without accepting
    accept_whole_week(week)

    assert "kept" not in snapshot(ws)


def test_what_waits_is_not_among_the_oldest(ws: Workspace) -> None:
    add_task(ws, "Waits", waiting={"who": "Maria"})
    add_task(ws, "Does not")

    assert [one.ref for one in Week(ws).oldest] == ["T2"]


# -- undo -----------------------------------------------------------------------------------


def test_undo_takes_back_a_move_and_its_settling_at_once(friday: Workspace) -> None:
    week = at_step(friday, CLEAR)
    decide(week, lambda: week.take_up("T3"))

    week.undo()

    assert body(friday, "T3")["day"] == "2026-11-25"
    assert [one.ref for one in week.clearing.rows] == ["T3", "T4"]
    with pytest.raises(CockpitError, match="Nothing was done"):
        week.undo()


def test_undo_takes_back_a_settling_that_moved_nothing(friday: Workspace) -> None:
    week = at_step(friday, CLEAR)
    before = labels(friday)
    decide(week, lambda: week.put_away("T4"))  # it stands there already

    assert labels(friday) == before
    week.undo()

    assert [one.ref for one in week.clearing.rows] == ["T3", "T4"]
    assert labels(friday) == before


def test_undo_leads_back_to_the_screen_where_the_key_was_pressed(friday: Workspace) -> None:
    week = at_step(friday, CLEAR)
    decide(week, lambda: week.say_quarters("T4", 2))
    week = at_step(friday, LIST)
    decide(week, lambda: week.choose("T1", False))

    week.enter(BLOCKS)
    week.undo()
    assert (week.step, week.plan.chosen[3].ref) == (LIST, "T1")
    week.undo()

    assert week.step == CLEAR
    assert "estimate_minutes" not in body(friday, "T4")


def test_keys_are_taken_back_in_the_order_in_which_they_were_pressed(friday: Workspace) -> None:
    week = at_step(friday, LIST)
    decide(week, lambda: week.choose("T1", False))
    decide(week, lambda: edit_record(friday, "T3", {"estimate_minutes": 75}))
    decide(week, lambda: week.choose("T5", True))

    week.undo()
    assert week.progress.choices == {"T1": False}
    week.undo()
    assert body(friday, "T3")["estimate_minutes"] == 60
    week.undo()

    assert week.progress.choices == {}


def test_a_list_that_was_accepted_is_taken_back_whole(friday: Workspace) -> None:
    week = at_step(friday, LIST)
    week.accept()
    assert body(friday, "T1")["week"] == NEXT_WEEK

    assert week.undo().startswith("List of 2026-W49")

    assert week.step == LIST
    assert body(friday, "T1")["week"] == THIS_WEEK
    assert body(friday, "T3")["day"] == "2026-11-25"


def test_closing_is_one_change_that_undo_takes_back(friday: Workspace) -> None:
    week = at_step(friday, BLOCKS)
    week.accept()
    assert labels(friday)[0] == "Close 2026-W48"

    friday.undo()

    again = Week(friday)
    again.begin()
    assert again.step == BLOCKS


def test_what_was_done_elsewhere_between_two_sittings_is_not_taken_back(
    friday: Workspace,
) -> None:
    week = at_step(friday, CLEAR)
    decide(week, lambda: week.take_up("T3"))
    week.leave()
    complete_task(friday, "T6")

    with pytest.raises(CockpitError, match="Nothing was done"):
        Week(friday).undo()

    assert body(friday, "T6")["state"] == "done"


def test_what_was_decided_in_an_earlier_sitting_is_taken_back(friday: Workspace) -> None:
    week = at_step(friday, CLEAR)
    decide(week, lambda: week.say_quarters("T4", 2))
    week.leave()
    advance(friday, days=1)

    Week(friday).undo()

    assert "estimate_minutes" not in body(friday, "T4")


# -- resuming -------------------------------------------------------------------------------


def test_it_is_resumed_days_later_where_it_was_left(friday: Workspace) -> None:
    week = at_step(friday, WAITING_FOR)
    week.press()
    week.leave()

    advance(friday, days=2, hours=20)  # Monday at noon: last week's is not closed yet
    again = Week(friday)
    again.begin()

    assert again.weeks.week == THIS_WEEK
    assert again.step == WAITING_FOR
    assert again.progress.keys == 1
    assert again.seconds == 0


def test_time_is_counted_without_the_days_between(friday: Workspace) -> None:
    week = at_step(friday, CLEAR)
    advance(friday, seconds=50)
    week.leave()
    advance(friday, days=2)

    again = Week(friday)
    advance(friday, seconds=20)

    assert again.seconds == 70


def test_a_new_week_is_a_new_review(friday: Workspace) -> None:
    week = at_step(friday, LIST)
    week.choose("T1", False)

    advance(friday, days=7)
    again = Week(friday)

    assert again.weeks.week == NEXT_WEEK
    assert (again.progress.step, again.progress.said) == (CLEAR, ())


@pytest.mark.parametrize("kept", [{}, {"week": THIS_WEEK}, {"week": 5, "said": "x"}, {"step": []}])
def test_what_cannot_be_read_of_an_earlier_one_is_begun_anew(
    friday: Workspace, kept: dict[str, Any]
) -> None:
    write_progress(friday, "weekly", kept)

    assert Week(friday).progress.step == CLEAR


KEYS: list[Callable[[Workspace, Week], object]] = [
    lambda ws, week: decide(week, lambda: week.say_function("T4", "F1")),
    lambda ws, week: decide(week, lambda: week.say_quarters("T4", 2)),
    lambda ws, week: decide(week, lambda: week.take_up("T3")),
    lambda ws, week: week.accept(),
    lambda ws, week: week.accept(),
    lambda ws, week: week.accept(),
    lambda ws, week: decide(week, lambda: week.take_up("T5")),
    lambda ws, week: week.accept(),
    lambda ws, week: decide(week, lambda: week.choose("T1", False)),
    lambda ws, week: decide(week, lambda: week.choose("T4", True)),
    lambda ws, week: decide(
        week, lambda: edit_record(ws, "T8", {"estimate_minutes": 75})
    ),
    lambda ws, week: week.accept(),
    lambda ws, week: decide(week, lambda: week.say_note("a good one")),
    lambda ws, week: week.accept(),
]  # fmt: skip


def outcome(workspace: Workspace) -> tuple[Any, ...]:
    """Where everything is in the end, without what differs from run to run."""
    fields = ("title", "place", "week", "day", "function", "estimate_minutes", "rolls", "state")
    tasks = [tuple(one.get(name) for name in fields) for one in workspace.table("task").all()]
    (review,) = workspace.table("review").all()
    return tasks, review["weekly"], review["note"]


def test_killed_after_each_key_and_resumed_nothing_is_lost(tmp_path: Path) -> None:
    for name in ("whole", "torn"):
        (tmp_path / name).mkdir()
        full_friday(open_workspace(tmp_path / name, at=FRIDAY_EVENING)).close()
    whole = open_workspace(tmp_path / "whole", at=FRIDAY_EVENING)
    week = Week(whole)
    week.begin()
    for key in KEYS:
        key(whole, week)

    for key in KEYS:
        torn = open_workspace(tmp_path / "torn", at=FRIDAY_EVENING)
        again = Week(torn)
        again.begin()
        key(torn, again)
        torn.close()  # without leaving

    torn = open_workspace(tmp_path / "torn", at=FRIDAY_EVENING)
    assert week.is_over
    assert outcome(torn) == outcome(whole)


def test_changes_of_another_terminal_are_seen(tmp_path: Path, friday: Workspace) -> None:
    week = at_step(friday, CLEAR)
    other = open_workspace(tmp_path, at=FRIDAY_EVENING)

    move_to_week(other, "T3", NEXT_WEEK)
    friday.refresh()

    assert week.look_again()
    assert [one.ref for one in week.clearing.rows] == ["T4"]


# -- closing --------------------------------------------------------------------------------


def test_a_week_is_closed_once(friday: Workspace) -> None:
    accept_whole_week(Week(friday))

    with pytest.raises(Refused) as refused:
        Week(friday)

    assert str(refused.value) == (
        "2026-W48 is closed already (V1, fri 17:30); undo takes that back."
    )


def test_two_terminals_close_it_once(tmp_path: Path, friday: Workspace) -> None:
    one = at_step(friday, BLOCKS)
    other = open_workspace(tmp_path, at=FRIDAY_EVENING)
    accept_whole_week(Week(other))

    with pytest.raises(Refused, match="closed already"):
        one.accept()

    assert len(other.table("review")) == 1


def test_the_snapshot_holds_the_numbers_of_the_week(friday: Workspace) -> None:
    accept_whole_week(Week(friday), "a good one")

    written = Review.of("V1", body(friday, "V1"))
    assert written.weekly is not None
    assert [
        (one.name, one.target_minutes, one.planned_minutes, one.actual_minutes)
        for one in written.weekly.functions
    ] == [
        ("Writing", 600, 480, 120),
        ("Client work", 600, 720, 90),
        ("Admin", 120, 240, 0),
        ("Personal", 300, 240, 0),
    ]
    assert (written.week, written.note) == (THIS_WEEK, "a good one")


def test_the_snapshot_holds_the_list_and_what_became_of_it(friday: Workspace) -> None:
    accept_whole_week(Week(friday))

    became = {
        one["task"]: (one.get("outcome"), one.get("to", "")) for one in snapshot(friday)["tasks"]
    }
    assert became == {
        "T1": ("week", NEXT_WEEK),
        "T2": ("done", ""),
        "T3": ("week", NEXT_WEEK),
        "T9": ("week", NEXT_WEEK),
    }  # fmt: skip


def test_the_snapshot_holds_the_next_list(friday: Workspace) -> None:
    week = at_step(friday, LIST)
    week.choose("T1", False)
    accept_whole_week(week)

    written = snapshot(friday)
    assert written["next_week"] == NEXT_WEEK
    assert {one["task"] for one in written["planned"]} == {"T3", "T6", "T7", "T8", "T9"}
    assert body(friday, "T1").get("place", "backlog") == "backlog"


def test_the_snapshot_stays_as_it_was_closed(friday: Workspace) -> None:
    accept_whole_week(Week(friday))
    before = body(friday, "V1")

    complete_task(friday, "T6")
    edit_record(friday, "T1", {"title": "Another title"})

    assert body(friday, "V1") == before


# -- the week after -------------------------------------------------------------------------


def test_the_week_after_is_compared_with_its_list(friday: Workspace) -> None:
    accept_whole_week(Week(friday))  # T1, T3, T6, T7, T8 and T9 are on the list of W49
    monday = FRIDAY_EVENING + timedelta(days=3)
    advance(friday, days=3)
    complete_task(friday, "T6")
    drop_task(friday, "T8")
    move_to_day(friday, "T1", (monday + timedelta(days=8)).date())
    edit_record(friday, "T3", {"place": "backlog"})
    advance(friday, days=4)

    found = Week(friday).look_back.compared

    assert found is not None
    assert found.review == "V1"
    assert {one.ref: (one.outcome, one.to) for one in found.tasks} == {
        "T1": ("day", "2026-12-08"),
        "T3": ("backlog", ""),
        "T6": ("done", ""),
        "T7": ("open", ""),
        "T8": ("dropped", ""),
        "T9": ("open", ""),
    }


def test_without_a_list_there_is_nothing_to_compare(friday: Workspace) -> None:
    assert Week(friday).look_back.compared is None
