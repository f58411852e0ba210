"""Who is busy, and until when; this is only read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.actions.delegating.dossiers import dossiers
from cockpit.domain.delegating.measures.load import load_of
from cockpit.domain.delegating.measures.signals import busy_words
from cockpit.domain.wording.lengths import written_minutes
from cockpit.i18n import _
from cockpit.tui.dialogs.dialog import DialogKey, ReadingDialog
from cockpit.tui.glyphs import bar
from cockpit.tui.render import fit
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import BLANK, Row, paragraph
from cockpit.tui.view import View
from cockpit.tui.widgets.cell_text import CellText

NAME_WIDTH = 16
BAR = 10


class Team(ReadingDialog):
    """A line for each contractor at work: his hours in hand against those of a week."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "cancel", show=False)]

    def __init__(self, view: View) -> None:
        """Look at everybody at work now."""
        super().__init__(
            _("Team load"), (DialogKey("j k", _("scroll")), DialogKey("esc", _("close"), "cancel"))
        )
        self.add_class("-wide")
        self.view = view

    def parts(self) -> Iterable[Widget]:
        """The text."""
        yield CellText(self._rows)

    def _rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for dossier in dossiers(self.view.workspace).values():
            if dossier.person.get("status", "active") not in ("trial", "active", "ending"):
                continue
            load = load_of(dossier, self.view.now)
            name = fit(str(dossier.person["name"]), NAME_WIDTH)
            if load is None:
                words = _("hours a week unknown: e tells")
                rows.append((Cell(f"{name} "), Cell(" " * (BAR + 1)), Cell(words, "muted")))
                continue
            part = load.minutes / load.capacity if load.capacity else 1.0
            role = "sla-breached" if load.unfit else "muted"
            of = _("{words} · {capacity} a week").format(
                words=busy_words(load), capacity=written_minutes(load.capacity)
            )
            drawn = bar(part, BAR, self.view.glyphs)
            rows.append((Cell(f"{name} "), Cell(f"{drawn} ", role), Cell(of)))
            if load.unfit:
                late = _("{id} cannot be finished in time: {over} too much").format(
                    id=load.unfit, over=written_minutes(load.over)
                )
                rows += paragraph(late, width, "sla-breached", indent=NAME_WIDTH + BAR + 2)
            elif load.sizeless:
                words = _("size unknown: {ids}").format(ids=", ".join(load.sizeless))
                rows += paragraph(words, width, "muted", indent=NAME_WIDTH + BAR + 2)
        if not rows:
            return paragraph(_("Nobody works for you yet; A takes one on."), width, "muted")
        hint = _("The bar is the work in hand against the hours of one week.")
        return [*rows, BLANK, *paragraph(hint, width, "muted")]
