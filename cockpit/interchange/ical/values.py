"""Dates, times and lengths of iCalendar (RFC 5545, 3.3), read leniently by their shape."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from cockpit.i18n import _
from cockpit.interchange.ical.components import Component, Property
from cockpit.interchange.ical.zones import Zones
from cockpit.interchange.report import shorten

_EARLIEST, _LATEST = datetime(1000, 1, 1), datetime(9999, 12, 29)  # noqa: DTZ001
"""Wall times between these can be told in every zone."""
_SHAPE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(Z)?)?\Z", re.ASCII)
_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?\Z",
    re.ASCII,
)


class BadValue(ValueError):
    """A value that cannot be read; the message is the reason for the report."""


class When(NamedTuple):
    """A date, or a wall time in a zone."""

    wall: datetime
    """Naive; midnight for a date."""
    is_date: bool
    zone: str
    """IANA name; the owner's for dates and floating times."""

    @property
    def moment(self) -> datetime:
        """The aware moment."""
        return self.wall.replace(tzinfo=ZoneInfo(self.zone))

    def within(self, zone: str) -> datetime:
        """The wall time in another zone; a date stays what it is."""
        if self.is_date or zone == self.zone:
            return self.wall
        return self.moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def when(prop: Property, zones: Zones, value: str | None = None) -> When:
    """The date or time of a property; `BadValue` when there is no such day or zone.

    The shape of the value counts, not what its VALUE parameter says: programs err there.
    """
    said = (prop.value if value is None else value).strip()
    found = _SHAPE.match(said.upper())
    if not found:
        raise BadValue(_not_readable(prop, said))
    parts = [int(part or 0) for part in found.groups()[:6]]
    parts[5] = min(parts[5], 59)
    try:
        wall = datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001
        wall.replace(tzinfo=UTC).astimezone(ZoneInfo("Pacific/Kiritimati"))
        if not _EARLIEST <= wall <= _LATEST:
            raise ValueError
    except (ValueError, OverflowError) as error:
        raise BadValue(_not_readable(prop, said)) from error
    if found[4] is None:
        return When(wall, True, zones.owner)
    if found[7]:
        return When(wall, False, "UTC")
    name = prop.params.get("TZID")
    return When(wall, False, zones.find(name, wall) if name else zones.owner)


def whens(component: Component, name: str, zones: Zones) -> list[When]:
    """All dates and times of a property that may be a list and may stand several times.

    Of periods the start; empty and unreadable values are left out.
    """
    found = []
    for prop in component.properties.get(name, []):
        for value in prop.value.split(","):
            try:
                found.append(when(prop, zones, value.partition("/")[0]))
            except BadValue:
                continue
    return found


def length(prop: Property) -> tuple[timedelta, timedelta]:
    """A DURATION as its days, which are nominal, and its time, which is exact."""
    found = _LENGTH.match(prop.value.strip().upper())
    if not found or not any(found.groups()[1:]):
        raise BadValue(_not_readable(prop, prop.value))
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    sign = -1 if found[1] == "-" else 1
    nominal, exact = timedelta(weeks=weeks, days=days), timedelta(0, seconds, 0, 0, minutes, hours)
    return sign * nominal, sign * exact


def _not_readable(prop: Property, said: str) -> str:
    return _("{name} {value!r} is not a date or time").format(
        name=prop.name, value=shorten(said, 40)
    )
