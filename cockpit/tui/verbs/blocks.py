"""What the keys do to today's blocks: another place on this date, a block for today, the week."""

from __future__ import annotations

from datetime import datetime

from cockpit.actions import blocks
from cockpit.actions.desk import block_book
from cockpit.actions.records import edit_record
from cockpit.actions.typed.phrases import read_moment
from cockpit.actions.weeks.finding import place_words
from cockpit.actions.weeks.one_date import add_on_date, put_on_date
from cockpit.actions.weeks.phrases import read_block, read_place
from cockpit.domain.days.block_days import Occurrence
from cockpit.domain.identity import format_instant
from cockpit.domain.plans.places import Place, place_of, stretched
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _
from cockpit.tui.verbs.verbs import Verbs


class BlockVerbs(Verbs):
    """The week template is edited with e or on the week's screen; these change one date."""

    def week_blocks(self) -> None:
        """The week as a grid, with the balance of the functions."""
        from cockpit.tui.weeks.screen import WeekBlocks

        try:
            self.screen.app.push_screen(WeekBlocks(self.view, self.view.today))
        except CockpitError as error:
            self.screen.say_problem(str(error))

    def move_block(self, reference: str) -> None:
        """Ask for another place of today's block; the other weeks stay as they are."""
        try:
            one = self._today(reference)
            place = place_of(one)
        except CockpitError as error:
            self.screen.say_problem(str(error))
            return

        def read(text: str) -> Place:
            return read_place(self.workspace, text, place)

        self.ask(
            _("Move {id} today to").format(id=reference),
            _("from–to, as in 14:00-15:30, or a day: fri, fri 14:00"),
            lambda text: self.carry_out(lambda: self._move_to(one, read(text))),
            lambda text: place_words(read(text)),
        )

    def stretch_block(self, reference: str, minutes: int) -> None:
        """Today's block longer (or shorter) by minutes; the other weeks stay as they are."""

        def stretch() -> object:
            one = self._today(reference)
            return self._move_to(one, stretched(place_of(one), minutes))

        self.change(stretch)

    def move_call(self, reference: str) -> None:
        """Ask when a promised call is made instead."""

        def later(text: str) -> datetime:
            moment = read_moment(self.workspace, text)[0]
            if moment <= self.workspace.now():
                raise WrongUse(_("That has been already; say a later moment."))
            return moment

        self.ask(
            _("Call back at"),
            _("a time or day: 16:00, tomorrow 9:00, mon"),
            lambda text: self.carry_out(
                lambda: edit_record(
                    self.workspace, reference, {"call_back": format_instant(later(text))}
                )
            ),
            lambda text: f"{later(text).astimezone(self.view.zone):%a %d %b %H:%M}",
        )

    def _today(self, reference: str) -> Occurrence:
        """The occurrence that a block or an override has today."""
        for one in block_book(self.workspace).on(self.view.today):
            if reference in (one.block, one.override):
                return one
        raise WrongUse(_("{id} is not on today.").format(id=reference))

    def _move_to(self, one: Occurrence, place: Place) -> object:
        if one.function is not None:
            return put_on_date(self.workspace, one.id, place)
        if place.day != place_of(one).day:
            raise WrongUse(_("An appointment stays on its day; e edits its record."))
        if one.block is None:
            fields = {"start": place.start, "end": place.end}
            return edit_record(self.workspace, one.id, fields)
        return blocks.move_block(self.workspace, one.block, one.date, place.start, place.end).change

    def new_block(self) -> None:
        """Ask for a block on today only."""

        def words(text: str) -> str:
            function, place = read_block(self.workspace, text, self.view.today)
            return f"{self.view.function_name(function)} {place_words(place)}"

        def add(text: str) -> object:
            place = read_block(self.workspace, text, self.view.today)
            added = add_on_date(self.workspace, *place)
            self.screen.pane.awaited = added.ref
            return added.change

        self.ask(
            _("New block for today"),
            _("function and hours, as in writing 14:00-15:30"),
            lambda text: self.carry_out(lambda: add(text)),
            words,
        )
