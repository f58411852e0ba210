"""The weekly review as one thing: its facts at this moment, and what each of its keys does.

The screen, the command line and the tests all go through it. It may take days: it is resumed at
the screen where it was left, on what the records are then.
"""

from __future__ import annotations

from datetime import time
from typing import Any

from cockpit.actions.contractors import give_task
from cockpit.actions.owner import today
from cockpit.actions.records import edit_record, words_of
from cockpit.actions.reviewing.crossing import QUARTER
from cockpit.actions.reviewing.review import SteppedReview
from cockpit.actions.reviewing.weekly.clearing import Clearing, clearing
from cockpit.actions.reviewing.weekly.closing import close_week
from cockpit.actions.reviewing.weekly.dates import is_early, refuse_closed_week, review_weeks
from cockpit.actions.reviewing.weekly.looking_back import LookBack, look_back
from cockpit.actions.reviewing.weekly.master_list import WeekPlan, WeekPlanner, accept_list
from cockpit.actions.reviewing.weekly.oldest import Old, oldest, still_there
from cockpit.actions.reviewing.weekly.progress import (
    BLOCKS,
    CLEAR,
    LIST,
    LOOK_BACK,
    OLDEST,
    REQUESTS,
    WAITING_FOR,
    Said,
    WeekProgress,
    keep,
    resume,
)
from cockpit.actions.reviewing.weekly.queue import Asked, requests_to_look_at
from cockpit.actions.reviewing.weekly.waiting_for import Awaited, waiting_for
from cockpit.actions.tasks import move_to_backlog, move_to_week
from cockpit.domain.clock import DAY_END
from cockpit.errors import Refused
from cockpit.i18n import _
from cockpit.store.workspace import Change, Workspace

STEPS = (CLEAR, LOOK_BACK, WAITING_FOR, REQUESTS, OLDEST, LIST, BLOCKS)
TITLES = {
    CLEAR: _("Clear"),
    LOOK_BACK: _("Look back"),
    WAITING_FOR: _("Waiting for"),
    REQUESTS: _("Requests"),
    OLDEST: _("Ten oldest"),
    LIST: _("Next week"),
    BLOCKS: _("Blocks"),
}

_TELLING = ("function", "entry", "review", "request", "interruption")
"""The tables of which a look back tells something."""


