"""On which week a weekly review looks back, and which one it plans."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.review_weeks import weeks_of_review


@pytest.mark.parametrize(
    ("today", "last_working", "closed", "week", "next_week"),
    [
        # Monday to Thursday: last week, unless it was closed
        ("2026-11-23", "2026-11-27", None, "2026-W47", "2026-W48"),
        ("2026-11-26", "2026-11-27", None, "2026-W47", "2026-W48"),
        ("2026-11-26", "2026-11-27", "2026-W46", "2026-W47", "2026-W48"),
        ("2026-11-26", "2026-11-27", "2026-W47", "2026-W48", "2026-W49"),
        # from the last working day on: this week
        ("2026-11-27", "2026-11-27", None, "2026-W48", "2026-W49"),
        ("2026-11-29", "2026-11-27", "2026-W46", "2026-W48", "2026-W49"),
        ("2026-11-26", "2026-11-26", None, "2026-W48", "2026-W49"),  # Friday is a holiday
        ("2026-11-28", "2026-11-28", None, "2026-W48", "2026-W49"),  # a shop open on Saturdays
        ("2026-11-27", "2026-11-28", None, "2026-W47", "2026-W48"),
        # closed this week already: it stays this week, and is refused there
        ("2026-11-27", "2026-11-27", "2026-W48", "2026-W48", "2026-W49"),
        # 2026 has 53 weeks: the last one ends on Sunday 3 January 2027
        ("2026-12-28", "2027-01-01", None, "2026-W52", "2026-W53"),
        ("2027-01-01", "2027-01-01", "2026-W52", "2026-W53", "2027-W01"),
        ("2027-01-03", "2027-01-01", None, "2026-W53", "2027-W01"),
        ("2027-01-04", "2027-01-08", None, "2026-W53", "2027-W01"),
        ("2027-01-04", "2027-01-08", "2026-W53", "2027-W01", "2027-W02"),
    ],
)
def test_the_weeks_of_a_review(
    today: str, last_working: str, closed: str | None, week: str, next_week: str
) -> None:
    found = weeks_of_review(date.fromisoformat(today), date.fromisoformat(last_working), closed)

    assert (found.week, found.next_week) == (week, next_week)


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(0, 6))
def test_the_week_that_is_planned_follows_the_one_looked_back_on(today: date, last: int) -> None:
    monday = today - timedelta(days=today.weekday())

    found = weeks_of_review(today, monday + timedelta(days=last), None)

    assert found.monday.weekday() == 0
    assert found.sunday + timedelta(days=1) == found.next_monday
    assert found.monday <= today <= found.next_sunday


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_a_week_that_was_closed_is_looked_back_on_again_only_from_its_last_day(today: date) -> None:
    monday = today - timedelta(days=today.weekday())
    friday = monday + timedelta(days=4)
    before = weeks_of_review(monday, friday, None)

    after = weeks_of_review(today, friday, before.week)

    assert after.week > before.week
