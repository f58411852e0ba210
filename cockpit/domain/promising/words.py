"""The owner's words for what is promised: days, lengths and targets, in the language he reads."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cockpit.domain.hours.intervals import WEEKDAYS
from cockpit.domain.promising.terms import Target
from cockpit.i18n import _

DAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
MONTHS = (
    _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
    _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
)  # fmt: skip

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


def day_label(day: date, *, time: bool = False) -> str:
    """ "Thu 19 Nov", with `time` (of a local datetime) "Thu 19 Nov 18:20"."""
    label = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{label} {day:%H:%M}" if time and isinstance(day, datetime) else label


def short_day(day: date) -> str:
    """ "Thu 19"."""
    return f"{DAYS[day.weekday()]} {day.day}"


def length_label(length: timedelta) -> str:
    """ "4h 00m": a length as it stands in a column of sums; seconds are cut off."""
    hours, minutes = divmod(length // _MINUTE, 60)
    return f"{hours}h {minutes:02}m"


def left_words(length: timedelta) -> str:
    """ "40m", "2h 10m", "3d 4h": a length as it is said, rounded down."""
    hours, minutes = divmod(length // _MINUTE, 60)
    if length >= _DAY:
        return f"{hours // 24}d {hours % 24}h" if hours % 24 else f"{hours // 24}d"
    return f"{hours}h {minutes:02}m" if hours else f"{minutes}m"


def late_words(length: timedelta) -> str:
    """The same of what is late: rounded up."""
    return left_words(-(-length // _MINUTE) * _MINUTE)


def target_words(target: Target) -> str:
    """ "within 4 working hours", "on Fri, in before Thu 18:00, done by 17:00"."""
    if target.measure == "batch":
        return _batch(target)
    hours, minutes = divmod(target.minutes, 60)
    if target.measure == "calendar" and target.minutes % 1440 == 0 and target.minutes > 1440:
        return _("within {count} days").format(count=target.minutes // 1440)
    length = f"{hours}h {minutes:02}m" if hours and minutes else f"{hours}h" if hours else ""
    length = length or f"{minutes}m"
    if target.measure == "calendar":
        return _("within {length}, day and night").format(length=length)
    return _("within {length} of working time").format(length=length)


def _batch(target: Target) -> str:
    days = ", ".join(DAYS[WEEKDAYS.index(day)] for day in target.weekdays)
    before = target.cut_off_days_before
    if before and len(target.weekdays) == 1:
        day = DAYS[(WEEKDAYS.index(target.weekdays[0]) - before) % 7]
        cut_off = f"{day} {target.cut_off}"
    elif before:
        cut_off = _("{time} {count} days before").format(time=target.cut_off, count=before)
    else:
        cut_off = target.cut_off
    if target.close is None:
        return _("on {days}, in before {cut_off}").format(days=days, cut_off=cut_off)
    return _("on {days}, in before {cut_off}, done by {close}").format(
        days=days, cut_off=cut_off, close=target.close
    )
