"""The record under the cursor, told in full beside the panes."""

from __future__ import annotations

from textual.containers import VerticalScroll

from cockpit.i18n import _
from cockpit.tui.text_rows import Row, paragraph
from cockpit.tui.view import View
from cockpit.tui.widgets.cell_text import CellText
from cockpit.tui.widgets.pane_frame import Edge, PaneFrame


class Detail(PaneFrame):
    """Follows the cursor; it never has the focus, and the mouse wheel scrolls it."""

    DEFAULT_CSS = """
    Detail VerticalScroll { scrollbar-size-vertical: 1; padding: 0 1; }
    """

    def __init__(self, view: View, *, id: str | None = "detail") -> None:
        """Show nothing yet."""
        self.view = view
        self.reference: str | None = None
        self._text = CellText(self._rows)
        self._scroll = VerticalScroll(self._text, can_focus=False)
        super().__init__(self._scroll, title=_("Detail"), id=id)

    def show_record(self, reference: str | None) -> None:
        """Show a record as it is now; another one begins at its first line."""
        if reference != self.reference:
            self.reference = reference
            self.tell(top=Edge(_("Detail"), reference or ""))
            if self.is_attached:
                self._scroll.scroll_home(animate=False)
        self._text.show(self._rows)

    def _rows(self, width: int) -> list[Row]:
        if self.reference is None:
            words = _("Here stands everything about the record under the cursor.")
            return paragraph(words, width, "muted")
        from cockpit.tui.record_text import record_rows

        return record_rows(self.view, self.reference, width)
