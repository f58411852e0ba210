"""Forms that ask for at most five fields: of a new record, or of one that was just made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cockpit.actions.typed.delegating_fields import FIRST_FIELDS
from cockpit.actions.typed.fields import field
from cockpit.errors import CockpitError
from cockpit.tui.dialogs.dialog import Dialog
from cockpit.tui.dialogs.form import KEYS, RecordForm
from cockpit.tui.dialogs.form_row import FormRow
from cockpit.tui.record_text import label_of
from cockpit.tui.view import View

Save = Callable[[dict[str, Any]], object]
"""Carries out the action with the stored fields; raises `CockpitError` saying why not."""


class FirstForm(RecordForm):
    """The first fields of a record that was just made; the others are edited with e."""

    def __init__(self, view: View, table: str, reference: str) -> None:
        """Edit the first fields of a record."""
        super().__init__(view, table, reference)
        rows = {row.field.name: row for row in self.rows}
        self.rows = [rows[name] for name in FIRST_FIELDS[table]]


class NewForm(RecordForm):
    """A record that is made when it is saved; returns True then."""

    def __init__(
        self,
        view: View,
        table: str,
        title: str,
        fixed: Mapping[str, Any],
        save: Save,
        names: Sequence[str] = (),
    ) -> None:
        """Ask for the first fields of a table, or those named; `fixed` goes with them."""
        Dialog.__init__(self, title, KEYS)
        self.view = view
        self.table = table
        self.reference = ""
        self.fixed = dict(fixed)
        self._make = save
        self.rows = [
            FormRow(view, field(table, name), label_of(name), self.fixed)
            for name in names or FIRST_FIELDS[table]
        ]
        self._trouble = ""
        self._asked = False

    def action_save(self) -> None:
        """Make the record; what is wrong keeps the form open."""
        changes = self._changes()
        if changes is None:
            return
        fields = {**self.fixed, **changes}
        try:
            self._make({name: value for name, value in fields.items() if value is not None})
        except CockpitError as error:
            self._refused(str(error))
        else:
            self.dismiss(True)
