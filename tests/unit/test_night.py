"""The nightly review as a model: facts, what each key does, undo, resuming, the snapshot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions.clocking import running_entry
from cockpit.actions.contractors import move_assignment
from cockpit.actions.interruptions import add_interruption
from cockpit.actions.records import add_record, archive_record
from cockpit.actions.requests import add_request
from cockpit.actions.reviewing import leftovers as cards
from cockpit.actions.reviewing.accepting import accept_all
from cockpit.actions.reviewing.crossing import say_left
from cockpit.actions.reviewing.dates import muted_until
from cockpit.actions.reviewing.night import Night
from cockpit.actions.reviewing.progress import (
    CROSS_OFF,
    LEFTOVERS,
    LOOSE_ENDS,
    SHUT_DOWN,
    TOMORROW,
)
from cockpit.actions.reviewing.usual import nights_reviewed, usual_night
from cockpit.actions.tasks import complete_task, move_to_day
from cockpit.domain.reviews import Review
from cockpit.errors import CockpitError, Refused, WrongUse
from cockpit.store.progress import read_progress, write_progress
from cockpit.store.workspace import Workspace
from tests.evening import (
    DONE,
    LEFT,
    TUESDAY,
    TUESDAY_EVENING,
    WEDNESDAY,
    berlin,
    full_tuesday,
    plan_the_week,
    task,
)
from tests.workspaces import advance, body, labels, open_workspace


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return open_workspace(tmp_path, at=TUESDAY_EVENING)


@pytest.fixture
def evening(ws: Workspace) -> Workspace:
    return full_tuesday(ws)


def at_step(workspace: Workspace, step: int) -> Night:
    """The night, gone on to a screen by accepting those before it."""
    night = Night(workspace)
    night.begin()
    while night.step < step:
        night.accept()
    return night


def decide(night: Night, change: Callable[[], object]) -> None:
    """One key of the owner's."""
    night.press()
    change()
    night.decided()


# -- which screens there are ----------------------------------------------------------------


def test_a_full_evening_begins_with_the_loose_ends(evening: Workspace) -> None:
    night = Night(evening)
    night.begin()

    assert (night.days.day.isoformat(), night.days.tomorrow.isoformat()) == (TUESDAY, WEDNESDAY)
    assert night.step == LOOSE_ENDS
    assert [one.kind for one in night.loose_ends] == ["clock"]


def test_empty_screens_are_skipped(ws: Workspace) -> None:
    plan_the_week(ws)
    task(ws, "Only for the week", place="week", week="2026-W48", function="F1", estimate_minutes=30)
    for number in (1, 2, 3):
        archive_record(ws, f"B{number}")
    archive_record(ws, "B4")  # nothing was planned on Tuesday, so nothing is unclocked

    night = Night(ws)
    night.begin()

    assert night.step == TOMORROW


def test_an_empty_home_has_only_the_last_screen(ws: Workspace) -> None:
    night = Night(ws)
    night.begin()

    assert night.step == SHUT_DOWN


def test_going_back_passes_over_what_is_empty(evening: Workspace) -> None:
    night = at_step(evening, CROSS_OFF)

    assert night.is_empty(LOOSE_ENDS)  # accepting stopped the clock, the only loose end
    assert not night.back()
    assert night.step == CROSS_OFF


# -- loose ends -----------------------------------------------------------------------------


def test_accepting_the_loose_ends_stops_the_clock_and_leaves_the_rest(evening: Workspace) -> None:
    night = Night(evening)
    night.begin()

    assert "T13" in evening.live("entry")[4]["task"]
    night.accept()

    assert running_entry(evening) is None


def test_everything_open_is_a_loose_end(evening: Workspace) -> None:
    add_interruption(evening, {"who": "Karl", "call_back": berlin("24 17:00"), "about": "invoice"})
    add_interruption(evening, {"who": "Far", "call_back": berlin("26 17:00")})
    add_record(
        evening, "promise",
        {"kind": "inquiry", "first_response": {"measure": "working", "minutes": 120}},
    )  # fmt: skip
    add_request(evening, {"subject": "Price?", "customer": "Anna", "received": berlin("24 16:00")})
    add_record(evening, "contractor", {"name": "Maria"})
    add_record(
        evening, "assignment",
        {
            "contractor": "C1", "title": "Banner", "goal": "prints", "done_when": ["opens"],
            "due": berlin("27 12:00"),
        },
    )  # fmt: skip
    move_assignment(evening, "A1", "sent")
    move_assignment(evening, "A1", "delivered")

    night = Night(evening)

    found = [(one.kind, one.ref, one.late) for one in night.loose_ends]
    assert found == [
        ("clock", "E4", False),
        ("call_back", "I1", True),
        ("request", "R1", False),
        ("deliverable", "A1", False),
    ]


