"""The line in which a filter is typed; every letter is taken at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from cockpit.i18n import _
from cockpit.tui.dialogs.typed import Typed


class FilterLine(Typed):
    """Stands above the keys while it is typed in; enter keeps the filter, escape drops it.

    Both are told by calls, not messages: letter and rows are then painted in one frame.
    """

    DEFAULT_CSS = """
    FilterLine, FilterLine:focus {
        dock: bottom; height: 1; border: none; padding: 0 1; margin-bottom: 1;
        background: $panel;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(
        self, words: str, narrow: Callable[[str], object], left: Callable[[bool], object]
    ) -> None:
        """Begin with the present filter; `narrow` takes each text, `left` whether it stays."""
        self._narrow: Callable[[str], object] | None = None
        super().__init__(words, _("show only rows with these words"))
        self._narrow = narrow
        self._left = left

    def on_mount(self) -> None:
        """It is typed in at once."""
        self.focus()

    def watch_value(self, value: str) -> None:
        """Take each letter, within the key's own turn."""
        if self._narrow is not None and self.is_mounted:
            self._narrow(value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """It was taken already."""
        event.stop()

    async def action_submit(self) -> None:
        """Enter keeps the filter, at once: the next key belongs to the list again."""
        self._leave(True)

    def action_leave(self) -> None:
        """Escape takes the filter away."""
        self._leave(False)

    def _leave(self, kept: bool) -> None:
        self._left(kept)
        self.remove()
