"""The line below: at most seven keys of the focused pane, and where to find all the others."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.message import Message

from cockpit.tui.commands import Command, WhyNot, by_id, footer, key_label, keys_of
from cockpit.tui.rows import Cell
from cockpit.tui.widgets.cell_line import CellLine, Words

ALWAYS = ("help", "palette")
"""Commands on the right end, in every pane."""


class CommandFooter(CellLine):
    """Key and label of each command; one that cannot be done now is dimmed, never hidden."""

    DEFAULT_CSS = """
    CommandFooter { dock: bottom; }
    """

    class CommandPressed(Message):
        """A command in the footer was clicked."""

        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    def show_pane(
        self, pane: str, keymap: Mapping[str, str] | None = None, why_not: WhyNot | None = None
    ) -> None:
        """Show the commands of a pane under the owner's keymap."""

        def item(one: Command) -> Words:
            dimmed = why_not is not None and why_not(one.id) is not None
            keys = keys_of(one, keymap)
            label = Cell(one.label, "muted" if dimmed else "")
            if not keys:
                return Words((label,), one.id)
            key = Cell(key_label(keys[-1] if one.id == "palette" else keys[0]),
                       "muted" if dimmed else "key")  # fmt: skip
            return Words((key, Cell(" "), label), one.id)

        self.show([item(one) for one in footer(pane)], [item(one) for one in by_id(ALWAYS)])

    def on_click(self, event: events.Click) -> None:
        """A click on a command is as good as its key."""
        command_id = self.about_at(event.x)
        if command_id:
            event.stop()
            self.post_message(self.CommandPressed(command_id))
