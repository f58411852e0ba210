"""What the owner does with tasks: move, cross off, order, weigh."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.actions.owner import owner_zone, today
from cockpit.actions.records import complete, revise, words_of
from cockpit.domain.clock import week_of
from cockpit.domain.identity import format_instant, parse_instant, ref
from cockpit.domain.ranks import effective_position
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

_STEP = 1.0


def complete_task(workspace: Workspace, reference: str) -> Change:
    """Cross a task off; a recurring one comes again, and its running clock stops.

    The next occurrence has a deterministic uid, so that it is made only once.
    """
    _name, number, body = workspace.body(reference, "task")
    if body.get("closed_at"):
        raise WrongUse(_("{id} is done or closed already.").format(id=ref("task", number)))
    from cockpit.actions.clocking import stop_running

    now = format_instant(workspace.now())
    label = _("Done {id}: {words}").format(id=ref("task", number), words=words_of("task", body))
    with workspace.transaction(label) as transaction:
        stop_running(workspace, task=ref("task", number))
        revise(workspace, ref("task", number), {"state": "done", "closed_at": now}, label)
        following = following_occurrence(workspace, number, body)
        if following is not None:
            workspace.table("task").insert(following)
    return workspace.change(transaction)


def following_occurrence(workspace: Workspace, number: int, body: Body) -> Body | None:
    """The body of the next occurrence of a recurring task; None when it ends or stands already."""
    recurrence = body.get("recurrence")
    if not recurrence:
        return None
    from cockpit.domain.recurrence import next_date, occurrence_uid

    zone = owner_zone(workspace)
    series = body.get("series") or body["uid"]
    following = next_date(
        recurrence["rule"],
        recurrence.get("mode", "by_date"),
        date.fromisoformat(recurrence["anchor"]),
        done_on=today(workspace),
        stood_on=_date_of(body, zone),
        made=body.get("occurrence", 1),
    )
    if following is None:
        return None
    uid = occurrence_uid(series, following)
    if workspace.table("task").by_uid([uid]):
        return None
    left_out = {"state", "closed_at", "rolls", "position", "waiting", "assignment", "created_at"}
    fields = {name: value for name, value in body.items() if name not in left_out}
    fields["checklist"] = [{"text": item["text"]} for item in body.get("checklist", [])]
    if not fields["checklist"]:
        del fields["checklist"]
    fields.update(uid=uid, series=series, occurrence=body.get("occurrence", 1) + 1)
    if body.get("due"):
        fields["due"] = _same_wall_time(body["due"], following, zone)
    place = body.get("place", "backlog")
    if place == "day":
        fields["day"] = following.isoformat()
    elif place == "week":
        fields["week"] = week_of(following)
    return complete(workspace, fields)


def reopen_task(workspace: Workspace, reference: str) -> Change:
    """Take a closed task back into the lists, where it stood."""
    return revise(
        workspace, reference, {"state": None, "closed_at": None}, _("Reopen {id}: {words}"), "task"
    )


def drop_task(workspace: Workspace, reference: str) -> Change:
    """Close a task that will not be done; it stays findable."""
    fields = {"state": "dropped", "closed_at": format_instant(workspace.now())}
    return revise(workspace, reference, fields, _("Drop {id}: {words}"), "task")


def move_to_day(workspace: Workspace, reference: str, day: date) -> Change:
    """Plan a task for a day, at the end of that day's list; a task moved on counts a roll."""
    label = _("Move {id} to {day}: {words}").replace("{day}", day.isoformat())
    return _move(workspace, reference, {"place": "day", "day": day.isoformat()}, label)


def move_to_week(workspace: Workspace, reference: str, week: str) -> Change:
    """Put a task on the master list of an ISO week ("2026-W48")."""
    label = _("Move {id} to {week}: {words}").replace("{week}", week)
    return _move(workspace, reference, {"place": "week", "week": week}, label)


def move_to_backlog(workspace: Workspace, reference: str) -> Change:
    """Put a task back into the backlog."""
    return _move(workspace, reference, {"place": "backlog"}, _("Move {id} to the backlog: {words}"))


