"""Target against planned against actual per function and week, and one move to mend the balance."""

from __future__ import annotations

from datetime import date, time, timedelta

from cockpit.actions.desk import block_book, function_names
from cockpit.actions.owner import owner_zone, today
from cockpit.actions.time_log import entries_between
from cockpit.actions.weeks.every_week import put_every_week
from cockpit.actions.weeks.facts import tasks_of
from cockpit.actions.weeks.finding import find_occurrence
from cockpit.actions.weeks.one_date import put_on_date
from cockpit.domain.clock import DAY_END, business_day, week_of
from cockpit.domain.days.clocked import day_span
from cockpit.domain.days.time_use import FunctionWeek, week_use
from cockpit.domain.identity import number_of, parse_instant, ref
from cockpit.domain.plans.balance import (
    WEEKS,
    MoveSuggestion,
    Offer,
    WeekRow,
    best_move,
    helped,
    move_sentence,
)
from cockpit.domain.plans.places import place_of
from cockpit.store.workspace import Change, Workspace

__all__ = [
    "MoveSuggestion",
    "WeekRow",
    "suggest_move",
    "take_suggestion",
    "use_of_weeks",
    "weeks_of",
]

_WEEK = timedelta(weeks=1)


def weeks_of(
    workspace: Workspace, last_week: date, count: int = 4, day_end: time = DAY_END
) -> list[tuple[str, list[WeekRow]]]:
    """ISO week and its functions, for `count` weeks up to the one of `last_week`, oldest first.

    A running clock counts until now. Functions are in their own order; archived ones that have
    time in a week come after them, and time on no function (None) last.
    """
    return [
        (
            week,
            [WeekRow(row.function, row.name, row.target, row.planned, row.actual) for row in rows],
        )
        for week, rows in use_of_weeks(workspace, last_week, count)
    ]


def use_of_weeks(
    workspace: Workspace, last_week: date, count: int
) -> list[tuple[str, list[FunctionWeek]]]:
    """The same with what remains of each week."""
    book, now = block_book(workspace), workspace.now()
    last = last_week - timedelta(days=last_week.weekday())
    mondays = [last - _WEEK * back for back in reversed(range(count))]
    start, _end = day_span(mondays[0], book.zone, book.day_end)
    _start, end = day_span(last + timedelta(days=6), book.zone, book.day_end)
    entries = entries_between(workspace, start, end)
    tasks = tasks_of(workspace, entries)
    functions = workspace.live("function")
    return [
        (
            week_of(monday),
            [
                _named(workspace, row)
                for row in week_use(functions, monday, book, entries, now, tasks)
            ],
        )
        for monday in mondays
    ]


def suggest_move(workspace: Workspace, day_end: time = DAY_END) -> MoveSuggestion | None:
    """One block of this week, else of the next, to give to a function three weeks under 60 %.

    Only blocks are offered that are wholly still to come, stand as in every week, and have no
    words of their own, which say what they are for.
    """
    day = today(workspace, day_end)
    monday = day - timedelta(days=day.weekday())
    past = [rows for _week, rows in weeks_of(workspace, monday - _WEEK, WEEKS, day_end)]
    functions = workspace.live("function")
    givers = {
        ref("function", number)
        for number, body in functions.items()
        if not body.get("personal") and not body.get("kinds")
    }
    zone = owner_zone(workspace)
    not_judged = {
        ref("function", number)
        for number, body in functions.items()
        if body.get("personal")
        or business_day(parse_instant(body["created_at"]), zone, day_end) > monday - _WEEK * WEEKS
    }
    for begin in (monday, monday + _WEEK):
        ahead = use_of_weeks(workspace, begin, 1)[0][1]
        found = best_move(past, ahead, _offers(workspace, begin), givers, not_judged)
        if found is not None:
            function, offer = found
            sentence = move_sentence(function_names(workspace), function, offer, day)
            return MoveSuggestion(function, offer.function, offer.block, offer.date, sentence)
        not_judged |= helped(past, ahead)  # one move is enough: the next week is left alone
    return None


def take_suggestion(workspace: Workspace, suggestion: MoveSuggestion) -> Change:
    """Give the block to the function that is short: on its date only, or in every week from now on.

    Raises `WrongUse` when it would overlap, or when the block is not there any more.
    """
    said = suggestion.block
    if suggestion.date is not None:
        said += f"@{suggestion.date.isoformat()}"
    place = place_of(find_occurrence(workspace, said).one)
    put = put_on_date if suggestion.date is not None else put_every_week
    return put(workspace, said, place, suggestion.function)


def _offers(workspace: Workspace, monday: date) -> list[Offer]:
    now = workspace.now()
    return [
        Offer(one.function, one.block, one.date, one.start, one.minutes)
        for one in block_book(workspace).between(monday, monday + timedelta(days=6))
        if one.function and one.block and not (one.override or one.label) and one.start > now
    ]


def _named(workspace: Workspace, row: FunctionWeek) -> FunctionWeek:
    """An archived function by its name."""
    if row.function is None or row.name != row.function:
        return row
    body = workspace.find("function", number_of(row.function)) or {}
    return row._replace(name=str(body.get("name") or row.function))
