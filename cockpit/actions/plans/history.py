"""What was clocked on tasks of late: what is left of the open ones, and how estimates came out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from json import loads
from typing import Any

from cockpit.actions.clocking import running_entry
from cockpit.actions.owner import today
from cockpit.domain.identity import format_instant, number_of, parse_instant
from cockpit.domain.plans.estimates import Sample, factors
from cockpit.store.workspace import Workspace

LOOKED_BACK = timedelta(days=120)
"""How far back time entries are read; older ones say little of the owner as he works now."""


def clocked_on_tasks(workspace: Workspace) -> Mapping[str, int]:
    """The seconds clocked on each task by entries that were closed lately."""
    return workspace.derive(
        f"clocked_on_tasks {today(workspace)}", frozenset({"entry"}), lambda: _clocked(workspace)
    )


def minutes_worked(workspace: Workspace, reference: str) -> int:
    """Whole minutes clocked on a task, its running clock included."""
    seconds = clocked_on_tasks(workspace).get(reference, 0)
    running = running_entry(workspace)
    if running is not None and running[1].get("task") == reference:
        since = parse_instant(running[1]["started"])
        seconds += max(0, int((workspace.now() - since).total_seconds()))
    return seconds // 60


def estimate_factors(workspace: Workspace) -> Mapping[str, float]:
    """What the estimates of each function are multiplied by, from its tasks done lately.

    Made again after a clock was stopped, not with each task that is crossed off.
    """
    return workspace.derive(
        f"estimate_factors {today(workspace)}",
        frozenset({"entry"}),
        lambda: factors(estimate_samples(workspace)),
    )


def estimate_samples(workspace: Workspace) -> list[Sample]:
    """What tasks done lately were estimated at and what was clocked on them, by function."""
    clocked = clocked_on_tasks(workspace)
    tasks = workspace.table("task").fetch(number_of(one) for one in clocked)
    found = []
    for reference, seconds in clocked.items():
        body = tasks.get(number_of(reference))
        if body is None or body.get("state") != "done" or not body.get("function"):
            continue
        estimate = body.get("first_estimate_minutes") or body.get("estimate_minutes") or 0
        found.append((body["function"], estimate, round(seconds / 60)))
    return found


def _clocked(workspace: Workspace) -> dict[str, int]:
    since = format_instant(workspace.now() - LOOKED_BACK)
    # most entries of a long history are on a function only: these are not even decoded
    with workspace.storage.guard:
        rows = workspace.storage.connection.execute(
            "SELECT body FROM document WHERE tbl = 'entry' AND closed_at >= ?"
            " AND instr(body, '\"task\"')",
            (since,),
        ).fetchall()
    found: dict[str, int] = {}
    for (text,) in rows:
        entry: dict[str, Any] = loads(text)
        if entry.get("task") and entry.get("stopped") and not entry.get("archived"):
            started, stopped = (
                datetime.fromisoformat(entry[name]) for name in ("started", "stopped")
            )
            length = int((stopped - started).total_seconds())
            found[entry["task"]] = found.get(entry["task"], 0) + length
    return found
