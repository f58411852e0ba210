"""The promise clock: which batch a request joins, and what a pause does to it."""

from __future__ import annotations

from datetime import date

import pytest

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.promising.batches import batch_for
from cockpit.domain.promising.clock import (
    Target,
    Terms,
)
from tests.promise_story import (
    FRIDAY_OFF,
    OFFICE,
    RECEIVED,
    SHORT_FRIDAY,
    THURSDAY_FRIDAY_OFF,
    WEEK,
    ask,
    at,
    refunds,
)

SHIPPING = Target("batch", 0, ("tue", "thu"), "12:00", 0, "16:00")
BATCHES = [
    ("23 10:00", refunds(), OFFICE, "27 17:00"),
    ("26 17:59", refunds(), OFFICE, "27 17:00"),
    ("26 18:00", refunds(), OFFICE, "12-04 17:00"),  # at the cut-off it is the next one
    ("27 10:00", refunds(), OFFICE, "12-04 17:00"),
    ("29 10:00", refunds(), OFFICE, "12-04 17:00"),
    ("23 10:00", refunds(close=None), OFFICE, "27 17:00"),
    ("23 10:00", refunds(close=None), SHORT_FRIDAY, "27 13:00"),
    ("23 10:00", refunds(), SHORT_FRIDAY, "27 17:00"),
    ("23 10:00", refunds(cut_off_days_before=3), OFFICE, "27 17:00"),
    ("24 18:00", refunds(cut_off_days_before=3), OFFICE, "12-04 17:00"),
    ("26 23:59", refunds(cut_off="24:00"), OFFICE, "27 17:00"),
    ("27 00:00", refunds(cut_off="24:00"), OFFICE, "12-04 17:00"),
    # A closed Friday moves the batch, and its cut-off with it.
    ("23 10:00", refunds(), FRIDAY_OFF, "26 17:00"),
    ("25 17:59", refunds(), FRIDAY_OFF, "26 17:00"),
    ("25 18:00", refunds(), FRIDAY_OFF, "12-04 17:00"),
    ("23 10:00", refunds(), THURSDAY_FRIDAY_OFF, "25 17:00"),
    ("25 10:00", refunds(), THURSDAY_FRIDAY_OFF, "12-04 17:00"),
    ("23 10:00", refunds(closed_day="next"), FRIDAY_OFF, "30 17:00"),
    ("29 17:59", refunds(closed_day="next"), FRIDAY_OFF, "30 17:00"),
    ("29 18:00", refunds(closed_day="next"), FRIDAY_OFF, "12-04 17:00"),
    ("28 10:00", refunds(closed_day="next"), THURSDAY_FRIDAY_OFF, "30 17:00"),
    ("23 10:00", refunds(weekdays=("sun",)), OFFICE, "27 17:00"),
    ("23 10:00", refunds(weekdays=("sun",), closed_day="next"), OFFICE, "30 17:00"),
    # Two days a week, cut-off on the day itself.
    ("23 10:00", SHIPPING, OFFICE, "24 16:00"),
    ("24 11:59", SHIPPING, OFFICE, "24 16:00"),
    ("24 12:00", SHIPPING, OFFICE, "26 16:00"),
    ("26 12:00", SHIPPING, OFFICE, "12-01 16:00"),
    ("26 10:00", SHIPPING, THURSDAY_FRIDAY_OFF, "12-01 16:00"),
    ("25 10:00", SHIPPING, THURSDAY_FRIDAY_OFF, "25 16:00"),
    # The cut-off after a short day's close admits nobody who comes after the close.
    ("27 14:00", refunds(cut_off_days_before=0, close=None), SHORT_FRIDAY, "12-04 17:00"),
]


@pytest.mark.parametrize(("arrival", "target", "calendar", "due"), BATCHES)
def test_a_request_joins_the_first_batch_it_is_in_time_for(
    arrival: str, target: Target, calendar: BusinessCalendar, due: str
) -> None:
    """Given batches, when a request arrives, then its due is the close of the batch it joins."""
    clock = ask(f"received {arrival}", Terms(resolution=target), calendar).resolution
    assert clock is not None
    assert clock.due == at(due)


BATCH_PAUSES = [
    ("waiting 24 10:00, customer_message 25 10:00", "27 17:00"),
    ("waiting 24 10:00, customer_message 26 17:59", "27 17:00"),
    ("waiting 24 10:00, customer_message 26 18:00", "12-04 17:00"),
    ("waiting 24 10:00, customer_message 27 10:00", "12-04 17:00"),
    ("waiting 27 09:00, customer_message 27 10:00", "27 17:00"),  # it stood in the batch
    ("waiting 27 09:00, customer_message 28 10:00", "12-04 17:00"),
    ("waiting 27 17:00, customer_message 28 10:00", "27 17:00"),
    ("waiting 27 18:00, customer_message 28 10:00", "27 17:00"),  # it had fallen
    ("waiting 24 10:00", None),
    ("waiting 27 09:00", None),
]


@pytest.mark.parametrize(("events", "due"), BATCH_PAUSES)
def test_a_pause_over_the_cut_off_moves_to_a_later_batch(events: str, due: str | None) -> None:
    """Given refund Fridays, when the customer is waited for, then the batch he is back for."""
    clock = ask(f"{RECEIVED}, {events}", Terms(resolution=refunds())).resolution
    assert clock is not None
    assert clock.due == (at(due) if due else None)


def test_a_batch_that_was_moved_to_this_day_is_still_joined_on_it() -> None:
    """Given Friday and Monday closed, when it arrives on Tuesday morning, then Friday's is it."""
    closed = BusinessCalendar("Europe/Berlin", WEEK, [date(2026, 11, 27), date(2026, 11, 30)])
    moved = refunds(cut_off="12:00", cut_off_days_before=0, closed_day="next")

    for arrival in ("11-30 10:00", "12-01 10:00"):
        batch = batch_for(moved, at(arrival), closed)
        assert (batch.planned, batch.day) == (date(2026, 11, 27), date(2026, 12, 1))
    assert batch_for(moved, at("12-01 12:00"), closed).day == date(2026, 12, 4)
