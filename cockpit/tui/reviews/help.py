"""All keys of one screen of a review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.i18n import _
from cockpit.tui.commands import key_label
from cockpit.tui.dialogs.dialog import DialogKey, ReadingDialog
from cockpit.tui.reviews.step import StepKey
from cockpit.tui.text_rows import Row, labelled
from cockpit.tui.widgets.cell_text import CellText


class ReviewHelp(ReadingDialog):
    """What each key does here; leaving it changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,question_mark,f1", "cancel", show=False)
    ]

    def __init__(self, title: str, keys: Sequence[StepKey], keymap: Mapping[str, str]) -> None:
        """The keys of a step."""
        super().__init__(
            _("Keys: {title}").format(title=title), (DialogKey("esc", _("close"), "cancel"),)
        )
        self.step_keys, self.keymap = keys, keymap

    def parts(self) -> Iterable[Widget]:
        """One line a key."""
        yield CellText(self._rows)

    def _rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for one in self.step_keys:
            if one.label:  # a key of a pair is told with its other one
                names = one.shown or " ".join(key_label(each) for each in one.names(self.keymap))
                rows += labelled(names, one.label, width, label_width=12)
        return rows
