"""`cockpit block`: the week as text, and blocks added, moved and dropped, once or every week."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from cockpit.actions.owner import today
from cockpit.actions.typed.phrases import read_date
from cockpit.actions.weeks import every_week, one_date
from cockpit.actions.weeks.facts import Box, DayBoxes, days_of
from cockpit.actions.weeks.finding import evening_words, find_occurrence
from cockpit.actions.weeks.phrases import read_block, read_place, read_week
from cockpit.cli.context import Context
from cockpit.cli.output import say_json
from cockpit.domain.clock import week_of
from cockpit.domain.identity import format_instant
from cockpit.domain.plans.places import Place, place_of
from cockpit.domain.wording.plain_text import one_line
from cockpit.i18n import _


def week(context: Context, table: str, options: argparse.Namespace) -> int:
    """The week as text, days down; with --json its facts."""
    from cockpit.actions.weeks.telling import week_lines

    workspace = context.workspace
    monday = read_week(workspace, " ".join(options.week))
    days = days_of(workspace, monday)
    if context.json:
        facts = {"week": week_of(monday), "days": [_day_json(day) for day in days]}
        say_json(context, facts)
        return 0
    for line in week_lines(days):
        context.say(("  " if line.startswith(" ") else "") + one_line(line))
    return 0


def add_on(context: Context, table: str, options: argparse.Namespace) -> int:
    """Add a block to a date, or to every week."""
    workspace = context.workspace
    day = read_date(workspace, options.on) if options.on else today(workspace)
    function, place = read_block(workspace, " ".join(options.words), day)
    add = every_week.add_every_week if options.every_week else one_date.add_on_date
    added = add(workspace, function, place)
    context.say(added.ref)
    context.tell(added.change.label)
    _tell_evening(context, place, options)
    return 0


def move(context: Context, table: str, options: argparse.Namespace) -> int:
    """Let a block stand elsewhere, once or in every week."""
    workspace = context.workspace
    said = _occurrence(context, options)
    place = place_of(find_occurrence(workspace, said).one)
    wanted = read_place(workspace, " ".join(options.to), place)
    put = every_week.put_every_week if options.every_week else one_date.put_on_date
    change = put(workspace, said, wanted)
    context.tell(change.label if change.id is not None else _("It stands there already."))
    _tell_evening(context, wanted, options)
    return 0


def drop(context: Context, table: str, options: argparse.Namespace) -> int:
    """Drop a block on its date, or from it on."""
    drop = every_week.drop_every_week if options.every_week else one_date.drop_on_date
    context.tell(drop(context.workspace, _occurrence(context, options)).label)
    return 0


def back(context: Context, table: str, options: argparse.Namespace) -> int:
    """Take back what was changed of a block on a date."""
    context.tell(one_date.take_back(context.workspace, _occurrence(context, options)).label)
    return 0


def copy_week(context: Context, table: str, options: argparse.Namespace) -> int:
    """Copy last week's changes."""
    from cockpit.actions.weeks.copying import copied_words, copy_last_week

    monday = read_week(context.workspace, " ".join(options.week))
    context.tell(copied_words(copy_last_week(context.workspace, monday), monday))
    return 0


def _tell_evening(context: Context, place: Place, options: argparse.Namespace) -> None:
    told = evening_words(context.workspace, place, weekly=options.every_week)
    if told:
        context.tell(told)


def _occurrence(context: Context, options: argparse.Namespace) -> str:
    """The id of one occurrence; B4 alone, without a date, is the next one that is not over."""
    said = str(options.id)
    if options.on and "@" not in said:
        said += f"@{read_date(context.workspace, options.on).isoformat()}"
    return find_occurrence(context.workspace, said).one.id


def _day_json(day: DayBoxes) -> dict[str, Any]:
    return {
        "date": day.day.isoformat(),
        "planned_minutes": day.planned,
        "done_minutes": day.done,
        "outside_minutes": day.unplanned,
        "blocks": [_box_json(box, day.day) for box in day.boxes],
    }


def _box_json(box: Box, day: date) -> dict[str, Any]:
    one = box.one
    return {
        "id": one.id,
        "block": one.block,
        "override": one.override,
        "function": one.function,
        "function_name": box.function_name,
        "label": one.label,
        "start": format_instant(one.start),
        "end": format_instant(one.end),
        "minutes": one.minutes,
        "planned_minutes": box.planned,
        "done_minutes": box.done,
        "changed": box.mark or None,
    }
