"""`cockpit plan`: what a day would be, as text: its blocks, what has no place, what is too much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cockpit.actions.owner import owner_zone
from cockpit.actions.planning import BlockPlan, DayPlan, FunctionOverload, Planner
from cockpit.actions.reviewing.dates import night_days
from cockpit.actions.reviewing.overload_words import overload_sentence
from cockpit.actions.typed.phrases import read_date
from cockpit.cli.arguments import Parser
from cockpit.cli.context import Context
from cockpit.cli.output import say_json, say_table
from cockpit.domain.identity import format_instant
from cockpit.domain.promising.words import day_label
from cockpit.domain.wording.lengths import written_minutes
from cockpit.domain.wording.plain_text import one_line
from cockpit.i18n import _

NAMED = 3
"""So many tasks of a cut are named; the rest is counted."""


def run(context: Context, words: list[str]) -> int:
    """Print the plan of a day, without one that which the next review plans; nothing is changed."""
    parser = Parser(prog="cockpit plan", description=_("What a day would be; nothing is changed."))
    parser.add_argument(
        "day",
        nargs="*",
        metavar="DAY",
        help=_("today, fri; without one that which the next review plans"),
    )
    options = parser.parse_args(words[1:])
    workspace, day_end = context.workspace, context.settings.day_end
    if options.day:
        day = read_date(workspace, " ".join(options.day))
    else:
        day = night_days(workspace, day_end).tomorrow
    plan = Planner(workspace, day, day_end).plan()
    if context.json:
        say_json(context, plan_json(plan))
        return 0
    context.say(_heading(plan))
    _say_blocks(context, plan)
    _say_rest(context, plan)
    now, zone = workspace.now(), owner_zone(workspace)
    for overload in plan.overloads:
        sentence = f"! {overload_sentence(overload, now, zone)} {_cut(plan, overload)}"
        context.say(one_line(sentence))
    return 0


def plan_json(plan: DayPlan) -> dict[str, Any]:
    """The plan as JSON values; instants in UTC, lengths in minutes."""
    return {
        "day": plan.day.isoformat(),
        "blocks": [_block_json(block) for block in plan.blocks],
        "candidates": [one._asdict() for one in plan.candidates],
        "unplaced": [one._asdict() for one in plan.unplaced],
        "overloads": [
            {**one._asdict(), "deadline": format_instant(one.deadline)} for one in plan.overloads
        ],
        "factors": dict(plan.factors),
    }


def _block_json(block: BlockPlan) -> dict[str, Any]:
    one = block.occurrence
    return {
        "occurrence": one.id,
        "function": one.function,
        "name": block.name,
        "start": format_instant(one.start),
        "end": format_instant(one.end),
        "free_minutes": block.free,
        "minutes": block.minutes,
        "over_minutes": block.over,
        "pieces": [{**piece._asdict(), "pinned": piece.ref in block.pinned}
                   for piece in block.pieces],
    }  # fmt: skip


def _heading(plan: DayPlan) -> str:
    placed = sum(block.minutes for block in plan.blocks)
    count = len(plan.chosen)
    tasks = _("1 task") if count == 1 else _("{count} tasks").format(count=count)
    return _("{day} · {tasks} · {length} in its blocks").format(
        day=day_label(plan.day), tasks=tasks, length=written_minutes(placed)
    )


def _say_blocks(context: Context, plan: DayPlan) -> None:
    titles = {one.ref: one.title for one in plan.candidates}
    rows: list[Sequence[str]] = []
    for block in plan.blocks:
        one = block.occurrence
        rows.append(
            (
                f"{one.start:%H:%M}–{one.end:%H:%M}",
                block.name,
                _("{planned} of {free}").format(
                    planned=written_minutes(block.minutes), free=written_minutes(block.free)
                ),
                _("over by {length}").format(length=written_minutes(block.over))
                if block.over
                else "",
            )
        )
        rows += [
            ("", f"  {piece.ref} {titles[piece.ref]}", f"  {written_minutes(piece.minutes)}", "")
            for piece in block.pieces
        ]
    if rows:
        say_table(context, rows)
    else:
        context.say(_("  no blocks on this day"))


def _say_rest(context: Context, plan: DayPlan) -> None:
    """What is chosen and has no place, then what is on the list and not chosen."""
    tasks = {one.ref: one for one in plan.candidates}
    if plan.unplaced:
        context.say("")
        context.say(_("In no block"))
        rows = [
            ("", one.ref, tasks[one.ref].title, written_minutes(one.minutes), one.reason)
            for one in plan.unplaced
        ]
        say_table(context, rows)
    others = [one for one in plan.candidates if not one.chosen]
    if others:
        context.say("")
        context.say(_("Not chosen"))
        rows = [
            ("", one.ref, one.title, written_minutes(one.minutes) if one.minutes else "", one.why)
            for one in others
        ]
        say_table(context, rows)
    if plan.overloads:
        context.say("")


def _cut(plan: DayPlan, overload: FunctionOverload) -> str:
    """ "Smallest cut: “Outline guide chapter 3” (↻0)." """
    tasks = {one.ref: one for one in plan.candidates}
    named = [f"“{tasks[one].title}” (↻{tasks[one].rolls})" for one in overload.cut[:NAMED]]
    if len(overload.cut) > NAMED:
        named.append(_("{count} more").format(count=len(overload.cut) - NAMED))
    return _("Smallest cut: {tasks}.").format(tasks=", ".join(named))
