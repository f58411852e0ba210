"""The list of the day at its end: what is done, and how much of the rest is left."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import NamedTuple

from cockpit.actions.owner import owner_zone
from cockpit.actions.plans.history import minutes_worked
from cockpit.actions.records import revise
from cockpit.actions.tasks import refuse_closed
from cockpit.domain.clock import DAY_END
from cockpit.domain.days.clocked import day_span
from cockpit.domain.identity import format_instant, ref, split_ref
from cockpit.domain.ranks import task_rank
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

QUARTER = 15
"""Minutes of one quarter of an hour: the keys 1 to 9 say how many are left."""


class DayTask(NamedTuple):
    """A task on the list of the day."""

    ref: str
    body: Body
    done: bool
    worked: int
    """Minutes clocked on it so far, on all days."""

    @property
    def left(self) -> int | None:
        """Minutes that are left of its estimate, None without one."""
        estimate = self.body.get("estimate_minutes")
        return None if estimate is None else max(0, estimate - self.worked)


def list_of_day(workspace: Workspace, day: date, day_end: time = DAY_END) -> list[DayTask]:
    """The tasks planned for `day` or before and still open, then what was done on `day`."""
    table = workspace.table("task")
    rows = sorted(open_until(workspace, day), key=lambda row: task_rank(*row)[11:])
    start, end = day_span(day, owner_zone(workspace), day_end)
    opens, closes = format_instant(start), format_instant(end)
    done = [
        (number, body)
        for number, body in table.closed_since(opens)
        if body.get("state") == "done" and body["closed_at"] < closes
    ]
    return [
        DayTask(shown, body, bool(body.get("closed_at")), minutes_worked(workspace, shown))
        for shown, body in ((ref("task", number), body) for number, body in rows + done)
    ]


def open_until(workspace: Workspace, day: date) -> list[tuple[int, Body]]:
    """The open tasks that stand on `day` or an earlier one: one index scan."""
    after = (day + timedelta(days=1)).isoformat()
    return list(workspace.table("task").live_between("1", f"1{after}"))


def say_left(workspace: Workspace, reference: str, quarters: int) -> Change:
    """So many quarters of an hour are left of a task: its estimate is what was clocked plus these.

    Raises `WrongUse` for a task that is closed.
    """
    number = split_ref(reference, "task")[1]
    shown = ref("task", number)

    def fields(body: Body) -> dict[str, int]:
        refuse_closed(shown, body)
        anew = {"estimate_minutes": minutes_worked(workspace, shown) + quarters * QUARTER}
        if body.get("estimate_minutes") and not body.get("first_estimate_minutes"):
            anew["first_estimate_minutes"] = int(body["estimate_minutes"])
        return anew

    label = _("{minutes}m left of {id}: {words}").replace("{minutes}", str(quarters * QUARTER))
    return revise(workspace, shown, fields, label)
