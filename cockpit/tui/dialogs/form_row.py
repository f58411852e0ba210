"""One field of a form: its label, what is typed, and what that was understood as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from cockpit.actions.typed.fields import Field, read_field, write_field
from cockpit.errors import CockpitError
from cockpit.tui.dialogs.typed import Typed, harmless
from cockpit.tui.render import fit
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import Row, paragraph
from cockpit.tui.view import View
from cockpit.tui.widgets.cell_text import CellText

LABEL_WIDTH = 12
REPLACED = ("minutes", "number", "percent", "money", "choice", "yes", "date", "time", "moment",
            "past", "ref", "person")  # fmt: skip
"""Kinds of field whose value is typed anew rather than written on."""


class LongText(TextArea):
    """Several lines of words; tab leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "up_or_out", show=False),
        Binding("down", "down_or_out", show=False),
    ]
    DEFAULT_CSS = """
    LongText, LongText:focus {
        border: none; padding: 0 1; height: 4; background: $panel; background-tint: 0%;
        scrollbar-size-vertical: 1;
    }
    LongText:focus { background: $block-cursor-background; }
    """

    def action_up_or_out(self) -> None:
        """A line up; from the first line to the field before."""
        if self.cursor_location[0] == 0:
            self.screen.focus_previous()
        else:
            self.action_cursor_up()

    def action_down_or_out(self) -> None:
        """A line down; from the last line to the next field."""
        if self.cursor_at_last_line:
            self.screen.focus_next()
        else:
            self.action_cursor_down()


class FormRow(Widget):
    """A label with a line (or several) to type in; below it what is wrong, when something is."""

    DEFAULT_CSS = """
    FormRow { height: auto; layout: vertical; padding: 0 1; }
    FormRow Horizontal { height: auto; }
    FormRow .label { width: 13; }
    FormRow .note { display: none; }
    FormRow .note.-told { display: block; }
    """

    class Changed(Message):
        """Something else was typed."""

    class Entered(Message):
        """Enter was pressed in the field."""

        def __init__(self, row: FormRow) -> None:
            """Keep the row."""
            super().__init__()
            self.row = row

    def __init__(self, view: View, field: Field, label: str, body: Mapping[str, Any]) -> None:
        """Show a field of a body."""
        super().__init__()
        self.view = view
        self.field = field
        self.label = label
        self.problem = ""
        """Why what stands here cannot be stored."""
        self.reading = ""
        """What a text was understood as, where it was written in other words."""
        shown = write_field(view.workspace, field, body)
        self.editor: Typed | LongText
        if field.kind == "long":
            shown = "\n".join(harmless(line) for line in shown.splitlines())
            self.editor = LongText(
                shown, soft_wrap=True, tab_behavior="focus", show_line_numbers=False
            )
            self.editor.cursor_blink = False
        else:
            self.editor = Typed(
                shown, field.help, replaced=field.kind.partition(":")[0] in REPLACED
            )
            shown = self.editor.value
        self.before = shown

    def compose(self) -> ComposeResult:
        """Label and editor side by side, the note under them."""
        with Horizontal():
            yield CellText(self._label, classes="label")
            yield self.editor
        yield CellText(self._note, classes="note")

    @property
    def text(self) -> str:
        """What is typed."""
        if isinstance(self.editor, TextArea):
            return "\n".join(harmless(line) for line in self.editor.text.split("\n"))
        return self.editor.value

    @property
    def is_changed(self) -> bool:
        """Whether it is something else than what is stored."""
        return self.text.strip() != self.before.strip()

    def take_focus(self) -> None:
        """Put the cursor here."""
        self.editor.focus()

    def check(self) -> bool:
        """Read what is typed, and show how it was understood or why not."""
        self.problem = self.reading = ""
        if self.is_changed and self.text.strip():
            try:
                fields = read_field(self.view.workspace, self.field, self.text)
                reading = write_field(self.view.workspace, self.field, fields)
            except CockpitError as error:
                self.problem = str(error)
            else:
                if self.field.kind != "long" and reading != self.text.strip():
                    self.reading = reading
        self._show()
        return not self.problem

    def complain(self, sentence: str) -> None:
        """Show a problem beside the field."""
        self.problem = sentence
        self._show()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Something was typed; an old complaint goes."""
        event.stop()
        self._typed()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Something was typed; an old complaint goes."""
        event.stop()
        self._typed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.check()
        self.post_message(self.Entered(self))

    def _typed(self) -> None:
        if self.problem or self.reading:
            self.problem = self.reading = ""
            self._show()
        if self.is_changed:
            self.post_message(self.Changed())

    def _show(self) -> None:
        note = self.query_one(".note", CellText)
        note.set_class(bool(self.problem or self.reading), "-told")
        note.show(self._note)

    def _label(self, width: int) -> list[Row]:
        return [(Cell(fit(self.label, min(width, LABEL_WIDTH)), "muted"),)]

    def _note(self, width: int) -> list[Row]:
        if self.problem:
            sentence = f"{self.view.glyphs.late} {self.problem}"
            return paragraph(sentence, width, "error-text", indent=LABEL_WIDTH + 1)
        indent = Cell(" " * (LABEL_WIDTH + 1))
        room = width - LABEL_WIDTH - 1
        return [(indent, *row) for row in paragraph(f"= {self.reading}", room, "muted")]
