"""The dues of requests, from promises and hours: what reminders of requests are derived from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.identity import parse_instant, ref
from cockpit.domain.promising.book import PromiseBook
from cockpit.domain.reminders import DueTime
from cockpit.errors import CockpitError
from cockpit.store.workspace import Workspace

Body = Mapping[str, Any]

OWNER_HOURS = 1
"""The number of the owner's own working hours, H1."""
URGENT_PRIORITY = 1
"""The priority by which the owner marks a request as urgent."""


def owner_hours(workspace: Workspace) -> BusinessCalendar | None:
    """The owner's own working hours; None while there are none, or none that are valid."""
    return workspace.derive("owner_hours", frozenset({"hours"}), lambda: _owner_hours(workspace))


def dues_of(book: PromiseBook, number: int, body: Body) -> list[DueTime]:
    """What is still due of a request; nothing of it is paused or answered.

    Two clocks that fall due at one instant are one due. Errors: as `promise_clock.clocks`.
    """
    snoozed = body.get("snoozed_until")
    dues: dict[datetime, DueTime] = {}
    for clock in book.clocks(body).unanswered():
        if clock.due is not None and not clock.paused:
            due = DueTime(
                ref("request", number),
                clock.name,
                _about(body),
                clock.at_risk_from,
                clock.due,
                urgent=body.get("priority") == URGENT_PRIORITY,
                snoozed_until=parse_instant(snoozed) if snoozed else None,
            )
            dues.setdefault(clock.due, due)
    return list(dues.values())


def _owner_hours(workspace: Workspace) -> BusinessCalendar | None:
    own = workspace.live("hours").get(OWNER_HOURS)
    try:
        return BusinessCalendar.from_document(own) if own is not None else None
    except CockpitError:
        return None


def _about(body: Body) -> str:
    customer = body.get("customer")
    return f"{body['subject']} ({customer})" if customer else str(body["subject"])
