"""What the seven screens of the weekly review share: the week, and questions asked on several."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from cockpit.actions import contractors, requests
from cockpit.actions.reviewing.week import Week
from cockpit.actions.typed.phrases import read_moment
from cockpit.domain.identity import ref
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _
from cockpit.tui.dialogs.choose import Choose
from cockpit.tui.reviews.step import Step

if TYPE_CHECKING:
    from cockpit.tui.reviews.frame import ReviewFrame


class WeekStep(Step):
    """A screen of the weekly review."""

    def __init__(self, frame: ReviewFrame, week: Week) -> None:
        """Show a week."""
        super().__init__(frame)
        self.week = week

    # -- keys of several screens -----------------------------------------------------------

    def edit(self) -> None:
        """The record in its form."""
        reference = self.current_record()
        if reference is not None:
            from cockpit.domain.identity import split_ref
            from cockpit.tui.dialogs.form import RecordForm

            self.app.push_screen(RecordForm(self.view, split_ref(reference)[0], reference))

    def open(self) -> None:
        """The record in full."""
        reference = self.current_record()
        if reference is not None:
            from cockpit.tui.dialogs.record import RecordScreen

            self.app.push_screen(RecordScreen(self.view, reference))

    def add(self) -> None:
        """Quick add: what is in the head goes onto a list."""
        self._quick_add("")

    def captured(self, reference: str) -> None:
        """Something was added here."""

    def current_record(self) -> str | None:
        """The record under the cursor."""
        return self.current()

    # -- questions -------------------------------------------------------------------------

    def ask_function(self, title: str, take: Callable[[str], object]) -> None:
        """One of the functions, then decide with it."""
        functions = self.view.workspace.live("function")
        if not functions:
            self.frame.say_problem(_("There is no function yet; `cockpit function add` makes one."))
            return
        options = [(ref("function", n), str(body["name"]), "") for n, body in functions.items()]
        self._choose(title, options, take)

    def ask_person(self, title: str, take: Callable[[str], object]) -> None:
        """One of the contractors, then decide with him."""
        people = self.view.workspace.live("contractor")
        if not people:
            self.frame.say_problem(_("There is no contractor yet."))
            return
        options = [(ref("contractor", n), str(body["name"]), "") for n, body in people.items()]
        self._choose(title, options, take)

    def ask_verdict(self, assignment: str) -> None:
        """Approve what was delivered, or ask for changes."""
        workspace = self.view.workspace

        def take(state: str) -> object:
            return contractors.move_assignment(workspace, assignment, state)

        def chosen(state: str | None) -> None:
            if state == "approved":
                self.do(lambda: take("approved"))
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
        ]
        title = _("{id} is delivered").format(id=assignment)
        self.app.push_screen(Choose(title, options), chosen)

    def ask_snooze(self, request: str) -> None:
        """Hide a request until a moment, or the next opening."""
        workspace = self.view.workspace

        def moment(text: str) -> datetime:
            if not text.strip():
                return requests.next_opening(workspace)
            found = read_moment(workspace, text)[0]
            if found <= workspace.now():
                raise WrongUse(_("That has been already; say a later moment."))
            return found

        self.ask(
            _("Snooze until"),
            _("a time or day: 16:00, mon; enter alone: the next opening"),
            lambda text: requests.snooze_request(workspace, request, moment(text)),
            lambda text: f"{moment(text).astimezone(self.view.zone):%a %d %b %H:%M}",
        )

    # -- private ---------------------------------------------------------------------------

    def _choose(
        self, title: str, options: list[tuple[str, str, str]], take: Callable[[str], object]
    ) -> None:
        def chosen(answer: str | None) -> None:
            if answer is not None:
                self.do(lambda: take(answer))

        self.app.push_screen(Choose(title, options), chosen)

    def _quick_add(self, initial: str) -> None:
        from cockpit.tui.dialogs.quick_add import QuickAdd

        self.app.push_screen(QuickAdd(self.view, initial), self._take_line)

    def _take_line(self, line: str | None) -> None:
        if line is None:
            return
        from cockpit.actions.capture import capture

        try:
            added = capture(self.view.workspace, line, self.view.settings.day_end)
            self.captured(added.ref)
            self.week.decided()
        except CockpitError as error:
            self.frame.say_problem(str(error))
            self._quick_add(line)
            return
        self.frame.say(f"{added.ref}: {added.canonical}")
        self.frame.follow()
