"""A week of blocks in words: for copying, for the command line, and for one line of the screen."""

from __future__ import annotations

from collections.abc import Iterable

from cockpit.actions.weeks.facts import ADDED, DROPPED, MOVED, Box, DayBoxes
from cockpit.actions.weeks.finding import day_words
from cockpit.domain.clock import week_of
from cockpit.domain.wording.times import minutes
from cockpit.i18n import _

MARKS = {MOVED: _("moved"), ADDED: _("added"), DROPPED: _("dropped")}


def week_lines(days: Iterable[DayBoxes]) -> list[str]:
    """Days down, each with its blocks: hours, name, what was clocked, what was changed."""
    lines: list[str] = []
    for day in days:
        if not lines:
            lines.append(_("Blocks of {week}").format(week=week_of(day.day)))
        head = day_words(day.day)
        if day.planned or day.done:
            head += "  " + planned_and_done(day.planned, day.done)
        lines += ["", head]
        lines += [f"  {box_line(box)}" for box in day.boxes]
        if not day.boxes:
            lines.append("  " + _("no blocks"))
        if day.unplanned:
            said = _("outside blocks {length}").format(length=minutes(day.unplanned))
            lines.append(f"  {said}")
    return lines


def planned_and_done(planned: int, done: int) -> str:
    """ "planned 6h 30m · done 4h"."""
    return _("planned {planned} · done {done}").format(
        planned=minutes(planned) or "0m", done=minutes(done) or "0m"
    )


def box_line(box: Box) -> str:
    """One block: "09:00–11:00  B4  Writing  2h  (40m done, moved)"."""
    one = box.one
    parts = [f"{one.start:%H:%M}–{one.end:%H:%M}", str(one.block or one.override), words_of(box)]
    if not box.is_appointment:
        parts.append(minutes(box.planned if box.mark != DROPPED else one.minutes))
    notes = [_("{length} done").format(length=minutes(box.done))] if box.done else []
    notes += [MARKS[box.mark]] if box.mark else []
    if notes:
        parts.append(f"({', '.join(notes)})")
    return "  ".join(parts)


def words_of(box: Box) -> str:
    """Function and own words of a block."""
    if box.is_appointment:
        return box.name or _("appointment")
    if box.name != box.function_name:
        return f"{box.function_name} · {box.name}"
    return box.name
