"""What is promised in writing, whether it can be kept at all, and what will break first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.actions.forecast import foresee
from cockpit.actions.forecast_words import forecast_sentences
from cockpit.actions.promise_check import (
    Checked,
    check_promises,
    check_sentences,
    longest_wait,
    shortest_words,
)
from cockpit.actions.quoting import promise_text
from cockpit.actions.records import add_record
from cockpit.domain.identity import ref
from cockpit.domain.promising.language import language_after
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.dialogs.dialog import DialogKey, ReadingDialog
from cockpit.tui.glyphs import Glyphs
from cockpit.tui.record_text import title_of
from cockpit.tui.render import fit
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import BLANK, Row, heading, paragraph
from cockpit.tui.view import View
from cockpit.tui.widgets.cell_text import CellText

NUMBER_WIDTH = 8
CLOCK_WIDTH = 15
KIND_WIDTH = 12


class Promises(ReadingDialog):
    """The promises as they are published, and what becomes of them; e and A open their forms."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "cancel", show=False),
        Binding("y", "copy", show=False),
        Binding("l", "language", show=False),
        Binding("v", "report", show=False),
        Binding("e", "edit", show=False),
        Binding("A", "new", show=False),
    ]

    def __init__(self, view: View) -> None:
        """Read the promises as they stand now."""
        super().__init__(
            _("Promises"),
            (
                DialogKey("y", _("copy the text"), "copy"),
                DialogKey("l", _("language"), "language"),
                DialogKey("v", _("how kept"), "report"),
                DialogKey("e", _("edit"), "edit"),
                DialogKey("A", _("new"), "new"),
                DialogKey("j k", _("scroll")),
                DialogKey("esc", _("close"), "cancel"),
            ),
        )
        self.add_class("-wide")
        self.view = view
        self.language = "en"
        self.written: list[str] = []
        self.checked: list[Checked] = []
        self.foreseen: list[str] = []
        self.breaks = False
        self.problems: list[str] = []
        self._read()

    def parts(self) -> Iterable[Widget]:
        """The text."""
        yield CellText(self._rows)

    def action_copy(self) -> None:
        """The text to publish, to the clipboard of the terminal."""
        if not self.written:
            self.notify(_("There is nothing to publish: nothing is promised."), markup=False)
            return
        self.app.copy_to_clipboard("\n".join(self.written))
        self.notify(
            _("Copied: {count} lines to publish.").format(count=len(self.written)), markup=False
        )

    def action_language(self) -> None:
        """The text to publish in the next language."""
        self.language = language_after(self.language)
        self._try(self._read_written)
        self.query_one(CellText).show(self._rows)

    def action_report(self) -> None:
        """How they were kept so far; leaving it comes back."""
        from cockpit.tui.dialogs.promise_report import PromiseReport

        self.app.push_screen(PromiseReport(self.view))

    def action_edit(self) -> None:
        """One of them in its form; which, is asked when there are several."""
        promises = self.view.workspace.live("promise")
        options = [
            (
                ref("promise", number),
                " · ".join(filter(None, (title_of("promise", body), body.get("customer")))),
                "",
            )
            for number, body in promises.items()
        ]
        if not options:
            self.notify(_("Nothing is promised yet; A promises something."), markup=False)
        elif len(options) == 1:
            self._edit(options[0][0])
        else:
            from cockpit.tui.dialogs.choose import Choose

            self.app.push_screen(Choose(_("Edit which promise"), options), self._edit)

    def action_new(self) -> None:
        """Promise something for another kind of request, or for one customer."""
        from cockpit.tui.delegating.short_form import NewForm

        def save(fields: dict[str, Any]) -> object:
            return add_record(self.view.workspace, "promise", fields)

        names = ("kind", "first_response", "next_response", "resolution", "customer")
        form = NewForm(self.view, "promise", _("New promise"), {}, save, names)
        self.app.push_screen(form, self._follow)

    def _edit(self, reference: str | None) -> None:
        if reference is not None:
            from cockpit.tui.dialogs.form import RecordForm

            self.app.push_screen(RecordForm(self.view, "promise", reference), self._follow)

    def _follow(self, changed: bool | None) -> None:
        """What was saved is read again."""
        if changed:
            self.view.tick()
            self._read()
            self.query_one(CellText).show(self._rows)

    def _read(self) -> None:
        self.problems.clear()
        for read in (self._read_written, self._read_checked, self._read_foreseen):
            self._try(read)

    def _read_written(self) -> None:
        self.written = promise_text(self.view.workspace, self.language)

    def _read_checked(self) -> None:
        self.checked = check_promises(self.view.workspace)

    def _read_foreseen(self) -> None:
        foreseen = foresee(self.view.workspace)
        self.breaks = bool(foreseen.forecast.breaks)
        self.foreseen = forecast_sentences(self.view.workspace, foreseen)

    def _try(self, read: Callable[[], None]) -> None:
        try:
            read()
        except CockpitError as error:
            self.problems.append(str(error))

    def _rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for problem in self.problems:
            rows += paragraph(problem, width, "error-text")
        if not self.checked and not self.problems:
            return paragraph(
                _("Nothing is promised yet; A promises something, as an answer within 4h."),
                width,
                "muted",
            )
        rows += heading(_("As it is published"), width)[1:]
        for line in self.written:
            rows += paragraph(line, width)
        rows += heading(_("Can it be kept?"), width)
        rows += check_rows(self.checked, width, self.view.glyphs)
        rows += heading(_("What will break first"), width)
        for place, sentence in enumerate(self.foreseen):
            role = "sla-breached" if self.breaks and not place else ""
            rows += paragraph(sentence, width, role)
        return rows


def check_rows(checked: list[Checked], width: int, glyphs: Glyphs) -> list[Row]:
    """A line for each promised length, then a sentence for each that cannot be kept."""
    words_width = max(0, width - 2 - KIND_WIDTH - CLOCK_WIDTH - 2 * NUMBER_WIDTH - 2)
    rows: list[Row] = [
        (
            Cell(" " * (width - 2 * NUMBER_WIDTH), "muted"),
            Cell(fit(_("gap"), NUMBER_WIDTH, "right"), "muted"),
            Cell(fit(_("least"), NUMBER_WIDTH, "right"), "muted"),
        )
    ]
    for one in checked:
        kept = one.state == "kept"
        rows.append(
            (
                Cell(f"{glyphs.done if kept else glyphs.late} ", _ROLES[kept]),
                Cell(fit(one.kind, KIND_WIDTH) + " "),
                Cell(fit(one.clock, CLOCK_WIDTH) + " "),
                Cell(fit(one.promised, words_width), "muted"),
                Cell(fit(longest_wait(one), NUMBER_WIDTH, "right")),
                Cell(fit(shortest_words(one), NUMBER_WIDTH, "right"), "" if kept else "strong"),
            )
        )
    for sentence in check_sentences(checked):
        rows += [BLANK, *paragraph(sentence, width)]
    return rows


_ROLES = {True: "sla-met", False: "sla-breached"}
