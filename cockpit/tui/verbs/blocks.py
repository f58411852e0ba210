"""What the keys do to today's blocks: other hours today, and a block for today only."""

from __future__ import annotations

import re

from cockpit.actions import blocks
from cockpit.actions.records import edit_record
from cockpit.actions.typed.phrases import read_record, read_wall_time
from cockpit.domain.identity import split_ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.tui.verbs.verbs import Verbs

_SPAN = re.compile(r"(\d\d?(?::\d\d)?)\s*(?:-|–|to|a)\s*(\d\d?(?::\d\d)?)\Z")


class BlockVerbs(Verbs):
    """The week template is edited with e; these change one date."""

    def move_block(self, reference: str) -> None:
        """Ask for other hours of a block today; the other weeks stay as they are."""
        self.ask(
            _("Move {id} today to").format(id=reference),
            _("from–to, as in 14:00-15:30"),
            lambda text: self.change(lambda: self._move_to(reference, *read_span(text))),
            lambda text: "–".join(read_span(text)),
        )

    def _move_to(self, reference: str, start: str, end: str) -> object:
        table, _number = split_ref(reference)
        if table == "override":
            return edit_record(self.workspace, reference, {"start": start, "end": end})
        return blocks.move_block(self.workspace, reference, self.view.today, start, end).change

    def new_block(self) -> None:
        """Ask for a block on today only."""
        self.ask(
            _("New block for today"),
            _("function and hours, as in writing 14:00-15:30"),
            lambda text: self.change(lambda: self._add_block(text)),
            self._words_of_block,
        )

    def _words_of_block(self, text: str) -> str:
        function, start, end = self._read_block(text)
        return f"{self.view.function_name(function)} {start}–{end}"

    def _add_block(self, text: str) -> object:
        function, start, end = self._read_block(text)
        return blocks.add_block_on(self.workspace, function, self.view.today, start, end).change

    def _read_block(self, text: str) -> tuple[str, str, str]:
        said = text.strip()
        span = _SPAN.search(said)
        name = said[: span.start()].strip() if span else ""
        if span is None or not name:
            raise WrongUse(_("Write a function and its hours, as in writing 14:00-15:30."))
        return (read_record(self.workspace, "function", name), *read_span(span[0]))


def read_span(text: str) -> tuple[str, str]:
    """Start and end, "HH:MM", of a written span."""
    match = _SPAN.match(text.strip())
    if match is None:
        raise WrongUse(_("Write the hours from–to, as in 14:00-15:30."))
    return read_wall_time(match[1]), read_wall_time(match[2])
