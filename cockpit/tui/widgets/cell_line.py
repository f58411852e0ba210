"""One line of words, some on the left and some on the right, which gives way when it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from cockpit.tui.render import cut, plain, width_of
from cockpit.tui.rows import Cell
from cockpit.tui.themes import style_of


class Words(NamedTuple):
    """Cells that stand together without a gap, and what they are about."""

    cells: tuple[Cell, ...]
    about: str = ""
    """For clicks: a command's id, or what the owner of the line likes."""


def words(text: str, role: str = "", about: str = "") -> Words:
    """Words in one role."""
    return Words((Cell(text, role),), about)


SHORTEST_CUT = 12
"""Later words are cut to no less than this; with less room they go."""


class CellLine(Widget):
    """A line without a focus; when there is no room the left words go from their end first."""

    ALLOW_SELECT = False
    GAP = 2
    """Empty cells between two words."""
    DEFAULT_CSS = """
    CellLine { height: 1; background: $background; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._words: tuple[tuple[Words, ...], tuple[Words, ...]] = ((), ())

    def show(self, left: Sequence[Words], right: Sequence[Words] = ()) -> None:
        """Show these words; the same words again cost nothing."""
        wanted = tuple(left), tuple(right)
        if wanted != self._words:
            self._words = wanted
            self.refresh()

    def about_at(self, x: int) -> str:
        """What the words at a column are about, "" between words."""
        for start, one in self.placed():
            if start <= x < start + _width(one):
                return one.about
        return ""

    def placed(self) -> list[tuple[int, Words]]:
        """First column and words (harmless, cut to fit) of everything that is shown."""
        width, gap = self.size.width, self.GAP
        left, right = (tuple(map(_harmless, side)) for side in self._words)
        while right and 1 + sum(_width(one) + gap for one in right) > width:
            right = right[1:]
        room = width - 1 - sum(_width(one) + gap for one in right)
        found: list[tuple[int, Words]] = []
        place = 1
        for one in left:
            free = room - place
            if _width(one) > free:
                if free < (SHORTEST_CUT if found else 2):
                    break
                text = "".join(cell.text for cell in one.cells)
                one = words(cut(text, free - 1) + "…", one.cells[0].role, one.about)
            found.append((place, one))
            place += _width(one) + gap
        place = width - 1
        for one in reversed(right):
            place -= _width(one)
            found.append((place, one))
            place -= gap
        return sorted(found, key=lambda pair: pair[0])

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        if y or width <= 0:
            return Strip.blank(width, self.rich_style)
        segments: list[Segment] = []
        place = 0
        for start, one in self.placed():
            segments.append(Segment(" " * (start - place), self._style("")))
            segments.extend(Segment(cell.text, self._style(cell.role)) for cell in one.cells)
            place = start + _width(one)
        segments.append(Segment(" " * (width - place), self._style("")))
        return Strip([one for one in segments if one.text], width)

    def _style(self, role: str) -> Style:
        _, _, ground, colour = self.colors
        values = self.app.theme_variables
        if not role:
            return style_of(colour.hex6, "none", ground.hex6)
        return style_of(
            values.get(role, colour.hex6), values.get(f"{role}-style", "none"), ground.hex6
        )


def _harmless(one: Words) -> Words:
    return Words(tuple(Cell(plain(cell.text), cell.role) for cell in one.cells), one.about)


def _width(one: Words) -> int:
    return sum(width_of(cell.text) for cell in one.cells)
