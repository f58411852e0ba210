"""The master list of the next week: what may go onto it, its hours, and what does not fit."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cockpit.actions.records import add_record
from cockpit.actions.reviewing.week import Week
from cockpit.actions.reviewing.weekly.master_list import WeekPlan, WeekPlanner, accept_list
from cockpit.actions.reviewing.weekly.progress import LIST
from cockpit.domain.review_weeks import ReviewWeeks
from cockpit.store.workspace import Workspace
from tests.evening import plan_the_week
from tests.friday import (
    FREE,
    FRIDAY_EVENING,
    NEXT_WEEK,
    THIS_WEEK,
    add_task,
    at_step,
    full_friday,
)
from tests.workspaces import body, labels, open_workspace, stored

TUESDAY_TEN = "2026-12-01T09:00:00Z"
"""1 December, 10:00 in Berlin: an hour of Writing is before it in that week."""


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    workspace = open_workspace(tmp_path, at=FRIDAY_EVENING)
    plan_the_week(workspace)
    return workspace


@pytest.fixture
def friday(tmp_path: Path) -> Workspace:
    return full_friday(open_workspace(tmp_path, at=FRIDAY_EVENING))


def plan_of(workspace: Workspace, choices: dict[str, bool] | None = None) -> WeekPlan:
    return WeekPlanner(workspace, Week(workspace).weeks).plan(choices or {})


def listed(workspace: Workspace, title: str, minutes: int, **fields: Any) -> str:
    """A task of Writing on the next week's list."""
    where = {"place": "week", "week": NEXT_WEEK, "function": "F1"}
    return add_task(workspace, title, **{**where, "estimate_minutes": minutes, **fields})


def test_each_candidate_says_where_it_comes_from(friday: Workspace) -> None:
    found = [(one.ref, one.origin, one.why, one.chosen) for one in plan_of(friday).candidates]

    assert found == [
        ("T6", "list", "", True),
        ("T7", "day", "on wed", True),
        ("T3", "left", "", True),
        ("T1", "left", "", True),
        ("T9", "left", "waits on Maria", True),
        ("T8", "due", "due thu", True),
        ("T4", "backlog", "", False),
        ("T5", "backlog", "", False),
    ]


def test_what_is_chosen_is_counted_against_the_blocks(friday: Workspace) -> None:
    plan = plan_of(friday)

    assert {one.function: (one.demand, one.free) for one in plan.bars} == {
        "F1": (120, FREE["F1"]),  # T1; T9 waits, and takes no time
        "F2": (30 + 60 + 60, FREE["F2"]),
        "F3": (60, FREE["F3"]),
        "F4": (0, FREE["F4"]),
    }
    assert (plan.overloads, plan.unknown) == ((), 0)


def test_a_task_without_function_or_estimate_counts_nothing_and_is_told(friday: Workspace) -> None:
    plan = plan_of(friday, {"T4": True})

    assert plan.unknown == 1
    assert sum(one.demand for one in plan.bars) == 330


def test_what_stands_on_a_day_that_is_still_to_come_this_week_is_left_alone(ws: Workspace) -> None:
    add_task(ws, "Tonight", place="day", day="2026-11-27", function="F1", estimate_minutes=30)
    add_task(ws, "Tomorrow", place="day", day="2026-11-28", function="F1", estimate_minutes=30)

    assert plan_of(ws).candidates == ()


def test_a_list_that_fits_exactly_is_no_overload(ws: Workspace) -> None:
    listed(ws, "All of it", FREE["F1"])

    assert plan_of(ws).overloads == ()


def test_too_much_is_told_with_the_smallest_cut(ws: Workspace) -> None:
    listed(ws, "Large", 300)
    listed(ws, "Small", 90)
    listed(ws, "Smaller", 120)  # 510 of 480

    (over,) = plan_of(ws).overloads

    assert (over.function, over.demand, over.free, over.missing) == ("F1", 510, 480, 30)
    assert over.cut == ("T2",)
    assert plan_of(ws, {"T2": False}).overloads == ()


