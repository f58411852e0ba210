"""Quiet times: when only the urgent is raised, and to when the rest is held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple, Protocol

from cockpit.errors import CockpitError

_TRIES = 400
"""So often two quiet rules may hand a moment to each other; a year of days, then it is never."""


class Hours(Protocol):
    """What is asked of the working hours (a `BusinessCalendar`)."""

    def is_open(self, at: datetime) -> bool:
        """Whether the moment lies in working hours, half-open."""

    def next_opening(self, at: datetime) -> datetime:
        """The moment itself when open, else the next opening."""

    def hours_on(self, day: date) -> Sequence[tuple[datetime, datetime]]:
        """The openings that belong to a local date, in order."""


class Quiet(NamedTuple):
    """What the owner does not want to hear, and what always."""

    outside_hours: bool = True
    """Keep quiet outside the working hours."""
    daily: tuple[time, time] | None = None
    """Keep quiet from and to these wall times, each day, also within working hours."""
    zone: tzinfo = UTC
    """The zone of `daily`."""
    muted_until: datetime | None = None
    """Set by the nightly review's shut-down: the opening until which it keeps quiet."""
    off: frozenset[str] = frozenset()
    """Kinds of reminder that are never raised."""
    always: frozenset[str] = frozenset()
    """Kinds of reminder that the owner marked urgent."""


def held(moment: datetime, hours: Hours | None, quiet: Quiet) -> datetime | None:
    """The moment itself where it may be loud, else the next one that is, in UTC.

    Closing time itself still belongs to the working hours. None where it is never loud again.
    """
    for _attempt in range(_TRIES):
        later = _once(moment, hours, quiet)
        if later is None or later <= moment:
            return later
        moment = later
    return None


def _once(moment: datetime, hours: Hours | None, quiet: Quiet) -> datetime | None:
    if quiet.muted_until is not None and moment < quiet.muted_until:
        return quiet.muted_until
    if quiet.daily is not None and (end := _end_of_span(moment, quiet.daily, quiet.zone)):
        return end
    if hours is None or not quiet.outside_hours:
        return moment
    if hours.is_open(moment) or hours.is_open(moment - timedelta(seconds=1)):
        return moment
    try:
        return hours.next_opening(moment).astimezone(UTC)
    except CockpitError:
        return None


def _end_of_span(moment: datetime, daily: tuple[time, time], zone: tzinfo) -> datetime | None:
    """When the daily quiet span that holds the moment is over; None when it holds none."""
    start, end = daily
    local = moment.astimezone(zone)
    wall = local.time()
    inside = start <= wall < end if start < end else (wall >= start or wall < end)
    if not inside or start == end:
        return None
    over_midnight = start > end and wall >= start
    day = local.date() + timedelta(days=1 if over_midnight else 0)
    over = datetime.combine(day, end, tzinfo=zone).astimezone(UTC)
    # In the hour that comes twice, the wall time of the end may already have been once.
    return over if over > moment else moment + timedelta(hours=1)
