"""Closing a day: what it was and what tomorrow will be becomes a record that never changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from cockpit.actions.desk import block_book, function_names
from cockpit.actions.owner import owner_zone
from cockpit.actions.planning import DayPlan
from cockpit.actions.records import Added, add_record
from cockpit.actions.reviewing.crossing import list_of_day
from cockpit.actions.reviewing.dates import last_night
from cockpit.actions.reviewing.progress import Progress
from cockpit.domain.clock import DAY_END
from cockpit.domain.days.clocked import day_span
from cockpit.domain.days.time_use import DayUse, day_use
from cockpit.domain.identity import format_instant, number_of, ref
from cockpit.domain.nights import NightDays
from cockpit.domain.wording.times import WEEKDAYS, day_and_month
from cockpit.errors import Refused
from cockpit.i18n import _
from cockpit.store import history
from cockpit.store.workspace import Body, Workspace

Row = dict[str, Any]


def close_night(
    workspace: Workspace,
    progress: Progress,
    days: NightDays,
    plan: DayPlan,
    day_end: time = DAY_END,
) -> Added:
    """Write the snapshot of the day and of the plan for tomorrow; the review is over.

    Raises `Refused` when the day was closed meanwhile, in another terminal.
    """
    label = _("Close {day}").format(day=_day_words(workspace, days.day))
    with workspace.transaction(label) as transaction:
        refuse_closed_night(workspace, days.day)
        now = format_instant(workspace.now())
        fields = {
            "kind": "nightly",
            "day": days.day.isoformat(),
            "started": min(progress.started, now),
            "finished": now,
            "closed_at": now,
            "seconds": round(progress.seconds),
            "keys": progress.keys,
            "note": progress.note,
            "night": snapshot(workspace, progress, days, plan, day_end),
        }
        added = add_record(workspace, "review", fields)
    return Added(added.ref, workspace.change(transaction))


def refuse_closed_night(workspace: Workspace, day: date) -> None:
    """Raise `Refused`, naming the review, when a day is closed already."""
    last = last_night(workspace)
    if last is None or last[1]["day"] < day.isoformat():
        return
    raise Refused(
        _("{day} is closed already ({id}, {time}); undo takes that back.").format(
            day=_day_words(workspace, date.fromisoformat(last[1]["day"])),
            id=ref("review", last[0]),
            time=f"{datetime.fromisoformat(last[1]['finished']).astimezone(owner_zone(workspace)):%H:%M}",
        )
    )


def snapshot(
    workspace: Workspace,
    progress: Progress,
    days: NightDays,
    plan: DayPlan,
    day_end: time = DAY_END,
) -> Row:
    """The facts of the day and of tomorrow, as they are stored."""
    start, end = day_span(days.day, owner_zone(workspace), day_end)
    return {
        "functions": function_times(workspace, use_of_day(workspace, days.day, day_end)),
        "tasks": reviewed_tasks(workspace, progress, days, day_end),
        "interrupted_minutes": _interrupted(workspace, start, end),
        "tomorrow": days.tomorrow.isoformat(),
        "planned": [_listed(number, body) for number, body in _standing_on(workspace, days)],
        "blocks": [
            {
                "occurrence": one.occurrence.id,
                "function": one.occurrence.function,
                "name": one.name,
                "start": format_instant(one.occurrence.start),
                "end": format_instant(one.occurrence.end),
                "free_minutes": one.free,
                "tasks": [piece.ref for piece in one.pieces if piece.ref.startswith("T")],
                "minutes": one.minutes,
            }
            for one in plan.blocks
        ],
    }


def use_of_day(workspace: Workspace, day: date, day_end: time = DAY_END) -> DayUse:
    """Planned and clocked time of a date."""
    since = format_instant(day_span(day, owner_zone(workspace), day_end)[0])
    entries = {
        **workspace.live("entry"),
        **dict(workspace.table("entry").closed_since(since)),
    }
    tasks = {
        number_of(body["task"]): workspace.find("task", number_of(body["task"])) or {}
        for body in entries.values()
        if body.get("task") and not body.get("function")
    }
    return day_use(day, block_book(workspace), entries, workspace.now(), tasks)


def function_times(workspace: Workspace, use: DayUse) -> list[Row]:
    """Planned and actual minutes of a day by function, in the owner's order; None comes last."""
    planned: dict[str | None, int] = {}
    actual: dict[str | None, int] = dict(use.outside)
    for row in use.rows:
        function = row.occurrence.function
        planned[function] = planned.get(function, 0) + row.planned_seconds
        actual[function] = actual.get(function, 0) + row.done_seconds
    names = function_names(workspace)
    known = [one for one in names if one in planned or one in actual]
    others = [one for one in {**planned, **actual} if one not in names]
    return [
        {
            "function": one,
            "name": names.get(one or "", one or _("on no function")),
            "planned_minutes": planned.get(one, 0) // 60,
            "actual_minutes": actual.get(one, 0) // 60,
        }
        for one in (*known, *sorted(others, key=str))
        if planned.get(one, 0) or actual.get(one, 0)
    ]


