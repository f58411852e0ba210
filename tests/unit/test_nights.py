"""Which day a nightly review closes, and which one it plans."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cockpit.domain.nights import FARTHEST, days_of_night, needs_the_owner, next_working

MON, TUE, WED, THU, FRI, SAT, SUN = (date(2026, 11, 23) + timedelta(days=n) for n in range(7))
NEXT_MON = MON + timedelta(days=7)


def weekday(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("today", "first_half", "last_closed", "closes", "plans", "missed"),
    [
        (TUE, False, MON, TUE, WED, ()),
        (FRI, False, THU, FRI, NEXT_MON, ()),
        (SAT, False, FRI, SAT, NEXT_MON, ()),
        (TUE, False, None, TUE, WED, ()),  # the first night of all: nothing was missed
        (THU, False, MON, THU, FRI, (TUE, WED)),
        (NEXT_MON, False, THU, NEXT_MON, NEXT_MON + timedelta(days=1), (FRI,)),
        # the next morning, for the evening before: today is planned
        (WED, True, MON, TUE, WED, ()),
        (WED, True, None, TUE, WED, ()),
        (NEXT_MON, True, THU, SUN, NEXT_MON, (FRI,)),
        # the evening before was closed: it is an early close of today
        (WED, True, TUE, WED, THU, ()),
        (NEXT_MON, True, FRI, NEXT_MON, NEXT_MON + timedelta(days=1), ()),
        (SAT, True, THU, SAT, NEXT_MON, (FRI,)),
    ],
)
def test_the_dates_of_a_review(
    today: date,
    first_half: bool,
    last_closed: date | None,
    closes: date,
    plans: date,
    missed: tuple[date, ...],
) -> None:
    days = days_of_night(today, first_half=first_half, last_closed=last_closed, is_working=weekday)

    assert days == (closes, plans, missed)


def test_where_no_working_date_is_near_the_next_date_is_planned() -> None:
    assert next_working(MON, lambda _day: False) == TUE


def test_a_long_holiday_is_looked_over() -> None:
    back = MON + timedelta(days=FARTHEST)

    assert next_working(MON, lambda day: day >= back) == back


def test_an_absence_of_years_is_counted_only_as_far_as_is_looked() -> None:
    days = days_of_night(
        TUE, first_half=False, last_closed=date(2020, 1, 1), is_working=lambda _day: True
    )

    assert len(days.missed) == FARTHEST - 1
    assert days.missed[-1] == MON


@pytest.mark.parametrize(("rolls", "decides"), [(0, False), (1, False), (2, True), (7, True)])
def test_the_third_roll_is_the_owners(rolls: int, decides: bool) -> None:
    assert needs_the_owner(rolls) is decides
