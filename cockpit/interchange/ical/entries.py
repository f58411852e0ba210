"""What events and to-dos have in common: when they are, how they recur, what they are called."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from cockpit.domain.record import Record
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.interchange.ical.components import Component
from cockpit.interchange.ical.rules import RuleBook
from cockpit.interchange.ical.values import BadValue, When, length, when
from cockpit.interchange.ical.writing import FIELDS
from cockpit.interchange.ical.zones import Zones
from cockpit.interchange.report import Context, shorten

_SOME_INSTANT = "2000-01-01T00:00:00Z"


class Entry(NamedTuple):
    """A component with what is needed to read it."""

    component: Component
    uid: str
    zones: Zones
    context: Context
    rules: RuleBook

    @property
    def record(self) -> str:
        """What the report calls it."""
        return label_of(self.component)


class Span(NamedTuple):
    """Wall times of an event in one zone, as blocks and overrides have them."""

    first: datetime
    """Naive wall time of the start."""
    start: str
    end: str
    days: int
    zone: str | None
    """None is the owner's."""
    is_date: bool
    takes_time: bool
    """False for an event without a length."""


def label_of(component: Component) -> str:
    """Kind, line and title of a component, short enough for the report."""
    line = _("line {line}").format(line=component.line)
    title = shorten(component.text("SUMMARY") or component.text("DESCRIPTION"), 60)
    return f"{line}: {component.kind} {title}".rstrip()


def span(entry: Entry) -> Span:
    """The time of an event from DTSTART and DTEND or DURATION; `BadValue` says what is wrong.

    Without an end a date lasts the day; a time has no length: it is drawn as one minute that
    takes no time.
    """
    begin = entry.component.first("DTSTART")
    if begin is None:
        raise BadValue(_("it has no DTSTART"))
    starts = when(begin, entry.zones)
    ours, recurs = entry.component.first(FIELDS), entry.component.first("RRULE")
    if starts.zone == "UTC" and not recurs and not ours:
        starts = When(starts.within(entry.zones.owner), False, entry.zones.owner)
    ends = _end_wall(entry, starts)
    if ends < starts.wall:
        raise BadValue(_("it ends before it starts"))
    zone = None if starts.is_date or starts.zone == entry.zones.owner else starts.zone
    if starts.is_date:
        days = max(1, (ends.date() - starts.wall.date()).days)
        _check_days(days)
        return Span(starts.wall, "00:00", "24:00", days, zone, True, True)
    first = starts.wall.replace(second=0)
    last = ends.replace(second=0)
    takes_time = last > first
    if not takes_time:
        last = first + timedelta(minutes=1)
    end = f"{last:%H:%M}"
    if end == "00:00":
        last, end = last - timedelta(days=1), "24:00"
    days = (last.date() - first.date()).days + 1
    if days == 2 and end <= f"{first:%H:%M}":
        days = 1  # an end not after the start is on the next date
    _check_days(days)
    return Span(first, f"{first:%H:%M}", end, days, zone, False, takes_time)


def rule_of(entry: Entry, first: datetime, zone: str | None) -> str | None:
    """The checked RRULE, or None without one; `BadValue` when it cannot be followed.

    `first` is the wall time in `zone` (None: the owner's) from which it counts.
    """
    found = entry.component.properties.get("RRULE", [])
    return entry.rules.check(found, first, zone or entry.zones.owner)


def made_at(component: Component, zones: Zones) -> datetime | None:
    """The moment of CREATED."""
    return moment_of(component, "CREATED", zones)


def moment_of(component: Component, name: str, zones: Zones) -> datetime | None:
    """The aware moment of a property, or None when it is missing or not readable."""
    found = component.first(name)
    try:
        return when(found, zones).moment.astimezone(UTC) if found else None
    except ValueError:
        return None


def own_fields_of(entry: Entry, model: type[Record], body: dict[str, Any] | None) -> dict[str, Any]:
    """The fields that our own export wrote beside the standard properties, if they are valid.

    With a `body` they must make a valid record of the model together with it.
    """
    said = entry.component.text(FIELDS)
    if not said:
        return {}
    try:
        found = json.loads(said)
        fields = {key: found[key] for key in found if key in model.model_fields and key != "uid"}
        if body is not None:
            model.of("", {"created_at": _SOME_INSTANT, **body, **fields, "uid": "1"})
    except (ValueError, TypeError, RecursionError, WrongUse):
        return {}
    return fields


def _end_wall(entry: Entry, starts: When) -> datetime:
    """The wall time of the end in the zone of the start."""
    end = entry.component.first("DTEND")
    if end is not None and end.value.strip():
        ends = when(end, entry.zones)
        floating = not ends.is_date and "TZID" not in end.params and ends.zone != "UTC"
        return ends.wall if floating else ends.within(starts.zone)
    lasts = entry.component.first("DURATION")
    if lasts is not None and lasts.value.strip():
        nominal, exact = length(lasts)
        try:
            wall = starts.wall + nominal
            if starts.is_date or not exact:
                return wall + exact
            zone = ZoneInfo(starts.zone)
            moment = wall.replace(tzinfo=zone).astimezone(UTC) + exact
            return moment.astimezone(zone).replace(tzinfo=None)
        except OverflowError as error:
            raise BadValue(_("it is longer than a year")) from error
    return starts.wall + timedelta(days=1) if starts.is_date else starts.wall


def _check_days(days: int) -> None:
    if days > 366:
        raise BadValue(_("it is longer than a year"))
