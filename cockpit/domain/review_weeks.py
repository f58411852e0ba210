"""On which ISO week a weekly review looks back, and for which one it makes the list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from cockpit.domain.clock import week_of

_WEEK = timedelta(weeks=1)


class ReviewWeeks(NamedTuple):
    """The two weeks of one weekly review."""

    monday: date
    """The first day of the week that is looked back on."""

    @property
    def week(self) -> str:
        """The week that is looked back on, "2026-W48"."""
        return week_of(self.monday)

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def next_monday(self) -> date:
        """The first day of the week that is planned."""
        return self.monday + _WEEK

    @property
    def next_week(self) -> str:
        """The week that is planned."""
        return week_of(self.next_monday)

    @property
    def next_sunday(self) -> date:
        """Its last day."""
        return self.next_monday + timedelta(days=6)


def weeks_of_review(today: date, last_working: date, last_closed: str | None) -> ReviewWeeks:
    """The weeks of a review begun on business date `today`.

    From the last working date of the week on it looks back on this week and plans the next one.
    Before that it looks back on last week and plans this one, unless last week was closed already:
    then it is this week's review, begun early. `last_closed` is the latest week that was closed.
    """
    monday = today - timedelta(days=today.weekday())
    before = ReviewWeeks(monday - _WEEK)
    if today >= last_working or (last_closed is not None and last_closed >= before.week):
        return ReviewWeeks(monday)
    return before
