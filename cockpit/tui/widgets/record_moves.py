"""The keys that move the cursor of a list: rows, ends, half pages, pages."""

from __future__ import annotations

from cockpit.tui.widgets.record_drawing import RecordDrawing


class RecordMoves(RecordDrawing):
    """Part of a record list: every move ends in `_go`, which the list brings."""

    def action_cursor_down(self) -> None:
        """To the next record."""
        self._step(1)

    def action_cursor_up(self) -> None:
        """To the record before."""
        self._step(-1)

    def action_first(self) -> None:
        """To the first record."""
        self._go(self._cursor.record_near(0, 1))

    def action_last(self) -> None:
        """To the last record."""
        self._go(self._cursor.record_near(len(self._source) - 1, -1))

    def action_half_page_down(self) -> None:
        """Half a page down."""
        self._step(max(1, self._page // 2))

    def action_half_page_up(self) -> None:
        """Half a page up."""
        self._step(-max(1, self._page // 2))

    def action_page_down(self) -> None:
        """One page down, one line of overlap."""
        self._step(max(1, self._page - 1))

    def action_page_up(self) -> None:
        """One page up, one line of overlap."""
        self._step(-max(1, self._page - 1))

    def _go(self, index: int | None) -> None:
        """Put the cursor there."""
        raise NotImplementedError

    def _step(self, rows: int) -> None:
        index = self._cursor.index
        if index is None:
            self.action_first()
            return
        direction = 1 if rows > 0 else -1
        self._go(self._cursor.record_near(index + rows, direction))
