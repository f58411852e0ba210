"""The main screen: a status line, four panes, the keys; everything follows the workspace."""

from __future__ import annotations

import gc
from asyncio import sleep
from shutil import get_terminal_size
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.widgets import Static

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.store.workspace import Touched
from cockpit.tui.commands import EVERYWHERE, PANES, bindings
from cockpit.tui.messages import WorkspaceChanged
from cockpit.tui.panes.blocks import BlocksPane
from cockpit.tui.panes.contractors import ContractorsPane
from cockpit.tui.panes.pane import Pane
from cockpit.tui.panes.requests import RequestsPane
from cockpit.tui.panes.tasks import TasksPane
from cockpit.tui.render import content
from cockpit.tui.screens.seeing import SeeingCommands
from cockpit.tui.screens.telling import Telling
from cockpit.tui.view import View
from cockpit.tui.widgets.cell_line import CellLine
from cockpit.tui.widgets.footer import CommandFooter
from cockpit.tui.widgets.record_messages import CursorMoved, MarksChanged, RecordOpened
from cockpit.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from cockpit.tui.verbs.all_verbs import AllVerbs


class MainScreen(SeeingCommands, Telling):
    """Four panes on one workspace."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EVERYWHERE, *PANES)]
    AUTO_FOCUS = "#tasks-list"
    HORIZONTAL_BREAKPOINTS = [
        (0, "-tiny"),
        (60, "-one"),
        (100, "-four"),
        (140, "-detail"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]

    def __init__(self, view: View) -> None:
        """Prepare the panes on one view; nothing is read before the screen is mounted."""
        super().__init__()
        # by the size of the terminal, so that the first layout is the right one
        width, height = get_terminal_size()
        for size, steps in (
            (width, self.HORIZONTAL_BREAKPOINTS),
            (height, self.VERTICAL_BREAKPOINTS),
        ):
            self.add_class([name for least, name in steps if size >= least][-1])
        self.view = view
        self.panes: tuple[Pane, ...] = (
            TasksPane(view),
            BlocksPane(view),
            RequestsPane(view),
            ContractorsPane(view),
        )
        self.panes[0].set_focused(True)
        self.pane: Pane = self.panes[0]
        """The pane that has the focus, or had it last."""
        self._touched: Touched = set()
        self._behind: dict[Pane, Touched] = {}
        """What the panes without the focus have still to follow."""
        self._minute = ""
        self._verbs: AllVerbs | None = None

    def compose(self) -> ComposeResult:
        """The lines above and below, and the panes between."""
        yield StatusLine(id="status")
        yield CellLine(id="tabs")
        with Horizontal(id="body"):
            yield Container(*self.panes, id="panes")
        yield Static(
            content(_("The cockpit needs 60 columns and 16 lines; make the window larger.")),
            id="too-small",
        )
        yield CommandFooter(id="keys")

    def on_mount(self) -> None:
        """The first rows of every pane before the first frame; the rest comes after it."""
        rows = max(24, self.app.size.height)
        for pane in self.panes:
            pane.show_first(rows)
        self.tell()
        self.workspace.listeners.append(self._note_change)
        self.set_interval(1.0, self._tick)
        self.call_after_refresh(self._load_rest)

    def on_unmount(self) -> None:
        """Nobody is left to be told of changes."""
        if self._note_change in self.workspace.listeners:
            self.workspace.listeners.remove(self._note_change)

    async def _load_rest(self) -> None:
        """All rows, once the first frame stands; keys are taken between one pane and the next."""
        from cockpit.store.request_ranks import rank_requests

        try:
            if not self.workspace.read_only:
                rank_requests(self.workspace)
            for pane in self.panes:
                pane.show_all()
                await sleep(0)
        except CockpitError as error:
            self.say_problem(str(error))
        self._loaded = True
        self.tell()
        self.show_detail()
        gc.freeze()  # what is loaded stays: it is not walked through again and again
        gc.enable()
        self.post_message(WorkspaceChanged())
        self.cockpit.call_later(self.cockpit.after_first_frame)

    @property
    def is_settled(self) -> bool:
        """Whether everything is read, and every pane has followed every change."""
        return self._loaded and not self._touched and not self._behind

    # -- following -------------------------------------------------------------------------

    def _note_change(self, touched: Touched) -> None:
        self._touched |= touched
        self.post_message(WorkspaceChanged())

    def on_workspace_changed(self, message: WorkspaceChanged) -> None:
        """The pane with the focus follows at once; the others after its paint."""
        if not self._loaded:
            return
        touched, self._touched = self._touched, set()
        if not touched:
            return
        self.view.tick()
        self.say_warnings()
        for pane in self.panes:
            self._behind.setdefault(pane, set()).update(touched)
        self._follow(self.pane, self._behind.pop(self.pane))
        self.call_after_refresh(self._follow_elsewhere)

    def _follow_elsewhere(self) -> None:
        """Let the other panes, the status line and the detail follow what is behind."""
        behind, self._behind = self._behind, {}
        for pane, touched in behind.items():
            self._follow(pane, touched)
        if behind:
            self.tell()
            self.show_detail()

    def _follow(self, pane: Pane, touched: Touched) -> None:
        """Only what was touched, and only where it can look different."""
        own = {(table, number) for table, number in touched if table in pane.TABLES}
        if not own:
            return
        try:
            pane.follow(own)
        except CockpitError as error:  # the file can no longer be read: the old rows stand
            self.say_problem(str(error))
        pane.show_awaited()

    def _tick(self) -> None:
        """Once a second: other processes' changes; once a minute: the clock and what it moves."""
        if not self._loaded:
            return
        if self._message_left:
            self._message_left -= 1
            if not self._message_left:
                self.show_keys()
        try:
            self._look_again()
        except CockpitError as error:
            self.say_problem(str(error))

    def _look_again(self) -> None:
        """At what others wrote, and at the clock."""
        self.workspace.refresh()
        new_day = self.view.tick()
        minute = self.view.now.strftime("%Y-%m-%dT%H:%M")
        if minute == self._minute and not new_day:
            return
        self._minute = minute
        for pane in self.panes:
            pane.tick(new_day)
        self.tell()

    @property
    def verbs(self) -> AllVerbs:
        """The verbs, loaded with the first one."""
        if self._verbs is None:
            from cockpit.tui.verbs.all_verbs import AllVerbs

            self._verbs = AllVerbs(self)
        return self._verbs

    def on_resize(self) -> None:
        """Textual loses the focus when its widget is hidden: it is given again."""
        self.call_after_refresh(self.focus_pane, self.pane)

    # -- events ----------------------------------------------------------------------------

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The accent border goes to the pane that has the focus."""
        for pane in self.panes:
            if event.widget is pane.list and pane is not self.pane:
                self.focus_pane(pane)

    def on_record_opened(self, message: RecordOpened) -> None:
        """Enter shows the record in full; it never changes anything."""
        message.stop()
        reference = self.pane.record_of(message.key)
        if reference:
            self.open_record(reference)

    def on_cursor_moved(self, message: CursorMoved) -> None:
        """The detail beside the panes follows the cursor."""
        if message.record_list is self.pane.list:
            self.show_detail()

    def on_marks_changed(self, message: MarksChanged) -> None:
        """How many records the next command works on."""
        if message.keys:
            self.say(_("{count} marked; esc unmarks").format(count=len(message.keys)))
            self._tells_marks = True
        elif self._tells_marks:  # what a command on them did is not wiped away
            self.clear_message()

    def on_command_footer_command_pressed(self, message: CommandFooter.CommandPressed) -> None:
        """A click on a key is as good as the key."""
        self.run_command(message.command_id)
