"""Whose loss would stop the most, told on a pane's edge without being in the way of a key."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.view import View


class LossAhead:
    """The worst single loss in words, as the business stands."""

    def __init__(self, view: View, told: Callable[[], None]) -> None:
        """`told` is called when the words have changed."""
        self.words = ""
        """ "if Webguy is gone tomorrow: 2 functions stop"; "" while nobody's loss stops any."""
        self._view = view
        self._told = told
        self._asked = False

    def look(self, widget: Widget) -> None:
        """Look once the present message is done and painted."""
        if widget.is_attached and not self._asked:
            self._asked = True
            widget.call_after_refresh(self._look)

    def _look(self) -> None:
        self._asked = False
        words = self._answer()
        if words != self.words:
            self.words = words
            self._told()

    def _answer(self) -> str:
        # loaded with the first look, which comes after the first frame
        from cockpit.actions.continuity.facts import drill_facts
        from cockpit.actions.continuity.words import stops_words
        from cockpit.domain.drills.cover import most_stopped

        try:
            facts = drill_facts(self._view.workspace, self._view.settings.day_end)
            worst = most_stopped(facts)
        except CockpitError:  # records that cannot be read are told where they stand
            return ""
        if worst is None:
            return ""
        who, stops = worst
        return _("if {name} is gone tomorrow: {stops}").format(
            name=facts.name_of(who), stops=stops_words(stops)
        )
