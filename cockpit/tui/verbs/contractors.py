"""What the keys do to contractors and their assignments."""

from __future__ import annotations

from cockpit.actions import contractors
from cockpit.actions.giving import give_request
from cockpit.actions.records import add_record
from cockpit.domain.contractor_signals import signal_of
from cockpit.domain.identity import number_of, ref
from cockpit.i18n import _
from cockpit.tui.commands import BLOCKS
from cockpit.tui.dialogs.choose import Choose
from cockpit.tui.verbs.blocks import BlockVerbs

_STEPS = {
    "sent": (_("It was sent"), "s"),
    "working": (_("Work has begun"), "w"),
    "delivered": (_("It was delivered"), "d"),
    "approved": (_("Approve"), "a"),
    "changes_requested": (_("Ask for changes"), "c"),
    "cancelled": (_("Call it off"), "x"),
}
"""The state an assignment can be brought to, with the words and the key for it."""


class ContractorVerbs(BlockVerbs):
    """Take somebody on, give work away, say what becomes of it."""

    def new(self) -> None:
        """A contractor, or in the pane of blocks a block for today."""
        reason = self.screen.why_not("new")
        if reason is not None:
            self.screen.say_problem(reason)
        elif self.screen.pane.NAME == BLOCKS:
            self.new_block()
        else:
            self.ask(_("New contractor"), _("the name"), self._take_on, str.strip)

    def _take_on(self, name: str) -> None:
        if self.change(lambda: add_record(self.workspace, "contractor", {"name": name}).change):
            self.edit_form("contractor", max(self.workspace.live("contractor")))

    def give(self) -> None:
        """Give what is under the cursor to a contractor, and complete the assignment in a form."""
        references = self.screen.wanted("give")
        if not references:
            return
        reference = references[0]
        people = self.workspace.live("contractor")
        if not people:
            self.screen.say_problem(_("There is no contractor yet; press 4 and A to take one on."))
            return
        options = [(ref("contractor", n), str(body["name"]), "") for n, body in people.items()]
        self.screen.app.push_screen(
            Choose(_("Give {id} to").format(id=reference), options),
            lambda person: self._take_person(reference, person),
        )

    def _take_person(self, reference: str, person: str | None) -> None:
        if person is not None and self.change(lambda: self._give(reference, person)):
            self.edit_form("assignment", max(self.workspace.live("assignment")))

    def _give(self, reference: str, person: str) -> object:
        give = give_request if reference.startswith("R") else contractors.give_task
        return give(self.workspace, reference, person).change

    def verdict(self) -> None:
        """Say what becomes of an assignment; on a contractor, of his oldest that waits."""
        references = self.screen.wanted("verdict")
        if not references:
            return
        reference = self._assignment(references[0])
        if reference is None:
            self.screen.say_problem(_("Nothing of this contractor waits on you."))
            return
        body = self.workspace.live("assignment").get(number_of(reference), {})
        now = body.get("state", "draft")
        options = [
            (state, *_STEPS[state]) for state, before in contractors.MOVES.items() if now in before
        ]
        title = _("{id} is {state}").format(id=reference, state=now.replace("_", " "))
        self.screen.app.push_screen(
            Choose(title, options), lambda state: self._take_verdict(reference, state)
        )

    def _assignment(self, reference: str) -> str | None:
        if not reference.startswith("C"):
            return reference
        waiting = [
            (signal.since, number)
            for number, body in self.workspace.live("assignment").items()
            if body["contractor"] == reference
            and (signal := signal_of(body, self.view.now)).waits_on_owner
        ]
        return ref("assignment", min(waiting)[1]) if waiting else None

    def _take_verdict(self, reference: str, state: str | None) -> None:
        if state == "changes_requested":
            self.ask(
                _("Ask for changes"),
                _("what has to change"),
                lambda text: self.change(
                    lambda: contractors.request_changes(self.workspace, reference, text)
                ),
                str.strip,
            )
        elif state is not None:
            self.change(lambda: contractors.move_assignment(self.workspace, reference, state))

    def contact(self) -> None:
        """An incoming word: of the customer on a request, or of the contractor."""
        references = self.screen.wanted("contact")
        if references:
            self.each(references, self._heard)

    def _heard(self, reference: str) -> object:
        from cockpit.actions.requests import record_customer_message

        if reference.startswith("R"):
            return record_customer_message(self.workspace, reference)
        if reference.startswith("A"):
            body = self.workspace.live("assignment")[number_of(reference)]
            reference = body["contractor"]
        return contractors.log_contact(self.workspace, reference)
