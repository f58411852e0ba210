"""The seven screens of a week as plain facts and as lines of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cockpit.actions.balance import suggest_move
from cockpit.actions.interruption_report import as_json as interruptions_json
from cockpit.actions.owner import owner_zone
from cockpit.actions.promise_report import as_json as promises_json
from cockpit.actions.reviewing.overload_words import overload_sentence
from cockpit.actions.reviewing.week import STEPS, TITLES, Week
from cockpit.actions.reviewing.weekly import look_back_words as words
from cockpit.actions.reviewing.weekly.looking_back import NIGHTS
from cockpit.actions.reviewing.weekly.progress import (
    BLOCKS,
    CLEAR,
    LIST,
    LOOK_BACK,
    OLDEST,
    REQUESTS,
    WAITING_FOR,
)
from cockpit.actions.weeks.facts import DROPPED, DayBoxes, days_of
from cockpit.actions.weeks.telling import week_lines as blocks_lines
from cockpit.domain.identity import format_instant
from cockpit.domain.wording.times import minutes
from cockpit.i18n import _

Facts = dict[str, Any]


def week_facts(week: Week) -> Facts:
    """Everything the seven screens show; instants in UTC, lengths in minutes."""
    back, plan = week.look_back, week.plan
    suggestion = suggest_move(week.workspace, week.day_end)
    return {
        "week": week.weeks.week,
        "next_week": week.weeks.next_week,
        "step": week.progress.step,
        "seconds": week.seconds,
        "keys": week.progress.keys,
        "clear": {
            "total": week.clearing.total,
            "tasks": [
                {
                    "id": one.ref,
                    "title": one.body["title"],
                    "no_function": one.no_function,
                    "no_estimate": one.no_estimate,
                    "past": one.past.isoformat() if one.past else None,
                }
                for one in week.clearing.rows
            ],
        },
        "look_back": {
            "hours": [
                {
                    "week": name,
                    "functions": [
                        {
                            "function": row.function,
                            "name": row.name,
                            "target_minutes": row.target,
                            "planned_minutes": row.planned,
                            "actual_minutes": row.actual,
                        }
                        for row in rows
                    ],
                }
                for name, rows in back.hours
            ],
            "put_off": {
                "times": back.put_off.times,
                "tasks": [one._asdict() for one in back.put_off.tasks],
                "reasons": dict(back.put_off.reasons),
            },
            "estimates": [one._asdict() for one in back.estimates],
            "interruptions": interruptions_json([back.interrupted])["weeks"][0],
            "promises": promises_json(back.promises),
            "nights_reviewed": back.nights,
            "nights": NIGHTS,
            "usual_seconds": back.usual[0] if back.usual else None,
            "usual_keys": back.usual[1] if back.usual else None,
            "list": None
            if back.compared is None
            else {
                "review": back.compared.review,
                "tasks": [one._asdict() for one in back.compared.tasks],
            },
        },
        "waiting_for": [one._asdict() for one in week.waiting],
        "requests": [
            {
                "id": one.ref,
                "kind": one.kind,
                "customer": one.body.get("customer"),
                "subject": one.body.get("subject"),
                "words": one.words,
            }
            for one in week.requests
        ],
        "oldest": [
            {"id": one.ref, "title": one.body["title"], "seen": one.seen} for one in week.oldest
        ],
        "list": {
            "candidates": [one._asdict() for one in plan.candidates],
            "functions": [{**one._asdict(), "over": one.over} for one in plan.bars],
            "overloads": [
                {**one._asdict(), "deadline": format_instant(one.deadline)}
                for one in plan.overloads
            ],
            "unknown": plan.unknown,
        },
        "blocks": [
            {
                "id": box.key,
                "function": box.one.function,
                "name": box.name,
                "start": format_instant(box.one.start),
                "end": format_instant(box.one.end),
            }
            for day in blocks_of_week(week)
            for box in day.boxes
            if box.mark != DROPPED
        ],
        "suggestion": suggestion.sentence if suggestion else None,
    }


def week_lines(week: Week) -> list[str]:
    """The seven screens as text; what is empty is left out, as on the screen."""
    lines = [
        _("Weekly review · {week}, and the list of {next_week}").format(
            week=week.weeks.week, next_week=week.weeks.next_week
        )
    ]
    for step in STEPS:
        if not week.is_empty(step):
            lines += ["", f"{step} {TITLES[step]}", *_LINES[step](week)]
    lines += ["", _("`cockpit review week --close` accepts what is proposed and closes the week.")]
    return lines


def blocks_of_week(week: Week) -> list[DayBoxes]:
    """The days of the next week with their blocks and appointments."""
    weeks = week.weeks
    return days_of(week.workspace, weeks.next_monday, 7)


def _clear_lines(week: Week) -> list[str]:
    found = week.clearing
    lines = []
    for one in found.rows:
        lacks = [
            _("still on {day}").format(day=one.past) if one.past else "",
            _("no function") if one.no_function else "",
            _("no estimate") if one.no_estimate else "",
        ]
        lines.append(f"    {one.ref}  {one.body['title']}  -> {', '.join(filter(None, lacks))}")
    more = found.total - len(found.rows)
    return [*lines, _("    and {count} more").format(count=more)] if more else lines


def _back_lines(week: Week) -> list[str]:
    back = week.look_back
    lines = []
    for row in back.hours[-1][1]:
        if row.target or row.planned or row.actual:
            lines.append(
                _("  {name}: {actual} of {planned} planned, target {target}").format(
                    name=row.name,
                    actual=words.hour_words(row.actual),
                    planned=words.hour_words(row.planned),
                    target=words.hour_words(row.target),
                )
            )
    if back.compared is not None:
        lines.append(f"  {words.compared_sentence(back.compared)}")
        lines += [
            f"    {words.became_words(one)}" for one in back.compared.tasks if one.outcome != "done"
        ]
    lines.append(f"  {words.put_off_sentence(back.put_off)}")
    lines += [f"    {words.put_off_words(one)}" for one in back.put_off.tasks[: words.MOST_PUT_OFF]]
    lines += [f"  {words.estimate_sentence(one)}" for one in back.estimates]
    lines += [f"  {one}" for one in words.interruption_sentences(back)]
    return [*lines, f"  {words.promise_sentence(back)}", f"  {words.night_sentence(back)}"]


def _waiting_lines(week: Week) -> list[str]:
    return [
        f"  {'!' if one.late else ' '} {one.ref}  {one.who} · {one.title}  {one.words}"
        for one in week.waiting
    ]


def _request_lines(week: Week) -> list[str]:
    return [
        f"  {'!' if one.late else ' '} {one.ref}  {one.body.get('customer', '')} ·"
        f" {one.body.get('subject', '')}  {one.words}"
        for one in week.requests
    ]


def _oldest_lines(week: Week) -> list[str]:
    return [f"    {one.ref}  {one.body['title']}  {one.seen[:10]}" for one in week.oldest]


def _list_lines(week: Week) -> list[str]:
    plan = week.plan
    lines = []
    for one in plan.candidates:
        if one.chosen:
            length = minutes(one.minutes) if one.minutes else ""
            parts = (one.ref, one.title, length, one.why)
            lines.append(f"    {'  '.join(part for part in parts if part)}")
    left = sum(not one.chosen for one in plan.candidates)
    if left:
        lines.append(_("    and {count} others to choose from").format(count=left))
    for bar in plan.bars:
        over = _("  over by {length}").format(length=minutes(bar.over)) if bar.over else ""
        lines.append(
            f"  {bar.name}  "
            + _("{demand} of {free}").format(
                demand=words.hour_words(bar.demand), free=words.hour_words(bar.free)
            )
            + over
        )
    now, zone = week.workspace.now(), owner_zone(week.workspace)
    for overload in plan.overloads:
        cut = _(" Smallest cut: {ids}.").format(ids=", ".join(overload.cut)) if overload.cut else ""
        lines.append(f"  ! {overload_sentence(overload, now, zone)}{cut}")
    return lines


def _block_lines(week: Week) -> list[str]:
    lines = [f"  {line}" for line in blocks_lines(blocks_of_week(week)) if line]
    suggestion = suggest_move(week.workspace, week.day_end)
    return [*lines, f"  {suggestion.sentence}"] if suggestion is not None else lines


_LINES: dict[int, Callable[[Week], list[str]]] = {
    CLEAR: _clear_lines,
    LOOK_BACK: _back_lines,
    WAITING_FOR: _waiting_lines,
    REQUESTS: _request_lines,
    OLDEST: _oldest_lines,
    LIST: _list_lines,
    BLOCKS: _block_lines,
}