def test_a_gap_of_business_time_is_a_loose_end_and_lunch_is_not(ws: Workspace) -> None:
    plan_the_week(ws)

    night = Night(ws)

    assert [one.words for one in night.loose_ends] == [
        "Writing: nothing clocked",
        "Admin: nothing clocked",
        "Client work: nothing clocked",
    ]


def test_a_forgotten_clock_is_asked_about_and_never_guessed(evening: Workspace) -> None:
    advance(evening, hours=14)  # 07:30 the next morning: the clock ran all night

    night = Night(evening)
    night.begin()

    assert [one.kind for one in night.loose_ends] == ["forgotten"]
    with pytest.raises(Refused, match="E4 has been running since"):
        night.accept()
    assert night.step == LOOSE_ENDS
    assert running_entry(evening) is not None


# -- cross off ------------------------------------------------------------------------------


def test_the_list_of_the_day_holds_what_was_done_on_it(evening: Workspace) -> None:
    complete_task(evening, "T2")

    night = Night(evening)

    assert [(one.ref, one.done) for one in night.tasks][-1] == ("T2", True)
    assert len(night.tasks) == 20


def test_what_was_done_yesterday_is_not_on_the_list(evening: Workspace) -> None:
    advance(evening, hours=-24)
    complete_task(evening, "T2")
    advance(evening, hours=24)

    assert "T2" not in [one.ref for one in Night(evening).tasks]


def test_quarter_hours_left_are_added_to_what_was_clocked(evening: Workspace) -> None:
    advance(evening, minutes=20)  # the clock runs on T13

    say_left(evening, "T13", 3)

    assert body(evening, "T13")["estimate_minutes"] == 20 + 45
    assert body(evening, "T13")["first_estimate_minutes"] == 30  # by which estimates are judged
    assert next(one for one in Night(evening).tasks if one.ref == "T13").left == 45


# -- leftovers ------------------------------------------------------------------------------


def test_each_card_says_where_enter_takes_it_and_why(evening: Workspace) -> None:
    for reference in DONE:
        complete_task(evening, reference)
    task(evening, "Too long for Wednesday", function="F3", estimate_minutes=90)

    found = {one.ref: (one.goes, one.why, one.owner_decides) for one in Night(evening).leftovers}

    assert found == {
        "T13": ("day", "3h free", False),
        "T14": ("day", "2h 30m free", False),
        "T15": ("day", "2h free", False),
        "T16": ("day", "1h free", False),
        "T17": ("day", "45m free", False),
        "T18": ("day", "it is due", False),
        "T19": ("day", "it is due", True),
        "T20": ("day", "1h 30m free", True),
        "T22": ("week", "no room on wed", False),
    }


def test_a_task_that_a_contractor_has_goes_off_the_days(evening: Workspace) -> None:
    add_record(evening, "contractor", {"name": "Maria"})
    night = at_step(evening, LEFTOVERS)

    decide(night, lambda: cards.give_away(evening, "T14", "C1", night.days))

    assert body(evening, "T14")["place"] == "week"
    assert body(evening, "T14")["waiting"] == {"who": "Maria"}
    assert body(evening, "A1")["title"] == "Client 2"


def test_enter_is_withheld_from_the_third_roll_on(evening: Workspace) -> None:
    night = Night(evening)
    old = next(one for one in night.leftovers if one.ref == "T19")

    with pytest.raises(Refused, match="T19 was put off 2 times"):
        cards.accept_leftover(evening, old, night.days)

    assert body(evening, "T19")["rolls"] == 2


def test_a_third_roll_keeps_its_reason(evening: Workspace) -> None:
    night = at_step(evening, LEFTOVERS)
    to = date(2026, 11, 26)

    decide(night, lambda: cards.send(evening, "T20", "day", night.days, day=to, reason="too big"))

    assert (body(evening, "T20")["day"], body(evening, "T20")["rolls"]) == ("2026-11-26", 3)
    assert body(evening, "T20")["roll_reasons"] == [{"day": TUESDAY, "reason": "too big"}]


