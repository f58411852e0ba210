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

    def look(
        self, widget: Widget, ranks: Mapping[int, str], bodies: Mapping[int, dict[str, Any]]
    ) -> None:
        """Look once the present message is done; a look that is still under way is given up."""
        if widget.is_attached:

            async def look() -> None:
                await self._look(ranks, bodies)

            # not a coroutine: one that is given up before it began would never be awaited
            widget.run_worker(look(), group="forecast", exclusive=True)

    async def _look(self, ranks: Mapping[int, str], bodies: Mapping[int, dict[str, Any]]) -> None:
        # loaded with the first look, which comes after the first frame
        from cockpit.actions.forecast import first_break
        from cockpit.actions.forecast_words import break_words

        at_once = len(ranks) <= AT_ONCE
        if not at_once:
            await sleep(QUIET_SECONDS)
        words = ""
        try:
            looking = first_break(self._view.workspace, ranks, bodies)
            while True:
                try:
                    next(looking)
                except StopIteration as end:
                    if end.value is not None:
                        found = break_words(self._view.workspace, end.value)
                        words = f"{self._view.glyphs.late} {found}"
                    break
                if not at_once:
                    await sleep(0)
        except CockpitError:  # hours or blocks that cannot be counted are told where they stand
            words = ""
        if words != self.words:
            self.words = words
            self._told()
