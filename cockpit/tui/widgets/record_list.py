"""The list of all panes: only what is seen is drawn, and the cursor stays on its record.

Rows come from a RowSource. After anything has changed there, call `sync`: it finds the cursor's
record again by its key, and repaints the lines that look different, no others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size

from cockpit.tui.commands import LIST, bindings
from cockpit.tui.rows import Column, RowSource
from cockpit.tui.widgets.record_messages import CursorMoved, MarksChanged, RecordOpened
from cockpit.tui.widgets.record_moves import RecordMoves


class RecordList(RecordMoves, can_focus=True):
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


__all__ = ["CursorMoved", "MarksChanged", "RecordList", "RecordOpened"]
