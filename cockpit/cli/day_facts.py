"""What the main screen shows of a day, as plain facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from cockpit.actions.clocking import running_entry
from cockpit.actions.delegating.dossiers import lamps
from cockpit.actions.desk import block_book, function_names, owner_calendar, promise_book
from cockpit.actions.owner import owner_zone
from cockpit.domain.clock import business_day, week_of
from cockpit.domain.contractor_signals import ORDER, signal_of, waits_on_owner
from cockpit.domain.days.clocked import day_span
from cockpit.domain.days.time_use import day_use
from cockpit.domain.identity import format_instant, ref
from cockpit.domain.ranks import task_rank
from cockpit.errors import CockpitError
from cockpit.store.workspace import Body, Workspace

Facts = dict[str, Any]


def day_facts(workspace: Workspace, day_end: time) -> Facts:
    """Everything about the owner's day at this moment; instants in UTC, lengths in minutes."""
    now = workspace.now()
    zone = owner_zone(workspace)
    today = business_day(now, zone, day_end)
    requests = _requests(workspace, now)
    stamp = format_instant(now)
    return {
        "date": today.isoformat(),
        "week": week_of(today),
        "now": stamp,
        "zone": zone.key,
        "hours": _hours(workspace, now),
        "clock": _clock(workspace, now),
        "late": sum(one["status"] == "late" for one in requests),
        "at_risk": sum(one["status"] == "at_risk" for one in requests),
        "blocks": _blocks(workspace, today, now, day_end),
        "tasks": _tasks(workspace, today, day_end),
        "requests": requests,
        "contractors": _contractors(workspace, now, today),
    }


def _hours(workspace: Workspace, now: datetime) -> Facts | None:
    calendar = owner_calendar(workspace)
    if calendar is None:
        return None
    try:
        if calendar.is_open(now):
            closing = calendar.next_closing(now)
            return {"open": True, "until": format_instant(closing) if closing else None}
        return {"open": False, "until": format_instant(calendar.next_opening(now))}
    except CockpitError:
        return None


def _clock(workspace: Workspace, now: datetime) -> Facts | None:
    running = running_entry(workspace)
    if running is None:
        return None
    number, body = running
    seconds = (now - datetime.fromisoformat(body["started"])).total_seconds()
    task = workspace.body(body["task"])[2]["title"] if body.get("task") else None
    return {
        "id": ref("entry", number),
        "started": body["started"],
        "minutes": max(0, int(seconds // 60)),
        "function": body.get("function"),
        "function_name": function_names(workspace).get(body.get("function", ""), ""),
        "task": body.get("task"),
        "title": task,
    }


def _blocks(workspace: Workspace, today: date, now: datetime, day_end: time) -> list[Facts]:
    book = block_book(workspace)
    start = format_instant(day_span(today, book.zone, day_end)[0])
    entries = {
        **workspace.live("entry"),
        **dict(workspace.table("entry").closed_since(start)),
    }
    used = {row.occurrence.id: row for row in day_use(today, book, entries, now).rows}
    names = function_names(workspace)
    found = []
    for one in book.on(today):
        row = used.get(one.id)
        found.append(
            {
                "id": one.override or one.block,
                "function": one.function,
                "function_name": names.get(one.function or "", ""),
                "label": one.label,
                "start": format_instant(one.start),
                "end": format_instant(one.end),
                "planned_minutes": row.planned if row else one.minutes,
                "done_minutes": row.done if row else 0,
                "now": one.start <= now < one.end,
            }
        )
    return found


def _tasks(workspace: Workspace, today: date, day_end: time) -> list[Facts]:
    """Open tasks of today, and those that were not done before; then what was done today."""
    table = workspace.table("task")
    tomorrow = (today + timedelta(days=1)).isoformat()
    rows = sorted(
        table.live_between("1", f"1{tomorrow}"), key=lambda row: task_rank(row[0], row[1])[11:]
    )
    since = format_instant(day_span(today, owner_zone(workspace), day_end)[0])
    rows += [(n, body) for n, body in table.closed_since(since) if body.get("state") == "done"]
    names = function_names(workspace)
    return [
        {
            "id": ref("task", number),
            "title": body["title"],
            "state": body.get("state", "open"),
            "day": body.get("day"),
            "function": body.get("function"),
            "function_name": names.get(body.get("function", ""), ""),
            "estimate_minutes": body.get("estimate_minutes"),
            "priority": body.get("priority"),
            "due": body.get("due"),
            "due_is_date": body.get("due_is_date", False),
            "rolls": body.get("rolls", 0),
        }
        for number, body in rows
    ]


def _requests(workspace: Workspace, now: datetime) -> list[Facts]:
    """All open requests in the order of the queue; snoozed ones after those that are not."""
    book = promise_book(workspace)
    stamp = format_instant(now)
    found = []
    for number, body in workspace.table("request").live():
        try:
            derived = book.derived(body, now)
        except CockpitError:
            derived = {"state": "open", "due": None, "at_risk_from": None}
        found.append(
            {
                "id": ref("request", number),
                "subject": body["subject"],
                "customer": body["customer"],
                "kind": body.get("kind", "inquiry"),
                "state": derived["state"],
                "due": derived["due"],
                "status": _status(derived, stamp),
                "snoozed_until": _ahead(body.get("snoozed_until"), stamp),
            }
        )
    return sorted(found, key=lambda one: one["snoozed_until"] is not None)


def _status(derived: Mapping[str, Any], stamp: str) -> str:
    if derived["due"] is None:
        return "waiting" if derived["state"] == "waiting" else "none"
    if derived["due"] < stamp:
        return "late"
    return "at_risk" if (derived["at_risk_from"] or "~") <= stamp else "due"


def _ahead(instant: str | None, stamp: str) -> str | None:
    return instant if instant and instant > stamp else None


def _contractors(workspace: Workspace, now: datetime, today: date) -> list[Facts]:
    """Contractors by their worst signal, each with the open assignments."""
    work: dict[str, list[tuple[int, Body]]] = {}
    for number, body in workspace.live("assignment").items():
        work.setdefault(body["contractor"], []).append((number, body))
    found = []
    worst_of = lamps(workspace, today)
    for number, body in workspace.live("contractor").items():
        own = work.get(ref("contractor", number), [])
        worst = worst_of[ref("contractor", number)]
        assignments = []
        for at, one in own:
            signal = signal_of(one, now)
            assignments.append(
                {
                    "id": ref("assignment", at),
                    "title": one["title"],
                    "state": one.get("state", "draft"),
                    "due": one.get("due"),
                    "due_is_date": one.get("due_is_date", False),
                    "signal": signal.name,
                    "reason": signal.reason,
                    "waits_on_owner": waits_on_owner(one),
                }
            )
        found.append(
            {
                "id": ref("contractor", number),
                "name": body["name"],
                "signal": worst.name,
                "reason": worst.reason,
                "assignments": assignments,
            }
        )
    return sorted(found, key=lambda one: (ORDER.index(one["signal"]), one["name"].casefold()))
