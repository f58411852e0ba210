"""One record in full, over the cockpit; it is only read here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.i18n import _
from cockpit.tui.customer_rows import customer_rows, others_of_customer
from cockpit.tui.dialogs.dialog import DialogKey, ReadingDialog
from cockpit.tui.record_text import record_rows
from cockpit.tui.text_rows import Row, paragraph
from cockpit.tui.view import View
from cockpit.tui.widgets.cell_text import CellText


class RecordScreen(ReadingDialog):
    """Everything about a record; enter, esc and q close it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "cancel", show=False),
        Binding("x", "explain", show=False, id="explain"),
        Binding("L", "log_book", show=False, id="log-book"),
    ]

    def __init__(self, view: View, reference: str) -> None:
        """Show the record with this short id."""
        keys = [DialogKey("j k", _("scroll")), DialogKey("esc", _("close"), "cancel")]
        if reference.startswith("R"):
            keys.insert(0, DialogKey("x", _("explain the due"), "explain"))
        elif reference[:1] in ("C", "A"):
            keys.insert(0, DialogKey("L", _("log book, to edit"), "log_book"))
        super().__init__(reference, keys)
        self.add_class("-wide")
        self.view = view
        self.reference = reference
        self._asked = others_of_customer(view, reference)

    def parts(self) -> Iterable[Widget]:
        """The text."""
        yield CellText(self._rows)

    def action_explain(self) -> None:
        """Show how the due of a request came about."""
        if self.reference.startswith("R"):
            from cockpit.tui.dialogs.explanation import Explanation

            self.app.push_screen(Explanation(self.view, self.reference))

    def action_log_book(self) -> None:
        """What is logged of a contractor, to be corrected; coming back shows it."""
        if self.reference[:1] not in ("C", "A"):
            return
        from cockpit.tui.delegating.log_book import LogBook

        person = self.reference
        if person.startswith("A"):
            person = self.view.workspace.body(person, "assignment")[2]["contractor"]

        def back(_result: None) -> None:
            self.query_one(CellText).show(self._rows)

        self.app.push_screen(LogBook(self.view, person), back)

    def _rows(self, width: int) -> list[Row]:
        rows = record_rows(self.view, self.reference, width)
        rows += customer_rows(self.view, self._asked, width)
        hint = _("`cockpit history` lists every change; u undoes the last one.")
        return [*rows, *paragraph(hint, width, "muted")]
