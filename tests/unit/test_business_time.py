"""Business time: the rules as a table; wall times are read in the calendar's own zone."""

from __future__ import annotations

from datetime import UTC

import pytest

from tests.business_hours import CALENDARS, at, length

# November 23, 2026 is a Monday; December 25 and January 1 are Fridays.
ADD = [
    ("office", "2026-11-23 09:00", "1h", "2026-11-23 10:00"),
    ("office", "2026-11-23 08:00", "1h", "2026-11-23 10:00"),
    ("office", "2026-11-23 16:00", "1h", "2026-11-23 17:00"),  # closing, not next opening
    ("office", "2026-11-23 16:00", "1h01", "2026-11-24 09:01"),
    ("office", "2026-11-23 17:00", "1h", "2026-11-24 10:00"),
    ("office", "2026-11-23 16:59:59", "1s", "2026-11-23 17:00"),
    ("office", "2026-11-23 16:59:59", "2s", "2026-11-24 09:00:01"),
    ("office", "2026-11-23 09:00", "8h", "2026-11-23 17:00"),
    ("office", "2026-11-23 09:00", "40h", "2026-11-27 17:00"),
    ("office", "2026-11-23 09:00", "40h01", "2026-11-30 09:01"),
    ("office", "2026-11-27 16:30", "1h", "2026-11-30 09:30"),
    ("office", "2026-11-28 12:00", "1h", "2026-11-30 10:00"),
    ("office", "2026-11-29 23:59", "8h", "2026-11-30 17:00"),
    ("office", "2026-11-23 12:00", "0m", "2026-11-23 12:00"),
    ("office", "2026-11-23 09:00", "0m", "2026-11-23 09:00"),
    ("office", "2026-11-23 17:00", "0m", "2026-11-24 09:00"),
    ("office", "2026-11-27 18:00", "0m", "2026-11-30 09:00"),
    ("office", "2026-03-27 16:00", "2h", "2026-03-30 10:00"),  # over the spring change
    ("office", "2026-10-23 16:00", "2h", "2026-10-26 10:00"),  # over the autumn change
    ("lunch", "2026-11-23 11:30", "1h", "2026-11-23 13:30"),
    ("lunch", "2026-11-23 11:30", "30m", "2026-11-23 12:00"),
    ("lunch", "2026-11-23 12:30", "0m", "2026-11-23 13:00"),
    ("lunch", "2026-11-23 12:00", "7h", "2026-11-24 12:00"),
    ("holiday", "2026-12-24 16:00", "2h", "2026-12-28 10:00"),
    ("holiday", "2026-12-25 10:00", "1h", "2026-12-28 10:00"),
    ("holiday", "2026-12-25 10:00", "0m", "2026-12-28 09:00"),
    ("part", "2026-12-24 11:00", "1h", "2026-12-24 12:00"),
    ("part", "2026-12-24 11:00", "1h30", "2026-12-26 10:30"),  # an exception wins over a holiday
    ("part", "2026-12-24 11:00", "2h", "2026-12-26 11:00"),
    ("part", "2026-12-24 11:00", "3h", "2026-12-28 10:00"),
    ("part", "2026-12-30 16:00", "2h", "2027-01-01 10:00"),
    ("nights", "2026-11-23 22:00", "8h", "2026-11-24 06:00"),
    ("nights", "2026-11-23 23:00", "8h", "2026-11-24 23:00"),
    ("nights", "2026-11-24 03:00", "4h", "2026-11-24 23:00"),
    ("nights off", "2026-12-24 23:00", "7h", "2026-12-25 06:00"),  # belongs to the 24th
    ("nights off", "2026-12-25 05:00", "2h", "2026-12-26 23:00"),  # nothing from 25th 22:00
    ("friday night", "2026-11-27 23:00", "7h", "2026-11-28 06:00"),
    ("friday night", "2026-11-28 05:00", "2h", "2026-12-04 23:00"),
    ("to midnight", "2026-11-23 23:00", "1h", "2026-11-24 00:00"),
    ("to midnight", "2026-11-23 23:00", "2h", "2026-11-30 21:00"),
    ("over midnight", "2026-11-23 23:00", "3h", "2026-11-24 02:00"),
    ("touching", "2026-11-23 12:00", "2h", "2026-11-23 14:00"),
    ("touching", "2026-11-23 13:00", "0m", "2026-11-23 13:00"),
    ("always", "2026-11-23 12:00", "240h", "2026-12-03 12:00"),
    ("always", "2026-03-28 12:00", "24h", "2026-03-29 13:00"),
    ("always", "2026-10-24 12:00", "24h", "2026-10-25 11:00"),
    ("saturday", "2026-11-23 12:00", "6h", "2026-12-05 12:00"),
    ("kolkata", "2026-11-23 16:00", "2h", "2026-11-24 10:00"),
    # The clocks go forward: 02:00 becomes 03:00, four hours of the wall are three.
    ("early Berlin", "2026-03-29 01:00", "3h", "2026-03-29 05:00"),
    ("early Berlin", "2026-03-29 01:00", "1h30", "2026-03-29 03:30"),
    ("early New York", "2026-03-08 01:00", "3h", "2026-03-08 05:00"),
    ("early New York", "2026-03-08 01:30", "1h", "2026-03-08 03:30"),
    ("early London", "2026-03-29 02:00", "3h", "2026-03-29 05:00"),
    ("early Auckland", "2026-09-27 01:00", "3h", "2026-09-27 05:00"),
    ("early Lord Howe", "2026-10-04 01:00", "3h30", "2026-10-04 05:00"),
    ("midnight Cairo", "2026-04-23 23:00", "2h", "2026-04-24 02:00"),
    ("midnight Santiago", "2026-09-05 23:00", "2h", "2026-09-06 02:00"),
    # The clocks go back: four hours of the wall are five.
    ("early Berlin", "2026-10-25 01:00", "5h", "2026-10-25 05:00"),
    ("early Berlin", "2026-10-25 01:00", "1h30", "2026-10-25 02:30"),
    ("early Berlin", "2026-10-25 01:00", "2h30", "2026-10-25 02:30+"),
    ("early New York", "2026-11-01 01:00", "5h", "2026-11-01 05:00"),
    ("early New York", "2026-11-01 01:30", "1h", "2026-11-01 01:30+"),
    ("early London", "2026-10-25 01:00", "5h", "2026-10-25 05:00"),
    ("early Auckland", "2026-04-05 01:00", "5h", "2026-04-05 05:00"),
    ("early Lord Howe", "2026-04-05 01:00", "4h30", "2026-04-05 05:00"),
    ("midnight Cairo", "2026-10-29 23:00", "4h", "2026-10-30 02:00"),
    ("midnight Santiago", "2026-04-04 23:00", "4h", "2026-04-05 02:00"),
    # Intervals in the gap: empty ones are dropped, the others keep their elapsed length.
    ("gap", "2026-03-28 12:00", "30m", "2026-04-05 02:30"),
    ("half gap", "2026-03-22 02:30", "1h", "2026-04-05 03:00"),
    ("behind gap", "2026-03-28 12:00", "1h", "2026-04-05 03:30"),
    ("into gap", "2026-03-29 00:00", "1h30", "2026-03-29 03:30"),
    ("around gap", "2026-03-29 00:00", "1h", "2026-03-29 03:30"),
    ("shared gap", "2026-03-29 00:00", "1h", "2026-03-29 04:00"),
    # In the hour that comes twice an endpoint is the first of the two.
    ("gap", "2026-10-25 02:00", "2h", "2026-10-25 03:00"),
    ("into gap", "2026-10-25 01:00", "1h30", "2026-10-25 02:30"),
    ("behind gap", "2026-10-25 02:00", "2h", "2026-10-25 03:30"),
    ("behind gap", "2026-10-25 02:30+", "1h", "2026-10-25 03:30"),
    # Samoa left out December 30, 2011.
    ("Apia", "2011-12-29 12:00", "24h", "2011-12-31 12:00"),
]


