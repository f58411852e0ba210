"""The clock: starting and stopping time entries on a function or a task."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cockpit.actions.records import Added, add_record, revise, words_of
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


def add_entry(workspace: Workspace, fields: Mapping[str, Any]) -> Added:
    """Add a time entry; with its stop it is closed, without one its clock runs."""
    return add_record(workspace, "entry", {**fields, "closed_at": fields.get("stopped")})


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
    on = workspace.body(task, "task") if task is not None else None
    of = workspace.body(function, "function") if function is not None else None
    table, number, words = on or of or ("", 0, {})
    label = _("Start the clock on {id}: {words}").format(
        id=ref(table, number), words=words_of(table, words)
    )
    with workspace.transaction(label) as transaction:
        fields: dict[str, Any] = {"started": format_instant(workspace.now()), "note": note}
        if on is not None:
            body = workspace.body(ref("task", on[1]))[2]
            if body.get("closed_at"):
                raise WrongUse(
                    _("{id} is closed; the clock cannot start on it.").format(id=ref("task", on[1]))
                )
            fields["task"], fields["function"] = ref("task", on[1]), body.get("function")
        if of is not None:
            fields["function"] = ref("function", of[1])
        stop_running(workspace)
        added = add_record(workspace, "entry", fields)
    return Added(added.ref, workspace.change(transaction))


def stop_clock(workspace: Workspace, at: datetime | None = None) -> Change:
    """Stop the running clock now, or at an earlier moment; raises when none runs."""
    label = _("Stop the clock")
    with workspace.transaction(label) as transaction:
        running = running_entry(workspace)
        if running is None:
            raise CockpitError(
                _("No clock is running; start one with `s` or `cockpit clock start`.")
            )
        number, body = running
        transaction.label = _("Stop the clock {id}: {words}").format(
            id=ref("entry", number), words=_worked_on(workspace, body)
        )
        if at is None:
            stop_running(workspace)
        else:
            _stop(workspace, number, at)
    return workspace.change(transaction)


def stop_running(workspace: Workspace, task: str | None = None) -> None:
    """Stop the clock if one runs (on `task`, when given); silent when none does.

    Should the machine's clock have been set back behind its start, it stops where it started.
    """
    running = running_entry(workspace)
    if running is not None and (task is None or running[1].get("task") == task):
        started = parse_instant(running[1]["started"])
        _stop(workspace, running[0], max(workspace.now(), started))


def _worked_on(workspace: Workspace, body: Body) -> str:
    """The words of what a time entry is on: its task, else its function."""
    for name in ("task", "function"):
        if body.get(name):
            table, _number, found = workspace.body(body[name])
            return words_of(table, found)
    return words_of("entry", body)


def _stop(workspace: Workspace, number: int, at: datetime) -> Change:
    def fields(body: Body) -> Mapping[str, Any]:
        started = parse_instant(body["started"])
        if at < started:
            raise WrongUse(
                _("{id} started at {start}, after the time at which it should stop.").format(
                    id=ref("entry", number), start=body["started"]
                )
            )
        if at > max(workspace.now(), started):
            raise WrongUse(_("The clock cannot stop in the future; say a moment that has been."))
        stopped = format_instant(at)
        return {"stopped": stopped, "closed_at": stopped}

    return revise(workspace, ref("entry", number), fields, _("Stop the clock: {id}"))
