"""Words in which the tests tell the story of a request; wall times are Berlin's.

November 23, 2026 is a Monday, 26 a Thursday, 27 a Friday.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.promising.clock import (
    Clocks,
    Target,
    Terms,
    clocks,
)

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
OFFICE = BusinessCalendar("Europe/Berlin", WEEK)
FRIDAY_OFF = BusinessCalendar("Europe/Berlin", WEEK, [date(2026, 11, 27)])
THURSDAY_FRIDAY_OFF = BusinessCalendar(
    "Europe/Berlin", WEEK, [date(2026, 11, 26), date(2026, 11, 27)]
)
SHORT_FRIDAY = BusinessCalendar(
    "Europe/Berlin", WEEK, [], {date(2026, 11, 27): [("09:00", "13:00")]}
)
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    """ "23 09:00" in November, "12-04 09:00" in another month; Berlin's wall time."""
    day, wall = text.split()
    month = day if "-" in day else f"11-{day}"
    return datetime.fromisoformat(f"2026-{month}T{wall}").replace(tzinfo=BERLIN).astimezone(UTC)


def story(text: str) -> list[dict[str, object]]:
    """ "received 23 09:00, reply 23 10:00" as stored events."""
    events: list[dict[str, object]] = []
    for part in text.split(", "):
        kind, _space, moment = part.partition(" ")
        events.append({"at": at(moment).strftime("%Y-%m-%dT%H:%M:%SZ"), "type": kind})
    return events


def working(hours: float) -> Target:
    """A length of working time."""
    return Target("working", int(hours * 60))


def calendar_time(hours: float) -> Target:
    """A length of calendar time."""
    return Target("calendar", int(hours * 60))


def ask(
    events: str, terms: Terms, calendar: BusinessCalendar = OFFICE, promised: str | None = None
) -> Clocks:
    """The clocks of a request told in words."""
    return clocks(story(events), terms, calendar, at(promised) if promised else None)


def refunds(**changes: object) -> Target:
    """Refunds on Fridays, cut-off on Thursday at 18:00, closed at 17:00, with changes."""
    plain = Target("batch", 0, ("fri",), "18:00", 1, "17:00", "previous")
    return plain._replace(**changes)  # type: ignore[arg-type]


RECEIVED = "received 23 10:00"
ALL_THREE = Terms(working(4), working(2), working(8))
