"""A compositor that draws only the widgets, and of them only the rows, that a repaint touches.

Textual 8.2.8 draws every visible widget whole for each partial update, then throws away what was
not asked for; with four panes that is most of the time between a key and its paint. Textual is
pinned exactly, and a test holds both compositors to the same output.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

Render = tuple[Region, Region, list[Strip]]
"""A widget's region, its clip, and its lines within both."""


class NarrowCompositor(Compositor):
    """Front to back, until every cell that is wanted is covered."""

    def __init__(self) -> None:
        """Begin without anything to draw."""
        super().__init__()
        self._wanted: list[Region] = []

    def render_partial_update(self) -> ChopsUpdate | None:
        """The update for the dirty regions."""
        self._wanted = list(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._wanted = []

    def _get_renders(self, crop: Region | None = None) -> Iterable[Render]:
        wanted = self._wanted or [crop or self.size.region]
        left: dict[int, int] = {}
        for region in wanted:
            for y in region.line_range:
                left[y] = left.get(y, 0) | _columns(region)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            columns = _columns(seen)
            rows = [y for y in seen.line_range if left.get(y, 0) & columns]
            if not rows:
                continue
            drawn = Region(seen.x, rows[0], seen.width, rows[-1] + 1 - rows[0])
            yield region, drawn, widget.render_lines(drawn.translate(-region.offset))
            for y in rows:
                left[y] &= ~columns
                if not left[y]:
                    del left[y]
            if not left:
                return


def _columns(region: Region) -> int:
    """The columns of a region as the bits of a number: one row's cells in one word."""
    return ((1 << region.width) - 1) << region.x if region.x >= 0 else (1 << region.right) - 1


class NarrowScreen(Screen[None]):
    """A screen that draws with it."""

    def __init__(self) -> None:
        """Take the compositor before anything is drawn."""
        super().__init__()
        self._compositor = NarrowCompositor()
