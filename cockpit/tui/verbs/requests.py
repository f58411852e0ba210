"""What the keys do to requests."""

from __future__ import annotations

from cockpit.actions import records, requests, tasks
from cockpit.actions.typed.phrases import read_moment
from cockpit.domain.identity import number_of, split_ref
from cockpit.domain.promising.clock import state_of
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.commands import TASKS
from cockpit.tui.verbs.verbs import Verbs


class RequestVerbs(Verbs):
    """Replied, waiting, snoozed."""

    def reply(self) -> None:
        """We answered."""
        references = self.screen.wanted("reply")
        if references:
            self.each(references, lambda one: requests.record_reply(self.workspace, one))

    def waiting(self) -> None:
        """Wait on the customer, or stop waiting; a task waits on somebody."""
        references = self.screen.wanted("waiting")
        if not references:
            return
        if self.screen.pane.NAME == TASKS:
            self.ask(
                _("Waiting on"),
                _("a name; empty when it waits no more"),
                lambda text: self.each(references, lambda one: self._wait_for(one, text)),
                lambda text: text.strip() or _("nobody"),
            )
            return
        self.each(references, self._wait_or_resume)

    def _wait_for(self, reference: str, who: str) -> object:
        waiting = {"who": who.strip()} if who.strip() else None
        label = _("{id} waits on {who}: {words}").replace("{who}", who.strip() or _("nobody"))
        return records.revise(self.workspace, reference, {"waiting": waiting}, label, "task")

    def _wait_or_resume(self, reference: str) -> object:
        body = self.workspace.find("request", number_of(reference)) or {}
        if state_of(body.get("events", ())) == "waiting":
            return requests.record_customer_message(self.workspace, reference)
        return requests.wait_on_customer(self.workspace, reference)

    def snooze(self) -> None:
        """Hide until a moment."""
        references = self.screen.wanted("snooze")
        if references:
            self.ask(
                _("Snooze until"),
                _("a time or day: 16:00, tomorrow 9:00, mon"),
                lambda text: self.each(references, lambda one: self._snooze(one, text)),
                self._words_of_moment,
            )

    def _words_of_moment(self, text: str) -> str:
        return f"{read_moment(self.workspace, text)[0].astimezone(self.view.zone):%a %d %b %H:%M}"

    def _snooze(self, reference: str, text: str) -> object:
        until = read_moment(self.workspace, text)[0]
        if split_ref(reference)[0] == "request":
            return requests.snooze_request(self.workspace, reference, until)
        day = until.astimezone(self.view.zone).date()
        if day <= self.view.today:
            raise CockpitError(_("A task is put off to another day; say which."))
        return tasks.move_to_day(self.workspace, reference, day)