@pytest.mark.parametrize(
    ("goes", "place", "where"),
    [
        ("day", "day", WEDNESDAY),
        ("week", "week", "2026-W48"),
        ("backlog", "backlog", None),
    ],
)
def test_one_key_sends_a_card_away(
    evening: Workspace, goes: cards.Goes, place: str, where: str | None
) -> None:
    night = at_step(evening, LEFTOVERS)

    decide(night, lambda: cards.send(evening, "T14", goes, night.days))

    found = body(evening, "T14")
    assert found.get("place", "backlog") == place
    assert found.get("day") or found.get("week") == where
    assert found["rolls"] == 1
    assert "T14" not in [one.ref for one in night.leftovers]


def test_several_missed_evenings_are_one_pass_and_one_roll(evening: Workspace) -> None:
    move_to_day(evening, "T14", date(2026, 11, 20))
    advance(evening, days=3)  # Friday evening; nothing was closed since
    night = Night(evening)
    card = next(one for one in night.leftovers if one.ref == "T14")

    cards.accept_leftover(evening, card, night.days)

    assert body(evening, "T14")["rolls"] == 1


def test_shrinking_leaves_a_quarter_of_an_hour_and_puts_the_rest_on_the_week(
    evening: Workspace,
) -> None:
    night = at_step(evening, LEFTOVERS)

    decide(night, lambda: cards.shrink(evening, "T18", night.days))

    first, rest = body(evening, "T18"), body(evening, "T22")
    assert (first["estimate_minutes"], first["day"]) == (15, WEDNESDAY)
    assert (rest["title"], rest["estimate_minutes"]) == ("Launch mail (the rest)", 45)
    assert (rest["place"], rest["week"], rest["due"]) == ("week", "2026-W48", berlin("25 12:00"))


def test_what_was_clocked_stays_with_the_first_piece(evening: Workspace) -> None:
    advance(evening, minutes=10)  # of Client 1, whose estimate is half an hour
    night = Night(evening)

    decide(night, lambda: cards.split_off(evening, "T13", 5, night.days))

    assert body(evening, "T13")["estimate_minutes"] == 10 + 5
    assert body(evening, "T22")["estimate_minutes"] == 15


@pytest.mark.parametrize("first", [0, 60, 75])
def test_a_split_that_leaves_nothing_is_refused(evening: Workspace, first: int) -> None:
    night = Night(evening)

    with pytest.raises(WrongUse, match="T18 cannot be split at"):
        cards.split_off(evening, "T18", first, night.days)

    assert body(evening, "T18")["estimate_minutes"] == 60


@pytest.mark.parametrize(
    ("weekday", "day"),
    [(1, "30"), (2, "01"), (3, "25"), (5, "27"), (7, "29")],
)
def test_a_digit_is_the_next_such_weekday(weekday: int, day: str) -> None:
    assert cards.weekday_after(date(2026, 11, 24), weekday).strftime("%d") == day


# -- tomorrow -------------------------------------------------------------------------------


def test_choices_change_no_record_until_the_plan_is_accepted(evening: Workspace) -> None:
    night = at_step_tomorrow(evening)
    before = labels(evening)

    night.choose("T13", False)

    assert labels(evening) == before
    assert "T13" not in night.plan.chosen
    night.accept()
    assert body(evening, "T13")["place"] == "week"


def test_an_overload_is_told_with_a_cut_that_mends_it(evening: Workspace) -> None:
    night = at_step_tomorrow(evening)
    (over,) = [one for one in night.plan.overloads if one.on_day]
    assert (over.name, over.demand, over.free, over.missing) == ("Writing", 150, 120, 30)

    for reference in over.cut:
        night.choose(reference, False)

    assert not [one for one in night.plan.overloads if one.on_day]
    assert all(block.over == 0 for block in night.plan.blocks)


def test_a_task_is_put_into_another_block_of_its_function(evening: Workspace) -> None:
    add_record(
        evening, "block", {"function": "F1", "weekday": "wed", "start": "16:00", "end": "17:00"}
    )
    night = at_step_tomorrow(evening)
    late = night.plan.blocks[-1].occurrence.id

    night.put("T21", late)
    night.accept()

    assert body(evening, "T21")["block"] == late


