"""The week as lines of pieces: days across, hours down, each block a box with its words.

Pure: a piece has a text, a colour role, and the name of its ground; the widget gives them colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from cockpit.actions.weeks.facts import ADDED, DROPPED, MOVED, Box, DayBoxes
from cockpit.domain.wording.times import WEEKDAYS, minutes
from cockpit.i18n import _
from cockpit.tui.glyphs import Glyphs, bar
from cockpit.tui.render import fit, width_of, wrap
from cockpit.tui.weeks.placing import (
    Placed,
    Scale,
    all_day_boxes,
    open_rows,
    placed_boxes,
    wall_minute,
)

GUTTER = 6
"""Cells of the hours on the left."""
WIDEST = 64
"""Cells of a column at most: the day alone need not be as wide as the screen."""
WITH_TIME = 15
"""From so many cells on the first line of a box begins with its time."""

OPEN, CLOSED, BOX, CURSOR = "surface", "background", "panel", "cursor"
"""Grounds: working hours, other hours, a block, the block under the cursor."""


class Piece(NamedTuple):
    """Some cells of a line; the text is already cut to its width."""

    text: str
    role: str = ""
    ground: str = CLOSED
    style: str = ""
    """A text style beside that of the role."""


Pieces = list[Piece]


class Picture(NamedTuple):
    """All that is seen of the week."""

    days: Sequence[DayBoxes]
    scale: Scale
    width: int
    """Cells of one column, a gap included."""
    today: date
    now: datetime
    """In the owner's zone."""
    day: date
    """The day under the cursor."""
    key: str | None
    """The block under the cursor."""
    glyphs: Glyphs
    lesson: str = ""
    """What is said in an empty grid."""


