"""When a contractor goes: what is to be done first, and what whoever takes over has to know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.actions.continuity.facts import drill_facts
from cockpit.actions.continuity.leaving import HEADINGS, handover, leaving_checklist
from cockpit.i18n import _
from cockpit.tui.dialogs.dialog import DialogKey, ReadingDialog
from cockpit.tui.text_rows import Row, heading, labelled, paragraph, text_of
from cockpit.tui.view import View
from cockpit.tui.widgets.cell_text import CellText

ID_WIDTH = 5
COPIED_WIDTH = 78
"""Cells of a line that is copied."""


class Leaving(ReadingDialog):
    """Both checklists as they follow from the records; nothing here changes them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "cancel", show=False),
        Binding("y", "copy", show=False),
    ]

    def __init__(self, view: View, contractor: str) -> None:
        """Read what is open of one contractor."""
        name = drill_facts(view.workspace).name_of(contractor)
        super().__init__(
            _("When {name} goes").format(name=name),
            (
                DialogKey("y", _("copy the handover"), "copy"),
                DialogKey("j k", _("scroll")),
                DialogKey("esc", _("close"), "cancel"),
            ),
        )
        self.add_class("-wide")
        self.checklist = leaving_checklist(view.workspace, contractor)
        self.parts_of_handover = handover(view.workspace, contractor)

    def parts(self) -> Iterable[Widget]:
        """The text."""
        yield CellText(self._rows)

    def action_copy(self) -> None:
        """The handover, which holds no private note, to the clipboard of the terminal."""
        if not self.parts_of_handover:
            self.notify(_("There is nothing to hand over."), markup=False)
            return
        self.app.copy_to_clipboard(text_of(self._handover(COPIED_WIDTH)[1:]))
        self.notify(_("Copied the handover."), markup=False)

    def _rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for part, words in HEADINGS.items():
            items = [one for one in self.checklist if one.part == part]
            rows += heading(words, width) if items else []
            for one in items:
                rows += labelled(one.ref, one.words, width, label_width=ID_WIDTH)
        if not rows:
            nothing = _("Nothing has to be done first: no work, no access, nothing held.")
            rows = [(), *paragraph(nothing, width, "muted")]
        return [*rows[1:], *self._handover(width)]

    def _handover(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for words, items in self.parts_of_handover:
            rows += heading(_("Handover · {part}").format(part=words), width)
            for one in items:
                rows += labelled(one.ref, one.words, width, label_width=ID_WIDTH)
        return rows
