"""The days of an explanation as rows: openings of one date together, closed days in a run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.promising.clock import Clock
from cockpit.domain.promising.explained import Kind, Line
from cockpit.domain.promising.words import day_label, length_label, short_day
from cockpit.i18n import _

WORDS_WIDTH = 44
"""Cells of the words before the hours counted."""

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


class Row(NamedTuple):
    """One row of an explanation; the `counted` of all rows add up as those of the lines do."""

    date: date
    kind: Kind
    day: str
    words: str
    counted: timedelta
    shown: timedelta = timedelta()
    """The same in whole minutes that add up to the whole minutes of the sum, seconds or not."""


def rows_of(clock: Clock, lines: Sequence[Line], calendar: BusinessCalendar) -> list[Row]:
    """The rows of a clock's lines, which are in order of time; `calendar` is the promise's own."""
    rows: list[Row] = []
    until: date | None = None
    for line in lines:
        before = rows[-1] if rows else None
        if before and line.kind == before.kind == "counted" and line.day == before.date:
            words = f"{before.words}, {_span(line, calendar)}"
            rows[-1] = before._replace(words=words, counted=before.counted + line.counted)
        elif before and until and line.kind == before.kind == "week" and line.day == until + _DAY:
            day = f"{short_day(before.date)} – {short_day(line.day)}"
            rows[-1] = before._replace(day=day)
        else:
            words = _words(clock, line, calendar)
            rows.append(Row(line.day, line.kind, day_label(line.day), words, line.counted))
        until = line.day
    return _in_whole_minutes(rows, _first_second(lines))


def row_words(row: Row, width: int = WORDS_WIDTH) -> str:
    """The words with what was counted on the right."""
    if row.kind not in COUNTING:
        return row.words
    return f"{row.words:<{width}} {length_label(row.shown):>8}"


COUNTING = ("counted", "after_hours", "week", "holiday", "exception")
"""The kinds of rows that tell hours, be it none."""


def _first_second(lines: Sequence[Line]) -> timedelta:
    """How far into a minute of the wall clock the counting begins."""
    begins = next((line.begins for line in lines if line.kind == "counted" and line.begins), None)
    return timedelta(seconds=begins.second if begins else 0)


def _in_whole_minutes(rows: list[Row], begin: timedelta) -> list[Row]:
    """Each row from whole minute to whole minute of the wall clock, so that no minute is lost."""
    found = []
    before = begin
    for row in rows:
        after = before + row.counted
        found.append(row._replace(shown=(after // _MINUTE - before // _MINUTE) * _MINUTE))
        before = after
    return found


def _words(clock: Clock, line: Line, calendar: BusinessCalendar) -> str:
    match line.kind:
        case "counted":
            return _span(line, calendar)
        case "after_hours":
            return _("after closing time")
        case "week":
            return _("closed")
        case "holiday":
            return _("closed: holiday")
        case "exception":
            return _("closed: exception")
        case "paused":
            return _pause(line, calendar)
        case "missed" if line.begins is not None and clock.armed_at < line.begins:
            return _("batch not joined: it waited on the customer")
        case "missed":
            return _("batch missed: its cut-off was {at}").format(at=_at(line.begins, calendar))
        case "moved":
            why = {"holiday": _("holiday"), "exception": _("exception")}
            return _("closed ({why}): the batch is moved to {day}").format(
                why=why.get(calendar.why_closed(line.day) or "", _("no working day")),
                day=_day_of_close(line, calendar),
            )
        case "batch":
            return _("batch joined: cut-off {at}, done by {close}").format(
                at=_at(line.begins, calendar), close=_wall(line.ends, calendar)
            )


def _span(line: Line, calendar: BusinessCalendar) -> str:
    return f"{_wall(line.begins, calendar)}–{_wall(line.ends, calendar)}"


def _pause(line: Line, calendar: BusinessCalendar) -> str:
    since = _wall(line.begins, calendar)
    if line.ends is None:
        return _("since {time} waiting on the customer").format(time=since)
    if calendar.local_date(line.ends) == line.day:
        return _("waiting on the customer {span}").format(span=_span(line, calendar))
    return _("waiting on the customer {since} – {until}").format(
        since=since, until=_at(line.ends, calendar)
    )


def _at(moment: datetime | None, calendar: BusinessCalendar) -> str:
    return day_label(moment.astimezone(calendar.zone), time=True) if moment else ""


def _wall(moment: datetime | None, calendar: BusinessCalendar) -> str:
    return f"{moment.astimezone(calendar.zone):%H:%M}" if moment else ""


def _day_of_close(line: Line, calendar: BusinessCalendar) -> str:
    """The day of a moved batch; one that closes at midnight belongs to the day before."""
    assert line.ends is not None
    return day_label(calendar.local_date(line.ends - timedelta(seconds=1)))
