"""Looks ahead in the queue of requests without being in the way of a key."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable, Mapping
from typing import Any

from textual.widget import Widget

from cockpit.errors import CockpitError
from cockpit.tui.view import View

AT_ONCE = 500
"""A queue of so many requests is looked through in one go."""
QUIET_SECONDS = 0.3
"""How long nothing must have changed before a longer one is looked through, in pieces."""


class LookAhead:
    """Which request will break first, in words, as the queue stands."""

    def __init__(self, view: View, told: Callable[[], None]) -> None:
        """`told` is called when the words have changed."""
        self.words = ""
        """ "▲ R15 will break wed 12:00: 35m short"; "" while nothing is foreseen to break."""
        self._view = view
        self._told = told
        self._asked = 0
        """How often it was asked to look: an answer to an earlier question is not told."""
        self._looking = False

    def look(
        self, widget: Widget, ranks: Mapping[int, str], bodies: Mapping[int, dict[str, Any]]
    ) -> None:
        """Look once the present message is done; a look that is under way begins again."""
        self._ranks, self._bodies = ranks, bodies
        self._asked += 1
        if widget.is_attached and not self._looking:
            self._looking = True
            widget.run_worker(self._look(), group="forecast")

    async def _look(self) -> None:
        try:
            told = 0
            while told != self._asked:
                told = self._asked
                words = await self._answer(told)
                if told == self._asked and words != self.words:
                    self.words = words
                    self._told()
        finally:
            self._looking = False

    async def _answer(self, asked: int) -> str:
        # loaded with the first look, which comes after the first frame
        from cockpit.actions.forecast import first_break
        from cockpit.actions.forecast_words import break_words

        at_once = len(self._ranks) <= AT_ONCE
        if not at_once:
            await sleep(QUIET_SECONDS)
        try:
            looking = first_break(self._view.workspace, self._ranks, self._bodies)
            while asked == self._asked:
                try:
                    next(looking)
                except StopIteration as end:
                    if end.value is None:
                        break
                    found = break_words(self._view.workspace, end.value)
                    return f"{self._view.glyphs.late} {found}"
                if not at_once:
                    await sleep(0)
        except CockpitError:  # hours or blocks that cannot be counted are told where they stand
            pass
        return ""
