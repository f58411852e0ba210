"""The words around the grid: which week and mode, what is under the cursor, what to mend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cockpit.actions.weeks.facts import ADDED, DROPPED, MOVED, Box, DayBoxes
from cockpit.actions.weeks.finding import day_words
from cockpit.actions.weeks.telling import planned_and_done, words_of
from cockpit.domain.clock import week_of
from cockpit.domain.days.time_use import behind
from cockpit.domain.plans.balance import MoveSuggestion
from cockpit.domain.wording.times import MONTHS, minutes
from cockpit.i18n import _
from cockpit.tui.rows import Cell
from cockpit.tui.view import View
from cockpit.tui.weeks.balance_rows import Weeks
from cockpit.tui.weeks.drawing import mark_glyph
from cockpit.tui.widgets.cell_line import Words, words

SHORT_BELOW = 100
"""Columns under which less is said."""


def head_words(
    view: View, days: Sequence[DayBoxes], *, weekly: bool, width: int
) -> tuple[list[Words], list[Words]]:
    """Left: the week and what a key changes. Right: planned and done, and the time."""
    left = [words(_period(days), "heading"), _mode(view, weekly)]
    right = [words(f"{view.now.astimezone(view.zone):%H:%M}", "heading")]
    if width >= SHORT_BELOW and days:
        planned, done = sum(day.planned for day in days), sum(day.done for day in days)
        right.insert(0, words(planned_and_done(planned, done), "muted"))
    return left, right


def box_words(view: View, box: Box | None, day: date, width: int) -> list[Words]:
    """What is under the cursor, exactly; a day without a block says how to add one."""
    if box is None:
        text = _("{day}: no blocks; a adds one, as in writing 14:00-15:30")
        return [words(text.format(day=day_words(day)), "muted")]
    one = box.one
    reference = one.block or one.override or ""
    name = words_of(box)
    times = f"{one.start:%H:%M}–{one.end:%H:%M}"
    said = [
        Words((Cell(f"{reference} ", "muted"), Cell(name, "strong"))),
        words(f"{day_words(one.start.date())} {times} ({minutes(one.minutes)})"),
    ]
    if box.is_appointment:
        return [*said, words(_("appointment"), "muted")]
    if box.mark:
        sign = mark_glyph(box.mark, view.glyphs)
        said.append(words(f"{sign} {_MARKS[box.mark]}", "warning-text"))
    if box.mark != DROPPED and box.planned != one.minutes:
        free = _("{length} free of appointments").format(length=minutes(box.planned) or "0m")
        said.append(words(free, "warning-text"))
    if box.done:
        of = _("clocked {done} of {planned}")
        said.append(words(of.format(done=minutes(box.done), planned=minutes(box.planned)), "done"))
    return said


def suggestion_words(
    view: View, suggestion: MoveSuggestion | None, weeks: Weeks, *, weekly: bool
) -> list[Words]:
    """One move that would mend the balance, with its key; else what is short this week."""
    glyphs = view.glyphs
    if suggestion is not None:
        how = _("in every week") if weekly else _("on that date only")
        sentence = Cell(suggestion.sentence, "sla-at-risk")
        return [Words((Cell("M", "key"), Cell(" "), sentence), "take_move"), words(how, "muted")]
    if not weeks:
        return []
    name, rows = weeks[-1]
    short = behind(rows)
    if short:
        text = _("{glyph} {week}, still possible: {names}")
        names = ", ".join(
            _("{name} {possible} of {target}").format(
                name=row.name, possible=minutes(row.possible), target=minutes(row.target)
            )
            for row in short[:4]
        )
        return [words(text.format(glyph=glyphs.late, week=name[5:], names=names), "sla-at-risk")]
    if any(row.target for row in rows):
        text = _("{glyph} {week}: every target can be reached")
        return [words(text.format(glyph=glyphs.done, week=name[5:]), "muted")]
    return []


def lesson_words(view: View) -> str:
    """What an empty grid teaches."""
    if not view.workspace.live("function"):
        return _(
            "No functions yet, and a block is time for one.\n"
            "Leave with esc, press : and choose functions; or, on the command line,\n"
            "cockpit function add Writing --target 10h"
        )
    return _(
        "No blocks here yet. Press a and write: writing 14:00-15:30.\n"
        "With w before it, the block comes in every week."
    )


def _period(days: Sequence[DayBoxes]) -> str:
    if not days:
        return ""
    first, last = days[0].day, days[-1].day
    month = MONTHS[last.month - 1].capitalize()
    if first == last:
        return day_words(first).capitalize()
    begin = str(first.day)
    if first.month != last.month:
        begin += f" {MONTHS[first.month - 1].capitalize()}"
    return f"{week_of(first)[5:]} · {begin}–{last.day} {month} {last.year}"


def _mode(view: View, weekly: bool) -> Words:
    """What a key changes; it is always in sight."""
    if weekly:
        text = _("{glyph} changes every week").format(glyph=view.glyphs.rolled)
        shown = Cell(text, "warning-text")
    else:
        text = _("{glyph} changes this date only").format(glyph=view.glyphs.bullet)
        shown = Cell(text)
    return Words((Cell("w", "key"), Cell(" "), shown), "mode")


_MARKS = {
    MOVED: _("changed for this date"),
    ADDED: _("for this date only"),
    DROPPED: _("dropped; backspace takes it back"),
}
