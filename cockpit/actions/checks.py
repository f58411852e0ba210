"""Rules that look at more than one record, held before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.domain.identity import PREFIXES, split_ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

Check = Callable[[Workspace, int | None, Body], None]

REFERENCES: dict[str, dict[str, str]] = {
    "task": {"function": "function", "request": "request", "assignment": "assignment"},
    "block": {"function": "function"},
    "override": {"function": "function", "block": "block"},
    "request": {"assignment": "assignment"},
    "promise": {"hours": "hours"},
    "contractor": {"functions": "function"},
    "assignment": {"contractor": "contractor", "function": "function", "task": "task"},
    "entry": {"function": "function", "task": "task"},
    "procedure": {"function": "function"},
}
"""Table to its fields that name other records, with the table they must name."""


def refuse_missing_references(table: str) -> Check:
    """Every short id in the body names a record that is there."""
    fields = REFERENCES.get(table, {})

    def check(workspace: Workspace, _number: int | None, body: Body) -> None:
        for field, target in fields.items():
            value = body.get(field)
            for reference in value if isinstance(value, list) else [value] if value else []:
                _name, number = split_ref(reference, target)
                if workspace.find(target, number) is None:
                    raise WrongUse(
                        _("{table}: {field} names {id}, which is not there.").format(
                            table=table, field=field, id=reference
                        )
                    )

    return check


def refuse_double_name(table: str) -> Check:
    """No two live records of the table carry the same name."""

    def check(workspace: Workspace, number: int | None, body: Body) -> None:
        wanted = str(body["name"]).casefold()
        if body.get("closed_at"):
            return
        for other, there in workspace.live(table).items():
            if other != number and str(there["name"]).casefold() == wanted:
                raise WrongUse(
                    _("There is a {table} named {name!r} already: {id}.").format(
                        table=table, name=body["name"], id=f"{PREFIXES[table]}{other}"
                    )
                )

    return check


def refuse_overlap(table: str) -> Check:
    """A block of a function does not overlap a block of another one; both are named."""

    def check(workspace: Workspace, number: int | None, body: Body) -> None:
        if body.get("closed_at") or not body.get("function"):
            return
        from cockpit.actions.blocks import refuse_overlapping

        refuse_overlapping(workspace, table, number, body)

    return check


def refuse_bad_hours(_workspace: Workspace, _number: int | None, body: Body) -> None:
    """Hours make a calendar: a known zone, no overlaps."""
    from cockpit.domain.business_time import BusinessCalendar

    BusinessCalendar.from_document(body)


def refuse_bad_zone(_workspace: Workspace, _number: int | None, body: Body) -> None:
    """A zone is one of the IANA names."""
    zone = body.get("zone")
    if zone is None:
        return
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise WrongUse(
            _("There is no time zone {zone!r}; write it like Europe/Berlin.").format(zone=zone)
        ) from error


def refuse_bad_recurrence(_workspace: Workspace, _number: int | None, body: Body) -> None:
    """A task's rule is a readable RFC 5545 rule, daily or slower."""
    recurrence: Mapping[str, Any] | None = body.get("recurrence")
    if recurrence:
        from cockpit.domain.recurrence import check_rule

        check_rule(recurrence["rule"])


CHECKS: dict[str, tuple[Check, ...]] = {
    "task": (refuse_missing_references("task"), refuse_bad_recurrence),
    "function": (refuse_double_name("function"),),
    "block": (refuse_missing_references("block"), refuse_bad_zone, refuse_overlap("block")),
    "override": (
        refuse_missing_references("override"),
        refuse_bad_zone,
        refuse_overlap("override"),
    ),
    "hours": (refuse_bad_hours, refuse_double_name("hours")),
    "request": (refuse_missing_references("request"),),
    "promise": (refuse_missing_references("promise"),),
    "contractor": (
        refuse_missing_references("contractor"),
        refuse_bad_zone,
        refuse_double_name("contractor"),
    ),
    "assignment": (refuse_missing_references("assignment"),),
    "entry": (refuse_missing_references("entry"),),
    "procedure": (refuse_missing_references("procedure"),),
}
"""Table name to the rules that a body must keep."""