def at_step_tomorrow(workspace: Workspace) -> Night:
    """The fourth screen, with every card decided: what can go on goes on to Wednesday."""
    for reference in DONE:
        complete_task(workspace, reference)
    night = at_step(workspace, LEFTOVERS)
    while night.step == LEFTOVERS:
        card = night.leftovers[0]
        if card.owner_decides:
            decide(night, lambda ref=card.ref: cards.send(workspace, ref, "day", night.days))
        else:
            night.accept()
    assert night.step == TOMORROW
    return night


def test_the_last_screen_shows_what_was_accepted_and_nothing_else(evening: Workspace) -> None:
    night = at_step_tomorrow(evening)
    night.choose("T13", False)
    before = night.standing_plan.chosen
    assert "T13" in before

    night.accept()

    assert set(night.standing_plan.chosen) == set(before) - {"T13"}


# -- closing --------------------------------------------------------------------------------


def test_a_day_with_an_undecided_leftover_is_not_closed(evening: Workspace) -> None:
    night = at_step(evening, LEFTOVERS)
    night.enter(SHUT_DOWN)

    with pytest.raises(Refused, match="20 leftovers are not decided yet"):
        night.accept()

    assert (night.step, night.closed) == (LEFTOVERS, None)


def test_a_day_with_a_running_clock_is_not_closed(evening: Workspace) -> None:
    night = Night(evening)
    night.enter(SHUT_DOWN)

    with pytest.raises(Refused, match="The clock is still running"):
        night.accept()

    assert night.step == LOOSE_ENDS


def test_a_day_is_not_closed_before_tomorrow_is_accepted(evening: Workspace) -> None:
    night = at_step_tomorrow(evening)
    night.enter(SHUT_DOWN)

    with pytest.raises(Refused, match="Tomorrow is not accepted yet"):
        night.accept()

    assert night.step == TOMORROW
    assert not night.is_settled(TOMORROW)


def test_a_choice_after_the_plan_was_accepted_wants_another_enter(evening: Workspace) -> None:
    night = at_step_tomorrow(evening)
    night.accept()
    assert night.is_settled(TOMORROW)

    night.enter(TOMORROW)
    night.choose("T13", False)

    assert not night.is_settled(TOMORROW)


# -- undo -----------------------------------------------------------------------------------


def test_undo_takes_back_what_was_done_here_and_goes_there(evening: Workspace) -> None:
    night = at_step_tomorrow(evening)
    night.choose("T13", False)
    night.accept()
    assert night.step == SHUT_DOWN

    night.undo()
    assert (night.step, body(evening, "T13")["day"]) == (TOMORROW, WEDNESDAY)
    night.undo()
    assert "T13" in night.plan.chosen
    night.undo()
    assert (night.step, night.leftovers[0].ref) == (LEFTOVERS, "T20")


def test_undo_never_reaches_behind_the_beginning_of_the_review(evening: Workspace) -> None:
    night = Night(evening)
    night.begin()

    with pytest.raises(CockpitError, match="Nothing was done in this review yet"):
        night.undo()


def test_the_closing_can_be_undone_and_the_review_goes_on(evening: Workspace) -> None:
    night = at_step_tomorrow(evening)
    night.accept()
    night.accept()
    with pytest.raises(Refused, match=r"tue 24 nov is closed already \(V1, 17:30\)"):
        Night(evening)

    evening.undo()
    again = Night(evening)
    again.begin()

    assert again.step == SHUT_DOWN
    again.accept()
    assert again.closed is not None
    assert len(body(evening, again.closed.ref)["night"]["tasks"]) == 20


# -- resuming -------------------------------------------------------------------------------


def test_a_review_is_resumed_where_it_was_left_also_in_another_terminal(
    evening: Workspace, tmp_path: Path
) -> None:
    night = at_step_tomorrow(evening)
    night.choose("T13", False)
    night.say_note("a good day")

    other = open_workspace(tmp_path, at=TUESDAY_EVENING, actor="other")
    again = Night(other)
    again.begin()

    assert (again.step, again.progress.note) == (TOMORROW, "a good day")
    assert "T13" not in again.plan.chosen


