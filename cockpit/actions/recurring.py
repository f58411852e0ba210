"""Recurring tasks: how a recurrence is typed ("1w", "mon,wed", "+2w"), and what comes next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.actions.owner import owner_zone, today
from cockpit.domain.clock import week_of
from cockpit.domain.identity import format_instant, parse_instant
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

_FROM = re.compile(r"(\S+)\s+from\s+(\S.*)", re.IGNORECASE)

_OWN = (
    "uid created_at state closed_at rolls roll_reasons block position waiting assignment checklist"
    " day week due first_estimate_minutes"
).split()
"""What belongs to one occurrence only and does not pass on to the next."""


def read_recurrence(workspace: Workspace, text: str) -> dict[str, Any]:
    """The stored recurrence of a written one, by the rules of quick add.

    "1w from 2026-11-23" says the date from which it counts; without it that is today.
    """
    from cockpit.actions.typed.phrases import read_date
    from cockpit.domain.quick_add import parse

    said = text.strip()
    match = _FROM.fullmatch(said)
    rule = match[1] if match else said
    parsed = parse(f"x rec:{rule}", now=workspace.now(), zone=owner_zone(workspace))
    recurrence = parsed.fields.get("recurrence")
    if parsed.kind != "task" or not recurrence or parsed.fields.get("title") != "x":
        raise WrongUse(
            _("{text!r} is not a recurrence; write it like 1w, mon,wed or +2w.").format(
                text=said[:60]
            )
        )
    anchor = read_date(workspace, match[2]) if match else today(workspace)
    return {**recurrence, "anchor": anchor.isoformat()}


def write_recurrence(recurrence: Mapping[str, Any]) -> str:
    """The written recurrence; `read_recurrence` understands it."""
    from cockpit.domain.quick.lengths import write_rule

    written = write_rule(recurrence["rule"], recurrence.get("mode", "by_date"))
    return f"{written} from {recurrence['anchor']}" if recurrence.get("anchor") else written


def following_occurrence(workspace: Workspace, number: int, body: Body) -> Body | None:
    """The fields of the occurrence after task `number`; None when the series ends or it stands.

    It stands on a day when the task stood on one, or in no place with a date; in a week when it
    stood in one. The wall time of its due stays the same over a change of the clocks.
    """
    recurrence = body.get("recurrence")
    if not recurrence:
        return None
    from cockpit.domain.recurring.recurrence import next_date

    zone, this_day = owner_zone(workspace), today(workspace)
    following = next_date(
        recurrence["rule"],
        recurrence.get("mode", "by_date"),
        date.fromisoformat(recurrence["anchor"]),
        done_on=this_day,
        stood_on=_stood_on(body, zone, this_day),
        made=body.get("occurrence", 1),
    )
    if following is None:
        return None
    series, made = body.get("series") or body["uid"], body.get("occurrence", 1)
    uid = _new_uid(workspace, number, series, following, made)
    if uid is None:
        return None
    fields = {name: value for name, value in body.items() if name not in _OWN}
    if body.get("checklist"):
        fields["checklist"] = [{"text": item["text"]} for item in body["checklist"]]
    fields.update(uid=uid, series=series, occurrence=made + 1)
    if body.get("first_estimate_minutes"):
        fields["estimate_minutes"] = body["first_estimate_minutes"]
    if body.get("due"):
        fields["due"] = _same_wall_time(body["due"], following, zone)
    if body.get("place") == "week":
        fields["week"] = week_of(following)
    elif body.get("place") == "day" or not body.get("due"):
        fields.update(place="day", day=following.isoformat())
    return fields


def _new_uid(workspace: Workspace, number: int, series: str, day: date, made: int) -> str | None:
    """The uid of the next occurrence, None when the series has gone on from this task already.

    An occurrence done early may fall on its own date again; then its place is in the uid too.
    """
    from cockpit.domain.recurring.recurrence import occurrence_uid

    tasks = workspace.table("task")
    open_ones = tasks.fetch(tasks.live_with_uid(f"{series}@"))
    if any(task.get("occurrence", 1) > made for n, task in open_ones.items() if n != number):
        return None
    for uid in (occurrence_uid(series, day), f"{occurrence_uid(series, day)}.{made + 1}"):
        holder = tasks.by_uid([uid]).get(uid)
        if holder is None:
            return uid
        if tasks.fetch([holder])[holder].get("occurrence", 1) > made:
            return None
    return None


def _stood_on(body: Body, zone: ZoneInfo, this_day: date) -> date | None:
    """The date for which a task stood: its due's, its day, or the end of a week still to come."""
    if body.get("due"):
        return parse_instant(body["due"]).astimezone(zone).date()
    if body.get("day"):
        return date.fromisoformat(body["day"])
    if body.get("week"):
        week = body["week"]
        monday = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
        return monday + timedelta(days=6) if monday > this_day else None
    return None


def _same_wall_time(due: str, day: date, zone: ZoneInfo) -> str:
    local = parse_instant(due).astimezone(zone)
    return format_instant(local.replace(year=day.year, month=day.month, day=day.day, fold=0))
