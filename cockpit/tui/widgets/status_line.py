"""The one line on top: date, open or closed, the running block, what is late, the clock."""

from __future__ import annotations

from cockpit.tui.widgets.cell_line import CellLine


class StatusLine(CellLine):
    """`show` it what matters most first: on a narrow screen the last words on the left go."""

    DEFAULT_CSS = """
    StatusLine { dock: top; }
    """
    GAP = 3
