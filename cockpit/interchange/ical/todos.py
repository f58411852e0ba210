"""To-dos as tasks; what has no field of ours is kept in `extra`."""

from __future__ import annotations

from typing import Any

from cockpit.domain.tasks import Task
from cockpit.i18n import _
from cockpit.interchange.ical.components import split_list
from cockpit.interchange.ical.entries import Entry, made_at, moment_of, own_fields_of, rule_of
from cockpit.interchange.ical.values import BadValue, When, length, when
from cockpit.interchange.ical.writing import FIELDS
from cockpit.interchange.moments import date_due, due_fields, instant, local_date
from cockpit.interchange.report import Proposal
from cockpit.interchange.wording import labels, one_line, title_and_rest

_KEPT = ("LOCATION", "URL", "COMMENT", "CONTACT", "RELATED-TO", "GEO", "DTSTART")


def todo(entry: Entry) -> Proposal:
    """The task of a VTODO; `BadValue` says why there is none."""
    component = entry.component
    title, rest = title_and_rest(component.text("SUMMARY"))
    notes = component.text("DESCRIPTION").strip()
    if not title:
        title, notes = title_and_rest(notes.partition("\n")[0])[0], notes.partition("\n")[2]
    if not title:
        raise BadValue(_("it has no words"))
    body: dict[str, Any] = {"title": title, "notes": "\n".join(x for x in (rest, notes) if x)}
    initial: dict[str, Any] = {}
    categories = component.properties.get("CATEGORIES", [])
    body["tags"] = labels([name for one in categories for name in split_list(one.value)])
    extra = {name.lower(): component.text(name).strip() for name in _KEPT}
    _put_priority(body, extra, entry)
    due = _due(entry)
    body.update({"due": None, "due_is_date": False} if due is None else _due_body(due, entry))
    _put_state(body, initial, extra, entry)
    _put_recurrence(body, initial, due, entry)
    made = made_at(component, entry.zones)
    if made:
        body["created_at"] = instant(made)
    uid = entry.uid
    changed = component.first("RECURRENCE-ID")
    if changed:
        body["series"] = one_line(entry.uid)
        uid = f"{entry.uid}/{when(changed, entry.zones).wall.date().isoformat()}"
    body["extra"] = {key: value for key, value in extra.items() if value}
    if component.first(FIELDS):
        body["extra"] = {}  # it stands whole in our own fields
    body.update(own_fields_of(entry, Task, {**body, **initial}))
    return Proposal("task", uid, body, initial, {}, entry.record)


def _put_priority(body: dict[str, Any], extra: dict[str, str], entry: Entry) -> None:
    """1 to 4 is high, 5 medium, 6 to 9 low, 0 none (RFC 5545, 3.8.1.9)."""
    said = entry.component.text("PRIORITY").strip()
    number = int(said) if said.isdigit() and len(said) < 3 else 0
    body["priority"] = (1 if number < 5 else 2 if number == 5 else 3) if 1 <= number <= 9 else None
    if said not in ("", "0", "1", "5", "9"):
        extra["priority"] = said


def _due(entry: Entry) -> When | None:
    component = entry.component
    due, begin, lasts = (component.first(name) for name in ("DUE", "DTSTART", "DURATION"))
    if due and due.value.strip():
        return when(due, entry.zones)
    if begin and lasts:
        starts = when(begin, entry.zones)
        nominal, exact = length(lasts)
        return starts._replace(wall=starts.wall + nominal + exact)
    return None


def _due_body(due: When, entry: Entry) -> dict[str, object]:
    if due.is_date:
        return date_due(due.wall.date(), entry.zones.owner)
    if entry.component.first(FIELDS):
        return {"due": instant(due.moment), "due_is_date": False}
    return due_fields(due.moment, entry.zones.owner)


def _put_state(
    body: dict[str, Any], initial: dict[str, Any], extra: dict[str, str], entry: Entry
) -> None:
    component = entry.component
    status, percent = component.word("STATUS"), component.text("PERCENT-COMPLETE").strip()
    completed = moment_of(component, "COMPLETED", entry.zones)
    if status == "CANCELLED":
        body["state"] = "dropped"
    elif status == "COMPLETED" or completed or percent == "100":
        body["state"] = "done"
    else:
        body["state"], body["closed_at"] = "open", None
        extra["percent-complete"] = percent if percent != "0" else ""
        extra["status"] = status.lower() if status != "NEEDS-ACTION" else ""
        return
    changed = completed or moment_of(component, "LAST-MODIFIED", entry.zones)
    if changed:
        body["closed_at"] = instant(changed)
    else:
        initial["closed_at"] = instant(entry.context.now)


def _put_recurrence(
    body: dict[str, Any], initial: dict[str, Any], due: When | None, entry: Entry
) -> None:
    body["recurrence"] = None
    if not entry.component.properties.get("RRULE"):
        return
    begin = entry.component.first("DTSTART")
    first = when(begin, entry.zones) if begin else due
    owner = entry.zones.owner
    if first is None:
        today = local_date(entry.context.now, owner)
        assert today is not None  # now is within the calendar
        wall = entry.context.now.replace(tzinfo=None)
        first = When(wall.replace(year=today.year, month=today.month, day=today.day), True, owner)
    rule = rule_of(entry, first.wall, first.zone)
    recurrence = {"rule": rule, "mode": "by_date", "anchor": first.wall.date().isoformat()}
    if begin or due:
        body["recurrence"] = recurrence
    else:
        del body["recurrence"]
        initial["recurrence"] = recurrence
