"""The batch of a day as a list to work through: one key for each request."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.actions import requests
from cockpit.actions.batches import (
    DayBatch,
    Joined,
    batch_day_beside,
    batch_sheet,
    batches_of,
    title_of,
)
from cockpit.domain.identity import number_of
from cockpit.domain.promising.story import state_of
from cockpit.domain.promising.words import day_label
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.dialogs.dialog import Dialog, DialogKey
from cockpit.tui.glyphs import state
from cockpit.tui.rows import Cell, Column, FixedRows, Line
from cockpit.tui.view import View
from cockpit.tui.widgets.record_list import RecordList
from cockpit.tui.widgets.record_messages import RecordOpened

AROUND = 3
"""Lines of the dialog that are not requests: the border and the keys."""
COLUMNS = (
    Column("state", 1),
    Column("id", 4),
    Column("customer", 12, flex=1),
    Column("subject", 12, flex=2),
    Column("order", 10, shown_from=60),
    Column("standing", 9),
)
HEADING = (Column("heading", 1, flex=1),)


class BatchList(Dialog[None]):
    """Works on the batches of one day; what is done stays in sight, ticked off."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", show=False),
        Binding("space", "resolve", show=False),
        Binding("r", "reply", show=False),
        Binding("w", "wait", show=False),
        Binding("u", "undo", show=False),
        Binding("y", "copy", show=False),
        Binding("h,left", "other_day(-1)", show=False),
        Binding("l,right", "other_day(1)", show=False),
    ]
    DEFAULT_CSS = """
    BatchList RecordList { background: $surface; }
    """
    TITLE_ROOM = 70

    def __init__(self, view: View, day: date) -> None:
        """Show the batches of a day; raises `WrongUse` when nothing is promised in batches."""
        super().__init__(
            _("Batch"),
            (
                DialogKey("space", _("resolved"), "resolve"),
                DialogKey("r", _("replied"), "reply"),
                DialogKey("w", _("waiting"), "wait"),
                DialogKey("u", _("undo"), "undo"),
                DialogKey("h l", _("day")),
                DialogKey("y", _("copy"), "copy"),
                DialogKey("esc", _("close"), "cancel"),
            ),
        )
        self.add_class("-wide")
        self.view = view
        self.day = day
        self.batches = batches_of(view.workspace, day)
        """As they were when the list was opened, so that nothing jumps while it is worked on."""
        self.rows = FixedRows()
        self._steps = 0
        """Changes made here, which are all that `u` takes back."""
        self._read()
        self.words = self._title()

    def parts(self) -> Iterable[Widget]:
        """The list."""
        yield RecordList(
            self.rows,
            COLUMNS,
            empty=_("There is no batch on this day, and none that is near."),
            glyphs=self.view.glyphs,
        )

    def on_resize(self, event: events.Resize) -> None:
        """As high as the requests, or as the screen."""
        self._fit(event.size.height)

    def on_record_opened(self, message: RecordOpened) -> None:
        """Enter, or a double click: the request in full."""
        message.stop()
        from cockpit.tui.dialogs.record import RecordScreen

        self.app.push_screen(RecordScreen(self.view, message.key))

    def action_other_day(self, step: int) -> None:
        """The day before or after that has a batch."""
        day = batch_day_beside(self.view.workspace, self.day, step)
        if day is None:
            self.notify(_("No other batch is near."), markup=False)
            return
        self.day = day
        self.batches = batches_of(self.view.workspace, day)
        self._show_again()
        self._list.action_first()
        self._fit(self.size.height)

    def action_resolve(self) -> None:
        """Done: the next one is under the cursor."""
        self._work(requests.resolve_request)

    def action_reply(self) -> None:
        """A reply was sent."""
        self._work(requests.record_reply)

    def action_wait(self) -> None:
        """Wait on the customer: it leaves this batch."""
        self._work(requests.wait_on_customer)

    def action_undo(self) -> None:
        """Take the last step that was made here back."""
        if not self._steps:
            self.notify(_("Nothing was done here yet."), markup=False)
            return
        try:
            change = self.view.workspace.undo()
        except CockpitError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._steps -= 1
        self._show_again()
        for table, number in change.touched:
            if table == "request":
                self._list.move_to(f"R{number}")

    def action_copy(self) -> None:
        """The sheet to print, to the clipboard of the terminal."""
        self.app.copy_to_clipboard("\n".join(batch_sheet(self.batches)))
        self.notify(_("Copied the sheet."), markup=False)

    @property
    def _list(self) -> RecordList:
        return self.query_one(RecordList)

    def _fit(self, height: int) -> None:
        rows = min(max(3, len(self.rows)), max(1, height - AROUND))
        self._list.styles.height = rows

    def _work(self, step: Callable[..., object]) -> None:
        key = self._list.cursor_key
        if key is None:
            return
        try:
            step(self.view.workspace, key)
        except CockpitError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._steps += 1
        self._show_again()
        self._list.action_cursor_down()

    def _show_again(self) -> None:
        self.view.tick()
        self._read()
        self._list.sync()
        self.set_title(self._title())

    def _title(self) -> str:
        """Which day it is, and how much of it is done."""
        each = {joined.id: joined for one in self.batches for joined in one.requests}.values()
        left = sum(1 for joined in each if self._standing(joined) in ("due", "late", "open"))
        title = _("Batch of {day}").format(day=day_label(self.day))
        if not each:
            return title
        done = _("{done} of {count} done").format(done=len(each) - left, count=len(each))
        return f"{title} · {done}"

    def _read(self) -> None:
        rows: dict[str, Line] = {}  # one that has two clocks in batches stands in the first
        for number, one in enumerate(self.batches):
            rows[f"#{number}"] = self._heading(one)
            for joined in one.requests:
                rows.setdefault(joined.id, self._line(joined))
        self.rows.replace(list(rows.items()))

    def _heading(self, one: DayBatch) -> Line:
        return Line((Cell(title_of(one), "strong"),), HEADING)

    def _line(self, joined: Joined) -> Line:
        body = joined.body
        name = self._standing(joined)
        sign = state(name, self.view.glyphs)
        role = "muted" if name in ("done", "waiting") else ""
        return Line(
            (
                Cell(sign.glyph, sign.role),
                Cell(joined.id, "muted"),
                Cell(str(body.get("customer", "")), role),
                Cell(str(body.get("subject", "")), role),
                Cell(str(body.get("order_number") or ""), "muted"),
                Cell(self._words(name, sign.word, joined), sign.role),
            )
        )

    def _standing(self, joined: Joined) -> str:
        """How it stands now: "due" or "late" until something was done with it here."""
        body = self.view.workspace.find("request", number_of(joined.id)) or {}
        now = state_of(body.get("events", ()))
        if body.get("closed_at") or now == "resolved":
            return "done"
        if now == "waiting":
            return "waiting"
        return "late" if joined.status == "breached" else "due"

    def _words(self, name: str, word: str, joined: Joined) -> str:
        if name in ("done", "waiting", "late"):
            return word
        body = self.view.workspace.find("request", number_of(joined.id)) or {}
        told = body.get("events", ())
        return _("replied") if any(one["type"] == "reply" for one in told) else ""
