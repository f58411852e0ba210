"""Money for contractors: per contractor, per function and per month; this is only read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.actions.delegating.money_report import STANDINGS, MoneyRow, money_report
from cockpit.domain.delegating.money import written_sums
from cockpit.i18n import _
from cockpit.tui.dialogs.dialog import DialogKey, ReadingDialog
from cockpit.tui.render import fit, width_of
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import BLANK, Row, heading, paragraph
from cockpit.tui.view import View
from cockpit.tui.widgets.cell_text import CellText

NAME_WIDTH = 20
_ROLES = {"paid": "", "due": "sla-breached", "planned": "muted"}
_NAMES = {"paid": _("paid"), "due": _("due"), "planned": _("planned")}


class MoneyReport(ReadingDialog):
    """What was paid, what is due and what is planned; two currencies are never added."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "cancel", show=False)]

    def __init__(self, view: View) -> None:
        """Add up all payments."""
        super().__init__(
            _("Money for contractors"),
            (DialogKey("j k", _("scroll")), DialogKey("esc", _("close"), "cancel")),
        )
        self.add_class("-wide")
        self.found = money_report(view.workspace)

    def parts(self) -> Iterable[Widget]:
        """The text."""
        yield CellText(self._rows)

    def _rows(self, width: int) -> list[Row]:
        found = self.found
        if not found.contractors:
            words = _("No payments yet: p on a contractor plans one.")
            return paragraph(words, width, "muted")
        rows: list[Row] = []
        for words, part in (
            (_("Per contractor"), found.contractors),
            (_("Per function"), found.functions),
            (_("Per month"), found.months),
        ):
            rows += heading(words, width)
            rows += _table(part, width)
        rows += heading(_("Altogether"), width)
        return [*rows[1:], *_table((found.total._replace(name=_("all")),), width)]


def _table(part: Sequence[MoneyRow], width: int) -> list[Row]:
    """A line for each, its standings side by side, or one below the other where they are long."""
    rows: list[Row] = []
    room = max(8, (width - NAME_WIDTH - len(STANDINGS)) // len(STANDINGS))
    for one in part:
        name = Cell(fit(one.name or one.key or _("none"), NAME_WIDTH))
        told = [
            (f"{_NAMES[standing]} {sums}", _ROLES[standing])
            for standing in STANDINGS
            if (sums := written_sums(one.sums[standing]))
        ]
        if all(width_of(words) <= room for words, _role in told):
            cells = [Cell(f" {fit(words, room)}", role) for words, role in told]
            rows.append((name, *cells))
            continue
        rows.append((name,))
        for words, role in told:
            rows += paragraph(words, width, role, indent=2)
    return [*rows] if rows else [BLANK]
