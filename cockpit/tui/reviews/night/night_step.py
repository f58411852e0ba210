"""What the five screens of the nightly review share: the night itself."""

from __future__ import annotations

from cockpit.actions.reviewing.night import Night
from cockpit.domain.wording.times import WEEKDAYS, day_and_month
from cockpit.tui.reviews.asking import AskingStep
from cockpit.tui.reviews.frame import ReviewFrame


class NightStep(AskingStep):
    """A screen of the nightly review."""

    def __init__(self, frame: ReviewFrame, night: Night) -> None:
        """Show a night."""
        super().__init__(frame)
        self.night = night

    @property
    def tomorrow_words(self) -> str:
        """The day that is planned: "Wed 25 nov"."""
        day = self.night.days.tomorrow
        return f"{WEEKDAYS[day.weekday()].capitalize()} {day_and_month(day, self.view.today)}"
