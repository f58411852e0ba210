"""The balance of the functions as rows: target, planned, actual, and the four weeks before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from cockpit.domain.days.time_use import FunctionWeek
from cockpit.domain.plans.balance import LOW
from cockpit.domain.wording.times import minutes
from cockpit.i18n import _
from cockpit.tui.glyphs import Glyphs
from cockpit.tui.render import fit
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import Row

NARROWEST = 58
"""Cells of one table; where twice as many are there, two stand side by side."""
_NUMBER = 8
_WEEK = 5
_LEVELS = "▁▂▃▄▅▆▇█"
_ASCII_LEVELS = "_.-=+*%#"

Weeks = Sequence[tuple[str, Sequence[FunctionWeek]]]


def balance_rows(weeks: Weeks, width: int, glyphs: Glyphs) -> list[Row]:
    """The last week's functions in one table or two; the weeks before it as numbers with bars.

    Functions without a target, a plan or any time in these weeks are left out.
    """
    if not weeks:
        return []
    before, (_name, now) = weeks[:-1], weeks[-1]
    rows = [row for row in now if _is_told(weeks, row)]
    tables = 2 if width >= 2 * NARROWEST + 2 and len(rows) > 1 else 1
    each = (width - 2 * (tables - 1)) // tables
    half = -(-len(rows) // tables)
    head = _head([name for name, _rows in before], each)
    lines: list[Row] = [head if tables == 1 else (*head, Cell("  "), *head)]
    left, right = rows[:half], rows[half:]
    for one, other in zip_longest(left, right):
        line = _line(one, before, each, glyphs)
        if other is not None:
            line = (*line, Cell("  "), *_line(other, before, each, glyphs))
        lines.append(line)
    return lines


def _head(weeks: Sequence[str], width: int) -> Row:
    name_width = _name_width(len(weeks), width)
    words = (_("target"), _("planned"), _("actual"))
    numbers = "".join(fit(word, _NUMBER, "right") for word in words)
    past = "".join(fit(week[5:], _WEEK, "right") for week in weeks)
    return (Cell(fit(_("function"), name_width) + numbers + past, "muted"),)


def _line(row: FunctionWeek, before: Weeks, width: int, glyphs: Glyphs) -> Row:
    name_width = _name_width(len(before), width)
    short = bool(row.missing)
    sign = f"{glyphs.late} " if short else "  "
    name = fit(row.name or _("no function"), name_width - 2, more=glyphs.more)
    cells = [
        Cell(sign, "sla-at-risk"),
        Cell(name),
        Cell(fit(minutes(row.target), _NUMBER, "right"), "muted"),
        Cell(fit(minutes(row.planned), _NUMBER, "right")),
        Cell(fit(minutes(row.actual), _NUMBER, "right"), "sla-at-risk" if short else ""),
    ]
    for _week, rows in before:
        actual = next((one.actual for one in rows if one.function == row.function), 0)
        low = bool(row.target) and actual < LOW * row.target
        text = fit(f"{actual / 60:.1f}", _WEEK - 1, "right")
        cells.append(Cell(text + _level(actual, row.target, glyphs), "sla-at-risk" if low else ""))
    return tuple(cells)


def _level(actual: int, target: int, glyphs: Glyphs) -> str:
    """One cell that is as full as the target was reached; "" without a target."""
    if not target:
        return " "
    levels = _ASCII_LEVELS if glyphs.ascii_only else _LEVELS
    return levels[min(len(levels) - 1, actual * len(levels) // target)]


def _name_width(weeks: int, width: int) -> int:
    return max(8, width - 3 * (_NUMBER) - weeks * _WEEK)


def _is_told(weeks: Weeks, row: FunctionWeek) -> bool:
    return bool(row.target or row.planned) or any(
        one.actual for _week, rows in weeks for one in rows if one.function == row.function
    )
