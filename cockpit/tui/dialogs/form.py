"""The edit form of any record: its fields as people write them, saved together as one change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.actions.records import edit_record
from cockpit.actions.typed.fields import FIELDS, read_field
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.dialogs.dialog import Dialog, DialogKey
from cockpit.tui.dialogs.form_row import FormRow
from cockpit.tui.record_text import label_of, title_of, whole
from cockpit.tui.text_rows import Row, paragraph
from cockpit.tui.view import View
from cockpit.tui.widgets.cell_text import CellText

KEYS = (
    DialogKey("ctrl+s", _("save"), "save"),
    DialogKey("tab", _("next")),
    DialogKey("esc", _("leave"), "cancel"),
)


class RecordForm(Dialog[bool]):
    """Returns True when something was saved. Only what was changed is written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("ctrl+s", "save", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    DEFAULT_CSS = """
    RecordForm #trouble { dock: bottom; margin-bottom: 1; background: $surface; display: none; }
    RecordForm #trouble.-told { display: block; }
    """

    def __init__(self, view: View, table: str, reference: str) -> None:
        """Edit a record; raises `NotFound` when it is not there."""
        _name, _number, body = view.workspace.body(reference, table)
        super().__init__(f"{reference} {title_of(table, body)}", KEYS)
        self.view = view
        self.table = table
        self.reference = reference
        body = whole(table, body)
        self.rows = [FormRow(view, one, label_of(one.name), body) for one in FIELDS[table]]
        self._trouble = ""
        self._asked = False
        """Leaving was asked for once, with changes not saved."""

    def parts(self) -> Iterable[Widget]:
        """A row for each field, and a place for what concerns the whole record."""
        yield from self.rows
        yield CellText(self._trouble_rows, id="trouble")

    def on_form_row_changed(self, message: FormRow.Changed) -> None:
        """Whoever goes on writing does not leave."""
        message.stop()
        self._asked = False
        self._tell("")

    def on_form_row_entered(self, message: FormRow.Entered) -> None:
        """Enter goes to the next field, and saves on the last."""
        message.stop()
        if message.row is self.rows[-1]:
            self.action_save()
        else:
            self.rows[self.rows.index(message.row) + 1].take_focus()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A field that is left says what it understood, or what is wrong with it."""
        for row in self.rows:
            if row.editor is event.widget:
                row.check()

    def action_save(self) -> None:
        """Write all that was changed as one change; a field that is wrong keeps the form open."""
        changes = self._changes()
        if changes is None:
            return
        if not changes:
            self.dismiss(False)
            return
        try:
            edit_record(self.view.workspace, self.reference, changes)
        except CockpitError as error:
            self._refused(str(error))
        else:
            self.dismiss(True)

    def action_cancel(self) -> None:
        """Leave; with changes only when asked twice."""
        if self._asked or not any(row.is_changed for row in self.rows):
            self.dismiss(False)
            return
        self._asked = True
        self._tell(_("Not saved yet: ctrl+s saves, esc once more leaves without saving."))

    def _changes(self) -> dict[str, Any] | None:
        """The stored fields that differ; None, with the cursor on the first, when one is wrong."""
        found: dict[str, Any] = {}
        wrong: list[FormRow] = []
        for row in self.rows:
            if not row.is_changed:
                continue
            if row.check():
                found.update(read_field(self.view.workspace, row.field, row.text))
            else:
                wrong.append(row)
        if wrong:
            wrong[0].take_focus()
            return None
        return found

    def _refused(self, sentence: str) -> None:
        """Show a refusal beside the field that it names, else below."""
        for row in self.rows:
            named = row.field.name.removesuffix("_minutes")
            if sentence.startswith(f"{self.table}: {named}"):
                row.complain(sentence)
                row.take_focus()
                return
        self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        if sentence == self._trouble:
            return
        self._trouble = sentence
        trouble = self.query_one("#trouble", CellText)
        trouble.set_class(bool(sentence), "-told")
        trouble.show(self._trouble_rows)

    def _trouble_rows(self, width: int) -> list[Row]:
        sign = self.view.glyphs.late
        return paragraph(f"{sign} {self._trouble}", width, "error-text") if self._trouble else []
