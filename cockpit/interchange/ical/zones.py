"""The zone that a TZID means: an IANA name, a Windows name, or rules written in the file."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from cockpit.i18n import _
from cockpit.interchange.ical.components import Component, unescape

_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)(?::?\d\d)?\Z", re.ASCII)
_UTC_NAME = re.compile(r"(?i:UTC|GMT)\s*(?:([+-])0?(\d{1,2})(?::?00)?)?\Z", re.ASCII)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LIKELY = (
    "Europe/Berlin",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Helsinki",
    "Europe/Istanbul",
    "Europe/Moscow",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Halifax",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Bogota",
    "America/Caracas",
    "America/Argentina/Buenos_Aires",
    "Atlantic/Reykjavik",
    "Africa/Lagos",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Africa/Nairobi",
    "Asia/Jerusalem",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Dhaka",
    "Asia/Bangkok",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Perth",
    "Australia/Adelaide",
    "Australia/Darwin",
    "Australia/Brisbane",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Pacific/Honolulu",
    "UTC",
)
"""One well-known zone for each usual set of rules, tried after the owner's own."""

_SEARCH_LIMIT = 100
"""So many zones of one file are compared with the rules of all known zones."""

Samples = list[tuple[datetime, timedelta]]
"""Moments with the offset from UTC that a zone must have at them."""


class UnknownZoneName(ValueError):
    """A TZID that names no zone; the message is the reason for the report."""


class Zones:
    """The zones of one file."""

    def __init__(self, owner: str, timezones: list[Component]) -> None:
        """`timezones` are the VTIMEZONE components of the file."""
        self.owner = owner
        self._written = {unescape(_tzid(one)).strip(): one for one in timezones}
        self._searches = 0
        self._guesses: dict[str, tuple[str]] = {}
        self._found: dict[tuple[str, int], str] = {}

    def find(self, tzid: str, wall: datetime) -> str:
        """The IANA name for a TZID; rules written in the file are compared in the year of `wall`.

        Raises `UnknownZoneName`.
        """
        key = unescape(tzid).strip(), wall.year
        if key not in self._found:
            self._found[key] = self._look_up(key[0], wall.year)
        return self._found[key]

    def _look_up(self, tzid: str, year: int) -> str:
        written = self._written.get(tzid)
        location = written.text("X-LIC-LOCATION") if written else ""
        found = _by_name(tzid) or _by_name(location)
        if not found and written:
            found = self._by_rules(tzid, _samples(written, year))
        if not found:
            raise UnknownZoneName(_("the time zone {name!r} is not known").format(name=tzid[:60]))
        return found

    def _by_rules(self, tzid: str, samples: Samples) -> str | None:
        """A zone that has the same offsets before and after the changes that the file describes."""
        likely = [*self._guesses.get(tzid, ()), self.owner, *_LIKELY]
        found = next((name for name in likely if samples and _fits(name, samples)), None)
        if found is None and samples and self._searches < _SEARCH_LIMIT:
            self._searches += 1
            others = sorted(available_timezones() - set(likely))
            found = next((name for name in others if _fits(name, samples)), None)
        if found:
            self._guesses[tzid] = (found,)
        return found


def _by_name(name: str) -> str | None:
    if not name:
        return None
    for candidate in (name, *_endings(name), name.replace("-", "/", 1), name.replace(" ", "_")):
        if _exists(candidate):
            return candidate
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    windows = WINDOWS_TO_OLSON.get(name)
    if windows and _exists(windows):
        return str(windows)
    plain = _UTC_NAME.match(name)
    if plain and (plain[2] is None or int(plain[2]) == 0):
        return "UTC"
    if plain:  # the signs of Etc/GMT are turned round (POSIX)
        candidate = f"Etc/GMT{'-' if plain[1] == '+' else '+'}{int(plain[2])}"
        return candidate if _exists(candidate) else None
    return None


def _endings(name: str) -> list[str]:
    """The last parts of names like "/mozilla.org/20050126_1/Europe/Berlin"."""
    parts = name.strip("/").split("/")
    return ["/".join(parts[-count:]) for count in (3, 2) if len(parts) > count]


def _exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _fits(name: str, samples: Samples) -> bool:
    zone = ZoneInfo(name)
    return all(moment.astimezone(zone).utcoffset() == offset for moment, offset in samples)


def _samples(written: Component, year: int) -> Samples:
    """Moments of a year with the offset that the written rules give them."""
    changes = []
    for part in written.inner:
        before, after = _offset(part.text("TZOFFSETFROM")), _offset(part.text("TZOFFSETTO"))
        day = _change_day(part, year)
        if part.kind in ("STANDARD", "DAYLIGHT") and after is not None:
            changes.append((day, after if before is None else before, after))
    if not changes:
        return []
    dated = [(day, before, after) for day, before, after in changes if day is not None]
    if len({after for _day, _before, after in changes}) == 1 or not dated:
        after = changes[-1][2]
        days = (date(year, month, 15) for month in (1, 4, 7, 10))
        return [(_noon(day) - after, after) for day in days]
    return [
        (_noon(day + timedelta(days=shift)) - offset, offset)
        for day, before, after in dated
        for shift, offset in ((-2, before), (2, after))
    ]


def _change_day(part: Component, year: int) -> date | None:
    """The day in a year on which a STANDARD or DAYLIGHT part begins; yearly rules only."""
    started = re.match(r"\s*(\d{4})(\d\d)(\d\d)", part.text("DTSTART"))
    parts = dict(
        piece.split("=", 1) for piece in part.text("RRULE").upper().split(";") if "=" in piece
    )
    until = re.match(r"(\d{4})", parts.get("UNTIL", ""))
    if not started or int(started[1]) > year or (until and int(until[1]) < year):
        return None
    try:
        if not parts:
            return date(year, int(started[2]), int(started[3])) if int(started[1]) == year else None
        nth = re.fullmatch(r"([+-]?[1-5])(MO|TU|WE|TH|FR|SA|SU)", parts.get("BYDAY", ""))
        month = int(parts.get("BYMONTH", started[2]))
        if nth is None:
            return date(year, month, int(parts.get("BYMONTHDAY", started[3])))
        return _nth_weekday(year, month, int(nth[1]), _WEEKDAYS.index(nth[2]))
    except ValueError:
        return None


def _nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-nth - 1))


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _offset(text: str) -> timedelta | None:
    found = _OFFSET.match(text.strip())
    if not found:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -size if found[1] == "-" else size


def _tzid(component: Component) -> str:
    found = component.first("TZID")
    return found.value if found else ""
