"""How far a weekly review has come; it may take days, and every deciding key is kept at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from cockpit.domain.identity import format_instant
from cockpit.domain.review_weeks import ReviewWeeks
from cockpit.store import history
from cockpit.store.progress import read_progress, write_progress
from cockpit.store.workspace import Workspace

WEEKLY = "weekly"

CLEAR, LOOK_BACK, WAITING_FOR, REQUESTS, OLDEST, LIST, BLOCKS = range(1, 8)
"""The seven screens by number."""


class Said(NamedTuple):
    """One key about a task that is not, or not only, a change of the records."""

    task: str
    what: Literal["placed", "in", "out"]
    """It is where it belongs; it goes onto the list that is made, or does not."""
    after: int = 0
    """The latest change of the records when the key was pressed, so that undo keeps the order."""
    changed: bool = False
    """Whether the next change was made by the same key, and is taken back with it."""
    step: int = LIST
    """The screen on which it was pressed."""


class WeekProgress(NamedTuple):
    """One unfinished weekly review."""

    week: str
    """The week that is looked back on."""
    started: str
    """When it was begun, as a stored instant."""
    start_change: int
    """The latest change of the records at that moment."""
    seen: int = 0
    """The latest change when this was written down."""
    undo_from: int = 0
    """Up to this change the review takes nothing back: it was made elsewhere, between sittings."""
    step: int = CLEAR
    seconds: float = 0.0
    """Spent in it so far, without the time between leaving and resuming."""
    keys: int = 0
    note: str = ""
    said: tuple[Said, ...] = ()
    oldest: tuple[str, ...] = ()
    """The tasks of the backlog that are looked at, from when their screen was first entered."""
    kept: tuple[str, ...] = ()
    """Those of them that stay in the backlog knowingly."""
    accepted: tuple[int, ...] = ()
    """The screens that were accepted, and not touched since."""
    entered: tuple[tuple[int, int], ...] = ()
    """Screen and the latest change when it was last entered, so that undo leads back to it."""

    @property
    def choices(self) -> dict[str, bool]:
        """What the owner said is on the next list, or not."""
        return {one.task: one.what == "in" for one in self.said if one.what != "placed"}

    @property
    def placed(self) -> frozenset[str]:
        """What the owner said is where it belongs."""
        return frozenset(one.task for one in self.said if one.what == "placed")


def resume(workspace: Workspace, weeks: ReviewWeeks) -> WeekProgress:
    """The review of these weeks as far as it has come; a new one where none is open.

    One that was begun for another week is over; what was decided in it stays decided.
    """
    kept = _of_stored(read_progress(workspace, WEEKLY))
    change = history.last_change_id(workspace.storage.connection)
    if kept is not None and kept.week == weeks.week:
        return kept if kept.seen == change else kept._replace(undo_from=change)
    started = format_instant(workspace.now())
    return WeekProgress(weeks.week, started, change, change, change)


def keep(workspace: Workspace, progress: WeekProgress) -> WeekProgress:
    """Write it down, durable on return; within a transaction it is a part of that."""
    seen = history.last_change_id(workspace.storage.connection)
    progress = progress._replace(seen=seen)
    write_progress(workspace, WEEKLY, progress._asdict())
    return progress


def _of_stored(kept: Mapping[str, Any] | None) -> WeekProgress | None:
    """What was kept; None where it is not readable, so that a review can always begin."""
    if kept is None:
        return None
    try:
        return WeekProgress(
            str(kept["week"]),
            str(kept["started"]),
            int(kept["start_change"]),
            int(kept["seen"]),
            int(kept["undo_from"]),
            min(max(int(kept["step"]), CLEAR), BLOCKS),
            float(kept["seconds"]),
            int(kept["keys"]),
            str(kept["note"]),
            tuple(Said(*one) for one in kept["said"]),
            tuple(str(one) for one in kept["oldest"]),
            tuple(str(one) for one in kept["kept"]),
            tuple(int(step) for step in kept.get("accepted", ())),
            tuple((int(step), int(change)) for step, change in kept["entered"]),
        )
    except (KeyError, TypeError, ValueError):
        return None
