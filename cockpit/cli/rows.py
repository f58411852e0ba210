"""The columns of a list on the command line, per kind of record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cockpit.actions.owner import owner_zone
from cockpit.actions.typed.fields import Field, field
from cockpit.actions.typed.shown import name_of, shown, written_place
from cockpit.domain.identity import parse_instant, ref
from cockpit.errors import CockpitError
from cockpit.store.workspace import Workspace

HEADS: dict[str, list[str]] = {
    "task": ["ID", "", "PLACE", "TASK", "FUNCTION", "TIME", "DUE"],
    "request": ["ID", "STATE", "KIND", "CUSTOMER", "SUBJECT", "DUE"],
    "block": ["ID", "DAY", "FROM", "TO", "FUNCTION", "LABEL"],
    "override": ["ID", "DATE", "WHAT", "BLOCK", "FROM", "TO", "FUNCTION", "LABEL"],
    "function": ["ID", "FUNCTION", "TARGET", "SERVES"],
    "hours": ["ID", "NAME", "ZONE", "WEEK"],
    "promise": ["ID", "KIND", "FIRST RESPONSE", "NEXT RESPONSE", "RESOLUTION", "HOURS"],
    "contractor": ["ID", "NAME", "STATUS", "FUNCTIONS", "LAST CONTACT"],
    "assignment": ["ID", "STATE", "ASSIGNMENT", "CONTRACTOR", "DUE"],
    "interruption": ["ID", "AT", "WHO", "ABOUT", "TIME", "CALL BACK"],
    "entry": ["ID", "FROM", "TO", "FUNCTION", "TASK", "NOTE"],
    "asset": ["ID", "KIND", "NAME", "REGISTERED TO", "EXPIRES"],
    "procedure": ["ID", "NAME", "FUNCTION", "WHERE", "REVIEWED"],
    "grant": ["ID", "ASSET", "CONTRACTOR", "LEVEL", "SHARED", "REVIEW"],
    "run": ["ID", "AT", "PROCEDURE", "BY", "UNAIDED", "OK", "NOTE"],
    "engagement": ["ID", "TERMS", "CONTRACTOR", "FUNCTION", "RATE", "BUDGET", "EVERY"],
    "checkin": ["ID", "AT", "CONTRACTOR", "WORK", "STATUS", "BLOCKER", "NEXT STEP", "NOTE"],
    "feedback": ["ID", "AT", "KIND", "CONTRACTOR", "WORK", "TIME", "WORDS"],
    "vetting": ["ID", "CONTRACTOR", "KIND", "RESULT", "FOUND", "AT"],
    "payment": ["ID", "DUE", "PAID", "AMOUNT", "CONTRACTOR", "WORK", "WHAT FOR"],
}
"""The heads of the columns."""

_FIELDS: dict[str, tuple[str, ...]] = {
    "override": ("date", "action", "block", "start", "end", "function", "label"),
    "function": ("name", "target_minutes", "kinds"),
    "hours": ("name", "zone", "week"),
    "promise": ("kind", "first_response", "next_response", "resolution", "hours"),
    "contractor": ("name", "status", "functions", "last_contact"),
    "interruption": ("at", "who", "about", "minutes", "call_back"),
    "entry": ("started", "stopped", "function", "task", "note"),
    "asset": ("kind", "name", "registered_to", "expires"),
    "procedure": ("name", "function", "where", "reviewed"),
    "grant": ("asset", "contractor", "level", "shared", "review"),
    "run": ("at", "procedure", "by", "unaided", "ok", "note"),
    "engagement": ("terms", "contractor", "function", "rate", "budget", "every"),
    "checkin": ("at", "contractor", "assignment", "status", "blocker", "next_step", "note"),
    "feedback": ("at", "kind", "contractor", "assignment", "minutes", "words"),
    "vetting": ("contractor", "kind", "result", "found", "at"),
    "payment": ("due", "paid", "amount", "contractor", "assignment", "what"),
}


def row_of(workspace: Workspace, table: str, number: int, body: Mapping[str, Any]) -> list[str]:
    """The cells of one record, as many as `HEADS` has."""
    special = _SPECIAL.get(table)
    if special is not None:
        return [ref(table, number), *special(workspace, body)]
    cells = [cell(workspace, field(table, name), body) for name in _FIELDS[table]]
    if table == "contractor" and not cells[1]:
        cells[1] = "active"
    return [ref(table, number), *cells]


def cell(workspace: Workspace, one: Field, body: Mapping[str, Any]) -> str:
    """A field as it is read, not typed: moments in whole minutes."""
    if one.kind in ("moment", "past") and body.get(one.name):
        is_date = bool(body.get(f"{one.name}_is_date"))
        return stamp(workspace, str(body[one.name]), is_date=is_date)
    return shown(workspace, one, body)


def stamp(workspace: Workspace, instant: str, *, is_date: bool = False) -> str:
    """A stored instant in the owner's zone, "2026-11-27 16:00", or its date alone."""
    local = parse_instant(instant).astimezone(owner_zone(workspace))
    return local.strftime("%Y-%m-%d" if is_date else "%Y-%m-%d %H:%M")


def derived(workspace: Workspace, request: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from a request's events; without dues where its promise cannot be counted."""
    from cockpit.actions.desk import promise_book
    from cockpit.domain.promising.clock import state_of

    try:
        return promise_book(workspace).derived(request, workspace.now())
    except CockpitError:
        state = state_of(request.get("events", ()))
        unknown = ("due", "due_clock", "at_risk_from", "status")
        return {"state": state, "reopened": False, **dict.fromkeys(unknown)}


def _task(workspace: Workspace, body: Mapping[str, Any]) -> list[str]:
    state = {"done": "✓", "dropped": "✗", "archived": "-"}.get(body.get("state", "open"), " ")
    priority = f"p{body['priority']}" if body.get("priority") else "  "
    function = name_of(workspace, body["function"]) if body.get("function") else ""
    estimate = shown(workspace, field("task", "estimate_minutes"), body)
    due = cell(workspace, field("task", "due"), body)
    return [state + priority, written_place(body), str(body["title"]), function, estimate, due]


def _request(workspace: Workspace, body: Mapping[str, Any]) -> list[str]:
    found = derived(workspace, body)
    due = stamp(workspace, found["due"]) if found["due"] else ""
    kind = str(body.get("kind", "inquiry"))
    return [str(found["state"]), kind, str(body["customer"]), str(body["subject"]), due]


def _block(workspace: Workspace, body: Mapping[str, Any]) -> list[str]:
    day = body.get("weekday") or body.get("rule") or ""
    function = name_of(workspace, body["function"]) if body.get("function") else ""
    return [str(day), body["start"], body["end"], function, str(body.get("label", ""))]


def _assignment(workspace: Workspace, body: Mapping[str, Any]) -> list[str]:
    due = cell(workspace, field("assignment", "due"), body)
    state = str(body.get("state", "draft")).replace("_", " ")
    return [state, str(body["title"]), name_of(workspace, body["contractor"]), due]


_SPECIAL: dict[str, Callable[[Workspace, Mapping[str, Any]], list[str]]] = {
    "task": _task,
    "request": _request,
    "block": _block,
    "assignment": _assignment,
}
