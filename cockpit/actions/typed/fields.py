"""Every field as people type it and read it: one table for the command line and the forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cockpit.actions.typed.choices import read_choice, read_number, read_percent, read_yes
from cockpit.actions.typed.continuity_fields import CONTINUITY_FIELDS
from cockpit.actions.typed.delegating_fields import DELEGATING_FIELDS
from cockpit.actions.typed.field import Field as Field
from cockpit.actions.typed.listed import read_checklist, read_lines, read_words
from cockpit.actions.typed.phrases import (
    morning_of,
    read_date,
    read_minutes,
    read_moment,
    read_past_moment,
    read_place,
    read_record,
    read_waiting,
    read_wall_time,
)
from cockpit.actions.typed.targets import read_target
from cockpit.domain.delegating.money import read_money
from cockpit.domain.identity import format_instant
from cockpit.i18n import _
from cockpit.store.workspace import Workspace


def field(table: str, name: str) -> Field:
    """The field of a table by its name."""
    for one in FIELDS[table]:
        if one.name == name:
            return one
    raise KeyError(name)


def read_field(workspace: Workspace, one: Field, text: str) -> dict[str, Any]:
    """The stored fields for a typed text; an empty text takes the field back to its default.

    One typed field may fill two stored ones: a due and whether only its date was said.
    """
    said = text.strip()
    if one.kind == "place":
        cleared = {"place": None, "day": None, "week": None}
        return {**cleared, **read_place(workspace, said)} if said else cleared
    if one.kind == "moment":
        return _moment(workspace, one, said)
    if one.kind == "long":
        return {one.name: text if said else None}
    return {one.name: _value(workspace, one, said) if said else None}


_MAY_BE_DATE = ("due", "promised")
"""Moments that may be a date without a time."""


def _moment(workspace: Workspace, one: Field, said: str) -> dict[str, Any]:
    moment, is_date = read_moment(workspace, said) if said else (None, None)
    if moment is not None and is_date and one.name == "call_back":
        moment = morning_of(workspace, moment)
    stored: dict[str, Any] = {one.name: format_instant(moment) if moment else None}
    if one.name in _MAY_BE_DATE:
        stored[f"{one.name}_is_date"] = is_date
    return stored


_PLAIN: dict[str, Callable[[str], Any]] = {
    "minutes": read_minutes,
    "time": read_wall_time,
    "words": read_words,
    "lines": read_lines,
    "target": read_target,
    "checklist": read_checklist,
    "money": read_money,
    "percent": read_percent,
}
"""Kinds that are understood from the text alone."""


def _value(workspace: Workspace, one: Field, said: str) -> Any:
    kind, _colon, table = one.kind.partition(":")
    if kind in _PLAIN:
        return _PLAIN[kind](said)
    if kind == "choice" and one.choices:
        return read_choice(one.name, one.choices, said)
    if kind == "number":
        return read_number(one.name, said)
    if kind == "past":
        return format_instant(read_past_moment(workspace, said))
    if kind == "date":
        return read_date(workspace, said).isoformat()
    if kind == "dates":
        return [read_date(workspace, part).isoformat() for part in said.split(",") if part.strip()]
    if kind == "yes":
        return read_yes(one.name, said)
    if kind == "ref":
        return read_record(workspace, table, said)
    if kind == "refs":
        return [read_record(workspace, table, part) for part in said.split(",") if part.strip()]
    if kind in ("week", "spans"):
        from cockpit.actions.typed.weeks import read_exceptions, read_week

        return read_week(said) if kind == "week" else read_exceptions(workspace, said)
    if kind == "recurrence":
        from cockpit.actions.recurring import read_recurrence

        return read_recurrence(workspace, said)
    if kind == "waiting":
        return read_waiting(workspace, said)
    if kind in ("person", "people", "holder"):
        from cockpit.actions.typed.people import read_people

        return read_people(workspace, kind, said)
    return said


def write_field(workspace: Workspace, one: Field, body: Mapping[str, Any]) -> str:
    """The text for a stored field, as a form shows it and `read_field` understands it."""
    from cockpit.actions.typed.shown import shown

    return shown(workspace, one, body)


_PRIORITIES = ("1", "2", "3")
FIELDS: dict[str, tuple[Field, ...]] = {
    "task": (
        Field("title", "text", _("what there is to do")),
        Field("place", "place", _("backlog, week, next week, or a day: fri")),
        Field("function", "ref:function", _("business function, by name or id")),
        Field("estimate_minutes", "minutes", _("how long it takes: 45m, 1h30m")),
        Field("due", "moment", _("by when: fri 16:00")),
        Field("priority", "choice", _("1 (highest) to 3"), _PRIORITIES),
        Field("project", "text", _("project")),
        Field("tags", "words", _("tags, with spaces between")),
        Field("who", "text", _("the person it is about")),
        Field("waiting", "waiting", _("who it waits on: maria until fri")),
        Field(
            "recurrence",
            "recurrence",
            _("1w, mon,wed, +2w (after it is done), or FREQ=…; from fri"),
        ),
        Field("whole", "yes", _("done in one piece, never split over blocks: yes or no")),
        Field("checklist", "checklist", _("lines, with ; between; [x] for a ticked one")),
        Field("notes", "long", _("notes")),
    ),
    "function": (
        Field("name", "text", _("name")),
        Field("target_minutes", "minutes", _("target per week: 8h")),
        Field("kinds", "words", _("kinds of request it serves")),
        Field("personal", "yes", _("personal time: yes or no")),
        Field("primary", "person", _("who does it: me, or a contractor")),
        Field("backups", "people", _("who takes over, with commas between")),
        Field("needs_assets", "yes", _("needs accounts or other assets at all: yes or no")),
    ),
    "block": (
        Field("function", "ref:function", _("business function; none is an appointment")),
        Field("weekday", "choice", _("mon … sun"), tuple("mon tue wed thu fri sat sun".split())),
        Field("start", "time", _("start: 09:00")),
        Field("end", "time", _("end: 11:00")),
        Field("label", "text", _("words of its own")),
        Field("rule", "text", _("RFC 5545 rule instead of a weekday")),
        Field("first_date", "date", _("first date")),
        Field("last_date", "date", _("last date")),
        Field("except_dates", "dates", _("dates left out, with commas between")),
        Field("zone", "text", _("time zone, when not the owner's")),
        Field("notes", "long", _("notes")),
        Field("busy", "yes", _("takes time away: yes or no")),
    ),
    "override": (
        Field("date", "date", _("the date it is for")),
        Field("action", "choice", _("add, move or drop"), ("add", "move", "drop")),
        Field("block", "ref:block", _("the block that is moved or dropped")),
        Field("function", "ref:function", _("business function")),
        Field("start", "time", _("start: 09:00")),
        Field("end", "time", _("end: 11:00")),
        Field("label", "text", _("words of its own")),
        Field("to_date", "date", _("the date to which a block moves")),
        Field("notes", "long", _("notes")),
        Field("busy", "yes", _("takes time away: yes or no")),
    ),
    "hours": (
        Field("name", "text", _("name")),
        Field("zone", "text", _("time zone: Europe/Berlin")),
        Field("week", "week", _("mon-fri 09:00-12:30 13:30-17:30; sat 10:00-13:00")),
        Field("holidays", "dates", _("closed dates, with commas between")),
        Field("exceptions", "spans", _("2026-12-24 09:00-12:00; 2026-12-31")),
    ),
    "request": (
        Field("subject", "text", _("what the customer asks")),
        Field("customer", "text", _("who asks")),
        Field("kind", "text", _("inquiry, complaint, refund, order, or your own")),
        Field("channel", "text", _("email, phone, chat, shop, form, other")),
        Field("address", "text", _("where to answer")),
        Field("zone", "text", _("the customer's time zone: America/New_York")),
        Field("promised", "moment", _("what was promised to this customer: wed 12:00")),
        Field("priority", "choice", _("1 (highest) to 3"), _PRIORITIES),
        Field("order_number", "text", _("order number")),
        Field("received", "past", _("when it came: 14:05, yesterday 9:00")),
        Field("tags", "words", _("tags, with spaces between")),
        Field("notes", "long", _("notes")),
    ),
    "promise": (
        Field("kind", "text", _("kind of request")),
        Field("first_response", "target", _("4h, 2h calendar, fri before thu 18:00")),
        Field("next_response", "target", _("as the first response")),
        Field("resolution", "target", _("as the first response")),
        Field("hours", "ref:hours", _("calendar it is counted in: H1")),
        Field("lead_minutes", "minutes", _("at risk when less than this is left: 1h")),
        Field("customer", "text", _("for this customer only")),
        Field("priority", "choice", _("for this priority only"), _PRIORITIES),
    ),
    **DELEGATING_FIELDS,
    "interruption": (
        Field("who", "text", _("who broke in")),
        Field("about", "text", _("about what")),
        Field("at", "past", _("when: 14:05")),
        Field("minutes", "minutes", _("how long: 10m")),
        Field("channel", "text", _("how: phone, chat, mail, visit")),
        Field("kind", "choice", _("business or personal"), ("business", "personal")),
        Field("answered", "yes", _("answered: yes or no")),
        Field("call_back", "moment", _("call back at: 16:00")),
    ),
    "entry": (
        Field("function", "ref:function", _("business function")),
        Field("task", "ref:task", _("task")),
        Field("started", "past", _("from: 09:00")),
        Field("stopped", "past", _("to: 10:30")),
        Field("note", "text", _("note")),
    ),
    **CONTINUITY_FIELDS,
    "review": (Field("note", "text", _("note on the day or week")),),
}
"""Table name to its fields in the order of forms; the first one holds the record's words."""
