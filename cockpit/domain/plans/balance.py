"""The balance of the functions: target, planned and actual by week, and one move to mend it.

A function is short that was clocked for under 60 % of its target in each of three weeks running.
It is given one block of the function that is most over its target, or least behind it. Personal
time is never taken, nor the blocks on which promises hang, nor a block whose loss would let its
own function fall under 60 %.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from cockpit.domain.days.time_use import FunctionWeek
from cockpit.domain.wording.times import MONTHS, WEEKDAYS
from cockpit.i18n import _

LOW = 0.6
"""The part of its target under which a function is short of time."""
WEEKS = 3
"""How many weeks running it must be so."""


class WeekRow(NamedTuple):
    """One function in one ISO week, in whole minutes."""

    function: str | None
    """None is time clocked on no function."""
    name: str
    target: int
    planned: int
    actual: int


class Offer(NamedTuple):
    """A block that is still to come, and so can be given to another function."""

    function: str
    block: str
    """Its id, "B4"."""
    date: date
    """The date it has in the template."""
    start: datetime
    minutes: int


class MoveSuggestion(NamedTuple):
    """One block that one function could give to another."""

    function: str
    """The function that is short."""
    from_function: str
    block: str
    """The id of the block, "B4"."""
    date: date | None
    """For this date only (the date it has in the template); None is every week from now on."""
    sentence: str


def short_functions(past: Sequence[Sequence[WeekRow]]) -> list[str]:
    """The functions that are short, the shortest first; weeks are oldest first.

    Weeks in which nothing at all was clocked say nothing: then none is short.
    """
    weeks = past[-WEEKS:]
    if len(weeks) < WEEKS or not all(any(row.actual for row in week) for week in weeks):
        return []
    shares = {
        row.function: mean_share(weeks, row.function)
        for row in weeks[-1]
        if row.function and row.target and all(_is_low(week, row.function) for week in weeks)
    }
    return [one for one, _share in sorted(shares.items(), key=lambda pair: (pair[1], pair[0]))]


def best_move(
    past: Sequence[Sequence[WeekRow]],
    ahead: Sequence[FunctionWeek],
    offers: Iterable[Offer],
    givers: Collection[str],
    not_judged: Collection[str] = (),
) -> tuple[str, Offer] | None:
    """The function to help and the block to take for it, in the week that `ahead` tells of.

    `givers` are the functions from which a block may be taken at all; `not_judged` those that are
    never called short: personal time, which is seldom clocked, and what is younger than the weeks
    looked at. A function for which this week has more planned than each of the past ones is being
    helped already.
    """
    weeks = past[-WEEKS:]
    coming = {row.function: row for row in ahead if row.function}
    known = list(offers)
    short = short_functions(past)
    for function in short:
        row = coming.get(function)
        if function in not_judged or row is None or _is_helped(weeks, row):
            continue
        lack = row.target - mean_actual(weeks, function)
        usable = [
            one
            for one in known
            if one.function in givers
            and one.function not in short
            and _can_spare(weeks, coming.get(one.function), one)
        ]
        if usable:
            return function, min(
                usable,
                key=lambda one: (
                    -mean_share(weeks, one.function),
                    one.function,
                    abs(one.minutes - lack),
                    one.start.timestamp(),
                ),
            )
    return None


def helped(past: Sequence[Sequence[WeekRow]], ahead: Iterable[FunctionWeek]) -> set[str]:
    """The short functions for which a week has more planned than each of the past ones."""
    short = short_functions(past)
    weeks = past[-WEEKS:]
    return {row.function for row in ahead if row.function in short and _is_helped(weeks, row)}


def move_sentence(names: Mapping[str, str], function: str, offer: Offer, today: date) -> str:
    """ "Product development three weeks under 60 %: take Thu 14:00 from Prospecting?"."""
    day = offer.start.date()
    when = f"{WEEKDAYS[day.weekday()].capitalize()} {offer.start:%H:%M}"
    if (day - today).days >= 7 - today.weekday():  # no longer this week: the weekday is not enough
        month = MONTHS[day.month - 1].capitalize()
        when = f"{WEEKDAYS[day.weekday()].capitalize()} {day.day} {month} {offer.start:%H:%M}"
    return _("{name} three weeks under 60 %: take {when} from {other}?").format(
        name=names.get(function, function),
        when=when,
        other=names.get(offer.function, offer.function),
    )


def mean_actual(weeks: Sequence[Sequence[WeekRow]], function: str) -> float:
    """Minutes clocked on a function in a week, on average."""
    own = [row.actual for week in weeks for row in week if row.function == function]
    return sum(own) / len(weeks)


def mean_share(weeks: Sequence[Sequence[WeekRow]], function: str) -> float:
    """The part of its target that was clocked; without a target everything is over it."""
    target = next((row.target for row in weeks[-1] if row.function == function), 0)
    return mean_actual(weeks, function) / target if target else float("inf")


def _is_low(week: Sequence[WeekRow], function: str) -> bool:
    return any(row.function == function and row.actual < LOW * row.target for row in week)


def _is_helped(weeks: Sequence[Sequence[WeekRow]], coming: FunctionWeek) -> bool:
    before = (row.planned for week in weeks for row in week if row.function == coming.function)
    return coming.planned > max(before)


def _can_spare(
    weeks: Sequence[Sequence[WeekRow]], coming: FunctionWeek | None, offer: Offer
) -> bool:
    """Whether its function keeps 60 % of its target without it: as it was used, and this week."""
    if coming is None:
        return False
    brings = (coming.actual_seconds + coming.remaining_seconds) / 60
    has = min(mean_actual(weeks, offer.function), brings) if coming.target else offer.minutes
    return has - offer.minutes >= LOW * coming.target
