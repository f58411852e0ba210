"""The weekly review on the screen: seven bodies in one frame."""

from __future__ import annotations

from cockpit.actions.reviewing.week import TITLES, Week
from cockpit.actions.reviewing.weekly.progress import (
    BLOCKS,
    CLEAR,
    LIST,
    LOOK_BACK,
    OLDEST,
    REQUESTS,
    WAITING_FOR,
)
from cockpit.i18n import _
from cockpit.tui.reviews.frame import ReviewFrame
from cockpit.tui.reviews.step import Step
from cockpit.tui.reviews.week.blocks import BlocksStep
from cockpit.tui.reviews.week.clear import ClearStep
from cockpit.tui.reviews.week.look_back import LookBackStep
from cockpit.tui.reviews.week.next_list import NextListStep
from cockpit.tui.reviews.week.oldest import OldestStep
from cockpit.tui.reviews.week.queue import QueueStep
from cockpit.tui.reviews.week.waiting import WaitingStep
from cockpit.tui.reviews.week.week_step import WeekStep
from cockpit.tui.view import View

_BODIES: dict[int, type[WeekStep]] = {
    CLEAR: ClearStep,
    LOOK_BACK: LookBackStep,
    WAITING_FOR: WaitingStep,
    REQUESTS: QueueStep,
    OLDEST: OldestStep,
    LIST: NextListStep,
    BLOCKS: BlocksStep,
}


class WeekReview(ReviewFrame):
    """Looks back on a week and makes the list of the next one."""

    TITLES = TITLES

    def __init__(self, view: View) -> None:
        """Begin or resume it; raises `Refused` for a week that is closed."""
        self.week = Week(view.workspace, view.settings.day_end)
        title = _("Weekly review · {week}").format(week=self.week.weeks.week)
        super().__init__(view, self.week, title)

    def body_of(self, step: int) -> Step:
        """The screen with this number."""
        return _BODIES[step](self, self.week)
