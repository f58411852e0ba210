"""`cockpit drill C3`, `me` or `all`: if somebody is gone tomorrow, what stops."""

from __future__ import annotations

from typing import Any

from cockpit.actions.continuity.drills import (
    Kept,
    history_of,
    hold_all,
    hold_drill,
    keep_drill,
    keep_overview,
    read_subject,
)
from cockpit.actions.continuity.facts import drill_facts
from cockpit.actions.continuity.words import (
    LEVELS,
    headline,
    question_words,
    rule_words,
    score_words,
    step_words,
    stops_words,
)
from cockpit.actions.continuity.work import Left, left_lying
from cockpit.cli.arguments import Parser
from cockpit.cli.context import Context
from cockpit.cli.output import say_json, say_table
from cockpit.cli.rows import stamp
from cockpit.domain.drills.drill import ALL, Drilled, Overview
from cockpit.domain.wording.lengths import written_minutes
from cockpit.domain.wording.plain_text import one_line
from cockpit.i18n import _

BUNDLES = 5
"""So many bundles are printed; `--json` has all."""


def run(context: Context, words: list[str]) -> int:
    """Hold a drill, print it and keep it."""
    parser = Parser(
        prog="cockpit drill",
        description=_("If somebody is gone tomorrow: what stops, and what mends it."),
    )
    parser.add_argument(
        "who", nargs="*", metavar="WHO", help=_("a contractor, me, or all (without one)")
    )
    options = parser.parse_args(words[1:])
    subject = read_subject(context.workspace, " ".join(options.who) or ALL)
    if subject == ALL:
        return _all(context)
    drilled = hold_drill(context.workspace, subject)
    left = left_lying(context.workspace, subject, [one.function for one in drilled.stops])
    keep_drill(context.workspace, drilled)
    if context.json:
        say_json(context, drill_json(context, drilled, left))
    else:
        _say(context, drilled, left)
    return 0


def drill_json(context: Context, drilled: Drilled, left: Left) -> dict[str, Any]:
    """One drill as JSON values; levels 0 to 4, lengths in minutes."""
    facts = drill_facts(context.workspace)
    return {
        "subject": drilled.subject,
        "name": drilled.name,
        "score": drilled.score,
        "completeness": drilled.completeness,
        "worst_single_loss": drilled.worst,
        "rules": [
            {
                "rule": one.rule,
                "asset": one.asset,
                "name": one.name,
                "who": one.who,
                "words": rule_words(facts, one),
            }
            for one in drilled.rules
        ],
        "functions": [
            {**one._asdict(), "stops": one.stops, "cover": LEVELS[one.level]}
            for one in drilled.functions
        ],
        "assignments": [one._asdict() for one in left.assignments],
        "prepaid": [one._asdict() for one in left.prepaid],
        "recurring": [one._asdict() for one in left.recurring],
        "tell": [one._asdict() for one in left.tell],
        "questions": [{**one._asdict(), "words": question_words(one)} for one in drilled.questions],
        "bundles": [
            {
                "function": one.function,
                "name": one.name,
                "minutes": one.minutes,
                "gain": round(one.gain, 2),
                "level": one.level,
                "after": one.after,
                "steps": [
                    {**step._asdict(), "minutes": step.minutes, "words": step_words(facts, step)}
                    for step in one.steps
                ],
            }
            for one in drilled.bundles
        ],
        "history": [one._asdict() for one in history_of(context.workspace, drilled.subject)],
    }


