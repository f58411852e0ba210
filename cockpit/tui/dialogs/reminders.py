"""What was raised and not dismissed: go to its record, dismiss it, or hear of it later."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import ClassVar, Protocol

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.actions.typed.phrases import read_moment
from cockpit.domain.reminders import (
    ASSET_RENEWAL,
    ASSIGNMENT_DUE,
    AT_RISK,
    BREACHED,
    CALL_BACK,
    CHECK_IN_DUE,
    GONE_DARK,
    PAYMENT_DUE,
    PROCEDURE_STALE,
    TIMED,
    VERDICT_OWED,
    WAITS_ON_OWNER,
    Reminder,
)
from cockpit.domain.wording.reminder_words import clock_words, sentence
from cockpit.domain.wording.times import ago
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _
from cockpit.tui.dialogs.dialog import Dialog, DialogKey
from cockpit.tui.glyphs import state
from cockpit.tui.rows import Cell, Column, FixedRows, Line
from cockpit.tui.view import View
from cockpit.tui.widgets.record_list import RecordList
from cockpit.tui.widgets.record_messages import RecordOpened

AROUND = 3
"""Lines of the dialog that are not reminders: the border and the keys."""
EMPTY_LINES = 3
"""Lines that the text of an empty list needs."""


COLUMNS = (
    Column("state", 1),
    Column("id", 4),
    Column("about", 16, flex=1),
    Column("what", 23),
    Column("since", 11, align="right"),
)
"""The customer's words, and what is due to him."""
TIMED_COLUMNS = (
    Column("state", 1),
    Column("id", 4),
    Column("sentence", 40, flex=1),
    Column("since", 11, align="right"),
)
"""Of what belongs to an hour of the day: its sentence says all."""


class Speaking(Protocol):
    """Who raised the reminders, and can take them off the list."""

    def raised(self) -> list[Reminder]:
        """What was raised and is not dismissed."""

    def dismiss(self, reminders: list[Reminder]) -> None:
        """Off the list for good."""

    def snooze(self, reminders: list[Reminder], until: datetime) -> None:
        """Off the list until a moment, then once more."""


