"""Lines of coloured cells that are read: only those in sight are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from cockpit.tui.render import plain
from cockpit.tui.text_rows import Row
from cockpit.tui.themes import style_of

Writer = Callable[[int], Sequence[Row]]
"""Makes the rows for a width in cells."""


class CellText(Widget):
    """A text as high as its rows; whoever contains it scrolls it."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    CellText { height: auto; width: 1fr; }
    """

    def __init__(
        self, writer: Writer | None = None, *, id: str | None = None, classes: str | None = None
    ) -> None:
        """Show what `writer` writes, nothing while there is none."""
        super().__init__(id=id, classes=classes)
        self._writer = writer
        self._rows: Sequence[Row] = ()
        self._width = -1

    def show(self, writer: Writer) -> None:
        """Show another text; the layout follows when its height differs."""
        before = len(self._rows)
        self._writer = writer
        self._width, width = -1, self._width
        if width > 0 and self.is_attached:
            self.refresh(layout=len(self.rows(width)) != before)
        else:
            self.refresh(layout=True)

    def rows(self, width: int) -> Sequence[Row]:
        """The rows for a width."""
        if width != self._width:
            self._width = width
            self._rows = self._writer(width) if self._writer and width > 0 else ()
        return self._rows

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All the width there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line for each row."""
        return len(self.rows(width))

    def render_line(self, y: int) -> Strip:
        """One line."""
        width = self.size.width
        rows = self.rows(width)
        if not 0 <= y < len(rows):
            return Strip.blank(width, self._style(""))
        segments = [Segment(plain(cell.text), self._style(cell.role)) for cell in rows[y]]
        strip = Strip([one for one in segments if one.text])
        return strip.adjust_cell_length(width, self._style(""))

    def _style(self, role: str) -> Style:
        _below, _text, ground, colour = self.colors
        values = self.app.theme_variables
        if not role:
            return style_of(colour.hex6, "none", ground.hex6)
        return style_of(
            values.get(role, colour.hex6), values.get(f"{role}-style", "none"), ground.hex6
        )
