"""Closing a week: what it was and the list of the next one become a record that never changes."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from cockpit.actions.balance import weeks_of
from cockpit.actions.owner import owner_zone
from cockpit.actions.records import Added, add_record
from cockpit.actions.reviewing.weekly.compared import outcome_of, stood_on_list
from cockpit.actions.reviewing.weekly.dates import refuse_closed_week, review_that_listed
from cockpit.actions.reviewing.weekly.oldest import still_there
from cockpit.actions.reviewing.weekly.progress import WeekProgress
from cockpit.domain.clock import DAY_END
from cockpit.domain.days.clocked import day_span
from cockpit.domain.identity import format_instant, number_of, ref
from cockpit.domain.review_weeks import ReviewWeeks
from cockpit.i18n import _
from cockpit.store import history
from cockpit.store.workspace import Body, Workspace

Row = dict[str, Any]


def close_week(
    workspace: Workspace, progress: WeekProgress, weeks: ReviewWeeks, day_end: time = DAY_END
) -> Added:
    """Write the snapshot of the week and of the list for the next one; the review is over.

    Raises `Refused` when the week was closed meanwhile, in another terminal.
    """
    label = _("Close {week}").format(week=weeks.week)
    with workspace.transaction(label) as transaction:
        refuse_closed_week(workspace, weeks)
        now = format_instant(workspace.now())
        fields = {
            "kind": "weekly",
            "week": weeks.week,
            "started": min(progress.started, now),
            "finished": now,
            "closed_at": now,
            "seconds": round(progress.seconds),
            "keys": progress.keys,
            "note": progress.note,
            "weekly": week_snapshot(workspace, progress, weeks, day_end),
        }
        added = add_record(workspace, "review", fields)
    return Added(added.ref, workspace.change(transaction))


def week_snapshot(
    workspace: Workspace, progress: WeekProgress, weeks: ReviewWeeks, day_end: time = DAY_END
) -> Row:
    """The facts of the week and of the next list, as they are stored."""
    return {
        "functions": [
            {
                "function": row.function,
                "name": row.name,
                "target_minutes": row.target,
                "planned_minutes": row.planned,
                "actual_minutes": row.actual,
            }
            for row in weeks_of(workspace, weeks.sunday, 1, day_end)[0][1]
            if row.target or row.planned or row.actual
        ],
        "tasks": reviewed_list(workspace, progress, weeks, day_end),
        "next_week": weeks.next_week,
        "planned": [_listed(number, body) for number, body in next_list(workspace, weeks)],
        "kept": [one.ref for one in still_there(workspace, progress.kept)],
    }


def next_list(workspace: Workspace, weeks: ReviewWeeks) -> list[tuple[int, Body]]:
    """The master list of the next week: what stands on it, then what stands on its days."""
    table, week = workspace.table("task"), weeks.next_week
    after = weeks.next_monday + timedelta(days=7)
    return [
        *table.live_between(f"2{week}|", f"2{week}|~"),
        *table.live_between(f"1{weeks.next_monday.isoformat()}", f"1{after.isoformat()}"),
    ]


def reviewed_list(
    workspace: Workspace, progress: WeekProgress, weeks: ReviewWeeks, day_end: time = DAY_END
) -> list[Row]:
    """The master list of the week, and what became of it: told by the records and the history.

    On it was what the review before had listed, what stood on it or its days when this one was
    begun or does so now, and what was done in the week.
    """
    numbers = set(_listed_before(workspace, weeks))
    before = history.bodies_before(workspace.storage.connection, "task", progress.start_change)
    numbers |= {number for number, body in before.items() if body and stood_on_list(body, weeks)}
    table = workspace.table("task")
    after = (weeks.sunday + timedelta(days=1)).isoformat()
    numbers |= {number for number, _rank in table.ranks_between("1", f"1{after}")}
    numbers |= {number for number, _rank in table.ranks_between("2", f"2{weeks.week}|~")}
    zone = owner_zone(workspace)
    opens = format_instant(day_span(weeks.monday, zone, day_end)[0])
    closes = format_instant(day_span(weeks.sunday, zone, day_end)[1])
    numbers |= {
        number
        for number, body in table.closed_since(opens)
        if body.get("state") == "done" and body["closed_at"] < closes
    }
    rows = []
    for number, body in sorted(table.fetch(numbers).items()):
        outcome, to = outcome_of(body, weeks)
        row = {**_listed(number, body), "outcome": outcome, "to": to}
        reasons = [
            str(one["reason"])
            for one in body.get("roll_reasons", ())
            if weeks.monday.isoformat() <= one["day"] <= weeks.sunday.isoformat()
        ]
        rows.append({**row, "reason": reasons[-1]} if reasons else row)
    return rows


def _listed_before(workspace: Workspace, weeks: ReviewWeeks) -> list[int]:
    found = review_that_listed(workspace, weeks.week)
    listed = found[1]["weekly"].get("planned", ()) if found else ()
    return [number_of(one["task"]) for one in listed]


def _listed(number: int, body: Body) -> Row:
    kept = ("function", "estimate_minutes", "rolls")
    return {
        "task": ref("task", number),
        "title": body["title"],
        **{name: body[name] for name in kept if body.get(name)},
    }
