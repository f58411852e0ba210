"""What the seven screens of the weekly review share: the week, and quick add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cockpit.actions.reviewing.week import Week
from cockpit.errors import CockpitError
from cockpit.tui.reviews.asking import AskingStep

if TYPE_CHECKING:
    from cockpit.tui.reviews.frame import ReviewFrame


class WeekStep(AskingStep):
    """A screen of the weekly review."""

    def __init__(self, frame: ReviewFrame, week: Week) -> None:
        """Show a week."""
        super().__init__(frame)
        self.week = week

    def add(self) -> None:
        """Quick add: what is in the head goes onto a list."""
        self._quick_add("")

    def captured(self, reference: str) -> None:
        """Something was added here."""

    # -- private ---------------------------------------------------------------------------

    def _quick_add(self, initial: str) -> None:
        from cockpit.tui.dialogs.quick_add import QuickAdd

        self.app.push_screen(QuickAdd(self.view, initial), self._take_line)

    def _take_line(self, line: str | None) -> None:
        if line is None:
            return
        from cockpit.actions.capture import capture

        try:
            added = capture(self.view.workspace, line, self.view.settings.day_end)
            self.captured(added.ref)
            self.week.decided()
        except CockpitError as error:
            self.frame.say_problem(str(error))
            self._quick_add(line)
            return
        self.frame.say(f"{added.ref}: {added.canonical}")
        self.frame.follow()
