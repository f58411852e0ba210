"""The days that quick add can name: near ones, weekdays, periods, dates and lengths."""

from __future__ import annotations

import re
from datetime import date, timedelta

from cockpit.domain.quick import words as known
from cockpit.domain.quick.calendar import BadDate, Calendar
from cockpit.domain.quick.phrase import Phrase, after_in, read_clock
from cockpit.i18n import _

Found = tuple[date, int, str]
"""A date, the index of the word after it, and "today", an ISO week or ""."""


def read_day(calendar: Calendar, phrase: Phrase, at: int) -> Found | None:
    """The date at a word, or None; raises `BadDate` for one that is not in the calendar."""
    return (
        _near(calendar, phrase, at)
        or _weekday(calendar, phrase, at)
        or _period(calendar, phrase, at)
        or _day_and_month(calendar, phrase, at)
        or _length(calendar, phrase, at)
    )


def _near(calendar: Calendar, phrase: Phrase, at: int) -> Found | None:
    today, word, following = calendar.today, phrase.word(at), phrase.word(at + 1)
    if word in known.TODAY:
        return today, at + 1, "today"
    if word in known.TOMORROW:
        return today + timedelta(days=1), at + 1, ""
    if word in known.YESTERDAY:
        return today - timedelta(days=1), at + 1, ""
    if (word, following) == ("esta", "noche"):
        return today, at + 2, "today"
    if (word == "this" and following in known.PARTS_OF_DAY) or (word, following) == (
        "esta",
        "tarde",
    ):
        return today, at + 1, "today"
    if (word, following) == ("pasado", "manana"):
        return today + timedelta(days=2), at + 2, ""
    if (word, following, phrase.word(at + 2)) == ("day", "after", "tomorrow"):
        return today + timedelta(days=2), at + 3, ""
    return None


def _weekday(calendar: Calendar, phrase: Phrase, at: int) -> Found | None:
    prefix = phrase.word(at)
    after = at + 1 if prefix in known.THIS or prefix in known.NEXT else at
    number = known.WEEKDAYS.get(phrase.word(after))
    if number is None:
        return None
    after += 1
    if prefix == "next":
        return calendar.weekday_of_next_week(number), after, ""
    if prefix in known.THIS:
        return calendar.weekday_of_this_week(number), after, ""
    following = (phrase.word(after), phrase.word(after + 1))
    if following == ("next", "week"):
        return calendar.weekday_of_next_week(number), after + 2, ""
    if following == ("que", "viene"):
        after += 2
    elif following[0] in known.NEXT_ES:
        after += 1
    elif prefix not in known.NEXT:
        dated = _dated_weekday(calendar, phrase, at, number)
        if dated:
            return dated
    return calendar.weekday(number), after, ""


def _dated_weekday(calendar: Calendar, phrase: Phrase, at: int, number: int) -> Found | None:
    """A weekday with its date, "fri 27 nov" or "fri 27"; the two must agree."""
    dated = _day_and_month(calendar, phrase, at + 1)
    if dated:
        if dated[0].weekday() != number:
            reason = _("{date} is not that weekday").format(date=dated[0].isoformat())
            raise BadDate(phrase.said(at, dated[1]), reason)
        return dated
    day = _day_number(phrase.word(at + 1))
    if day and 1 <= day <= 31 and read_clock(phrase, at + 1) is None:
        found = calendar.day_of_month(day)
        if found.weekday() == number:
            return found, at + 2, ""
    return None


def _period(calendar: Calendar, phrase: Phrase, at: int) -> Found | None:
    """Ends ("eow", "end of month", "fin de mes"), next and this week, month, year; an ISO week."""
    word = phrase.word(at)
    if word in known.END_OF:
        return calendar.end_of(known.END_OF[word], 0), at + 1, ""
    if word in known.END and phrase.word(at + 1) in known.OF:
        return _end(calendar, phrase, at + 2)
    if re.fullmatch(r"\d{4}-w\d\d", word, re.ASCII):
        return _iso_week(calendar, phrase, at)
    steps, after = _steps(phrase, at)
    unit = known.UNITS.get(phrase.word(after))
    if unit not in ("week", "month", "year"):
        return None
    later = (phrase.word(after + 1), phrase.word(after + 2)) == ("que", "viene")
    if steps is None and not later:
        return None
    after += 3 if later else 1
    if later or steps:
        day = calendar.start_of(unit, 1)
    else:
        day = calendar.end_of(unit, 0)
    return day, after, _week(day) if unit == "week" else ""


