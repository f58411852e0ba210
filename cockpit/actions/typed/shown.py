"""Stored fields as people read them; forms show the same words that they understand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from cockpit.actions.owner import owner_zone
from cockpit.actions.recurring import write_recurrence
from cockpit.actions.typed.fields import Field
from cockpit.actions.typed.listed import write_checklist, write_lines, write_words
from cockpit.actions.typed.phrases import read_record, write_waiting
from cockpit.actions.typed.targets import write_target
from cockpit.actions.typed.weeks import write_exceptions, write_week
from cockpit.domain.delegating.money import written_money
from cockpit.domain.identity import parse_instant, split_ref
from cockpit.domain.wording.lengths import written_minutes
from cockpit.errors import WrongUse
from cockpit.store.workspace import Workspace


def shown(workspace: Workspace, one: Field, body: Mapping[str, Any]) -> str:
    """The text of one field of a body; empty where nothing is known."""
    if one.kind == "place":
        return written_place(body)
    value = body.get(one.name)
    if value is None or value == [] or value == {}:
        return ""
    kind, _colon, table = one.kind.partition(":")
    if kind in ("moment", "past"):
        return written_moment(value, owner_zone(workspace), bool(body.get(f"{one.name}_is_date")))
    if kind == "minutes":
        return written_minutes(value)
    if kind == "yes":
        return "yes" if value else "no"
    if kind == "ref":
        return _said_as(workspace, table, value)
    if kind == "refs":
        return ", ".join(_said_as(workspace, table, each) for each in value)
    if kind in ("person", "people", "holder"):
        from cockpit.actions.typed.people import written_person

        people = value if isinstance(value, list) else [value]
        return ", ".join(written_person(workspace, each) for each in people)
    if kind == "words":
        return write_words(value)
    if kind == "dates":
        return ", ".join(value)
    if kind == "lines":
        return write_lines(value)
    if kind == "checklist":
        return write_checklist(value)
    if kind == "money":
        return written_money(value)
    if kind == "percent":
        return f"{value:.12g}"
    if kind == "target":
        return write_target(value)
    if kind == "week":
        return write_week(value)
    if kind == "spans":
        return write_exceptions(value)
    if kind == "recurrence":
        return write_recurrence(value)
    if kind == "waiting":
        return write_waiting(value)
    return str(value)


def written_place(body: Mapping[str, Any]) -> str:
    """Where a task stands: its day, its week, or "backlog"."""
    return str(body.get("day") or body.get("week") or "backlog")


def written_moment(instant: str, zone: tzinfo, is_date: bool = False) -> str:
    """A stored instant in the owner's zone: "2026-11-27 16:00", or its date alone.

    One that this would not tell exactly (it has seconds, or its hour comes twice on that night)
    is written whole, with its offset.
    """
    local = parse_instant(instant).astimezone(zone)
    if is_date:
        return local.strftime("%Y-%m-%d")
    if local.second or local.fold:
        return local.isoformat()
    return local.strftime("%Y-%m-%d %H:%M")


def name_of(workspace: Workspace, reference: str) -> str:
    """The name behind a short id; the id itself for records that have none."""
    table, number = split_ref(reference)
    body = workspace.find(table, number) or {}
    return str(body.get("name") or reference)


def _said_as(workspace: Workspace, table: str, reference: str) -> str:
    """The name, where it is understood again as the same record; else the short id."""
    name = name_of(workspace, reference)
    if "," in name or name != name.strip():
        return reference
    try:
        return name if read_record(workspace, table, name) == reference else reference
    except WrongUse:
        return reference
