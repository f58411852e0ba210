"""Named calendars for the tests of business time, and wall times in their zones."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cockpit.domain.business_time import (
    BusinessCalendar,
)

WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
ALL_DAYS = (*WORKDAYS, "sat", "sun")
OFFICE = {key: [("09:00", "17:00")] for key in WORKDAYS}
LUNCH = {key: [("09:00", "12:00"), ("13:00", "17:00")] for key in WORKDAYS}
NIGHTS = {key: [("22:00", "06:00")] for key in ALL_DAYS}
ALWAYS = {key: [("00:00", "24:00")] for key in ALL_DAYS}
EARLY = {key: [("01:00", "05:00")] for key in ALL_DAYS}
ROUND_MIDNIGHT = {key: [("23:00", "02:00")] for key in ALL_DAYS}
CHRISTMAS = (date(2026, 12, 25), date(2026, 12, 26))

CALENDARS = {
    "office": BusinessCalendar("Europe/Berlin", OFFICE),
    "lunch": BusinessCalendar("Europe/Berlin", LUNCH),
    "holiday": BusinessCalendar("Europe/Berlin", OFFICE, CHRISTMAS),
    "part": BusinessCalendar(
        "Europe/Berlin",
        OFFICE,
        CHRISTMAS,
        {
            date(2026, 12, 24): [("09:00", "12:00")],
            date(2026, 12, 26): [("10:00", "11:00")],
            date(2026, 12, 31): [],
        },
    ),
    "nights": BusinessCalendar("Europe/Berlin", NIGHTS),
    "nights off": BusinessCalendar("Europe/Berlin", NIGHTS, [date(2026, 12, 25)]),
    "friday night": BusinessCalendar("Europe/Berlin", {"fri": [("22:00", "06:00")]}),
    "to midnight": BusinessCalendar("Europe/Berlin", {"mon": [("20:00", "24:00")]}),
    "over midnight": BusinessCalendar(
        "Europe/Berlin", {"mon": [("20:00", "24:00")], "tue": [("00:00", "02:00")]}
    ),
    "touching": BusinessCalendar(
        "Europe/Berlin", {key: [("09:00", "13:00"), ("13:00", "17:00")] for key in WORKDAYS}
    ),
    "always": BusinessCalendar("Europe/Berlin", ALWAYS),
    "saturday": BusinessCalendar("Europe/Berlin", {"sat": [("10:00", "14:00")]}),
    "kolkata": BusinessCalendar("Asia/Kolkata", OFFICE),
    "early Berlin": BusinessCalendar("Europe/Berlin", EARLY),
    "early New York": BusinessCalendar("America/New_York", EARLY),
    "early London": BusinessCalendar("Europe/London", EARLY),
    "early Auckland": BusinessCalendar("Pacific/Auckland", EARLY),
    "early Lord Howe": BusinessCalendar("Australia/Lord_Howe", EARLY),
    "midnight Cairo": BusinessCalendar("Africa/Cairo", ROUND_MIDNIGHT),
    "midnight Santiago": BusinessCalendar("America/Santiago", ROUND_MIDNIGHT),
    "gap": BusinessCalendar("Europe/Berlin", {"sun": [("02:00", "03:00")]}),
    "half gap": BusinessCalendar("Europe/Berlin", {"sun": [("02:30", "03:00")]}),
    "behind gap": BusinessCalendar("Europe/Berlin", {"sun": [("02:30", "03:30")]}),
    "into gap": BusinessCalendar("Europe/Berlin", {"sun": [("01:00", "02:30")]}),
    "around gap": BusinessCalendar("Europe/Berlin", {"sun": [("01:30", "03:30")]}),
    "shared gap": BusinessCalendar(
        "Europe/Berlin", {"sun": [("02:15", "02:45"), ("03:00", "04:00")]}
    ),
    "Apia": BusinessCalendar("Pacific/Apia", ALWAYS),
}


def at(calendar: str, wall: str) -> datetime:
    """A wall time of the calendar's zone; a trailing "+" means the second time it comes."""
    moment = datetime.fromisoformat(wall.rstrip("+"))
    return moment.replace(tzinfo=CALENDARS[calendar].zone, fold=int(wall.endswith("+")))


def length(text: str) -> timedelta:
    """ "2h30" or "45m" or "10s"."""
    if text.endswith("s"):
        return timedelta(seconds=int(text[:-1]))
    hours, _h, minutes = text.rpartition("h")
    return timedelta(hours=int(hours or 0), minutes=int(minutes.rstrip("m") or 0))
