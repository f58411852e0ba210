"""Rows as strips: a row that looks the same is the same strip, drawn once.

The cache is keyed by everything that is seen, so a strip can never be out of date.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from cockpit.tui.glyphs import Glyphs
from cockpit.tui.render import fit, wrap
from cockpit.tui.rows import Cell, Column, Line, layout
from cockpit.tui.themes import style_of

GUTTER = 2
"""Cells left of the columns: the cursor's edge and the mark."""
CACHED_STRIPS = 1024
_NO_CELL = Cell("")

ThemeValues = tuple[dict[str, str], str, str]


class Look(NamedTuple):
    """All that decides how a row is drawn, but for the width and the theme."""

    line: Line
    heading: bool = False
    cursor: bool = False
    focused: bool = False
    marked: bool = False


class StripPainter:
    """Draws looks; remembers the last of them and the styles of the theme."""

    ask: Callable[[], ThemeValues]
    """Set by the list: the theme's variables, and text and ground colour."""

    def __init__(self, columns: tuple[Column, ...], glyphs: Glyphs) -> None:
        self.columns = columns
        self.glyphs = glyphs
        self._strips: dict[tuple[Look, int, int], Strip] = {}
        self._styles: dict[tuple[str, bool, bool], Style] = {}
        self._values: ThemeValues | None = None

    def forget(self) -> None:
        """Columns, theme or stylesheet have changed."""
        self._strips.clear()
        self._styles.clear()
        self._values = None

    def ask_again(self) -> None:
        """Forget everything only when the colours are other ones: styles are also updated on
        every change of focus.
        """
        if self._values is not None and self._values != self.ask():
            self.forget()

    def strip(self, look: Look, width: int, total: int) -> Strip:
        """The row laid out in `width` cells, as a strip of `total`: the scrollbar's is beyond."""
        known = self._strips.get((look, width, total))
        if known is not None:
            return known
        if len(self._strips) >= CACHED_STRIPS:
            self._strips.clear()
        made = self._heading(look, width) if look.heading else self._row(look, width)
        if total > width:
            made = made.extend_cell_length(total, self._style("", False, False))
        self._strips[look, width, total] = made
        return made

    def lesson(self, text: str, y: int, width: int) -> str:
        """Line `y` of the text that an empty list shows, one line from the top."""
        lines = wrap(text, max(1, width - 2 * GUTTER)) if text else []
        return lines[y - 1] if 0 < y <= len(lines) else ""

    def teaching(self, text: str, width: int) -> Strip:
        """A line of that text, or an empty line."""
        line = fit(" " * GUTTER + text if text else "", width)
        return Strip([Segment(line, self._style("muted", False, False))], width)

    def _heading(self, look: Look, width: int) -> Strip:
        if look.line.columns is not None:
            return self._row(look, width, gutter=" ")
        words = "  ".join(cell.text for cell in look.line.cells)
        parts = _without_spaces(fit(" " + words, width, more=self.glyphs.more), "heading")
        return Strip(
            [Segment(text, self._style(role, False, False)) for text, role in parts], width
        )

    def _row(self, look: Look, width: int, gutter: str = "") -> Strip:
        glyphs, cursor, focused = self.glyphs, look.cursor, look.focused
        edge = glyphs.edge if focused else " "
        gutter = gutter or edge + (glyphs.mark if look.marked else " ")
        parts = [(fit(gutter, min(width, len(gutter))), "key" if look.marked or focused else "")]
        columns = look.line.columns or self.columns
        used, cells = len(gutter), look.line.cells
        for place in layout(columns, max(0, width - len(gutter))):
            cell = cells[place.cell] if place.cell < len(cells) else _NO_CELL
            used += place.gap + place.width
            text = " " * place.gap + fit(cell.text, place.width, place.align, glyphs.more)
            parts.extend(_without_spaces(text, cell.role))
        if used < width:
            parts.append((" " * (width - used), ""))
        segments: list[Segment] = []
        waiting, role = "", ""
        for text, its_role in parts:
            if its_role != role and waiting:
                segments.append(Segment(waiting, self._style(role, cursor, focused)))
                waiting = ""
            waiting, role = waiting + text, its_role
        segments.append(Segment(waiting, self._style(role, cursor, focused)))
        return Strip(segments, width)

    def _style(self, role: str, cursor: bool, focused: bool) -> Style:
        known = self._styles.get((role, cursor, focused))
        if known is not None:
            return known
        if self._values is None:
            self._values = self.ask()
        variables, text, ground = self._values
        words = variables.get(f"{role}-style", "") if role else ""
        role_colour = variables.get(role, text) if role else text
        if cursor:
            bar = "cursor" if focused else "cursor-blurred"
            ground = variables.get(bar, variables.get(f"block-{bar}-background", ground))
            words += " " + variables.get(f"{bar}-style", "")
            if "reverse" in words:
                role_colour = text
        style = style_of(role_colour, words, ground)
        self._styles[role, cursor, focused] = style
        return style


def _without_spaces(text: str, role: str) -> list[tuple[str, str]]:
    """The text in its role and the spaces around it in none: no underline runs into the gap."""
    words = text.strip(" ")
    if not role or not words:
        return [(text, "")]
    before = len(text) - len(text.lstrip(" "))
    after = len(text) - before - len(words)
    around = [(" " * before, ""), (words, role), (" " * after, "")]
    return [one for one in around if one[0]]
