"""What the keys do for the day on which somebody is gone: the drill, and what it stands on."""

from __future__ import annotations

from cockpit.errors import CockpitError
from cockpit.tui.commands import CONTRACTORS
from cockpit.tui.verbs.verbs import Verbs


class ContinuityVerbs(Verbs):
    """Drill, and work on assets, access and procedures."""

    def continuity(self) -> None:
        """Assets, access, procedures, and who does what."""
        from cockpit.tui.continuity.continuity import Continuity

        self.screen.app.push_screen(Continuity(self.view))

    def drill(self) -> None:
        """The drill of the contractor under the cursor; elsewhere everybody's, to choose from."""
        from cockpit.tui.continuity.drill import DrillScreen
        from cockpit.tui.continuity.losses import Losses

        person = self._person()
        try:
            screen = DrillScreen(self.view, person) if person else Losses(self.view)
        except CockpitError as error:
            self.screen.say_problem(str(error))
            return
        self.screen.app.push_screen(screen)

    def leaving(self) -> None:
        """What is to be done before the contractor goes, and what is to be handed over."""
        references = self.screen.wanted("leaving")
        person = self._person() if references else None
        if person is not None:
            from cockpit.tui.continuity.leaving import Leaving

            self.screen.app.push_screen(Leaving(self.view, person))

    def _person(self) -> str | None:
        """The contractor under the cursor, or whose assignment it is."""
        pane = self.screen.pane
        selected = pane.selected() if pane.NAME == CONTRACTORS else []
        if not selected:
            return None
        if selected[0].startswith("C"):
            return selected[0]
        return str(self.workspace.body(selected[0], "assignment")[2]["contractor"])
