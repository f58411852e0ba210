"""The week's blocks as a full screen: the grid, what is under the cursor, and the balance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from cockpit.actions.balance import suggest_move, use_of_weeks
from cockpit.actions.weeks.facts import Box, DayBoxes, days_of
from cockpit.actions.weeks.finding import day_words
from cockpit.actions.weeks.phrases import monday_of
from cockpit.actions.weeks.telling import week_lines
from cockpit.domain.plans.balance import MoveSuggestion
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.store.workspace import Touched
from cockpit.tui.dialogs.dialog import KeyLine
from cockpit.tui.messages import WorkspaceChanged
from cockpit.tui.render import content
from cockpit.tui.text_rows import Row
from cockpit.tui.view import View
from cockpit.tui.weeks.balance_rows import NARROWEST, Weeks, balance_rows
from cockpit.tui.weeks.changing import ChangingBlocks
from cockpit.tui.weeks.cursor import MovingCursor
from cockpit.tui.weeks.drawing import Picture, column_width
from cockpit.tui.weeks.grid import WeekGrid
from cockpit.tui.weeks.keys import OVER_THE_WEEK, commands_by_name, last_line, week_bindings
from cockpit.tui.weeks.placing import scale_of
from cockpit.tui.weeks.words import box_words, head_words, lesson_words, suggestion_words
from cockpit.tui.widgets.cell_line import CellLine, words
from cockpit.tui.widgets.cell_text import CellText

if TYPE_CHECKING:
    from cockpit.tui.commands import Command

MESSAGE_SECONDS = 6
LEAST_GRID = 18
"""Lines that the grid keeps before the balance is shown under it."""
PAST_WEEKS = 4

_TABLES = {"block", "override", "function", "hours", "entry", "task"}


class WeekBlocks(MovingCursor, ChangingBlocks):
    """Seven days, or one; every key changes one block, this date only or every week."""

    BINDINGS: ClassVar[list[BindingType]] = [*week_bindings()]
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-enough")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]
    DEFAULT_CSS = """
    WeekBlocks { background: $background; layout: vertical; }
    WeekBlocks #week-head { dock: top; }
    WeekBlocks #balance { padding: 0 1; display: none; }
    WeekBlocks.-balance #balance { display: block; }
    WeekBlocks.-instead #balance { display: block; height: 1fr; padding: 1 1; }
    WeekBlocks.-instead WeekGrid, WeekBlocks.-instead #under { display: none; }
    WeekBlocks #small { display: none; padding: 1 2; }
    WeekBlocks.-tiny #small, WeekBlocks.-short #small { display: block; }
    WeekBlocks.-tiny WeekGrid, WeekBlocks.-short WeekGrid { display: none; }
    WeekBlocks.-tiny CellLine, WeekBlocks.-short CellLine { display: none; }
    WeekBlocks.-tiny #balance, WeekBlocks.-short #balance { display: none; }
    """

    def __init__(self, view: View, day: date, only_day: bool = False) -> None:
        """The week of a day with the cursor on it; with `only_day` that day alone."""
        super().__init__()
        self.view = view
        self.only_day = only_day
        self.day = day
        self.key: str | None = None
        self.awaited: tuple[date, str] | None = None
        self.days: list[DayBoxes] = []
        self.weeks: Weeks = ()
        self.suggestion: MoveSuggestion | None = None
        self._message_left = 0
        self._minute = self._minute_now()
        self._stale = False
        """Whether something was written that is not shown yet."""
        self.read()
        self.begin()

    def compose(self) -> ComposeResult:
        """The lines above and below, the grid, and the balance under it."""
        yield CellLine(id="week-head")
        yield WeekGrid(self._picture)
        yield CellLine(id="under")
        yield CellText(self._balance_rows, id="balance")
        yield CellLine(id="suggestion")
        yield Static(
            content(_("The blocks of a week need 60 columns and 16 lines; make it larger.")),
            id="small",
        )
        yield KeyLine(())

    def on_mount(self) -> None:
        """Follow the workspace and the clock."""
        self.view.workspace.listeners.append(self._note_change)
        self.set_interval(1.0, self._tick)
        self.tell()

    def on_unmount(self) -> None:
        """Nobody is left to be told."""
        if self._note_change in self.view.workspace.listeners:
            self.view.workspace.listeners.remove(self._note_change)

    def on_resize(self) -> None:
        """The balance under the grid, where both have room."""
        self.set_class(self._has_room_for_balance(), "-balance")
        self.tell()

    # -- following -------------------------------------------------------------------------

    def follow(self) -> None:
        """Read the week again; the cursor stays on its block, or goes to the one awaited."""
        self.view.tick()
        self._minute, self._stale = self._minute_now(), False
        awaited, self.awaited = self.awaited, None
        if awaited is not None and not self.shows(awaited[0]) and not self.only_day:
            self.day = awaited[0]
        self.read()
        if awaited is not None:
            for day in self.days:
                for box in day.boxes:
                    if not box.is_appointment and _begins(box) == awaited:
                        self.day, self.key = day.day, box.key
        self.show_cursor()

    def on_workspace_changed(self, message: WorkspaceChanged) -> None:
        """Somebody else wrote, or undid."""
        if self._stale and self.is_attached:
            self.follow()

    def _note_change(self, touched: Touched) -> None:
        if any(table in _TABLES for table, _number in touched):
            self._stale = True
            self.post_message(WorkspaceChanged())

    def _tick(self) -> None:
        if self._message_left:
            self._message_left -= 1
            if not self._message_left:
                self._show_keys()
        if self._minute_now() != self._minute:
            self.follow()

    def _minute_now(self) -> str:
        return self.view.now.strftime("%Y-%m-%dT%H:%M")

    def read(self) -> None:
        """The days, the balance and what would mend it, as they stand now."""
        workspace, before = self.view.workspace, self.box
        first, count = (self.day, 1) if self.only_day else (monday_of(self.day), 7)
        try:
            self.days = days_of(workspace, first, count)
            self.weeks = use_of_weeks(workspace, self.day, PAST_WEEKS + 1)
            self.suggestion = suggest_move(workspace, self.view.settings.day_end)
            if self.only_day and self.suggestion and self.suggestion.date != self.day:
                self.suggestion = None  # it would lead away from the day
        except CockpitError as error:  # the file can no longer be read: the old week stands
            self.say_problem(str(error))
        if self.key not in {box.key for day in self.days for box in day.boxes}:
            self.stand_near(before)
        for day in self.days:
            if any(box.key == self.key for box in day.boxes):
                self.day = day.day

    # -- looking ---------------------------------------------------------------------------

    def action_open(self) -> None:
        """The record of the block in full: what was changed on the date, else the block."""
        box = self.box
        if box is not None:
            from cockpit.tui.dialogs.record import RecordScreen

            self.app.push_screen(RecordScreen(self.view, box.one.block or box.one.override or ""))

    def action_balance(self) -> None:
        """The balance in place of the grid, where there is no room for both."""
        if self._has_room_for_balance():
            self.say(_("The balance stands under the grid."))
            return
        self.toggle_class("-instead")
        self.tell()

    def action_copy(self) -> None:
        """The week as text to the clipboard of the terminal."""
        self.app.copy_to_clipboard("\n".join(week_lines(self.days)))
        self.say(_("Copied the week as text."))

    def action_keys(self) -> None:
        """All keys."""
        from cockpit.tui.weeks.keys import WeekKeysHelp

        self.app.push_screen(WeekKeysHelp(self._keymap))

    def action_palette(self) -> None:
        """Find any command by its name."""
        self.app.action_command_palette()

    def offers(self) -> list[tuple[Command, str, Callable[[], object]]]:
        """What the palette offers here, with its keys: the week's own, and what opens a screen."""
        main = getattr(self.app, "main_screen", None)
        found: list[tuple[Command, str, Callable[[], object]]] = []
        for one, keys in commands_by_name(self._keymap):
            if one.id not in OVER_THE_WEEK:
                found.append((one, keys, getattr(self, f"action_{one.id}")))
            elif main is not None:
                found.append((one, keys, partial(main.run_command, one.id)))
        return found

    def action_leave(self) -> None:
        """Back to where this was opened."""
        self.dismiss(None)

    # -- telling ---------------------------------------------------------------------------

    def day_title(self) -> str:
        """The day under the cursor in words."""
        return day_words(self.day)

    def show_cursor(self) -> None:
        """Paint, and tell what is under the cursor."""
        if self.is_attached:
            self.query_one(WeekGrid).show_again()
            self.tell()

    def tell(self) -> None:
        """The lines around the grid, and the balance."""
        if not self.is_attached:
            return
        width = self.size.width
        head = head_words(self.view, self.days, weekly=self.weekly, width=width)
        self.query_one("#week-head", CellLine).show(*head)
        self.query_one("#under", CellLine).show(box_words(self.view, self.box, self.day, width))
        told = suggestion_words(self.view, self.suggestion, self.weeks, weekly=self.weekly)
        self.query_one("#suggestion", CellLine).show(told)
        self.query_one("#balance", CellText).show(self._balance_rows)
        if not self._message_left:
            self._show_keys()

    def say(self, text: str, role: str = "accent-text") -> None:
        """A message in place of the keys, for a few seconds; user text is taken literally."""
        self._message_left = MESSAGE_SECONDS
        self.query_one(KeyLine).show([words(text, role)])

    def say_problem(self, text: str) -> None:
        """What went wrong, in one sentence."""
        line = f"{self.view.glyphs.late} {text}"
        if self.is_attached:
            self.say(line, "error-text")
        if len(line) > self.size.width - 2:  # cut there, the toast has room for all of it
            self.notify(text, severity="warning", markup=False)

    def _show_keys(self) -> None:
        self.query_one(KeyLine).show(*last_line(self._keymap, self.size.width))

    @property
    def _keymap(self) -> dict[str, str]:
        return getattr(self.app, "own_keys", {})

    def _picture(self, width: int, height: int) -> Picture:
        return Picture(
            self.days,
            scale_of(self.days, height - 1),
            column_width(width, len(self.days)),
            self.view.today,
            self.view.now.astimezone(self.view.zone),
            self.day,
            self.key,
            self.view.glyphs,
            lesson_words(self.view),
        )

    def _balance_rows(self, width: int) -> list[Row]:
        return balance_rows(self.weeks, width, self.view.glyphs)

    def _has_room_for_balance(self) -> bool:
        width, height = self.size
        rows = len(balance_rows(self.weeks, max(NARROWEST, width - 2), self.view.glyphs))
        return width >= NARROWEST + 2 and height - rows - 4 >= LEAST_GRID


def _begins(box: Box) -> tuple[date, str]:
    return box.one.start.date(), f"{box.one.start:%H:%M}"
