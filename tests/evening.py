"""A business at the end of its Tuesday: twenty tasks, twelve of them done, one thing too many."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from cockpit.actions.clocking import add_entry, start_clock
from cockpit.actions.records import add_record
from cockpit.domain.identity import format_instant
from cockpit.store.workspace import Workspace
from tests.workspaces import WEEK, advance

TUESDAY_EVENING = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
"""24 November 2026, 17:30 in Berlin; work closes at 17:00."""
TUESDAY, WEDNESDAY = "2026-11-24", "2026-11-25"
DONE = [f"T{number}" for number in range(1, 13)]
LEFT = [f"T{number}" for number in range(13, 21)]
TWICE_ROLLED = ["T19", "T20"]


def berlin(text: str) -> str:
    """A stored instant from a wall time in Berlin that winter: "24 09:30"."""
    day, _space, clock = text.partition(" ")
    moment = datetime.fromisoformat(f"2026-11-{day} {clock}+01:00")
    return format_instant(moment.astimezone(UTC))


def plan_the_week(workspace: Workspace) -> None:
    """Hours, three functions and lunch, and blocks from Tuesday to Friday, since the week before."""
    advance(workspace, days=-8)
    add_record(workspace, "hours", {"name": "mine", "zone": "Europe/Berlin", "week": WEEK})
    for name, target, personal in (
        ("Writing", 600, False),
        ("Client work", 600, False),
        ("Admin", 120, False),
        ("Personal", 300, True),
    ):
        fields = {"name": name, "target_minutes": target, "personal": personal}
        add_record(workspace, "function", fields)
    for day in ("tue", "wed", "thu", "fri"):
        for function, start, end in (
            ("F1", "09:00", "11:00"),
            ("F3", "11:00", "12:00"),
            ("F4", "12:00", "13:00"),
            ("F2", "13:00", "16:00"),
        ):
            block = {"function": function, "weekday": day, "start": start, "end": end}
            add_record(workspace, "block", block)
    advance(workspace, days=8)


def task(workspace: Workspace, title: str, **fields: Any) -> str:
    """A task for Tuesday, unless said otherwise."""
    place = {"place": "day", "day": TUESDAY} if "place" not in fields else {}
    return add_record(workspace, "task", {"title": title, **place, **fields}).ref


def full_tuesday(workspace: Workspace) -> Workspace:
    """Twenty tasks on the list (T1 to T20), one for Wednesday (T21), and a clock that runs.

    T13 to T18 go on as they are; T19 and T20 were put off twice. Of Writing 2h 30m are due on
    Wednesday at noon, and its block has two hours.
    """
    plan_the_week(workspace)
    for number in range(1, 13):
        task(workspace, f"Done {number}", function="F3", estimate_minutes=10)
    for number in range(1, 4):
        task(workspace, f"Client {number}", function="F2", estimate_minutes=30)
    for number in range(1, 3):
        task(workspace, f"Bill {number}", function="F3", estimate_minutes=15)
    due = {"due": berlin("25 12:00")}
    task(workspace, "Launch mail", function="F1", estimate_minutes=60, **due)
    task(workspace, "Old idea", function="F1", estimate_minutes=30, rolls=2, **due)
    task(workspace, "Old call", function="F2", estimate_minutes=30, rolls=2)
    task(
        workspace, "Proof the text", function="F1", estimate_minutes=60, place="day",
        day=WEDNESDAY, **due,
    )  # fmt: skip
    add_entry(
        workspace,
        {"function": "F1", "started": berlin("24 09:00"), "stopped": berlin("24 11:00")},
    )
    add_entry(
        workspace,
        {"function": "F3", "started": berlin("24 11:00"), "stopped": berlin("24 12:00")},
    )
    add_entry(
        workspace,
        {"function": "F2", "started": berlin("24 13:00"), "stopped": berlin("24 16:00")},
    )
    start_clock(workspace, task="T13")
    return workspace
