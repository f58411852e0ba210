"""How a list is drawn: the visible lines only, and of them those that look different."""

from __future__ import annotations

from collections.abc import Iterable

from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cockpit.tui.glyphs import UNICODE, Glyphs
from cockpit.tui.rows import Column, FixedRows, RowSource
from cockpit.tui.widgets.record_cursor import RecordCursor
from cockpit.tui.widgets.record_strips import Look, StripPainter


class RecordDrawing(ScrollView):
    """Part of a record list: its rows, its cursor and its marks as lines."""

    def __init__(
        self,
        source: RowSource | None = None,
        columns: Iterable[Column] = (Column("text", 1, flex=1),),
        *,
        empty: str = "",
        glyphs: Glyphs = UNICODE,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._source: RowSource = FixedRows() if source is None else source
        self._cursor = RecordCursor(self._source)
        self._painter = StripPainter(tuple(columns), glyphs)
        self._empty = empty
        self._marks: set[str] = set()
        self._drawn: dict[int, Look | str] = {}
        """What each visible line showed when it was last drawn."""

    def render_line(self, y: int) -> Strip:
        """One visible line."""
        width = self._text_width
        look = self._drawn[y] = self._look_of(y, width)
        if isinstance(look, Look):
            return self._painter.strip(look, width, self.size.width)
        return self._painter.teaching(look, self.size.width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The visible lines of a part of the list, past Textual's styles cache.

        The list has no border, padding or opacity, and keeps its own strips: the same row is the
        same strip, whose filtered, divided and encoded forms are remembered with it.
        """
        filters = [(one, self.background_colors[1]) for one in self.get_line_filters()]
        strips = []
        for y in range(crop.y, crop.bottom):
            strip = self.render_line(y)
            for one, background in filters:
                strip = strip.apply_filter(one, background)
            strips.append(strip)
        if crop.x or crop.width != self.size.width:
            return [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def notify_style_update(self) -> None:
        """The theme or the stylesheet has changed: colours are read anew."""
        super().notify_style_update()
        if self.is_attached:
            self._painter.ask_again()

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height)

    @property
    def _text_width(self) -> int:
        return self.scrollable_content_region.width

    def _look_of(self, y: int, width: int) -> Look | str:
        index = y + self.scroll_offset.y
        source = self._source
        if index >= len(source):
            return self._painter.lesson(self._empty, y, width) if not source else ""
        line = source.line_at(index, width)
        if source.is_heading(index):
            return Look(line, heading=True)
        cursor = index == self._cursor.index
        marked = bool(self._marks) and source.key_at(index) in self._marks
        return Look(line, False, cursor, cursor and self.has_focus, marked)

    def _theme_values(self) -> tuple[dict[str, str], str, str]:
        """Theme variables, and this list's own text and ground as "#rrggbb"."""
        _, _, ground, text = self.colors
        return self.app.theme_variables, text.hex6, ground.hex6

    def _repaint(self) -> None:
        self._painter.forget()
        self._drawn.clear()
        self.refresh()

    def _repaint_changes(self) -> None:
        """Ask for a repaint of the visible lines that no longer look as they were drawn."""
        drawn, width = self._drawn, self._text_width
        changed: list[Region] = []
        for y in range(self._page):
            if y in drawn and drawn[y] == self._look_of(y, width):
                continue
            if changed and changed[-1].bottom == y:
                changed[-1] = changed[-1].grow((0, 0, 1, 0))
            else:
                changed.append(Region(0, y, width, 1))
        if changed:
            self.refresh(*changed)
