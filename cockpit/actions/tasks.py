"""What the owner does with tasks: cross off, drop, move, tick, weigh."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from cockpit.actions.owner import today
from cockpit.actions.records import complete, revise, words_of
from cockpit.actions.recurring import following_occurrence
from cockpit.domain.identity import format_instant, ref, split_ref
from cockpit.domain.ranks import PRIORITIES, list_rank, position_of
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace


def complete_task(workspace: Workspace, reference: str) -> Change:
    """Cross a task off; a recurring one comes again, and its running clock stops.

    The next occurrence has a deterministic uid, so that it is made only once.
    """

    def follow(number: int, body: Body) -> None:
        following = following_occurrence(workspace, number, body)
        if following is not None:
            workspace.table("task").insert(complete(workspace, following))

    return _close(workspace, reference, "done", _("Done {id}: {words}"), follow)


def drop_task(workspace: Workspace, reference: str) -> Change:
    """Close a task that will not be done; it stays findable, its clock stops, its series ends."""
    return _close(workspace, reference, "dropped", _("Drop {id}: {words}"))


def reopen_task(workspace: Workspace, reference: str) -> Change:
    """Take a closed task back into the lists, where it stood."""
    shown = _shown(reference)

    def fields(body: Body) -> Mapping[str, Any]:
        if not body.get("closed_at"):
            raise WrongUse(_("{id} is open already.").format(id=shown))
        return {"state": None, "closed_at": None}

    return revise(workspace, shown, fields, _("Reopen {id}: {words}"))


def move_to_day(workspace: Workspace, reference: str, day: date) -> Change:
    """Plan a task for a day, at the end of that day's list; a task put off counts a roll."""
    label = _("Move {id} to {day}: {words}").replace("{day}", day.isoformat())
    return _move(workspace, reference, {"place": "day", "day": day.isoformat()}, label)


def move_to_week(workspace: Workspace, reference: str, week: str) -> Change:
    """Put a task on the master list of an ISO week ("2026-W48")."""
    label = _("Move {id} to {week}: {words}").replace("{week}", week)
    return _move(workspace, reference, {"place": "week", "week": week}, label)


def move_to_backlog(workspace: Workspace, reference: str) -> Change:
    """Put a task back into the backlog."""
    return _move(workspace, reference, {"place": "backlog"}, _("Move {id} to the backlog: {words}"))


