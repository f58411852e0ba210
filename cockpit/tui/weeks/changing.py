"""What the keys do to the block under the cursor: one key, one change, with undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from cockpit.actions.balance import take_suggestion
from cockpit.actions.records import Added
from cockpit.actions.weeks import every_week, one_date
from cockpit.actions.weeks.copying import Copied, copied_words, copy_last_week, how_many_to_copy
from cockpit.actions.weeks.facts import DROPPED, Box
from cockpit.actions.weeks.finding import evening_words, place_words
from cockpit.actions.weeks.phrases import monday_of, read_block, read_place
from cockpit.domain.clock import week_of
from cockpit.domain.identity import number_of, split_ref
from cockpit.domain.plans.places import STEP, Place, place_of, shifted, stretched
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Change
from cockpit.tui.weeks.parts import WeekParts


class ChangingBlocks(WeekParts):
    """Mixed into the screen; every change goes through an action."""

    weekly = False
    """Whether a key changes every week from the date on; else that date only."""

    def action_mode(self) -> None:
        """This date only, or every week."""
        self.weekly = not self.weekly
        self.tell()

    # -- by keys ---------------------------------------------------------------------------

    def action_later(self) -> None:
        """A quarter of an hour later."""
        self._step(lambda place: shifted(place, STEP))

    def action_earlier(self) -> None:
        """A quarter of an hour earlier."""
        self._step(lambda place: shifted(place, -STEP))

    def action_longer(self) -> None:
        """A quarter of an hour longer."""
        self._step(lambda place: stretched(place, STEP))

    def action_shorter(self) -> None:
        """A quarter of an hour shorter."""
        self._step(lambda place: stretched(place, -STEP))

    def action_drop(self) -> None:
        """Not on this date, or from it on never again."""
        box = self._own_box()
        if box is not None:
            drop = every_week.drop_every_week if self.weekly else one_date.drop_on_date
            self._change(partial(drop, self.view.workspace, box.key))

    def action_take_back(self) -> None:
        """As in every week again."""
        box = self._own_box(dropped=True)
        if box is not None:
            self._change(partial(one_date.take_back, self.view.workspace, box.key))

    def _step(self, step: Callable[[Place], Place]) -> None:
        box = self._own_box()
        if box is not None:
            self._change(lambda: self._put(box, step(place_of(box.one))))

    def _put(self, box: Box, place: Place) -> Change:
        put = every_week.put_every_week if self.weekly else one_date.put_on_date
        change = put(self.view.workspace, box.key, place)
        self.awaited = place.day, place.start
        return change

    # -- by words --------------------------------------------------------------------------

    def action_add(self) -> None:
        """Ask for a block: a function and its hours."""
        if not self.view.workspace.live("function"):
            self.say_problem(
                _("There are no functions yet; esc, then : and functions, adds the first.")
            )
            return
        title = _("Add in every week") if self.weekly else _("Add on {day}")
        self._ask(
            title.format(day=self.day_title()),
            _("function and hours, as in writing 14:00-15:30"),
            self._add,
            self._read_words,
        )

    def _read_words(self, text: str) -> str:
        function, place = read_block(self.view.workspace, text, self.day)
        return f"{self.view.function_name(function)} {self._place_words(place)}"

    def _place_words(self, place: Place) -> str:
        evening = evening_words(self.view.workspace, place, weekly=self.weekly)
        words = place_words(place, weekly=self.weekly)
        return f"{words}. {evening}" if evening else words

    def _add(self, text: str) -> None:
        def add() -> Change:
            function, place = read_block(self.view.workspace, text, self.day)
            verb = every_week.add_every_week if self.weekly else one_date.add_on_date
            added: Added = verb(self.view.workspace, function, place)
            self.awaited = place.day, place.start
            return added.change

        self._carry_out(add)

    def action_move(self) -> None:
        """Ask where the block goes: another day, other hours, or both."""
        box = self._own_box()
        if box is None:
            return
        try:
            place = place_of(box.one)
        except CockpitError as error:
            self.say_problem(str(error))
            return

        def read(text: str) -> Place:
            return read_place(self.view.workspace, text, place)

        def take(text: str) -> None:
            self._carry_out(lambda: self._put(box, read(text)))

        title = _("Move {name} in every week to") if self.weekly else _("Move {name} to")
        self._ask(
            title.format(name=box.name),
            _("as in thu 14:00, or thu, or 14:00-15:30; now {place}").format(
                place=place_words(place, weekly=self.weekly)
            ),
            take,
            lambda text: self._place_words(read(text)),
        )

    def action_edit(self) -> None:
        """The record of the block in its form: that of every week, or what was added for a date."""
        box = self.box
        if box is None:
            self.say_problem(_("There is no block under the cursor; a adds one."))
            return
        from cockpit.tui.dialogs.form import RecordForm

        table, number = split_ref(box.one.block or box.one.override or "")
        try:
            form = RecordForm(self.view, table, f"{'B' if table == 'block' else 'O'}{number}")
        except CockpitError as error:
            self.say_problem(str(error))
            return
        self.app.push_screen(form)

    # -- the balance, last week, undo --------------------------------------------------------

    def action_take_move(self) -> None:
        """Take the suggested move, for its date only or for every week."""
        suggestion = self.suggestion
        if suggestion is None:
            self.say_problem(_("There is no move to suggest: nothing is three weeks under 60 %."))
            return
        if self.weekly:
            suggestion = suggestion._replace(date=None)

        def take() -> Change:
            change = take_suggestion(self.view.workspace, suggestion)
            if suggestion.date is not None:
                self.go_to_day(suggestion.date)
                self.key = f"{suggestion.block}@{suggestion.date.isoformat()}"
            return change

        self._change(take)

    def action_copy_last(self) -> None:
        """Ask once, then copy what was changed last week."""
        monday = monday_of(self.day)
        last = week_of(monday - timedelta(weeks=1))
        count = how_many_to_copy(self.view.workspace, monday)
        if not count:
            self.say(_("Nothing of {last} is left to copy.").format(last=last))
            return
        from cockpit.tui.dialogs.choose import Choose

        def chosen(answer: str | None) -> None:
            if answer == "copy":
                self._change(lambda: copy_last_week(self.view.workspace, monday))

        options = [
            ("copy", _("Copy {count} from {last}").format(count=count, last=last), "c"),
            ("leave", _("Leave this week as it is"), "l"),
        ]
        self.app.push_screen(Choose(_("Copy last week's changes?"), options), chosen)

    def action_undo(self) -> None:
        """Take the last change back."""
        self._take_back(_("Undone"), self.view.workspace.undo)

    def action_redo(self) -> None:
        """Make it again."""
        self._take_back(_("Done again"), self.view.workspace.redo)

    # -- shared ----------------------------------------------------------------------------

    def _own_box(self, *, dropped: bool = False) -> Box | None:
        """The block under the cursor if it may be changed here; else the reason is told."""
        box = self.box
        if box is None:
            self.say_problem(_("There is no block under the cursor; a adds one."))
        elif box.is_appointment:
            self.say_problem(_("An appointment stands where it is; e edits its record."))
        elif box.mark == DROPPED and not dropped:
            self.say_problem(
                _("{name} is dropped on this date; backspace takes that back.").format(
                    name=box.name
                )
            )
        else:
            return box
        return None

    def _change(self, step: Callable[[], Change | Copied]) -> None:
        """Carry out one change; says what it did, or the sentence why not."""
        try:
            self._carry_out(step)
        except CockpitError as error:
            self.say_problem(str(error))

    def _carry_out(self, step: Callable[[], Change | Copied]) -> None:
        """The same where a refusal is told by who asked: `CockpitError` is raised.

        In the mode of every week it says so.
        """
        try:
            done = step()
        except CockpitError as error:
            self.awaited = None
            if self.weekly and isinstance(error, WrongUse):
                raise WrongUse(_("Every week: {reason}").format(reason=error)) from error
            raise
        words = copied_words(done, monday_of(self.day)) if isinstance(done, Copied) else done.label
        self.follow()
        self.say(words)

    def _take_back(self, what: str, step: Callable[[], object]) -> None:
        try:
            change = step()
        except CockpitError as error:
            self.say_problem(str(error))
            return
        touched = [
            (name, number)
            for name, number in getattr(change, "touched", ())
            if name in ("block", "override")
        ]
        self.follow()
        self._stand_on(touched)
        self.say(f"{what}: {getattr(change, 'label', '')}")

    def _stand_on(self, touched: list[tuple[str, int]]) -> None:
        """The cursor on what was changed, where this week shows it."""
        for day in self.days:
            for box in day.boxes:
                own = {("block", box.one.block), ("override", box.one.override)}
                if any(name and (table, number_of(name)) in touched for table, name in own):
                    self.day, self.key = day.day, box.key
                    self.show_cursor()
                    return

    def _ask(
        self,
        title: str,
        hint: str,
        take: Callable[[str], object],
        interpret: Callable[[str], str],
        initial: str = "",
    ) -> None:
        from cockpit.tui.dialogs.ask import Ask

        self.app.push_screen(Ask(title, hint, initial, interpret, take))
