"""A due in a few words, seen from now: "in 2h10m", "late 35m", "fri 16:00", "2026-12-24"."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from cockpit.domain.identity import parse_instant
from cockpit.domain.lengths import written_minutes
from cockpit.i18n import _

_DAY = timedelta(days=1)
_WEEKDAYS = (_("mon"), _("tue"), _("wed"), _("thu"), _("fri"), _("sat"), _("sun"))


def due_words(instant: str, now: datetime, zone: tzinfo, *, is_date: bool = False) -> str:
    """Relative within a day, absolute beyond; what is left is rounded down, what is late up."""
    due = parse_instant(instant)
    if is_date:
        return _date_words(due.astimezone(zone).date(), now.astimezone(zone).date())
    left = due - now
    if left < timedelta(0):
        if left <= -_DAY:
            return _("late {days}d").format(days=-left // _DAY)
        return _("late {length}").format(length=written_minutes(-(left // timedelta(minutes=1))))
    if left < _DAY:
        return _("in {length}").format(length=written_minutes(left // timedelta(minutes=1)))
    return moment_words(due, now, zone)


def moment_words(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """The wall time today, weekday and time within six days, else the date and time."""
    local = moment.astimezone(zone)
    days = (local.date() - now.astimezone(zone).date()).days
    if days == 0:
        return f"{local:%H:%M}"
    if abs(days) < 7:
        return f"{_WEEKDAYS[local.weekday()]} {local:%H:%M}"
    return f"{local:%Y-%m-%d %H:%M}"


def _date_words(due: date, today: date) -> str:
    days = (due - today).days
    if days < 0:
        return _("late {days}d").format(days=-days)
    if days < 2:
        return _("tomorrow") if days else _("today")
    return _WEEKDAYS[due.weekday()] if days < 7 else due.isoformat()
