"""The holidays of a calendar file: the whole days of its events."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.interchange.decode import decode

_DAY = timedelta(days=1)
_LONGEST = 60
"""Days of one event at most: a longer one is no holiday."""


class Found(NamedTuple):
    """What a calendar holds."""

    days: dict[date, str]
    """Date to the words of its event."""
    timed: int
    """Events with a time of day, which close no day."""


def holidays_in(data: bytes | str, years: range) -> Found:
    """The dates of all-day events within the years, repeating ones included.

    Raises `CockpitError` when the file is no calendar, or holds no event.
    """
    import icalendar
    import recurring_ical_events

    text = decode(data, _("a calendar")).text
    try:
        calendar = icalendar.Calendar.from_ical(text)
        events = list(calendar.walk("VEVENT"))
        begin, end = date(years[0], 1, 1), date(years[-1] + 1, 1, 1)
        occurring = recurring_ical_events.of(calendar, skip_bad_series=True).between(begin, end)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise CockpitError(
            _("This is no calendar that can be read ({reason}); nothing was taken over.").format(
                reason=str(error)[:80] or type(error).__name__
            )
        ) from error
    if not events:
        raise CockpitError(_("There is no event in this calendar; nothing was taken over."))
    days: dict[date, str] = {}
    timed = 0
    for event in occurring:
        first = _date_of(event, "DTSTART")
        if first is None:
            timed += 1
        elif str(event.get("STATUS", "")).upper() != "CANCELLED":
            last = (_date_of(event, "DTEND") or first + _DAY) - _DAY
            count = min(max(0, (last - first).days), _LONGEST)
            for shift in range(count + 1):
                day = first + shift * _DAY
                if day.year in years:
                    days.setdefault(day, str(event.get("SUMMARY", "")))
    return Found(dict(sorted(days.items())), timed)


def _date_of(event: Any, name: str) -> date | None:
    found = event.get(name)
    value = getattr(found, "dt", None)
    return value if isinstance(value, date) and not isinstance(value, datetime) else None
