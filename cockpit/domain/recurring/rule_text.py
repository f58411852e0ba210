"""The text of an RFC 5545 rule, taken apart and checked."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo

from cockpit.errors import WrongUse
from cockpit.i18n import _

FAR = date(2200, 12, 31)
"""No rule is followed beyond this date, so that every search ends."""

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TOO_OFTEN = ("HOURLY", "MINUTELY", "SECONDLY")
CLOCK_PARTS = ("BYHOUR", "BYMINUTE", "BYSECOND")
_BYDAY = r"[+-]?(?:\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)"
_FORMS = {
    "FREQ": r"[A-Z]+",
    "INTERVAL": r"0*[1-9]\d{0,5}",
    "COUNT": r"0*[1-9]\d{0,8}",
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?",
    "WKST": r"MO|TU|WE|TH|FR|SA|SU",
    "BYDAY": rf"{_BYDAY}(?:,{_BYDAY})*",
}
LIMITS = {
    "BYMONTH": (1, 12, False),
    "BYMONTHDAY": (1, 31, True),
    "BYYEARDAY": (1, 366, True),
    "BYWEEKNO": (1, 53, True),
    "BYSETPOS": (1, 366, True),
    "BYHOUR": (0, 23, False),
    "BYMINUTE": (0, 59, False),
    "BYSECOND": (0, 60, False),
}


def rule_parts(text: str) -> dict[str, str]:
    """The parts of a rule by name, in their order; `WrongUse` names the part that is wrong."""
    said = text.strip().upper().removeprefix("RRULE:").strip().strip(";")
    parts: dict[str, str] = {}
    for piece in said.split(";"):
        key, _equals, value = piece.partition("=")
        if key in parts or not _is_part(key.strip(), value.strip()):
            raise _bad_rule(text, _("{piece!r} is not a part of one").format(piece=piece[:40]))
        parts[key.strip()] = value.strip()
    freq = parts.get("FREQ", "")
    if freq in _TOO_OFTEN:
        raise _bad_rule(text, _("{freq} is more often than daily").format(freq=freq))
    if freq not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        raise _bad_rule(text, _("FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY"))
    return parts


def last_date(until: str | None, zone: tzinfo | None, minute: int) -> date:
    """The last date whose beginning, at `minute` of the day in `zone`, is not after UNTIL."""
    if until is None:
        return FAR
    if "T" not in until:
        return date.fromisoformat(until)
    moment = datetime.fromisoformat(until)
    if until.endswith("Z") and zone is not None:
        moment = moment.astimezone(zone)
    if moment.hour * 60 + moment.minute < minute:
        return moment.date() - timedelta(days=1)
    return moment.date()


def _is_part(key: str, value: str) -> bool:
    if key == "UNTIL" and re.fullmatch(_FORMS[key], value):
        try:
            last_date(value, None, 0)
        except ValueError:
            return False
        return True
    if key in _FORMS:
        return re.fullmatch(_FORMS[key], value) is not None
    if key not in LIMITS or not re.fullmatch(r"[+-]?\d{1,3}(?:,[+-]?\d{1,3})*", value):
        return False
    low, high, signed = LIMITS[key]
    numbers = [int(number) for number in value.split(",")]
    return all(low <= (abs(n) if signed else n) <= high for n in numbers)


def _bad_rule(text: str, reason: str) -> WrongUse:
    sentence = _(
        "{text!r} is not a rule for a recurrence: {reason}; an example is FREQ=WEEKLY;BYDAY=MO."
    )
    return WrongUse(sentence.format(text=text[:60], reason=reason))