class Week(SteppedReview):
    """One weekly review on a workspace."""

    LAST = BLOCKS
    KEPT_FACTS = ("look_back", "waiting", "requests", "planner")
    progress: WeekProgress

    def __init__(self, workspace: Workspace, day_end: time = DAY_END) -> None:
        """Begin it, or resume it where it was left; raises `Refused` for a week that is closed."""
        self.day_end = day_end
        self.weeks = review_weeks(workspace, day_end)
        refuse_closed_week(workspace, self.weeks)
        super().__init__(workspace, resume(workspace, self.weeks))

    @property
    def early(self) -> str:
        """What to ask before a week is closed that is not over; "" when there is no need."""
        if not is_early(self.workspace, self.weeks, self.day_end):
            return ""
        return _("{week} is not over, and last week is closed: close this one now?").format(
            week=self.weeks.week
        )

    # -- facts -----------------------------------------------------------------------------

    @property
    def clearing(self) -> Clearing:
        """What has not found its place."""
        return self._fact(
            "clearing",
            lambda: clearing(
                self.workspace, today(self.workspace, self.day_end), self.progress.placed
            ),
        )

    @property
    def look_back(self) -> LookBack:
        """What the week was."""
        return self._fact("look_back", lambda: look_back(self.workspace, self.weeks, self.day_end))

    @property
    def waiting(self) -> list[Awaited]:
        """What others have in hand."""
        return self._fact("waiting", lambda: waiting_for(self.workspace))

    @property
    def requests(self) -> list[Asked]:
        """The requests that want a look."""
        return self._fact("requests", lambda: requests_to_look_at(self.workspace))

    @property
    def oldest(self) -> list[Old]:
        """The ten oldest of the backlog; once they are looked at no others take their places."""
        fixed = self.progress.oldest
        return self._fact(
            "oldest",
            lambda: still_there(self.workspace, fixed) if fixed else oldest(self.workspace),
        )

    @property
    def planner(self) -> WeekPlanner:
        """The facts of the next week, read once for each state of the records."""
        return self._fact("planner", lambda: WeekPlanner(self.workspace, self.weeks, self.day_end))

    @property
    def plan(self) -> WeekPlan:
        """The list of the next week, as it would be accepted now."""
        return self._fact("plan", lambda: self.planner.plan(self.progress.choices))

    # -- moving ----------------------------------------------------------------------------

    def is_empty(self, step: int) -> bool:
        """Whether a screen has nothing to look at, and is skipped."""
        if step == CLEAR:
            return not self.clearing.total
        if step == LOOK_BACK:
            return not any(len(self.workspace.table(name)) for name in _TELLING)
        if step == WAITING_FOR:
            return not self.waiting
        if step == REQUESTS:
            return not self.requests
        if step == OLDEST:
            return not self.oldest
        if step == LIST:
            return not self.workspace.live("task")
        return False

    def enter(self, step: int) -> None:
        """Go to this screen, or the next one that is not empty."""
        super().enter(step)
        if self.progress.step == OLDEST and not self.progress.oldest:
            self._keep(oldest=tuple(one.ref for one in self.oldest))

    def accept(self) -> str:
        """What plain `Enter` does on this screen; returns a word on what was done."""
        step = self.progress.step
        said = ""
        if step == OLDEST:
            kept = tuple(one.ref for one in self.oldest)
            self._keep(kept=kept)
            if kept:
                said = _("1 stays in the backlog") if len(kept) == 1 else ""
                said = said or _("{count} stay in the backlog").format(count=len(kept))
        elif step == LIST:
            change = accept_list(self.workspace, self.plan)
            said = change.label if change.id is not None else ""
        elif step == BLOCKS:
            if not self.is_settled(LIST):
                self.enter(LIST)
                raise Refused(_("The list is not accepted yet: enter takes it over."))
            self._count_time()
            self.closed = close_week(self.workspace, self.progress, self.weeks, self.day_end)
            return self.closed.change.label
        self._settle(step)
        self.enter(step + 1)
        return said

    def decided(self) -> None:
        """A decision was made: it is shown, counted, and an emptied screen is left."""
        self._keep()
        if self.is_empty(self.progress.step):
            self.enter(self.progress.step)

    # -- deciding --------------------------------------------------------------------------

    def take_up(self, task: str) -> Change:
        """Onto the list of the next week: there is its place."""
        return self._place(task, week=True)

    def put_away(self, task: str) -> Change:
        """Into the backlog: there is its place."""
        return self._place(task, week=False)

    def say_function(self, task: str, function: str) -> Change:
        """Say of which function a task is."""
        return edit_record(self.workspace, task, {"function": function})

    def say_quarters(self, task: str, quarters: int) -> Change:
        """Say how many quarters of an hour a task takes."""
        return edit_record(self.workspace, task, {"estimate_minutes": quarters * QUARTER})

    def give(self, task: str, contractor: str) -> Change:
        """Give a task to a contractor; it waits on him."""
        return give_task(self.workspace, task, contractor).change

    def choose(self, task: str, chosen: bool) -> None:
        """Take a task onto the next list, or off it; the records change when that is accepted."""
        said = Said(task, "in" if chosen else "out", self._last_change())
        self._keep(said=(*self.progress.said, said), accepted=self._without(LIST))

    # -- private ---------------------------------------------------------------------------

    def _place(self, task: str, *, week: bool) -> Change:
        """Move a task, and keep that its place was said, in one commit."""
        where = _("the list of {week}").format(week=self.weeks.next_week)
        label = _("{id} to {where}: {words}").format(
            id=task,
            where=where if week else _("the backlog"),
            words=words_of("task", self.workspace.body(task, "task")[2]),
        )
        with self.workspace.transaction(label) as transaction:
            before = self._last_change()
            if week:
                move_to_week(self.workspace, task, self.weeks.next_week)
            else:
                move_to_backlog(self.workspace, task)
            changed = transaction.change_id is not None
            said = Said(task, "placed", before, changed, self.progress.step)
            kept = self.progress._replace(said=(*self.progress.said, said))
            kept = keep(self.workspace, kept)
        self.progress = kept
        return self.workspace.change(transaction)

    def _undo_choice(self, latest: int) -> str:
        if not self.progress.said:
            return ""
        last = self.progress.said[-1]
        if latest > last.after + last.changed:
            return ""
        if last.changed and last.after < self.progress.undo_from:
            return ""  # its change is no longer this sitting's to take back
        if last.changed and latest == last.after + 1:
            self.workspace.undo()
            self._look_again()
        self._keep(said=self.progress.said[:-1], step=last.step)
        return _("{id} as before").format(id=last.task)

    def _set(self, **changes: Any) -> None:
        self.progress = self.progress._replace(**changes)

    def _write(self) -> None:
        self.progress = keep(self.workspace, self.progress)
