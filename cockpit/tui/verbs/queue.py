"""What the palette does with the queue of requests: the batch of the day."""

from __future__ import annotations

from cockpit.errors import CockpitError
from cockpit.tui.verbs.verbs import Verbs


class QueueVerbs(Verbs):
    """Work through a batch."""

    def batch(self) -> None:
        """The batch of today, or the next one."""
        from cockpit.actions.batches import batches_of, next_batch_day
        from cockpit.tui.dialogs.batch import BatchList

        try:
            day = self.view.today
            if not batches_of(self.workspace, day):
                day = next_batch_day(self.workspace) or day
            self.screen.app.push_screen(BatchList(self.view, day))
        except CockpitError as error:
            self.screen.say_problem(str(error))
