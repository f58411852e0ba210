"""The dates of order exports: ISO or local, with an offset or in the owner's zone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from cockpit.interchange.moments import instant

_DATE = re.compile(
    r"(?:(?P<iso>(\d{4})[-/.](\d\d?)[-/.](\d\d?))"
    r"|(?P<parts>(\d\d?)([-/.])\s?(\d\d?)[-/.]\s?(\d{4}|\d\d))"
    r"|(?P<word>([^\W\d_]{3,10})\.?\s+(\d\d?)(?:st|nd|rd|th)?,?\s+(\d{4}))"
    r"|(?P<day>(\d\d?)\.?(?:\s+de)?[\s-]+([^\W\d_]{3,10})\.?,?(?:\s+del?)?[\s-]+(\d{4})))"
    r"(?!\d)"
)
_TIME = re.compile(
    r"[T\s,]*(?:(?:at|um|a las)\s+)?(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*"
    r"(?P<half>[ap]\.?\s?m\.?)?\s*(?:uhr|h)?\s*"
    r"(?:(?P<utc>z|utc|gmt)|(?:utc|gmt)?(?P<offset>[+-]\d\d:?\d\d|[+-]\d\d?))?\s*\Z",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene",
            "feb",
            "mar mär mrz",
            "apr abr",
            "may mai",
            "jun",
            "jul",
            "aug ago",
            "sep",
            "oct okt",
            "nov",
            "dec dez dic",
        ),
        1,
    )
    for name in names.split()
}


def month_first(values: Iterable[str]) -> bool | None:
    """Whether dates such as 11/20/2026 begin with the month; None when none of them tells."""
    for value in values:
        found = _DATE.match(value)
        if not found or not found["parts"]:
            continue
        first, sign, second = int(found[6]), found[7], int(found[8])
        if sign == "." or first > 12:
            return False
        if second > 12:
            return True
    return None


def is_ambiguous(value: str) -> bool:
    """Whether the order of day and month must be guessed for this value."""
    found = _DATE.match(value)
    return bool(found and found["parts"] and found[7] != "." and found[6] != found[8])


def read_instant(value: str, zone: str, *, month_leads: bool) -> str | None:
    """The stored instant of a date with or without a time; None when it is none.

    Without an offset it is in `zone`. A date alone is the beginning of that local day: the
    promise runs from its first opening.
    """
    found = _DATE.match(value)
    if not found:
        return None
    if found["iso"]:
        year, month, day = int(found[2]), int(found[3]), int(found[4])
    elif found["parts"]:
        one, two = int(found[6]), int(found[8])
        month, day = (one, two) if month_leads and found[7] != "." else (two, one)
        year = int(found[9]) + (2000 if len(found[9]) == 2 else 0)
    else:
        name, said, written = (
            (found[11], found[12], found[13])
            if found["word"]
            else (found[16], found[15], found[17])
        )
        month = _MONTHS.get(name[:3].casefold(), 0)
        day, year = int(said), int(written)
    try:
        moment = datetime(year, month, day, tzinfo=ZoneInfo(zone))
    except ValueError:
        return None
    rest = value[found.end() :].strip()
    return instant(moment) if not rest else _with_time(moment, rest)


def _with_time(day: datetime, text: str) -> str | None:
    found = _TIME.match(text)
    if not found:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"].casefold().startswith("p") else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    moment = day.replace(hour=hour, minute=minute, second=second)
    if found["utc"]:
        moment = moment.replace(tzinfo=UTC)
    elif found["offset"]:
        offset = _offset(found["offset"])
        if offset is None:
            return None
        moment = moment.replace(tzinfo=offset)
    return instant(moment)


def _offset(text: str) -> timezone | None:
    digits = text[1:].replace(":", "")
    hours = int(digits[:2] if len(digits) > 2 else digits)
    minutes = int(digits[2:] or 0)
    if hours > 14 or minutes > 59:
        return None
    length = timedelta(hours=hours, minutes=minutes)
    return timezone(-length if text[0] == "-" else length)
