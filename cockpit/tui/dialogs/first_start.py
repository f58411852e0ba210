"""The first start: at most five questions on one screen, each with a default that enter takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from cockpit.actions.first_start import Question, check_answer, questions
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.dialogs.dialog import Dialog, DialogKey
from cockpit.tui.dialogs.typed import Typed
from cockpit.tui.text_rows import Row, paragraph
from cockpit.tui.widgets.cell_text import CellText


class FirstStart(Dialog[dict[str, str] | None]):
    """Returns the answers by the keys of the questions; None when they are left for later."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("ctrl+s", "submit", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, zone_guess: str) -> None:
        """Ask, with the guessed time zone as a default."""
        super().__init__(
            _("Welcome: a week to start from"),
            (
                DialogKey("enter", _("next")),
                DialogKey("ctrl+s", _("take all"), "submit"),
                DialogKey("esc", _("set up nothing"), "cancel"),
            ),
        )
        self.answers = [Answer(one) for one in questions(zone_guess)]

    def parts(self) -> Iterable[Widget]:
        """A question above each line."""
        yield from self.answers

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the next question; after the last one all are taken."""
        event.stop()
        for place, one in enumerate(self.answers):
            if one.line is event.input and one.check():
                if one is self.answers[-1]:
                    self.action_submit()
                else:
                    self.answers[place + 1].line.focus()

    def action_submit(self) -> None:
        """Return all answers; a wrong one is shown and gets the cursor."""
        wrong = [one for one in self.answers if not one.check()]
        if wrong:
            wrong[0].line.focus()
        else:
            self.dismiss({one.question.key: one.said for one in self.answers})


class Answer(Widget):
    """One question, the line for its answer, and what is wrong with it."""

    DEFAULT_CSS = """
    Answer { height: auto; layout: vertical; padding: 0 1; }
    Answer .problem { display: none; }
    Answer .problem.-told { display: block; }
    """

    def __init__(self, question: Question) -> None:
        """Begin with the default."""
        super().__init__()
        self.question = question
        self.line = Typed(question.default, question.default, replaced=True)
        self.problem = ""

    def compose(self) -> ComposeResult:
        """Question, line, problem."""
        yield CellText(self._ask)
        yield self.line
        yield CellText(self._told, classes="problem")

    @property
    def said(self) -> str:
        """The answer, the default where nothing stands."""
        return self.line.value.strip() or self.question.default

    def check(self) -> bool:
        """Whether the answer can be; shows why not."""
        self.problem = ""
        try:
            check_answer(self.question.key, self.said)
        except CockpitError as error:
            self.problem = str(error)
        self._show()
        return not self.problem

    def on_input_changed(self, event: Input.Changed) -> None:
        """An old complaint goes."""
        event.stop()
        if self.problem:
            self.problem = ""
            self._show()

    def _show(self) -> None:
        text = self.query_one(".problem", CellText)
        text.set_class(bool(self.problem), "-told")
        text.show(self._told)

    def _ask(self, width: int) -> list[Row]:
        return paragraph(self.question.ask, width, "muted")

    def _told(self, width: int) -> list[Row]:
        return paragraph(self.problem, width, "error-text") if self.problem else []
