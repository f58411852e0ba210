"""Looking back on a week: hours, what was put off, estimates, nights, and what others have."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from cockpit.actions.clocking import add_entry
from cockpit.actions.records import add_record, revise
from cockpit.actions.requests import record_reply, snooze_request, wait_on_customer
from cockpit.actions.reviewing.accepting import accept_all
from cockpit.actions.reviewing.night import Night
from cockpit.actions.reviewing.week import Week
from cockpit.actions.reviewing.weekly import look_back_words as words
from cockpit.actions.reviewing.weekly.compared import Became, Compared
from cockpit.actions.reviewing.weekly.looking_back import Estimated
from cockpit.actions.reviewing.weekly.waiting_for import reminder_text, wait_no_more
from cockpit.actions.tasks import complete_task, move_to_backlog, move_to_day
from cockpit.domain.identity import format_instant
from cockpit.errors import WrongUse
from cockpit.store.workspace import Workspace
from tests.evening import berlin, plan_the_week
from tests.friday import FRIDAY_EVENING, THIS_WEEK, add_task, full_friday
from tests.workspaces import advance, body, open_workspace

WEDNESDAY_EVENING = FRIDAY_EVENING - timedelta(days=2)


@pytest.fixture
def friday(tmp_path: Path) -> Workspace:
    return full_friday(open_workspace(tmp_path, at=FRIDAY_EVENING))


@pytest.fixture
def wednesday(tmp_path: Path) -> Workspace:
    """Wednesday evening, with two tasks on Wednesday."""
    workspace = open_workspace(tmp_path, at=WEDNESDAY_EVENING)
    plan_the_week(workspace)
    for title in ("Guide", "Call"):
        add_task(workspace, title, place="day", day="2026-11-25", function="F1")
    return workspace


# -- hours ----------------------------------------------------------------------------------


def test_four_weeks_are_looked_back_on_oldest_first(friday: Workspace) -> None:
    hours = Week(friday).look_back.hours

    assert [week for week, _rows in hours] == ["2026-W45", "2026-W46", "2026-W47", THIS_WEEK]
    assert [(row.name, row.target, row.planned, row.actual) for row in hours[-1][1]][:2] == [
        ("Writing", 600, 480, 120),
        ("Client work", 600, 720, 90),
    ]


def test_weeks_before_the_plan_was_made_have_neither_plan_nor_target(friday: Workspace) -> None:
    hours = Week(friday).look_back.hours

    before = [(row.target, row.planned) for _week, rows in hours[:2] for row in rows]
    assert {*before} == {(0, 0)}
    first = [(row.target, row.planned) for row in hours[2][1]]  # made on its Thursday
    assert first[:2] == [(600, 240), (600, 360)]


# -- what was put off -----------------------------------------------------------------------


def test_every_way_of_putting_off_counts(wednesday: Workspace) -> None:
    move_to_day(wednesday, "T1", FRIDAY_EVENING.date())
    move_to_backlog(wednesday, "T2")
    advance(wednesday, days=2)
    move_to_backlog(wednesday, "T1")

    found = Week(wednesday).look_back.put_off

    assert [(one.ref, one.times, one.rolls) for one in found.tasks] == [("T1", 2, 2), ("T2", 1, 1)]
    assert words.put_off_sentence(found) == "Put off 3 times."


def test_a_roll_that_was_undone_does_not_count(wednesday: Workspace) -> None:
    move_to_backlog(wednesday, "T1")
    wednesday.undo()
    advance(wednesday, days=2)

    assert Week(wednesday).look_back.put_off.times == 0


def test_rolls_of_another_week_do_not_count(wednesday: Workspace) -> None:
    move_to_backlog(wednesday, "T1")
    advance(wednesday, days=9)

    assert Week(wednesday).look_back.put_off.times == 0


def test_reasons_are_counted(wednesday: Workspace) -> None:
    for task, reason in (("T1", "no time"), ("T2", "no time")):
        said = [{"day": "2026-11-25", "reason": reason}]
        move_to_backlog(wednesday, task)
        revise(wednesday, task, {"roll_reasons": said}, "Why {id}")
    advance(wednesday, days=2)

    found = Week(wednesday).look_back.put_off

    assert words.put_off_sentence(found) == "Put off 2 times: no time 2."
    assert words.put_off_words(found.tasks[0]) == "T2 Call: once (no time)"


# -- estimates ------------------------------------------------------------------------------


def test_eight_samples_make_a_factor(wednesday: Workspace) -> None:
    for number in range(8):
        task = add_task(wednesday, f"Text {number}", function="F1", estimate_minutes=20)
        start = WEDNESDAY_EVENING - timedelta(hours=9 - number)
        stop = start + timedelta(minutes=28)
        entry = {"task": task, "started": format_instant(start), "stopped": format_instant(stop)}
        add_entry(wednesday, entry)
        complete_task(wednesday, task)
    advance(wednesday, days=2)

    (found,) = Week(wednesday).look_back.estimates

    assert words.estimate_sentence(found) == "Writing takes 1.4 × what you say (8 samples)."


@pytest.mark.parametrize(("samples", "told"), [(1, "1 sample"), (7, "7 samples")])
def test_fewer_samples_tell_nothing(samples: int, told: str) -> None:
    sentence = words.estimate_sentence(Estimated("F1", "Writing", samples, None))

    assert sentence == f"Writing: too few to tell ({told})."


# -- interruptions, promises, nights --------------------------------------------------------


def test_interruptions_by_whom_and_in_which_blocks(friday: Workspace) -> None:
    assert words.interruption_sentences(Week(friday).look_back) == [
        "Interrupted once, lost: 10m.",
        "by Noor 10m",
        "in the blocks of Writing 10m",
    ]


def test_promises_of_the_week(friday: Workspace) -> None:
    whole = Week(friday).look_back.promises.whole

    assert (whole.met, whole.n) == (0, 1)


def test_nights_reviewed_of_the_last_seven_without_streaks(wednesday: Workspace) -> None:
    accept_all(Night(wednesday))  # Wednesday
    advance(wednesday, days=1)
    accept_all(Night(wednesday))  # Thursday
    advance(wednesday, days=1)

    sentence = words.night_sentence(Week(wednesday).look_back)

    assert sentence.startswith("Reviewed 2 of the last 7 nights; usually 0:00 and 0 keys")


def test_nights_of_a_week_looked_back_on_days_later(wednesday: Workspace) -> None:
    accept_all(Night(wednesday))
    advance(wednesday, days=8)  # the Thursday after

    week = Week(wednesday)

    assert (week.weeks.week, week.look_back.nights) == (THIS_WEEK, 1)


# -- waiting for ----------------------------------------------------------------------------


def test_late_work_comes_first_then_what_is_delivered(friday: Workspace) -> None:
    found = [(one.ref, one.late, one.delivered) for one in Week(friday).waiting]

    assert found == [("A2", True, False), ("A1", False, True), ("T9", False, False)]


def test_a_draft_is_not_waited_for(friday: Workspace) -> None:
    add_record(friday, "assignment", {"contractor": "C1", "title": "Later"})

    assert "A3" not in [one.ref for one in Week(friday).waiting]


def test_a_task_that_is_given_away_is_waited_for_once(friday: Workspace) -> None:
    week = Week(friday)
    week.give("T1", "C2")
    revise(friday, "A3", {"state": "sent"}, "Sent {id}")

    found = [one.ref for one in Week(friday).waiting]

    assert "A3" in found
    assert "T1" not in found


def test_a_contractor_is_known_by_his_name(friday: Workspace) -> None:
    by_ref = {one.ref: one.contractor for one in Week(friday).waiting}

    assert by_ref == {"A2": "C2", "A1": "C1", "T9": "C1"}


def test_a_reminder_is_friendly_and_says_the_due(friday: Workspace) -> None:
    texts = {one.ref: reminder_text(friday, one) for one in Week(friday).waiting}

    assert (
        texts["A2"] == "Hello Ivo, how does it stand with “Shop texts”? It was due on thu 26 nov."
    )
    assert texts["T9"] == "Hello Maria, how does it stand with “Logo”?"


def test_a_task_waits_no_more(friday: Workspace) -> None:
    wait_no_more(friday, "T9")

    assert "waiting" not in body(friday, "T9")


def test_a_task_that_is_given_away_goes_on_waiting(friday: Workspace) -> None:
    Week(friday).give("T1", "C2")

    with pytest.raises(WrongUse, match="T1 is given away"):
        wait_no_more(friday, "T1")


# -- requests -------------------------------------------------------------------------------


def test_requests_late_and_without_a_due(friday: Workspace) -> None:
    found = [(one.ref, one.kind, one.words) for one in Week(friday).requests]

    assert found == [("R1", "late", "late 2d"), ("R2", "no_due", "nothing due")]


def test_requests_that_wait_or_sleep_are_shown_after_a_week(friday: Workspace) -> None:
    record_reply(friday, "R1")
    wait_on_customer(friday, "R1")
    assert [one.ref for one in Week(friday).requests] == ["R2"]

    advance(friday, days=7, minutes=1)

    found = [(one.ref, one.kind) for one in Week(friday).requests]
    assert found == [("R2", "no_due"), ("R1", "waiting")]


def test_a_late_request_is_late_though_it_is_snoozed(friday: Workspace) -> None:
    snooze_request(friday, "R1", FRIDAY_EVENING + timedelta(days=3))

    assert ("R1", "late") in [(one.ref, one.kind) for one in Week(friday).requests]


def test_the_words_of_a_list_that_was_compared() -> None:
    tasks = (
        Became("T1", "Guide", "done", ""),
        Became("T2", "Call", "week", "2026-W49"),
        Became("T3", "Logo", "day", "2026-12-01"),
    )

    assert words.compared_sentence(Compared("V1", tasks)) == (
        "Of the 3 tasks on its list: 1 done, 2 moved on."
    )
    assert words.became_words(tasks[1]) == "T2 Call -> 2026-W49"


def test_the_interruption_of_another_week_is_not_counted(friday: Workspace) -> None:
    add_record(
        friday,
        "interruption",
        {"who": "Karl", "at": berlin("18 10:00"), "minutes": 30, "closed_at": berlin("18 10:00")},
    )

    assert Week(friday).look_back.interrupted.minutes == 10
