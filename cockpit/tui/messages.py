"""What happened, in the past tense: the messages between the rooms of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from cockpit.domain.reminders import Reminder


class WorkspaceChanged(Message):
    """Something was committed; what it was is asked of the workspace, so one replaces another."""

    def can_replace(self, message: Message) -> bool:
        """Several changes in a row are followed once."""
        return isinstance(message, WorkspaceChanged)


class ReminderDue(Message):
    """The scheduler has claimed these reminders: they are to be shown now."""

    def __init__(self, reminders: list[Reminder]) -> None:
        """All that is raised at one moment; told as one."""
        super().__init__()
        self.reminders = reminders
