"""The week template, its overrides and the tasks as one iCalendar file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cockpit.interchange.complete import complete, own_fields
from cockpit.interchange.ical import writing
from cockpit.interchange.ical.events_out import Writer
from cockpit.interchange.moments import local_date
from cockpit.interchange.report import Documents
from cockpit.interchange.wording import one_line

_PRIORITIES = {1: "1", 2: "5", 3: "9"}
_STANDARD = ("title", "notes", "tags", "priority", "due", "due_is_date", "state")
"""Fields of a task for which a VTODO has a property; the others go beside them."""


def export_ics(documents: Documents, *, zone: str) -> str:
    """All blocks, overrides and tasks as a calendar, in the order of their ids.

    `zone` is the owner's IANA zone. `ics.parse` reads the same records from it, but for the
    references of tasks to other records.
    """
    whole = {
        table: {number: complete(table, body) for number, body in sorted(records.items())}
        for table, records in documents.items()
        if table in ("block", "override", "task")
    }
    writer = Writer({**documents, **whole}, zone)
    parts = [writer.block(body) for body in whole.get("block", {}).values()]
    parts += [writer.override(body) for body in whole.get("override", {}).values()]
    parts += [_todo(body, zone) for body in whole.get("task", {}).values()]
    zones = [writing.timezone(name) for name in sorted(writer.zones - {"UTC"})]
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//cockpit//cockpit//EN\r\n"
    return head + "".join([*zones, *(part for part in parts if part)]) + "END:VCALENDAR\r\n"


def _todo(body: Mapping[str, Any], zone: str) -> str:
    own = [name for name in own_fields("task") if name not in _STANDARD]
    summary = one_line(writing.blanked(body["title"])) or "…"
    beside = {name: body[name] for name in own if body.get(name) not in (None, [], {}, "")}
    lines = [
        writing.text("UID", body["uid"]),
        writing.instant("DTSTAMP", body["created_at"]),
        writing.instant("CREATED", body["created_at"]),
        writing.text("SUMMARY", summary),
    ]
    if body["title"] != summary:
        beside["title"] = body["title"]
    if body.get("notes"):
        lines.append(writing.text("DESCRIPTION", body["notes"]))
        if not writing.survives(body["notes"]):
            beside["notes"] = body["notes"]
    if body.get("tags"):
        lines.append("CATEGORIES:" + ",".join(writing.escape(tag) for tag in body["tags"]))
        if not all(writing.survives(tag) and "\n" not in tag for tag in body["tags"]):
            beside["tags"] = body["tags"]
    if body.get("priority"):
        lines.append(f"PRIORITY:{_PRIORITIES[body['priority']]}")
    lines += _due(body, zone) + _state(body, beside)
    if body.get("recurrence"):
        lines += _recurrence(body)
    return writing.component("VTODO", [*lines, writing.fields(beside)])


def _due(body: Mapping[str, Any], zone: str) -> list[str]:
    if not body.get("due"):
        return []
    day = local_date(datetime.fromisoformat(body["due"]), zone)
    if body.get("due_is_date") and day:
        return [writing.day("DUE", day)]
    return [writing.instant("DUE", body["due"])]


def _state(body: Mapping[str, Any], beside: dict[str, Any]) -> list[str]:
    closed = body.get("closed_at")
    match body["state"]:
        case "open":
            return ["STATUS:NEEDS-ACTION"]
        case "dropped":
            changed = [writing.instant("LAST-MODIFIED", closed)] if closed else []
            return ["STATUS:CANCELLED", *changed]
        case state:
            if state != "done":
                beside["state"] = state
            done = [writing.instant("COMPLETED", closed)] if closed else []
            return ["STATUS:COMPLETED", "PERCENT-COMPLETE:100", *done]


def _recurrence(body: Mapping[str, Any]) -> list[str]:
    """The rule for other programs, where it counts by date."""
    recurrence = body["recurrence"]
    if recurrence["mode"] != "by_date":
        return []
    begins = datetime.fromisoformat(recurrence["anchor"]).date()
    return [writing.day("DTSTART", begins), f"RRULE:{recurrence['rule']}"]
