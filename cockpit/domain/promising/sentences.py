"""Promises as sentences for customers: what is published per kind, and what one reply quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

from cockpit.domain.hours.intervals import WEEKDAYS
from cockpit.domain.promising.language import Language
from cockpit.domain.promising.status import Clock, Clocks, clock_status
from cockpit.domain.promising.terms import Target, Terms
from cockpit.domain.wording.plain_text import one_line

NAME_LIMIT = 40
"""Characters of a customer's name in a greeting."""
_DAY = 1440


def kind_sentence(kind: str, terms: Terms, words: Language) -> str:
    """What is promised for a kind of request: "Refunds: you have our first answer within …."."""
    known = kind.strip().casefold()
    parts = []
    if terms.first_response is not None:
        parts.append(_answer(words.first, terms.first_response, words))
    if terms.next_response is not None:
        parts.append(_answer(words.next, terms.next_response, words))
    if terms.resolution is not None:
        parts += _settled(known, terms.resolution, words)
    title = kind_title(kind, words)
    sentences = [part[:1].upper() + part[1:] for part in parts]
    return f"{title}: {parts[0]}" + "".join(f". {one}" for one in sentences[1:]) + "."


def hours_sentence(hours: Mapping[str, Any], words: Language, kinds: Sequence[str] = ()) -> str:
    """The opening hours of a stored `hours` document, days with the same hours together.

    `kinds` are those that are counted in them, where others are counted in other hours.
    """
    week = hours.get("week") or {}
    groups: list[tuple[list[int], str]] = []
    for number, key in enumerate(WEEKDAYS):
        spans = ", ".join(f"{start}–{end}" for start, end in week.get(key) or ())
        if not spans:
            continue
        if groups and groups[-1][1] == spans and groups[-1][0][-1] == number - 1:
            groups[-1][0].append(number)
        else:
            groups.append(([number], spans))
    told = [
        words.opening_on.format(days=_day_range(days, words), spans=spans) for days, spans in groups
    ]
    pattern = words.opening_for if kinds else words.opening
    named = [kind_title(kind, words) for kind in kinds]
    named = [name[:1].lower() + name[1:] for name in named]
    return pattern.format(
        kinds=_listed(named, words), city=city_of(hours["zone"]), hours="; ".join(told)
    )


def kind_title(kind: str, words: Language) -> str:
    """What requests of a kind are called: "Refunds"; of the owner's own kind its name."""
    own = one_line(kind)
    return words.kinds.get(kind.strip().casefold()) or own[:1].upper() + own[1:]


def reply_sentence(
    request: Mapping[str, Any],
    clocks: Clocks,
    now: datetime,
    zone: tzinfo,
    words: Language,
    theirs: tzinfo | None = None,
) -> str:
    """The sentence that tells a customer his own due; "" when nothing is promised.

    `theirs` is the customer's own zone; where it is unknown the owner's `zone` is named.
    """
    greeting = _greeting(str(request.get("customer") or ""), words)
    if clocks.state == "resolved":
        return greeting + words.resolved
    clock = quoted_clock(clocks)
    if clock is None:
        return ""
    if clock.due is None:
        return greeting + words.waiting
    is_date = clock.name == "promised" and bool(request.get("promised_is_date"))
    due = due_words(clock.due, zone, words, is_date=is_date, theirs=theirs)
    if clock_status(clock, now) == "breached":
        return greeting + words.late.format(due=due)
    kind = str(request.get("kind") or "inquiry").strip().casefold()
    about = kind if clock.name in ("resolution", "promised") else "answer"
    if kind == "inquiry":
        about = "answer"
    return greeting + words.reply.get(about, words.reply[""]).format(due=due)


def quoted_clock(clocks: Clocks) -> Clock | None:
    """The clock whose due is told to the customer: by name, of the resolution, of the answer."""
    for clock in (clocks.promised, clocks.resolution, clocks.next, clocks.first):
        if clock is not None and clock.answered_at is None:
            return clock
    return None


