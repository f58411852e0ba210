"""Business time: what is refused, and how a due is explained."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from cockpit.domain.business_time import (
    BusinessCalendar,
    NaiveInstant,
    NegativeLength,
    NoOpening,
)
from cockpit.domain.hours.intervals import HoursNotValid, OverlappingHours
from cockpit.domain.hours.zones import UnknownZone
from cockpit.errors import CockpitError, WrongUse
from tests.business_hours import ALL_DAYS, CALENDARS, NIGHTS, OFFICE, at

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

REFUSED_HOURS = [
    ({"mon": [("09:00", "13:00"), ("12:00", "17:00")]}, "mon 09:00–13:00", "mon 12:00–17:00"),
    ({"mon": [("12:00", "13:00"), ("09:00", "17:00")]}, "mon 09:00–17:00", "mon 12:00–13:00"),
    ({"mon": [("09:00", "17:00"), ("09:00", "17:00")]}, "mon 09:00–17:00", "mon 09:00–17:00"),
    ({"mon": [("22:00", "06:00")], "tue": [("05:00", "08:00")]}, "mon 22:00–06:00", "tue 05:00"),
    ({"sun": [("22:00", "06:00")], "mon": [("05:00", "08:00")]}, "sun 22:00–06:00", "mon 05:00"),
    ({"mon": [("20:00", "02:00"), ("23:00", "24:00")]}, "mon 20:00–02:00", "mon 23:00–24:00"),
]


@pytest.mark.parametrize(("week", "one", "other"), REFUSED_HOURS)
def test_overlapping_hours_are_refused_with_both_named(
    week: dict[str, list[tuple[str, str]]], one: str, other: str
) -> None:
    """Given hours that overlap, when a calendar is made, then the sentence names the two."""
    with pytest.raises(OverlappingHours) as refused:
        BusinessCalendar("Europe/Berlin", week)
    assert one in str(refused.value)
    assert other in str(refused.value)


def test_a_night_must_not_run_into_replaced_hours() -> None:
    """Given nights, when the hours of a date start before the night ends, then it is refused."""
    early = {date(2026, 12, 24): [("05:00", "08:00")]}
    with pytest.raises(OverlappingHours, match=r"2026-12-23 22:00–06:00 and 2026-12-24 05:00"):
        BusinessCalendar("Europe/Berlin", NIGHTS, (), early)
    BusinessCalendar("Europe/Berlin", NIGHTS, [date(2026, 12, 23)], early)


def test_a_replaced_night_must_not_run_into_the_next_day() -> None:
    """Given days from 05:00, when a date gets a night until 06:00, then it is refused."""
    week = {key: [("05:00", "09:00")] for key in ALL_DAYS}
    with pytest.raises(OverlappingHours, match="2026-12-24 22:00–06:00 and 2026-12-25 05:00"):
        BusinessCalendar("UTC", week, (), {date(2026, 12, 24): [("22:00", "06:00")]})


NOT_HOURS = [
    {"Mon": [("09:00", "17:00")]},
    {"mon": [("9:00", "17:00")]},
    {"mon": [("09:00", "24:01")]},
    {"mon": [("09:60", "17:00")]},
    {"mon": [("24:00", "01:00")]},
    {"mon": [("nine", "17:00")]},
    {"mon": ["09:00"]},
]


@pytest.mark.parametrize("week", NOT_HOURS)
def test_hours_that_cannot_be_read_are_refused(week: dict[str, list[tuple[str, str]]]) -> None:
    """Given what are no hours, when a calendar is made, then a wrong use says so."""
    with pytest.raises(HoursNotValid):
        BusinessCalendar("Europe/Berlin", week)


@pytest.mark.parametrize("name", ["Europe/Berln", "berlin", " europe/berlin"])
def test_an_unknown_zone_is_named_with_a_near_one(name: str) -> None:
    """Given a zone that does not exist, when a calendar is made, then a near one is told."""
    with pytest.raises(UnknownZone, match="Europe/Berlin"):
        BusinessCalendar(name, OFFICE)


@pytest.mark.parametrize("name", ["", "Europe", "../etc", "x\0y", "/etc/passwd"])
def test_what_is_no_zone_is_refused(name: str) -> None:
    """Given nonsense for a zone, when a calendar is made, then a wrong use says so."""
    with pytest.raises(WrongUse, match="no time zone"):
        BusinessCalendar(name, OFFICE)


@pytest.mark.parametrize("week", [{}, {key: [] for key in ALL_DAYS}])
def test_hours_without_an_opening_answer_at_once(week: dict[str, list[tuple[str, str]]]) -> None:
    """Given no hours at all, when a due is asked for, then an error says so; nothing is open."""
    closed = BusinessCalendar("Europe/Berlin", week)
    for ask in (
        lambda: closed.add(MONDAY, HOUR),
        lambda: closed.add(MONDAY, timedelta()),
        lambda: closed.subtract(MONDAY, HOUR),
        lambda: closed.subtract(MONDAY, timedelta()),
        lambda: closed.next_opening(MONDAY),
        lambda: closed.next_closing(MONDAY),
        lambda: closed.explain(MONDAY, HOUR),
    ):
        with pytest.raises(NoOpening, match="no opening within 5 years"):
            ask()
    assert not closed.is_open(MONDAY)
    assert closed.between(MONDAY, MONDAY + timedelta(days=900)) == timedelta()


def test_a_single_opening_runs_out() -> None:
    """Given hours on one date only, when more is asked than they hold, then it is an error."""
    once = BusinessCalendar("UTC", {}, (), {date(2026, 11, 24): [("09:00", "17:00")]})
    assert once.add(MONDAY, 8 * HOUR) == datetime(2026, 11, 24, 17, tzinfo=UTC)
    with pytest.raises(NoOpening):
        once.add(MONDAY, 8 * HOUR + timedelta(seconds=1))
    assert once.subtract(MONDAY + 48 * HOUR, HOUR) == datetime(2026, 11, 24, 16, tzinfo=UTC)


@pytest.mark.parametrize("looked_first", [False, True])
def test_the_horizon_does_not_depend_on_what_was_asked_before(looked_first: bool) -> None:
    """Given an opening in six years, when asked before and after looking there, it is too far."""
    far = BusinessCalendar("UTC", {}, (), {date(2032, 11, 24): [("09:00", "17:00")]})
    if looked_first:
        assert far.is_open(datetime(2032, 11, 24, 10, tzinfo=UTC))
        assert far.between(MONDAY, datetime(2033, 1, 1, tzinfo=UTC)) == 8 * HOUR
    with pytest.raises(NoOpening):
        far.add(MONDAY, HOUR)
    with pytest.raises(NoOpening):
        far.next_opening(MONDAY)
    with pytest.raises(NoOpening):
        far.subtract(datetime(2039, 1, 1, tzinfo=UTC), HOUR)


def test_lengths_and_moments_are_checked() -> None:
    """Given a negative length or a naive moment, when asked, then each is refused by its kind."""
    office = CALENDARS["office"]
    with pytest.raises(NegativeLength):
        office.add(MONDAY, -HOUR)
    with pytest.raises(NegativeLength):
        office.subtract(MONDAY, timedelta(microseconds=-1))
    naive = MONDAY.replace(tzinfo=None)
    for ask in (office.is_open, office.next_opening, office.next_closing):
        with pytest.raises(NaiveInstant):
            ask(naive)
    with pytest.raises(NaiveInstant):
        office.add(naive, HOUR)
    with pytest.raises(NaiveInstant):
        office.between(MONDAY, naive)


def test_lengths_beyond_the_calendar_are_an_error_not_a_loop() -> None:
    """Given the longest length there is, when it is added, then it is an error at once."""
    with pytest.raises(CockpitError):
        CALENDARS["always"].add(MONDAY, timedelta.max)
    with pytest.raises(CockpitError):
        CALENDARS["always"].subtract(MONDAY, timedelta.max)
    with pytest.raises(CockpitError):
        CALENDARS["office"].add(datetime.max.replace(tzinfo=UTC), HOUR)


def test_answers_are_in_utc_and_whole_seconds() -> None:
    """Given a start with a fraction, when a length is added, then the fraction is cut off."""
    due = CALENDARS["office"].add(MONDAY.replace(microsecond=999_999), HOUR)
    assert (due, due.tzinfo) == (MONDAY + HOUR, UTC)


def test_the_explanation_tells_the_hours_of_each_day() -> None:
    """Given a Wednesday before Christmas, when a due is explained, then days and parts are told."""
    part = CALENDARS["part"]
    rows = part.explain(at("part", "2026-12-23 16:00"), timedelta(hours=5))
    told = [(row.day.day, row.opened.hour + 1, row.closed.hour + 1, row.counted) for row in rows]
    assert told == [(23, 9, 17, HOUR), (24, 9, 12, 3 * HOUR), (26, 10, 11, HOUR)]
    assert part.explain(MONDAY, timedelta()) == []


def test_time_shared_by_two_intervals_beside_a_gap_is_explained_once() -> None:
    """Given 02:15–02:45 moved into 03:00–04:00, when explained, then the hour is counted once."""
    shared = CALENDARS["shared gap"]
    rows = shared.explain(at("shared gap", "2026-03-29 00:00"), timedelta(minutes=80))
    assert [(row.day.month, row.day.day, row.counted) for row in rows] == [
        (3, 29, HOUR),
        (4, 5, timedelta(minutes=20)),
    ]


def test_a_night_is_explained_under_the_date_it_starts_on() -> None:
    """Given nights, when a due after midnight is explained, then the row has the evening's date."""
    rows = CALENDARS["nights"].explain(at("nights", "2026-11-24 01:00"), timedelta(hours=6))
    assert [(row.day.day, row.counted) for row in rows] == [(23, 5 * HOUR), (24, HOUR)]


def test_hours_of_a_date_and_why_it_is_closed() -> None:
    """Given holidays and exceptions, when a date is asked about, then hours or the reason."""
    part = CALENDARS["part"]
    assert [(b - a) for a, b in part.hours_on(date(2026, 12, 24))] == [3 * HOUR]
    assert part.hours_on(date(2026, 12, 25)) == []
    assert CALENDARS["behind gap"].hours_on(date(2026, 3, 29)) == []
    reasons = {day: part.why_closed(date(2026, 12, day)) for day in (24, 25, 27, 31)}
    assert reasons == {24: None, 25: "holiday", 27: "week", 31: "exception"}


def test_a_stored_document_makes_the_same_calendar() -> None:
    """Given a stored hours document, when a calendar is made of it, then it follows the rules."""
    document = {
        "name": "Customer service",
        "zone": "Europe/Berlin",
        "week": {"thu": [["09:00", "17:00"]], "fri": [["09:00", "17:00"]]},
        "holidays": ["2026-12-25"],
        "exceptions": {"2026-12-24": [["09:00", "12:00"]]},
    }
    calendar = BusinessCalendar.from_document(document)
    start, end = datetime(2026, 12, 24, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    assert calendar.between(start, end) == 11 * HOUR
