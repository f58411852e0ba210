"""The rows of a day that are no blocks: tasks under one, pauses, the now line, what is outside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cockpit.domain.days.occurrences import Occurrence
from cockpit.domain.days.pauses import Pause
from cockpit.domain.identity import ref
from cockpit.domain.wording.times import minutes
from cockpit.i18n import _
from cockpit.tui.rows import Cell, Column, Line
from cockpit.tui.view import View

_RULE = (Column("rule", 1, flex=1),)
_TASK = (Column("time", 5), Column("title", 12, flex=1), Column("estimate", 6, align="right"))
"""A title has the room that the bar of a block takes."""


def task_lines(
    view: View, block: Occurrence, tasks: Mapping[int, dict[str, Any]]
) -> list[tuple[str, Line]]:
    """Today's tasks of the running or next block: those put into it, and of its function
    those that were put into no other.
    """
    own = [
        (number, body)
        for number, body in tasks.items()
        if body.get("block", block.id) == block.id
        and (body.get("block") or body.get("function") == block.function)
    ]
    glyphs = view.glyphs
    lines = []
    for at, (number, body) in enumerate(own):
        branch = glyphs.last_branch if at == len(own) - 1 else glyphs.branch
        estimate = body.get("estimate_minutes")
        cells = (
            Cell(""),
            Cell(f"{branch} {body['title']}", "muted"),
            Cell(minutes(estimate) if estimate else "", "muted"),
        )
        lines.append((f"{block.id}/{ref('task', number)}", Line(cells, _TASK)))
    return lines


def pause_line(view: View, pause: Pause) -> Line:
    """A break, or how much is free."""
    if pause.is_break:
        return rule_line(view, pause.start, _("break"))
    length = minutes((pause.end - pause.start).total_seconds() / 60)
    return rule_line(view, pause.start, _("free {length}").format(length=length))


def rule_line(view: View, at: datetime, words: str, role: str = "muted") -> Line:
    """A moment of the day with a word."""
    dash = view.glyphs.line * 2
    local = at.astimezone(view.zone)
    return Line((Cell(f" {local:%H:%M}  {dash} {words} {dash}", role),), _RULE)


def outside_line(unplanned: int) -> Line:
    """The minutes clocked outside the blocks of the day."""
    words = _("outside blocks {length}").format(length=minutes(unplanned))
    return Line((Cell(" " + words, "muted"),), _RULE)
