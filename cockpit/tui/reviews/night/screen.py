"""The nightly review on the screen: five bodies in one frame."""

from __future__ import annotations

from cockpit.actions.reviewing.night import TITLES, Night
from cockpit.actions.reviewing.progress import (
    CROSS_OFF,
    LEFTOVERS,
    LOOSE_ENDS,
    SHUT_DOWN,
    TOMORROW,
)
from cockpit.domain.wording.times import WEEKDAYS, day_and_month
from cockpit.i18n import _
from cockpit.tui.reviews.frame import ReviewFrame
from cockpit.tui.reviews.night.cross_off import CrossOffStep
from cockpit.tui.reviews.night.leftovers import LeftoversStep
from cockpit.tui.reviews.night.loose_ends import LooseEndsStep
from cockpit.tui.reviews.night.shut_down import ShutDownStep
from cockpit.tui.reviews.night.tomorrow import TomorrowStep
from cockpit.tui.reviews.step import Step
from cockpit.tui.view import View


class NightReview(ReviewFrame):
    """Closes a day and plans the next one."""

    TITLES = TITLES

    def __init__(self, view: View) -> None:
        """Begin or resume tonight's review; raises `Refused` for a day that is closed."""
        self.night = Night(view.workspace, view.settings.day_end)
        days = self.night.days
        title = _("Nightly review · {day}").format(
            day=f"{WEEKDAYS[days.day.weekday()].capitalize()} {day_and_month(days.day, view.today)}"
        )
        if days.missed:
            count = len(days.missed)
            title += _(" · with 1 missed evening") if count == 1 else ""
            title += _(" · with {count} missed evenings").format(count=count) if count > 1 else ""
        super().__init__(view, self.night, title)

    def body_of(self, step: int) -> Step:
        """The screen with this number."""
        if step == LOOSE_ENDS:
            return LooseEndsStep(self, self.night)
        if step == CROSS_OFF:
            return CrossOffStep(self, self.night)
        if step == LEFTOVERS:
            return LeftoversStep(self, self.night)
        if step == TOMORROW:
            return TomorrowStep(self, self.night)
        assert step == SHUT_DOWN
        return ShutDownStep(self, self.night)
