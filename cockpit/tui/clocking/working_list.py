"""A list that is worked on in a dialog: one change for a key, and `u` takes back what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.dialogs.dialog import Dialog, DialogKey
from cockpit.tui.rows import Column, FixedRows, Line
from cockpit.tui.view import View
from cockpit.tui.widgets.record_list import RecordList

AROUND = 3
"""Lines of the dialog that are not rows: the border and the keys."""
EMPTY_LINES = 3
"""Lines that the text of an empty list needs."""

Interpret = Callable[[str], str]


class WorkingList(Dialog[None]):
    """Shows the rows that `read` gives; every change goes through `change`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", show=False),
        Binding("u", "undo", show=False),
    ]
    DEFAULT_CSS = """
    WorkingList RecordList { background: $surface; }
    """
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    EMPTY: ClassVar[str] = ""
    TITLE_ROOM: ClassVar[int] = 74

    def __init__(self, view: View, keys: Sequence[DialogKey]) -> None:
        """Read the rows for the first time."""
        super().__init__("", keys)
        self.add_class("-wide")
        self.view = view
        self.rows = FixedRows()
        self._done: list[int] = []
        """The changes made here, which are all that `u` takes back."""
        self.rows.replace(self.read())
        self.words = self.title_words()

    def read(self) -> list[tuple[str, Line]]:
        """The rows as they stand now."""
        raise NotImplementedError

    def title_words(self) -> str:
        """What stands in the frame, after `read`."""
        raise NotImplementedError

    def parts(self) -> Iterable[Widget]:
        """The list."""
        yield RecordList(self.rows, self.COLUMNS, empty=self.EMPTY, glyphs=self.view.glyphs)

    def on_resize(self, event: events.Resize) -> None:
        """As high as the rows, or as the screen."""
        self._set_height(event.size.height)

    def action_undo(self) -> None:
        """Take the last change that was made here back."""
        if not self._done:
            self.tell(_("Nothing was done here yet."))
            return
        try:
            self.view.workspace.undo(self._done[-1])
        except CockpitError as error:
            self.complain(error)
            return
        self._done.pop()
        self.show_again()

    @property
    def record_list(self) -> RecordList:
        """The list."""
        return self.query_one(RecordList)

    def change(self, step: Callable[[], object]) -> bool:
        """Carry out one change and show the rows again; a sentence when it cannot be."""
        try:
            self.carry_out(step)
        except CockpitError as error:
            self.complain(error)
            return False
        return True

    def carry_out(self, step: Callable[[], object]) -> None:
        """The same where a refusal is told by who asked: `CockpitError` is raised."""
        before = self.view.workspace.revision
        step()
        self.note_change(before)

    def note_change(self, before: int) -> None:
        """Show what was changed since a revision; `u` takes it back."""
        if self.view.workspace.revision > before:
            self._done.append(self.view.workspace.revision)
        self.show_again()

    def show_again(self, cursor: str | None = None) -> None:
        """Read the rows again; the cursor stays on its row, or goes to the one named."""
        self.view.tick()
        self.rows.replace(self.read())
        self.set_title(self.title_words())
        self._set_height(self.size.height)
        self.record_list.sync()
        if cursor is not None:
            self.record_list.move_to(cursor)

    def ask(
        self, title: str, hint: str, take: Callable[[str], object], interpret: Interpret,
        initial: str = "", then: Callable[[str], object] | None = None,
    ) -> None:  # fmt: skip
        """Ask for one line; what it means is shown while it is typed.

        `take` carries it out; when it raises `CockpitError` the line stays, with the sentence.
        `then` goes on with it once the line is gone.
        """
        from cockpit.tui.dialogs.ask import Ask

        def closed(answer: str | None) -> None:
            if answer is not None and then is not None:
                then(answer)

        self.app.push_screen(Ask(title, hint, initial, interpret, take), closed)

    def edit_form(self, table: str, reference: str) -> None:
        """Open a record in its form, and show what was saved."""
        from cockpit.tui.dialogs.form import RecordForm

        before = self.view.workspace.revision

        def saved(changed: bool | None) -> None:
            if changed:
                self.note_change(before)

        try:
            self.app.push_screen(RecordForm(self.view, table, reference), saved)
        except CockpitError as error:
            self.complain(error)

    def tell(self, sentence: str) -> None:
        """A word beside the list; user text is taken literally."""
        self.notify(sentence, markup=False)

    def complain(self, error: CockpitError) -> None:
        """What could not be, in one sentence."""
        self.notify(str(error), severity="error", markup=False)

    def _set_height(self, screen: int) -> None:
        lines = len(self.rows) or EMPTY_LINES
        self.record_list.styles.height = min(lines, max(1, screen - AROUND))
