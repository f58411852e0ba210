"""What the main screen says in its lines: standing, tabs, keys, messages, and the detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cockpit.tui.panes.requests import RequestsPane
from cockpit.tui.screens.parts import MainParts
from cockpit.tui.status import status_words, tab_words
from cockpit.tui.widgets.cell_line import CellLine, words
from cockpit.tui.widgets.footer import CommandFooter
from cockpit.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from cockpit.tui.widgets.detail import Detail

MESSAGE_SECONDS = 6
"""How long a message stands in place of the keys."""


class Telling(MainParts):
    """Mixed into the main screen."""

    raised = 0
    """Reminders raised and not yet dismissed."""
    _message_left = 0
    _tells_marks = False
    """Whether the message that stands below is the number of marks."""
    _loaded = False
    _detail: Detail | None = None

    def tell(self) -> None:
        """Write the status line, the tabs and the keys."""
        late, at_risk = self._requests.counts()
        late += sum(pane.late_count() for pane in self.panes)
        left, right = status_words(self.view, self.size.width, late, at_risk, self.raised)
        self.query_one("#status", StatusLine).show(left, right)
        self.query_one("#tabs", CellLine).show(tab_words(self.panes, self.pane))
        if not self._message_left:
            self.show_keys()

    def show_keys(self) -> None:
        """The keys of the focused pane in the line below."""
        footer = self.query_one("#keys", CommandFooter)
        if self.is_too_small:
            footer.show([])
            return
        footer.show_pane(self.pane.NAME, self.keymap, self.why_not)

    def say(self, text: str, role: str = "accent-text") -> None:
        """A message in place of the keys, for a few seconds; user text is taken literally."""
        self._message_left = MESSAGE_SECONDS
        self._tells_marks = False
        self.query_one("#keys", CommandFooter).show([words(text, role)])

    def say_warnings(self) -> None:
        """What the owner should know about what was just written, in place of what was said."""
        warned = self.workspace.warned
        if warned:
            self.say_problem(warned[0], "warning-text")
            warned.clear()

    def say_problem(self, text: str, role: str = "error-text") -> None:
        """What went wrong, in one sentence."""
        line = f"{self.view.glyphs.late} {text}"
        self.say(line, role)
        if len(line) > self.size.width - 2:  # cut there, the toast has room for all of it
            self.notify(text, severity="warning", markup=False)

    def clear_message(self) -> None:
        """The keys again in place of a message."""
        self._message_left = 0
        self.show_keys()

    def show_detail(self) -> None:
        """Let the detail beside the panes follow the cursor; it is made when there is room."""
        if self._detail is None:
            if not self.has_class("-detail") or not self._loaded:
                return
            from cockpit.tui.widgets.detail import Detail

            self._detail = Detail(self.view)
            self.query_one("#body").mount(self._detail)
        references = self.pane.selected()
        self._detail.show_record(references[0] if references else None)

    @property
    def _requests(self) -> RequestsPane:
        pane = self.panes[2]
        assert isinstance(pane, RequestsPane)
        return pane
