"""The minutes that interruptions took, week by week; this is only read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.actions.interruption_report import (
    NOTHING_TAKEN_OFF,
    Lost,
    interruption_report,
    lost_words,
    parts_of,
    week_words,
)
from cockpit.i18n import _
from cockpit.tui.dialogs.dialog import DialogKey, ReadingDialog
from cockpit.tui.glyphs import bar
from cockpit.tui.render import fit
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import BLANK, Row, heading, paragraph
from cockpit.tui.view import View
from cockpit.tui.widgets.cell_text import CellText

WEEKS = 4
HEADING_WIDTH = 17
TIMES_WIDTH = 4
BAR = 10


class InterruptionReport(ReadingDialog):
    """The latest week first: by whom, in the blocks of which function, how."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "cancel", show=False),
    ]

    def __init__(self, view: View) -> None:
        """Read the last weeks."""
        super().__init__(
            _("Interruptions"),
            (DialogKey("j k", _("scroll")), DialogKey("esc", _("close"), "cancel")),
        )
        self.add_class("-wide")
        self.view = view
        self.weeks = interruption_report(view.workspace, view.today, WEEKS, view.settings.day_end)[
            ::-1
        ]

    def parts(self) -> Iterable[Widget]:
        """The text."""
        yield CellText(self._rows)

    def _rows(self, width: int) -> list[Row]:
        if not any(week.times for week in self.weeks):
            text = _("Nobody broke in for four weeks. Press i to log who does, and how long.")
            return paragraph(text, width, "muted")
        rows: list[Row] = []
        for week in self.weeks:
            rows += (
                heading(week_words(week), width) if rows else heading(week_words(week), width)[1:]
            )
            for title, group in parts_of(week):
                most = max((one.minutes for one in group), default=0)
                rows += [
                    self._row("" if place else title, one, most, width)
                    for place, one in enumerate(group)
                ]
        return [*rows, BLANK, *paragraph(NOTHING_TAKEN_OFF, width, "muted")]

    def _row(self, title: str, one: Lost, most: int, width: int) -> Row:
        room = max(8, width - HEADING_WIDTH - TIMES_WIDTH - BAR - 4 - 24)
        part = one.minutes / most if most else 0.0
        return (
            Cell(fit(title, HEADING_WIDTH), "muted"),
            Cell(fit(one.name, room) + " "),
            Cell(fit(f"{one.times}×", TIMES_WIDTH, "right") + " "),
            Cell(bar(part, BAR, self.view.glyphs) + " ", "sla-at-risk" if one.minutes else "muted"),
            Cell(lost_words(one)),
        )
