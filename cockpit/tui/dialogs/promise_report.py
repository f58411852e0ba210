"""How promises were kept in a period of the owner's choice, and how old the backlog has become."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.actions.periods import Period, Unit, last_days, period_label, period_of, read_period
from cockpit.actions.promise_report import promise_report
from cockpit.domain.promising.report import Report
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.dialogs.ask import Ask
from cockpit.tui.dialogs.dialog import DialogKey, ReadingDialog
from cockpit.tui.dialogs.promise_report_rows import report_rows
from cockpit.tui.text_rows import Row, paragraph, text_of
from cockpit.tui.view import View
from cockpit.tui.widgets.cell_text import CellText

COPIED_WIDTH = 76
"""Cells of the report as text for the clipboard."""


class PromiseReport(ReadingDialog):
    """Begins with the last four weeks; the digits choose other periods, nothing is changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "cancel", show=False),
        Binding("1", "show('week')", show=False),
        Binding("2", "show_weeks", show=False),
        Binding("3", "show('quarter')", show=False),
        Binding("4", "show('year')", show=False),
        Binding("p", "ask", show=False),
        Binding("left,h", "shift(-1)", show=False),
        Binding("right,l", "shift(1)", show=False),
        Binding("y", "copy", show=False),
    ]
    TITLE_ROOM = 70

    def __init__(self, view: View) -> None:
        """Count the last four weeks."""
        super().__init__(
            _("Promises kept"),
            (
                DialogKey("1", _("week"), "show('week')"),
                DialogKey("2", _("4 weeks"), "show_weeks"),
                DialogKey("3", _("quarter"), "show('quarter')"),
                DialogKey("4", _("year"), "show('year')"),
                DialogKey("p", _("other"), "ask"),
                DialogKey("h l", _("shift")),
                DialogKey("y", _("copy"), "copy"),
                DialogKey("esc", _("close"), "cancel"),
            ),
        )
        self.add_class("-wide")
        self.view = view
        self.period: Period
        self.found: Report | None = None
        self.problem = ""
        self._count(lambda: last_days(view.workspace))

    def parts(self) -> Iterable[Widget]:
        """The text."""
        yield CellText(self._rows)

    def action_show(self, unit: Unit) -> None:
        """The week, the quarter or the year of today."""
        self._show(lambda: period_of(self.view.workspace, unit))

    def action_show_weeks(self) -> None:
        """The last four weeks."""
        self._show(lambda: last_days(self.view.workspace))

    def action_shift(self, steps: int) -> None:
        """The period before, or after."""
        self._show(lambda: self.period.shifted(steps))

    def action_ask(self) -> None:
        """Any period that can be said."""
        workspace = self.view.workspace

        def meaning(text: str) -> str:
            period = read_period(workspace, text)
            return f"{period.first} – {period.last}"

        def answered(text: str | None) -> None:
            if text is not None:
                self._show(lambda: read_period(workspace, text))

        hint = _("last month, 6 weeks, 2026-11, q3, or 1 oct to 15 nov")
        self.app.push_screen(Ask(_("Which period"), hint, interpret=meaning), answered)

    def action_copy(self) -> None:
        """The report as text, to the clipboard of the terminal."""
        if self.found is None:
            self.notify(self.problem, severity="error", markup=False)
            return
        self.app.copy_to_clipboard(f"{self.words}\n{text_of(self._rows(COPIED_WIDTH))}")
        self.notify(
            _("Copied: the report of {period}.").format(period=period_label(self.period)),
            markup=False,
        )

    def _show(self, which: Callable[[], Period]) -> None:
        self._count(which)
        if self.found is not None:
            self.set_title(self.words)
        self.query_one(CellText).show(self._rows)
        self.action_first()

    def _count(self, which: Callable[[], Period]) -> None:
        try:
            period = which()
            self.found = promise_report(self.view.workspace, period.first, period.last)
        except CockpitError as error:
            self.found, self.problem = None, str(error)
            return
        self.period = period
        dates = f"{period.first} – {period.last}"
        label = period_label(period)
        self.words = _("Promises kept · {period}").format(
            period=dates if label == dates else f"{label} · {dates}"
        )

    def _rows(self, width: int) -> list[Row]:
        if self.found is None:
            return paragraph(self.problem, width, "error-text")
        return report_rows(self.found, self.view, width)
