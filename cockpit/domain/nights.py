"""Which day a nightly review closes, and which one it plans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

OWNER_DECIDES = 3
"""From this roll on a task is not moved on by plain `Enter`: the owner says where it goes."""

FARTHEST = 60
"""Days within which the next working date is looked for; after that it is simply the next date."""


class NightDays(NamedTuple):
    """The business dates of one nightly review."""

    day: date
    """The date that is closed, with all dates before it."""
    tomorrow: date
    """The working date that is planned."""
    missed: tuple[date, ...] = ()
    """Working dates after the last closed night and before `day`, oldest first."""


def days_of_night(
    today: date,
    *,
    first_half: bool,
    last_closed: date | None,
    is_working: Callable[[date], bool],
) -> NightDays:
    """The dates of a review begun on business date `today`.

    In the first half of a working date (before it opens, too) whose last working date was never
    closed it is the review of the evening before, done in the morning, and plans today: nobody
    wants a day that has just begun to be skipped. `last_closed` is the latest date that was
    closed, None when none ever was: then nothing counts as missed.
    """
    day = today
    yesterday = today - timedelta(days=1)
    if first_half and is_working(today):
        previous = _previous_working(yesterday, is_working)
        if last_closed is None or (previous is not None and last_closed < previous):
            day = yesterday
    tomorrow = next_working(day, is_working)
    missed: list[date] = []
    if last_closed is not None:
        first = max(last_closed, day - timedelta(days=FARTHEST)) + timedelta(days=1)
        span = (first + timedelta(days=n) for n in range((day - first).days))
        missed = [one for one in span if is_working(one)]
    return NightDays(day, tomorrow, tuple(missed))


def next_working(day: date, is_working: Callable[[date], bool]) -> date:
    """The first working date after `day`; the next date where none is near."""
    for shift in range(1, FARTHEST + 1):
        if is_working(day + timedelta(days=shift)):
            return day + timedelta(days=shift)
    return day + timedelta(days=1)


def needs_the_owner(rolls: int) -> bool:
    """Whether moving a task on once more would be its third roll or a later one."""
    return rolls + 1 >= OWNER_DECIDES


def _previous_working(day: date, is_working: Callable[[date], bool]) -> date | None:
    for shift in range(FARTHEST):
        if is_working(day - timedelta(days=shift)):
            return day - timedelta(days=shift)
    return None
