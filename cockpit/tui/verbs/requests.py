"""What the keys do to requests."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from cockpit.actions import records, requests, tasks
from cockpit.actions.typed.phrases import read_date, read_moment
from cockpit.domain.identity import number_of
from cockpit.domain.promising.clock import state_of
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.tui.commands import TASKS
from cockpit.tui.verbs.verbs import Verbs


class RequestVerbs(Verbs):
    """Replied, waiting, snoozed."""

    def reply(self) -> None:
        """We answered."""
        references = self.screen.wanted("reply")
        if references:
            self.each(
                references,
                lambda one: requests.record_reply(self.workspace, one),
                stays=True,
                what=_("Reply sent"),
            )

    def waiting(self) -> None:
        """Wait on the customer, or stop waiting; a task waits on somebody."""
        references = self.screen.wanted("waiting")
        if not references:
            return
        if self.screen.pane.NAME == TASKS:
            body = self.workspace.find("task", number_of(references[0])) or {}
            self.ask(
                _("Waiting on"),
                _("a name; empty when it waits no more"),
                lambda text: self.carry_out_each(references, lambda one: self._wait_for(one, text)),
                lambda text: text.strip() or _("nobody"),
                str((body.get("waiting") or {}).get("who") or ""),
            )
            return
        what = _("Waiting on customer, or no more")
        self.each(references, self._wait_or_resume, stays=True, what=what)

    def _wait_for(self, reference: str, who: str) -> object:
        waiting = {"who": who.strip()} if who.strip() else None
        label = _("{id} waits on {who}: {words}").replace("{who}", who.strip() or _("nobody"))
        return records.revise(self.workspace, reference, {"waiting": waiting}, label, "task")

    def _wait_or_resume(self, reference: str) -> object:
        body = self.workspace.find("request", number_of(reference)) or {}
        if state_of(body.get("events", ())) == "waiting":
            return requests.open_request(self.workspace, reference)
        return requests.wait_on_customer(self.workspace, reference)

    def note(self) -> None:
        """A note on the request; no clock is touched."""
        references = self.screen.wanted("note")
        if references:
            self.ask(
                _("Note on {id}").format(id=references[0]),
                _("what to remember"),
                lambda text: self.carry_out_each(
                    references, lambda one: requests.note_request(self.workspace, one, text)
                ),
                str.strip,
            )

    def snooze(self) -> None:
        """Hide a request until a moment; put a task off to another day."""
        references = self.screen.wanted("snooze")
        if not references:
            return
        if references[0].startswith("T"):
            self.ask(
                _("Put off until"),
                _("another day: tomorrow, mon, 27 nov"),
                lambda text: self.carry_out_each(
                    references, partial(self._put_off, text), stays=True, what=_("Put off")
                ),
                lambda text: f"{self._later_day(text):%a %d %b}",
            )
            return
        self.ask(
            _("Snooze until"),
            _("a time or day: 16:00, mon; enter alone: the next opening"),
            lambda text: self.carry_out_each(
                references, partial(self._snooze, text), stays=True, what=_("Snoozed")
            ),
            self._words_of_moment,
        )

    def _words_of_moment(self, text: str) -> str:
        return f"{self._moment(text).astimezone(self.view.zone):%a %d %b %H:%M}"

    def _moment(self, text: str) -> datetime:
        """The moment that was typed; the next opening when nothing was."""
        if not text.strip():
            return requests.next_opening(self.workspace)
        return read_moment(self.workspace, text)[0]

    def _snooze(self, text: str, reference: str) -> object:
        return requests.snooze_request(self.workspace, reference, self._moment(text))

    def _put_off(self, text: str, reference: str) -> object:
        return tasks.move_to_day(self.workspace, reference, self._later_day(text))

    def _later_day(self, text: str) -> date:
        day = read_date(self.workspace, text)
        if day <= self.view.today:
            raise WrongUse(_("A task is put off to a later day."))
        return day
