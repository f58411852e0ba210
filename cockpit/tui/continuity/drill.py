"""The drill of one person: what stops without him, and what mends it, one key each."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from cockpit.actions.continuity.drills import history_of, hold_drill, keep_drill
from cockpit.actions.continuity.facts import drill_facts
from cockpit.actions.continuity.mending import steps_as_tasks
from cockpit.actions.continuity.words import headline
from cockpit.actions.continuity.work import left_lying
from cockpit.domain.drills.drill import Drilled, Loss
from cockpit.domain.drills.mending import Bundle, Step
from cockpit.domain.drills.parties import OWNER
from cockpit.domain.drills.questions import Question
from cockpit.domain.drills.rules import Broken
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.continuity.answering import Answering
from cockpit.tui.continuity.drill_rows import COLUMNS, drill_rows
from cockpit.tui.dialogs.dialog import DialogKey, KeyLine
from cockpit.tui.rows import Column, Line
from cockpit.tui.view import View
from cockpit.tui.widgets.record_messages import CursorMoved, RecordOpened

_MENDS = {
    "registered": "register",
    "admin": "admin",
    "second_factor": "factor",
    "recovery": "recovery",
    "pointer": "pointer",
    "expires": "pay",
}
"""A hard rule to the step that mends it."""


class DrillScreen(Answering):
    """Works on what one loss would mean."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("X", "cancel", show=False),
        Binding("y", "yes", show=False),
        Binding("n", "no", show=False),
        Binding("space", "done", show=False),
        Binding("t", "tomorrow", show=False),
        Binding("e", "edit", show=False),
    ]
    DEFAULT_CSS = """
    DrillScreen.-wide > Box { width: 110; }
    """
    COLUMNS: ClassVar[tuple[Column, ...]] = COLUMNS
    EMPTY: ClassVar[str] = ""
    TITLE_ROOM: ClassVar[int] = 104

    def __init__(self, view: View, who: str) -> None:
        """Take somebody out: "owner", a contractor, or another who holds something."""
        self.who = who
        self.drilled: Drilled | None = None
        self._behind: dict[str, object] = {}
        super().__init__(view, _KEYS["none"])

    def read(self) -> list[tuple[str, Line]]:
        """The drill as it stands now."""
        workspace = self.view.workspace
        drilled = self.drilled = hold_drill(workspace, self.who)
        left = left_lying(workspace, self.who, [one.function for one in drilled.stops])
        kept = history_of(workspace, self.who)
        rows = drill_rows(self.view, drill_facts(workspace), drilled, left, kept)
        self._behind = {key: behind for key, _line, behind in rows}
        return [(key, line) for key, line, _behind in rows]

    def title_words(self) -> str:
        """What stops, in one sentence."""
        stops = len(self.drilled.stops) if self.drilled else 0
        return headline(drill_facts(self.view.workspace), self.who, stops)

    def on_mount(self) -> None:
        """Keep what was found, so that the score has a history."""
        super().on_mount()
        self._keep()
        self._show_keys()

    def action_cancel(self) -> None:
        """Leave; what was mended meanwhile is kept too."""
        self._keep()
        super().action_cancel()

    def on_cursor_moved(self, message: CursorMoved) -> None:
        """The keys that do something with what is under the cursor."""
        message.stop()
        self._show_keys()

    def show_again(self, cursor: str | None = None) -> None:
        """Read the rows again; what is under the cursor may have become something else."""
        super().show_again(cursor)
        self._show_keys()

    def on_record_opened(self, message: RecordOpened) -> None:
        """Enter: a question is answered in a line, a record is shown in full."""
        message.stop()
        behind = self._behind.get(message.key)
        if isinstance(behind, Question):
            self.ask_answer(behind)
            return
        reference = _record_of(behind)
        if reference is not None:
            from cockpit.tui.dialogs.record import RecordScreen

            self.app.push_screen(RecordScreen(self.view, reference))

    def action_yes(self) -> None:
        """The question under the cursor: yes, or: I do."""
        if isinstance(self._here, Question):
            self.say_yes(self._here)
        else:
            self.tell(_("There is no question under the cursor."))

    def action_no(self) -> None:
        """The question under the cursor: no, or: somebody else."""
        if isinstance(self._here, Question):
            self.say_no(self._here)
        else:
            self.tell(_("There is no question under the cursor."))

    def action_done(self) -> None:
        """A step, or a whole bundle, or what mends a hard rule, is done."""
        here = self._here
        if isinstance(here, Bundle):
            self.finish_steps(here.steps)
        elif isinstance(here, Step):
            self.finish_steps([here])
        elif isinstance(here, Question):
            self.ask_answer(here)
        elif isinstance(here, Broken) and (self.who != OWNER or here.rule == "pointer"):
            self.finish_steps([Step(_MENDS[here.rule], here.asset, here.name)])
        else:
            self.tell(_("Nothing is to be ticked off here; fixes stand at the end (G)."))

    def action_tomorrow(self) -> None:
        """The steps of the bundle under the cursor become tasks of tomorrow."""
        bundle = self._bundle
        if bundle is None:
            self.tell(_("Put the cursor on a fix; its steps become tasks of tomorrow."))
            return

        def put() -> object:
            change = steps_as_tasks(self.view.workspace, bundle)
            self.tell(change.label)
            return change

        self.change(put)

    def action_edit(self) -> None:
        """The record behind the row in its form."""
        reference = _record_of(self._here)
        if reference is None:
            self.tell(_("There is no record under the cursor."))
            return
        table = self.view.workspace.body(reference)[0]
        self.edit_form(table, reference)

    @property
    def _here(self) -> object:
        return self._behind.get(self.record_list.cursor_key or "")

    @property
    def _bundle(self) -> Bundle | None:
        here = self._here
        if isinstance(here, Bundle):
            return here
        if isinstance(here, Step) and self.drilled is not None:
            function = (self.record_list.cursor_key or "").split(":")[1]
            same = (one for one in self.drilled.bundles if one.function == function)
            return next(same, None)
        return None

    def _keep(self) -> None:
        if self.drilled is None or self.view.workspace.read_only:
            return
        try:
            keep_drill(self.view.workspace, self.drilled)
        except CockpitError as error:
            self.complain(error)

    def _show_keys(self) -> None:
        here = self._here
        kind = "fix" if isinstance(here, Bundle | Step) else "none"
        if isinstance(here, Question):
            kind = "question"
        elif isinstance(here, Broken):
            kind = "rule"
        self.query_one(KeyLine).show_keys(_KEYS[kind])


