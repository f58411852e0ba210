"""The dates of tonight's review, from the owner's hours, blocks and earlier reviews."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cockpit.actions.desk import block_book, owner_calendar
from cockpit.actions.owner import owner_zone
from cockpit.actions.reviewing.progress import kept_days
from cockpit.domain.clock import DAY_END, business_day
from cockpit.domain.identity import format_instant, number_of, parse_instant
from cockpit.domain.nights import FARTHEST, NightDays, days_of_night
from cockpit.errors import CockpitError
from cockpit.store.workspace import Body, Workspace


def night_days(workspace: Workspace, day_end: time = DAY_END) -> NightDays:
    """The date that a review begun now closes, the one it plans, and the evenings missed.

    One that was begun and left keeps its dates while the day it plans is not half over.
    """
    now = workspace.now()
    today = business_day(now, owner_zone(workspace), day_end)
    first_half = is_first_half(workspace, today, now)
    last = last_night(workspace)
    last_closed = date.fromisoformat(last[1]["day"]) if last else None
    kept = kept_days(workspace)
    if kept is not None and (last_closed or date.min) < kept.day <= today:
        planned = kept.tomorrow
        if planned > today or (planned == today and first_half):
            today, first_half = kept.day, False
    return days_of_night(
        today,
        first_half=first_half,
        last_closed=last_closed,
        is_working=lambda day: is_working(workspace, day),
    )


def closes_early(workspace: Workspace, days: NightDays) -> datetime | None:
    """When work closes on the day that would be closed, where that is still to come by an hour.

    None when the day is as good as over.
    """
    calendar = owner_calendar(workspace)
    hours = calendar.hours_on(days.day) if calendar is not None else []
    if not hours or workspace.now() >= hours[-1][1] - _SOON:
        return None
    return hours[-1][1]


def is_working(workspace: Workspace, day: date) -> bool:
    """Whether the owner works on a date: by the hours, else by a business block that day."""
    calendar = owner_calendar(workspace)
    if calendar is not None:
        try:
            return bool(calendar.hours_on(day))
        except CockpitError:
            return False
    functions = workspace.live("function")
    return any(
        one.function is not None
        and not functions.get(number_of(one.function), {}).get("personal", False)
        for one in block_book(workspace).on(day)
    )


def reviews_since(workspace: Workspace, since: datetime, kind: str) -> list[tuple[int, Body]]:
    """The finished reviews of a kind with their numbers, oldest first; archived ones left out."""
    rows = workspace.table("review").closed_since(format_instant(since))
    return [(number, body) for number, body in rows if body["kind"] == kind]


def last_night(workspace: Workspace) -> tuple[int, Body] | None:
    """The nightly review of the latest date, None when there was none for two months."""
    since = workspace.now() - timedelta(days=FARTHEST + 2)
    rows = reviews_since(workspace, since, "nightly")
    return max(rows, key=lambda row: str(row[1]["day"])) if rows else None


def muted_until(workspace: Workspace) -> datetime | None:
    """Until when reminders keep quiet after the shut-down: the opening of the day it planned.

    None when that is past, or when no night was closed.
    """
    muted, now = muted_between(workspace), workspace.now()
    return muted[1] if muted is not None and muted[0] <= now < muted[1] else None


def muted_between(workspace: Workspace) -> tuple[datetime, datetime] | None:
    """From the last shut-down to the opening of the day it planned, whatever the clock says now.

    None when no night was closed, or there is no opening that day.
    """
    last = last_night(workspace)
    calendar = owner_calendar(workspace)
    if last is None or calendar is None:
        return None
    openings = calendar.hours_on(date.fromisoformat(last[1]["night"]["tomorrow"]))
    return (parse_instant(last[1]["finished"]), openings[0][0]) if openings else None


def is_first_half(workspace: Workspace, today: date, now: datetime) -> bool:
    """Whether less than half of a day's working time, or of its blocks, is over."""
    calendar = owner_calendar(workspace)
    if calendar is not None:
        hours = calendar.hours_on(today)
        spans = [*hours[:1], *hours[-1:]]
    else:
        blocks = [one for one in block_book(workspace).on(today) if one.function is not None]
        spans = [(one.start, one.end) for one in (*blocks[:1], *blocks[-1:])]
    return bool(spans) and now < spans[0][0] + (spans[-1][1] - spans[0][0]) / 2


_SOON = timedelta(hours=1)
"""A day is as good as over so long before it closes."""
