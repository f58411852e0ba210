"""How far a nightly review has come; every key that decides something is kept before the next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from cockpit.domain.identity import format_instant
from cockpit.domain.nights import NightDays
from cockpit.store import history
from cockpit.store.progress import read_progress, write_progress
from cockpit.store.workspace import Workspace

NIGHTLY = "nightly"

LOOSE_ENDS, CROSS_OFF, LEFTOVERS, TOMORROW, SHUT_DOWN = range(1, 6)
"""The five screens by number."""


class Choice(NamedTuple):
    """One key on the plan for tomorrow that changes no record until the plan is accepted."""

    task: str
    chosen: bool | None = None
    """In or out; None where the key was about the block."""
    block: str | None = None
    """The occurrence into which the task is put."""
    after: int = 0
    """The latest change of the records when the key was pressed, so that undo keeps the order."""


class Progress(NamedTuple):
    """One unfinished nightly review."""

    day: date
    tomorrow: date
    started: str
    """When it was begun, as a stored instant."""
    start_change: int
    """The latest change of the records at that moment."""
    step: int = LOOSE_ENDS
    seconds: float = 0.0
    """Spent in it so far, without the time between leaving and resuming."""
    keys: int = 0
    note: str = ""
    choices: tuple[Choice, ...] = ()
    accepted: tuple[int, ...] = ()
    """The screens whose proposal was accepted, and not touched since."""
    entered: tuple[tuple[int, int], ...] = ()
    """Step and the latest change when it was last entered, so that undo leads back to it."""

    @property
    def undo_from(self) -> int:
        """What was done before it was begun is not taken back in it."""
        return self.start_change

    @property
    def chosen(self) -> dict[str, bool]:
        """What the owner said is in or out."""
        return {one.task: one.chosen for one in self.choices if one.chosen is not None}

    @property
    def pins(self) -> dict[str, str]:
        """The block into which the owner put a task."""
        return {one.task: one.block for one in self.choices if one.block is not None}


def kept_days(workspace: Workspace) -> NightDays | None:
    """The dates of the review that was begun last; it may be long over."""
    kept = _of_stored(read_progress(workspace, NIGHTLY))
    return NightDays(kept.day, kept.tomorrow) if kept is not None else None


def resume(workspace: Workspace, days: NightDays) -> Progress:
    """The review of these days as far as it has come; a new one where none is open.

    One that was begun for another day is over: its decisions are kept, its choices for a day
    that is no longer tomorrow are not.
    """
    kept = _of_stored(read_progress(workspace, NIGHTLY))
    if kept is not None and (kept.day, kept.tomorrow) == (days.day, days.tomorrow):
        return kept
    change = history.last_change_id(workspace.storage.connection)
    started = format_instant(workspace.now())
    return Progress(days.day, days.tomorrow, started, change)


def keep(workspace: Workspace, progress: Progress) -> Progress:
    """Write it down, durable on return."""
    write_progress(workspace, NIGHTLY, _stored(progress))
    return progress


def _stored(progress: Progress) -> dict[str, Any]:
    return {
        **progress._asdict(),
        "day": progress.day.isoformat(),
        "tomorrow": progress.tomorrow.isoformat(),
        "choices": [list(one) for one in progress.choices],
    }


def _of_stored(kept: Mapping[str, Any] | None) -> Progress | None:
    """What was kept; None where it is not readable, so that a review can always begin."""
    if kept is None:
        return None
    try:
        return Progress(
            date.fromisoformat(kept["day"]),
            date.fromisoformat(kept["tomorrow"]),
            str(kept["started"]),
            int(kept["start_change"]),
            int(kept["step"]),
            float(kept["seconds"]),
            int(kept["keys"]),
            str(kept["note"]),
            tuple(Choice(*one) for one in kept["choices"]),
            tuple(int(step) for step in kept.get("accepted", ())),
            tuple((int(step), int(change)) for step, change in kept["entered"]),
        )
    except (KeyError, TypeError, ValueError):
        return None
