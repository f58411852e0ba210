"""The dates of tonight's review, from the owner's hours, blocks and earlier reviews."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cockpit.actions.desk import block_book, owner_calendar
from cockpit.actions.owner import owner_zone
from cockpit.domain.clock import DAY_END, business_day
from cockpit.domain.identity import format_instant, number_of, parse_instant
from cockpit.domain.nights import FARTHEST, NightDays, days_of_night
from cockpit.errors import CockpitError
from cockpit.store.workspace import Body, Workspace


def night_days(workspace: Workspace, day_end: time = DAY_END) -> NightDays:
    """The date that a review begun now closes, the one it plans, and the evenings missed."""
    now = workspace.now()
    today = business_day(now, owner_zone(workspace), day_end)
    last = last_night(workspace)
    return days_of_night(
        today,
        before_opening=_is_before_opening(workspace, today, now),
        last_closed=date.fromisoformat(last[1]["day"]) if last else None,
        is_working=lambda day: is_working(workspace, day),
    )


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


def _is_before_opening(workspace: Workspace, today: date, now: datetime) -> bool:
    calendar = owner_calendar(workspace)
    if calendar is not None:
        openings = calendar.hours_on(today)
        return bool(openings) and now < openings[0][0]
    blocks = [one for one in block_book(workspace).on(today) if one.function is not None]
    return bool(blocks) and now < min(one.start for one in blocks)
