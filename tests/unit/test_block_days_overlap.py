"""What runs, what comes next, breaks, time eaten by appointments, and refused overlaps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cockpit.domain.days.block_days import (
    gaps,
    net_intervals,
    next_after,
    occurrences,
    overlap_sentence,
    overlaps,
    running,
)

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)


def block(weekday="mon", start="09:00", end="11:00", function="F1", **more):
    body = {"start": start, "end": end, **more}
    if "rule" not in more:
        body["weekday"] = weekday
    if function:
        body["function"] = function
    return body


def added(day, start="15:00", end="16:00", **more):
    return {"date": day, "action": "add", "start": start, "end": end, **more}


def moved(day, start, end, block="B1", **more):
    return {"date": day, "action": "move", "block": block, "start": start, "end": end, **more}


def on(day, blocks, overrides=None, zone=BERLIN):
    return occurrences(day, blocks, overrides or {}, zone=zone)


def at(text):
    return datetime.fromisoformat(f"2026-11-23T{text}").replace(tzinfo=BERLIN).astimezone(UTC)


DAY = {
    1: block(start="09:00", end="11:00"),
    2: block(start="11:15", end="12:15", function="F2"),
    3: block(start="14:00", end="16:00", function="F3"),
    4: block(start="14:30", end="15:00", function=None, label="Dentist"),
    5: block(start="00:00", end="24:00", function=None, label="Birthday", busy=False),
}


@pytest.mark.parametrize(
    ("now", "runs", "follows"),
    [
        ("08:59", None, "B1"),
        ("09:00", "B1", "B2"),
        ("11:00", None, "B2"),
        ("14:45", "B3", None),
        ("14:15", "B3", "B4"),
    ],
)
def test_what_runs_now_and_what_comes_next(now, runs, follows):
    found = on(MONDAY, DAY)
    one, following = running(found, at(now)), next_after(found, at(now))
    assert (one and one.block) == runs
    assert (following and following.block) == follows


def test_breaks_are_between_blocks_and_within_working_hours():
    found = on(MONDAY, DAY)
    shown = [(f"{a:%H:%M}", f"{b:%H:%M}") for a, b in gaps(found)]
    assert shown == [("11:00", "11:15"), ("12:15", "14:00")]
    hours = [(at("08:00"), at("12:30")), (at("13:30"), at("17:00"))]
    shown = [(f"{a:%H:%M}", f"{b:%H:%M}") for a, b in gaps(found, hours)]
    assert shown == [("11:00", "11:15"), ("12:15", "12:30"), ("13:30", "14:00")]


def test_a_busy_appointment_eats_time_out_of_a_block_and_a_free_one_does_not():
    left = {
        one.block: [(f"{a:%H:%M}", f"{b:%H:%M}") for a, b in parts]
        for one, parts in net_intervals(on(MONDAY, DAY))
    }
    assert left == {
        "B1": [("09:00", "11:00")],
        "B2": [("11:15", "12:15")],
        "B3": [("14:00", "14:30"), ("15:00", "16:00")],
    }


@pytest.mark.parametrize(
    ("blocks", "overrides", "pair"),
    [
        ({1: block(), 2: block(start="10:59", end="12:00", function="F2")}, {}, ("B1", "B2")),
        ({1: block(), 2: block(start="11:00", end="12:00", function="F2")}, {}, None),
        ({1: block(), 2: block(start="10:00", end="12:00", function="F1")}, {}, ("B1", "B2")),
        ({1: block(), 2: block(start="10:00", end="12:00", function=None)}, {}, None),
        ({1: block(), 2: block("tue", function="F2")}, {}, None),
        # over midnight into the next morning
        (
            {1: block(start="22:00", end="07:00"), 2: block("tue", "06:00", "08:00", "F2")},
            {},
            ("B1", "B2"),
        ),
        # only on one date
        ({1: block()}, {2: added("2026-12-07", "10:00", "12:00", function="F2")}, ("B1", "O2")),
        (
            {1: block(), 2: block(start="12:00", end="13:00", function="F2")},
            {2: moved("2026-11-30", "10:30", "12:30")},
            ("O2", "B2"),
        ),
        # a move onto another date of the same block
        (
            {1: block()},
            {2: moved("2026-11-30", "10:30", "12:30", to_date="2026-12-07")},
            ("B1", "O2"),
        ),
        # a block that is longer than its week is not held against itself
        ({1: block("mon", "00:00", "24:00", days=9)}, {}, None),
    ],
)
def test_blocks_of_functions_do_not_overlap(blocks, overrides, pair):
    horizon = (MONDAY, MONDAY + timedelta(days=28))
    found = next(overlaps(None, blocks, overrides, BERLIN, horizon), None)
    assert (found and tuple(one.override or one.block for one in found)) == pair


def test_only_pairs_with_the_candidate_are_refused_and_both_are_named():
    blocks = {
        1: block(),
        2: block(start="10:00", end="12:00", function="F2"),
        3: block(start="14:00", end="15:00", function="F3"),
    }
    horizon = (MONDAY, MONDAY + timedelta(days=7))
    assert not [*overlaps("B3", blocks, {}, BERLIN, horizon)]
    pair, _a_week_later = overlaps("B2", blocks, {}, BERLIN, horizon)
    said = overlap_sentence(pair, {1: {"name": "Writing"}, 2: {"name": "Design"}})
    assert "B1 Writing (mon 23 nov 09:00–11:00)" in said
    assert "B2 Design (mon 23 nov 10:00–12:00)" in said
