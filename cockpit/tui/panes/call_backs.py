"""The calls promised for today and those of earlier days that were not made, as rows."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from cockpit.domain.clock import business_day
from cockpit.domain.days.clocked import day_span
from cockpit.domain.identity import format_instant, parse_instant, ref
from cockpit.domain.wording.times import WEEKDAYS, clock
from cockpit.i18n import _
from cockpit.tui.rows import Cell, Column, Line
from cockpit.tui.view import DUE_WIDTH, View

_COLUMNS = (Column("time", 5), Column("words", 12, flex=1))
_LATE_COLUMNS = (*_COLUMNS, Column("late", DUE_WIDTH, align="right"))


class CallBack(NamedTuple):
    """One promised call."""

    at: datetime
    """When it was promised, in UTC."""
    key: str
    """Its interruption's short id."""
    is_late: bool
    line: Line


def call_backs(view: View) -> list[CallBack]:
    """The calls that are promised until the end of the owner's day."""
    end = day_span(view.today, view.zone, view.settings.day_end)[1]
    found = []
    for number, body in view.workspace.live("interruption").items():
        at = parse_instant(body["call_back"]) if body.get("call_back") else None
        if at is None or at >= end:
            continue
        words = _("call back {who}").format(who=body["who"])
        if body.get("about"):
            words += f" · {body['about']}"
        is_late = at < view.now
        line = _late(view, at, words) if is_late else _ahead(view, at, words)
        found.append(CallBack(at, ref("interruption", number), is_late, line))
    return found


def _ahead(view: View, at: datetime, words: str) -> Line:
    role = "accent-text"
    return Line((Cell(clock(at, view.zone), role), Cell(words, role)), _COLUMNS)


def _late(view: View, at: datetime, words: str) -> Line:
    """Of an earlier day it is told by that day, so that its hour is not taken for today's."""
    role = "sla-breached"
    day = business_day(at, view.zone, view.settings.day_end)
    when = clock(at, view.zone) if day == view.today else WEEKDAYS[day.weekday()]
    late = view.instant_words(format_instant(at))
    cells = (Cell(when, role), Cell(f"{view.glyphs.late} {words}", role), Cell(late, role))
    return Line(cells, _LATE_COLUMNS)
