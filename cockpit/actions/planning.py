"""Planning a day: the proposal, what the owner says about it, and taking it over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from cockpit.actions.plans.facts import day_facts_of, work_of
from cockpit.actions.records import revise
from cockpit.actions.tasks import placed
from cockpit.domain.clock import DAY_END, week_of
from cockpit.domain.identity import number_of, split_ref
from cockpit.domain.plans.day_plan import (
    BlockPlan,
    Candidate,
    DayPlan,
    FunctionOverload,
    Piece,
    Unplaced,
)
from cockpit.domain.plans.deciding import Deciding
from cockpit.domain.plans.moved import diff_of
from cockpit.domain.promising.words import day_label
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

__all__ = [
    "BlockPlan",
    "Candidate",
    "DayPlan",
    "FunctionOverload",
    "Piece",
    "Planner",
    "Unplaced",
    "accept_day",
    "diff_of",
]

_NOTHING: Mapping[str, Any] = {}


class Planner:
    """A day's facts, read once; a plan of it for every key.

    A planner does not follow the records: make a new one when they change.
    """

    def __init__(self, workspace: Workspace, day: date, day_end: time = DAY_END) -> None:
        """Read the facts and make the proposal. Raises `WrongUse` for a day that is past."""
        self.workspace = workspace
        self.day = day
        facts, self._reading = day_facts_of(workspace, day, day_end)
        self._deciding = Deciding(facts)

    def plan(
        self, choices: Mapping[str, bool] = _NOTHING, pins: Mapping[str, str] = _NOTHING
    ) -> DayPlan:
        """The proposal with what the owner said over it: nothing else of it changes.

        `choices` is task id to in (True) or out; any open task may be named. `pins` is task id to
        the occurrence into which it is put; "" takes an earlier pin away. A pin into a block that
        is not on the day, or into personal time, is passed over. Raises `WrongUse` and `NotFound`
        for a task that cannot be chosen.
        """
        for reference, into in choices.items():
            if into and not self._deciding.knows(reference):
                self._name(reference)
        return self._deciding.plan(choices, pins)

    def _name(self, reference: str) -> None:
        """Take in a task that is no candidate of its own accord."""
        _name, number, body = self.workspace.body(reference, "task")
        work = work_of(self._reading, number, body, named=True)
        if work is None:
            raise WrongUse(
                _("{id} is closed or waits for somebody; it cannot be planned.").format(
                    id=reference
                )
            )
        self._deciding.name(work)


def accept_day(workspace: Workspace, plan: DayPlan) -> Change:
    """Make a plan the owner's: one change, with a label that says what moved.

    What is chosen moves to the day with the block into which the owner put it; what stood on the
    day and was taken out goes back to the list of its week. What was left over and not chosen
    stays where it is.
    """
    day, week = plan.day.isoformat(), week_of(plan.day)
    pins = {one: block.occurrence.id for block in plan.blocks for one in block.pinned}
    into: list[str] = []
    out: list[str] = []
    with workspace.transaction(_("Plan {day}").format(day=day_label(plan.day))) as transaction:
        for one in plan.candidates:
            number = split_ref(one.ref, "task")[1]
            body = workspace.body(one.ref)[2]
            stands = body.get("place") == "day" and body.get("day") == day
            if body.get("closed_at") or not (one.chosen or stands):
                continue
            place = {"place": "day", "day": day} if one.chosen else {"place": "week", "week": week}
            fields = _fields(workspace, number, body, place, pins.get(one.ref))
            if fields:
                revise(workspace, one.ref, fields, _("Plan {id}: {words}"))
            if stands != one.chosen:
                (into if one.chosen else out).append(one.ref)
        transaction.label = _label(plan.day, into, out, week)
    return workspace.change(transaction)


def _fields(
    workspace: Workspace, number: int, body: Body, place: Mapping[str, Any], pin: str | None
) -> Mapping[str, Any]:
    """What changes of a task that stands there now, in that block."""
    fields = {**placed(workspace, number, body, place), "block": pin}
    return {name: value for name, value in fields.items() if body.get(name) != value}


def _label(day: date, into: list[str], out: list[str], week: str) -> str:
    label = _("Plan {day}").format(day=day_label(day))
    moves = []
    if into:
        moves.append(_("{tasks} in").format(tasks=_listed(into)))
    if out:
        moves.append(_("{tasks} back to {week}").format(tasks=_listed(out), week=week))
    return f"{label}: {'; '.join(moves)}" if moves else label


def _listed(references: list[str]) -> str:
    shown = ", ".join(sorted(references, key=number_of)[:_MOST_NAMED])
    more = len(references) - _MOST_NAMED
    return shown if more <= 0 else _("{tasks} and {count} more").format(tasks=shown, count=more)


_MOST_NAMED = 8
