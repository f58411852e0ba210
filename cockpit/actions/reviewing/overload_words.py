"""An overload in one sentence."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from cockpit.actions.planning import FunctionOverload
from cockpit.domain.wording.times import WEEKDAYS, absolute, day_and_month, minutes
from cockpit.i18n import _


def overload_sentence(one: FunctionOverload, now: datetime, zone: tzinfo) -> str:
    """What is due by when, and how little time there is for it; `now` is aware, in any zone."""
    return _("{name}: {demand} due {deadline}, {free} left in its blocks.").format(
        name=one.name,
        demand=minutes(one.demand),
        deadline=_deadline(one.deadline.astimezone(zone), now, zone),
        free=minutes(one.free) or "0m",
    )


def _deadline(deadline: datetime, now: datetime, zone: tzinfo) -> str:
    """A moment in the night is the end of the day before: nobody means Monday 04:00."""
    if deadline.hour > 5:
        return _("before {moment}").format(moment=absolute(deadline, now, zone))
    evening = (deadline - timedelta(hours=6)).date()
    days = (evening - now.astimezone(zone).date()).days
    if days < 0:
        return _("already")
    if days < 7:
        return _("by {day} night").format(day=WEEKDAYS[evening.weekday()])
    today = now.astimezone(zone).date()
    return _("by the end of {day}").format(day=day_and_month(evening, today))
