"""Dates and times of quick add, English and Spanish, resolved against a moment handed in.

Rules, in the order in which owners ask:

- "Today" is the business day: before the day's end (04:00) it is the evening before's date.
- A bare weekday lies 1 to 7 days ahead, never today. "This fri" may be today. "Next fri" is the
  Friday of next week; "próximo viernes" and "viernes que viene" are the bare weekday.
- 27/11, 27.11. and 27-11-2026 are day and month, never month and day.
- A date without a year that is past rolls to next year; one with its year is taken as said.
- A time alone is the next such time. "Today 02:00" is the night that follows the day.
- Weeks are ISO weeks and end on Sunday. "By next week" is its Monday, "by next month" the 1st.
- 24:00 and midnight are the end of the day named. Morning, afternoon, evening: 09, 15, 18 o'clock.
- A local time that a DST gap leaves out moves forward by the gap; of two equal ones, the first.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo

from cockpit.domain.quick import words as known
from cockpit.domain.quick.calendar import YEARS, BadDate, Calendar, WallClock
from cockpit.domain.quick.days import Found, read_day
from cockpit.domain.quick.phrase import Phrase, after_in, read_clock
from cockpit.i18n import _


class When:
    """What a phrase meant, and where in the text it ends."""

    __slots__ = ("clock", "day", "end", "moment", "week")

    def __init__(
        self,
        end: int,
        *,
        day: date | None = None,
        moment: datetime | None = None,
        week: str = "",
        clock: WallClock | None = None,
    ) -> None:
        """Keep a date (and its ISO week if one was meant) or a moment (UTC), never both."""
        self.end = end
        self.day = day
        self.moment = moment
        self.week = week
        self.clock = clock
        """The wall time, where only a time was said."""


class DateReader:
    """Reads date phrases at one moment in one zone."""

    __slots__ = ("calendar",)

    def __init__(self, now: datetime, zone: tzinfo, day_end: time) -> None:
        """Stand at `now` (aware); `day_end` is the local time at which the owner's day ends."""
        self.calendar = Calendar(now, zone, day_end)

    def read(self, text: str, start: int, *, clock: bool = True) -> When | None:
        """The longest date phrase at `start`, or None if there is none.

        `clock` False takes the date only. Raises `BadDate` for a date or time that cannot be.
        """
        phrase = Phrase(text, start)
        if not phrase.words:
            return None
        try:
            found = self._read(phrase, clock)
        except (OverflowError, ValueError):
            raise BadDate(phrase.said(0, 3), _("it is too far away")) from None
        day = found and (found.day or (found.moment and found.moment.date()))
        if found and day and day.year not in YEARS:
            raise BadDate(text[start : found.end].strip(), _("it is too far away"))
        return found

    def read_past(self, text: str, start: int) -> When | None:
        """A moment that has been: the latest such time, or a (past) date and a time."""
        phrase = Phrase(text, start)
        timed = read_clock(phrase, 0)
        if timed:
            return When(phrase.end(timed[1]), moment=self.calendar.last_time(timed[0]))
        exact = self._instant(phrase, 0)
        if exact:
            return exact
        word = phrase.word(0)
        if word in known.YESTERDAY or word in ("today", "hoy") or word[:4].isdecimal():
            found = read_day(self.calendar, phrase, 0)
            timed = read_clock(phrase, found[1]) if found else None
            if found and timed:
                moment = self._moment(found, timed[0])
                return When(phrase.end(timed[1]), moment=moment)
        return None

    def _read(self, phrase: Phrase, clock: bool) -> When | None:
        at = 1 if phrase.word(0) in known.OF else 0
        at += phrase.word(at) in known.ARTICLES
        exact = (self._instant(phrase, at) or self._elapsed(phrase, at)) if clock else None
        if exact:
            return exact
        found = read_day(self.calendar, phrase, at)
        if found:
            timed = read_clock(phrase, found[1]) if clock else None
            if timed:
                return When(phrase.end(timed[1]), moment=self._moment(found, timed[0]))
            week = "" if found[2] == "today" else found[2]
            return When(phrase.end(found[1]), day=found[0], week=week)
        timed = read_clock(phrase, at) if clock else None
        if timed:
            wall, after = timed
            found = read_day(self.calendar, phrase, after)
            if found:
                return When(phrase.end(found[1]), moment=self._moment(found, wall))
            return When(phrase.end(after), moment=self.calendar.next_time(wall), clock=wall)
        return self._rare(phrase)

    def _moment(self, found: Found, clock: WallClock) -> datetime:
        if found[2] == "today":
            return self.calendar.time_today(clock)
        return self.calendar.moment(found[0], clock)

    # ---- exact moments ----

    def _instant(self, phrase: Phrase, at: int) -> When | None:
        word = phrase.word(at)
        form = r"(\d{4})-(\d\d)-(\d\d)t\d\d:\d\d(:\d\d)?(z|[+-]\d\d:?\d\d)?"
        match = re.fullmatch(form, word, re.ASCII) if word[10:11] == "t" else None
        if not match:
            return None
        said = phrase.said(at, at + 1)
        self.calendar.real_date(said, int(match[3]), int(match[2]), int(match[1]))
        try:
            moment = datetime.fromisoformat(word.upper())
        except ValueError:
            raise BadDate(said, _("a day has 24 hours of 60 minutes")) from None
        return When(phrase.end(at + 1), moment=self.calendar.to_utc(moment))

    def _elapsed(self, phrase: Phrase, at: int) -> When | None:
        """Hours or minutes from now, rounded up to the minute; elapsed time, so counted in UTC."""
        at = after_in(phrase, at)
        if not at:
            return None
        count, unit, after = phrase.number(at), known.UNITS.get(phrase.word(at + 1)), at + 2
        if phrase.word(at) in ("half", "media"):
            after += phrase.word(at + 1) == "an"
            count, unit = 30, "minute" if known.UNITS.get(phrase.word(after - 1)) == "hour" else ""
        if count is None or unit not in ("hour", "minute"):
            return None
        moment = self.calendar.utc + timedelta(minutes=count * (60 if unit == "hour" else 1))
        if moment.second or moment.microsecond:
            moment = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
        return When(phrase.end(after), moment=moment)

    # ---- what only the library knows ----

    def _rare(self, phrase: Phrase) -> When | None:
        """ "3 days from now", "two weeks after friday": a length and where it is counted from."""
        if phrase.number(0) is None or phrase.word(1) not in known.UNITS:
            return None
        if phrase.word(2) not in known.COUNTED_FROM:
            return None
        from cockpit.domain.quick.library import read_counted_date

        found = read_counted_date(phrase, self.calendar.today)
        return When(phrase.end(found[1]), day=found[0]) if found else None
