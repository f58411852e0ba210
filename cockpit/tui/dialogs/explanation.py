"""How the dues of a request came about, day by day, with the sentence to send."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.actions.explaining import LABEL_WIDTH, Explained, Part, explained
from cockpit.actions.explaining_rows import COUNTING
from cockpit.actions.explaining_rows import Row as Day
from cockpit.actions.quoting import reply_text
from cockpit.domain.promising.language import language_after
from cockpit.domain.promising.words import length_label
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.dialogs.dialog import DialogKey, ReadingDialog
from cockpit.tui.glyphs import Glyphs, state
from cockpit.tui.render import fit
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import BLANK, Row, labelled, paragraph
from cockpit.tui.view import View
from cockpit.tui.widgets.cell_text import CellText

LENGTH_WIDTH = 8


class Explanation(ReadingDialog):
    """Explains the dues of one request; nothing here changes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,x", "cancel", show=False),
        Binding("y", "copy", show=False),
        Binding("l", "language", show=False),
    ]

    TITLE_ROOM = 70

    def __init__(self, view: View, reference: str) -> None:
        """Explain the request with this short id."""
        super().__init__(
            reference,
            (
                DialogKey("y", _("copy the sentence to send"), "copy"),
                DialogKey("l", _("language"), "language"),
                DialogKey("j k", _("scroll")),
                DialogKey("esc", _("close"), "cancel"),
            ),
        )
        self.add_class("-wide")
        self.view = view
        self.reference = reference
        self.language = "en"
        self.told: Explained | None = None
        self.problem = ""
        try:
            self.told = explained(view.workspace, reference)
        except CockpitError as error:
            self.problem = str(error)
        else:
            self.words = f"{self.told.id} {self.told.title}"

    def parts(self) -> Iterable[Widget]:
        """The text."""
        yield CellText(self._rows)

    def action_copy(self) -> None:
        """The sentence to send, to the clipboard of the terminal."""
        reply = self.told.reply if self.told else ""
        if not reply:
            self.notify(_("There is nothing to send: nothing is promised."), markup=False)
            return
        self.app.copy_to_clipboard(reply)
        self.notify(_("Copied: {words}").format(words=reply), markup=False)

    def action_language(self) -> None:
        """The sentence to send in the next language."""
        if self.told is None:
            return
        self.language = language_after(self.language)
        reply = reply_text(self.view.workspace, self.reference, self.language)
        self.told = self.told._replace(reply=reply)
        self.query_one(CellText).show(self._rows)

    def _rows(self, width: int) -> list[Row]:
        if self.told is None:
            return paragraph(self.problem, width, "error-text")
        return explanation_rows(self.told, width, self.view.glyphs)


def explanation_rows(told: Explained, width: int, glyphs: Glyphs) -> list[Row]:
    """The explanation in lines of `width` cells."""
    rows: list[Row] = []
    for place, sentence in enumerate(told.promised):
        rows += _labelled("" if place else _("promised"), sentence, width)
    if told.counted_in:
        rows += _labelled(_("counted in"), told.counted_in, width)
    if told.arrived:
        rows += _labelled(_("arrived"), told.arrived, width, "strong")
    if told.zone_words:
        rows += _labelled(_("customer's zone"), told.zone_words, width)
    for part in told.parts:
        rows += _part_rows(part, width, glyphs)
    if told.reply:
        rows += [BLANK, (Cell(_("To send"), "heading"),)]
        rows += paragraph(told.reply, width, "accent-text", indent=2)
    return rows


def _part_rows(part: Part, width: int, glyphs: Glyphs) -> list[Row]:
    space = Cell(" " * (LABEL_WIDTH + 1 - len(part.title)))
    promise = fit(part.promise, width - LABEL_WIDTH - 1).rstrip()
    rows: list[Row] = [BLANK, (Cell(part.title, "heading"), space, Cell(promise, "heading"))]
    if part.armed:
        rows += _labelled(_("  since"), part.armed, width)
    rows += [_day_row(one, width) for one in part.rows]
    if part.total:
        rows.append(_sum_row(part, width))
    sign = state(_STATES.get(part.status, part.status), glyphs)
    verdict = part.verdict or sign.word
    rows.append(
        (
            Cell(fit(_("  due"), LABEL_WIDTH) + " ", "muted"),
            Cell(part.due, "strong"),
            Cell("   "),
            Cell(f"{sign.glyph} {verdict}", sign.role),
        )
    )
    return rows


def _day_row(day: Day, width: int) -> Row:
    label = Cell(fit(f"  {day.day}", LABEL_WIDTH) + " ", "muted")
    if day.kind not in COUNTING:
        return label, Cell(fit(day.words, width - LABEL_WIDTH - 1).rstrip())
    room = width - LABEL_WIDTH - 1 - LENGTH_WIDTH
    role = "" if day.counted else "muted"
    return (
        label,
        Cell(fit(day.words, room), role),
        Cell(fit(length_label(day.shown), LENGTH_WIDTH, "right"), role),
    )


def _sum_row(part: Part, width: int) -> Row:
    """The sum stands under the hours it adds up."""
    room = width - LABEL_WIDTH - 1 - LENGTH_WIDTH
    return (
        Cell(fit(_("  sum"), LABEL_WIDTH) + " ", "muted"),
        Cell(fit(part.left, room)),
        Cell(fit(length_label(part.shown), LENGTH_WIDTH, "right"), "strong"),
    )


def _labelled(label: str, text: str, width: int, role: str = "") -> list[Row]:
    return labelled(label, text, width, role, LABEL_WIDTH)


_STATES = {"on_time": "due"}
"""Statuses of a clock whose sign has another name."""
