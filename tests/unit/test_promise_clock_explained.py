"""The promise clock: how a due is explained, day by day."""

from __future__ import annotations

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.promising.clock import (
    Clock,
    Terms,
)
from cockpit.domain.promising.explained import explain
from tests.promise_story import (
    FRIDAY_OFF,
    HOUR,
    OFFICE,
    RECEIVED,
    ask,
    calendar_time,
    refunds,
    working,
)


def told(clock: Clock | None, calendar: BusinessCalendar = OFFICE) -> list[tuple[str, int, float]]:
    """Kind, day and counted hours of each line."""
    assert clock is not None
    return [(line.kind, line.day.day, line.counted / HOUR) for line in explain(clock, calendar)]


def test_a_due_is_explained_day_by_day() -> None:
    """Given a holiday and a weekend, when explained, then they are told beside what counted."""
    clock = ask("received 26 18:00", Terms(working(9)), FRIDAY_OFF).first
    assert told(clock, FRIDAY_OFF) == [
        ("after_hours", 26, 0),
        ("holiday", 27, 0),
        ("week", 28, 0),
        ("week", 29, 0),
        ("counted", 30, 8),
        ("counted", 1, 1),
    ]


def test_a_pause_is_explained_between_the_parts() -> None:
    """Given a pause within a day, when explained, then it stands between the two parts."""
    events = f"{RECEIVED}, waiting 23 11:00, customer_message 23 15:00"
    assert told(ask(events, Terms(working(4))).first) == [
        ("counted", 23, 1),
        ("paused", 23, 0),
        ("counted", 23, 2),
        ("counted", 24, 1),
    ]
    assert told(ask(f"{RECEIVED}, waiting 23 11:00", Terms(working(4))).first) == [
        ("counted", 23, 1),
        ("paused", 23, 0),
    ]


def test_a_pause_at_the_very_beginning_is_no_closing_time() -> None:
    """Given a pause at the arrival, when explained, then nothing is said of closed hours."""
    events = "received 23 10:00, waiting 23 10:00, customer_message 23 11:00"
    assert told(ask(events, Terms(working(1))).first) == [("paused", 23, 0), ("counted", 23, 1)]
    closed = "received 23 18:00, waiting 23 18:00"
    assert told(ask(closed, Terms(working(1))).first) == [("after_hours", 23, 0), ("paused", 23, 0)]


def test_calendar_time_is_explained_by_dates() -> None:
    """Given 48 hours of calendar time, when explained, then each date has its part."""
    assert told(ask(RECEIVED, Terms(calendar_time(48))).first) == [
        ("counted", 23, 14),
        ("counted", 24, 24),
        ("counted", 25, 10),
    ]


def test_a_batch_is_explained_with_the_one_missed_and_the_day_moved() -> None:
    """Given a refund after the cut-off, when explained, then the Friday missed and the next."""
    after = ask("received 26 19:00", Terms(resolution=refunds())).resolution
    assert told(after) == [("missed", 27, 0), ("batch", 4, 0)]
    over = ask("received 27 19:00", Terms(resolution=refunds())).resolution
    assert told(over) == [("batch", 4, 0)]  # the Friday already closed is no news
    moved = ask(RECEIVED, Terms(resolution=refunds()), FRIDAY_OFF).resolution
    assert told(moved, FRIDAY_OFF) == [("moved", 27, 0), ("batch", 26, 0)]
