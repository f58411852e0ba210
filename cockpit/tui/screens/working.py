"""The commands that change something: each calls one action, and says what it did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from cockpit.actions import clocking, contractors, records, requests, tasks
from cockpit.actions.capture import capture
from cockpit.actions.phrases import read_moment, read_place
from cockpit.actions.priorities import change_priority
from cockpit.domain.identity import number_of, split_ref
from cockpit.domain.promise_clock import state_of
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.store.history import Change
from cockpit.store.workspace import Workspace
from cockpit.tui.commands import TASKS
from cockpit.tui.screens.parts import MainParts
from cockpit.tui.view import View

Step = Callable[[str], object]


class Working:
    """The verbs of the main screen; every change goes through an action, undo takes it back."""

    def __init__(self, screen: MainParts) -> None:
        """Work for a screen; made when the first command is given, not before the first frame."""
        self.screen = screen

    @property
    def view(self) -> View:
        """The screen's look at the workspace."""
        return self.screen.view

    @property
    def workspace(self) -> Workspace:
        """What is changed."""
        return self.screen.workspace

    # -- how a command is carried out ------------------------------------------------------

    def change(self, step: Callable[[], object], said: str | None = None) -> bool:
        """Carry out one change; says what it did, or the sentence why not."""
        try:
            done = step()
        except CockpitError as error:
            self.screen.say_problem(str(error))
            return False
        self.screen.say(said or str(getattr(done, "label", "") or ""))
        return True

    def each(self, references: list[str], step: Step) -> bool:
        """The same for every record, as one change that one undo takes back."""
        if len(references) == 1:
            return self.change(partial(step, references[0]))

        def all_of_them() -> object:
            labels = []
            with self.workspace.transaction(
                _("{count} records").format(count=len(references))
            ) as t:
                for reference in references:
                    labels.append(getattr(step(reference), "label", ""))
                t.label = f"{labels[0]} (+{len(references) - 1})"
            return t

        done = self.change(all_of_them)
        if done:
            self.screen.pane.list.mark(())
        return done

    # -- adding ----------------------------------------------------------------------------

    def add(self) -> None:
        """Quick add."""
        self._quick_add("")

    def interruption(self) -> None:
        """Quick add, begun as an interruption."""
        self._quick_add("! ")

    def _quick_add(self, initial: str) -> None:
        if self.workspace.read_only:
            self.screen.say_problem(self.workspace.warning or _("The data can only be read."))
            return
        from cockpit.tui.dialogs.quick_add import QuickAdd

        self.screen.app.push_screen(QuickAdd(self.view, initial), self._take_line)

    def _take_line(self, line: str | None) -> None:
        if line is None:
            return
        try:
            captured = capture(self.workspace, line, self.view.settings.day_end)
        except CockpitError as error:
            self.screen.say_problem(str(error))
            self._quick_add(line)
            return
        self.screen.say(f"{captured.ref}: {captured.canonical}")
        pane = {"T": 0, "R": 2}.get(captured.ref[:1])
        if pane is not None:
            self.screen.panes[pane].awaited = captured.ref

    def edit(self) -> None:
        """The record in a form."""
        references = self.screen.wanted("edit")
        if references:
            from cockpit.tui.dialogs.form import RecordForm

            table, _number = split_ref(references[0])
            try:
                self.screen.app.push_screen(RecordForm(self.view, table, references[0]))
            except CockpitError as error:
                self.screen.say_problem(str(error))

    # -- tasks and requests ----------------------------------------------------------------

    def done(self) -> None:
        """Cross off or resolve; a second time takes it back."""
        references = self.screen.wanted("done")
        if references:
            self.each(references, self._cross_off)

    def _cross_off(self, reference: str) -> object:
        table, number = split_ref(reference)
        body = self.workspace.find(table, number) or {}
        closed = bool(body.get("closed_at"))
        if table == "task":
            verb = tasks.reopen_task if closed else tasks.complete_task
            return verb(self.workspace, reference)
        return requests.resolve_request(self.workspace, reference)

    def archive(self) -> None:
        """Out of the lists; undo brings it back."""
        references = self.screen.wanted("archive")
        if references:
            self.each(references, self._archive)

    def _archive(self, reference: str) -> object:
        table, _number = split_ref(reference)
        if table == "contractor":
            return contractors.end_contractor(self.workspace, reference)
        if table == "assignment":
            return contractors.move_assignment(self.workspace, reference, "cancelled")
        if table == "block":
            from cockpit.actions.blocks import drop_block

            return drop_block(self.workspace, reference, self.view.today).change
        return records.archive_record(self.workspace, reference)

    def move_day(self) -> None:
        """To a day, a week or the backlog."""
        references = self.screen.wanted("move-day")
        if references:
            self._ask(
                _("Move to"),
                _("a day (fri, 27 nov), week, next week, or backlog"),
                lambda text: self.each(references, lambda one: self._move(one, text)),
                self._words_of_place,
            )

    def _words_of_place(self, text: str) -> str:
        place = read_place(self.workspace, text)
        return str(place.get("day") or place.get("week") or _("backlog"))

    def _move(self, reference: str, text: str) -> object:
        from datetime import date

        place = read_place(self.workspace, text)
        if place["place"] == "day":
            return tasks.move_to_day(self.workspace, reference, date.fromisoformat(place["day"]))
        if place["place"] == "week":
            return tasks.move_to_week(self.workspace, reference, place["week"])
        return tasks.move_to_backlog(self.workspace, reference)

    def tomorrow(self) -> None:
        """To tomorrow."""
        references = self.screen.wanted("tomorrow")
        tomorrow = self.view.today + timedelta(days=1)
        if references:
            self.each(references, lambda one: tasks.move_to_day(self.workspace, one, tomorrow))

    def reorder_down(self) -> None:
        """One place down."""
        self._reorder("reorder-down", 1)

    def reorder_up(self) -> None:
        """One place up."""
        self._reorder("reorder-up", -1)

    def _reorder(self, command_id: str, step: int) -> None:
        references = self.screen.wanted(command_id)
        if references:
            self.change(lambda: tasks.reorder_task(self.workspace, references[0], step))

    def priority_up(self) -> None:
        """More urgent."""
        self._prioritise("priority-up", 1)

    def priority_down(self) -> None:
        """Less urgent."""
        self._prioritise("priority-down", -1)

    def _prioritise(self, command_id: str, step: int) -> None:
        references = self.screen.wanted(command_id)
        if references:
            self.each(references, lambda one: change_priority(self.workspace, one, step))

    def clock(self) -> None:
        """Start the clock on what is under the cursor, or stop it when it runs there."""
        references = self.screen.wanted("clock")
        if references:
            self.change(lambda: self._start_or_stop(references[0]))

    def _start_or_stop(self, reference: str) -> object:
        workspace = self.workspace
        running = clocking.running_entry(workspace)
        table, number = split_ref(reference)
        body = workspace.find(table, number) or {}
        if table == "task":
            if running is not None and running[1].get("task") == reference:
                return clocking.stop_clock(workspace)
            return clocking.start_clock(workspace, task=reference).change
        function = body.get("function")
        if running is not None and running[1].get("function") == function:
            return clocking.stop_clock(workspace)
        return clocking.start_clock(workspace, function=function).change

    # -- requests --------------------------------------------------------------------------

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
            self._ask(
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
            self._ask(
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

    # -- contractors -----------------------------------------------------------------------

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

    # -- undo, copy ------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last change back."""
        self._take_back(_("Undone"), self.workspace.undo)

    def redo(self) -> None:
        """Make it again."""
        self._take_back(_("Done again"), self.workspace.redo)

    def _take_back(self, what: str, step: Callable[[], Change]) -> None:
        try:
            self.screen.say(f"{what}: {step().label}")
        except CockpitError as error:
            self.screen.say_problem(str(error))

    def copy(self) -> None:
        """The record's words to the clipboard of the terminal."""
        references = self.screen.wanted("copy")
        lines = []
        for reference in references:
            table, number = split_ref(reference)
            body = self.workspace.find(table, number) or {}
            lines.append(records.words_of(table, body))
        if lines:
            self.screen.app.copy_to_clipboard("\n".join(lines))
            self.screen.say(_("Copied: {words}").format(words="; ".join(lines)))

    # -- asking ----------------------------------------------------------------------------

    def _ask(
        self,
        title: str,
        hint: str,
        take: Callable[[str], object],
        interpret: Callable[[str], str] | None = None,
    ) -> None:
        from cockpit.tui.dialogs.ask import Ask

        def answered(text: str | None) -> None:
            if text is not None:
                take(text)

        self.screen.app.push_screen(Ask(title, hint, "", interpret), answered)