def placed(
    workspace: Workspace, number: int, body: Body, place: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The fields of a task that stands in a new place: at the end of it, with a roll if it is one.

    Nothing changes for a task that stands there already.
    """
    where = {"place": "backlog", "day": None, "week": None, **place}
    if all((body.get(name) or _NOWHERE.get(name)) == value for name, value in where.items()):
        return where
    changes = {**where, "position": _end_of(workspace, number, where), "block": None}
    if rolls_on(body, place, today(workspace)):
        changes["rolls"] = body.get("rolls", 0) + 1
    return changes


def rolls_on(body: Mapping[str, Any], place: Mapping[str, Any], this_day: date) -> bool:
    """Whether a move is a roll: planned for today or earlier, not done, and moved on.

    Moved on is to a later day that is not past, or off the days into the week or the backlog.
    """
    now = this_day.isoformat()
    if body.get("place", "backlog") != "day" or body["day"] > now:
        return False
    day = place.get("day")
    return day is None or (str(day) > body["day"] and str(day) >= now)


def tick_item(workspace: Workspace, reference: str, index: int) -> Change:
    """Tick (or untick) one line of a checklist, counted from 0."""
    shown = _shown(reference)

    def fields(body: Body) -> Mapping[str, Any]:
        refuse_closed(shown, body)
        items = [dict(item) for item in body.get("checklist", [])]
        if not 0 <= index < len(items):
            raise WrongUse(_("{id} has no checklist line {n}.").format(id=shown, n=index + 1))
        items[index]["done"] = not items[index].get("done", False)
        return {"checklist": items}

    return revise(workspace, shown, fields, _("Checklist of {id}: {words}"))


def reorder_task(workspace: Workspace, reference: str, step: int) -> Change:
    """Move a task one place down (`step` = 1) or up (-1) among its list's equals in priority.

    The two tasks change positions, so that an order is never worn out however often it is changed.
    """
    number = split_ref(reference, "task")[1]
    shown = ref("task", number)
    words = words_of("task", workspace.body(shown)[2])
    label = _("Reorder {id}: {words}")
    with workspace.transaction(label.format(id=shown, words=words)) as transaction:
        body = workspace.body(shown)[2]
        refuse_closed(shown, body)
        low = list_rank(body, body.get("priority"))
        ranked = workspace.table("task").ranks_between(low, low + "~")
        siblings = [each for each, _rank in ranked]
        positions = {each: position_of(rank) for each, rank in ranked}
        at = siblings.index(number)
        if not 0 <= at + step < len(siblings):
            raise CockpitError(
                _("{id} is at the end of its list; change its priority with + or -.").format(
                    id=shown
                )
            )
        order = siblings.copy()
        order.insert(at + step, order.pop(at))
        held = [positions[each] for each in siblings]
        places = _apart(held, min(at, at + step), max(at, at + step))
        wanted = {
            each: place
            for each, place in zip(order, places, strict=True)
            if place != positions[each]
        }
        for each, place in wanted.items():
            revise(workspace, ref("task", each), {"position": place}, label)
    return workspace.change(transaction)


_NOWHERE = {"place": "backlog"}
_NEAR = 1e-5
"""Positions nearer than this are as good as equal: their text has six decimals."""


def _close(
    workspace: Workspace,
    reference: str,
    state: str,
    label: str,
    then: Callable[[int, Body], None] | None = None,
) -> Change:
    number = split_ref(reference, "task")[1]
    shown = ref("task", number)
    words = words_of("task", workspace.body(shown)[2])
    from cockpit.actions.clocking import stop_running

    with workspace.transaction(label.format(id=shown, words=words)) as transaction:
        body = workspace.body(shown)[2]
        if body.get("closed_at"):
            raise WrongUse(_("{id} is done or closed already.").format(id=shown))
        stop_running(workspace, task=shown)
        now = format_instant(workspace.now())
        revise(workspace, shown, {"state": state, "closed_at": now}, label)
        if then is not None:
            then(number, body)
    return workspace.change(transaction)


def _move(workspace: Workspace, reference: str, place: Mapping[str, Any], label: str) -> Change:
    number = split_ref(reference, "task")[1]
    shown = ref("task", number)

    def fields(body: Body) -> Mapping[str, Any]:
        refuse_closed(shown, body)
        return placed(workspace, number, body, place)

    return revise(workspace, shown, fields, label)


def _end_of(workspace: Workspace, number: int, where: Mapping[str, Any]) -> float | None:
    """The position behind all tasks of a place; None when the task's own number is behind them."""
    last = 0.0
    for priority in PRIORITIES:
        low = list_rank(where, priority)
        found = workspace.table("task").last_between(low, low + "~")
        if found is not None and found[0] != number:
            last = max(last, position_of(found[1]))
    return None if last < number else float(int(last) + 1)


def _apart(positions: list[float], low: int, high: int) -> list[float]:
    """Ordered positions in which those from `low` to `high` differ by what their text can tell.

    Equal ones are spread between their neighbours; where these leave no room, all are numbered
    anew.
    """
    while low and positions[low] - positions[low - 1] <= _NEAR:
        low -= 1
    while high + 1 < len(positions) and positions[high + 1] - positions[high] <= _NEAR:
        high += 1
    window = positions[low : high + 1]
    if all(later - one > _NEAR for one, later in pairwise(window)):
        return positions
    count = len(window)
    floor = positions[low - 1] if low else positions[low] - count
    ceiling = positions[high + 1] if high + 1 < len(positions) else positions[high] + 1
    step = (ceiling - floor) / (count + 1)
    if step <= 10 * _NEAR:
        top = float(int(positions[-1]))
        return [top - behind for behind in reversed(range(len(positions)))]
    spread = [floor + step * (place + 1) for place in range(count)]
    return [*positions[:low], *spread, *positions[high + 1 :]]


def _shown(reference: str) -> str:
    return ref("task", split_ref(reference, "task")[1])


def refuse_closed(reference: str, body: Body) -> None:
    """Raise `WrongUse` for a task that is closed."""
    if body.get("closed_at"):
        raise WrongUse(
            _("{id} is closed; reopen it first (`cockpit task reopen {id}`).").format(id=reference)
        )
