"""A small week to plan: two functions and personal time in Berlin, on a Monday evening."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cockpit.actions.planning import DayPlan, Planner
from cockpit.actions.records import add_record
from cockpit.domain.clock import FixedClock
from cockpit.domain.identity import format_instant
from cockpit.store.workspace import Workspace
from tests.workspaces import open_workspace, with_hours

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(23, 28))
THIS_WEEK, NEXT_WEEK = "2026-W48", "2026-W49"
WRITING, DESIGN, PERSONAL, ADMIN = "F1", "F2", "F3", "F4"

_BLOCKS = [
    (WRITING, "mon tue wed thu fri", "09:00", "11:00"),
    (DESIGN, "tue thu", "11:00", "12:30"),
    (PERSONAL, "tue", "12:30", "13:30"),
    (WRITING, "tue", "14:00", "15:00"),
]
"""On Tuesday: writing B2 2h and B9 1h, design B6 1h 30m, lunch B8; admin has no block at all."""


def berlin(day: date, wall: str) -> datetime:
    """A wall time in Berlin this winter."""
    return datetime.fromisoformat(f"{day.isoformat()}T{wall}:00+01:00")


def planning_week(folder: Path, at: datetime | None = None) -> Workspace:
    """The week without a task, on Monday at 20:00 or at another moment."""
    workspace = with_hours(open_workspace(folder, at or berlin(MONDAY, "20:00")))
    for name, personal in (("Writing", 0), ("Design", 0), ("Lunch", 1), ("Admin", 0)):
        add_record(workspace, "function", {"name": name, "personal": bool(personal)})
    for function, weekdays, start, end in _BLOCKS:
        for weekday in weekdays.split():
            fields = {"function": function, "weekday": weekday, "start": start, "end": end}
            add_record(workspace, "block", fields)
    return workspace


def add_task(
    workspace: Workspace,
    title: str,
    minutes: int | None = None,
    function: str | None = WRITING,
    *,
    on: date | None = None,
    due: tuple[date, str] | date | None = None,
    week: str | None = THIS_WEEK,
    **fields: Any,
) -> str:
    """A task on the list of this week, or on a day; its id."""
    place: dict[str, Any] = {"place": "week", "week": week} if week else {}
    if on is not None:
        place = {"place": "day", "day": on.isoformat()}
    if isinstance(due, tuple):
        fields["due"] = format_instant(berlin(*due))
    elif due is not None:
        fields |= {"due": f"{due.isoformat()}T22:59:59Z", "due_is_date": True}
    said = {"title": title, "estimate_minutes": minutes, "function": function}
    return add_record(workspace, "task", {**said, **place, **fields}).ref


def plan(
    workspace: Workspace,
    choices: Mapping[str, bool] | None = None,
    pins: Mapping[str, str] | None = None,
    day: date = TUESDAY,
) -> DayPlan:
    """The plan of Tuesday, or another day."""
    return Planner(workspace, day).plan(choices or {}, pins or {})


def blocks(found: DayPlan) -> dict[str, dict[str, int]]:
    """Start of each block to the minutes of each task in it."""
    return {
        f"{block.occurrence.start:%H:%M}": {piece.ref: piece.minutes for piece in block.pieces}
        for block in found.blocks
    }


def set_clock(workspace: Workspace, at: datetime) -> None:
    """Put the clock on a moment."""
    assert isinstance(workspace.clock, FixedClock)
    workspace.clock.moment = at
