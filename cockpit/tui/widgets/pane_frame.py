"""The border of a pane: its title on the left of an edge, a figure on the right of it.

Textual has one label per edge; so a label is as long as the edge, with a drawn line in between.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.containers import Vertical
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from cockpit.tui.render import cut, plain, width_of


class Edge(NamedTuple):
    """The words on one edge, user text or ours."""

    left: str = ""
    right: str = ""


class PaneFrame(Vertical):
    """A rounded border round one pane; the class `-focused` gives it the accent border."""

    DEFAULT_CSS = """
    PaneFrame {
        border: round $border-blurred;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        border-subtitle-align: right;
        background: $surface;
        height: 1fr;
    }
    PaneFrame.-focused { border: round $accent; }
    """

    def __init__(
        self,
        *children: Widget,
        title: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(*children, id=id, classes=classes)
        self._edges = (Edge(title), Edge())
        self._written: tuple[object, ...] = ()

    def tell(self, *, top: Edge | None = None, bottom: Edge | None = None) -> None:
        """Change the words on the edges; the same words again cost nothing."""
        self._edges = (
            self._edges[0] if top is None else top,
            self._edges[1] if bottom is None else bottom,
        )
        self._write()

    def set_focused(self, focused: bool) -> None:
        """Show whether the pane has the focus; only the border changes."""
        self.set_class(focused, "-focused")

    def notify_style_update(self) -> None:
        """The line between the words has the border's colour."""
        super().notify_style_update()
        self._write()

    def on_resize(self) -> None:
        """The line between the words is as long as there is room."""
        self._write()

    def _write(self) -> None:
        room = self.outer_size.width - 6  # corners, one line and one space on each side
        if not self.is_attached or room <= 0:
            return
        colour = self.styles.border_top[1]
        wanted = (self._edges, room, colour)
        if wanted == self._written:
            return
        self._written = wanted
        top, bottom = (_label(edge, room, Style(foreground=colour)) for edge in self._edges)
        self.border_title = top
        self.border_subtitle = bottom


def _label(edge: Edge, room: int, line: Style) -> Content:
    """Both texts and the line between; the right one gives way where there is no room."""
    left, right = _shortened(plain(edge.left), room), plain(edge.right)
    free = room - width_of(left) - 3 if left else room
    right = _shortened(right, free) if free >= 4 else ""
    if not right or not left:
        return Content(left or right)
    dashes = room - width_of(left) - width_of(right) - 2
    return Content.assemble(left, " ", ("─" * dashes, line), " ", right)


def _shortened(text: str, room: int) -> str:
    return text if width_of(text) <= room else cut(text, room - 1) + "…"
