"""The line in which a filter is typed; every letter is told at once."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from cockpit.i18n import _


class FilterLine(Input):
    """Hidden until it is begun; enter keeps the filter, escape takes it away."""

    DEFAULT_CSS = """
    FilterLine, FilterLine:focus {
        display: none; dock: bottom; height: 1; border: none; padding: 0 1; margin-bottom: 1;
        background: $panel;
    }
    FilterLine.-open { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    class ChangedWords(Message):
        """Other words stand in the line."""

        def __init__(self, words: str) -> None:
            """Keep the words."""
            super().__init__()
            self.words = words

    class Left(Message):
        """The line was left; `kept` says whether the filter stays."""

        def __init__(self, kept: bool) -> None:
            """Keep whether it stays."""
            super().__init__()
            self.kept = kept

    def __init__(self) -> None:
        """An empty, hidden line."""
        super().__init__(placeholder=_("show only rows with these words"), id="filter-line")
        self.can_focus = False

    def begin(self, words: str) -> None:
        """Show the line with the present filter and give it the focus."""
        self.can_focus = True
        self.add_class("-open")
        self.value = words
        self.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell each letter."""
        event.stop()
        if self.has_class("-open"):
            self.post_message(self.ChangedWords(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps the filter."""
        event.stop()
        self._leave(True)

    def action_leave(self) -> None:
        """Escape takes the filter away."""
        self._leave(False)

    def _leave(self, kept: bool) -> None:
        self.remove_class("-open")
        self.can_focus = False
        self.post_message(self.Left(kept))
