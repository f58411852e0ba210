"""The functions with what this week gave them: add, edit, order, and archive one that goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from cockpit.actions.desk import block_book
from cockpit.actions.functions import archive_function, reorder_function, users_of
from cockpit.actions.records import add_record
from cockpit.actions.time_log import entries_between
from cockpit.domain.days.clocked import day_span
from cockpit.domain.days.time_use import FunctionWeek, week_use
from cockpit.domain.identity import number_of, ref
from cockpit.domain.ranks import effective_position
from cockpit.domain.wording.times import minutes
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.tui.clocking.working_list import WorkingList
from cockpit.tui.dialogs.dialog import DialogKey
from cockpit.tui.rows import Cell, Column, Line
from cockpit.tui.view import View
from cockpit.tui.widgets.record_messages import RecordOpened

NOWHERE = "none"


class Functions(WorkingList):
    """Works on the functions in the owner's own order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", show=False),
        Binding("e", "edit", show=False),
        Binding("d", "archive", show=False),
        Binding("J", "reorder(1)", show=False),
        Binding("K", "reorder(-1)", show=False),
    ]
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("id", 4),
        Column("name", 12, flex=1),
        Column("target", 8, align="right"),
        Column("planned", 8, align="right"),
        Column("actual", 8, align="right"),
        Column("users", 19, align="right", shown_from=60),
    )
    EMPTY: ClassVar[str] = _(
        "No functions yet. A function is a part of your business, such as writing or customer "
        "service, with the hours a week that you want to give it. Press a for the first."
    )

    def __init__(self, view: View) -> None:
        """Read the functions and their week."""
        super().__init__(
            view,
            (
                DialogKey("a", _("add"), "add"),
                DialogKey("e", _("edit"), "edit"),
                DialogKey("d", _("archive"), "archive"),
                DialogKey("J K", _("order")),
                DialogKey("enter", _("open")),
                DialogKey("u", _("undo"), "undo"),
                DialogKey("esc", _("close"), "cancel"),
            ),
        )

    def read(self) -> list[tuple[str, Line]]:
        """A heading, then each function."""
        workspace = self.view.workspace
        live = workspace.live("function")
        order = sorted(live, key=lambda one: (effective_position(one, live[one]), one))
        weeks = {row.function: row for row in self._week()}
        rows = [(ref("function", one), live[one], weeks[ref("function", one)]) for one in order]
        if not rows:
            return []
        return [("#head", _HEAD), *((key, self._line(key, body, row)) for key, body, row in rows)]

    def title_words(self) -> str:
        """What the columns are of."""
        return _("Functions · this week")

    def on_record_opened(self, message: RecordOpened) -> None:
        """Enter, or a double click: the record in full."""
        message.stop()
        from cockpit.tui.dialogs.record import RecordScreen

        self.app.push_screen(RecordScreen(self.view, message.key))

    def action_add(self) -> None:
        """A new one by its name; then its form."""

        def interpret(text: str) -> str:
            if not text.strip():
                raise WrongUse(_("Write the name of the function."))
            return text.strip()

        def take(text: str) -> None:
            fields = {"name": text.strip()}
            self.carry_out(lambda: add_record(self.view.workspace, "function", fields))

        def complete(_name: str) -> None:
            added = ref("function", max(self.view.workspace.live("function")))
            self.record_list.move_to(added)
            self.edit_form("function", added)

        hint = _("its name: writing, customer service")
        self.ask(_("New function"), hint, take, interpret, then=complete)

    def action_edit(self) -> None:
        """Its name, target and kinds in a form."""
        if self.record_list.cursor_key is not None:
            self.edit_form("function", self.record_list.cursor_key)

    def action_reorder(self, step: int) -> None:
        """One place down or up."""
        key = self.record_list.cursor_key
        if key is not None:
            self.change(lambda: reorder_function(self.view.workspace, key, step))

    def action_archive(self) -> None:
        """Out of the list; where its tasks and blocks go is asked when it has any."""
        key = self.record_list.cursor_key
        if key is None:
            return
        workspace = self.view.workspace
        users = users_of(workspace, key)
        if not users:
            self.change(lambda: archive_function(workspace, key, None))
            return
        from cockpit.tui.dialogs.choose import Choose

        options = [
            (ref("function", number), str(body["name"]), "")
            for number, body in workspace.live("function").items()
            if ref("function", number) != key
        ]
        options.append((NOWHERE, _("No function: tasks without one, blocks as appointments"), "0"))
        name = workspace.live("function")[number_of(key)]["name"]
        title = _("{count} records of {name} go to").format(count=len(users), name=name)

        def chosen(to: str | None) -> None:
            if to is not None:
                target = None if to == NOWHERE else to
                self.change(lambda: archive_function(workspace, key, target))

        self.app.push_screen(Choose(title, options), chosen)

    def _week(self) -> list[FunctionWeek]:
        view = self.view
        monday = view.today - timedelta(days=view.today.weekday())
        start = day_span(monday, view.zone, view.settings.day_end)[0]
        return week_use(
            view.workspace.live("function"),
            view.today,
            block_book(view.workspace),
            entries_between(view.workspace, start, view.now),
            view.now,
            view.workspace.live("task"),
        )

    def _line(self, key: str, body: dict[str, Any], row: FunctionWeek) -> Line:
        used = users_of(self.view.workspace, key)
        blocks = sum(one[0] in "BO" for one in used)
        tasks = sum(one[0] == "T" for one in used)
        told = (
            f"{_counted(tasks, _('task'), _('tasks'))} {_counted(blocks, _('block'), _('blocks'))}"
        )
        short = "sla-at-risk" if row.missing else ""
        return Line(
            (
                Cell(key, "muted"),
                Cell(str(body["name"])),
                Cell(minutes(row.target) if row.target else "–", "" if row.target else "muted"),
                Cell(minutes(row.planned)),
                Cell(minutes(row.actual), short),
                Cell(told, "muted"),
            )
        )


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


_HEAD = Line(
    tuple(
        Cell(words, "muted")
        for words in ("", _("function"), _("target"), _("planned"), _("actual"), _("used by"))
    ),
    # a heading begins one cell further left than a row
    (Functions.COLUMNS[0]._replace(width=5), *Functions.COLUMNS[1:]),
)
