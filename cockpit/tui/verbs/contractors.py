"""What the keys do to contractors and their assignments."""

from __future__ import annotations

from cockpit.actions import contractors
from cockpit.actions.giving import give_request
from cockpit.actions.records import add_record
from cockpit.domain.contractor_signals import open_question, signal_of, waits_on_owner
from cockpit.domain.identity import number_of, ref
from cockpit.i18n import _
from cockpit.tui.commands import BLOCKS
from cockpit.tui.dialogs.choose import Choose
from cockpit.tui.verbs.blocks import BlockVerbs
from cockpit.tui.verbs.verbs import Step

_STEPS = {
    "sent": (_("It was sent"), "s"),
    "working": (_("Work has begun"), "w"),
    "delivered": (_("It was delivered"), "d"),
    "approved": (_("Approve"), "a"),
    "changes_requested": (_("Ask for changes"), "c"),
    "rejected": (_("Reject it, with a reason"), "r"),
    "answered": (_("Answer his question"), "q"),
    "cancelled": (_("Call it off"), "x"),
}
"""What can become of an assignment, with the words and the key for it."""


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
            self.ask(
                _("New contractor"),
                _("the name"),
                self._take_on,
                str.strip,
                then=self._complete,
            )

    def _take_on(self, name: str) -> None:
        self.carry_out(lambda: add_record(self.workspace, "contractor", {"name": name}).change)

    def _complete(self, _name: str) -> None:
        self.first_form("contractor", max(self.workspace.live("contractor")))

    def first_form(self, table: str, number: int) -> None:
        """The few fields that a record just made needs first."""
        from cockpit.tui.delegating.short_form import FirstForm

        reference = ref(table, number)

        def saved(changed: bool | None) -> None:
            if changed:
                self.screen.say(_("Saved {id}").format(id=reference))

        self.screen.app.push_screen(FirstForm(self.view, table, reference), saved)

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
            self.first_form("assignment", max(self.workspace.live("assignment")))

    def _give(self, reference: str, person: str) -> object:
        give = give_request if reference.startswith("R") else contractors.give_task
        return give(self.workspace, reference, person).change

    def verdict(self) -> None:
        """Say what becomes of an assignment; on a contractor, of his oldest that waits."""
        references = self.screen.wanted("verdict")
        if not references:
            return
        reference = self._waiting(references[0])
        if reference is None:
            self.screen.say_problem(_("Nothing of this contractor waits on you."))
            return
        body = self.workspace.live("assignment").get(number_of(reference), {})
        now = body.get("state", "draft")
        steps = [state for state, before in contractors.MOVES.items() if now in before]
        if now == "delivered":
            steps.insert(steps.index("cancelled"), "rejected")
        if open_question(body) is not None:
            steps.insert(0, "answered")
        title = _("{id} is {state}").format(id=reference, state=now.replace("_", " "))
        self.screen.app.push_screen(
            Choose(title, [(step, *_STEPS[step]) for step in steps]),
            lambda step: self._take_verdict(reference, step),
        )

    def _waiting(self, reference: str) -> str | None:
        """The assignment meant: of a contractor the one that waits longest on the owner."""
        if not reference.startswith("C"):
            return reference
        waiting = [
            (signal_of(body, self.view.now).since or self.view.now, number)
            for number, body in self.workspace.live("assignment").items()
            if body["contractor"] == reference and waits_on_owner(body)
        ]
        return ref("assignment", min(waiting)[1]) if waiting else None

    def _take_verdict(self, reference: str, step: str | None) -> None:
        workspace = self.workspace
        match step:
            case None:
                return
            case "changes_requested":
                self._ask_why(
                    _("Ask for changes"),
                    _("what has to change"),
                    lambda text: contractors.request_changes(workspace, reference, text),
                )
            case "rejected":
                self._ask_why(
                    _("Reject {id}").format(id=reference),
                    _("why; the work is called off"),
                    lambda text: contractors.reject(workspace, reference, text),
                )
            case "delivered":
                self._ask_why(
                    _("Where does it lie?"),
                    _("a link or folder; enter alone if nowhere"),
                    lambda text: contractors.deliver(workspace, reference, text),
                )
            case "answered":
                self._answer(reference)
            case _:
                self.change(lambda: contractors.move_assignment(workspace, reference, step))

    def _answer(self, reference: str) -> None:
        from cockpit.actions.delegating.logs import answer_question

        question = open_question(self.workspace.live("assignment")[number_of(reference)])
        self._ask_why(
            _("Answer"),
            question[1] if question else "",
            lambda text: answer_question(self.workspace, reference, text),
        )

    def contact(self) -> None:
        """An incoming word: of the customer on a request, or of the contractor."""
        references = self.screen.wanted("contact")
        if references:
            self.each(references, self._heard)

    def _heard(self, reference: str) -> object:
        from cockpit.actions.delegating.logs import log_check_in
        from cockpit.actions.requests import record_customer_message

        if reference.startswith("R"):
            return record_customer_message(self.workspace, reference)
        if reference.startswith("A"):  # heard about this work: it moves
            return log_check_in(self.workspace, {"assignment": reference}).change
        return contractors.log_contact(self.workspace, reference)

    def _ask_why(self, title: str, hint: str, step: Step) -> None:
        """Ask for a line, which a change is made with; an empty one is judged by the change."""
        self.ask(title, hint, lambda text: self.carry_out(lambda: step(text)), str.strip)
