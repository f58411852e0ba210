"""What the keys do with check-ins, feedback, money, moved dues, vetting, and texts to send."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cockpit.actions.delegating import letters, logs, payments
from cockpit.actions.delegating.dues import By, move_due
from cockpit.actions.records import add_record
from cockpit.actions.typed.delegating_fields import CHECKS
from cockpit.actions.typed.phrases import read_moment
from cockpit.domain.delegating.money import written_money
from cockpit.domain.identity import number_of, ref
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.dialogs.choose import Choose
from cockpit.tui.verbs.verbs import Verbs


class DelegatingVerbs(Verbs):
    """They work on the contractor, or the assignment, under the cursor of pane 4."""

    def check_in(self) -> None:
        """How the work stands, as the contractor says: a sign of life."""
        self._new_form("check-in", "checkin", _("How does it stand? {id}"), logs.log_check_in)

    def feedback(self) -> None:
        """Praise, something taught, a problem."""
        self._new_form("feedback", "feedback", _("Feedback {id}"), logs.log_feedback)

    def vetting(self) -> None:
        """A vetting check; that nothing was found is a result too."""
        self._new_form("vetting", "vetting", _("Vetting {id}"), logs.log_vetting, work=False)

    def terms(self) -> None:
        """The terms that hold from now on."""

        def agree(workspace: Any, fields: dict[str, Any]) -> object:
            return add_record(workspace, "engagement", fields)

        self._new_form("terms", "engagement", _("Terms {id}"), agree, work=False)

    def payment(self) -> None:
        """Tick a payment off that is made, or plan one."""
        references = self.screen.wanted("payment")
        if not references:
            return
        person, _work = self._whose(references[0])
        unpaid = [
            (ref("payment", number), body)
            for number, body in self.workspace.live("payment").items()
            if body["contractor"] == person
        ]
        if not unpaid:
            self._plan_payment()
            return
        options = [
            (key, _("{id} {amount} · {what}: paid today").format(
                id=key, amount=written_money(body["amount"]), what=body["what"]), "")
            for key, body in unpaid
        ]  # fmt: skip
        options.append(("", _("Plan a new one"), "n"))

        def chosen(key: str | None) -> None:
            if key:
                self.change(lambda: payments.pay(self.workspace, key))
            elif key == "":
                self._plan_payment()

        self.screen.app.push_screen(Choose(_("Money for {id}").format(id=person), options), chosen)

    def _plan_payment(self) -> None:
        self._new_form("payment", "payment", _("Payment {id}"), payments.add_payment)

    def question(self) -> None:
        """What the contractor asks about the work; it waits on the owner until it is answered."""
        reference = self._assignment("question")
        if reference is not None:
            self.ask(
                _("{id}: he asks").format(id=reference),
                _("the question in his words"),
                lambda text: self.carry_out(
                    lambda: logs.ask_question(self.workspace, reference, text)
                ),
                str.strip,
            )

    def move_the_due(self, reference: str) -> None:
        """Ask who moves the due of an assignment, and to when."""
        if not reference.startswith("A"):
            self.screen.say_problem(_("This moves the due of an assignment; choose one of his."))
            return
        body = self.workspace.live("assignment").get(number_of(reference), {})
        if body.get("state", "draft") == "draft":
            self._ask_due(reference, "owner")
            return
        options = [
            ("owner", _("You move it: the new due counts"), "y"),
            ("contractor", _("He moves it: on time is counted by the old one"), "h"),
        ]

        def chosen(by: str | None) -> None:
            if by is not None:
                self._ask_due(reference, "contractor" if by == "contractor" else "owner")

        title = _("Who moves the due of {id}?").format(id=reference)
        self.screen.app.push_screen(Choose(title, options), chosen)

    def _ask_due(self, reference: str, by: By) -> None:
        def words(text: str) -> str:
            moment, is_date = read_moment(self.workspace, text)
            local = moment.astimezone(self.view.zone)
            return f"{local:%a %d %b}" if is_date else f"{local:%a %d %b %H:%M}"

        def move(text: str) -> object:
            moment, is_date = read_moment(self.workspace, text)
            return move_due(self.workspace, reference, moment, by, is_date=is_date)

        self.ask(
            _("{id} is due").format(id=reference),
            _("by when: fri 16:00"),
            lambda text: self.carry_out(lambda: move(text)),
            words,
        )

    def brief(self) -> None:
        """The brief of an assignment to the clipboard; of a contractor all his open work."""
        references = self.screen.wanted("brief")
        if not references:
            return
        one = references[0]
        text = letters.sheet if one.startswith("C") else letters.brief
        self._copy(lambda: text(self.workspace, one), _("Copied the brief of {id}").format(id=one))

    def check_in_request(self) -> None:
        """A mail that asks how the work stands, to the clipboard; that it went out is logged."""
        references = self.screen.wanted("check-in-request")
        if not references:
            return
        person, _work = self._whose(references[0])
        outgoing = {"contractor": person, "direction": "outgoing"}
        asked = {**outgoing, "note": _("asked for a check-in")}
        said = _("Copied a request for a check-in of {id}").format(id=person)
        if self._copy(lambda: letters.check_in_request(self.workspace, person), said):
            self.change(lambda: logs.log_check_in(self.workspace, asked).change, said)

    def client_questions(self) -> None:
        """A mail with questions to people the contractor has worked for, to the clipboard."""
        references = self.screen.wanted("client-questions")
        if not references:
            return
        import tomllib

        from cockpit.locations import package_data

        with open(package_data("vetting.toml"), "rb") as file:
            spec = tomllib.load(file)
        person, _work = self._whose(references[0])
        said = _("Copied the questions to past clients of {id}").format(id=person)
        self._copy(lambda: letters.client_questions(self.workspace, person, spec), said)

    def vetting_list(self) -> None:
        """Every kind of check on the contractor's list; what is not wanted is archived there."""
        references = self.screen.wanted("vetting-list")
        if references:
            person, _work = self._whose(references[0])
            self.change(
                lambda: logs.start_vetting(self.workspace, person, CHECKS),
                _("Checks to be made for {id}: L lists them").format(id=person),
            )

    def team(self) -> None:
        """Who is busy, and until when."""
        from cockpit.tui.delegating.team import Team

        self.screen.app.push_screen(Team(self.view))

    def log_book(self) -> None:
        """All that is logged about the contractor, to be corrected or added to."""
        references = self.screen.wanted("log-book")
        if references:
            from cockpit.tui.delegating.log_book import LogBook

            self.screen.app.push_screen(LogBook(self.view, self._whose(references[0])[0]))

    def money_report(self) -> None:
        """Money per contractor, per function and per month."""
        from cockpit.tui.delegating.money import MoneyReport

        self.screen.app.push_screen(MoneyReport(self.view))

    def _copy(self, make: Callable[[], list[str]], said: str) -> bool:
        try:
            lines = make()
        except CockpitError as error:
            self.screen.say_problem(str(error))
            return False
        self.screen.app.copy_to_clipboard("\n".join(lines))
        self.screen.say(said)
        return True

    def _assignment(self, command_id: str) -> str | None:
        references = self.screen.wanted(command_id)
        if not references:
            return None
        if not references[0].startswith("A"):
            self.screen.say_problem(_("This is about a piece of work; choose one of his."))
            return None
        return references[0]

    def _whose(self, reference: str) -> tuple[str, str | None]:
        """The contractor, and the assignment where it is one that is under the cursor."""
        if reference.startswith("C"):
            return reference, None
        return str(self.workspace.live("assignment")[number_of(reference)]["contractor"]), reference

    def _new_form(
        self, command_id: str, table: str, title: str, save: Any, *, work: bool = True
    ) -> None:
        references = self.screen.wanted(command_id)
        if not references:
            return
        from cockpit.tui.delegating.short_form import NewForm

        person, assignment = self._whose(references[0])
        fixed = {"contractor": person}
        if assignment is not None and work:
            fixed["assignment"] = assignment

        def made(done: bool | None) -> None:
            if done:
                self.screen.say(_("Logged for {id}").format(id=assignment or person))

        form = NewForm(
            self.view, table, title.format(id=assignment or person), fixed,
            lambda fields: save(self.workspace, fields),
        )  # fmt: skip
        self.screen.app.push_screen(form, made)
