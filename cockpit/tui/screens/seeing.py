"""The commands that look: panes, zoom, filter, detail, help, palette, themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.commands import BLOCKS, LIST, command, where_label, works_in
from cockpit.tui.screens.parts import MainParts

if TYPE_CHECKING:
    from collections.abc import Callable

    from cockpit.tui.panes.pane import Pane
    from cockpit.tui.reviews.frame import ReviewFrame
    from cockpit.tui.view import View


class SeeingCommands(MainParts):
    """Mixed into the main screen; nothing here changes a record."""

    # -- panes -----------------------------------------------------------------------------

    def focus_pane(self, pane: Pane) -> None:
        """Give a pane the focus; in one-pane layouts it becomes the one that is shown."""
        for other in self.panes:
            other.set_focused(other is pane)
        self.pane = pane
        if self.focused is not pane.list:
            self.set_focus(pane.list)
        self.tell()
        self.show_detail()

    def action_pane_1(self) -> None:
        """Go to the tasks."""
        self.focus_pane(self.panes[0])

    def action_pane_2(self) -> None:
        """Go to today's blocks."""
        self.focus_pane(self.panes[1])

    def action_pane_3(self) -> None:
        """Go to the requests."""
        self.focus_pane(self.panes[2])

    def action_pane_4(self) -> None:
        """Go to the contractors."""
        self.focus_pane(self.panes[3])

    def action_next_pane(self) -> None:
        """Go to the next pane, after the last to the first."""
        self.focus_pane(self.panes[self.pane.NUMBER % len(self.panes)])

    def action_previous_pane(self) -> None:
        """Go to the pane before."""
        self.focus_pane(self.panes[self.pane.NUMBER - 2])

    def action_zoom(self) -> None:
        """One pane alone, or all four again."""
        self.toggle_class("-zoom")
        self.call_after_refresh(self.focus_pane, self.pane)

    def action_back(self) -> None:
        """One step back: the filter, the marks, the zoom; never out of the cockpit."""
        if self.pane.filter_words:
            self.pane.filter("")
        elif self.pane.list.marks:
            self.pane.list.mark(())
        elif self.has_class("-zoom"):
            self.action_zoom()
        self.clear_message()

    # -- filter ----------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Type words; only the rows that contain all of them stay."""
        reason = self.why_not("filter")
        if reason is not None:
            self.say_problem(reason)
            return
        from cockpit.tui.widgets.filter_line import FilterLine

        pane = self.pane

        def left(kept: bool) -> None:
            if not kept:
                pane.filter("")
            self.focus_pane(pane)
            self.clear_message()

        line = FilterLine(" ".join(pane.filter_words), pane.filter, left)
        self.mount(line)
        self.set_focus(line)  # at once, so that the next key is its letter
        self.call_after_refresh(pane.prepare_filter)

    def action_next_match(self) -> None:
        """Go to the next row; with a filter these are its matches."""
        self._step_match(1)

    def action_previous_match(self) -> None:
        """Go to the row before."""
        self._step_match(-1)

    def _step_match(self, step: int) -> None:
        if not self.pane.filter_words:
            self.say_problem(_("There is no filter; press / and type what to look for."))
        elif step > 0:
            self.pane.list.action_cursor_down()
        else:
            self.pane.list.action_cursor_up()

    # -- detail, help, palette, themes -----------------------------------------------------

    def open_record(self, reference: str) -> None:
        """Show a record in full."""
        from cockpit.tui.dialogs.record import RecordScreen

        self.app.push_screen(RecordScreen(self.view, reference))

    def action_explain(self) -> None:
        """Explain the due of the request under the cursor, day by day."""
        references = self.wanted("explain")
        if references:
            from cockpit.tui.dialogs.explanation import Explanation

            self.app.push_screen(Explanation(self.view, references[0]))

    def action_promises(self) -> None:
        """What is promised, whether it can be kept, and what will break first."""
        from cockpit.tui.dialogs.promises import Promises

        self.app.push_screen(Promises(self.view))

    def action_reminders(self) -> None:
        """What was raised and not dismissed; enter there comes back with a record to go to."""
        speaker = self.cockpit.speaker
        if speaker is None:
            self.say_problem(_("Reminders are not ready yet; try again in a moment."))
            return
        from cockpit.tui.dialogs.reminders import Reminders

        self.app.push_screen(Reminders(self.view, speaker), self.go_to)

    def action_review_night(self) -> None:
        """Close the day and plan the next one, from where that was left."""
        self._review(lambda: _night(self.view))

    def action_review_week(self) -> None:
        """Look back on the week and make the list of the next one, from where that was left."""
        self._review(lambda: _week(self.view))

    def _review(self, make: Callable[[], ReviewFrame]) -> None:
        """Open a review; one that is far too early is asked about, and none is begun where
        nothing can be written.
        """
        if self.workspace.read_only:
            self.say_problem(self.workspace.warning or _("The data can only be read."))
            return
        self.view.tick()
        try:
            screen = make()
        except CockpitError as error:
            self.say_problem(str(error))
            return
        question = screen.review.early
        if not question:
            self.app.push_screen(screen)
            return
        from cockpit.tui.dialogs.choose import Choose

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self.app.push_screen(screen)

        options = [("no", _("not yet"), "n"), ("yes", _("yes, now"), "y")]
        self.app.push_screen(Choose(question, options), answered)

    def go_to(self, reference: str | None) -> None:
        """Put the cursor on a record where a pane shows it; otherwise open it."""
        if reference is None:
            return
        for pane in self.panes:
            rows = pane.list.source
            keys = [reference]
            if pane.NAME == BLOCKS:
                every = (rows.key_at(index) for index in range(len(rows)))
                keys = [key for key in every if pane.record_of(key) == reference]
            if any(pane.list.move_to(key) for key in keys):
                self.focus_pane(pane)
                return
        self.open_record(reference)

    def action_help(self) -> None:
        """All keys of this pane."""
        from cockpit.tui.dialogs.help import Help

        self.app.push_screen(Help(self.pane.NAME, self.keymap))

    def action_palette(self) -> None:
        """Find any command by its name."""
        self.app.action_command_palette()

    def action_theme(self) -> None:
        """Choose another theme; it is written to the settings."""
        from cockpit.tui.dialogs.choose import Choose

        names = sorted(self.cockpit.all_themes())
        options = [(name, name, "") for name in names]
        self.app.push_screen(Choose(_("Theme"), options, chosen=self.app.theme), self._take_theme)

    def _take_theme(self, name: str | None) -> None:
        if name is not None:
            problem = self.cockpit.use_theme(name)
            if problem:
                self.say_problem(problem)

    def action_quit(self) -> None:
        """Leave; everything is already saved."""
        self.app.exit()

    # -- any command -----------------------------------------------------------------------

    def action_command(self, command_id: str) -> None:
        """Every key of the screen comes here, with the id of its command.

        A key that was typed ahead, for a dialog or a line that was just opened, is no command.
        """
        if self.app.screen is self and not self.query("FilterLine"):
            self.run_command(command_id)

    def run_command(self, command_id: str) -> None:
        """Carry out a command of the registry: one that looks, one of the list, or a verb."""
        one = command(command_id)
        if one is None or self.cockpit.leaving:
            return
        owner = self.pane.list if LIST in one.where else self  # a screen, too, can page down
        action = getattr(owner, f"action_{one.action}", None)
        if action is None:
            action = getattr(self.verbs, one.action)
        action()

    def wanted(self, command_id: str) -> list[str]:
        """The records a command is to work on; none, with the reason told, when it cannot."""
        reason = self.why_not(command_id)
        if reason is not None:
            self.say_problem(reason)
            return []
        references = [reference for reference in self.pane.selected() if reference]
        if not references:
            self.say_problem(_("There is nothing under the cursor; press a to add something."))
        return references

    @property
    def is_too_small(self) -> bool:
        """Whether only the notice is shown."""
        return self.has_class("-tiny") or self.has_class("-short")

    def why_not(self, command_id: str) -> str | None:
        """Why a command cannot be done now: one short sentence, None when it can be."""
        one = command(command_id)
        if one is None:
            return None
        if not works_in(self.pane.NAME, one):
            return _("{label}: this works in {where}.").format(
                label=one.label, where=where_label(one)
            )
        if command_id == "filter" and not self.pane.can_filter:
            return _("There is no filter here: the blocks of a day are few.")
        if self.workspace.read_only and one.group == "work" and command_id not in ("copy",):
            return self.workspace.warning or _("The data can only be read.")
        return None


def _night(view: View) -> ReviewFrame:
    """Tonight's review; its rooms are loaded with the first one."""
    from cockpit.tui.reviews.night.screen import NightReview

    return NightReview(view)


def _week(view: View) -> ReviewFrame:
    """The weekly review; its rooms are loaded with the first one."""
    from cockpit.tui.reviews.week.screen import WeekReview

    return WeekReview(view)
