"""All keys, grouped; those of the pane that has the focus come first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.i18n import _
from cockpit.tui.commands import Command, commands, keys_label, where_label, works_in
from cockpit.tui.dialogs.dialog import DialogKey, ReadingDialog
from cockpit.tui.render import fit, wrap
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import Row, heading
from cockpit.tui.widgets.cell_text import CellText

GROUPS = (("work", _("Work")), ("see", _("See")), ("move", _("Move")), ("leave", _("Leave")))
KEYS_WIDTH, LABEL_WIDTH = 13, 15


class Help(ReadingDialog):
    """The key table of this pane, then of the others."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,question_mark,f1", "cancel", show=False)
    ]

    def __init__(self, pane: str, keymap: Mapping[str, str] | None = None) -> None:
        """Show the keys under the owner's keymap."""
        super().__init__(
            _("Keys"),
            (
                DialogKey("j k", _("scroll")),
                DialogKey(":", _("any command by name")),
                DialogKey("esc", _("close"), "cancel"),
            ),
        )
        self.add_class("-wide")
        self.pane = pane
        self.keymap = keymap

    def parts(self) -> Iterable[Widget]:
        """The text."""
        yield CellText(self._rows)

    def _rows(self, width: int) -> list[Row]:
        return help_rows(self.pane, self.keymap, width)


def help_rows(pane: str, keymap: Mapping[str, str] | None, width: int) -> list[Row]:
    """The key table in lines of `width` cells."""
    rows: list[Row] = []
    for here in (True, False):
        for group, title in GROUPS:
            found = [
                one for one in commands() if one.group == group and works_in(pane, one) is here
            ]
            if found:
                words = title if here else _("{group}, in other panes").format(group=title)
                rows += heading(words, width)
                for one in found:
                    rows += _command_rows(one, keymap, width, here)
    return rows[1:]


def _command_rows(
    one: Command, keymap: Mapping[str, str] | None, width: int, here: bool
) -> list[Row]:
    keys = keys_label(one, keymap) or _("by name")
    room = max(16, width - KEYS_WIDTH - LABEL_WIDTH)
    words = one.help if here else f"{one.help} ({where_label(one)})"
    first, *rest = wrap(words, room)
    space = Cell(" " * (KEYS_WIDTH + LABEL_WIDTH))
    row = (
        Cell(fit(keys, KEYS_WIDTH - 1) + " ", "key"),
        Cell(fit(one.label, LABEL_WIDTH - 1) + " "),
        Cell(first, "muted"),
    )
    return [row, *((space, Cell(line, "muted")) for line in rest)]
