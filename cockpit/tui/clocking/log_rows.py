"""How the lines of a day's log are drawn: an entry, a gap, an interruption."""

from __future__ import annotations

from cockpit.actions.day_gaps import Gap
from cockpit.actions.day_log import BrokenIn, Logged
from cockpit.domain.wording.times import minutes
from cockpit.i18n import _
from cockpit.tui.glyphs import Glyphs
from cockpit.tui.rows import Cell, Column, Line

COLUMNS = (
    Column("span", 11),
    Column("sign", 1),
    Column("what", 20, flex=1),
    Column("length", 7, align="right"),
    Column("id", 5, shown_from=50),
)


def key_of(line: Logged | Gap | BrokenIn) -> str:
    """A key that stays with its line; the start of a gap is that of its block or of an entry."""
    return f"{line.occurrence}/{line.start:%H%M}" if isinstance(line, Gap) else line.id


def line_of(line: Logged | Gap | BrokenIn, glyphs: Glyphs) -> Line:
    """The cells of one line."""
    if isinstance(line, Gap):
        words = _("nothing clocked · {name}").format(name=line.name)
        role = "sla-at-risk"
        return Line(
            (
                Cell(f"{line.start:%H:%M}–{line.end:%H:%M}", role),
                Cell(glyphs.open, role),
                Cell(words, role),
                Cell(minutes(line.minutes), role),
                Cell(""),
            )
        )
    if isinstance(line, BrokenIn):
        body = line.body
        said = (body["who"], body.get("about"), body.get("channel"), body.get("kind"))
        return Line(
            (
                Cell(f"{line.at:%H:%M}", "muted"),
                Cell("!", "warning-text"),
                Cell(" · ".join(one for one in said if one), "muted"),
                Cell(minutes(body.get("minutes")) or "?", "muted"),
                Cell(line.id, "muted"),
            )
        )
    return _entry(line, glyphs)


def _entry(line: Logged, glyphs: Glyphs) -> Line:
    end = f"{line.end:%H:%M}" if line.end else glyphs.more
    words, role = line.subject or _("nothing named"), ""
    note = line.body.get("note")
    if note and note != words:
        words += f" · {note}"
    if line.clock_change:
        words += f" · {line.clock_change}"
    sign = Cell(glyphs.done, "done")
    if line.overlaps:
        others = ", ".join(line.overlaps)
        sign = Cell(glyphs.late, "sla-breached")
        words = _("overlaps {others}: {words}").format(others=others, words=words)
    elif line.end is None:
        sign, role = Cell(glyphs.running, "block-now"), "block-now"
    return Line(
        (
            Cell(f"{line.start:%H:%M}–{end}", role),
            sign,
            Cell(words, role),
            Cell(minutes(line.minutes), role),
            Cell(line.id, "muted"),
        )
    )