class Reminders(Dialog[str | None]):
    """Returns the short id of the record to go to, None when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,b", "cancel", show=False),
        Binding("d", "dismiss_reminder", show=False),
        Binding("D", "dismiss_all", show=False),
        Binding("S", "snooze", show=False),
    ]
    DEFAULT_CSS = """
    Reminders RecordList { background: $surface; }
    """

    def __init__(self, view: View, speaker: Speaking) -> None:
        """Show the reminders of a speaker."""
        super().__init__(
            _("Reminders"),
            (
                DialogKey("enter", _("go to it"), "open"),
                DialogKey("d", _("dismiss"), "dismiss_reminder"),
                DialogKey("D", _("dismiss all"), "dismiss_all"),
                DialogKey("S", _("snooze"), "snooze"),
                DialogKey("esc", _("close"), "cancel"),
            ),
        )
        self.add_class("-wide")
        self.view = view
        self.speaker = speaker
        self.rows = FixedRows()
        self._reminders: dict[str, Reminder] = {}
        self._read()

    def parts(self) -> Iterable[Widget]:
        """The list."""
        yield RecordList(
            self.rows,
            COLUMNS,
            empty=_("Nothing was raised that still holds. Reminders wait here until dismissed."),
            glyphs=self.view.glyphs,
        )

    def on_resize(self, event: events.Resize) -> None:
        """As high as the reminders, or as the screen."""
        self._set_height(event.size.height)

    def on_record_opened(self, message: RecordOpened) -> None:
        """Enter, or a double click: the main screen goes to the record."""
        message.stop()
        self.dismiss(short_id(self._reminders[message.key]))

    def action_open(self) -> None:
        """Go to the record under the cursor."""
        self._list.action_open()

    def action_dismiss_reminder(self) -> None:
        """Take the one under the cursor, or all marked ones, off the list for good."""
        self._take_off(self._list.selected())

    def action_dismiss_all(self) -> None:
        """Take all off the list for good: those that are shown, none that came since."""
        self._take_off(list(self._reminders))

    def action_snooze(self) -> None:
        """Take them off the list until a moment."""
        chosen = self._list.selected()
        if not chosen:
            return
        from cockpit.tui.dialogs.ask import Ask

        hint = _("a time or day: 16:00, tomorrow 9:00, mon")

        def take(text: str) -> None:
            reminders = [self._reminders[key] for key in chosen if key in self._reminders]
            if reminders:
                self.speaker.snooze(reminders, self._moment(text))
                self._show_again()

        self.app.push_screen(Ask(_("Remind again"), hint, "", self._interpret, take))

    @property
    def _list(self) -> RecordList:
        return self.query_one(RecordList)

    def _take_off(self, keys: list[str]) -> None:
        chosen = [self._reminders[key] for key in keys if key in self._reminders]
        if chosen and self._done(lambda: self.speaker.dismiss(chosen)):
            self._show_again()

    def _interpret(self, text: str) -> str:
        return f"{self._moment(text).astimezone(self.view.zone):%a %d %b %H:%M}"

    def _moment(self, text: str) -> datetime:
        until = read_moment(self.view.workspace, text)[0]
        if until <= self.view.workspace.now():
            raise WrongUse(_("That has been; say a moment ahead of now."))
        return until

    def _done(self, step: Callable[[], None]) -> bool:
        """Carry out one step; a log that cannot be written is told, and nothing is lost."""
        try:
            step()
        except CockpitError as error:
            self.notify(str(error), severity="error", markup=False)
            return False
        return True

    def _show_again(self) -> None:
        self._read()
        reminders = self._list
        reminders.mark(reminders.marks & self._reminders.keys())
        self._set_height(self.size.height)
        reminders.sync()

    def _read(self) -> None:
        """The newest first: what rang just now is looked for first."""
        found = sorted(self.speaker.raised(), key=lambda one: one.rings, reverse=True)
        self._reminders = {"|".join(map(str, one.key)): one for one in found}
        self.rows.replace([(key, self._line(one)) for key, one in self._reminders.items()])

    def _line(self, one: Reminder) -> Line:
        name = _STATES.get(one.kind, "due")
        sign = state(name, self.view.glyphs)
        zone, now = self.view.zone, self.view.now
        glyph, since = Cell(sign.glyph, sign.role), Cell(ago(one.rings, now, zone), "muted")
        subject = Cell(short_id(one), "muted")
        if one.kind in TIMED:
            return Line((glyph, subject, Cell(sentence(one, zone, now)), since), TIMED_COLUMNS)
        what = Cell(_what(one, clock_words(one.until or one.instant, zone, now)), sign.role)
        return Line((glyph, subject, Cell(one.about), what, since))

    def _set_height(self, screen: int) -> None:
        lines = len(self.rows) or EMPTY_LINES
        self._list.styles.height = min(lines, max(1, screen - AROUND))


def _what(reminder: Reminder, at: str) -> str:
    """What is due, in the words that fit a column."""
    if reminder.kind == CALL_BACK:
        return _("call back {at}").format(at=at)
    if reminder.kind in _DELEGATED:
        return _DELEGATED[reminder.kind]
    said = {
        "first": _("first reply"),
        "next": _("next reply"),
        "resolution": _("resolution"),
        "promised": _("promised"),
    }.get(reminder.stage, reminder.stage)
    text = _("{what} late") if reminder.kind == BREACHED else _("{what} due {at}")
    return text.format(what=said, at=at)


_STATES = {
    BREACHED: "late",
    AT_RISK: "at_risk",
    ASSIGNMENT_DUE: "late",
    GONE_DARK: "late",
    VERDICT_OWED: "at_risk",
    WAITS_ON_OWNER: "at_risk",
    CHECK_IN_DUE: "at_risk",
}
_DELEGATED = {
    VERDICT_OWED: _("your verdict owed"),
    WAITS_ON_OWNER: _("waits on you"),
    ASSIGNMENT_DUE: _("due, not delivered"),
    CHECK_IN_DUE: _("check-in due"),
    GONE_DARK: _("gone dark"),
    PAYMENT_DUE: _("payment due"),
    ASSET_RENEWAL: _("ends soon"),
    PROCEDURE_STALE: _("to be reviewed"),
}


def short_id(reminder: Reminder) -> str:
    """The record that a reminder is about: of a block's occurrence "B4@2026-11-23" it is "B4"."""
    return reminder.subject.partition("@")[0]
