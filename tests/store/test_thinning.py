"""Backups stand close together for the last hours and wide apart for the past, whatever the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.store.backups.thinning import DAYS, HOURS, WEEKS, are_far_fewer, surplus

START = datetime(2026, 1, 1, tzinfo=UTC)
INSTANTS = st.lists(
    st.integers(0, 400 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)),
    max_size=120,
    unique=True,
)


def kept(instants: list[datetime]) -> list[datetime]:
    gone = surplus(instants)
    return sorted(set(instants) - set(gone))


def test_a_year_of_hourly_backups_leaves_the_last_hours_days_and_weeks() -> None:
    every_hour: list[datetime] = []
    for hour in range(365 * 24):
        every_hour.append(START + timedelta(hours=hour))
        for one in surplus(every_hour):
            every_hour.remove(one)

    last = every_hour[-1]
    assert every_hour[-HOURS:] == [last - timedelta(hours=n) for n in reversed(range(HOURS))]
    assert len({one.date() for one in every_hour if last - one <= timedelta(days=DAYS)}) >= DAYS
    assert len({one.isocalendar()[:2] for one in every_hour}) == WEEKS
    assert len(every_hour) <= HOURS + DAYS + WEEKS


@given(INSTANTS)
def test_the_newest_always_stays(instants: list[datetime]) -> None:
    assert not instants or max(instants) not in surplus(instants)


@given(INSTANTS)
def test_thinning_twice_takes_nothing_more(instants: list[datetime]) -> None:
    assert surplus(kept(instants)) == []


@given(INSTANTS, st.integers(0, 400 * 24 * 60))
def test_one_more_backup_costs_at_most_one_of_each_kind(
    instants: list[datetime], minutes: int
) -> None:
    before = kept(instants)
    after = kept([*before, START + timedelta(minutes=minutes)])
    assert len(set(before) - set(after)) <= 3


def test_a_clock_that_was_years_ahead_costs_no_hour_more_than_it_made() -> None:
    usual = [START + timedelta(hours=n) for n in range(HOURS)]
    ahead = [START + timedelta(days=3650, hours=n) for n in range(3)]

    assert len(set(usual) & set(kept([*usual, *ahead]))) >= HOURS - 3


@pytest.mark.parametrize(
    ("now", "before", "far_fewer"),
    [(0, 20, True), (0, 19, False), (49, 100, True), (50, 100, False), (100, 50, False),
     (0, 0, False), (10, 30, True), (11, 30, False)],
)  # fmt: skip
def test_far_fewer_is_less_than_half_and_at_least_twenty(
    now: int, before: int, far_fewer: bool
) -> None:
    assert are_far_fewer(now, before) is far_fewer
