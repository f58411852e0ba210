"""Time is handed in: a `Clock` tells now; nothing else in the domain asks for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Protocol


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is moved: for scripts (`--now`) and tests."""

    def __init__(self, moment: datetime) -> None:
        """Stand at `moment`, which must be aware."""
        if moment.tzinfo is None:
            raise ValueError("a clock needs an aware moment")
        self.moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        """The moment at which the clock stands."""
        return self.moment

    def advance(self, length: timedelta) -> None:
        """Move the clock by `length`."""
        self.moment += length


class ShiftedClock:
    """The machine's clock, shifted so that it began at a given moment: `--now` with the screen."""

    def __init__(self, moment: datetime) -> None:
        """Begin at `moment`, aware, and run on from there."""
        self.shift = moment.astimezone(UTC) - datetime.now(UTC)

    def now(self) -> datetime:
        """The shifted present in UTC."""
        return datetime.now(UTC) + self.shift


DAY_END = time(4)
"""The default boundary of a business day: work after midnight belongs to the evening before."""


def business_day(moment: datetime, zone: tzinfo, day_end: time = DAY_END) -> date:
    """The date to which a moment belongs: before `day_end` (local) it is the date before."""
    local = moment.astimezone(zone)
    return local.date() if local.time() >= day_end else local.date() - timedelta(days=1)


def week_of(day: date) -> str:
    """The ISO 8601 week of a date, "2026-W48"."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"
