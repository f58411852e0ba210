"""The proposal for a day from the owner's records, what he says about it, and taking it over."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from cockpit.actions.blocks import drop_block
from cockpit.actions.clocking import add_entry, start_clock
from cockpit.actions.planning import Planner, accept_day, diff_of
from cockpit.actions.records import add_record, edit_record
from cockpit.actions.tasks import complete_task
from cockpit.domain.identity import format_instant
from cockpit.errors import NotFound, WrongUse
from cockpit.store.workspace import Workspace
from tests.planning_week import (
    ADMIN,
    DESIGN,
    FRIDAY,
    MONDAY,
    NEXT_WEEK,
    PERSONAL,
    THIS_WEEK,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    WRITING,
    add_task,
    berlin,
    blocks,
    plan,
    planning_week,
    set_clock,
)
from tests.workspaces import body, labels, stored


@pytest.fixture
def week(tmp_path: Path) -> Workspace:
    return planning_week(tmp_path)


def add_block_on(workspace: Workspace, function: str, day: date, start: str, end: str) -> None:
    """A block of a function on one date only."""
    fields = {"date": day.isoformat(), "action": "add", "function": function}
    add_record(workspace, "override", {**fields, "start": start, "end": end})


def whys(found):
    return {one.ref: one.why for one in found.candidates}


def reasons(found):
    return {one.ref: (one.minutes, one.reason) for one in found.unplaced}


def overloads(found):
    return [(one.name, one.demand, one.free, one.missing, one.cut) for one in found.overloads]


# -- the proposal ----------------------------------------------------------------------------


def test_an_empty_list_gives_the_empty_blocks_of_the_day(week: Workspace) -> None:
    found = plan(week)

    assert blocks(found) == {"09:00": {}, "11:00": {}, "12:30": {}, "14:00": {}}
    assert [block.free for block in found.blocks] == [120, 90, 60, 60]
    assert (found.candidates, found.unplaced, found.overloads) == ((), (), ())


def test_the_week_list_fills_the_blocks_of_its_functions(week: Workspace) -> None:
    copy = add_task(week, "Copy", 90, priority=2)
    mail = add_task(week, "Mail", 60, priority=1)
    banner = add_task(week, "Banner", 45, DESIGN)

    found = plan(week)

    assert found.chosen == (mail, copy, banner)
    assert blocks(found) == {
        "09:00": {mail: 60, copy: 60},
        "11:00": {banner: 45},
        "12:30": {},
        "14:00": {copy: 30},
    }


def test_what_has_no_room_on_the_day_waits_and_says_so(week: Workspace) -> None:
    first = add_task(week, "First", 150, priority=1)
    second = add_task(week, "Second", 60, priority=2)
    third = add_task(week, "Third", 30, priority=3)

    found = plan(week)

    assert found.chosen == (first, third)
    assert whys(found)[second] == "no room"
    assert found.overloads == ()


def test_what_stands_on_the_day_stays_and_what_was_left_over_goes_before_the_rest(
    week: Workspace,
) -> None:
    stands = add_task(week, "Stands", 60, on=TUESDAY)
    left = add_task(week, "Left", 90, on=MONDAY)
    add_task(week, "High", 60, priority=1)

    found = plan(week)

    assert found.chosen == (stands, left)
    assert whys(found)[left] == "was for today"


def test_what_is_due_goes_before_what_was_left_over_when_it_is_tight(week: Workspace) -> None:
    left = add_task(week, "Left", 120, on=MONDAY)
    due = add_task(week, "Due", 120, due=(TUESDAY, "17:00"))

    found = plan(week)

    assert whys(found)[due] == "due tue 17:00"
    assert found.chosen == (due,)
    assert "no room" in whys(found)[left]


def test_a_task_that_must_be_begun_gets_the_rest_of_the_day(week: Workspace) -> None:
    # given two hours on each of Wednesday to Friday, three on Tuesday, and nine in all asked for
    tasks = [add_task(week, f"Task {at}", 135) for at in range(4)]

    found = plan(week)

    assert found.overloads == ()
    assert sum(block.minutes for block in found.blocks) == 180
    (unplaced,) = found.unplaced
    assert (unplaced.minutes, unplaced.reason) == (90, "for another day")
    assert set(found.chosen) < set(tasks)
    assert len(found.chosen) == 2


def test_what_is_longer_than_any_day_is_begun(week: Workspace) -> None:
    guide = add_task(week, "Guide", 300)

    found = plan(week)

    assert blocks(found)["09:00"] == {guide: 120}
    assert blocks(found)["14:00"] == {guide: 60}
    assert reasons(found) == {guide: (120, "for another day")}
    assert found.overloads == ()


@pytest.mark.parametrize(
    ("task", "why"),
    [
        ({"minutes": None}, "no estimate"),
        ({"minutes": 30, "function": None}, "no function"),
        ({"minutes": 30, "function": ADMIN}, "no block on tue"),
        ({"minutes": 30, "function": PERSONAL}, ""),
        ({"minutes": 100, "whole": True, "function": DESIGN}, "no room"),
        ({"minutes": 45, "who": "Anna"}, "promised to Anna"),
        ({"minutes": 45, "due": THURSDAY}, "due thu"),
        ({"minutes": 45, "due": (WEDNESDAY, "16:00")}, "due wed"),
        ({"minutes": 45, "due": FRIDAY, "week": None}, "due fri"),
        ({"minutes": 45, "due": (MONDAY, "12:00")}, "was due mon"),
        ({"minutes": None, "due": THURSDAY, "who": "Anna"},
         "due thu · promised to Anna · no estimate"),
    ],
)  # fmt: skip
def test_every_candidate_says_why(week: Workspace, task, why) -> None:
    reference = add_task(week, "Task", **task)

    assert whys(plan(week)) == {reference: why}


@pytest.mark.parametrize(
    "task",
    [
        {"week": None},
        {"week": NEXT_WEEK},
        {"on": THURSDAY},
        {"week": None, "due": date(2027, 3, 1)},
        {"waiting": {"who": "Anna"}},
        {"waiting": {"who": "Anna", "until": "2026-11-26"}},
    ],
)
def test_what_is_not_for_this_day_is_not_proposed(week: Workspace, task) -> None:
    add_task(week, "Task", 30, **task)

    assert plan(week).candidates == ()


def test_what_waited_until_the_day_is_proposed(week: Workspace) -> None:
    reference = add_task(week, "Task", 30, waiting={"who": "Anna", "until": "2026-11-24"})

    assert plan(week).chosen == (reference,)


def test_nothing_is_proposed_into_personal_time(week: Workspace) -> None:
    add_task(week, "Present for Noor", 30, PERSONAL)
    for at in range(8):
        add_task(week, f"Task {at}", 60)

    assert blocks(plan(week))["12:30"] == {}


def test_a_promise_to_a_customer_is_one_to_a_person(week: Workspace) -> None:
    request = add_record(
        week,
        "request",
        {
            "subject": "Logo?",
            "customer": "Karl",
            "received": "2026-11-23T08:00:00Z",
            "events": [{"at": "2026-11-23T08:00:00Z", "type": "received"}],
        },
    ).ref
    reference = add_task(week, "Answer", 30, request=request)

    assert whys(plan(week)) == {reference: "promised to Karl"}


# -- what the owner says ---------------------------------------------------------------------


def test_a_choice_changes_nothing_but_itself(week: Workspace) -> None:
    tasks = [add_task(week, f"Task {at}", 60) for at in range(5)]
    before = plan(week)

    after = plan(week, {before.chosen[0]: False})

    assert set(before.chosen) - set(after.chosen) == {before.chosen[0]}
    assert [one.ref for one in after.candidates] == [one.ref for one in before.candidates]
    assert set(tasks) == {one.ref for one in after.candidates}


def test_too_much_for_the_day_is_shown_in_its_last_block_with_the_smallest_cut(
    week: Workspace,
) -> None:
    for at in range(2):
        add_task(week, f"Stands {at}", 75, on=TUESDAY)
    small = add_task(week, "Small", 60)

    found = plan(week, {small: True})

    assert [block.over for block in found.blocks] == [0, 0, 0, 30]
    assert overloads(found) == [("Writing", 210, 180, 30, (small,))]
    assert found.overloads[0].on_day
    assert found.overloads[0].deadline == berlin(TUESDAY, "15:00")


def test_taking_a_due_task_out_shows_what_that_does_to_its_due(week: Workspace) -> None:
    due = add_task(week, "Due", 60, due=(TUESDAY, "18:00"))

    assert plan(week).overloads == ()
    (overload,) = plan(week, {due: False}).overloads
    assert (overload.demand, overload.free, overload.on_day) == (60, 0, False)
    assert overload.deadline == berlin(TUESDAY, "18:00")


def test_what_is_late_has_the_rest_of_the_week_to_be_made_up_for(week: Workspace) -> None:
    late = add_task(week, "Late", 60, due=(MONDAY, "12:00"))

    assert plan(week, {late: False}).overloads == ()


def test_what_is_personal_never_makes_a_week_too_full(week: Workspace) -> None:
    add_task(week, "Move house", 600, PERSONAL)

    assert plan(week).overloads == ()


def test_a_week_that_is_too_full_is_told_with_its_end(week: Workspace) -> None:
    for at in range(10):
        add_task(week, f"Task {at}", 60)

    (overload,) = plan(week).overloads

    # 180 minutes on Tuesday, 360 after it
    assert (overload.demand, overload.free, overload.missing) == (420, 360, 60)
    assert f"{overload.deadline:%a %H:%M}" == "Mon 04:00"
    assert len(overload.cut) == 1


def test_what_stands_on_a_later_day_has_its_time_until_then(week: Workspace) -> None:
    reference = add_task(week, "Wednesday", 150, on=WEDNESDAY)

    found = plan(week)

    (overload,) = found.overloads
    assert (overload.demand, overload.free, overload.cut) == (150, 120, (reference,))
    assert overload.deadline == berlin(THURSDAY, "04:00")
    assert whys(found) == {reference: "planned for wed"}
    assert found.chosen == ()


def test_a_pin_puts_a_task_into_its_block_and_another_may_be_over(week: Workspace) -> None:
    long = add_task(week, "Long", 90, on=TUESDAY)

    found = plan(week, pins={long: "B9@2026-11-24"})

    assert blocks(found)["14:00"] == {long: 90}
    assert [block.over for block in found.blocks] == [0, 0, 0, 30]
    assert found.blocks[3].pinned == {long}


def test_a_task_may_be_put_into_a_block_of_another_function(week: Workspace) -> None:
    reference = add_task(week, "Invoice", 30, ADMIN, on=TUESDAY)

    found = plan(week, pins={reference: "B6@2026-11-24"})

    assert blocks(found)["11:00"] == {reference: 30}
    assert found.unplaced == ()


def test_what_goes_into_another_functions_block_is_no_more_asked_of_its_own(
    week: Workspace,
) -> None:
    tasks = [add_task(week, f"Task {at}", 60) for at in range(10)]
    planner = Planner(week, TUESDAY)
    (before,) = planner.plan().overloads

    (after,) = planner.plan({tasks[9]: True}, {tasks[9]: "B6@2026-11-24"}).overloads or (None,)

    assert before.missing == 60
    assert after is None


@pytest.mark.parametrize("pin", ["B8@2026-11-24", "B6@2026-11-26", "O9", ""])
def test_a_pin_into_personal_time_or_nowhere_is_passed_over(week: Workspace, pin) -> None:
    reference = add_task(week, "Mail", 30, on=TUESDAY)

    found = plan(week, pins={reference: pin})

    assert blocks(found)["09:00"] == {reference: 30}
    assert not any(block.pinned for block in found.blocks)


def test_the_owner_may_put_his_own_into_personal_time(week: Workspace) -> None:
    reference = add_task(week, "Present", 30, PERSONAL)

    assert blocks(plan(week, {reference: True}))["12:30"] == {reference: 30}


def test_a_pin_outlives_taking_over_without_an_estimate_too(week: Workspace) -> None:
    reference = add_task(week, "Call", None, on=TUESDAY)

    accept_day(week, plan(week, pins={reference: "B9@2026-11-24"}))

    assert body(week, reference)["block"] == "B9@2026-11-24"
    assert plan(week).blocks[3].pinned == {reference}


def test_a_task_of_the_backlog_may_be_chosen(week: Workspace) -> None:
    reference = add_task(week, "Idea", 30, week=None)
    planner = Planner(week, TUESDAY)

    found = planner.plan({reference: True})

    assert found.chosen == (reference,)
    assert blocks(found)["09:00"] == {reference: 30}
    assert planner.plan().candidates == ()


def test_what_cannot_be_chosen_is_refused(week: Workspace) -> None:
    done = add_task(week, "Done", 30)
    complete_task(week, done)

    with pytest.raises(WrongUse, match="T1 is closed or waits"):
        plan(week, {done: True})
    with pytest.raises(NotFound):
        plan(week, {"T77": True})


def test_a_day_that_is_past_is_refused(week: Workspace) -> None:
    with pytest.raises(WrongUse, match="2026-11-22 is past"):
        Planner(week, date(2026, 11, 22))


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ({"minutes": None}, (0, "no estimate")),
        ({"minutes": 30, "function": None}, (30, "no function")),
        ({"minutes": 30, "function": ADMIN}, (30, "no block on tue")),
        ({"minutes": 100, "function": DESIGN, "whole": True},
         (100, "no block has 1h40m in one piece")),
    ],
)  # fmt: skip
def test_what_is_chosen_and_has_no_place_is_told(week: Workspace, task, reason) -> None:
    reference = add_task(week, "Task", on=TUESDAY, **task)

    assert reasons(plan(week)) == {reference: reason}


# -- estimates and what was clocked ----------------------------------------------------------


def clock_done(workspace: Workspace, count: int, estimate: int, actual: int) -> None:
    for at in range(count):
        task = add_task(workspace, f"Old {at}", estimate)
        start = berlin(MONDAY, "09:00") - timedelta(days=at + 1)
        stop = start + timedelta(minutes=actual)
        entry = {"started": format_instant(start), "stopped": format_instant(stop), "task": task}
        add_entry(workspace, entry)
        complete_task(workspace, task)


@pytest.mark.parametrize(
    ("count", "actual", "minutes"),
    [(7, 60, 40), (8, 60, 60), (8, 400, 80), (8, 4, 32), (8, 40, 40)],
)
def test_estimates_follow_the_functions_own_history(
    week: Workspace, count: int, actual: int, minutes: int
) -> None:
    clock_done(week, count, 40, actual)
    reference = add_task(week, "New", 40)

    found = plan(week)

    assert {one.ref: one.minutes for one in found.candidates} == {reference: minutes}
    assert (WRITING in found.factors) == (count >= 8)


def test_what_was_clocked_on_a_task_is_taken_off(week: Workspace) -> None:
    reference = add_task(week, "Copy", 60)
    add_entry(
        week,
        {"started": "2026-11-23T08:00:00Z", "stopped": "2026-11-23T08:20:00Z", "task": reference},
    )
    set_clock(week, berlin(MONDAY, "20:00"))
    start_clock(week, task=reference)
    set_clock(week, berlin(MONDAY, "20:10"))

    assert [one.minutes for one in plan(week).candidates] == [30]


def test_a_task_that_has_eaten_its_estimate_still_takes_a_last_piece(week: Workspace) -> None:
    for minutes, hour in ((60, 8), (10, 10)):
        reference = add_task(week, "Copy", minutes)
        times = {
            "started": f"2026-11-23T{hour:02}:00:00Z",
            "stopped": f"2026-11-23T{hour + 2}:00:00Z",
        }
        add_entry(week, {**times, "task": reference})

    assert sorted(one.minutes for one in plan(week).candidates) == [10, 15]


# -- hours that are not as usual -------------------------------------------------------------


def test_the_past_of_today_is_no_time(week: Workspace) -> None:
    set_clock(week, berlin(TUESDAY, "10:15"))

    found = plan(week, day=TUESDAY)

    assert [block.free for block in found.blocks] == [45, 90, 60, 60]


def test_what_is_due_today_has_only_what_is_left_until_then(week: Workspace) -> None:
    reference = add_task(week, "Copy", 60, on=TUESDAY, due=(TUESDAY, "11:00"))
    set_clock(week, berlin(TUESDAY, "10:15"))

    (overload,) = plan(week, day=TUESDAY).overloads

    assert (overload.demand, overload.free, overload.cut) == (60, 45, (reference,))
    assert overload.deadline == berlin(TUESDAY, "11:00")


def test_what_is_due_on_a_date_has_that_date_until_midnight(week: Workspace) -> None:
    add_block_on(week, DESIGN, WEDNESDAY, "22:00", "24:00")
    add_task(week, "Banner", 210, DESIGN, due=WEDNESDAY)

    assert plan(week).overloads == ()


def test_an_appointment_takes_its_time(week: Workspace) -> None:
    fields = {"label": "Dentist", "weekday": "tue", "start": "10:00", "end": "11:30"}
    add_record(week, "block", fields)

    assert [block.free for block in plan(week).blocks] == [60, 60, 60, 60]


def test_an_override_of_the_day_moves_the_plan_and_its_undo_restores_it(week: Workspace) -> None:
    for at in range(6):
        add_task(week, f"Task {at}", 45, due=FRIDAY if at % 2 else None)
    before = plan(week)

    drop_block(week, "B2", TUESDAY)
    dropped = plan(week)
    week.undo()

    assert len(dropped.blocks) == 3
    assert plan(week) == before


def test_a_further_block_never_worsens_anything(week: Workspace) -> None:
    for at in range(11):
        add_task(week, f"Task {at}", 60)
    before = plan(week)

    add_block_on(week, WRITING, TUESDAY, "16:00", "17:00")
    after = plan(week)

    assert len(after.chosen) == len(before.chosen) + 1
    assert before.overloads[0].missing - sum(one.missing for one in after.overloads) == 60


@pytest.mark.parametrize(
    ("day", "start", "end", "minutes"),
    [
        (date(2026, 11, 28), "22:00", "02:00", 240),
        (date(2026, 10, 24), "22:00", "04:00", 420),  # the night of 25 hours
        (date(2026, 3, 28), "22:00", "04:00", 300),  # the night of 23
    ],
)
def test_a_block_over_midnight_has_the_minutes_that_pass(
    week: Workspace, day: date, start: str, end: str, minutes: int
) -> None:
    set_clock(week, berlin(day - timedelta(days=1), "20:00"))
    add_block_on(week, WRITING, day, start, end)
    reference = add_task(week, "Night shift", minutes + 60, on=day)

    found = plan(week, day=day)

    assert [block.free for block in found.blocks] == [minutes]
    assert blocks(found) == {"22:00": {reference: minutes}}


def test_a_template_with_overlaps_counts_each_minute_once(week: Workspace) -> None:
    # given blocks of old data that no action would let through
    with week.transaction("old data"):
        week.table("block").insert(
            {
                "uid": "old",
                "created_at": "2026-01-01T00:00:00Z",
                "function": DESIGN,
                "weekday": "tue",
                "start": "09:00",
                "end": "12:00",
            }
        )

    assert sum(block.free for block in plan(week).blocks) == 330


def test_a_hundred_hours_are_begun_and_told(week: Workspace) -> None:
    reference = add_task(week, "Book", 5999, due=FRIDAY)

    found = plan(week)

    assert sum(block.minutes for block in found.blocks) == 180
    (overload,) = found.overloads
    assert (overload.missing, overload.cut) == (5999 - 180 - 360, (reference,))


def test_a_task_of_a_function_that_is_gone_is_not_lost(week: Workspace) -> None:
    reference = add_task(week, "Task", 30, ADMIN)
    with week.transaction("gone"):
        week.table("function").update({"closed_at": "2026-11-23T08:00:00Z"}, doc_ids=[4])

    found = plan(week, {reference: True})

    assert reasons(found) == {reference: (30, "no block on tue")}


def test_another_end_of_the_day_is_respected(week: Workspace) -> None:
    add_block_on(week, WRITING, WEDNESDAY, "01:00", "02:00")

    late = Planner(week, TUESDAY).plan()
    early = Planner(week, TUESDAY, time(0, 30)).plan()

    assert [len(late.blocks), len(early.blocks)] == [5, 4]


# -- taking it over --------------------------------------------------------------------------


def test_a_plan_is_taken_over_in_one_change_that_says_what_moved(week: Workspace) -> None:
    copy, mail = add_task(week, "Copy", 60), add_task(week, "Mail", 60)
    stands = add_task(week, "Stands", 60, on=TUESDAY)
    left = add_task(week, "Left", 30, on=MONDAY)
    before = stored(week)

    change = accept_day(
        week, plan(week, {stands: False, mail: False}, pins={copy: "B9@2026-11-24"})
    )

    assert change.label == "Plan Tue 24 Nov: T1, T4 in; T3 back to 2026-W48"
    assert (body(week, copy)["day"], body(week, copy)["block"]) == ("2026-11-24", "B9@2026-11-24")
    assert body(week, mail)["place"] == "week"
    assert body(week, stands)["week"] == THIS_WEEK
    assert (body(week, left)["day"], body(week, left)["rolls"]) == ("2026-11-24", 1)
    week.undo()
    assert stored(week) == before


def test_a_plan_taken_over_twice_changes_nothing_more(week: Workspace) -> None:
    add_task(week, "Copy", 60)
    accept_day(week, plan(week))
    count = len(labels(week))

    change = accept_day(week, plan(week))

    assert (change.id, len(labels(week))) == (None, count)
    assert plan(week).chosen == ("T1",)


def test_an_accepted_plan_is_proposed_again_as_it_was(week: Workspace) -> None:
    tasks = [add_task(week, f"Task {at}", 45) for at in range(4)]
    accepted = plan(week, {tasks[3]: True}, pins={tasks[0]: "B9@2026-11-24"})

    accept_day(week, accepted)

    assert blocks(plan(week)) == blocks(accepted)


def test_what_was_crossed_off_meanwhile_is_left_alone(week: Workspace) -> None:
    reference = add_task(week, "Copy", 60)
    found = plan(week)
    complete_task(week, reference)

    accept_day(week, found)

    assert body(week, reference)["state"] == "done"


def test_many_tasks_are_counted_in_the_label(week: Workspace) -> None:
    tasks = {add_task(week, f"Task {at}", 15): True for at in range(11)}

    change = accept_day(week, plan(week, tasks))

    assert change.label == "Plan Tue 24 Nov: T1, T2, T3, T4, T5, T6, T7, T8 and 3 more in"


# -- what moved ------------------------------------------------------------------------------


def test_what_moved_is_told_line_by_line(week: Workspace) -> None:
    copy, mail = add_task(week, "Copy", 60), add_task(week, "Mail", 60)
    planner = Planner(week, TUESDAY)
    before = planner.plan()

    after = planner.plan({mail: False}, {copy: "B9@2026-11-24"})

    assert diff_of(before, after) == [
        f"{copy} Copy: Writing 09:00 1h → Writing 14:00 1h",
        f"{mail} Mail: out",
    ]
    assert diff_of(after, planner.plan({}, {copy: "B9@2026-11-24"})) == [
        f"{mail} Mail: in, Writing 09:00 1h"
    ]
    assert diff_of(before, before) == []


def test_an_overload_that_comes_or_goes_is_told(week: Workspace) -> None:
    tasks = [add_task(week, f"Task {at}", 60, on=TUESDAY) for at in range(4)]
    edit_record(week, tasks[0], {"notes": "long"})
    planner = Planner(week, TUESDAY)
    full, cut = planner.plan(), planner.plan({tasks[3]: False})

    assert "Writing: fits again" in diff_of(full, cut)
    assert "Writing: 1h too much" in diff_of(cut, full)
