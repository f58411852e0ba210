"""What a list shows: cells in a line, columns whose widths come from the pane's width alone.

Nothing here knows the screen, so that panes and their tests build rows without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, Protocol

Align = Literal["left", "right", "center"]


class Cell(NamedTuple):
    """A piece of text in one colour role; the text is user text, taken literally."""

    text: str
    role: str = ""
    """A role of the theme ("sla-breached", "muted", …); "" is ordinary text."""


class Column(NamedTuple):
    """A place for one cell; its width never depends on what stands in it."""

    name: str
    width: int
    """Cells; for a flexible column the least."""
    flex: int = 0
    """Share of the space that is left over; 0 is a fixed width."""
    align: Align = "left"
    gap: int = 1
    """Empty cells before it (not before the first column)."""
    shown_from: int = 0
    """The least width of the whole list at which the column is shown."""


class Placed(NamedTuple):
    """A column in a list of a known width."""

    cell: int
    """Which cell of the line stands here."""
    gap: int
    width: int
    align: Align


class Line(NamedTuple):
    """One row's cells in column order; `columns` when the row has its own columns."""

    cells: tuple[Cell, ...]
    columns: tuple[Column, ...] | None = None


class RowSource(Protocol):
    """The ordered rows of a list. Keys are unique, records and headings together."""

    def __len__(self) -> int:
        """Rows, headings included."""
        ...

    def key_at(self, index: int) -> str:
        """The key of the row at this place."""
        ...

    def index_of(self, key: str) -> int | None:
        """The place of the row with this key, None when it is not shown."""
        ...

    def is_heading(self, index: int) -> bool:
        """Whether the row is a heading, on which the cursor never stands."""
        ...

    def line_at(self, index: int, width: int) -> Line:
        """The cells of one row, for a list of `width` cells; asked for visible rows only."""
        ...


class FixedRows:
    """A source over ready lines, for short lists and details: (key, line), key "#…" a heading."""

    def __init__(self, rows: Sequence[tuple[str, Line]] = ()) -> None:
        self.replace(rows)

    def replace(self, rows: Sequence[tuple[str, Line]]) -> None:
        """Show other rows; tell the list with its `sync`."""
        self._rows = tuple(rows)
        self._places = {key: index for index, (key, _) in enumerate(self._rows)}

    def __len__(self) -> int:
        return len(self._rows)

    def key_at(self, index: int) -> str:
        """See RowSource."""
        return self._rows[index][0]

    def index_of(self, key: str) -> int | None:
        """See RowSource."""
        return self._places.get(key)

    def is_heading(self, index: int) -> bool:
        """See RowSource."""
        return self._rows[index][0].startswith("#")

    def line_at(self, index: int, width: int) -> Line:
        """See RowSource."""
        return self._rows[index][1]


class CalledRows:
    """A source that makes a line only when it is looked at, for lists whose order is given."""

    def __init__(self, line: Callable[[str], Line]) -> None:
        """`line` makes the line of a key; a key "#…" is a heading."""
        self._line = line
        self.replace(())

    def replace(self, keys: Sequence[str]) -> None:
        """Show other rows; tell the list with its `sync`."""
        self._keys = tuple(keys)
        self._places = {key: index for index, key in enumerate(self._keys)}

    def __len__(self) -> int:
        return len(self._keys)

    def key_at(self, index: int) -> str:
        """See RowSource."""
        return self._keys[index]

    def index_of(self, key: str) -> int | None:
        """See RowSource."""
        return self._places.get(key)

    def is_heading(self, index: int) -> bool:
        """See RowSource."""
        return self._keys[index].startswith("#")

    def line_at(self, index: int, width: int) -> Line:
        """See RowSource."""
        return self._line(self._keys[index])


@lru_cache(maxsize=256)
def layout(columns: tuple[Column, ...], width: int) -> tuple[Placed, ...]:
    """Places of the columns in a list of `width` cells; a pure function, so nothing jumps.

    Columns that do not fit are left out from the right; flexible ones share what is over, the
    last of them takes the rest.
    """
    wanted = [(index, one) for index, one in enumerate(columns) if width >= one.shown_from]
    while len(wanted) > 1 and _least(wanted) > width:
        wanted.pop()
    spare = width - _least(wanted)
    shares = sum(one.flex for _, one in wanted)
    placed: list[Placed] = []
    for index, one in wanted:
        extra = 0
        if one.flex and spare > 0:
            extra = spare * one.flex // shares
            spare, shares = spare - extra, shares - one.flex
        gap = one.gap if placed else 0
        placed.append(Placed(index, gap, min(one.width + extra, width), one.align))
    return tuple(placed)


def _least(wanted: list[tuple[int, Column]]) -> int:
    return sum(one.width + (one.gap if place else 0) for place, (_, one) in enumerate(wanted))
