"""Blocks on one date and in every week: what stands where, and that the past stays true."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cockpit.actions.desk import block_book
from cockpit.actions.records import add_record
from cockpit.actions.weeks.copying import copied_words, copy_last_week
from cockpit.actions.weeks.every_week import add_every_week, drop_every_week, put_every_week
from cockpit.actions.weeks.facts import days_of
from cockpit.actions.weeks.finding import find_occurrence
from cockpit.actions.weeks.one_date import add_on_date, drop_on_date, put_on_date, take_back
from cockpit.domain.plans.places import Place, place_of, shifted, stretched
from cockpit.errors import CockpitError, WrongUse
from cockpit.store.workspace import Workspace
from tests.workspaces import advance, body, labels, open_workspace, stored, with_hours

MONDAY = date(2026, 11, 23)
TUESDAY, THURSDAY, SATURDAY = (MONDAY + timedelta(days=n) for n in (1, 3, 5))
WEEK = timedelta(weeks=1)
BEFORE = MONDAY - WEEK


def new(ws: Workspace, table: str, **fields: Any) -> str:
    return add_record(ws, table, fields).ref


def build(folder: Path) -> Workspace:
    """B1 writing on Mondays (standing for long), B2 selling on Thursdays, B3 an appointment."""
    workspace = with_hours(open_workspace(folder))
    advance(workspace, days=-60)
    for name in ("Writing", "Selling"):
        new(workspace, "function", name=name)
    new(workspace, "block", function="F1", weekday="mon", start="14:00", end="16:00")
    new(workspace, "block", function="F2", weekday="thu", start="09:00", end="11:00")
    new(workspace, "block", label="Dentist", weekday="thu", start="12:00", end="13:00")
    advance(workspace, days=60)
    return workspace


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    workspace = build(tmp_path)
    yield workspace
    workspace.close()


def shown(ws: Workspace, monday: date = MONDAY) -> list[str]:
    """The blocks of functions in a week: "F1 mon 14:00-16:00"."""
    return [
        f"{one.function} {one.start:%a %H:%M}-{one.end:%H:%M}".lower()
        for one in block_book(ws).between(monday, monday + timedelta(days=6))
        if one.function
    ]


AS_EVER = ["f1 mon 14:00-16:00", "f2 thu 09:00-11:00"]


# -- one date --------------------------------------------------------------------------------


def test_a_block_moves_to_another_day_and_length_on_one_date_only(ws: Workspace) -> None:
    put_on_date(ws, "B1@2026-11-23", Place(TUESDAY, "10:00", "10:45"))
    assert shown(ws) == ["f1 tue 10:00-10:45", "f2 thu 09:00-11:00"]
    assert shown(ws, MONDAY + WEEK) == AS_EVER
    assert labels(ws)[0] == "Move B1 Writing to tue 24 nov 10:00–10:45"
    assert find_occurrence(ws, "B1@2026-11-23").one.start.date() == TUESDAY


def test_a_block_moved_into_another_week_leaves_its_own(ws: Workspace) -> None:
    put_on_date(ws, "B1@2026-11-23", Place(SATURDAY + WEEK, "10:00", "12:00"))
    assert shown(ws) == ["f2 thu 09:00-11:00"]
    assert shown(ws, MONDAY + WEEK) == [*AS_EVER, "f1 sat 10:00-12:00"]


def test_back_where_it_stands_in_every_week_no_override_is_left(ws: Workspace) -> None:
    own = place_of(find_occurrence(ws, "B1").one)
    put_on_date(ws, "B1", shifted(own, 15))
    put_on_date(ws, "B1@2026-11-23", own)
    assert shown(ws) == AS_EVER
    assert ws.live("override") == {}


def test_an_added_block_moves_and_is_archived_when_dropped(ws: Workspace) -> None:
    assert add_on_date(ws, "F1", Place(TUESDAY, "23:00", "01:00")).ref == "O1"
    put_on_date(ws, "O1", Place(THURSDAY, "23:30", "01:30"))
    assert shown(ws)[-1] == "f1 thu 23:30-01:30"
    drop_on_date(ws, "O1")
    assert shown(ws) == AS_EVER
    assert body(ws, "O1")["closed_at"]


def test_what_was_moved_is_dropped_and_taken_back(ws: Workspace) -> None:
    put_on_date(ws, "B1", Place(TUESDAY, "10:00", "11:00"))
    drop_on_date(ws, "B1@2026-11-23")
    assert shown(ws) == ["f2 thu 09:00-11:00"]
    monday = days_of(ws, MONDAY)[0]
    assert [(box.key, box.mark, box.planned) for box in monday.boxes] == [
        ("B1@2026-11-23", "dropped", 0)
    ]
    take_back(ws, "B1@2026-11-23")
    assert shown(ws) == AS_EVER


def test_a_block_of_another_function_is_given_away_on_one_date(ws: Workspace) -> None:
    put_on_date(ws, "B2", Place(THURSDAY, "09:00", "11:00"), "F1")
    assert shown(ws) == ["f1 mon 14:00-16:00", "f1 thu 09:00-11:00"]
    assert shown(ws, MONDAY + WEEK) == AS_EVER
    assert labels(ws)[0] == "Give B2 Selling on thu 26 nov 09:00–11:00 to Writing"


ONE_DATE: dict[str, Callable[[Workspace], object]] = {
    "move": lambda ws: put_on_date(ws, "B1", Place(TUESDAY, "10:00", "11:00")),
    "away": lambda ws: put_on_date(ws, "B2", Place(TUESDAY + WEEK, "10:00", "11:00")),
    "drop": lambda ws: drop_on_date(ws, "B2"),
    "add": lambda ws: add_on_date(ws, "F2", Place(TUESDAY, "10:00", "11:00")),
    "every move": lambda ws: put_every_week(ws, "B2", Place(TUESDAY, "15:00", "17:00")),
    "every drop": lambda ws: drop_every_week(ws, "B1"),
    "every add": lambda ws: add_every_week(ws, "F1", Place(SATURDAY, "10:00", "11:00")),
}


@pytest.mark.parametrize("name", ONE_DATE)
def test_undo_restores_the_days_and_redo_changes_them_again(ws: Workspace, name: str) -> None:
    before, on_disk, known = shown(ws), stored(ws), len(labels(ws))
    ONE_DATE[name](ws)
    after = shown(ws)
    assert after != before
    assert len(labels(ws)) == known + 1
    ws.undo()
    assert (shown(ws), stored(ws)) == (before, on_disk)
    ws.redo()
    assert shown(ws) == after


@pytest.mark.parametrize("name", ["move", "away", "drop", "add"])
def test_a_change_of_one_date_taken_back_leaves_the_template(ws: Workspace, name: str) -> None:
    weeks = [shown(ws, MONDAY + WEEK * n) for n in range(3)]
    ONE_DATE[name](ws)
    (number,) = ws.live("override")
    take_back(ws, f"O{number}")
    assert [shown(ws, MONDAY + WEEK * n) for n in range(3)] == weeks


REFUSED: dict[str, Callable[[Workspace], object]] = {
    "do not overlap: B2 Selling .* and Writing .thu 26 nov 10:00–12:00": lambda ws: put_on_date(
        ws, "B1", Place(THURSDAY, "10:00", "12:00")
    ),
    "do not overlap: B2 Selling .* and Writing .thu 26 nov 10:30": lambda ws: add_on_date(
        ws, "F1", Place(THURSDAY, "10:30", "12:00")
    ),
    "and Writing .thu 26 nov 10:00–12:00": lambda ws: put_every_week(
        ws, "B1", Place(THURSDAY, "10:00", "12:00")
    ),
    "B1 Writing .mon 23 nov 14:00–16:00. and Writing .mon 23 nov 15:00": lambda ws: add_on_date(
        ws, "F1", Place(MONDAY, "15:00", "17:00")
    ),
    "B1 Writing .mon 30 nov 14:00–16:00. and Writing .mon 30 nov 15:00": lambda ws: put_on_date(
        ws, "B1@2026-11-23", Place(MONDAY + WEEK, "15:00", "17:00")
    ),
    "overlap: Writing .mon 23 nov 13:00–15:00. and B1 Writing": lambda ws: add_every_week(
        ws, "F1", Place(MONDAY, "13:00", "15:00")
    ),
    "B1 is not on 2026-11-24": lambda ws: drop_on_date(ws, "B1@2026-11-24"),
    "B3 is an appointment": lambda ws: drop_on_date(ws, "B3"),
    "'soon' is not a date": lambda ws: drop_on_date(ws, "B1@soon"),
    "T1 is no block|no task T1": lambda ws: drop_on_date(ws, "T1"),
    "B1 Writing stands on mon 23 nov as in every week": lambda ws: take_back(ws, "B1"),
    "at most a day": lambda ws: stretched(Place(MONDAY, "09:00", "08:00"), 75),
    "Nothing would be left": lambda ws: stretched(Place(MONDAY, "09:00", "09:15"), -15),
}


@pytest.mark.parametrize("words", REFUSED)
def test_nonsense_is_refused_and_changes_nothing(ws: Workspace, words: str) -> None:
    before = stored(ws)
    with pytest.raises(CockpitError, match=words):
        REFUSED[words](ws)
    assert stored(ws) == before


def test_a_dropped_block_is_not_moved_before_the_drop_is_taken_back(ws: Workspace) -> None:
    drop_on_date(ws, "B1")
    with pytest.raises(WrongUse, match="B1 is dropped on 2026-11-23 already"):
        put_on_date(ws, "B1@2026-11-23", Place(TUESDAY, "10:00", "11:00"))


# -- every week ------------------------------------------------------------------------------


def test_moved_in_every_week_the_past_stays_as_it_was(ws: Workspace) -> None:
    put_every_week(ws, "B2", Place(TUESDAY, "15:00", "17:00"))
    assert shown(ws, BEFORE) == AS_EVER
    assert shown(ws) == ["f1 mon 14:00-16:00", "f2 tue 15:00-17:00"]
    assert shown(ws, MONDAY + 9 * WEEK) == shown(ws)
    assert body(ws, "B2")["last_date"] == "2026-11-25"
    assert labels(ws)[0] == "Every week from tue 24 nov: move B2 Selling to tue 15:00–17:00"


def test_a_block_that_has_not_stood_yet_is_changed_in_place(ws: Workspace) -> None:
    put_every_week(ws, "B2", Place(THURSDAY, "15:00", "17:00"))
    put_every_week(ws, "B4", Place(THURSDAY, "15:15", "17:15"))
    assert sorted(ws.live("block")) == [1, 2, 3, 4]
    assert shown(ws) == ["f1 mon 14:00-16:00", "f2 thu 15:15-17:15"]
    assert shown(ws, BEFORE) == AS_EVER


def test_what_is_over_this_week_begins_with_the_next(ws: Workspace) -> None:
    advance(ws, days=1)  # Tuesday: Monday's block is over
    put_every_week(ws, "B1@2026-11-23", Place(MONDAY, "15:00", "17:00"))
    assert shown(ws) == AS_EVER
    assert shown(ws, MONDAY + WEEK)[0] == "f1 mon 15:00-17:00"


def test_a_weekday_that_is_over_begins_next_week_and_the_old_one_holds_until_then(
    ws: Workspace,
) -> None:
    advance(ws, days=2)  # Wednesday
    put_every_week(ws, "B2", Place(MONDAY, "09:00", "11:00"))
    assert shown(ws) == AS_EVER
    assert shown(ws, MONDAY + WEEK) == ["f2 mon 09:00-11:00", "f1 mon 14:00-16:00"]


def test_later_overrides_and_pins_go_along(ws: Workspace) -> None:
    drop_on_date(ws, "B2@2026-12-03")
    put_on_date(ws, "B2@2026-12-10", Place(date(2026, 12, 11), "09:00", "10:00"))
    put_on_date(ws, "B2@2026-11-19", Place(date(2026, 11, 20), "09:00", "10:00"))
    new(ws, "task", title="Call", place="day", day="2026-11-26", block="B2@2026-11-26")
    put_every_week(ws, "B2", Place(THURSDAY, "15:00", "17:00"))
    weeks = [shown(ws, BEFORE + n * WEEK)[1:] for n in range(4)]
    assert weeks == [["f2 fri 09:00-10:00"], ["f2 thu 15:00-17:00"], [], ["f2 fri 09:00-10:00"]]
    assert body(ws, "T1")["block"] == "B4@2026-11-26"


def test_on_another_weekday_a_pin_is_free_and_a_drop_stays_in_its_week(ws: Workspace) -> None:
    drop_on_date(ws, "B2@2026-12-03")
    new(ws, "task", title="Call", place="day", day="2026-11-26", block="B2@2026-11-26")
    put_every_week(ws, "B2", Place(SATURDAY, "15:00", "17:00"))
    assert [len(shown(ws, MONDAY + n * WEEK)) for n in range(3)] == [2, 1, 2]
    assert "block" not in body(ws, "T1")


def test_the_override_of_the_block_that_is_moved_gives_way_to_its_new_place(ws: Workspace) -> None:
    put_on_date(ws, "B2", Place(THURSDAY, "10:00", "11:30"))
    put_every_week(ws, "B2@2026-11-26", Place(THURSDAY, "10:15", "11:45"))
    assert shown(ws)[1] == "f2 thu 10:15-11:45"
    assert shown(ws, MONDAY + WEEK)[1] == "f2 thu 10:15-11:45"


def test_dropped_in_every_week_the_block_ends_and_its_overrides_with_it(ws: Workspace) -> None:
    put_on_date(ws, "B2@2026-12-03", Place(date(2026, 12, 4), "09:00", "10:00"))
    drop_every_week(ws, "B2")
    assert [shown(ws, MONDAY + n * WEEK) for n in (-1, 0, 1)] == [AS_EVER, AS_EVER[:1], AS_EVER[:1]]
    assert ws.live("override") == {}


def test_added_to_every_week_it_was_not_planned_before(ws: Workspace) -> None:
    add_every_week(ws, "F1", Place(SATURDAY, "22:00", "02:00"))
    assert shown(ws, BEFORE) == AS_EVER
    assert shown(ws)[-1] == "f1 sat 22:00-02:00"


def test_an_added_day_of_this_week_that_is_over_begins_next_week(ws: Workspace) -> None:
    advance(ws, days=2)
    add_every_week(ws, "F1", Place(TUESDAY, "10:00", "11:00"))
    assert shown(ws) == AS_EVER
    assert shown(ws, MONDAY + WEEK)[1] == "f1 tue 10:00-11:00"


def test_a_block_with_a_rule_keeps_it_and_changes_its_hours_only(ws: Workspace) -> None:
    rule = {"rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "first_date": "2026-11-13"}
    new(ws, "block", function="F1", start="09:00", end="10:00", **rule)
    friday = date(2026, 11, 27)
    put_every_week(ws, "B4", Place(friday, "10:00", "11:00"))
    weeks = [shown(ws, BEFORE + n * WEEK)[2:] for n in range(4)]
    assert weeks == [[], ["f1 fri 10:00-11:00"], [], ["f1 fri 10:00-11:00"]]
    with pytest.raises(WrongUse, match="B5 follows a rule"):
        put_every_week(ws, "B5", Place(SATURDAY, "10:00", "11:00"))


def test_what_was_added_for_one_date_is_not_of_every_week(ws: Workspace) -> None:
    add_on_date(ws, "F1", Place(TUESDAY, "10:00", "11:00"))
    with pytest.raises(WrongUse, match="O1 is a block for 2026-11-24 only"):
        put_every_week(ws, "O1", Place(TUESDAY, "11:00", "12:00"))


# -- copying ---------------------------------------------------------------------------------


def test_last_weeks_changes_are_copied_once_and_appointments_are_not(ws: Workspace) -> None:
    drop_on_date(ws, "B1@2026-11-16")
    put_on_date(ws, "B2@2026-11-19", Place(date(2026, 11, 20), "09:00", "10:00"))
    add_on_date(ws, "F1", Place(date(2026, 11, 21), "10:00", "11:00"))
    new(ws, "override", date="2026-11-18", action="add", label="Visit", start="09:00", end="10:00")
    copied = copy_last_week(ws, MONDAY)
    assert copied_words(copied, MONDAY) == "Copied from 2026-W47: 3."
    assert shown(ws) == ["f2 fri 09:00-10:00", "f1 sat 10:00-11:00"] == shown(ws, BEFORE)
    before = stored(ws)
    again = copy_last_week(ws, MONDAY)
    assert (again.copied, again.change.id, stored(ws)) == (0, None, before)
    assert copied_words(again, MONDAY) == "Nothing of 2026-W47 is left to copy."
    ws.undo()
    assert shown(ws) == AS_EVER


def test_what_would_overlap_is_left_out_and_named(ws: Workspace) -> None:
    add_on_date(ws, "F1", Place(date(2026, 11, 17), "10:00", "11:00"))
    add_on_date(ws, "F1", Place(date(2026, 11, 18), "10:00", "11:00"))
    add_on_date(ws, "F2", Place(TUESDAY, "10:30", "11:30"))
    copied = copy_last_week(ws, MONDAY)
    assert copied.copied == 1
    assert "Writing (tue 24 nov 10:00–11:00) and O3 Selling" in copied.left_out[0]


# -- clock changes, midnight -----------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2026, 10, 25)])
def test_blocks_move_by_the_wall_clock_on_days_of_23_and_25_hours(
    tmp_path: Path, day: date
) -> None:
    with_clock = build(tmp_path)
    advance(with_clock, days=(day - MONDAY).days - 3)
    added = add_on_date(with_clock, "F1", Place(day, "00:30", "04:30")).ref
    place = place_of(find_occurrence(with_clock, added).one)
    put_on_date(with_clock, added, shifted(place, 60))
    moved = find_occurrence(with_clock, added).one
    assert place_of(moved) == Place(day, "01:30", "05:30")
    assert moved.minutes == (180 if day.month == 3 else 300)
    with_clock.close()


@given(start=st.integers(0, 1439), length=st.integers(5, 1440), by=st.integers(-4000, 4000))
def test_a_shift_keeps_the_length_and_shifting_back_gives_the_same_place(
    start: int, length: int, by: int
) -> None:
    place = stretched(shifted(Place(MONDAY, "00:00", "01:00"), start), length - 60)
    moved = shifted(place, by)
    assert moved.minutes == place.minutes == length
    assert shifted(moved, -by) == place


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["put", "drop", "back", "every", "end"]),
            st.sampled_from(["B1", "B2"]),
            st.integers(-24, 24),
        ),
        max_size=6,
    )
)
def test_undoing_every_step_restores_every_day(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, int]]
) -> None:
    ws = build(tmp_path_factory.mktemp("home"))
    weeks = [shown(ws, MONDAY + n * WEEK) for n in range(-2, 4)]
    made = 0
    for verb, block, by in steps:
        try:
            one = find_occurrence(ws, block).one
            place = shifted(place_of(one), 15 * by)
            if verb == "put":
                change = put_on_date(ws, one.id, place)
            elif verb == "drop":
                change = drop_on_date(ws, one.id)
            elif verb == "back":
                change = take_back(ws, one.id)
            elif verb == "every":
                change = put_every_week(ws, one.id, place)
            else:
                change = drop_every_week(ws, one.id)
            made += change.id is not None
        except CockpitError:
            continue
    assert [shown(ws, MONDAY + n * WEEK) for n in range(-2, 0)] == weeks[:2]  # the past is true
    for _step in range(made):
        ws.undo()
    assert [shown(ws, MONDAY + n * WEEK) for n in range(-2, 4)] == weeks
    ws.close()