@pytest.mark.parametrize(("calendar", "start", "text", "due"), ADD)
def test_add_ends_where_the_rules_say(calendar: str, start: str, text: str, due: str) -> None:
    """Given hours, when a length is added to a moment, then it ends at the due."""
    assert CALENDARS[calendar].add(at(calendar, start), length(text)) == at(
        calendar, due
    ).astimezone(UTC)


SUBTRACT = [
    ("office", "2026-11-23 10:00", "1h", "2026-11-23 09:00"),  # stays on the opening
    ("office", "2026-11-23 10:00", "1h01", "2026-11-20 16:59"),
    ("office", "2026-11-23 20:00", "1h", "2026-11-23 16:00"),
    ("office", "2026-11-23 17:00", "8h", "2026-11-23 09:00"),
    ("office", "2026-11-23 09:00", "1h", "2026-11-20 16:00"),
    ("office", "2026-11-29 12:00", "40h", "2026-11-23 09:00"),
    ("office", "2026-11-23 12:00", "0m", "2026-11-23 12:00"),
    ("office", "2026-11-23 09:00", "0m", "2026-11-23 09:00"),
    ("office", "2026-11-23 17:00", "0m", "2026-11-23 17:00"),
    ("office", "2026-11-23 08:00", "0m", "2026-11-20 17:00"),
    ("lunch", "2026-11-23 13:30", "1h", "2026-11-23 11:30"),
    ("lunch", "2026-11-23 13:30", "30m", "2026-11-23 13:00"),
    ("holiday", "2026-12-28 10:00", "2h", "2026-12-24 16:00"),
    ("part", "2026-12-26 10:30", "1h30", "2026-12-24 11:00"),
    ("nights off", "2026-12-26 23:00", "2h", "2026-12-25 05:00"),
    ("touching", "2026-11-23 14:00", "2h", "2026-11-23 12:00"),
    ("always", "2026-03-29 13:00", "24h", "2026-03-28 12:00"),
    ("early Berlin", "2026-03-29 05:00", "3h", "2026-03-29 01:00"),
    ("early Berlin", "2026-10-25 05:00", "5h", "2026-10-25 01:00"),
    ("early New York", "2026-11-01 01:30+", "1h", "2026-11-01 01:30"),
    ("early Lord Howe", "2026-10-04 05:00", "3h30", "2026-10-04 01:00"),
    ("midnight Cairo", "2026-04-24 02:00", "2h", "2026-04-23 23:00"),
    ("midnight Santiago", "2026-04-05 02:00", "4h", "2026-04-04 23:00"),
]


