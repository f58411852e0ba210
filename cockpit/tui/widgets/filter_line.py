"""The line in which a filter is typed; every letter is told at once."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from cockpit.i18n import _
from cockpit.tui.messages import FilterChanged, FilterLeft


class FilterLine(Input):
    """Stands above the keys while it is typed in; enter keeps the filter, escape drops it."""

    DEFAULT_CSS = """
    FilterLine, FilterLine:focus {
        dock: bottom; height: 1; border: none; padding: 0 1; margin-bottom: 1;
        background: $panel;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, words: str) -> None:
        """Begin with the present filter."""
        super().__init__(
            words, placeholder=_("show only rows with these words"), select_on_focus=False
        )
        self.cursor_blink = False

    def on_mount(self) -> None:
        """It is typed in at once."""
        self.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell each letter."""
        event.stop()
        self.post_message(FilterChanged(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps the filter."""
        event.stop()
        self._leave(True)

    def action_leave(self) -> None:
        """Escape takes the filter away."""
        self._leave(False)

    def _leave(self, kept: bool) -> None:
        self.post_message(FilterLeft(kept))
        self.remove()
