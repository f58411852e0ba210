"""What screens of both reviews ask: who, which, until when; and a look at the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cockpit.actions import contractors, requests
from cockpit.actions.typed.phrases import read_moment
from cockpit.domain.identity import ref, split_ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.tui.dialogs.choose import Choose
from cockpit.tui.reviews.step import Step


class AskingStep(Step):
    """A screen that asks; what is answered is one decision."""

    def current_record(self) -> str | None:
        """The record under the cursor."""
        return self.current()

    def edit(self) -> None:
        """The record in its form."""
        reference = self.current_record()
        if reference is not None:
            from cockpit.tui.dialogs.form import RecordForm

            self.app.push_screen(RecordForm(self.view, split_ref(reference)[0], reference))

    def open(self) -> None:
        """The record in full."""
        reference = self.current_record()
        if reference is not None:
            from cockpit.tui.dialogs.record import RecordScreen

            self.app.push_screen(RecordScreen(self.view, reference))

    def on_current(self, verb: Callable[[str], object]) -> bool:
        """One decision on the row under the cursor; False where there is none, or it failed."""
        reference = self.current()
        return reference is not None and self.do(lambda: verb(reference))

    def ask_function(self, title: str, take: Callable[[str], object]) -> None:
        """One of the functions, then decide with it."""
        nobody = _("There is no function yet; `cockpit function add` makes one.")
        self._ask_which("function", title, nobody, take)

    def ask_person(self, title: str, take: Callable[[str], object]) -> None:
        """One of the contractors, then decide with him."""
        self._ask_which("contractor", title, _("There is no contractor yet."), take)

    def choose(
        self, title: str, options: list[tuple[str, str, str]], take: Callable[[str], object]
    ) -> None:
        """One of a few options (id, label, key), then decide with its id."""

        def chosen(answer: str | None) -> None:
            if answer is not None:
                self.do(lambda: take(answer))

        self.app.push_screen(Choose(title, options), chosen)

    def ask_verdict(self, assignment: str) -> None:
        """Approve what was delivered, ask for changes, or reject it with a reason."""
        workspace = self.view.workspace

        def chosen(state: str | None) -> None:
            if state == "approved":
                self.do(lambda: contractors.move_assignment(workspace, assignment, "approved"))
            elif state == "rejected":
                self.ask(
                    _("Reject {id}").format(id=assignment),
                    _("why; the work is called off"),
                    lambda text: contractors.reject(workspace, assignment, text),
                    str.strip,
                )
            elif state is not None:
                self.ask(
                    _("Ask for changes"),
                    _("what has to change"),
                    lambda text: contractors.request_changes(workspace, assignment, text),
                    str.strip,
                )

        options = [
            ("approved", _("Approve"), "a"),
            ("changes_requested", _("Ask for changes"), "c"),
            ("rejected", _("Reject it, with a reason"), "r"),
        ]
        title = _("{id} is delivered").format(id=assignment)
        self.app.push_screen(Choose(title, options), chosen)

    def ask_snooze(self, request: str) -> None:
        """Hide a request until a moment, or the next opening."""
        workspace = self.view.workspace

        def moment(text: str) -> datetime:
            return self.later(text) if text.strip() else requests.next_opening(workspace)

        self.ask(
            _("Snooze until"),
            _("a time or day: 16:00, mon; enter alone: the next opening"),
            lambda text: requests.snooze_request(workspace, request, moment(text)),
            lambda text: self.moment_words(moment(text)),
        )

    def later(self, text: str) -> datetime:
        """A typed moment that is still to come; `WrongUse` for one that has been."""
        found = read_moment(self.view.workspace, text)[0]
        if found <= self.view.workspace.now():
            raise WrongUse(_("That has been already; say a later moment."))
        return found

    def moment_words(self, moment: datetime) -> str:
        """ "Fri 27 Nov 16:00", in the owner's zone."""
        return f"{moment.astimezone(self.view.zone):%a %d %b %H:%M}"

    def _ask_which(
        self, table: str, title: str, nobody: str, take: Callable[[str], object]
    ) -> None:
        found = self.view.workspace.live(table)
        if not found:
            self.frame.say_problem(nobody)
            return
        options = [(ref(table, n), str(body["name"]), "") for n, body in found.items()]
        self.choose(title, options, take)
