"""A business at the end of its Friday: what is left over, what waits, what comes next week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from cockpit.actions.clocking import add_entry
from cockpit.actions.contractors import move_assignment
from cockpit.actions.interruptions import add_interruption
from cockpit.actions.records import add_record
from cockpit.actions.requests import add_request
from cockpit.actions.reviewing.week import Week
from cockpit.actions.tasks import complete_task
from cockpit.store.workspace import Workspace
from tests.evening import berlin, plan_the_week

FRIDAY_EVENING = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)
"""27 November 2026, 17:30 in Berlin; work closes at 17:00."""
THIS_WEEK, NEXT_WEEK = "2026-W48", "2026-W49"
FREE = {"F1": 480, "F2": 720, "F3": 240, "F4": 240}
"""Minutes of the blocks of any week: Tuesday to Friday."""


def add_task(workspace: Workspace, title: str, **fields: Any) -> str:
    """A task of the backlog, unless said otherwise."""
    return add_record(workspace, "task", {"title": title, **fields}).ref


def full_friday(workspace: Workspace) -> Workspace:
    """Nine tasks, two assignments, two requests, 3h 30m clocked, one interruption.

    T1, T3 and T9 are left over; T2 is done; T4 has neither function nor estimate; T6 and T7 are
    for next week, T8 is due then; T5 can wait. T9 waits on Maria.
    """
    plan_the_week(workspace)
    for title, fields in (
        ("Write the guide", {"place": "week", "week": THIS_WEEK, "function": "F1", "estimate_minutes": 120}),
        ("Send invoices", {"place": "week", "week": THIS_WEEK, "function": "F3", "estimate_minutes": 60}),
        ("Old promise", {"place": "day", "day": "2026-11-25", "function": "F2", "estimate_minutes": 60}),
        ("Loose idea", {}),
        ("Fair in spring", {"function": "F1", "estimate_minutes": 600}),
        ("Call the fair", {"place": "week", "week": NEXT_WEEK, "function": "F2", "estimate_minutes": 30}),
        ("Meet Anna", {"place": "day", "day": "2026-12-02", "function": "F2", "estimate_minutes": 60}),
        ("Tax form", {"function": "F3", "estimate_minutes": 60, "due": "2026-12-03T11:00:00Z"}),
        ("Logo", {"place": "week", "week": THIS_WEEK, "function": "F1", "estimate_minutes": 30,
                  "waiting": {"who": "Maria"}}),
    ):  # fmt: skip
        add_task(workspace, title, **fields)
    complete_task(workspace, "T2")
    _others(workspace)
    for function, start, end in (("F1", "24 09:00", "24 11:00"), ("F2", "25 13:00", "25 14:30")):
        entry = {"function": function, "started": berlin(start), "stopped": berlin(end)}
        add_entry(workspace, entry)
    add_interruption(
        workspace, {"who": "Noor", "at": berlin("24 10:00"), "minutes": 10, "kind": "personal"}
    )
    return workspace


def _others(workspace: Workspace) -> None:
    add_record(workspace, "contractor", {"name": "Maria"})
    add_record(workspace, "contractor", {"name": "Ivo"})
    for person, title, due in (("C1", "Banner", "30 12:00"), ("C2", "Shop texts", "26 12:00")):
        fields = {
            "contractor": person, "title": title, "goal": "it prints", "done_when": ["it opens"],
            "due": berlin(due),
        }  # fmt: skip
        given = add_record(workspace, "assignment", fields).ref
        move_assignment(workspace, given, "sent", FRIDAY_EVENING - timedelta(days=4))
    move_assignment(workspace, "A1", "delivered")
    first = {"measure": "working", "minutes": 120}
    add_record(workspace, "promise", {"kind": "inquiry", "first_response": first})
    for kind, customer, at in (("inquiry", "Anna", "25 09:00"), ("gossip", "Dora", "26 09:00")):
        fields = {"kind": kind, "customer": customer, "subject": "Price?", "received": berlin(at)}
        add_request(workspace, fields)


def at_step(workspace: Workspace, step: int) -> Week:
    """The week's review, gone on to a screen by accepting those before it."""
    week = Week(workspace)
    week.begin()
    while week.step < step:
        week.accept()
    return week
