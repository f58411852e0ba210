"""A screen of a review that is one list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult

from cockpit.tui.reviews.asking import AskingStep
from cockpit.tui.rows import Cell, Column, FixedRows, Line
from cockpit.tui.widgets.record_list import RecordList

HEADING = (Column("heading", 1, flex=1),)


class ListStep(AskingStep):
    """Its rows are worked on one by one."""

    COLUMNS: ClassVar[tuple[Column, ...]]
    EMPTY: ClassVar[str]
    """What the empty list says."""

    def compose(self) -> ComposeResult:
        """The list."""
        self.rows = FixedRows()
        yield RecordList(self.rows, self.COLUMNS, empty=self.EMPTY, glyphs=self.view.glyphs)

    def show_rows(self, rows: Sequence[tuple[str, Line]], head: str = "") -> None:
        """Show these rows, under a heading where there is one."""
        first = [("#head", Line((Cell(head, "heading"),), HEADING))] if head and rows else []
        self.rows.replace([*first, *rows])
        self.list.sync()
