"""Times as the demo business says them ("-2d 16:00", "last thu 18:20"), seen from one now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.clock import business_day
from cockpit.errors import WrongUse
from cockpit.i18n import _

WEEKDAYS = "mon tue wed thu fri sat sun".split(" ")

_WALL = r"(?P<wall>\d\d:\d\d)"
_FROM_NOW = re.compile(r"(?P<count>[+-]\d+)(?P<unit>[mh])(?P<working> working)?")
_DAY = re.compile(rf"(?P<count>[+-]?\d+)d(?: {_WALL})?")
_WEEKDAY = re.compile(rf"(?P<which>last|next) (?P<weekday>[a-z]{{3}})(?: {_WALL})?")


class DemoTimes:
    """Turns said times into moments (UTC) and dates (local)."""

    def __init__(self, now: datetime, zone: ZoneInfo, hours: Mapping[str, Any]) -> None:
        """Stand at `now` (aware), in the owner's zone and with his working hours."""
        self.now = now.astimezone(UTC).replace(microsecond=0)
        self.zone = zone
        self.today = business_day(now, zone)
        self.calendar = BusinessCalendar.from_document(hours)

    def moment(self, said: str) -> datetime:
        """The moment of a said time; one without a wall time is the last second of its date."""
        match = _FROM_NOW.fullmatch(said)
        if match is None:
            day, wall = self._date_and_wall(said)
            return self.at(day, wall) if wall else self._local(day, "23:59") + timedelta(seconds=59)
        length = timedelta(minutes=int(match["count"]) * (60 if match["unit"] == "h" else 1))
        if not match["working"]:
            return self.now + length
        return self.calendar.subtract(self.now, -length)

    def is_date(self, said: str) -> bool:
        """Whether a said time is a date without a wall time."""
        return _FROM_NOW.fullmatch(said) is None and self._date_and_wall(said)[1] is None

    def day(self, said: str) -> date:
        """The date of a said day."""
        return self._date_and_wall(said)[0]

    def at(self, day: date, wall: str) -> datetime:
        """The moment of a wall time on a date; "24:00" is the start of the next one."""
        if wall == "24:00":
            return self._local(day + timedelta(days=1), "00:00")
        return self._local(day, wall)

    def _local(self, day: date, wall: str) -> datetime:
        hour, minute = wall.split(":")
        local = datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=self.zone)
        return local.astimezone(UTC)

    def _date_and_wall(self, said: str) -> tuple[date, str | None]:
        if match := _DAY.fullmatch(said):
            return self.today + timedelta(days=int(match["count"])), match["wall"]
        match = _WEEKDAY.fullmatch(said)
        if match is None or match["weekday"] not in WEEKDAYS:
            raise WrongUse(
                _('{said!r} is not a time of the demo; write it like "-2d 16:00".').format(
                    said=said
                )
            )
        return self._weekday(match["which"], match["weekday"], match["wall"]), match["wall"]

    def _weekday(self, which: str, weekday: str, wall: str | None) -> date:
        """The nearest such weekday that is wholly before, or after, now."""
        away = (WEEKDAYS.index(weekday) - self.today.weekday()) % 7
        if which == "last":
            day = self.today - timedelta(days=(7 - away) % 7)
            is_over = wall is not None and self.at(day, wall) < self.now
            return day if is_over or day < self.today else day - timedelta(days=7)
        day = self.today + timedelta(days=away)
        is_ahead = wall is None or self.at(day, wall) > self.now
        return day if is_ahead else day + timedelta(days=7)
