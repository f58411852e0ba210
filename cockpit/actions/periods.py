"""Periods of days as people say them: this week, last 4 weeks, a quarter, two dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from cockpit.actions.owner import today as owner_day
from cockpit.actions.typed.phrases import read_date
from cockpit.domain.clock import week_of
from cockpit.domain.quick.words import WEEKDAYS
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Workspace

Unit = Literal["week", "month", "quarter", "year", "days"]

FOUR_WEEKS = 28
"""Days of the period that is meant when none is said."""

_DAY = timedelta(days=1)


class Period(NamedTuple):
    """Local dates of the owner, both included."""

    first: date
    last: date
    unit: Unit
    """What it is a whole one of; "days" for any other length."""

    def shifted(self, steps: int) -> Period:
        """The same sort of period so many earlier (negative) or later.

        Errors: `WrongUse` outside the calendar.
        """
        try:
            if self.unit == "week":
                return _week(self.first + 7 * steps * _DAY)
            if self.unit == "days":
                away = steps * (self.last - self.first + _DAY)
                return Period(self.first + away, self.last + away, "days")
            months = {"month": 1, "quarter": 3, "year": 12}[self.unit]
            index = self.first.year * 12 + self.first.month - 1 + steps * months
            return _months(index // 12, index % 12 + 1, self.unit)
        except (OverflowError, ValueError) as error:
            raise WrongUse(_outside()) from error


def last_days(workspace: Workspace, count: int = FOUR_WEEKS) -> Period:
    """So many days of the owner up to today, which is one of them. Errors: `WrongUse`."""
    today = owner_day(workspace)
    try:
        return Period(today - (count - 1) * _DAY, today, "days")
    except OverflowError as error:
        raise WrongUse(_outside()) from error


def period_of(workspace: Workspace, unit: Unit) -> Period:
    """The week, month, quarter or year in which today is."""
    today = owner_day(workspace)
    return _week(today) if unit == "week" else _months(today.year, today.month, unit)


def read_period(workspace: Workspace, text: str) -> Period:
    """ "week", "last month", "6 weeks", "2026-11", "q3 2026", "2026", "1 oct to 15 nov", "fri".

    Raises `WrongUse` with what can be said, or where a period ends before it begins.
    """
    said = " ".join(text.casefold().split())
    for known in (_named, _counted, _written):
        found = known(workspace, said)
        if found is not None:
            return found
    ends = re.split(r"\s+(?:to|until|till|-|–|a|hasta)\s+|\s*\.\.+\s*", text.strip())
    try:
        if _UNITS.keys() & set(said.split(" ")):  # "next month" is no day of it
            raise WrongUse(said)
        dates = [read_past_date(workspace, one) for one in ends]
    except WrongUse as error:
        raise WrongUse(
            _(
                "{text!r} is not a period; write it like last month, 6 weeks, 2026-11, q3"
                " or 1 oct to 15 nov."
            ).format(text=text[:60])
        ) from error
    if len(dates) > 2 or dates[-1] < dates[0]:
        raise WrongUse(
            _("The period from {first} to {last} ends before it begins.").format(
                first=dates[0], last=dates[-1]
            )
        )
    return Period(dates[0], dates[-1], "days")


def read_past_date(workspace: Workspace, text: str) -> date:
    """A date of which people look back: a bare weekday or a date without its year has been.

    Errors: `WrongUse`.
    """
    day, said = read_date(workspace, text), text.strip().casefold()
    if day <= owner_day(workspace):
        return day
    if said in WEEKDAYS:
        return day - 7 * _DAY
    if re.search(r"\d", said) and not re.search(r"\d{4}|[+]|\bin\b", said):
        return read_date(workspace, f"{day.year - 1}-{day:%m-%d}")
    return day


def period_label(period: Period) -> str:
    """ "2026-W48", "2026-11", "2026-Q4", "2026", else its two dates."""
    first = period.first
    match period.unit:
        case "week":
            return week_of(first)
        case "month":
            return f"{first:%Y-%m}"
        case "quarter":
            return f"{first.year:04}-Q{(first.month + 2) // 3}"
        case "year":
            return f"{first.year:04}"
        case "days":
            return f"{first} – {period.last}"


_UNITS: dict[str, Unit] = {
    "week": "week", "semana": "week",
    "month": "month", "mes": "month",
    "quarter": "quarter", "trimestre": "quarter",
    "year": "year", "año": "year",
}  # fmt: skip
_THIS = ("", "this", "esta", "este")
_LAST = ("last", "previous", "pasada", "pasado")
_LENGTHS = {
    "day": 1, "days": 1, "d": 1, "día": 1, "días": 1,
    "week": 7, "weeks": 7, "w": 7, "semana": 7, "semanas": 7,
}  # fmt: skip


def _named(workspace: Workspace, said: str) -> Period | None:
    """ "this week", "last quarter", "mes pasado"."""
    words = said.split(" ")
    unit = next((_UNITS[word] for word in words if word in _UNITS), None)
    rest = " ".join(word for word in words if word not in _UNITS)
    if unit is None or rest not in (*_THIS, *_LAST):
        return None
    return period_of(workspace, unit).shifted(-1 if rest in _LAST else 0)


def _counted(workspace: Workspace, said: str) -> Period | None:
    """ "last 4 weeks", "30 days", "2w"."""
    match = re.fullmatch(r"(?:last |últim[ao]s )?(\d{1,6}) ?([^\W\d]+)", said)
    if match is None or match[2] not in _LENGTHS or not int(match[1]):
        return None
    return last_days(workspace, int(match[1]) * _LENGTHS[match[2]])


def _written(workspace: Workspace, said: str) -> Period | None:
    """ "2026-w48", "2026-11", "2026-q3", "q3 2026", "q3", "2026"."""
    year = owner_day(workspace).year
    try:
        if match := re.fullmatch(r"(\d{4})-?w(\d\d?)", said):
            return _week(date.fromisocalendar(int(match[1]), int(match[2]), 1))
        if match := re.fullmatch(r"(\d{4})-(\d\d)", said):
            return _months(int(match[1]), int(match[2]), "month")
        if match := re.fullmatch(r"(?:(\d{4})[- ]?)?[qt]([1-4])(?: (\d{4}))?", said):
            return _months(int(match[1] or match[3] or year), 3 * int(match[2]), "quarter")
        if match := re.fullmatch(r"\d{4}", said):
            return _months(int(said), 1, "year")
    except (ValueError, OverflowError) as error:
        raise WrongUse(_("There is no {period}.").format(period=said.upper())) from error
    return None


def _week(day: date) -> Period:
    monday = day - day.weekday() * _DAY
    return Period(monday, monday + 6 * _DAY, "week")


def _months(year: int, month: int, unit: Unit) -> Period:
    """The month, quarter or year in which a month is. Raises `ValueError` when there is none."""
    length = {"month": 1, "quarter": 3, "year": 12}[unit]
    begin = (month - 1) // length * length + 1
    after = year * 12 + begin - 1 + length
    end = date(after // 12, after % 12 + 1, 1) if after // 12 <= date.max.year else None
    return Period(date(year, begin, 1), end - _DAY if end else date.max, unit)


def _outside() -> str:
    return _("The period lies outside the calendar; take nearer dates.")