def test_a_due_within_the_week_has_only_the_hours_before_it(ws: Workspace) -> None:
    listed(ws, "For Tuesday", 75, due=TUESDAY_TEN)

    (over,) = plan_of(ws).overloads

    assert (over.demand, over.free, over.missing) == (75, 60, 15)


def test_what_is_late_already_has_the_whole_week(ws: Workspace) -> None:
    listed(ws, "Late", 100, due="2026-11-26T09:00:00Z")

    plan = plan_of(ws)

    assert plan.overloads == ()
    assert plan.candidates[0].why == "late"


def test_what_is_due_after_the_week_is_not_proposed(ws: Workspace) -> None:
    add_task(ws, "Later", function="F1", estimate_minutes=30, due="2026-12-08T09:00:00Z")

    assert [(one.origin, one.chosen) for one in plan_of(ws).candidates] == [("backlog", False)]


def test_a_dropped_block_is_no_time(ws: Workspace) -> None:
    add_record(ws, "override", {"action": "drop", "block": "B1", "date": "2026-12-01"})
    listed(ws, "Some", 30)

    assert plan_of(ws).bars[0].free == FREE["F1"] - 120


def test_of_a_week_that_has_begun_only_what_is_to_come_counts(tmp_path: Path) -> None:
    thursday = FRIDAY_EVENING - timedelta(days=1)  # 26 November, after the last block
    ws = open_workspace(tmp_path, at=thursday)
    plan_the_week(ws)
    add_task(ws, "Some", place="week", week=THIS_WEEK, function="F1", estimate_minutes=30)
    add_task(ws, "Was for Tuesday", place="day", day="2026-11-24", function="F1")

    week = Week(ws)

    assert (week.weeks.week, week.weeks.next_week) == ("2026-W47", THIS_WEEK)
    assert week.plan.bars[0].free == 120  # Friday's block
    assert [one.origin for one in week.plan.candidates] == ["list", "left"]


def test_accepting_moves_what_was_said_and_tells_it(friday: Workspace) -> None:
    plan = plan_of(friday, {"T1": False, "T5": True, "T6": False})

    change = accept_list(friday, plan)

    assert change.label == "List of 2026-W49: T3, T5, T8, T9 in; T1, T6 to the backlog"
    places = {one: body(friday, one).get("place", "backlog") for one in ("T1", "T4", "T6", "T8")}
    assert places == {"T1": "backlog", "T4": "backlog", "T6": "backlog", "T8": "week"}
    assert body(friday, "T7")["day"] == "2026-12-02"
    assert labels(friday)[0] == change.label


def test_accepting_a_list_that_stands_changes_nothing(ws: Workspace) -> None:
    listed(ws, "There", 30)
    before = stored(ws)

    change = accept_list(ws, plan_of(ws))

    assert change.id is None
    assert stored(ws) == before


def test_what_was_for_a_past_day_counts_a_roll(friday: Workspace) -> None:
    accept_list(friday, plan_of(friday))

    assert (body(friday, "T3")["rolls"], body(friday, "T1").get("rolls", 0)) == (1, 0)


def test_a_task_added_while_the_list_is_made_can_be_on_it(ws: Workspace) -> None:
    for number in range(60):
        add_task(ws, f"Old {number}", function="F1", estimate_minutes=15)
    week = at_step(ws, LIST)
    new = add_task(ws, "Just now", function="F1", estimate_minutes=15)

    week.choose(new, True)

    assert [one.title for one in week.plan.chosen] == ["Just now"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(15, 240), min_size=1, max_size=6))
def test_taking_the_suggested_cut_mends_the_overload(
    tmp_path_factory: pytest.TempPathFactory, minutes: list[int]
) -> None:
    ws = open_workspace(tmp_path_factory.mktemp("cut"), at=FRIDAY_EVENING)
    plan_the_week(ws)
    for number, length in enumerate(minutes):
        listed(ws, f"Task {number}", length)
    planner = WeekPlanner(ws, ReviewWeeks(Week(ws).weeks.monday))
    overloads = planner.plan().overloads

    assert bool(overloads) == (sum(minutes) > FREE["F1"])
    cut = {one: False for over in overloads for one in over.cut}
    assert planner.plan(cut).overloads == ()
    ws.close()
