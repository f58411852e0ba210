"""What the keys do to any record: add, edit, copy; and undo."""

from __future__ import annotations

from collections.abc import Callable

from cockpit.actions import records
from cockpit.actions.capture import capture
from cockpit.domain.identity import ref, split_ref
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.store.history import Change
from cockpit.tui.verbs.verbs import Verbs


class RecordVerbs(Verbs):
    """Add, edit, copy, undo and redo."""

    def add(self) -> None:
        """Quick add."""
        self._quick_add("")

    def interruption(self) -> None:
        """Quick add, begun as an interruption."""
        self._quick_add("! ")

    def _quick_add(self, initial: str) -> None:
        if self.workspace.read_only:
            self.screen.say_problem(self.workspace.warning or _("The data can only be read."))
            return
        from cockpit.tui.dialogs.quick_add import QuickAdd

        self.screen.app.push_screen(QuickAdd(self.view, initial), self._take_line)

    def _take_line(self, line: str | None) -> None:
        if line is None:
            return
        try:
            captured = capture(self.workspace, line, self.view.settings.day_end)
        except CockpitError as error:
            self.screen.say_problem(str(error))
            self._quick_add(line)
            return
        self.screen.say(f"{captured.ref}: {captured.canonical}")
        pane = {"T": 0, "R": 2}.get(captured.ref[:1])
        if pane is not None:
            self.screen.panes[pane].awaited = captured.ref

    def edit(self) -> None:
        """The record in a form."""
        references = self.screen.wanted("edit")
        if references:
            self.edit_form(*split_ref(references[0]))

    def undo(self) -> None:
        """Take the last change back."""
        self._take_back(_("Undone"), self.workspace.undo)

    def redo(self) -> None:
        """Make it again."""
        self._take_back(_("Done again"), self.workspace.redo)

    def _take_back(self, what: str, step: Callable[[], Change]) -> None:
        """Undo or redo; the cursor goes to what was changed, where this pane shows it."""
        pane = self.screen.pane
        try:
            change = step()
        except CockpitError as error:
            self.screen.say_problem(str(error))
            return
        pane.awaited = next((ref(*one) for one in change.touched if one[0] in pane.SHOWS), None)
        self.screen.say(f"{what}: {change.label}")

    def copy(self) -> None:
        """The record's words to the clipboard of the terminal."""
        references = self.screen.wanted("copy")
        lines = []
        for reference in references:
            table, number = split_ref(reference)
            body = self.workspace.find(table, number) or {}
            lines.append(records.words_of(table, body))
        if lines:
            self.screen.app.copy_to_clipboard("\n".join(lines))
            self.screen.say(_("Copied: {words}").format(words="; ".join(lines)))