@pytest.mark.parametrize(("calendar", "end", "text", "start"), SUBTRACT)
def test_subtract_mirrors_add(calendar: str, end: str, text: str, start: str) -> None:
    """Given hours, when a length is taken back from a moment, then it begins there."""
    assert CALENDARS[calendar].subtract(at(calendar, end), length(text)) == at(
        calendar, start
    ).astimezone(UTC)


BETWEEN = [
    ("office", "2026-11-23 09:00", "2026-11-23 17:00", "8h"),
    ("office", "2026-11-23 00:00", "2026-11-30 00:00", "40h"),
    ("office", "2026-11-23 17:00", "2026-11-24 09:00", "0m"),
    ("office", "2026-11-24 09:00", "2026-11-23 09:00", "0m"),  # reversed is zero
    ("office", "2026-11-23 12:00", "2026-11-23 12:00", "0m"),
    ("office", "2026-11-23 16:59:50", "2026-11-24 09:00:00", "10s"),
    ("lunch", "2026-11-23 11:00", "2026-11-23 14:00", "2h"),
    ("holiday", "2026-12-21 00:00", "2026-12-28 00:00", "32h"),
    ("part", "2026-12-21 00:00", "2026-12-28 00:00", "28h"),
    ("part", "2026-12-28 00:00", "2027-01-04 00:00", "32h"),
    ("nights off", "2026-12-24 12:00", "2026-12-26 12:00", "8h"),
    ("friday night", "2026-11-28 00:00", "2026-11-28 12:00", "6h"),
    ("to midnight", "2026-11-23 00:00", "2026-11-30 00:00", "4h"),
    ("early Berlin", "2026-03-29 00:00", "2026-03-30 00:00", "3h"),
    ("early Berlin", "2026-10-25 00:00", "2026-10-26 00:00", "5h"),
    ("early London", "2026-03-29 00:00", "2026-03-30 00:00", "3h"),
    ("early Lord Howe", "2026-04-05 00:00", "2026-04-06 00:00", "4h30"),
    ("shared gap", "2026-03-29 00:00", "2026-03-30 00:00", "1h"),
    ("shared gap", "2026-03-22 00:00", "2026-03-23 00:00", "1h30"),
    ("gap", "2026-03-29 00:00", "2026-03-30 00:00", "0m"),
    ("gap", "2026-10-25 00:00", "2026-10-26 00:00", "2h"),
    ("always", "2026-03-29 00:00", "2026-03-30 00:00", "23h"),
    ("always", "2026-01-01 00:00", "2027-01-01 00:00", "8760h"),
    ("Apia", "2011-12-29 00:00", "2012-01-01 00:00", "48h"),
]


