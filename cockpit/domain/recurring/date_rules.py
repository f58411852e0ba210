"""The dates on which an RFC 5545 rule falls.

Rules are counted in whole dates; the time of day belongs to what recurs. Every search is bounded
by the days that were asked for: a rule that never falls costs no more than one that does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta, tzinfo
from functools import lru_cache

from cockpit.domain.recurring.rule_text import (
    CLOCK_PARTS,
    FAR,
    LIMITS,
    WEEKDAYS,
    last_date,
    rule_parts,
)
from cockpit.errors import WrongUse
from cockpit.i18n import _

_DAY = timedelta(days=1)


def check_rule(text: str) -> str:
    """The rule as it is stored: upper case, without "RRULE:".

    Raises `WrongUse` with one sentence when it is not valid, is more frequent than daily, or
    never falls on any date.
    """
    parts = rule_parts(text)
    rule = ";".join(f"{key}={value}" for key, value in parts.items())
    if parts.keys() & {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}:
        unending = {k: v for k, v in parts.items() if k not in ("UNTIL", "COUNT", "INTERVAL")}
        forever = DateRule(unending, date(2000, 1, 1))
        if not forever.between(date(2000, 1, 1), date(2004, 12, 31)) and not forever.between(
            date(2005, 1, 1), date(2032, 12, 31)
        ):
            never = _("The rule {rule!r} falls on no date at all; change its BY parts.")
            raise WrongUse(never.format(rule=rule))
    return rule


@lru_cache(maxsize=8192)
def date_rule(text: str, first: date, zone: tzinfo | None = None, minute: int = 0) -> DateRule:
    """The rule counted from `first`, kept between calls; `WrongUse` when it is not valid.

    `zone` and `minute` (of the day) say when what recurs begins: an UNTIL in UTC needs them.
    """
    return DateRule(rule_parts(text), first, zone, minute)


class DateRule:
    """The dates of one rule from its first date on; every search is bounded by `FAR`."""

    __slots__ = (
        "_count",
        "_dates",
        "_freq",
        "_interval",
        "_names_days",
        "_nth_days",
        "_parts",
        "_weekdays",
        "_wkst",
        "first",
        "last",
    )

    def __init__(
        self, parts: dict[str, str], first: date, zone: tzinfo | None = None, minute: int = 0
    ) -> None:
        """Take checked parts; time parts are left out, the time is not the rule's here."""
        self.first = first
        """The first date from which the rule counts (DTSTART)."""
        self.last = min(FAR, last_date(parts.get("UNTIL"), zone, minute))
        """No date of the rule is later; COUNT moves it when it is first needed."""
        self._freq = parts["FREQ"]
        self._interval = int(parts.get("INTERVAL", "1"))
        self._count = int(parts["COUNT"]) if "COUNT" in parts else None
        self._wkst = WEEKDAYS.index(parts.get("WKST", "MO"))
        self._parts = {
            key: {int(number) for number in value.split(",")}
            for key, value in parts.items()
            if key in LIMITS and key not in CLOCK_PARTS
        }
        self._nth_days: set[tuple[int, int]] = set()
        for said in parts["BYDAY"].split(",") if "BYDAY" in parts else ():
            weekday, nth = WEEKDAYS.index(said[-2:]), int(said[:-2] or 0)
            self._parts.setdefault("BYDAY", set())
            if nth and self._freq in ("MONTHLY", "YEARLY"):
                self._nth_days.add((nth, weekday))
            else:
                self._parts["BYDAY"].add(weekday)
        self._weekdays = self._parts.get("BYDAY", set()) | {day for _nth, day in self._nth_days}
        naming = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")
        self._names_days = any(key in self._parts for key in naming)
        self._dates = self._way()

    def between(self, low: date, high: date) -> list[date]:
        """The dates of the rule from `low` to `high`, both included, in order."""
        if self._count is not None:
            self._settle_count(self._count)
        low, high = max(low, self.first), min(high, self.last)
        return self._dates(low, high) if low <= high else []

    def after(self, day: date) -> date | None:
        """The first date of the rule later than `day`, or None when there is none."""
        low, length = max(day + timedelta(days=1), self.first), 400
        while low <= self.last:
            found = self.between(low, min(low + timedelta(days=length), FAR))
            if found:
                return found[0]
            low, length = low + timedelta(days=length + 1), length * 4
        return None

    def _settle_count(self, left: int) -> None:
        self._count = None
        period = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}[self._freq]
        low, length = self.first, min(left * self._interval * period, 400)
        while low <= self.last:
            found = self._dates(low, min(low + timedelta(days=length), self.last))
            if len(found) >= left:
                self.last = found[left - 1]
                return
            left -= len(found)
            low, length = low + timedelta(days=length + 1), length * 4

    def _way(self) -> Callable[[date, date], list[date]]:
        """Plain rules step from date to date; all others look at each day."""
        parts, first = self._parts, self.first
        if self._freq == "DAILY" and not parts:
            return self._daily
        if self._freq == "WEEKLY" and parts.keys() <= {"BYDAY"} and not self._nth_days:
            return self._weekly
        month, itself = {"BYMONTH": {first.month}}, {"BYMONTHDAY": {first.day}}
        if (self._freq == "MONTHLY" and parts in ({}, itself)) or (
            self._freq == "YEARLY" and parts in ({}, month, month | itself)
        ):
            return self._monthly
        return self._each_day

    def _daily(self, low: date, high: date) -> list[date]:
        start = low.toordinal() + (self.first - low).days % self._interval
        return [date.fromordinal(n) for n in range(start, high.toordinal() + 1, self._interval)]

    def _weekly(self, low: date, high: date) -> list[date]:
        """Whole weeks from the one of `first`, beginning on WKST (RFC 5545, 3.3.10)."""
        chosen = self._parts.get("BYDAY") or {self.first.weekday()}
        offsets = sorted((day - self._wkst) % 7 for day in chosen)
        origin = self.first.toordinal() - (self.first.weekday() - self._wkst) % 7
        step = 7 * self._interval
        lowest, highest = low.toordinal(), high.toordinal()
        week = origin + (lowest - origin) // step * step
        return [
            date.fromordinal(start + offset)
            for start in range(week, highest + 1, step)
            for offset in offsets
            if lowest <= start + offset <= highest
        ]

    def _monthly(self, low: date, high: date) -> list[date]:
        """The day of `first` in every n-th month; a month without that day is left out."""
        step = self._interval * (12 if self._freq == "YEARLY" else 1)
        origin = _month(self.first)
        start = origin + -(-(_month(low) - origin) // step) * step
        dates = []
        for month in range(start, _month(high) + 1, step):
            try:
                day = date(month // 12, month % 12 + 1, self.first.day)
            except ValueError:
                continue
            if low <= day <= high:
                dates.append(day)
        return dates

    def _each_day(self, low: date, high: date) -> list[date]:
        """The days that every BY part lets through, of the periods that INTERVAL leaves."""
        if "BYSETPOS" not in self._parts:
            return [day for day in _days(low, high) if self._is_counted(day) and self._fits(day)]
        found: list[date] = []
        for day in _days(low, high):
            if day == low or self._period(day) != self._period(day - _DAY):
                found += self._chosen_of_period(day)
        return [day for day in found if low <= day <= high]

    def _chosen_of_period(self, day: date) -> list[date]:
        """BYSETPOS picks by place among the days of one period."""
        if not self._is_counted(day):
            return []
        fitting = [one for one in _days(*self._period(day)) if self._fits(one)]
        places = (
            place - 1 if place > 0 else len(fitting) + place for place in self._parts["BYSETPOS"]
        )
        return sorted({fitting[place] for place in places if 0 <= place < len(fitting)})

    def _period(self, day: date) -> tuple[date, date]:
        """The first and last day of the day, week, month or year around a day."""
        match self._freq:
            case "DAILY":
                return day, day
            case "WEEKLY":
                start = day - timedelta(days=(day.weekday() - self._wkst) % 7)
                return max(start, self.first), start + timedelta(days=6)
            case "MONTHLY":
                return day.replace(day=1), day.replace(day=_month_length(day))
            case _:
                return date(day.year, 1, 1), date(day.year, 12, 31)

    def _is_counted(self, day: date) -> bool:
        first = self.first
        match self._freq:
            case "DAILY":
                passed = (day - first).days
            case "WEEKLY":
                passed = ((day - first).days + (first.weekday() - self._wkst) % 7) // 7
            case "MONTHLY":
                passed = _month(day) - _month(first)
            case _:
                passed = day.year - first.year
        return passed % self._interval == 0

    def _fits(self, day: date) -> bool:
        parts, first = self._parts, self.first
        if "BYMONTH" in parts and day.month not in parts["BYMONTH"]:
            return False
        if self._weekdays and day.weekday() not in self._weekdays:
            return False
        if not self._names_days:
            match self._freq:
                case "WEEKLY":
                    return day.weekday() == first.weekday()
                case "MONTHLY":
                    return day.day == first.day
                case "YEARLY":
                    return day.day == first.day and ("BYMONTH" in parts or day.month == first.month)
        in_month, in_year = _month_length(day), _year_length(day.year)
        in_order = day.timetuple().tm_yday
        return (
            _among(parts.get("BYMONTHDAY"), day.day, in_month)
            and _among(parts.get("BYYEARDAY"), in_order, in_year)
            and ("BYWEEKNO" not in parts or _among(parts["BYWEEKNO"], *self._week_number(day)))
            and ("BYDAY" not in parts or self._fits_weekday(day, in_order, in_month, in_year))
        )

    def _fits_weekday(self, day: date, in_order: int, in_month: int, in_year: int) -> bool:
        weekday = day.weekday()
        if weekday in self._parts["BYDAY"]:
            return True
        if self._freq == "MONTHLY" or "BYMONTH" in self._parts:
            place, length = day.day, in_month
        else:
            place, length = in_order, in_year
        nth, nth_last = (place - 1) // 7 + 1, -((length - place) // 7 + 1)
        return (nth, weekday) in self._nth_days or (nth_last, weekday) in self._nth_days

    def _week_number(self, day: date) -> tuple[int, int]:
        """The number of a day's week, and how many its year has (ISO 8601, weeks from WKST)."""
        middle = day + timedelta(days=3 - (day.weekday() - self._wkst) % 7)
        passed = middle.timetuple().tm_yday - 1
        in_year = _year_length(middle.year)
        return passed // 7 + 1, (in_year - 1 - passed % 7) // 7 + 1


def _among(numbers: set[int] | None, number: int, length: int) -> bool:
    """Whether a number is one of those wanted, where negative ones count from the end."""
    return numbers is None or number in numbers or number - length - 1 in numbers


def _days(low: date, high: date) -> Iterator[date]:
    return map(date.fromordinal, range(low.toordinal(), high.toordinal() + 1))


def _month_length(day: date) -> int:
    return ((day.replace(day=28) + timedelta(days=4)).replace(day=1) - _DAY).day


def _year_length(year: int) -> int:
    return 366 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 365


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
