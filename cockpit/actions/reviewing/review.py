"""What nightly and weekly reviews share: screens in a row, facts worked out anew, time, undo.

Every decision is durable before the next key; what is shown is worked out from the records, so
that a review can be left, killed, resumed, or gone on with in another terminal.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar, Protocol, TypeVar

from cockpit.actions.records import Added
from cockpit.actions.secrets import refuse_secret_line
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.store import history
from cockpit.store.workspace import Workspace

AWAY = timedelta(minutes=3)
"""A longer pause between two keys is time spent elsewhere: no more than this is counted."""
_VISITS = 24
"""How many visits of screens are remembered for undo."""

T = TypeVar("T")


class Course(Protocol):
    """What every review keeps of how far it has come."""

    @property
    def undo_from(self) -> int:
        """The latest change of the records that was made before it, or outside it."""

    @property
    def step(self) -> int:
        """The number of the present screen, from 1."""

    @property
    def seconds(self) -> float:
        """Spent in it so far, without the time between leaving and resuming."""

    @property
    def keys(self) -> int:
        """Keys pressed in it so far."""

    @property
    def accepted(self) -> tuple[int, ...]:
        """The screens whose proposal was accepted, and not touched since."""

    @property
    def entered(self) -> tuple[tuple[int, int], ...]:
        """Screen and the latest change when it was last entered, so that undo leads back to it."""


class SteppedReview:
    """One review on a workspace; `is_empty` and `accept` say what its screens are."""

    LAST: ClassVar[int]
    """The number of the last screen, which is never empty."""
    KEPT_FACTS: ClassVar[tuple[str, ...]] = ()
    """Facts of the records alone, which stay true while only the review goes on."""
    progress: Course

    def __init__(self, workspace: Workspace, progress: Course) -> None:
        """Begin it, or resume it where it was left."""
        self.workspace = workspace
        self.progress = progress
        self.closed: Added | None = None
        """The review's record once it is finished."""
        self._since: datetime = workspace.now()
        self._facts: dict[str, Any] = {}
        self._revision = self._last_change()

    @property
    def step(self) -> int:
        """The number of the present screen."""
        return self.progress.step

    @property
    def seconds(self) -> int:
        """Seconds spent in it so far, this moment included."""
        return round(self.progress.seconds + self._spent().total_seconds())

    @property
    def is_over(self) -> bool:
        """Whether it was finished."""
        return self.closed is not None

    def look_again(self) -> bool:
        """Whether the records have changed since the facts were worked out; then they are again."""
        changed = self._revision != self._last_change()
        if changed:
            self._look_again()
        return changed

    # -- moving ----------------------------------------------------------------------------

    def is_empty(self, step: int) -> bool:
        """Whether a screen has nothing to decide, and is skipped."""
        raise NotImplementedError

    def accept(self) -> str:
        """What plain `Enter` does on this screen; returns a word on what was done.

        Raises `CockpitError` where the owner has to decide himself; nothing is done then.
        """
        raise NotImplementedError

    def is_settled(self, step: int) -> bool:
        """Whether a screen was accepted, or has nothing to decide."""
        return step in self.progress.accepted or self.is_empty(step)

    def begin(self) -> None:
        """Go to the first screen, from the one where it was left on, that has something."""
        self.enter(self.progress.step)

    def enter(self, step: int) -> None:
        """Go to this screen, or the next one that is not empty."""
        while step < self.LAST and self.is_empty(step):
            step += 1
        visits = (*self.progress.entered, (step, self._last_change()))[-_VISITS:]
        self._keep(step=step, entered=visits)

    def back(self) -> bool:
        """Go to the screen before that is not empty; False when there is none."""
        for step in range(self.progress.step - 1, 0, -1):
            if not self.is_empty(step):
                self.enter(step)
                return True
        return False

    def decided(self) -> None:
        """A decision was made: it is shown, and counted."""
        self._keep()

    def say_note(self, text: str) -> None:
        """A note for the snapshot; raises `Refused` for a secret, which is kept nowhere."""
        refuse_secret_line(text)
        self._keep(note=text.strip())

    def press(self) -> None:
        """Count a key."""
        self._set(keys=self.progress.keys + 1)

    def leave(self) -> None:
        """Keep how far it has come; it is resumed there."""
        if self.closed is None:
            self._keep()

    def undo(self) -> str:
        """Take back the last key that decided something here, and go where it was pressed.

        Raises `CockpitError` when nothing was done in this review yet.
        """
        latest = history.latest_since(self.workspace.storage.connection, self.progress.undo_from)
        words = self._undo_choice(latest or 0)
        if words:
            return words
        if latest is None:
            raise CockpitError(_("Nothing was done in this review yet."))
        change = self.workspace.undo()
        self._look_again()
        visits = [visit for visit in self.progress.entered if visit[1] < (change.target or 0)]
        step = visits[-1][0] if visits else 1
        if self.is_empty(step):
            step = self.progress.step
        accepted = tuple(one for one in self.progress.accepted if one < step)
        self._keep(step=step, entered=tuple(visits), accepted=accepted)
        return change.label

    # -- for the kinds of review -----------------------------------------------------------

    def _set(self, **changes: Any) -> None:
        """Put other values into `progress`."""
        raise NotImplementedError

    def _write(self) -> None:
        """Write `progress` down, durable on return."""
        raise NotImplementedError

    def _settle(self, step: int) -> None:
        """A screen was accepted."""
        if step not in self.progress.accepted:
            self._keep(accepted=(*self.progress.accepted, step))

    def _without(self, step: int) -> tuple[int, ...]:
        """The accepted screens but this one: something on it was touched."""
        return tuple(one for one in self.progress.accepted if one != step)

    def _undo_choice(self, latest: int) -> str:
        """Take back a choice that is no change of the records, made after the `latest` one.

        Returns a word on it; "" where the last key that decided something did change them.
        """
        return ""

    def _keep(self, **changes: Any) -> None:
        self._count_time()
        self._set(**changes)
        self._write()
        self._look_again()

    def _count_time(self) -> None:
        seconds = self.progress.seconds + self._spent().total_seconds()
        self._since = self.workspace.now()
        self._set(seconds=seconds)

    def _fact(self, name: str, make: Callable[[], T]) -> T:
        if name not in self._facts:
            self._facts[name] = make()
        value: T = self._facts[name]
        return value

    def _last_change(self) -> int:
        return history.last_change_id(self.workspace.storage.connection)

    def _look_again(self) -> None:
        """Facts are worked out when they are next asked for; those of the records alone only if
        these have changed.
        """
        same = self._revision == self._last_change()
        self._facts = {
            name: fact for name, fact in self._facts.items() if same and name in self.KEPT_FACTS
        }
        self._revision = self._last_change()

    def _spent(self) -> timedelta:
        return min(max(timedelta(0), self.workspace.now() - self._since), AWAY)