@pytest.mark.parametrize(("calendar", "start", "end", "text"), BETWEEN)
def test_between_counts_elapsed_open_time(calendar: str, start: str, end: str, text: str) -> None:
    """Given hours, when two moments are compared, then the open time between them is told."""
    between = CALENDARS[calendar].between(at(calendar, start), at(calendar, end))
    assert between == length(text)


OPEN = [
    ("office", "2026-11-23 09:00", True),
    ("office", "2026-11-23 08:59:59", False),
    ("office", "2026-11-23 16:59:59", True),
    ("office", "2026-11-23 17:00", False),
    ("office", "2026-11-28 12:00", False),
    ("lunch", "2026-11-23 12:00", False),
    ("lunch", "2026-11-23 13:00", True),
    ("touching", "2026-11-23 13:00", True),
    ("holiday", "2026-12-25 12:00", False),
    ("part", "2026-12-26 10:30", True),
    ("part", "2026-12-31 12:00", False),
    ("nights", "2026-11-24 05:59", True),
    ("nights", "2026-11-24 06:00", False),
    ("nights off", "2026-12-25 05:00", True),
    ("nights off", "2026-12-26 05:00", False),
    ("to midnight", "2026-11-23 23:59:59", True),
    ("to midnight", "2026-11-24 00:00", False),
    ("gap", "2026-10-25 02:30+", True),
    ("into gap", "2026-10-25 02:15+", False),
]


@pytest.mark.parametrize(("calendar", "wall", "expected"), OPEN)
def test_hours_are_half_open(calendar: str, wall: str, expected: bool) -> None:
    """Given hours, when asked at a moment, then the opening belongs to them, the closing not."""
    assert CALENDARS[calendar].is_open(at(calendar, wall)) is expected


NEXT = [
    ("office", "2026-11-23 08:00", "2026-11-23 09:00", "2026-11-23 17:00"),
    ("office", "2026-11-23 12:00", "2026-11-23 12:00", "2026-11-23 17:00"),
    ("office", "2026-11-23 17:00", "2026-11-24 09:00", "2026-11-24 17:00"),
    ("holiday", "2026-12-24 18:00", "2026-12-28 09:00", "2026-12-28 17:00"),
    ("nights", "2026-11-24 12:00", "2026-11-24 22:00", "2026-11-25 06:00"),
    ("over midnight", "2026-11-23 12:00", "2026-11-23 20:00", "2026-11-24 02:00"),
    ("touching", "2026-11-23 12:00", "2026-11-23 12:00", "2026-11-23 17:00"),
]


@pytest.mark.parametrize(("calendar", "wall", "opening", "closing"), NEXT)
def test_next_opening_and_closing(calendar: str, wall: str, opening: str, closing: str) -> None:
    """Given hours, when asked what comes next, then touching openings are one."""
    hours = CALENDARS[calendar]
    assert hours.next_opening(at(calendar, wall)) == at(calendar, opening)
    assert hours.next_closing(at(calendar, wall)) == at(calendar, closing)


def test_hours_that_never_close_have_no_closing() -> None:
    """Given hours round the clock, when asked for the closing, then there is none."""
    assert CALENDARS["always"].next_closing(at("always", "2026-11-23 12:00")) is None