def _record_of(behind: object) -> str | None:
    """The short id of the record that a row is about."""
    if isinstance(behind, Broken):
        return behind.asset
    if isinstance(behind, Loss | Bundle):
        return behind.function
    return getattr(behind, "ref", None)


_ALWAYS = (
    DialogKey("u", _("undo"), "undo"),
    DialogKey("esc", _("close"), "cancel"),
)
_KEYS = {
    "none": (
        DialogKey("enter", _("open")),
        DialogKey("e", _("edit"), "edit"),
        DialogKey("G", _("to the fixes")),
        *_ALWAYS,
    ),
    "question": (
        DialogKey("y", _("yes, me"), "yes"),
        DialogKey("n", _("no"), "no"),
        DialogKey("enter", _("answer")),
        DialogKey("e", _("edit"), "edit"),
        *_ALWAYS,
    ),
    "rule": (
        DialogKey("space", _("mended"), "done"),
        DialogKey("enter", _("open")),
        DialogKey("e", _("edit"), "edit"),
        *_ALWAYS,
    ),
    "fix": (
        DialogKey("space", _("done"), "done"),
        DialogKey("t", _("as tasks for tomorrow"), "tomorrow"),
        DialogKey("e", _("edit"), "edit"),
        *_ALWAYS,
    ),
}
