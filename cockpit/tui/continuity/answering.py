"""Answering in place: yes, no, who, or a line; and steps of a fix that are written down as done."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.actions.continuity.answers import answer, meaning
from cockpit.actions.continuity.facts import drill_facts
from cockpit.actions.continuity.mending import do_steps, hint_of, step_meaning
from cockpit.actions.continuity.words import question_words, step_words
from cockpit.domain.drills.mending import Step
from cockpit.domain.drills.parties import NOBODY
from cockpit.domain.drills.questions import Question
from cockpit.domain.identity import ref
from cockpit.i18n import _
from cockpit.tui.clocking.working_list import WorkingList

_HINTS = {
    "holder": _("me, a contractor, none, or any name"),
    "person": _("me, or a contractor"),
    "text": _("where it is; for a credential vault and item, never the secret"),
    "yes": _("yes or no"),
    "date": _("a date: 2027-01-31, or in 3 months"),
    "minutes": _("hours per week: 10h"),
    "number": _("a whole number"),
    "assets": _("names with commas between; new ones are added; none when it needs none"),
}
_OTHER = "other"


class Answering(WorkingList):
    """A list with questions and steps in it."""

    def say_yes(self, question: Question) -> None:
        """Yes; where it is asked who, that is the owner."""
        if question.kind in ("yes", "holder", "person"):
            words = "yes" if question.kind == "yes" else "me"
            self.change(lambda: answer(self.view.workspace, question, words))
        else:
            self.ask_answer(question)

    def say_no(self, question: Question) -> None:
        """No; where it is asked who, it is chosen."""
        if question.kind == "yes":
            self.change(lambda: answer(self.view.workspace, question, "no"))
        elif question.kind in ("holder", "person"):
            self._choose_who(question)
        else:
            self.ask_answer(question)

    def ask_answer(self, question: Question) -> None:
        """A line for the answer, and what it would be taken for."""
        workspace = self.view.workspace
        self.ask(
            question_words(question),
            _HINTS[question.kind],
            lambda text: self.carry_out(lambda: answer(workspace, question, text)),
            lambda text: meaning(workspace, question, text),
        )

    def finish_steps(self, steps: Sequence[Step]) -> None:
        """Write steps down as done; those that need words are asked for one after the other."""
        self._finish(list(steps), [one for one in steps if hint_of(one)], {})

    def _finish(self, steps: list[Step], asked: list[Step], said: dict[Step, str]) -> None:
        workspace = self.view.workspace
        if not asked:
            self.change(lambda: do_steps(workspace, steps, said))
            return
        step, *others = asked

        def take(text: str) -> None:
            if not others:
                self.carry_out(lambda: do_steps(workspace, steps, {**said, step: text}))

        def ask_next(text: str) -> None:
            if others:
                self._finish(steps, others, {**said, step: text})

        self.ask(
            step_words(drill_facts(workspace), step),
            hint_of(step) or "",
            take,
            lambda text: step_meaning(workspace, step, text),
            then=ask_next,
        )

    def _choose_who(self, question: Question) -> None:
        from cockpit.tui.dialogs.choose import Choose

        people = self.view.workspace.live("contractor")
        options = [(ref("contractor", n), str(body["name"]), "") for n, body in people.items()]
        if question.kind == "holder":
            options.append((NOBODY, _("Nobody: there is none"), "0"))
            options.append((_OTHER, _("Somebody else …"), "o"))

        def chosen(who: str | None) -> None:
            if who == _OTHER:
                self.ask_answer(question)
            elif who is not None:
                self.change(lambda: answer(self.view.workspace, question, who))

        self.app.push_screen(Choose(question_words(question), options), chosen)
