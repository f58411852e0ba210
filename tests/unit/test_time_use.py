"""Planned and clocked time of days and weeks, and what is over or behind."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.days.block_days import BlockBook
from cockpit.domain.days.time_use import behind, day_load, day_use, week_use
from cockpit.domain.identity import format_instant

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)
FUNCTIONS = {
    1: {"name": "Writing", "target_minutes": 360},
    2: {"name": "Prospecting", "target_minutes": 240},
}
BLOCKS = {
    1: {"weekday": "mon", "start": "09:00", "end": "11:00", "function": "F1"},
    2: {"weekday": "mon", "start": "11:15", "end": "12:15", "function": "F2"},
    3: {"weekday": "mon", "start": "14:00", "end": "16:00", "function": "F1"},
    4: {"weekday": "wed", "start": "09:00", "end": "11:00", "function": "F1"},
}


def at(text, day=MONDAY):
    """A local moment in Berlin, "HH:MM" on a date."""
    moment = datetime.combine(day, datetime.strptime(text, "%H:%M").time(), BERLIN)
    return moment.astimezone(UTC)


def entry(start, stop=None, function="F1", day=MONDAY, task=None, stop_day=None):
    body = {"started": format_instant(at(start, day))}
    if stop:
        body["stopped"] = format_instant(at(stop, stop_day or day))
    return body | ({"function": function} if function else {}) | ({"task": task} if task else {})


def use(*entries, now="18:00", day=MONDAY, blocks=BLOCKS, overrides=None, tasks=None, on=MONDAY):
    book = BlockBook(blocks, overrides or {}, BERLIN)
    return day_use(day, book, dict(enumerate(entries, 1)), at(now, on), tasks)


def done(found):
    return {row.occurrence.block: row.done for row in found.rows}


@pytest.mark.parametrize(
    ("entries", "in_blocks", "outside"),
    [
        ([entry("09:00", "10:30")], {"B1": 90, "B2": 0, "B3": 0}, 0),
        # begun early: the whole entry is the block's that it overlaps most
        ([entry("08:30", "09:30")], {"B1": 60, "B2": 0, "B3": 0}, 0),
        ([entry("10:50", "15:00")], {"B1": 0, "B2": 0, "B3": 250}, 0),
        # in none: the next block of the function, else its last
        ([entry("12:30", "13:00")], {"B1": 0, "B2": 0, "B3": 30}, 0),
        ([entry("17:00", "17:20")], {"B1": 0, "B2": 0, "B3": 20}, 0),
        # another function's time does not count for the block it was clocked in
        ([entry("09:00", "10:00", "F2")], {"B1": 0, "B2": 60, "B3": 0}, 0),
        ([entry("09:00", "10:00", "F9")], {"B1": 0, "B2": 0, "B3": 0}, 60),
        ([entry("09:00", "10:00", None)], {"B1": 0, "B2": 0, "B3": 0}, 60),
        # the running one counts until now
        ([entry("17:15")], {"B1": 0, "B2": 0, "B3": 45}, 0),
        ([entry("18:15")], {"B1": 0, "B2": 0, "B3": 0}, 0),
        # the day is from 04:00 to 04:00
        ([entry("03:00", "05:00")], {"B1": 60, "B2": 0, "B3": 0}, 0),
        ([entry("03:00", "04:00")], {"B1": 0, "B2": 0, "B3": 0}, 0),
    ],
)
def test_an_entry_is_credited_to_one_block_of_its_function(entries, in_blocks, outside):
    found = use(*entries)
    assert done(found) == in_blocks
    assert found.unplanned == outside
    assert found.done == sum(in_blocks.values()) + outside


def test_work_after_midnight_belongs_to_the_evening_before():
    late = entry("23:00", "05:00", "F9", stop_day=MONDAY + timedelta(days=1))
    tuesday = MONDAY + timedelta(days=1)
    assert use(late, on=tuesday).unplanned == 300
    assert use(late, day=tuesday, on=tuesday).unplanned == 60


def test_an_entry_without_a_function_is_its_tasks():
    found = use(entry("09:00", "09:40", None, task="T7"), tasks={7: {"function": "F1"}})
    assert done(found) == {"B1": 40, "B2": 0, "B3": 0}


def test_planned_time_is_what_appointments_leave_and_left_is_what_is_to_come():
    dentist = {1: {"date": "2026-11-23", "action": "add", "start": "10:30", "end": "11:30"}}
    found = use(now="10:00", overrides=dentist)
    rows = {row.occurrence.block: (row.planned, row.left) for row in found.rows}
    assert rows == {"B1": (90, 30), "B2": (45, 45), "B3": (120, 120)}
    assert found.planned == 255


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 10, 24), 9), (date(2027, 3, 27), 7), (date(2026, 11, 23), 8)]
)
def test_a_night_of_a_clock_change_is_an_hour_longer_or_shorter(day, hours):
    """Planned and clocked from 20:00 to 04:00."""
    following = day + timedelta(days=1)
    weekday = f"{day:%a}".lower()
    blocks = {1: {"weekday": weekday, "start": "20:00", "end": "04:00", "function": "F1"}}
    night = entry("20:00", "04:00", day=day, stop_day=following)
    found = use(night, day=day, blocks=blocks, now="12:00", on=following)
    assert (found.planned, found.done) == (hours * 60, hours * 60)


def test_a_block_over_several_dates_is_divided_among_them_without_loss():
    fair = {"date": "2026-11-23", "action": "add", "start": "10:00", "end": "09:00", "days": 3}
    book = BlockBook({}, {1: {**fair, "function": "F1"}}, BERLIN)
    days = [MONDAY + timedelta(days=n) for n in range(-1, 4)]
    planned = [day_use(day, book, {}, at("00:00")).planned for day in days]
    assert planned == [0, 18 * 60, 24 * 60, 5 * 60, 0]


def test_the_week_shows_target_planned_actual_and_what_is_still_to_come():
    book = BlockBook(BLOCKS, {}, BERLIN)
    entries = {
        1: entry("09:00", "10:30"),
        2: entry("09:00", "10:00", day=MONDAY + timedelta(days=6)),
        3: entry("09:00", "10:00", day=MONDAY + timedelta(days=7)),
        4: entry("20:00", "20:15", None),
    }
    rows = week_use(FUNCTIONS, MONDAY + timedelta(days=2), book, entries, at("15:00"))
    assert [(r.name, r.target, r.planned, r.actual, r.remaining) for r in rows] == [
        ("Writing", 360, 360, 150, 180),
        ("Prospecting", 240, 60, 0, 0),
        ("", 0, 0, 15, 0),
    ]
    assert [(row.name, row.missing) for row in behind(rows)] == [
        ("Prospecting", 240),
        ("Writing", 30),
    ]


def test_a_week_that_can_still_be_met_is_not_behind():
    book = BlockBook(BLOCKS, {}, BERLIN)
    rows = week_use({1: FUNCTIONS[1]}, MONDAY, book, {}, at("08:00"))
    assert behind(rows) == []


MADE_ON_WEDNESDAY = {"created_at": "2026-11-25T10:00:00Z"}


@pytest.mark.parametrize(
    ("more", "offered"),
    [
        ({}, [0, 120, 120, 120, 120]),
        ({"first_date": "2026-11-24"}, [120, 120, 120, 120, 120]),
        ({"first_date": "2026-11-27"}, [0, 0, 0, 120, 120]),
        ({"created_at": "2026-11-25T02:00:00Z"}, [120, 120, 120, 120, 120]),  # 3 in the night
    ],
)
def test_a_block_is_planned_from_the_day_on_which_it_was_made(more, offered):
    blocks = {
        n: {**MADE_ON_WEDNESDAY, "weekday": day, "start": "09:00", "end": "11:00",
            "function": "F1", **more}
        for n, day in enumerate(("tue", "wed", "thu", "fri"), 1)
    }  # fmt: skip
    book = BlockBook(blocks, {}, BERLIN)
    days = [MONDAY + timedelta(days=n) for n in (1, 2, 3, 4, 8)]

    assert [day_use(day, book, {}, at("20:00", days[-1])).planned for day in days] == offered


def test_what_was_not_made_yet_takes_no_time_from_a_block_that_was():
    dentist = {**MADE_ON_WEDNESDAY, "weekday": "mon", "start": "10:00", "end": "11:00"}
    assert use(blocks={1: BLOCKS[1], 2: dentist}).planned == 120
    assert use(blocks={1: BLOCKS[1], 2: dentist}, day=MONDAY + timedelta(weeks=1)).planned == 60


def test_what_was_changed_on_a_date_before_is_planned_as_was_said():
    moved = {
        "date": "2026-11-23",
        "action": "move",
        "block": "B1",
        "start": "09:00",
        "end": "10:00",
    }
    added = {"date": "2026-11-23", "action": "add", "start": "11:00", "end": "11:30"}
    late = {1: {**BLOCKS[1], **MADE_ON_WEDNESDAY}}
    overrides = {1: moved, 2: {**added, "function": "F2"}}
    assert use(blocks=late, overrides=overrides).planned == 90


@pytest.mark.parametrize(
    ("weeks", "target", "behind_by"), [(-1, 0, []), (0, 360, []), (1, 360, [("Writing", 360)])]
)
def test_a_function_has_its_target_from_its_first_week_and_misses_it_from_the_next(
    weeks, target, behind_by
):
    writing = {1: {**FUNCTIONS[1], **MADE_ON_WEDNESDAY}}
    day = MONDAY + timedelta(weeks=weeks)
    rows = week_use(writing, day, BlockBook({}, {}, BERLIN), {}, at("20:00", day))

    assert [row.target for row in rows] == [target]
    assert [(row.name, row.missing) for row in behind(rows)] == behind_by


def task(estimate, function="F1", day="2026-11-23", **more):
    return {
        "place": "day",
        "day": day,
        "function": function,
        "estimate_minutes": estimate,
        **more,
    }


@pytest.mark.parametrize(
    ("now", "tasks", "entries", "function", "free", "demand", "over"),
    [
        ("08:00", {1: task(200)}, {}, "F1", 240, 200, 0),
        ("08:00", {1: task(200), 2: task(50)}, {}, "F1", 240, 250, 10),
        ("15:00", {1: task(90)}, {}, "F1", 60, 90, 30),
        # what was clocked on a task is no longer demanded, and never less than nothing
        ("15:00", {1: task(90)}, {1: entry("09:00", "09:45", task="T1")}, "F1", 60, 45, 0),
        ("15:00", {1: task(30)}, {1: entry("09:00", "10:45", task="T1")}, "F1", 60, 0, 0),
        ("15:00", {1: task(90)}, {1: entry("14:30", task="T1")}, "F1", 60, 60, 0),
        # only open tasks of that day
        ("08:00", {1: task(90, state="done")}, {}, "F1", 240, 0, 0),
        ("08:00", {1: task(90, closed_at="2026-11-23T05:00:00Z")}, {}, "F1", 240, 0, 0),
        ("08:00", {1: task(90, day="2026-11-24")}, {}, "F1", 240, 0, 0),
        ("08:00", {1: task(None)}, {}, "F1", 240, 0, 0),
        # a function without a block today
        ("08:00", {1: task(20, "F5")}, {}, "F5", 0, 20, 20),
    ],
)
def test_estimates_of_the_day_against_what_is_left_of_its_blocks(
    now, tasks, entries, function, free, demand, over
):
    load = day_load(MONDAY, BlockBook(BLOCKS, {}, BERLIN), tasks, entries, at(now))[function]
    assert (load.free, load.demand, load.over) == (free, demand, over)


_SPANS = st.tuples(
    st.integers(0, 36 * 3600), st.integers(1, 6 * 3600), st.sampled_from(["F1", "F2", "F9", None])
)


def _entry(start, end, function):
    begins = at("00:00")
    body = {
        "started": format_instant(begins + timedelta(seconds=start)),
        "stopped": format_instant(begins + timedelta(seconds=end)),
    }
    return body | ({"function": function} if function else {})


def _totals(entries):
    """Seconds per function on the day, blocks and outside together, and outside alone."""
    found = use(*entries)
    totals = dict(found.outside)
    for row in found.rows:
        function = row.occurrence.function
        totals[function] = totals.get(function, 0) + row.done_seconds
    return {key: value for key, value in totals.items() if value}, dict(found.outside)


@given(st.lists(_SPANS, max_size=6), st.integers(1, 99))
def test_splitting_an_entry_changes_no_sum(spans, percent):
    whole = [_entry(start, start + length, function) for start, length, function in spans]
    parts = []
    for start, length, function in spans:
        cut = start + length * percent // 100
        parts += [_entry(start, cut, function), _entry(cut, start + length, function)]
    assert _totals(whole) == _totals(parts)


@given(st.lists(_SPANS, max_size=6))
def test_the_order_of_entries_does_not_matter(spans):
    entries = [_entry(start, start + length, function) for start, length, function in spans]
    assert _totals(entries) == _totals(entries[::-1])
    forth, back = use(*entries), use(*entries[::-1])
    assert done(forth) == done(back)


@given(st.lists(_SPANS, max_size=6))
def test_the_days_of_a_week_add_up_to_the_week(spans):
    entries = {
        n: _entry(start, start + length, function)
        for n, (start, length, function) in enumerate(spans, 1)
    }
    book, now = BlockBook(BLOCKS, {}, BERLIN), at("12:00")
    rows = week_use(FUNCTIONS, MONDAY, book, entries, now)
    week = {row.function: (row.planned_seconds, row.actual_seconds) for row in rows}
    days = [day_use(MONDAY + timedelta(days=n), book, entries, now) for n in range(7)]
    for function, (planned, actual) in week.items():
        own = [row for day in days for row in day.rows if row.occurrence.function == function]
        clocked = sum(row.done_seconds for row in own)
        clocked += sum(day.outside.get(function, 0) for day in days)
        assert (sum(row.planned_seconds for row in own), clocked) == (planned, actual)