def reviewed_tasks(
    workspace: Workspace, progress: Progress, days: NightDays, day_end: time = DAY_END
) -> list[Row]:
    """What stood on the list of the day, and what became of it: told by the history.

    The list is what stands there still, what was done that day, and what the changes since the
    review was begun have taken off it.
    """
    rows = {number_of(one.ref): one.body for one in list_of_day(workspace, days.day, day_end)}
    before = history.bodies_before(workspace.storage.connection, "task", progress.start_change)
    for number, body in before.items():
        if number not in rows and body is not None and _stood_on(body, days.day):
            rows[number] = workspace.find("task", number) or body
    return [
        {**_listed(number, rows[number]), **_outcome(rows[number], days, before.get(number))}
        for number in sorted(rows)
    ]


def _stood_on(body: Body, day: date) -> bool:
    return (
        body.get("closed_at") is None
        and body.get("place") == "day"
        and str(body["day"]) <= day.isoformat()
    )


def _outcome(body: Body, days: NightDays, before: Mapping[str, Any] | None) -> Row:
    if body.get("closed_at"):
        return {"outcome": str(body.get("state", "archived"))}
    reasons = [
        one["reason"] for one in body.get("roll_reasons", ()) if one["day"] == days.day.isoformat()
    ]
    row: Row = {"reason": reasons[-1]} if reasons else {}
    if body.get("assignment") and not (before or {}).get("assignment"):
        return {**row, "outcome": "given", "to": str((body.get("waiting") or {}).get("who") or "")}
    place = body.get("place", "backlog")
    if place == "day" and str(body["day"]) <= days.day.isoformat():
        return {**row, "outcome": "open"}
    return {**row, "outcome": place, "to": str(body.get("day") or body.get("week") or "")}


def _listed(number: int, body: Body) -> Row:
    kept = ("function", "estimate_minutes", "rolls")
    return {
        "task": ref("task", number),
        "title": body["title"],
        **{name: body[name] for name in kept if body.get(name)},
    }


def _standing_on(workspace: Workspace, days: NightDays) -> Iterable[tuple[int, Body]]:
    """The list of tomorrow as it stands in the records."""
    low = f"1{days.tomorrow.isoformat()}"
    high = f"1{(days.tomorrow + timedelta(days=1)).isoformat()}"
    return workspace.table("task").live_between(low, high)


def _interrupted(workspace: Workspace, start: datetime, end: datetime) -> int:
    """Minutes that interruptions took within a span."""
    low, high = format_instant(start), format_instant(end)
    rows = {
        **workspace.live("interruption"),
        **dict(workspace.table("interruption").closed_since(low)),
    }
    return sum(int(body.get("minutes") or 0) for body in rows.values() if low <= body["at"] < high)


def _day_words(workspace: Workspace, day: date) -> str:
    today = workspace.now().astimezone(owner_zone(workspace)).date()
    return f"{WEEKDAYS[day.weekday()]} {day_and_month(day, today)}"
