"""What the rooms of the week's screen know of each other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cockpit.tui.narrow_compositor import NarrowScreen

if TYPE_CHECKING:
    from cockpit.actions.weeks.facts import Box, DayBoxes
    from cockpit.domain.plans.balance import MoveSuggestion
    from cockpit.tui.view import View


class WeekParts(NarrowScreen):
    """The parts of the screen with which its commands work."""

    view: View
    days: list[DayBoxes]
    """The days that are shown."""
    day: date
    """The day under the cursor."""
    key: str | None
    """The block under the cursor; None where the day has none."""
    awaited: tuple[date, str] | None
    """Date and start of the block to which the cursor goes once the change is shown."""
    suggestion: MoveSuggestion | None
    """One move that would mend the balance."""

    @property
    def box(self) -> Box | None:
        """The block under the cursor."""
        raise NotImplementedError

    only_day: bool
    """Whether one day alone is shown."""

    def read(self) -> None:
        """The week as it stands now."""
        raise NotImplementedError

    def day_title(self) -> str:
        """The day under the cursor in words."""
        raise NotImplementedError

    def go_to_day(self, day: date) -> None:
        """Show the week of a day, with the cursor on it."""
        raise NotImplementedError

    def follow(self) -> None:
        """Read the week again after a change."""
        raise NotImplementedError

    def show_cursor(self) -> None:
        """The cursor has moved: paint, and tell what is under it."""
        raise NotImplementedError

    def tell(self) -> None:
        """Write the lines around the grid."""
        raise NotImplementedError

    def say(self, text: str, role: str = "accent-text") -> None:
        """A message in place of the keys, for a few seconds."""
        raise NotImplementedError

    def say_problem(self, text: str) -> None:
        """What went wrong, in one sentence."""
        raise NotImplementedError