def test_what_another_terminal_decides_is_seen(evening: Workspace, tmp_path: Path) -> None:
    night = at_step(evening, LEFTOVERS)
    other = open_workspace(tmp_path, at=TUESDAY_EVENING, actor="other")
    complete_task(other, "T13")

    evening.refresh()

    assert night.look_again()
    assert "T13" not in [one.ref for one in night.leftovers]
    assert not night.look_again()


def test_a_night_closed_in_another_terminal_is_not_closed_twice(
    evening: Workspace, tmp_path: Path
) -> None:
    night = at_step_tomorrow(evening)
    night.accept()
    other = open_workspace(tmp_path, at=TUESDAY_EVENING, actor="other")
    theirs = Night(other)
    theirs.accept()

    with pytest.raises(Refused, match="closed already"):
        night.accept()

    assert len(evening.table("review").all()) == 1


@pytest.mark.parametrize("kept", [{}, {"day": "yesterday"}, {"day": TUESDAY, "step": "x"}])
def test_a_progress_that_cannot_be_read_begins_anew(evening: Workspace, kept: Any) -> None:
    write_progress(evening, "nightly", kept)

    night = Night(evening)
    night.begin()

    assert night.step == LOOSE_ENDS


def test_the_choices_of_another_night_do_not_count(evening: Workspace) -> None:
    at_step_tomorrow(evening).choose("T13", False)
    advance(evening, days=1)

    night = Night(evening)

    assert night.progress.choices == ()
    assert night.progress.step == LOOSE_ENDS


@pytest.mark.parametrize("hours", [13, 15.5, 17])
def test_in_the_morning_the_evening_before_is_closed_and_today_planned(
    evening: Workspace, hours: float
) -> None:
    advance(evening, hours=hours)  # 06:30, 09:00 and 10:30 on Wednesday

    night = Night(evening)

    assert (night.days.day.isoformat(), night.days.tomorrow.isoformat()) == (TUESDAY, WEDNESDAY)
    assert night.early == ""


def test_a_review_that_was_left_is_resumed_the_next_morning(evening: Workspace) -> None:
    night = at_step(evening, LEFTOVERS)
    decide(night, lambda: cards.send(evening, "T14", "week", night.days))
    night.leave()
    advance(evening, hours=15.5)

    again = Night(evening)
    again.begin()

    assert (again.days, again.step) == (night.days, LEFTOVERS)


def test_one_that_was_left_too_long_ago_begins_anew(evening: Workspace) -> None:
    at_step(evening, LEFTOVERS).leave()
    advance(evening, hours=24)

    night = Night(evening)

    assert night.days.day.isoformat() == WEDNESDAY
    assert night.progress.step == LOOSE_ENDS


def test_in_the_middle_of_a_day_that_can_only_be_today_it_is_asked_first(
    evening: Workspace,
) -> None:
    night = at_step_tomorrow(evening)
    night.accept()
    night.accept()
    advance(evening, hours=17)  # Wednesday 10:30; Tuesday is closed

    early = Night(evening)

    assert early.days.day.isoformat() == WEDNESDAY
    assert early.early == "Work goes on until 17:00: close the day now?"
    with pytest.raises(Refused, match="Say --early to do so"):
        accept_all(early)
    for reference in ("T19", "T20"):
        complete_task(evening, reference)
    accept_all(Night(evening), early=True)
    assert evening.table("review").count_live() == 0
    assert len(evening.table("review").all()) == 2


def test_progress_is_no_record_and_no_change(evening: Workspace) -> None:
    before = labels(evening)
    night = Night(evening)

    night.begin()

    assert labels(evening) == before
    assert read_progress(evening, "nightly") is not None


# -- time and keys --------------------------------------------------------------------------


def test_it_counts_its_seconds_without_the_time_away(evening: Workspace) -> None:
    night = Night(evening)
    night.begin()
    advance(evening, seconds=40)
    night.accept()
    night.leave()
    advance(evening, hours=1)

    again = Night(evening)
    advance(evening, seconds=20)
    again.begin()

    assert again.seconds == 60


def test_a_long_pause_counts_three_minutes_at_most(evening: Workspace) -> None:
    night = Night(evening)
    advance(evening, hours=2)
    night.begin()

    assert night.seconds == 180


