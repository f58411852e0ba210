"""Rows of coloured cells for texts that are read, not worked on: wrapped, labelled, flowing."""

from __future__ import annotations

from collections.abc import Iterable

from cockpit.tui.render import cut, fit, plain, width_of
from cockpit.tui.rows import Cell

Row = tuple[Cell, ...]
"""One line of a text; user text in its cells is taken literally."""

BLANK: Row = ()


def paragraph(text: str, width: int, role: str = "", indent: int = 0) -> list[Row]:
    """The text in lines of at most `width` cells, its own line ends kept."""
    space = " " * indent
    return [(Cell(space + line, role),) for line in broken(text, max(1, width - indent))]


def broken(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, with nothing left out.

    Lines that fit stay as they are, with their spaces; a word that is too long goes on below.
    """
    lines: list[str] = []
    for given in text.splitlines():
        whole = plain(given)
        if width_of(whole) <= width:
            lines.append(whole)
            continue
        line = ""
        for word in whole.split(" "):
            joined = f"{line} {word}" if line else word
            if width_of(joined) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            while width_of(word) > width:
                head = cut(word, width)
                taken = len(head.rstrip(" ")) or 1
                lines.append(head)
                word = word[taken:]
            line = word
        lines.append(line)
    return lines


def labelled(label: str, text: str, width: int, role: str = "", label_width: int = 13) -> list[Row]:
    """A label on the left, the text beside it; further lines stand under the text."""
    label_width = min(label_width, width // 2)
    room = width - label_width - 1
    lines = broken(text, room) or [""]
    first = Cell(fit(label, label_width) + " ", "muted")
    rest = Cell(" " * (label_width + 1), "muted")
    return [(rest if place else first, Cell(line, role)) for place, line in enumerate(lines)]


def heading(text: str, width: int) -> list[Row]:
    """An empty line and a heading."""
    return [BLANK, (Cell(fit(text, width).rstrip(), "heading"),)]


def flow(pieces: Iterable[Row], width: int, gap: int = 2) -> list[Row]:
    """Pieces one after the other, in as many lines as they need; none is torn unless too long."""
    rows: list[Row] = []
    line: list[Cell] = []
    used = 0
    for piece in pieces:
        size = row_width(piece)
        if size > width:
            piece, size = _shortened(piece, width), width
        if line and used + gap + size > width:
            rows.append(tuple(line))
            line, used = [], 0
        if line:
            line.append(Cell(" " * gap))
            used += gap
        line.extend(piece)
        used += size
    return [*rows, tuple(line)] if line else rows


def row_width(row: Row) -> int:
    """Cells that a row takes."""
    return sum(width_of(cell.text) for cell in row)


def text_of(rows: Iterable[Row]) -> str:
    """The words alone, for copying and for tests."""
    return "\n".join("".join(plain(cell.text) for cell in row).rstrip() for row in rows)


def _shortened(row: Row, width: int) -> Row:
    kept: list[Cell] = []
    for cell in row:
        size = width_of(cell.text)
        if size <= width:
            kept.append(cell)
            width -= size
        else:
            kept.append(Cell(fit(cell.text, width), cell.role))
            break
    return tuple(kept)
