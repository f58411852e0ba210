"""The clock: starting and stopping time entries on a function or a task."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cockpit.actions.records import Added, add_record, revise
from cockpit.domain.identity import format_instant, parse_instant, ref
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace


def running_entry(workspace: Workspace) -> tuple[int, Body] | None:
    """The time entry whose clock runs, with its number; None when none does."""
    for number, body in workspace.live("entry").items():
        if not body.get("stopped"):
            return number, body
    return None


def start_clock(
    workspace: Workspace,
    *,
    task: str | None = None,
    function: str | None = None,
    note: str | None = None,
) -> Added:
    """Start the clock on a task or a function; a clock that runs is stopped first, in one change.

    A task's function is taken over, so that its time counts there.
    """
    if task is None and function is None:
        raise WrongUse(_("Say on what the clock starts: a task or a function."))
    if task is not None:
        _name, number, body = workspace.body(task, "task")
        task = ref("task", number)
        if body.get("closed_at"):
            raise WrongUse(_("{id} is closed; the clock cannot start on it.").format(id=task))
        function = function or body.get("function")
    with workspace.transaction(
        _("Start the clock on {what}").format(what=task or function)
    ) as transaction:
        stop_running(workspace)
        added = add_record(
            workspace,
            "entry",
            {
                "started": format_instant(workspace.now()),
                "task": task,
                "function": function,
                "note": note,
            },
        )
    return Added(added.ref, workspace.change(transaction))


def stop_clock(workspace: Workspace, at: datetime | None = None) -> Change:
    """Stop the running clock now, or at an earlier moment; raises when none runs."""
    running = running_entry(workspace)
    if running is None:
        raise CockpitError(_("No clock is running; start one with `s` or `cockpit clock start`."))
    number, _body = running
    return _stop(workspace, number, at or workspace.now())


def stop_running(workspace: Workspace, task: str | None = None) -> None:
    """Stop the clock if one runs (on `task`, when given); silent when none does."""
    running = running_entry(workspace)
    if running is not None and (task is None or running[1].get("task") == task):
        _stop(workspace, running[0], workspace.now())


def _stop(workspace: Workspace, number: int, at: datetime) -> Change:
    def fields(body: Body) -> Mapping[str, Any]:
        started = parse_instant(body["started"])
        if at < started:
            raise WrongUse(
                _("{id} started at {start}, after the time at which it should stop.").format(
                    id=ref("entry", number), start=body["started"]
                )
            )
        stopped = format_instant(at)
        return {"stopped": stopped, "closed_at": stopped}

    return revise(workspace, ref("entry", number), fields, _("Stop the clock: {id}"))