def column_width(total: int, count: int) -> int:
    """Cells of one of so many columns in a grid of `total` cells."""
    return max(4, min(WIDEST, (total - GUTTER) // max(1, count)))


def mark_glyph(mark: str, glyphs: Glyphs) -> str:
    """The sign of what was done to a block on its date."""
    return {MOVED: "@" if glyphs.ascii_only else "↷", ADDED: "+", DROPPED: glyphs.dropped}.get(
        mark, ""
    )


def head_line(picture: Picture) -> Pieces:
    """The days; today in brackets, the cursor's with an edge, what is planned where it fits."""
    pieces = [Piece(" " * GUTTER)]
    for day in picture.days:
        here, is_today = day.day == picture.day, day.day == picture.today
        words = f"{WEEKDAYS[day.day.weekday()].capitalize()} {day.day.day}"
        planned = minutes(day.planned) if day.planned else ""
        room = picture.width - 2
        if len(words) + 2 * is_today > room:
            words = str(day.day.day) if is_today else f"{words[:2]} {day.day.day}"
        if is_today:
            words = f"[{words}]"
        if planned and len(words) + 1 + len(planned) <= room:
            words += " " * (room - len(words) - len(planned)) + planned
        edge = picture.glyphs.edge if here else " "
        role = "heading" if is_today or here else "muted"
        pieces += [Piece(edge, "key"), Piece(fit(words, room), role), Piece(" ")]
    return pieces


def all_day_line(picture: Picture) -> Pieces | None:
    """What covers whole days; None when nothing does."""
    found = [all_day_boxes(day) for day in picture.days]
    if not any(found):
        return None
    pieces = [Piece(fit(_("all day"), GUTTER, more=""), "muted")]
    for boxes in found:
        here = any(box.key == picture.key for box in boxes)
        words = " · ".join(box.name or _("appointment") for box in boxes)
        ground = CURSOR if here else CLOSED
        pieces += [Piece(fit(f" {words}" if boxes else "", picture.width - 1), "muted", ground)]
        pieces += [Piece(" ")]
    return pieces


def grid_lines(picture: Picture) -> list[Pieces]:
    """All rows of the grid, from the first hour to the last."""
    columns = [_column(picture, day) for day in picture.days]
    now_row = _now_row(picture)
    lines = []
    for row in range(picture.scale.rows):
        line = [_hour(picture, row, now_row)]
        for column in columns:
            line += [*column[row], Piece(" ", ground=CLOSED)]
        lines.append(line)
    if picture.lesson and not any(day.boxes for day in picture.days):
        _teach(lines, picture)
    return lines


def _hour(picture: Picture, row: int, now_row: int | None) -> Piece:
    if row == now_row:
        local = picture.now
        return Piece(fit(f"{local:%H:%M}{picture.glyphs.running}", GUTTER), "block-now")
    minute = picture.scale.minute_of(row)
    if minute % 60:
        return Piece(" " * GUTTER)
    return Piece(fit(f"{minute // 60 % 24:02}:00", GUTTER), "muted")


def _now_row(picture: Picture) -> int | None:
    """The row of this moment, where today is shown."""
    if not any(day.day == picture.today for day in picture.days):
        return None
    row = picture.scale.row_of(wall_minute(picture.now, picture.today))
    return row if 0 <= row < picture.scale.rows else None


def _column(picture: Picture, day: DayBoxes) -> list[Pieces]:
    """The rows of one day, each a cell narrower than the column."""
    width, scale = picture.width - 1, picture.scale
    half = width // 2
    opened = open_rows(day, scale)
    now_row = _now_row(picture) if day.day == picture.today else None
    boxes = placed_boxes(day, scale)
    shared = {row for one in boxes if one.beside for row in range(one.top, one.bottom)}
    rows = [
        [_blank(picture, row, half if row in shared else width, row in opened, row == now_row)]
        for row in range(scale.rows)
    ]
    for one in sorted(boxes, key=lambda each: each.beside):
        whole = _box_lines(picture, one, width - half if one.beside else width)
        narrow = whole if one.beside else _box_lines(picture, one, half)
        for at, row in enumerate(range(one.top, one.bottom)):
            if not 0 <= row < scale.rows:
                continue
            if one.beside:
                rows[row] = [*_only(rows[row], half), *whole[at]]
                continue
            rows[row] = list(narrow[at] if row in shared else whole[at])
            if row == now_row:
                rows[row][0] = rows[row][0]._replace(text=picture.glyphs.running, role="block-now")
    return rows


def _blank(picture: Picture, row: int, width: int, is_open: bool, is_now: bool) -> Piece:
    """A row of a day without a block; outside working hours it is dotted."""
    ground = OPEN if is_open else CLOSED
    if is_now:
        return Piece(picture.glyphs.line * width, "block-now", ground)
    return Piece(fit("" if is_open else f" {picture.glyphs.bullet}", width), "muted", ground)


def _only(line: Pieces, width: int) -> Pieces:
    """The pieces of a row that stand within its first cells: what stands beside is left out."""
    kept: Pieces = []
    for piece in line:
        if width <= 0:
            break
        kept.append(piece)
        width -= width_of(piece.text)
    return kept


def _box_lines(picture: Picture, one: Placed, width: int) -> list[Pieces]:
    """The rows of a box: name, hours, what was clocked, and its bar, as far as there are rows."""
    box, glyphs = one.box, picture.glyphs
    here = box.key == picture.key
    plainly = box.is_appointment or box.mark == DROPPED
    ground = CURSOR if here else CLOSED if plainly else BOX
    role, style = _look(picture, box)
    edge = (":" if glyphs.ascii_only else "┆") if plainly else glyphs.edge
    sign = mark_glyph(box.mark, glyphs)
    rows = one.bottom - one.top
    texts = _texts(box, rows, width - 1 - len(sign), glyphs)
    lines: list[Pieces] = []
    for at in range(rows):
        text = texts[at] if at < len(texts) else ""
        first = Piece(edge, "accent-text" if here else role, ground)
        mark = [Piece(sign, "warning-text", ground)] if sign and not at else []
        room = width - 1 - (len(sign) if mark else 0)
        own = "muted" if at and role in ("", "personal") else role
        struck = style if text.strip() else ""
        lines.append([first, *mark, Piece(fit(text, room, more=glyphs.more), own, ground, struck)])
    return lines


def _look(picture: Picture, box: Box) -> tuple[str, str]:
    """Colour role and further style of a box."""
    if box.mark == DROPPED:
        return "muted", "strike"
    if box.is_appointment:
        return "muted", ""
    if box.one.start <= picture.now < box.one.end:
        return "block-now", ""
    if box.one.end <= picture.now:
        return "block-past", ""
    return ("personal", "") if box.personal else ("", "")


def _texts(box: Box, rows: int, width: int, glyphs: Glyphs) -> list[str]:
    """The lines of words of a box, the most wanted first."""
    one = box.one
    name = box.name or _("appointment")
    start, span = f"{one.start:%H:%M}", f"{one.start:%H:%M}–{one.end:%H:%M}"
    if rows == 1:
        return [f"{start} {name}" if width >= WITH_TIME - 1 else name]
    length = minutes(one.minutes)
    times = next(
        (each for each in (f"{span} {length}", span, f"{start} {length}") if len(each) <= width),
        start,
    )
    texts = [name, times]
    if box.done:
        of = _("{done} of {planned}").format(done=minutes(box.done), planned=minutes(box.planned))
        texts.append(of if len(of) <= width else f"{minutes(box.done)} {glyphs.done}")
        texts.append(bar(box.done / box.planned if box.planned else 1.0, max(1, width), glyphs))
    return texts


def _teach(lines: list[Pieces], picture: Picture) -> None:
    """Words over the middle of an empty grid."""
    width = GUTTER + len(picture.days) * picture.width
    words = wrap(picture.lesson, max(20, width - GUTTER - 4))
    first = max(0, (len(lines) - len(words)) // 2)
    for row, text in zip(range(first, len(lines)), words, strict=False):
        lines[row] = [lines[row][0], Piece(fit(f" {text}", width - GUTTER), "", OPEN)]


__all__ = [
    "GUTTER",
    "Picture",
    "Piece",
    "all_day_line",
    "column_width",
    "grid_lines",
    "head_line",
    "mark_glyph",
]
