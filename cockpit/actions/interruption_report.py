"""Minutes lost to interruptions, week by week: by whom, in which function's blocks, how.

An interruption's minutes are lost inside the block, and are shown beside its time: nothing is
taken off what the clock counted, since the owner may have let it run or not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from cockpit.actions.desk import block_book, function_names
from cockpit.domain.clock import DAY_END, business_day, week_of
from cockpit.domain.days.block_days import running
from cockpit.domain.days.clocked import day_span
from cockpit.domain.identity import format_instant, parse_instant
from cockpit.domain.quick.words import channel_of
from cockpit.domain.wording.times import minutes
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

NOTHING_TAKEN_OFF = _(
    "Minutes lost are shown beside what the clock counted; nothing is taken off it."
)


class Lost(NamedTuple):
    """What one person, function or channel took."""

    key: str | None
    """The function's short id; for people and channels the same as the name; None is unknown."""
    name: str
    times: int
    minutes: int
    unknown: int
    """How many of them have no length: the minutes are at least these."""


class InterruptedWeek(NamedTuple):
    """The interruptions of one ISO week."""

    week: str
    times: int
    minutes: int
    unknown: int
    business: int
    """Minutes of business ones."""
    personal: int
    unsaid: int
    """Minutes of those that are neither."""
    by_who: tuple[Lost, ...]
    by_function: tuple[Lost, ...]
    """By the function of the block that ran, as the week's blocks are now; None is outside."""
    by_channel: tuple[Lost, ...]


def interruptions_between(
    workspace: Workspace, start: datetime, end: datetime
) -> list[tuple[int, Body]]:
    """The interruptions of a span, by their moment."""
    since, until = format_instant(start), format_instant(end)
    known = {
        **dict(workspace.table("interruption").closed_since(since)),
        **workspace.live("interruption"),
    }
    found = [(number, body) for number, body in known.items() if since <= body["at"] < until]
    return sorted(found, key=lambda one: (one[1]["at"], one[0]))


def interruption_report(
    workspace: Workspace, last_week: date, count: int = 4, day_end: time = DAY_END
) -> list[InterruptedWeek]:
    """The ISO weeks up to the one of a date, oldest first; weeks without one are there too."""
    zone = block_book(workspace).zone
    monday = last_week - timedelta(days=last_week.weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(count - 1, -1, -1)]
    start = day_span(mondays[0], zone, day_end)[0]
    end = day_span(monday + timedelta(days=6), zone, day_end)[1]
    weeks: dict[str, list[Body]] = {week_of(day): [] for day in mondays}
    for _number, body in interruptions_between(workspace, start, end):
        day = business_day(parse_instant(body["at"]), zone, day_end)
        weeks[week_of(day)].append(body)
    return [_week(workspace, week, found, day_end) for week, found in weeks.items()]


def week_words(week: InterruptedWeek) -> str:
    """ "2026-W48: 5 times, 1h 20m (business 50m, personal 30m)"."""
    if not week.times:
        return _("{week}: nobody broke in").format(week=week.week)
    kinds = [
        (_("business"), week.business),
        (_("personal"), week.personal),
        (_("neither said"), week.unsaid),
    ]
    told = ", ".join(f"{name} {minutes(length)}" for name, length in kinds if length)
    text = _("{week}: once, {lost}") if week.times == 1 else _("{week}: {times} times, {lost}")
    text = text.format(week=week.week, times=week.times, lost=lost_words(week))
    return f"{text} ({told})" if told else text


def lost_words(lost: Lost | InterruptedWeek) -> str:
    """The minutes lost; interruptions of unknown length are told, never counted as none."""
    if lost.unknown == lost.times:
        return _("length not said")
    length = minutes(lost.minutes)
    if not lost.unknown:
        return length
    return _("{length}, {count} of unknown length").format(length=length, count=lost.unknown)


def parts_of(week: InterruptedWeek) -> tuple[tuple[str, tuple[Lost, ...]], ...]:
    """The groups of a week, each under its heading."""
    return (
        (_("by whom"), week.by_who),
        (_("in the blocks of"), week.by_function),
        (_("how"), week.by_channel),
    )


def as_json(weeks: Iterable[InterruptedWeek]) -> dict[str, Any]:
    """The facts of a report; minutes throughout."""
    return {
        "weeks": [
            {
                **{name: value for name, value in week._asdict().items() if name[:3] != "by_"},
                "by_who": [one._asdict() for one in week.by_who],
                "by_function": [one._asdict() for one in week.by_function],
                "by_channel": [one._asdict() for one in week.by_channel],
            }
            for week in weeks
        ]
    }


def _week(workspace: Workspace, week: str, found: list[Body], day_end: time) -> InterruptedWeek:
    names = function_names(workspace)

    def kind(wanted: str | None) -> int:
        return sum(body.get("minutes") or 0 for body in found if body.get("kind") == wanted)

    def function(body: Body) -> tuple[str | None, str]:
        own = _function_at(workspace, parse_instant(body["at"]), day_end)
        return own, names.get(own, own) if own else _("outside blocks")

    def who(body: Body) -> tuple[str | None, str]:
        return str(body["who"]).casefold(), str(body["who"])

    def channel(body: Body) -> tuple[str | None, str]:
        said = channel_of(body["channel"]) if body.get("channel") else None
        return said and said.casefold(), said or _("not said")

    return InterruptedWeek(
        week,
        len(found),
        sum(body.get("minutes") or 0 for body in found),
        sum(body.get("minutes") is None for body in found),
        kind("business"),
        kind("personal"),
        kind(None),
        _grouped(found, who),
        _grouped(found, function),
        _grouped(found, channel),
    )


def _function_at(workspace: Workspace, moment: datetime, day_end: time) -> str | None:
    book = block_book(workspace)
    day = business_day(moment, book.zone, day_end)
    own = running([one for one in book.on(day) if one.function], moment)
    return own.function if own else None


def _grouped(found: list[Body], key: Callable[[Body], tuple[str | None, str]]) -> tuple[Lost, ...]:
    """The groups by minutes lost, the most first; of several spellings the last one is shown."""
    groups: dict[str | None, list[Mapping[str, Any]]] = {}
    names: dict[str | None, str] = {}
    for body in found:
        own, name = key(body)
        groups.setdefault(own, []).append(body)
        names[own] = name
    rows = [
        Lost(
            own,
            names[own],
            len(bodies),
            sum(body.get("minutes") or 0 for body in bodies),
            sum(body.get("minutes") is None for body in bodies),
        )
        for own, bodies in groups.items()
    ]
    return tuple(sorted(rows, key=lambda one: (-one.minutes, -one.times, one.name.casefold())))