def _say(context: Context, drilled: Drilled, left: Left) -> None:
    facts = drill_facts(context.workspace)
    _line(context, headline(facts, drilled.subject, len(drilled.stops)))
    _line(context, _scores(drilled.score, drilled.completeness, drilled.worst))
    for one in drilled.rules:
        _line(context, f"! {one.name}: {rule_words(facts, one)}")
    context.say("")
    if drilled.functions:
        say_table(context, [_function_row(one) for one in drilled.functions])
    for heading, records in (
        (_("Work that stops"), left.assignments),
        (_("What recurs and stops"), left.recurring),
    ):
        if records:
            context.say(heading)
            say_table(context, [["", one.ref, one.words] for one in records])
    if left.prepaid:
        context.say(_("Paid, and nothing delivered"))
        say_table(context, [["", one.ref, one.words, one.amount] for one in left.prepaid])
    if left.tell:
        context.say(_("To be told"))
        say_table(context, [["", one.name, one.why] for one in left.tell])
    if drilled.questions:
        context.say(_("Not known, and counted as no"))
        for question in drilled.questions:
            _line(context, f"  ? {question_words(question)}  {question.ref}")
    if drilled.bundles:
        context.say(_("What mends it, the most for a minute first"))
        for bundle in drilled.bundles[:BUNDLES]:
            _line(
                context,
                _("{name}: {steps}, {length}, {gain} points").format(
                    name=bundle.name,
                    steps=_counted(len(bundle.steps)),
                    length=written_minutes(bundle.minutes),
                    gain=f"+{bundle.gain:.0f}",
                ),
            )
            for step in bundle.steps:
                _line(context, f"    {step_words(facts, step)} ({written_minutes(step.minutes)})")
    _say_history(context, history_of(context.workspace, drilled.subject))


def _all(context: Context) -> int:
    workspace = context.workspace
    found = hold_all(workspace)
    keep_overview(workspace, found)
    if context.json:
        nothing = Left()
        say_json(
            context,
            {
                "subject": ALL,
                "score": found.score,
                "completeness": found.completeness,
                "losses": [drill_json(context, one, nothing) for one in found.losses],
                "owner": drill_json(context, found.owner, nothing),
                "questions": [
                    {**one._asdict(), "words": question_words(one)} for one in found.unknown
                ],
                "history": [one._asdict() for one in history_of(workspace, ALL)],
            },
        )
        return 0
    _say_all(context, found)
    return 0


def _say_all(context: Context, found: Overview) -> None:
    facts = drill_facts(context.workspace)
    if found.losses:
        _line(context, _scores(found.score, found.completeness, None))
        say_table(context, [_loss_row(one) for one in found.losses])
    else:
        context.say(_("There is nobody to lose: no contractor, nobody else who holds anything."))
    context.say(_("Without you"))
    say_table(context, [_loss_row(found.owner, _("you"))])
    for one in {rule: None for each in found.losses for rule in each.rules}:
        _line(context, f"! {one.name}: {rule_words(facts, one)}")
    if found.unknown:
        context.say(
            _("{count} questions are open; `cockpit drill WHO` asks those that matter.").format(
                count=len(found.unknown)
            )
        )
    _say_history(context, history_of(context.workspace, ALL))


def _loss_row(one: Drilled, name: str = "") -> list[str]:
    stops = ", ".join(loss.name for loss in one.stops)
    return [
        "",
        name or one.name,
        score_words(one.score),
        stops_words(len(one.stops)) + (f": {stops}" if stops else ""),
    ]


def _function_row(one: Any) -> list[str]:
    return ["!" if one.stops else "", one.name, str(one.level), LEVELS[one.level],
            _("was {level}").format(level=one.before) if one.stops else ""]  # fmt: skip


def _counted(steps: int) -> str:
    return _("1 step") if steps == 1 else _("{count} steps").format(count=steps)


def _scores(score: int | None, completeness: int, worst: int | None) -> str:
    words = _("score {score}, {complete} % of the questions answered").format(
        score=score_words(score), complete=completeness
    )
    if worst is not None and worst != score:
        words += _("; worst single loss {worst}").format(worst=worst)
    return words


def _say_history(context: Context, kept: list[Kept]) -> None:
    if len(kept) < 2:
        return
    context.say(_("Drills so far"))
    rows = [
        ["", stamp(context.workspace, one.at), score_words(one.score), stops_words(one.stops)]
        for one in kept
    ]
    say_table(context, rows)


def _line(context: Context, text: str) -> None:
    indent = len(text) - len(text.lstrip(" "))
    context.say(" " * indent + one_line(text))