def due_words(
    due: datetime,
    zone: tzinfo,
    words: Language,
    *,
    is_date: bool = False,
    theirs: tzinfo | None = None,
) -> str:
    """ "Friday 27 November, 17:00 (Berlin time)", or "… 11:00 your time" in `theirs`.

    A due at midnight is that of the day before; a date by name is that of the owner's `zone`.
    """
    local = due.astimezone(zone if is_date or theirs is None else theirs)
    if local.hour == local.minute == 0 and not is_date:
        local, is_date = local - timedelta(seconds=1), True
    date = words.date.format(
        weekday=words.days[local.weekday()], day=local.day, month=words.months[local.month - 1]
    )
    if is_date:
        return date
    if theirs is not None:
        return words.your_time.format(date=date, time=f"{local:%H:%M}")
    return words.at_time.format(date=date, time=f"{local:%H:%M}", city=city_of(str(zone)))


def city_of(zone: str) -> str:
    """The city by which people know an IANA zone: "America/New_York" is "New York"."""
    return zone.rpartition("/")[2].replace("_", " ")


def length_words(target: Target, words: Language) -> str:
    """ "4 working hours", "90 minutes of our working time", "2 days"."""
    minutes = target.minutes
    if target.measure == "working":
        if minutes % 60 == 0:
            return _counted(minutes // 60, words.working)
        return words.working_minutes.format(length=_plain_length(minutes, words))
    if minutes % _DAY == 0 and minutes > _DAY:
        return _counted(minutes // _DAY, words.days_long)
    return _plain_length(minutes, words)


def _answer(pattern: str, target: Target, words: Language) -> str:
    if target.measure == "batch":
        return _batch("", target, words)
    return pattern.format(length=length_words(target, words))


def _settled(kind: str, target: Target, words: Language) -> list[str]:
    if target.measure == "batch":
        return [_batch(kind, target, words), words.moved[target.closed_day]]
    pattern = words.within.get(kind, words.within[""])
    return [pattern.format(length=length_words(target, words))]


def _batch(kind: str, target: Target, words: Language) -> str:
    pattern = words.batch.get(kind, words.batch[""])
    days = [words.plural_days[WEEKDAYS.index(day)] for day in _in_week_order(target.weekdays)]
    close = words.working_day
    if target.close is not None:
        close = words.closes.format(close=target.close)
    return pattern.format(days=_listed(days, words), cut_off=_cut_off(target, words), close=close)


def _cut_off(target: Target, words: Language) -> str:
    before = target.cut_off_days_before
    if target.cut_off == "24:00":
        return words.end_of[min(before, 2)].format(count=before)
    if before and len(target.weekdays) == 1:
        day = words.days[(WEEKDAYS.index(target.weekdays[0]) - before) % 7]
        return words.cut_off[3].format(time=target.cut_off, day=day)
    return words.cut_off[min(before, 2)].format(time=target.cut_off, count=before)


def _greeting(customer: str, words: Language) -> str:
    """The first name when there is one: no address, no number, no initial alone."""
    name = one_line(customer, NAME_LIMIT)
    first = name.split(" ", 1)[0]
    if re.fullmatch(r"[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*", first):
        return words.greeting.format(name=first)
    if re.search(r"[@#\d]", name) or not name:
        return words.greeting_nobody
    return words.greeting.format(name=name)


def _day_range(days: list[int], words: Language) -> str:
    if len(days) < 3:
        return _listed([words.days[day] for day in days], words)
    return f"{words.days[days[0]]} {words.to} {words.days[days[-1]]}"


def _listed(names: list[str], words: Language) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {words.conjunction} {names[-1]}"


def _plain_length(minutes: int, words: Language) -> str:
    hours, rest = divmod(minutes, 60)
    told = [_counted(hours, words.hours)] if hours else []
    if rest:
        told.append(_counted(rest, words.minutes))
    return " ".join(told)


def _counted(count: int, names: tuple[str, str]) -> str:
    return f"{count} {names[0] if count == 1 else names[1]}"


def _in_week_order(days: tuple[str, ...]) -> list[str]:
    return sorted(days, key=WEEKDAYS.index)
