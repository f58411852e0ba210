"""Instants and lengths in the few words that fit a column: "in 2h 10m", "late 35m", "fri 16:00".

Relative within a day, absolute beyond; whole minutes, rounded towards the owner's disadvantage
(what is left is rounded down, what is late is rounded up).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from cockpit.i18n import _

Instant = datetime | str
"""An aware datetime, or a stored instant such as "2026-11-23T05:32:00Z"."""

WEEKDAYS = (_("mon"), _("tue"), _("wed"), _("thu"), _("fri"), _("sat"), _("sun"))
MONTHS = (
    _("jan"), _("feb"), _("mar"), _("apr"), _("may"), _("jun"),
    _("jul"), _("aug"), _("sep"), _("oct"), _("nov"), _("dec"),
)  # fmt: skip

_DAY = 86_400


def minutes(length: float | None) -> str:
    """A length in minutes: 90 is "1h 30m", 120 "2h", 5 "5m"; None (unknown) is ""."""
    if length is None:
        return ""
    sign, whole = ("-", -int(length)) if length <= -1 else ("", int(length))
    hours, rest = divmod(whole, 60)
    if hours and rest:
        return f"{sign}{hours}h {rest:02d}m"
    return f"{sign}{hours}h" if hours else f"{sign}{rest}m"


def relative(instant: Instant, now: datetime, zone: tzinfo) -> str:
    """A due seen from now: "now", "in 2h 10m", "late 35m", "late 3d", "fri 16:00", "27 nov"."""
    due = _aware(instant)
    seconds = (due - now).total_seconds()
    if seconds < 0:
        if seconds > -_DAY:
            return _("late {length}").format(length=minutes(-(seconds // 60)))
        return _("late {days}d").format(days=int(-seconds // _DAY))
    if seconds < 60:
        return _("now")
    if seconds < _DAY:
        return _("in {length}").format(length=minutes(seconds // 60))
    return absolute(due, now, zone)


def relative_date(due: date, today: date) -> str:
    """A due that is a date: "today", "tomorrow", "late 2d", "fri", "27 nov"."""
    days = (due - today).days
    if days < 0:
        return _("late {days}d").format(days=-days)
    if days < 2:
        return _("tomorrow") if days else _("today")
    return WEEKDAYS[due.weekday()] if days < 7 else day_and_month(due, today)


def ago(instant: Instant, now: datetime, zone: tzinfo) -> str:
    """Something past: "now", "35m ago", "fri 16:00", "27 nov"; the future as in `relative`."""
    then = _aware(instant)
    seconds = (now - then).total_seconds()
    if seconds < 0:
        return relative(then, now, zone)
    if seconds < 60:
        return _("now")
    if seconds < _DAY:
        return _("{length} ago").format(length=minutes(seconds // 60))
    return absolute(then, now, zone)


def absolute(instant: Instant, now: datetime, zone: tzinfo) -> str:
    """Weekday and time within six days of now ("fri 16:00"), else day and month ("27 nov")."""
    then, today = _aware(instant).astimezone(zone), now.astimezone(zone).date()
    if abs((then.date() - today).days) < 7:
        return f"{WEEKDAYS[then.weekday()]} {then:%H:%M}"
    return day_and_month(then.date(), today)


def day_and_month(day: date, today: date) -> str:
    """ "27 nov", in another year "27 nov 2027"; never more than half a year off without it."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    near = day.year == today.year or abs(day - today) < timedelta(days=180)
    return words if near else f"{words} {day.year}"


def clock(instant: Instant, zone: tzinfo) -> str:
    """The wall time: "16:00"."""
    return f"{_aware(instant).astimezone(zone):%H:%M}"


def _aware(instant: Instant) -> datetime:
    return datetime.fromisoformat(instant) if isinstance(instant, str) else instant
