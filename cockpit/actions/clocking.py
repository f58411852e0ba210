"""The clock: starting and stopping time entries on a function, a task or a block."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from cockpit.actions.records import Added, add_record, revise, words_of
from cockpit.domain.clock import DAY_END, business_day
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
    """Add a time entry; with its stop it is closed, without one its clock runs.

    Raises `WrongUse` when it lies ahead, or within the time of another one, naming both.
    """
    from cockpit.actions.time_log import refuse_bad_times

    with workspace.transaction(_("Add entry: {words}").format(words=words_of("entry", fields))):
        if fields.get("started"):
            refuse_bad_times(workspace, None, fields)
        return add_record(workspace, "entry", {**fields, "closed_at": fields.get("stopped")})


def start_clock(
    workspace: Workspace,
    *,
    task: str | None = None,
    function: str | None = None,
    block: str | None = None,
    note: str | None = None,
) -> Added:
    """Start the clock on a task, a function or a block's function ("B4", or "O3" of one date).

    A clock that runs is stopped first, in one change. A task's function is taken over, so that
    its time counts there.
    """
    if block is not None:
        function = _function_of_block(workspace, block)
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
    """Stop the running clock now, or at a moment that has been; raises when none runs.

    One that was started on an earlier business day is not stopped without saying when.
    """
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
    Raises `WrongUse` for one of an earlier business day: how long it really ran is not guessed.
    """
    running = running_entry(workspace)
    if running is None or (task is not None and running[1].get("task") != task):
        return
    number, body = running
    if runs_since_another_day(workspace, body):
        raise WrongUse(
            _(
                "The clock of {id} runs since {start}: say first when it stopped, with"
                " `cockpit clock stop --at 17:20` (or --at now), or in the time log (T)."
            ).format(id=ref("entry", number), start=start_words(workspace, body))
        )
    _stop(workspace, number, max(workspace.now(), parse_instant(body["started"])))


def runs_since_another_day(workspace: Workspace, body: Body) -> bool:
    """Whether a running entry was started on a business day before this one."""
    from cockpit.actions.owner import owner_zone, today

    zone = owner_zone(workspace)
    return business_day(parse_instant(body["started"]), zone, DAY_END) < today(workspace)


def read_stop(workspace: Workspace, text: str) -> datetime:
    """The moment (UTC) at which the running clock stopped: "17:20", "yesterday 18:00", "now".

    A time alone is the first such time after the start. Raises `WrongUse` for a moment before the
    start or ahead of now, and `CockpitError` when no clock runs.
    """
    from cockpit.actions.owner import owner_zone
    from cockpit.actions.typed.phrases import read_past_moment, read_wall_time

    running = running_entry(workspace)
    if running is None:
        raise CockpitError(_("No clock is running; start one with `s` or `cockpit clock start`."))
    said = text.strip().casefold()
    if said in ("now", "ahora", _("now")):
        return max(workspace.now(), parse_instant(running[1]["started"]))
    try:
        wall = read_wall_time(text)
    except WrongUse:
        moment = read_past_moment(workspace, text)
    else:
        started = parse_instant(running[1]["started"]).astimezone(owner_zone(workspace))
        minutes = int(wall[:2]) * 60 + int(wall[3:])
        midnight = started.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        days = [midnight + timedelta(days=shift, minutes=minutes) for shift in (0, 1)]
        # a wall time of the night in which clocks go back comes twice
        moments = [day.replace(tzinfo=started.tzinfo, fold=fold) for day in days for fold in (0, 1)]
        # by the instant: two times of one zone would be compared as the wall shows them
        first = started.timestamp() // 60 * 60
        found = next((one for one in moments if one.timestamp() >= first), moments[0])
        if found > workspace.now():  # then the time before the start was meant, and is refused
            found = moments[0]
        moment = found.astimezone(UTC)
    _refuse_stop(workspace, *running, moment)
    return max(moment, parse_instant(running[1]["started"]))


def start_words(workspace: Workspace, body: Body) -> str:
    """When an entry started, in the owner's zone: "mon 09:00"."""
    from cockpit.actions.owner import owner_zone
    from cockpit.domain.wording.times import absolute, clock

    zone, now = owner_zone(workspace), workspace.now()
    started = parse_instant(body["started"]).astimezone(zone)
    if started.date() == now.astimezone(zone).date():
        return clock(started, zone)
    words = absolute(started, now, zone)
    return words if ":" in words else f"{words} {started:%H:%M}"


def _function_of_block(workspace: Workspace, reference: str) -> str:
    """The function of a block, or of the block that an override moves."""
    table, number, body = workspace.body(reference)
    if table not in ("block", "override"):
        raise WrongUse(_("{id} is no block; name one like B4.").format(id=ref(table, number)))
    if not body.get("function") and body.get("block"):
        body = workspace.body(body["block"], "block")[2]
    function = body.get("function")
    if not function:
        raise WrongUse(
            _("{id} is an appointment without a function; nothing is clocked on it.").format(
                id=ref(table, number)
            )
        )
    return str(function)


def _worked_on(workspace: Workspace, body: Body) -> str:
    """The words of what a time entry is on: its task, else its function."""
    for name in ("task", "function"):
        if body.get(name):
            table, _number, found = workspace.body(body[name])
            return words_of(table, found)
    return words_of("entry", body)


def _stop(workspace: Workspace, number: int, at: datetime) -> Change:
    def fields(body: Body) -> Mapping[str, Any]:
        _refuse_stop(workspace, number, body, at)
        stopped = max(format_instant(at), body["started"])
        return {"stopped": stopped, "closed_at": stopped}

    return revise(workspace, ref("entry", number), fields, _("Stop the clock: {id}"))


def _refuse_stop(workspace: Workspace, number: int, body: Body, at: datetime) -> None:
    started = parse_instant(body["started"])
    if at < started.replace(second=0):
        raise WrongUse(
            _("{id} started at {start}, after the time at which it should stop.").format(
                id=ref("entry", number), start=start_words(workspace, body)
            )
        )
    if at > max(workspace.now(), started):
        raise WrongUse(_("The clock cannot stop in the future; say a moment that has been."))
