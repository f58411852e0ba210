"""The calendar that quick add resolves dates on: the owner's today, his zone, real days only."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from cockpit.errors import WrongUse
from cockpit.i18n import _

WallClock = tuple[int, int]
"""Hour and minute; (24, 0) is the end of the day."""

YEARS = range(1970, 3000)

ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class BadDate(WrongUse):
    """A phrase is clearly a date or time, but there is no such date or time."""

    def __init__(self, phrase: str, reason: str) -> None:
        """Name the phrase as it was typed and why it cannot be."""
        told = _("There is no {phrase!r}: {reason}; correct it").format(
            phrase=phrase, reason=reason
        )
        super().__init__(f"{told}.")
        self.in_line = told + _(", or write a backslash before its sign to keep it as text.")
        """The sentence for a line of quick add, where it could be text."""


class Calendar:
    """Answers what a date word means at one moment, in one zone, with one end of the day."""

    __slots__ = ("day_end", "local", "today", "utc", "zone")

    def __init__(self, now: datetime, zone: tzinfo, day_end: time) -> None:
        """Stand at `now` (aware); before `day_end` local, today is the date before."""
        self.zone = zone
        self.day_end = day_end
        self.utc = now.astimezone(UTC)
        self.local = now.astimezone(zone)
        day = self.local.date()
        # clock.business_day says the same, but its module imports typing (3 ms of a capture).
        self.today = day if self.local.time() >= day_end else day - timedelta(days=1)

    def moment(self, day: date, clock: WallClock) -> datetime:
        """The UTC moment of a local wall time; a DST gap moves it forward, fold is 0."""
        hour, minute = clock
        if hour == 24:
            day, hour = day + timedelta(days=1), 0
        local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=self.zone)
        return local.astimezone(UTC)

    def to_utc(self, moment: datetime) -> datetime:
        """A moment in UTC; one without a zone is a local wall time."""
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).astimezone(UTC)

    def next_time(self, clock: WallClock) -> datetime:
        """The first moment after now at which the wall clock shows this time."""
        day = self.local.date()
        found = self.moment(day, clock)
        return found if found > self.utc else self.moment(day + timedelta(days=1), clock)

    def last_time(self, clock: WallClock) -> datetime:
        """The latest moment, now included, at which the wall clock showed this time."""
        day = self.local.date()
        found = self.moment(day, clock)
        return found if found <= self.utc else self.moment(day - timedelta(days=1), clock)

    def time_today(self, clock: WallClock) -> datetime:
        """A time "today": small hours belong to the coming night; past ones to the new date."""
        small = clock < (self.day_end.hour, self.day_end.minute)
        day = self.today + timedelta(days=1) if small else self.today
        found = self.moment(day, clock)
        if found <= self.utc and self.local.date() > self.today:
            return self.moment(self.local.date(), clock)
        return found

    def weekday(self, number: int) -> date:
        """The next such weekday (Monday is 0), 1 to 7 days after today."""
        return self.today + timedelta(days=(number - self.today.weekday() - 1) % 7 + 1)

    def weekday_of_this_week(self, number: int) -> date:
        """Such a day of this ISO week, today included; if it is past, the next one."""
        ahead = number - self.today.weekday()
        return self.today + timedelta(days=ahead) if ahead >= 0 else self.weekday(number)

    def weekday_of_next_week(self, number: int) -> date:
        """Such a day of the next ISO week."""
        return self.start_of("week", 1) + timedelta(days=number)

    def start_of(self, unit: str, steps: int) -> date:
        """The first day of this (0), the next (1), … day, ISO week, month or year."""
        today = self.today
        if unit == "day":
            return today + timedelta(days=steps)
        if unit == "week":
            return today + timedelta(days=7 * steps - today.weekday())
        months = today.year * 12 + today.month - 1 + steps
        if unit == "year":
            return date(today.year + steps, 1, 1)
        return date(months // 12, months % 12 + 1, 1)

    def end_of(self, unit: str, steps: int) -> date:
        """The last day of this (0), the next (1), … day, ISO week, month or year."""
        return self.start_of(unit, steps + 1) - timedelta(days=1)

    def after(self, count: int, unit: str) -> date:
        """The date `count` days, weeks, months or years after today; short months end early."""
        if unit in ("day", "week"):
            return self.today + timedelta(days=count * (7 if unit == "week" else 1))
        first = self.start_of("month", count * (12 if unit == "year" else 1))
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return first.replace(day=min(self.today.day, last.day))

    def real_date(self, phrase: str, day: int, month: int, year: int | None) -> date:
        """A date that exists; without a year the next such one. Raises `BadDate` by name."""
        if not 1 <= month <= 12:
            raise BadDate(
                phrase, _("dates are day/month, and no month is {month}").format(month=month)
            )
        if year is not None and year not in YEARS:
            raise BadDate(phrase, _("the year must lie between 1970 and 2999"))
        if not 1 <= day <= _days_of(month, 2000 if year is None else year):
            raise BadDate(
                phrase,
                _("{month} has no day {day}").format(month=_month_in(month, year), day=day),
            )
        chosen = self.today.year if year is None else year
        if year is None and (month, day) < (self.today.month, self.today.day):
            chosen += 1
        if day > _days_of(month, chosen):
            raise BadDate(phrase, _("{year} is not a leap year").format(year=chosen))
        return date(chosen, month, day)

    def day_of_month(self, day: int) -> date:
        """The next date with this day number (1 to 31), today included."""
        for steps in range(3):
            first = self.start_of("month", steps)
            if day <= _days_of(first.month, first.year) and first.replace(day=day) >= self.today:
                return first.replace(day=day)
        raise AssertionError("every day number comes within three months")


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The last second of a local date in UTC, right also where midnight falls into a DST change."""
    following = day + timedelta(days=1)
    midnight = datetime(following.year, following.month, following.day, tzinfo=zone)
    return midnight.astimezone(UTC) - timedelta(seconds=1)


def _days_of(month: int, year: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def _month_in(month: int, year: int | None) -> str:
    name = _(ENGLISH_MONTHS[month - 1])
    return name if year is None else f"{name} {year}"
