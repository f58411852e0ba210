"""The cursor of a list: it belongs to a record, not to a place.

Rows may come, go and change their order; the cursor follows its record's key. When the record is
gone the one that stood after it is taken, else the one before; when a record that had to be left
because nothing was shown comes back, the cursor returns to it.
"""

from __future__ import annotations

from cockpit.tui.rows import RowSource

NEIGHBOURS = 8
"""How many rows on each side are remembered, for when several records go at once."""


class RecordCursor:
    """Key and place of the record under the cursor, both None in an empty list."""

    def __init__(self, source: RowSource) -> None:
        self.source = source
        self.key: str | None = None
        self.index: int | None = None
        self._lost: str | None = None
        self._neighbours: tuple[str, ...] = ()

    def put(self, index: int) -> bool:
        """Stand on the record at this place; says whether it is another record."""
        before, self.index = self.key, index
        self.key = self._lost = self.source.key_at(index)
        self._neighbours = tuple(self._around(index))
        return self.key != before

    def follow(self) -> None:
        """Find the record again after the rows have changed."""
        for key in (self.key or self._lost, *self._neighbours):
            index = None if key is None else self.source.index_of(key)
            if index is not None:
                self.put(index)
                return
        index = self.record_near(self.index or 0, 1)
        if index is None:
            self.key = self.index = None
            self._neighbours = ()
        else:
            self.put(index)

    def record_near(self, index: int, direction: int) -> int | None:
        """The place of the first record from `index` on in a direction (1 or -1), else of the
        nearest the other way; None when there is no record. Places outside are moved inside.
        """
        rows = len(self.source)
        index = min(max(index, 0), rows - 1)
        for step in (direction, -direction):
            place = index
            while 0 <= place < rows:
                if not self.source.is_heading(place):
                    return place
                place += step
        return None

    def _around(self, index: int) -> list[str]:
        """The records after it, nearest first, then those before it."""
        rows = len(self.source)
        places = [
            *range(index + 1, min(index + 1 + NEIGHBOURS, rows)),
            *range(index - 1, max(index - 1 - NEIGHBOURS, -1), -1),
        ]
        return [self.source.key_at(one) for one in places if not self.source.is_heading(one)]
