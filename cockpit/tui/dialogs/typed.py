"""A line in which people type, in every dialog: one row high, and safe with any text."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from cockpit.tui.render import plain


def harmless(text: str) -> str:
    """The text without characters that would reach the terminal as a control sequence.

    Unlike `plain` it keeps joiners and variants, since this text is stored.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(one if one.isprintable() or one in _KEPT else plain(one) for one in text)


_KEPT = "\u200c\u200d\u00ad\u3000\u00a0"
"""Joiners, soft hyphens and wide spaces are part of words and names."""


class Typed(Input):
    """One line without a border; the cursor does not blink."""

    DEFAULT_CSS = """
    Typed, Typed:focus, Typed.-invalid, Typed.-invalid:focus {
        border: none;
        height: 1;
        padding: 0 1;
        background: $panel;
        background-tint: 0%;
    }
    Typed:focus { background: $block-cursor-background; }
    """

    def __init__(
        self,
        value: str = "",
        placeholder: str = "",
        *,
        id: str | None = None,
        replaced: bool = False,
    ) -> None:
        """Begin with a value; the placeholder is taken literally.

        With `replaced` the value is selected while nothing is typed: the first key replaces it.
        """
        super().__init__(harmless(value), placeholder=placeholder, id=id, select_on_focus=replaced)
        self.cursor_blink = False

    def on_paste(self, event: events.Paste) -> None:
        """All lines of what is pasted, in one; Textual would keep the first and lose the others."""
        event.prevent_default()
        event.stop()
        self.replace(" ".join(event.text.splitlines()), *self.selection)

    def validate_value(self, value: str) -> str:
        """No control characters, also not by pasting."""
        return harmless(value)
