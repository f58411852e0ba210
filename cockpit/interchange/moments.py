"""Dates and instants as documents keep them, in the owner's zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cockpit.domain.identity import format_instant

END_OF_DAY = time(23, 59, 59)
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z", re.ASCII)


def iso_date(text: str) -> date | None:
    """The date of "2026-11-23", or None where there is no such day."""
    found = _ISO_DATE.match(text)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def instant(moment: datetime) -> str | None:
    """The stored text of an aware moment; None where its UTC year is not between 1 and 9999."""
    try:
        utc = moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    # strftime does not pad years before 1000 on every platform
    return format_instant(utc) if utc.year >= 1000 else None


def start_of_day(day: date, zone: str) -> str | None:
    """The instant at which a local day begins."""
    return _local(day, time(0), zone)


def end_of_day(day: date, zone: str) -> str | None:
    """The last second of a local day: how a due with a date only is stored."""
    return _local(day, END_OF_DAY, zone)


def due_fields(moment: datetime, zone: str) -> dict[str, object]:
    """The due of a task from an aware moment; midnight and 23:59:59 mean the whole local day.

    Programs that know instants only write a date as one of these two.
    """
    local = _in_zone(moment, zone)
    if local is not None and local.time().replace(microsecond=0) in (time(0), END_OF_DAY):
        return {"due": end_of_day(local.date(), zone), "due_is_date": True}
    return {"due": instant(moment), "due_is_date": False}


def date_due(day: date, zone: str) -> dict[str, object]:
    """The due of a task from a date."""
    return {"due": end_of_day(day, zone), "due_is_date": True}


def local_date(moment: datetime, zone: str) -> date | None:
    """The local date of an aware moment."""
    local = _in_zone(moment, zone)
    return local.date() if local else None


def from_epoch(seconds: int) -> datetime | None:
    """The moment of a Unix time in seconds, or None out of range."""
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _local(day: date, clock: time, zone: str) -> str | None:
    return instant(datetime.combine(day, clock, ZoneInfo(zone)))


def _in_zone(moment: datetime, zone: str) -> datetime | None:
    try:
        return moment.astimezone(ZoneInfo(zone))
    except (OverflowError, ValueError):
        return None