def _move(workspace: Workspace, reference: str, place: Mapping[str, Any], label: str) -> Change:
    this_day = today(workspace)

    def fields(body: Body) -> Mapping[str, Any]:
        _refuse_closed(reference, body)
        changes = {"day": None, "week": None, **place, "position": None}
        if rolls_on(body, place, this_day):
            changes["rolls"] = body.get("rolls", 0) + 1
        return changes

    return revise(workspace, reference, fields, label, "task")


def rolls_on(body: Mapping[str, Any], place: Mapping[str, Any], this_day: date) -> bool:
    """Whether a move is a roll: planned for today or earlier, not done, and put off."""
    if body.get("place", "backlog") != "day" or body["day"] > this_day.isoformat():
        return False
    return place.get("day") is None or str(place["day"]) > this_day.isoformat()


def change_priority(workspace: Workspace, reference: str, step: int) -> Change:
    """Raise (`step` > 0) or lower the priority by one: 1 is the highest, none the lowest."""

    def fields(body: Body) -> Mapping[str, Any]:
        _refuse_closed(reference, body)
        level = (body.get("priority") or 4) - step
        if not 1 <= level <= 4:
            edge = _("highest") if step > 0 else _("lowest")
            raise CockpitError(_("{id} has the {edge} priority.").format(id=reference, edge=edge))
        return {"priority": None if level == 4 else level}

    return revise(workspace, reference, fields, _("Priority of {id}: {words}"), "task")


def reorder_task(workspace: Workspace, reference: str, step: int) -> Change:
    """Move a task one place down (`step` = 1) or up (-1) among its list's equals in priority."""
    _name, number, body = workspace.body(reference, "task")
    _refuse_closed(reference, body)
    siblings = _siblings(workspace, body)
    at = siblings.index(number)
    to = at + step
    if not 0 <= to < len(siblings):
        raise CockpitError(
            _("{id} is at the end of its list; change its priority with + or -.").format(
                id=ref("task", number)
            )
        )
    live = workspace.live("task")
    near = effective_position(siblings[to], live[siblings[to]])
    beyond = to + step
    if 0 <= beyond < len(siblings):
        far = effective_position(siblings[beyond], live[siblings[beyond]])
    else:
        far = near + 2 * _STEP * step
    return revise(
        workspace, reference, {"position": (near + far) / 2}, _("Reorder {id}: {words}"), "task"
    )


def tick_item(workspace: Workspace, reference: str, index: int) -> Change:
    """Tick (or untick) one line of a checklist, counted from 0."""

    def fields(body: Body) -> Mapping[str, Any]:
        items = [dict(item) for item in body.get("checklist", [])]
        if not 0 <= index < len(items):
            raise WrongUse(_("{id} has no checklist line {n}.").format(id=reference, n=index + 1))
        items[index]["done"] = not items[index].get("done", False)
        return {"checklist": items}

    return revise(workspace, reference, fields, _("Checklist of {id}: {words}"), "task")


def _siblings(workspace: Workspace, body: Body) -> list[int]:
    def group(task: Mapping[str, Any]) -> tuple[Any, ...]:
        return task.get("place"), task.get("day"), task.get("week"), task.get("priority")

    wanted = group(body)
    live = workspace.live("task")
    numbers = [number for number, task in live.items() if group(task) == wanted]
    return sorted(numbers, key=lambda number: (effective_position(number, live[number]), number))


def _refuse_closed(reference: str, body: Body) -> None:
    if body.get("closed_at"):
        raise WrongUse(
            _("{id} is closed; reopen it first (`cockpit task reopen {id}`).").format(id=reference)
        )


def _date_of(body: Body, zone: ZoneInfo) -> date | None:
    if body.get("due"):
        return parse_instant(body["due"]).astimezone(zone).date()
    return date.fromisoformat(body["day"]) if body.get("day") else None


def _same_wall_time(due: str, day: date, zone: ZoneInfo) -> str:
    local = parse_instant(due).astimezone(zone)
    return format_instant(local.replace(year=day.year, month=day.month, day=day.day, fold=0))
