"""From–to of a day as people type it, turned into the moments of a time entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.actions.owner import owner_zone
from cockpit.actions.time_log import subject_of
from cockpit.actions.typed.phrases import read_record, read_wall_time
from cockpit.domain.clock import DAY_END
from cockpit.domain.days.occurrences import instants_of, minutes_of
from cockpit.domain.identity import TABLES, format_instant, parse_instant, ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Workspace

_TIME = r"\d\d?(?::\d\d)?"
_TO = r"\s*(?:-|–|\s+to\s+|\s+a\s+)\s*"
_SPAN = re.compile(rf"\s*({_TIME}){_TO}({_TIME})(?:\s+(\S.*?))?\s*\Z")
_SPAN_LAST = re.compile(rf"\s*(\S.*?)\s+({_TIME}{_TO}{_TIME})\s*\Z")


def read_entry(workspace: Workspace, day: date, text: str) -> tuple[dict[str, Any], str]:
    """The fields of an entry on a business date, and its words, of "9:00-10:30 writing" or "… T12".

    The times may come last as well, as they do for blocks: "writing 9:00-10:30". A start before
    four in the night belongs to the evening; an end not after the start is on the next date.
    """
    match = _SPAN.match(_SPAN_LAST.sub(r"\2 \1", text))
    if match is None or not match[3]:
        raise WrongUse(_("Write from–to and a function or task, as in 9:00-10:30 writing."))
    start, end = _ends(match)
    zone = owner_zone(workspace)
    if minutes_of(start) < DAY_END.hour * 60:
        day += timedelta(days=1)
    span = instants_of(day, start, end, 1, zone)
    if span is None:
        raise WrongUse(_("There is no such time in the night in which the clocks change."))
    fields: dict[str, Any] = {
        "started": format_instant(span[0]),
        "stopped": format_instant(span[1]),
    }
    said = match[3]
    if TABLES.get(said[:1].upper()) == "task" and said[1:].isdigit():
        _name, number, body = workspace.body(said, "task")
        fields["task"] = ref("task", number)
        if body.get("function"):
            fields["function"] = body["function"]
    else:
        fields["function"] = read_record(workspace, "function", said)
    return fields, subject_of(workspace, fields)


def write_times(body: Mapping[str, Any], zone: ZoneInfo) -> str:
    """From–to of an entry in wall times, "09:00–10:30"; the start alone while its clock runs."""
    shown = [_wall(body[name], zone) for name in ("started", "stopped") if body.get(name)]
    return "–".join(shown)


def read_times(body: Mapping[str, Any], zone: ZoneInfo, text: str) -> dict[str, Any]:
    """The times of an entry that a typed from–to changes, on the date on which it began.

    A time that reads as it stands keeps its seconds, so that neighbours go on touching.
    """
    day = parse_instant(body["started"]).astimezone(zone).date()
    if not body.get("stopped"):
        start = read_wall_time(text)
        if start == _wall(body["started"], zone):
            return {}
        return {"started": format_instant(_instant(day, start, zone))}
    match = _SPAN.match(text)
    if match is None or match[3]:
        raise WrongUse(_("Write from–to, as in 9:00-10:30."))
    start, end = _ends(match)
    found = {}
    if start != _wall(body["started"], zone):
        found["started"] = format_instant(_instant(day, start, zone))
    if end != _wall(body["stopped"], zone):
        later = timedelta(days=1 if minutes_of(end) < minutes_of(start) else 0)
        found["stopped"] = format_instant(_instant(day + later, end, zone))
    return found


def _ends(match: re.Match[str]) -> tuple[str, str]:
    start, end = read_wall_time(match[1]), read_wall_time(match[2])
    if start == end:
        raise WrongUse(_("From {time} to {time} is no time at all.").format(time=start))
    return start, end


def _wall(instant: str, zone: ZoneInfo) -> str:
    return f"{parse_instant(instant).astimezone(zone):%H:%M}"


def _instant(day: date, wall: str, zone: ZoneInfo) -> datetime:
    minute = minutes_of(wall)
    if minute == 1440:
        day, minute = day + timedelta(days=1), 0
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=zone)