def test_the_median_of_nights_and_how_many_were_reviewed(evening: Workspace) -> None:
    for day, seconds, keys in ((18, 100, 30), (19, 200, 20), (23, 120, 40)):
        finished = datetime(2026, 11, day, 17, tzinfo=UTC).isoformat()
        add_record(
            evening, "review",
            {
                "kind": "nightly", "day": f"2026-11-{day}", "started": finished,
                "finished": finished, "closed_at": finished, "seconds": seconds, "keys": keys,
                "night": {"tomorrow": f"2026-11-{day + 1}"},
            },
        )  # fmt: skip

    assert usual_night(evening) == (120, 30)
    assert nights_reviewed(evening, date(2026, 11, 24)) == 3
    assert nights_reviewed(evening, date(2026, 11, 24), days=2) == 1


# -- the snapshot ---------------------------------------------------------------------------


def test_the_snapshot_says_what_the_day_was_and_what_tomorrow_will_be(
    evening: Workspace,
) -> None:
    night = at_step_tomorrow(evening)
    night.choose("T19", False)
    night.say_note("quiet")
    night.accept()
    night.accept()

    assert night.closed is not None
    review = Review.of(night.closed.ref, body(evening, night.closed.ref))
    assert (review.kind, str(review.day), review.note) == ("nightly", TUESDAY, "quiet")
    assert review.night is not None
    times = {one.name: (one.planned_minutes, one.actual_minutes) for one in review.night.functions}
    assert times == {
        "Writing": (120, 120), "Client work": (180, 180), "Admin": (60, 60), "Personal": (60, 0),
    }  # fmt: skip
    became = {one.task: (one.outcome, one.to) for one in review.night.tasks}
    assert {task for task, (outcome, _to) in became.items() if outcome == "done"} == set(DONE)
    assert became["T19"] == ("week", "2026-W48")
    assert became["T18"] == ("day", WEDNESDAY)
    assert set(became) == {*DONE, *LEFT}
    assert str(review.night.tomorrow) == WEDNESDAY
    assert {one.task for one in review.night.planned} == {*LEFT, "T21"} - {"T19"}
    writing = review.night.blocks[0]
    assert (writing.name, writing.free_minutes, writing.minutes) == ("Writing", 120, 120)
    assert set(writing.tasks) == {"T18", "T21"}


def test_a_secret_in_the_note_is_kept_nowhere(evening: Workspace) -> None:
    night = at_step_tomorrow(evening)

    with pytest.raises(Refused, match="secrets are not kept here"):
        night.say_note("password: hunter2-Blue")

    assert night.progress.note == ""
    kept = read_progress(evening, "nightly")
    assert kept is not None
    assert kept["note"] == ""


def test_a_review_is_never_edited(evening: Workspace) -> None:
    from cockpit.actions.records import edit_record

    night = at_step_tomorrow(evening)
    night.accept()
    night.accept()
    assert night.closed is not None

    with pytest.raises(WrongUse, match="note"):
        edit_record(evening, night.closed.ref, {"note": "better"})


def test_after_the_shut_down_reminders_keep_quiet_until_opening(evening: Workspace) -> None:
    assert muted_until(evening) is None
    night = at_step_tomorrow(evening)
    night.accept()
    night.accept()

    assert muted_until(evening) == datetime(2026, 11, 25, 8, 0, tzinfo=UTC)  # 09:00 in Berlin
    advance(evening, hours=16)
    assert muted_until(evening) is None


# -- the path of pure enter -----------------------------------------------------------------


def test_pure_enter_gives_a_plan_that_fits(evening: Workspace) -> None:
    for reference in (*DONE, "T19", "T20"):
        complete_task(evening, reference)

    night = Night(evening)
    accept_all(night, "fine")

    assert night.closed is not None
    written = body(evening, night.closed.ref)["night"]
    assert all(one.get("minutes", 0) <= one["free_minutes"] for one in written["blocks"])
    assert not [one for one in night.plan.overloads if one.on_day]


def test_pure_enter_stops_where_the_owner_decides_and_changes_nothing(
    evening: Workspace,
) -> None:
    before = labels(evening)

    with pytest.raises(Refused, match="T19, T20"):
        accept_all(Night(evening))

    assert labels(evening) == before


def test_a_day_that_is_no_working_day_plans_the_next_one(evening: Workspace) -> None:
    evening.clock.moment = TUESDAY_EVENING + timedelta(days=3)  # type: ignore[attr-defined]

    assert Night(evening).days.tomorrow == date(2026, 11, 30)
