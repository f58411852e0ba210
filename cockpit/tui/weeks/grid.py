"""The grid as a widget: draws the lines of a picture and keeps the cursor's block in sight."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from cockpit.tui.themes import style_of
from cockpit.tui.weeks.drawing import CURSOR, Picture, Pieces, all_day_line, grid_lines, head_line
from cockpit.tui.weeks.placing import is_all_day, placed_boxes

Painter = Callable[[int, int], Picture]
"""Makes the picture for a width and a height in cells."""


class WeekGrid(Widget):
    """Days across, hours down; what does not fit is scrolled with the cursor."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    WeekGrid { height: 1fr; width: 1fr; background: $background; color: $foreground; }
    """

    def __init__(self, painter: Painter, *, id: str | None = None) -> None:
        """Show what the painter paints."""
        super().__init__(id=id)
        self._painter = painter
        self._lines: list[Pieces] = []
        self._painted_at: tuple[int, int] | None = None
        self.top = 0
        """The first row of the grid that is seen."""

    def show_again(self) -> None:
        """Paint anew: something has changed, or the cursor has moved."""
        self._painted_at = None
        self.refresh()

    def on_resize(self) -> None:
        """Another size, another scale."""
        self.show_again()

    def render_line(self, y: int) -> Strip:
        """One line."""
        size = self.size.width, self.size.height
        if size != self._painted_at:
            self._painted_at = size
            self._lines = self._painted(*size)
        pieces = self._lines[y] if y < len(self._lines) else []
        segments = [
            Segment(one.text, self._style(one.role, one.ground, one.style))
            for one in pieces
            if one.text
        ]
        blank = self._style("", "background", "")
        return Strip(segments).adjust_cell_length(self.size.width, blank)

    def _painted(self, width: int, height: int) -> list[Pieces]:
        if width <= 0 or height <= 0:
            return []
        picture = self._painter(width, height)
        head = [head_line(picture)]
        all_day = all_day_line(picture)
        if all_day is not None:
            head.append(all_day)
        rows = grid_lines(picture)
        room = max(1, height - len(head))
        self._follow(picture, room)
        return [*head, *self._with_hints(rows[self.top : self.top + room], len(rows), picture)]

    def _follow(self, picture: Picture, room: int) -> None:
        """Scroll as little as keeps the cursor's block, or this moment, in sight."""
        rows = picture.scale.rows
        self.top = min(self.top, max(0, rows - room))
        for day in picture.days:
            for one in placed_boxes(day, picture.scale):
                if one.box.key == picture.key and not is_all_day(one.box):
                    low, high = max(0, one.top), min(rows, one.bottom)
                    self.top = max(min(self.top, low), min(low, high - room))
                    return

    def _with_hints(self, lines: list[Pieces], rows: int, picture: Picture) -> list[Pieces]:
        """Arrows beside the hours where there is more above or below."""
        up, down = ("^", "v") if picture.glyphs.ascii_only else ("↑", "↓")
        for at, sign, more in (
            (0, up, self.top > 0),
            (len(lines) - 1, down, self.top + len(lines) < rows),
        ):
            if more and lines:
                first = lines[at][0]
                lines[at] = [first._replace(text=first.text[:5] + sign), *lines[at][1:]]
        return lines

    def _style(self, role: str, ground: str, extra: str) -> Style:
        values = self.app.theme_variables
        text = values.get("foreground", "")
        colour = values.get(role, text) if role else text
        words = f"{values.get(f'{role}-style', '') if role else ''} {extra}"
        if ground == CURSOR:
            below = values.get("cursor", values.get("block-cursor-background", ""))
            words += " " + values.get("cursor-style", "")
            if "reverse" in words:
                colour = text
        else:
            below = values.get(ground, "")
        return style_of(colour, words, below)
