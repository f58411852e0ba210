"""The list of all panes: only what is seen is drawn, and the cursor stays on its record.

Rows come from a RowSource. After anything has changed there, call `sync`: it finds the cursor's
record again by its key, and repaints the lines that look different, no others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cockpit.tui.commands import LIST, bindings
from cockpit.tui.glyphs import UNICODE, Glyphs
from cockpit.tui.rows import Column, FixedRows, RowSource
from cockpit.tui.widgets.record_cursor import RecordCursor
from cockpit.tui.widgets.record_messages import CursorMoved, MarksChanged, RecordOpened
from cockpit.tui.widgets.record_moves import RecordMoves
from cockpit.tui.widgets.record_strips import Look, StripPainter


class RecordList(RecordMoves, ScrollView, can_focus=True):
    """A list of records with a cursor, headings, marks and a text for when it is empty."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIST)]
    DEFAULT_CSS = """
    RecordList {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    """

    CursorMoved = CursorMoved
    RecordOpened = RecordOpened
    MarksChanged = MarksChanged

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

    @property
    def source(self) -> RowSource:
        """Where the rows come from."""
        return self._source

    @source.setter
    def source(self, source: RowSource) -> None:
        self._source = source
        self._cursor.source = source
        self.sync()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of rows that bring none of their own."""
        return self._painter.columns

    @columns.setter
    def columns(self, columns: Iterable[Column]) -> None:
        self._painter.columns = tuple(columns)
        self._repaint()

    @property
    def empty(self) -> str:
        """What an empty list teaches: what belongs here, and the key to press."""
        return self._empty

    @empty.setter
    def empty(self, text: str) -> None:
        if text != self._empty:
            self._empty = text
            self._repaint()

    @property
    def cursor_key(self) -> str | None:
        """The key of the record under the cursor, None in an empty list."""
        return self._cursor.key

    @property
    def marks(self) -> frozenset[str]:
        """The keys that are marked, also those that a filter hides."""
        return frozenset(self._marks)

    def selected(self) -> list[str]:
        """What a command works on: the marked records that are shown, in order, else the
        cursor's.
        """
        places = sorted(
            (place, key) for key in self._marks if (place := self._source.index_of(key)) is not None
        )
        if places:
            return [key for _, key in places]
        return [] if self.cursor_key is None else [self.cursor_key]

    def move_to(self, key: str) -> bool:
        """Put the cursor on a record; False when it is not shown."""
        index = self._source.index_of(key)
        if index is None or self._source.is_heading(index):
            return False
        self._go(index)
        return True

    def sync(self) -> None:
        """Show what the source holds now: the cursor stays on its record, or takes the neighbour
        when the record is gone; only lines that look different are repainted.
        """
        if not self.is_attached:
            return
        before = self._cursor.key
        place, top = self._cursor.index, self.scroll_offset.y
        in_sight = place is None or top <= place < top + self._page
        self._cursor.follow()
        self._set_height()
        moved = self._cursor.key != before
        if in_sight:  # an owner who scrolled away from the cursor is not pulled back
            self._show_cursor()
        self._repaint_changes()
        if moved:
            self.post_message(CursorMoved(self, self._cursor.key))

    def mark(self, keys: Iterable[str]) -> None:
        """Mark exactly these records."""
        marks = set(keys)
        if marks != self._marks:
            self._marks = marks
            self._repaint_changes()
            self.post_message(MarksChanged(self, self.marks))

    def action_open(self) -> None:
        """Open the record; the list itself changes nothing."""
        if self.cursor_key is not None:
            self.post_message(RecordOpened(self, self.cursor_key))

    def action_mark(self) -> None:
        """Mark or unmark the record, and go to the next."""
        if self.cursor_key is not None:
            self.mark(self._marks ^ {self.cursor_key})
            self._step(1)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double click opens."""
        offset = event.get_content_offset(self)
        index = None if offset is None else offset.y + self.scroll_offset.y
        if index is None or index >= len(self._source) or self._source.is_heading(index):
            return
        event.stop()
        self._go(index)
        if event.chain == 2:
            self.action_open()

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

    def on_mount(self) -> None:
        """Begin with the cursor on the first record."""
        self._painter.ask = self._theme_values
        self._cursor.follow()
        self._set_height()

    def on_resize(self) -> None:
        """A smaller list still shows its cursor."""
        self._set_height()
        self._show_cursor()

    def on_focus(self) -> None:
        """The cursor's edge appears."""
        self._repaint_changes()

    def on_blur(self) -> None:
        """The cursor's edge goes."""
        self._repaint_changes()

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

    def _go(self, index: int | None) -> None:
        if index is None:
            return
        moved = self._cursor.put(index)
        if not self._show_cursor():
            self._repaint_changes()
        if moved:
            self.post_message(CursorMoved(self, self._cursor.key))

    def _show_cursor(self) -> bool:
        """Scroll as little as needed; going up, the heading over the record is shown too.

        Says whether it scrolled: then everything is repainted anyway.
        """
        index = self._cursor.index
        if index is None or not self.size:  # a list that is hidden keeps its place
            return False
        top, page = self.scroll_offset.y, self._page
        wanted = index - (index > 0 and page > 1 and self._source.is_heading(index - 1))
        if wanted < top:
            target = wanted
        elif index >= top + page:
            target = index - page + 1
        else:
            return False
        self.scroll_to(y=target, animate=False, force=True)
        return self.scroll_offset.y != top

    def _set_height(self) -> None:
        """Tell the scrollbar how many rows there are, without a layout where it stays as it is:
        a layout of the whole screen costs several times what one row's repaint does.
        """
        rows = len(self._source)
        size = Size(self._text_width, rows)
        if size == self.virtual_size:
            return
        if (rows > self._page) != self.show_vertical_scrollbar:
            self.virtual_size = size
            return
        self.set_reactive(RecordList.virtual_size, size)
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = rows
        last_top = max(0, rows - self._page)
        if self.size and self.scroll_offset.y > last_top:
            self.scroll_to(y=last_top, animate=False, force=True)

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


__all__ = ["CursorMoved", "MarksChanged", "RecordList", "RecordOpened"]
