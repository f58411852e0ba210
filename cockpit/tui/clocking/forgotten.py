"""A forgotten clock is asked about: when it stopped, or whether it still runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from textual import events
from textual.widget import Widget

from cockpit.actions.clocking import read_stop, stop_clock
from cockpit.actions.forgotten_clock import (
    AT_START,
    BLOCK_END,
    CLOSING,
    NOW,
    Forgotten,
    forgotten_clock,
)
from cockpit.domain.days.clocked import day_span
from cockpit.domain.wording.reminder_words import clock_words
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.dialogs.choose import AROUND, Choose
from cockpit.tui.text_rows import BLANK, Row, broken, paragraph
from cockpit.tui.view import View
from cockpit.tui.widgets.cell_text import CellText
from cockpit.tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from datetime import date, datetime

    from textual.app import App

    from cockpit.tui.app import CockpitApp

OTHER_TIME = "time"
STILL_RUNS = "runs"
WIDTH = 56
"""Cells of a line in the box."""

_left_running: WeakKeyDictionary[View, tuple[str, date]] = WeakKeyDictionary()
"""The entry of which the owner said that it still runs, and the day on which he did."""


class ForgottenClock(Choose):
    """Returns the place of a suggestion, `OTHER_TIME` or `STILL_RUNS`; None asks again later."""

    DEFAULT_CSS = """
    ForgottenClock RecordList { background: $surface; }
    """

    def __init__(self, view: View, forgotten: Forgotten) -> None:
        """Ask about a running clock."""
        options = [
            (str(at), f"{_said(words)}, {clock_words(moment, view.zone, view.now)}", _KEYS[words])
            for at, (words, moment) in enumerate(forgotten.suggestions)
        ]
        options.append((OTHER_TIME, _("It stopped at another time …"), "o"))
        options.append((STILL_RUNS, _("It still runs: leave it"), "r"))
        super().__init__(_("Is the clock still running?"), options)
        self.forgotten = forgotten

    def parts(self) -> Iterable[Widget]:
        """What is odd about it, and the answers."""
        yield CellText(self._told)
        yield from super().parts()

    def on_resize(self, event: events.Resize) -> None:
        """As high as the answers, or as the screen."""
        room = event.size.height - AROUND - len(broken(self.forgotten.words, WIDTH)) - 1
        self.query_one(RecordList).styles.height = min(len(self.options), max(1, room))

    def _told(self, width: int) -> list[Row]:
        return [*paragraph(self.forgotten.words, width, "sla-at-risk"), BLANK]


def ask_about_clock(app: App[None], view: View, then: Callable[[], None] | None = None) -> bool:
    """Open the question when the clock is to be asked about; False when there is none to ask.

    `then` is called once the clock was stopped.
    """
    forgotten = forgotten_clock(view.workspace, view.settings.day_end)
    if forgotten is None:
        return False

    def stop(at: datetime) -> None:
        app.notify(stop_clock(view.workspace, at).label, markup=False)
        if then is not None:
            then()

    def answered(answer: str | None) -> None:
        if answer == STILL_RUNS:
            _left_running[view] = forgotten.entry, view.today
        elif answer == OTHER_TIME:
            ask_when(app, view, stop)
        elif answer is not None:
            try:
                stop(forgotten.suggestions[int(answer)][1])
            except CockpitError as error:  # stopped elsewhere meanwhile
                app.notify(str(error), severity="error", markup=False)

    app.push_screen(ForgottenClock(view, forgotten), answered)
    return True


def ask_when(app: App[None], view: View, stop: Callable[[datetime], None]) -> None:
    """Ask at what time the clock stopped; what `stop` refuses stands there, with the sentence."""
    from cockpit.tui.dialogs.ask import Ask

    def interpret(text: str) -> str:
        return clock_words(read_stop(view.workspace, text), view.zone, view.now)

    def take(text: str) -> None:
        stop(read_stop(view.workspace, text))

    hint = _("a time: 17:20, yesterday 18:00, or now")
    app.push_screen(Ask(_("The clock stopped at"), hint, "", interpret, take))


def is_to_be_asked(view: View) -> Forgotten | None:
    """The clock to ask about: not one that the owner lets run today."""
    forgotten = forgotten_clock(view.workspace, view.settings.day_end)
    if forgotten is None or _left_running.get(view) == (forgotten.entry, view.today):
        return None
    return forgotten


def watch_clock(app: CockpitApp) -> None:
    """Ask about a forgotten clock as the screen opens, and look again each minute.

    One of an earlier day is asked about at once; past the closing of its own day a word is said,
    since the owner may be typing.
    """
    told: set[str] = set()

    def look(*, opening: bool = False) -> None:
        view = app.view
        if app.leaving or app.screen is not app.main_screen or view.workspace.read_only:
            return
        forgotten = is_to_be_asked(view)
        if forgotten is None:
            return
        start_of_day = day_span(view.today, view.zone, view.settings.day_end)[0]
        if opening or forgotten.started < start_of_day:
            ask_about_clock(app, view)
        elif forgotten.entry not in told:
            told.add(forgotten.entry)
            sentence = _("{words} s asks when it stopped.").format(words=forgotten.words)
            app.main_screen.say_problem(sentence)

    look(opening=True)
    app.set_interval(60, look)


def _said(words: str) -> str:
    """A suggestion as an answer."""
    return _("It ran until now") if words == NOW else _("It stopped {when}").format(when=words)


_KEYS = {BLOCK_END: "b", CLOSING: "c", NOW: "n", AT_START: "w"}
"""The key of each suggestion."""
