"""The blocks of a date: the template, rules and overrides, over midnight and clock changes."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from cockpit.domain.days.block_days import (
    BlockBook,
    occurrences,
)

BERLIN = ZoneInfo("Europe/Berlin")
D = date.fromisoformat
MONDAY = D("2026-11-23")


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


def dropped(day, block="B1"):
    return {"date": day, "action": "drop", "block": block}


def on(day, blocks, overrides=None, zone=BERLIN):
    return occurrences(D(day) if isinstance(day, str) else day, blocks, overrides or {}, zone=zone)


def seen(found):
    return [f"{one.id} {one.start:%d %H:%M}-{one.end:%d %H:%M}" for one in found]


@pytest.mark.parametrize(
    ("day", "blocks", "overrides", "expected"),
    [  # the days of November 2026: the 23rd is a Monday
        ("2026-11-23", {1: block()}, {}, ["B1@2026-11-23 23 09:00-23 11:00"]),
        ("2026-11-24", {1: block()}, {}, []),
        ("2026-11-23", {1: block(first_date="2026-11-24")}, {}, []),
        ("2026-11-23", {1: block(last_date="2026-11-22")}, {}, []),
        ("2026-11-23", {1: block(last_date="2026-11-23")}, {}, ["B1@2026-11-23 23 09:00-23 11:00"]),
        ("2026-11-23", {1: block(except_dates=["2026-11-23"])}, {}, []),
        ("2026-11-23", {1: block(closed_at="2026-01-01T00:00:00Z")}, {}, []),
        # overrides hold on one date only
        ("2026-11-23", {1: block()}, {1: dropped("2026-11-23")}, []),
        (
            "2026-11-30",
            {1: block()},
            {1: dropped("2026-11-23")},
            ["B1@2026-11-30 30 09:00-30 11:00"],
        ),
        (
            "2026-11-23",
            {1: block()},
            {1: moved("2026-11-23", "13:00", "13:30")},
            ["B1@2026-11-23 23 13:00-23 13:30"],
        ),
        (
            "2026-11-25",
            {1: block()},
            {1: moved("2026-11-23", "13:00", "14:00", to_date="2026-11-25")},
            ["B1@2026-11-23 25 13:00-25 14:00"],
        ),
        (
            "2026-11-23",
            {1: block()},
            {1: moved("2026-11-23", "13:00", "14:00", to_date="2026-11-25")},
            [],
        ),
        # the highest number counts; a move without its block, or after its last date, is nothing
        (
            "2026-11-23",
            {1: block()},
            {1: moved("2026-11-23", "13:00", "14:00"), 2: dropped("2026-11-23")},
            [],
        ),
        ("2026-11-23", {}, {1: moved("2026-11-23", "13:00", "14:00")}, []),
        (
            "2026-11-23",
            {1: block(last_date="2026-11-20")},
            {1: moved("2026-11-23", "13:00", "14:00")},
            [],
        ),
        ("2026-11-23", {}, {3: added("2026-11-23")}, ["O3 23 15:00-23 16:00"]),
        # over midnight it belongs to its start; wholly before 04:00 to the evening before
        (
            "2026-11-23",
            {1: block(start="22:00", end="02:00")},
            {},
            ["B1@2026-11-23 23 22:00-24 02:00"],
        ),
        ("2026-11-24", {1: block(start="22:00", end="06:00")}, {}, []),
        (
            "2026-11-23",
            {1: block(start="20:00", end="24:00")},
            {},
            ["B1@2026-11-23 23 20:00-24 00:00"],
        ),
        (
            "2026-11-23",
            {1: block("tue", "01:00", "03:00")},
            {},
            ["B1@2026-11-24 24 01:00-24 03:00"],
        ),
        ("2026-11-24", {1: block("tue", "01:00", "03:00")}, {}, []),
        (
            "2026-11-24",
            {1: block("tue", "03:00", "11:00")},
            {},
            ["B1@2026-11-24 24 03:00-24 11:00"],
        ),
        # all-day and longer ones are on each date they cover, and on no other
        ("2026-11-22", {}, {1: added("2026-11-23", "00:00", "24:00", days=3)}, []),
        (
            "2026-11-24",
            {},
            {1: added("2026-11-23", "00:00", "24:00", days=3)},
            ["O1 23 00:00-26 00:00"],
        ),
        (
            "2026-11-25",
            {},
            {1: added("2026-11-23", "00:00", "24:00", days=3)},
            ["O1 23 00:00-26 00:00"],
        ),
        ("2026-11-26", {}, {1: added("2026-11-23", "00:00", "24:00", days=3)}, []),
        (
            "2026-11-25",
            {1: block(start="14:00", end="11:00", days=3)},
            {},
            ["B1@2026-11-23 23 14:00-25 11:00"],
        ),
        # rules
        (
            "2026-02-28",
            {1: block(rule="FREQ=MONTHLY;BYMONTHDAY=-1", first_date="2026-01-31")},
            {},
            ["B1@2026-02-28 28 09:00-28 11:00"],
        ),
        ("2027-02-28", {1: block(rule="FREQ=YEARLY", first_date="2024-02-29")}, {}, []),
        (
            "2028-02-29",
            {1: block(rule="FREQ=YEARLY", first_date="2024-02-29")},
            {},
            ["B1@2028-02-29 29 09:00-29 11:00"],
        ),
        (
            "2026-11-24",
            {
                1: block(
                    rule="FREQ=WEEKLY", first_date="2026-11-23", days=2, start="00:00", end="24:00"
                )
            },
            {},
            ["B1@2026-11-23 23 00:00-25 00:00"],
        ),
    ],
)
def test_what_stands_on_a_date(day, blocks, overrides, expected):
    assert seen(on(day, blocks, overrides)) == expected


@pytest.mark.parametrize(
    ("day", "start", "end", "minutes"),
    [
        ("2027-03-28", "01:00", "04:00", 120),  # 02:00 to 03:00 does not exist
        ("2027-03-28", "02:00", "03:00", None),
        ("2027-03-28", "02:30", "03:15", None),
        ("2027-03-28", "02:30", "05:00", 90),
        ("2026-10-25", "01:00", "04:30", 270),  # 02:00 to 03:00 comes twice
        ("2026-10-25", "02:30", "03:30", 120),
        ("2026-10-25", "00:00", "24:00", 25 * 60),
        ("2027-03-28", "00:00", "24:00", 23 * 60),
        ("2026-10-24", "22:00", "06:00", 9 * 60),
    ],
)
def test_lengths_on_the_nights_of_a_clock_change_are_elapsed_time(day, start, end, minutes):
    blocks = {1: block(rule="FREQ=DAILY", first_date=day, start=start, end=end)}
    book = BlockBook(blocks, {}, BERLIN)
    evening_before = D(day) - timedelta(days=1)
    ids = {one.id: one.minutes for one in book.between(evening_before, D(day))}
    found = ids.get(f"B1@{day}")
    assert found == minutes


def test_a_foreign_rule_keeps_its_own_wall_time_over_both_clock_changes():
    """09:00 in New York is 15:00 in Berlin, but 14:00 in the weeks between the two changes."""
    rule = {"rule": "FREQ=WEEKLY;BYDAY=MO", "first_date": "2026-03-02", "zone": "America/New_York"}
    book = BlockBook({1: block(start="09:00", end="10:00", **rule)}, {}, BERLIN)
    hours = {
        day: [f"{one.start:%H:%M}" for one in book.on(D(day))]
        for day in ("2026-03-02", "2026-03-09", "2026-03-30", "2026-10-26", "2026-11-02")
    }
    assert hours == {
        "2026-03-02": ["15:00"],
        "2026-03-09": ["14:00"],
        "2026-03-30": ["15:00"],
        "2026-10-26": ["14:00"],
        "2026-11-02": ["15:00"],
    }


def test_a_foreign_block_stands_on_the_owners_date_and_is_named_by_its_own():
    auckland = {1: block("tue", "08:00", "09:00", zone="Pacific/Auckland")}
    [one] = on("2026-11-23", auckland)
    assert seen([one]) == ["B1@2026-11-24 23 20:00-23 21:00"]
    assert one.date == D("2026-11-24")
    assert on("2026-11-24", auckland) == []
    assert on("2026-11-23", auckland, {1: dropped("2026-11-24")}) == []


def test_a_move_takes_from_its_block_what_it_does_not_say():
    blocks = {1: block(label="Launch", busy=False)}
    [one] = on(MONDAY, blocks, {4: moved("2026-11-23", "13:00", "14:00")})
    assert (one.function, one.label, one.busy, one.moved) == ("F1", "Launch", False, True)
    assert (one.block, one.override) == ("B1", "O4")


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=HOURLY;INTERVAL=2", "nonsense"])
def test_a_rule_that_cannot_be_followed_is_told_and_the_others_stand(rule):
    book = BlockBook({1: block(rule=rule, first_date="2020-01-01"), 2: block()}, {}, BERLIN)
    assert [one.id for one in book.on(MONDAY)] == ["B2@2026-11-23"]
    assert len(book.problems) == 1
    assert book.problems[0].startswith("B1: ")


def test_an_unknown_zone_is_told_and_the_owners_taken():
    book = BlockBook({1: block(zone="Mars/Olympus")}, {}, BERLIN)
    assert seen(book.on(MONDAY)) == ["B1@2026-11-23 23 09:00-23 11:00"]
    assert "Mars/Olympus" in book.problems[0]


@pytest.mark.parametrize(
    ("owner", "zone", "weekday", "start", "end", "day", "expected"),
    [
        # a Sunday evening in New York ends on the owner's Monday morning
        ("Europe/Berlin", "America/New_York", "sun", "20:00", "23:00", "2026-11-23", "23 02:00"),
        # 25 hours apart, and before the end of the owner's day
        ("Pacific/Midway", "Pacific/Kiritimati", "wed", "02:00", "03:00", "2026-11-23", "24 01:00"),
        # the hour before midnight is skipped: the start moves to the next date
        ("America/Nuuk", None, "sat", "23:30", "07:30", "2026-03-29", "29 00:30"),
    ],
)
def test_a_zone_or_a_clock_change_can_shift_the_date(
    owner, zone, weekday, start, end, day, expected
):
    shifting = {1: block(weekday, start, end, zone=zone)}
    margin = timedelta(days=2)
    found = BlockBook(shifting, {}, ZoneInfo(owner)).between(D(day) - margin, D(day) + margin)
    assert [f"{one.start:%d %H:%M}" for one in found] == [expected]
    assert on(day, shifting, zone=ZoneInfo(owner)) == found


def test_of_two_overrides_the_higher_number_counts_whatever_comes_first():
    move, drop = moved("2026-11-23", "13:00", "14:00"), dropped("2026-11-23")
    assert on(MONDAY, {1: block()}, {2: drop, 1: move}) == []
    assert [one.override for one in on(MONDAY, {1: block()}, {2: move, 1: drop})] == ["O2"]
