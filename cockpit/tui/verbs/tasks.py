"""What the keys do to tasks, and to whatever is under the cursor."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from cockpit.actions import contractors, interruptions, records, requests, tasks
from cockpit.actions.priorities import change_priority
from cockpit.actions.typed.phrases import read_place
from cockpit.domain.identity import split_ref
from cockpit.domain.plans.places import STEP
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.verbs.blocks import BlockVerbs


class TaskVerbs(BlockVerbs):
    """Cross off, move, order, weigh."""

    def done(self) -> None:
        """Cross off or resolve; a second time takes it back."""
        references = self.screen.wanted("done")
        if references:
            self.each(references, self._cross_off, stays=True)

    def _cross_off(self, reference: str) -> object:
        table, number = split_ref(reference)
        body = self.workspace.find(table, number) or {}
        closed = bool(body.get("closed_at"))
        if table == "task":
            verb = tasks.reopen_task if closed else tasks.complete_task
            return verb(self.workspace, reference)
        if table == "interruption":
            return interruptions.call_back_done(self.workspace, reference)
        if table != "request":
            raise CockpitError(_("A block is not crossed off; press s to clock it, d to drop it."))
        resolve = requests.reopen_request if closed else requests.resolve_request
        return resolve(self.workspace, reference)

    def archive(self) -> None:
        """Out of the lists; undo brings it back."""
        references = self.screen.wanted("archive")
        if references:
            self.each(references, self._archive, stays=True)

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
        if not references:
            return
        if references[0][0] in "BO":
            self.move_block(references[0])
            return
        if references[0][0] == "I":
            self.move_call(references[0])
            return
        if references[0][0] in "CA":
            self.move_the_due(references[0])
            return
        self.ask(
            _("Move to"),
            _("a day (fri, 27 nov), week, next week, or backlog"),
            lambda text: self.carry_out_each(
                references, lambda one: self._move(one, text), stays=True
            ),
            self._words_of_place,
        )

    def move_the_due(self, reference: str) -> None:
        """Move the due of an assignment; the verbs of delegated work do."""
        raise NotImplementedError

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
            step = partial(tasks.move_to_day, self.workspace, day=tomorrow)
            self.each(references, step, stays=True)

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
        """More urgent; a block longer."""
        self._prioritise("priority-up", 1)

    def priority_down(self) -> None:
        """Less urgent; a block shorter."""
        self._prioritise("priority-down", -1)

    def _prioritise(self, command_id: str, step: int) -> None:
        references = self.screen.wanted(command_id)
        if references and references[0][0] in "BO":
            self.stretch_block(references[0], step * STEP)
        elif references:
            self.each(references, lambda one: change_priority(self.workspace, one, step))
