"""The nightly review as one thing: its facts at this moment, and what each of its keys does.

The screen, the command line and the tests all go through it.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from cockpit.actions.owner import owner_zone
from cockpit.actions.planning import DayPlan, Planner, accept_day
from cockpit.actions.records import Added
from cockpit.actions.reviewing.closing import close_night, refuse_closed_night, use_of_day
from cockpit.actions.reviewing.crossing import DayTask, list_of_day
from cockpit.actions.reviewing.dates import closes_early, night_days
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
from cockpit.domain.identity import ref
from cockpit.domain.wording.times import clock
from cockpit.errors import Refused
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

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
    KEPT_FACTS = ("planner", "standing", "loose", "tasks", "leftovers", "use")
    progress: Progress

    def __init__(self, workspace: Workspace, day_end: time = DAY_END) -> None:
        """Begin it, or resume it where it was left; raises `Refused` for a day that is closed."""
        self.day_end = day_end
        self.days = night_days(workspace, day_end)
        refuse_closed_night(workspace, self.days.day)
        super().__init__(workspace, resume(workspace, self.days))

    @property
    def early(self) -> str:
        """What to ask before a day is closed long before its end; "" when there is no need."""
        closing = closes_early(self.workspace, self.days)
        if closing is None:
            return ""
        return _("Work goes on until {time}: close the day now?").format(
            time=clock(closing, owner_zone(self.workspace))
        )

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
    def standing_plan(self) -> DayPlan:
        """Tomorrow as it stands in the records: what was accepted, and nothing that was not."""

        def make() -> DayPlan:
            standing = {ref("task", number) for number, _body in self._on_tomorrow()}
            candidates = self.planner.plan().candidates
            return self.planner.plan({one.ref: one.ref in standing for one in candidates})

        return self._fact("standing", make)

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
        elif step == LEFTOVERS:
            return self._accept_card()
        elif step == TOMORROW:
            change = accept_day(self.workspace, self.plan)
            said = change.label if change.id is not None else ""
        elif step == SHUT_DOWN:
            self._refuse_undecided()
            self.closed = self._close()
            return self.closed.change.label
        self._settle(step)
        self.enter(step + 1)
        return said

    def decided(self) -> None:
        """A decision was made: it is shown, counted, and an emptied screen is left."""
        self._keep()
        if self.progress.step == LEFTOVERS and not self.leftovers:
            self._settle(LEFTOVERS)
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

    def _refuse_undecided(self) -> None:
        """Raise `Refused`, on the screen in question, where closing would leave a day half told."""
        clocks = [one for one in self.loose_ends if one.kind in ("clock", "forgotten")]
        if clocks:
            self.enter(LOOSE_ENDS)
            raise Refused(_("The clock is still running: stop it before the day is closed."))
        if self.leftovers:
            self.enter(LEFTOVERS)
            count = len(self.leftovers)
            raise Refused(
                _("1 leftover is not decided yet.")
                if count == 1
                else _("{count} leftovers are not decided yet.").format(count=count)
            )
        if not self.is_settled(TOMORROW):
            self.enter(TOMORROW)
            raise Refused(_("Tomorrow is not accepted yet: enter takes this plan over."))

    def _close(self) -> Added:
        self._count_time()
        return close_night(
            self.workspace, self.progress, self.days, self.standing_plan, self.day_end
        )

    def _choice(self, choice: Choice) -> None:
        self._keep(choices=(*self.progress.choices, choice), accepted=self._without(TOMORROW))

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
        for _number, body in self._on_tomorrow():
            function = str(body.get("function") or "")
            if function in free:
                free[function] -= int(body.get("estimate_minutes") or 0)
        return free

    def _on_tomorrow(self) -> list[tuple[int, Body]]:
        """The tasks that stand on the day that is planned."""
        low = self.days.tomorrow.isoformat()
        high = (self.days.tomorrow + timedelta(days=1)).isoformat()
        return self.workspace.table("task").live_between(f"1{low}", f"1{high}")