def _end(calendar: Calendar, phrase: Phrase, at: int) -> Found | None:
    at += phrase.word(at) in known.ARTICLES
    steps, after = _steps(phrase, at)
    word = phrase.word(after)
    unit = known.UNITS.get(word)
    if unit in ("day", "week", "month", "year"):
        if (phrase.word(after + 1), phrase.word(after + 2)) == ("que", "viene"):
            steps, after = 1, after + 2
        return calendar.end_of(unit, steps or 0), after + 1, ""
    if word in known.MONTHS and steps is None:
        month, today = known.MONTHS[word], calendar.today
        year = today.year + (month < today.month)
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1), after + 1, ""
    return None


def _iso_week(calendar: Calendar, phrase: Phrase, at: int) -> Found:
    word, said = phrase.word(at), phrase.said(at, at + 1)
    calendar.real_date(said, 1, 1, int(word[:4]))
    try:
        day = date.fromisocalendar(int(word[:4]), int(word[6:]), 7)
    except ValueError:
        raise BadDate(said, _("that year has no such week")) from None
    return day, at + 1, _week(day)


def _length(calendar: Calendar, phrase: Phrase, at: int) -> Found | None:
    """ "In 3 days", "in 2w", "dentro de 2 semanas"."""
    at = after_in(phrase, at)
    if not at:
        return None
    match = re.fullmatch(r"(\d{1,4})([dwy])", phrase.word(at), re.ASCII)
    if match:
        return calendar.after(int(match[1]), known.UNITS[match[2]]), at + 1, ""
    count, unit = phrase.number(at), known.UNITS.get(phrase.word(at + 1))
    if count is None or unit not in ("day", "week", "month", "year"):
        return None
    return calendar.after(count, unit), at + 2, ""


def _day_and_month(calendar: Calendar, phrase: Phrase, at: int) -> Found | None:
    word = phrase.word(at)
    if word[:1].isdecimal() and not word.isalnum():
        return _numeric(calendar, phrase, at)
    joined = re.fullmatch(r"(\d{1,2})([a-z]{3,})", word, re.ASCII)
    if joined and joined[2] in known.MONTHS:
        return _named(calendar, phrase, at, int(joined[1]), known.MONTHS[joined[2]], at + 1)
    day = _day_number(word)
    if day is not None:
        after = at + 1 + (phrase.word(at + 1) in known.OF)
        month = known.MONTHS.get(phrase.word(after))
        if month:
            return _named(calendar, phrase, at, day, month, after + 1)
        alone = not word.isdecimal() or (at and phrase.word(at - 1) in ("el", "del"))
        if alone and 1 <= day <= 31 and read_clock(phrase, at) is None:
            return calendar.day_of_month(day), at + 1, ""
    month = known.MONTHS.get(word)
    day = _day_number(phrase.word(at + 1)) if month else None
    return _named(calendar, phrase, at, day, month, at + 2) if month and day is not None else None


def _named(calendar: Calendar, phrase: Phrase, at: int, day: int, month: int, after: int) -> Found:
    place = after + (phrase.word(after) in ("de", "del"))
    word = phrase.word(place)
    year = int(word) if re.fullmatch(r"(19|20)\d\d", word, re.ASCII) else None
    after = after if year is None else place + 1
    return calendar.real_date(phrase.said(at, after), day, month, year), after, ""


def _numeric(calendar: Calendar, phrase: Phrase, at: int) -> Found | None:
    """27/11, 27.11., 27/11/26, 27-11-2026 and 2026-11-27: day and month, or ISO 8601."""
    word, said = phrase.word(at), phrase.said(at, at + 1)
    match = re.fullmatch(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})", word, re.ASCII)
    if match:
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        return calendar.real_date(said, day, month, year), at + 1, ""
    match = re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", word, re.ASCII) or re.fullmatch(
        r"(\d{1,2})(/)(\d{1,2})/(\d\d)", word, re.ASCII
    )
    if match:
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        return calendar.real_date(said, int(match[1]), int(match[3]), year), at + 1, ""
    match = re.fullmatch(r"(\d{1,2})(?:/(\d{1,2})|\.(\d{1,2})\.)", word, re.ASCII)
    if match:
        day, month = int(match[1]), int(match[2] or match[3])
        if 1 <= day <= 31 and 1 <= month <= 31:
            return calendar.real_date(said, day, month, None), at + 1, ""
    return None


def _steps(phrase: Phrase, at: int) -> tuple[int | None, int]:
    """1 after "next", 0 after "this", else None, and the index after it."""
    word = phrase.word(at)
    if word in known.NEXT:
        return 1, at + 1
    return (0, at + 1) if word in known.THIS else (None, at)


def _day_number(word: str) -> int | None:
    match = re.fullmatch(r"(\d{1,2})(st|nd|rd|th)?", word, re.ASCII)
    return int(match[1]) if match else None


def _week(day: date) -> str:
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"
