"""A question with one line of answer, and what the answer means while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from cockpit.actions.secrets import refuse_secret_line
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.dialogs.dialog import Dialog, DialogKey
from cockpit.tui.dialogs.typed import Typed
from cockpit.tui.text_rows import BLANK, Row, paragraph
from cockpit.tui.widgets.cell_text import CellText

Interpret = Callable[[str], str]
"""The words for what an answer means; raises `CockpitError` saying why it means nothing."""
Take = Callable[[str], object]
"""Carries out what was answered; raises `CockpitError` saying why it cannot be."""


class Ask(Dialog[str | None]):
    """Returns the answer as typed, once it is interpreted and taken; None when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]
    DEFAULT_CSS = """
    Ask #meaning { margin-top: 1; }
    """

    def __init__(
        self,
        title: str,
        hint: str = "",
        initial: str = "",
        interpret: Interpret | None = None,
        take: Take | None = None,
    ) -> None:
        """Ask under a title; without `interpret` every answer but an empty one is taken.

        An answer that `take` refuses stands where it was typed, with the sentence why.
        """
        super().__init__(
            title, (DialogKey("enter", _("ok"), "submit"), DialogKey("esc", _("cancel"), "cancel"))
        )
        self.hint = hint
        self.initial = initial
        self.interpret = interpret
        self.take = take
        self._refusal = ""
        """Why the answer, as it stands, was not taken."""
        self._insisted = False
        """Enter was pressed on this answer: now an empty one is complained about too."""

    def parts(self) -> Iterable[Widget]:
        """The line, and what it means."""
        yield Typed(self.initial, id="answer")
        yield CellText(self._rows, id="meaning")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what the answer means now."""
        event.stop()
        self._insisted, self._refusal = False, ""
        self._show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the answer, or say why not."""
        event.stop()
        self.action_submit()

    def action_submit(self) -> None:
        """Return the answer when it means something and is taken; otherwise it stays."""
        if not self.is_current:  # a second enter, typed ahead
            return
        answer = self.query_one(Typed).value
        _words, problem = self._meaning(answer)
        if not problem:
            self._refusal = self._taken(answer)
        if problem or self._refusal:
            self._insisted = True
            self._show()
        else:
            self.dismiss(answer)

    def _taken(self, answer: str) -> str:
        """Carry the answer out; the sentence why not when that is refused."""
        try:
            if self.take is not None:
                self.take(answer)
        except CockpitError as error:
            return str(error)
        return ""

    def _show(self) -> None:
        self.query_one("#meaning", CellText).show(self._rows)

    def _meaning(self, answer: str) -> tuple[str, str]:
        """The words for an answer, or the sentence that says what is wrong with it."""
        try:
            refuse_secret_line(answer)
            if self.interpret is None:
                return "", "" if answer.strip() else _("Write an answer, or leave with esc.")
            return self.interpret(answer), ""
        except CockpitError as error:
            return "", str(error)

    def _rows(self, width: int) -> list[Row]:
        answer = self.query_one(Typed).value
        words, problem = self._meaning(answer)
        problem = problem or self._refusal
        if problem and not answer.strip() and not self._insisted:
            problem = ""
        rows = paragraph(problem, width, "error-text") if problem else []
        if words:
            rows += paragraph(f"= {words}", width, "accent-text")
        rows += [BLANK] * (1 - len(rows))
        return rows + (paragraph(self.hint, width, "muted") if self.hint else [])
