"""The five screens of a night as plain facts and as lines of text."""

from __future__ import annotations

from typing import Any

from cockpit.actions.owner import owner_zone
from cockpit.actions.reviewing.closing import function_times
from cockpit.actions.reviewing.night import STEPS, TITLES, Night
from cockpit.actions.reviewing.overload_words import overload_sentence
from cockpit.actions.reviewing.progress import CROSS_OFF, LEFTOVERS, LOOSE_ENDS, TOMORROW
from cockpit.domain.identity import format_instant
from cockpit.domain.wording.times import WEEKDAYS, clock, day_and_month, minutes
from cockpit.i18n import _

Facts = dict[str, Any]


def night_facts(night: Night) -> Facts:
    """Everything the five screens show; instants in UTC, lengths in minutes."""
    plan = night.plan
    return {
        "day": night.days.day.isoformat(),
        "tomorrow": night.days.tomorrow.isoformat(),
        "missed": [day.isoformat() for day in night.days.missed],
        "step": night.progress.step,
        "seconds": night.seconds,
        "keys": night.progress.keys,
        "loose_ends": [
            {
                "kind": one.kind,
                "id": one.ref,
                "words": one.words,
                "when": one.when,
                "proposal": one.proposal,
                "late": one.late,
            }
            for one in night.loose_ends
        ],
        "tasks": [
            {
                "id": one.ref,
                "title": one.body["title"],
                "done": one.done,
                "worked_minutes": one.worked,
                "left_minutes": one.left,
            }
            for one in night.tasks
        ],
        "leftovers": [
            {
                "id": one.ref,
                "title": one.body["title"],
                "rolls": one.body.get("rolls", 0),
                "goes": one.goes,
                "why": one.why,
                "owner_decides": one.owner_decides,
            }
            for one in night.leftovers
        ],
        "plan": {
            "candidates": [one._asdict() for one in plan.candidates],
            "blocks": [
                {
                    "id": block.occurrence.id,
                    "name": block.name,
                    "function": block.occurrence.function,
                    "start": format_instant(block.occurrence.start),
                    "end": format_instant(block.occurrence.end),
                    "free_minutes": block.free,
                    "minutes": block.minutes,
                    "over_minutes": block.over,
                    "pieces": [piece._asdict() for piece in block.pieces],
                }
                for block in plan.blocks
            ],
            "unplaced": [one._asdict() for one in plan.unplaced],
            "overloads": [
                {**one._asdict(), "deadline": format_instant(one.deadline)}
                for one in plan.overloads
            ],
        },
        "functions": function_times(night.workspace, night.use),
    }


def night_lines(night: Night) -> list[str]:
    """The five screens as text; what is empty is left out, as on the screen."""
    today = night.days.day
    head = _("Nightly review · {day}").format(
        day=f"{WEEKDAYS[today.weekday()].capitalize()} {day_and_month(today, today)}"
    )
    lines = [head]
    parts = {
        LOOSE_ENDS: _loose_lines,
        CROSS_OFF: _task_lines,
        LEFTOVERS: _leftover_lines,
        TOMORROW: _plan_lines,
    }
    for step in STEPS:
        if step in parts and not night.is_empty(step):
            lines += ["", f"{step} {TITLES[step]}", *parts[step](night)]
    lines += ["", f"{STEPS[-1]} {TITLES[STEPS[-1]]}", *_day_lines(night)]
    lines += ["", _("`cockpit review night --close` accepts what is proposed and closes the day.")]
    return lines


def _loose_lines(night: Night) -> list[str]:
    return [
        f"  {'!' if one.late else ' '} {one.ref}  {one.words}  {one.when}  -> {one.proposal}"
        for one in night.loose_ends
    ]


def _task_lines(night: Night) -> list[str]:
    lines = []
    for one in night.tasks:
        left = "" if one.done or one.left is None else f"  {minutes(one.left) or '0m'}"
        lines.append(f"  {'✓' if one.done else '·'} {one.ref}  {one.body['title']}{left}")
    return lines


def _leftover_lines(night: Night) -> list[str]:
    where = {"day": night.days.tomorrow.isoformat(), "week": _("week"), "backlog": _("backlog")}
    lines = []
    for one in night.leftovers:
        goes = _("you decide") if one.owner_decides else f"{where[one.goes]} {one.why}".strip()
        rolls = one.body.get("rolls", 0)
        rolled = _("  put off {n}×").format(n=rolls) if rolls else ""
        lines.append(f"    {one.ref}  {one.body['title']}{rolled}  -> {goes}")
    return lines


def _plan_lines(night: Night) -> list[str]:
    plan, zone = night.plan, owner_zone(night.workspace)
    titles = {one.ref: one.title for one in plan.candidates}
    day = night.days.tomorrow
    lines = [f"  {WEEKDAYS[day.weekday()].capitalize()} {day_and_month(day, night.days.day)}"]
    for block in plan.blocks:
        over = _("  over by {length}").format(length=minutes(block.over)) if block.over else ""
        free, used = minutes(block.free) or "0m", minutes(block.minutes) or "0m"
        start = clock(block.occurrence.start, zone)
        lines.append(f"  {start}  {block.name}  {used} of {free}{over}")
        lines += [
            f"           {piece.ref}  {titles.get(piece.ref, '')}  {minutes(piece.minutes)}"
            for piece in block.pieces
        ]
    lines += [f"  ! {one.ref}  {titles.get(one.ref, '')}: {one.reason}" for one in plan.unplaced]
    for one in plan.overloads:
        sentence = overload_sentence(one, night.workspace.now(), zone)
        cut = _(" Smallest cut: {ids}.").format(ids=", ".join(one.cut)) if one.cut else ""
        lines.append(f"  ! {sentence}{cut}")
    return lines


def _day_lines(night: Night) -> list[str]:
    lines = []
    for one in function_times(night.workspace, night.use):
        actual, planned = minutes(one["actual_minutes"]), minutes(one["planned_minutes"])
        lines.append(f"  {one['name']}  {actual or '0m'} of {planned or '0m'}")
    return lines or [_("  no block, and nothing clocked")]
