"""What the frame of a review asks of its model: a night, or a week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cockpit.store.workspace import Workspace


class Reviewed(Protocol):
    """What a frame asks of a review's model (`Night`, `Week`)."""

    workspace: Workspace

    @property
    def step(self) -> int:
        """The number of the present screen, from 1."""

    @property
    def seconds(self) -> int:
        """Seconds spent in it so far."""

    @property
    def is_over(self) -> bool:
        """Whether it was finished."""

    def begin(self) -> None:
        """Go to the first screen that has something."""

    def enter(self, step: int) -> None:
        """Go to a screen, or the next one that is not empty."""

    def back(self) -> bool:
        """Go to the screen before; False when there is none."""

    @property
    def early(self) -> str:
        """What to ask before it is begun long before its time; "" when there is no need."""

    def is_empty(self, step: int) -> bool:
        """Whether a screen has nothing to decide."""

    def is_settled(self, step: int) -> bool:
        """Whether a screen was accepted, or has nothing to decide."""

    def accept(self) -> str:
        """What plain `Enter` does; returns a word on it."""

    def decided(self) -> None:
        """A decision was made on the present screen."""

    def press(self) -> None:
        """Count a key."""

    def leave(self) -> None:
        """Keep how far it has come."""

    def undo(self) -> str:
        """Take back the last decision of this review."""

    def look_again(self) -> bool:
        """Whether the records have changed since its facts were worked out; then they are again."""
