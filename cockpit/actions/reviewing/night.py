"""The nightly review as one thing: its facts at this moment, and what each of its keys does.

The screen, the command line and the tests all go through it.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from cockpit.actions.planning import DayPlan, Planner, accept_day
from cockpit.actions.records import Added
from cockpit.actions.reviewing.closing import close_night, refuse_closed_night, use_of_day
from cockpit.actions.reviewing.crossing import DayTask, list_of_day
from cockpit.actions.reviewing.dates import night_days
from cockpit.actions.reviewing.leftovers import Leftover, accept_leftover, leftovers
from cockpit.actions.reviewing.loose_ends import LooseEnd, accept_loose_ends, loose_ends
from cockpit.actions.reviewing.progress import (
    CROSS_OFF,
    LEFTOVERS,
    LOOSE_ENDS,
    SHUT_DOWN,
    TOMORROW,
    Choice,
    Progress,
    keep,
    resume,
)
from cockpit.actions.reviewing.review import SteppedReview
from cockpit.domain.clock import DAY_END
from cockpit.domain.days.time_use import DayUse
from cockpit.i18n import _
from cockpit.store.workspace import Workspace

STEPS = (LOOSE_ENDS, CROSS_OFF, LEFTOVERS, TOMORROW, SHUT_DOWN)
TITLES = {
    LOOSE_ENDS: _("Loose ends"),
    CROSS_OFF: _("Cross off"),
    LEFTOVERS: _("Leftovers"),
    TOMORROW: _("Tomorrow"),
    SHUT_DOWN: _("Shut down"),
}


class Night(SteppedReview):
    """One nightly review on a workspace."""

    LAST = SHUT_DOWN
    KEPT_FACTS = ("planner", "loose", "tasks", "leftovers", "use")
    progress: Progress

    def __init__(self, workspace: Workspace, day_end: time = DAY_END) -> None:
        """Begin it, or resume it where it was left; raises `Refused` for a day that is closed."""
        self.day_end = day_end
        self.days = night_days(workspace, day_end)
        refuse_closed_night(workspace, self.days.day)
        super().__init__(workspace, resume(workspace, self.days))

    # -- facts -----------------------------------------------------------------------------

    @property
    def loose_ends(self) -> list[LooseEnd]:
        """What is still open."""
        return self._fact("loose", lambda: loose_ends(self.workspace, self.days, self.day_end))

    @property
    def tasks(self) -> list[DayTask]:
        """The list of the day."""
        return self._fact("tasks", lambda: list_of_day(self.workspace, self.days.day, self.day_end))

    @property
    def leftovers(self) -> list[Leftover]:
        """The cards that are still to be decided."""
        return self._fact(
            "leftovers", lambda: leftovers(self.workspace, self.days, self._free_minutes())
        )

    @property
    def planner(self) -> Planner:
        """The facts of tomorrow, read once for each state of the records."""
        return self._fact(
            "planner", lambda: Planner(self.workspace, self.days.tomorrow, self.day_end)
        )

    @property
    def plan(self) -> DayPlan:
        """Tomorrow, as it would be accepted now."""
        return self._fact(
            "plan", lambda: self.planner.plan(self.progress.chosen, self.progress.pins)
        )

    @property
    def use(self) -> DayUse:
        """Planned and clocked time of the day."""
        return self._fact("use", lambda: use_of_day(self.workspace, self.days.day, self.day_end))

    def is_empty(self, step: int) -> bool:
        """Whether a screen has nothing to decide, and is skipped."""
        if step == LOOSE_ENDS:
            return not self.loose_ends
        if step == CROSS_OFF:
            return not any(not one.done for one in self.tasks)
        if step == LEFTOVERS:
            return not self.leftovers
        if step == TOMORROW:
            return not self.plan.candidates and not self.plan.blocks
        return False

    # -- moving ----------------------------------------------------------------------------

    def accept(self) -> str:
        """What plain `Enter` does on this screen; returns a word on what was done.

        Raises `CockpitError` where the owner has to decide himself; nothing is done then.
        """
        step = self.progress.step
        said = ""
        if step == LOOSE_ENDS:
            change = accept_loose_ends(self.workspace, self.day_end)
            said = change.label if change else ""
            self.enter(CROSS_OFF)
        elif step == CROSS_OFF:
            self.enter(LEFTOVERS)
        elif step == LEFTOVERS:
            said = self._accept_card()
        elif step == TOMORROW:
            change = accept_day(self.workspace, self.plan)
            said = change.label if change.id is not None else ""
            self.enter(SHUT_DOWN)
        else:
            self.closed = self._close()
            said = self.closed.change.label
        return said

    def decided(self) -> None:
        """A decision was made: it is shown, counted, and an emptied screen is left."""
        self._keep()
        if self.progress.step == LEFTOVERS and not self.leftovers:
            self.enter(TOMORROW)

    # -- tomorrow --------------------------------------------------------------------------

    def choose(self, task: str, chosen: bool) -> None:
        """Take a task into tomorrow, or out of it."""
        self._choice(Choice(task, chosen=chosen, after=self._last_change()))

    def put(self, task: str, occurrence: str) -> None:
        """Put a task into a block of tomorrow; it is in, then."""
        self._choice(Choice(task, chosen=True, block=occurrence, after=self._last_change()))

    # -- private ---------------------------------------------------------------------------

    def _accept_card(self) -> str:
        cards = self.leftovers
        if not cards:
            self.enter(TOMORROW)
            return ""
        change = accept_leftover(self.workspace, cards[0], self.days)
        self.decided()
        return change.label

    def _close(self) -> Added:
        self._count_time()
        return close_night(self.workspace, self.progress, self.days, self.plan, self.day_end)

    def _choice(self, choice: Choice) -> None:
        self._keep(choices=(*self.progress.choices, choice))

    def _undo_choice(self, latest: int) -> str:
        choices = self.progress.choices
        if not choices or choices[-1].after < latest:
            return ""
        self._keep(choices=choices[:-1], step=TOMORROW)
        return _("{id} as before").format(id=choices[-1].task)

    def _set(self, **changes: Any) -> None:
        self.progress = self.progress._replace(**changes)

    def _write(self) -> None:
        self.progress = keep(self.workspace, self.progress)

    def _free_minutes(self) -> dict[str, int]:
        """What the functions still have tomorrow beside what stands on that day already."""
        free: dict[str, int] = {}
        for block in self.plan.blocks:
            if block.occurrence.function is not None:
                function = block.occurrence.function
                free[function] = free.get(function, 0) + block.free
        table, day = self.workspace.table("task"), self.days.tomorrow
        after = day + timedelta(days=1)
        for _number, body in table.live_between(f"1{day.isoformat()}", f"1{after.isoformat()}"):
            function = str(body.get("function") or "")
            if function in free:
                free[function] -= int(body.get("estimate_minutes") or 0)
        return free
