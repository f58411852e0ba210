"""`cockpit balance`: target, planned and actual per function, and one move to mend it."""

from __future__ import annotations

from typing import Any

from cockpit.actions.balance import MoveSuggestion, WeekRow, suggest_move, take_suggestion, weeks_of
from cockpit.actions.owner import today
from cockpit.cli.arguments import Parser
from cockpit.cli.context import Context
from cockpit.cli.output import say_json, say_table
from cockpit.domain.clock import week_of
from cockpit.domain.wording.lengths import written_minutes
from cockpit.domain.wording.plain_text import one_line
from cockpit.errors import WrongUse
from cockpit.i18n import _

MOST_WEEKS = 53


def run(context: Context, words: list[str]) -> int:
    """Print the balance of this week and the weeks before; with --take, take the suggested move."""
    parser = Parser(prog="cockpit balance", description=_("The hours of the functions."))
    parser.add_argument(
        "--weeks", type=int, default=4, metavar="N", help=_("so many weeks before this one")
    )
    parser.add_argument("--take", action="store_true", help=_("take the suggested move, once"))
    parser.add_argument(
        "--every-week", action="store_true", help=_("with --take: in every week from then on")
    )
    options = parser.parse_args(words[1:])
    if not 0 <= options.weeks <= MOST_WEEKS:
        raise WrongUse(_("--weeks takes 0 to {most}.").format(most=MOST_WEEKS))
    day_end = context.settings.day_end
    suggestion = suggest_move(context.workspace, day_end)
    if options.take:
        return _take(context, suggestion, options.every_week)
    weeks = weeks_of(
        context.workspace, today(context.workspace, day_end), options.weeks + 1, day_end
    )
    if context.json:
        facts = {
            "weeks": [
                {"week": week, "functions": [_row_json(row) for row in rows]}
                for week, rows in weeks
            ],
            "suggestion": _suggestion_json(suggestion),
        }
        say_json(context, facts)
        return 0
    _print(context, weeks)
    if suggestion is not None:
        context.say("")
        context.say(one_line(suggestion.sentence))
        context.tell(_("`cockpit balance --take` takes this move, once."))
    return 0


def _take(context: Context, suggestion: MoveSuggestion | None, every_week: bool) -> int:
    if suggestion is None:
        context.tell(_("There is no move to suggest: nothing is three weeks under 60 %."))
        return 0
    if every_week:
        suggestion = suggestion._replace(date=None)
    context.tell(take_suggestion(context.workspace, suggestion).label)
    return 0


def _print(context: Context, weeks: list[tuple[str, list[WeekRow]]]) -> None:
    (this_week, now), before = weeks[-1], weeks[:-1]
    known = [row for row in now if row.target or row.planned or _has_time(weeks, row)]
    if not known:
        context.tell(_("No function has a target, a block or any time; add one first."))
        return
    head = [_("FUNCTION"), _("TARGET"), _("PLANNED"), _("ACTUAL")]
    head += [week[5:] for week, _rows in before]
    rows = [head]
    for row in known:
        numbers = [row.target, row.planned, row.actual]
        numbers += [_actual(rows, row.function) for _week, rows in before]
        rows.append([row.name or _("no function"), *map(written_minutes, numbers)])
    context.say(this_week)
    say_table(context, rows, right=tuple(range(1, len(head))))


def _has_time(weeks: list[tuple[str, list[WeekRow]]], row: WeekRow) -> bool:
    return any(_actual(rows, row.function) for _week, rows in weeks)


def _actual(rows: list[WeekRow], function: str | None) -> int:
    return next((row.actual for row in rows if row.function == function), 0)


def _row_json(row: WeekRow) -> dict[str, Any]:
    return {
        "function": row.function,
        "name": row.name,
        "target_minutes": row.target,
        "planned_minutes": row.planned,
        "actual_minutes": row.actual,
    }


def _suggestion_json(suggestion: MoveSuggestion | None) -> dict[str, Any] | None:
    if suggestion is None:
        return None
    return {
        "function": suggestion.function,
        "from_function": suggestion.from_function,
        "block": suggestion.block,
        "date": suggestion.date.isoformat() if suggestion.date else None,
        "week": week_of(suggestion.date) if suggestion.date else None,
        "sentence": suggestion.sentence,
    }
