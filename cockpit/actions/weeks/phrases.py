"""What people type for blocks: "writing 14:00-15:30", "thu 14:00", "this week", "W49"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from cockpit.actions.owner import today
from cockpit.actions.typed.phrases import read_date, read_minutes, read_record, read_wall_time
from cockpit.domain.plans.places import Place, shifted, stretched
from cockpit.domain.quick.words import WEEKDAYS
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Workspace

_TIME = r"\d\d?(?::\d\d)?"
_TO = r"\s*(?:-|–|to|a)\s*"
_SPAN = re.compile(rf"({_TIME}){_TO}({_TIME})\Z", re.IGNORECASE)
_SPAN_FIRST = re.compile(rf"\A({_TIME}{_TO}{_TIME})\s+(\S.*)\Z", re.IGNORECASE)
_BEGINS = re.compile(rf"(?:\A|\s)({_TIME})(?:\s+(\d\S*[hm]\S*))?\Z", re.IGNORECASE)
_NEAR = {"": 0, "this": 0, "next": 1, "last": -1}
_WEEK = re.compile(r"(?:(\d{4})-?)?w(\d\d?)\Z", re.IGNORECASE)


def read_block(workspace: Workspace, text: str, day: date) -> tuple[str, Place]:
    """Function and place of "writing 14:00-15:30", "writing 14:00 45m", "writing fri 14:00-15:00".

    The hours may come first as well, as they do in the time log: "14:00-15:30 writing". A weekday
    is one of the week of `day`; without one the block is on `day`.
    """
    said = _SPAN_FIRST.sub(r"\2 \1", text.strip())
    span = _SPAN.search(said)
    begins = None if span else _BEGINS.search(said)
    if span is not None:
        place = Place(day, *read_span(span[0]))
        name = said[: span.start()].strip()
    elif begins is not None and begins[2]:
        place = lasting(day, read_wall_time(begins[1]), begins[2])
        name = said[: begins.start()].strip()
    else:
        raise WrongUse(_("Write a function and its hours, as in writing 14:00-15:30."))
    first, _space, last = name.rpartition(" ")
    if first and last.casefold() in WEEKDAYS:
        name, place = first, place._replace(day=_in_week(day, last))
    if not name:
        raise WrongUse(_("Write a function and its hours, as in writing 14:00-15:30."))
    return read_record(workspace, "function", name), place


def read_place(workspace: Workspace, text: str, place: Place) -> Place:
    """Where a block that stands at `place` goes: "thu 14:00", "14:00-15:30", "thu", "4 dec 9:00".

    What is not said stays: the day, the hours, the length. A weekday is one of its own week.
    """
    said = text.strip()
    span = _SPAN.search(said)
    begins = None if span else _BEGINS.search(said)
    if span is not None:
        start, end = read_span(span[0])
        rest, found = said[: span.start()].strip(), Place(place.day, start, end)
    elif begins is not None:
        rest, start = said[: begins.start()].strip(), read_wall_time(begins[1])
        if begins[2]:
            found = lasting(place.day, start, begins[2])
        else:
            found = shifted(place, _minute(start) - _minute(place.start))._replace(day=place.day)
    else:
        rest, found = said, place
    if not rest:
        if found is place:
            raise WrongUse(_("Write where it goes, as in thu 14:00 or 14:00-15:30."))
        return found
    if rest.casefold() in WEEKDAYS:
        return found._replace(day=_in_week(place.day, rest))
    return found._replace(day=read_date(workspace, rest))


def read_span(text: str) -> tuple[str, str]:
    """Start and end, "HH:MM", of a written span; the same time twice is a whole day."""
    match = _SPAN.match(text.strip())
    if match is None:
        raise WrongUse(_("Write the hours from–to, as in 14:00-15:30."))
    start, end = read_wall_time(match[1]), read_wall_time(match[2])
    if start == "24:00":
        raise WrongUse(_("24:00 is an end; a start at midnight is 00:00."))
    return start, "24:00" if end == "00:00" else end


def read_week(workspace: Workspace, text: str) -> date:
    """The Monday of a week: "", "this", "next", "last", "W49", "2026-W49", or of any date in it."""
    said = text.strip().casefold()
    monday = monday_of(today(workspace))
    word = said.removesuffix("week").strip()
    if word in _NEAR:
        return monday + timedelta(weeks=_NEAR[word])
    match = _WEEK.match(said)
    if match is None:
        return monday_of(read_date(workspace, text))
    year = int(match[1]) if match[1] else monday.isocalendar().year
    try:
        return date.fromisocalendar(year, int(match[2]), 1)
    except ValueError as error:
        raise WrongUse(_("There is no week {week}.").format(week=text.strip())) from error


def monday_of(day: date) -> date:
    """The Monday of a date's week."""
    return day - timedelta(days=day.weekday())


def lasting(day: date, start: str, length: str) -> Place:
    """A place that begins at a wall time and lasts for a written length."""
    minutes = read_minutes(length)
    hour = shifted(Place(day, "00:00", "01:00"), _minute(start))
    return stretched(hour, minutes - hour.minutes)


def _in_week(day: date, weekday: str) -> date:
    return monday_of(day) + timedelta(days=WEEKDAYS[weekday.casefold()])


def _minute(wall: str) -> int:
    return int(wall[:2]) * 60 + int(wall[3:5])
