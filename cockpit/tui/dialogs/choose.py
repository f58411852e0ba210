"""A choice among a few: every option has its key printed beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.i18n import _
from cockpit.tui.commands import key_label
from cockpit.tui.dialogs.dialog import Dialog, DialogKey
from cockpit.tui.render import folded
from cockpit.tui.rows import Cell, Column, FixedRows, Line
from cockpit.tui.widgets.record_list import RecordList
from cockpit.tui.widgets.record_messages import RecordOpened

MOVING = "jkgGq"
"""Keys that move or leave, and so are never given to an option by itself."""
AROUND = 3
"""Lines of the dialog that are not options: the border and the keys."""


class Option(NamedTuple):
    """One thing that can be chosen."""

    id: str
    label: str
    """User text is taken literally."""
    key: str = ""
    """The key that chooses it at once; "" takes a free letter of the label, or a digit."""


class Choose(Dialog[str | None]):
    """Returns the id of the chosen option, None when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "cancel", show=False)]
    DEFAULT_CSS = """
    Choose RecordList { background: $surface; }
    """

    def __init__(
        self, title: str, options: Sequence[tuple[str, str, str]], chosen: str | None = None
    ) -> None:
        """Offer (id, label, key) under a title; the cursor begins on `chosen`."""
        super().__init__(
            title,
            (
                DialogKey("enter", _("choose"), "submit"),
                DialogKey("j k", _("move")),
                DialogKey("esc", _("cancel"), "cancel"),
            ),
        )
        self.options = with_keys([Option(*one) for one in options])
        self.chosen = chosen

    def parts(self) -> Iterable[Widget]:
        """The list."""
        rows = [
            (one.id, Line((Cell(key_label(one.key), "key"), Cell(one.label))))
            for one in self.options
        ]
        yield RecordList(
            FixedRows(rows),
            (Column("key", 3), Column("label", 8, flex=1)),
            empty=_("There is nothing to choose from."),
        )

    def on_mount(self) -> None:
        """Begin on the present choice."""
        if self.chosen is not None:
            self.query_one(RecordList).move_to(self.chosen)

    def on_resize(self, event: events.Resize) -> None:
        """As high as the options, or as the screen."""
        rows = min(max(1, len(self.options)), max(1, event.size.height - AROUND))
        self.query_one(RecordList).styles.height = rows

    def on_key(self, event: events.Key) -> None:
        """The key of an option chooses it."""
        for one in self.options:
            if one.key and one.key in (event.key, event.character):
                event.stop()
                event.prevent_default()
                self.dismiss(one.id)
                return

    def on_record_opened(self, message: RecordOpened) -> None:
        """Enter, or a double click."""
        message.stop()
        self.dismiss(message.key)

    def action_submit(self) -> None:
        """Choose what is under the cursor."""
        self.query_one(RecordList).action_open()


def with_keys(options: Sequence[Option]) -> list[Option]:
    """The options, each with a key where there is a free one: of its label, else a digit."""
    taken = {one.key for one in options if one.key} | set(MOVING)
    found: list[Option] = []
    for one in options:
        if not one.key:
            letters = [each for each in folded(one.label) if "a" <= each <= "z"]
            free = (each for each in [*letters, *"123456789"] if each not in taken)
            one = one._replace(key=next(free, ""))
            taken.add(one.key)
        found.append(one)
    return found
