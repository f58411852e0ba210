"""What the keys do to contractors and their assignments."""

from __future__ import annotations

from cockpit.actions import contractors
from cockpit.domain.identity import number_of
from cockpit.i18n import _
from cockpit.tui.verbs.verbs import Verbs


class ContractorVerbs(Verbs):
    """Give work away, say what becomes of it."""

    def give(self) -> None:
        """Give the task under the cursor to a contractor; send a draft."""
        references = self.screen.wanted("give")
        if not references:
            return
        reference = references[0]
        if reference.startswith("A"):
            self.change(lambda: contractors.move_assignment(self.workspace, reference, "sent"))
            return
        if not reference.startswith("T"):
            self.screen.say_problem(_("Give a task: go to the tasks with 1 and press D there."))
            return
        people = self.workspace.live("contractor")
        if not people:
            self.screen.say_problem(_("There is no contractor yet: cockpit contractor add NAME."))
            return
        from cockpit.tui.dialogs.choose import Choose

        options = [(f"C{number}", str(body["name"]), "") for number, body in people.items()]
        self.screen.app.push_screen(
            Choose(_("Give {id} to").format(id=reference), options),
            lambda person: self._take_person(reference, person),
        )

    def _take_person(self, reference: str, person: str | None) -> None:
        if person is not None:
            self.change(lambda: contractors.give_task(self.workspace, reference, person).change)

    def verdict(self) -> None:
        """Say what becomes of an assignment."""
        references = self.screen.wanted("verdict")
        if not references:
            return
        reference = references[0]
        if not reference.startswith("A"):
            self._contact(reference)
            return
        body = self.workspace.live("assignment").get(number_of(reference), {})
        now = body.get("state", "draft")
        words = {
            "sent": (_("Sent"), "s"),
            "working": (_("Has begun"), "w"),
            "delivered": (_("Was delivered"), "d"),
            "approved": (_("Approve"), "a"),
            "changes_requested": (_("Ask for changes"), "c"),
            "cancelled": (_("Call it off"), "x"),
        }
        options = [
            (state, words[state][0], words[state][1])
            for state, before in contractors.MOVES.items()
            if now in before
        ]
        from cockpit.tui.dialogs.choose import Choose

        title = _("{id} is {state}").format(id=reference, state=now.replace("_", " "))
        self.screen.app.push_screen(
            Choose(title, options), lambda state: self._take_verdict(reference, state)
        )

    def _take_verdict(self, reference: str, state: str | None) -> None:
        if state is not None:
            self.change(lambda: contractors.move_assignment(self.workspace, reference, state))

    def _contact(self, reference: str) -> None:
        """On a contractor: heard from him now."""
        self.change(lambda: contractors.log_contact(self.workspace, reference))
