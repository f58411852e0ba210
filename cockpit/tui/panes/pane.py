"""What the four panes have in common: a frame, a list, and how it follows the workspace."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from cockpit.i18n import _
from cockpit.store.workspace import Touched
from cockpit.tui.rows import Column, RowSource
from cockpit.tui.sorted_rows import SortedRows
from cockpit.tui.view import View
from cockpit.tui.widgets.pane_frame import Edge, PaneFrame
from cockpit.tui.widgets.record_list import RecordList


class Pane(PaneFrame):
    """A pane: its rows are selected from the workspace, and follow every change of it."""

    NAME: ClassVar[str]
    """The pane's name in the command registry."""
    NUMBER: ClassVar[int]
    TITLE: ClassVar[str]
    TABLES: ClassVar[frozenset[str]]
    """The tables whose changes can change a row here."""
    SHOWS: ClassVar[tuple[str, ...]]
    """The tables whose records stand here as rows."""
    EMPTY: ClassVar[str]
    """What an empty pane teaches."""
    COLUMNS: ClassVar[tuple[Column, ...]]

    def __init__(self, view: View, source: RowSource, *children: Widget) -> None:
        """Make the frame with its list; nothing is read yet."""
        self.view = view
        self.awaited: str | None = None
        """A record just added: the cursor goes to it with the next change that is followed."""
        self.list = RecordList(
            source,
            self.COLUMNS,
            empty=self.EMPTY,
            glyphs=view.glyphs,
            id=f"{self.NAME}-list",
        )
        super().__init__(
            *children, self.list, title=f"{self.NUMBER} {self.TITLE}", id=f"{self.NAME}-pane"
        )

    def show_first(self, limit: int) -> None:
        """Read the first `limit` rows only: what the first frame needs."""
        self.show_all()

    def show_all(self) -> None:
        """Read all rows of the pane."""
        raise NotImplementedError

    def follow(self, touched: Touched) -> None:
        """Take in what has changed; only the touched rows are read again."""
        self.show_all()

    def tick(self, new_day: bool) -> None:
        """A minute has passed: relative times, and what has become late."""
        if new_day:
            self.show_all()
        self.tell_edges()
        self.list.sync()

    def tell_edges(self) -> None:
        """Write the figures on the frame."""

    def filter(self, text: str) -> int:
        """Show only rows that contain all words; returns how many there are."""
        source = self.list.source
        if not isinstance(source, SortedRows):
            return len(source)
        found = source.filter(text)
        nothing = _("No row has these words; esc shows all rows again.")
        self.list.empty = nothing if source.filter_words else self.EMPTY
        self.list.sync()
        self.tell_edges()
        return found

    def prepare_filter(self) -> None:
        """Make ready for the first letter of a filter."""
        if isinstance(self.list.source, SortedRows):
            self.list.source.prepare_filter()

    @property
    def can_filter(self) -> bool:
        """Whether its rows can be narrowed by words."""
        return isinstance(self.list.source, SortedRows)

    @property
    def filter_words(self) -> tuple[str, ...]:
        """The words of the filter, none without one."""
        source = self.list.source
        return source.filter_words if isinstance(source, SortedRows) else ()

    def with_filter(self, title: str) -> Edge:
        """The top edge: the title with the filter's words, and a figure."""
        words = " ".join(self.filter_words)
        left = f"{self.NUMBER} {self.TITLE}" + (f" /{words}" if words else "")
        return Edge(left, title)

    def badge(self) -> str:
        """What its tab says beside the title: how much is to be done there."""
        return ""

    def late_count(self) -> int:
        """How many records here are late, beside requests, which the queue counts itself."""
        return 0

    def selected(self) -> list[str]:
        """The short ids on which a command works: the marked rows, else the cursor's."""
        return list(dict.fromkeys(self.record_of(key) for key in self.list.selected()))

    def record_of(self, key: str) -> str:
        """The short id behind a row's key."""
        return key

    def show_awaited(self) -> None:
        """Put the cursor on the record that was awaited, where it is shown."""
        awaited, self.awaited = self.awaited, None
        if awaited is not None:
            self.list.move_to(awaited)

    def stay_near(self, references: Iterable[str]) -> None:
        """When these records go elsewhere the cursor takes the next row, and does not follow."""
        source, going = self.list.source, set(references)
        here = source.index_of(self.list.cursor_key or "")
        if here is None:
            return
        for index in (*range(here, len(source)), *range(here - 1, -1, -1)):
            key = source.key_at(index)
            if not source.is_heading(index) and self.record_of(key) not in going:
                self.awaited = key
                return
