"""The time log: a day's entries and gaps as a timeline, filled and corrected by one key each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual.binding import Binding, BindingType

from cockpit.actions.clocking import add_entry, running_entry, start_clock, stop_clock
from cockpit.actions.day_gaps import Gap, fill_gap, fill_gaps
from cockpit.actions.day_log import BrokenIn, DayLog, Logged, day_log
from cockpit.actions.records import edit_record
from cockpit.actions.time_log import archive_entry
from cockpit.domain.identity import ref
from cockpit.domain.promising.words import day_label
from cockpit.domain.wording.times import clock, minutes
from cockpit.i18n import _
from cockpit.store.workspace import Body
from cockpit.tui.clocking.log_rows import COLUMNS, key_of, line_of
from cockpit.tui.clocking.spans import read_entry, read_times, write_times
from cockpit.tui.clocking.working_list import WorkingList
from cockpit.tui.dialogs.dialog import DialogKey, KeyLine
from cockpit.tui.rows import Line
from cockpit.tui.view import View
from cockpit.tui.widgets.record_messages import CursorMoved, RecordOpened

_DAY = timedelta(days=1)


class TimeLog(WorkingList):
    """Works on the log of one day; the days before are a key away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("T", "cancel", show=False),
        Binding("f", "fill", show=False),
        Binding("F", "fill_all", show=False),
        Binding("a", "add", show=False),
        Binding("m", "times", show=False),
        Binding("e", "edit", show=False),
        Binding("d", "archive", show=False),
        Binding("s", "clock", show=False),
        Binding("h,left", "day(-1)", show=False),
        Binding("l,right", "day(1)", show=False),
    ]
    COLUMNS = COLUMNS
    EMPTY: ClassVar[str] = _(
        "Nothing was clocked on this day, and no block is past. a adds what was done, as in: "
        "9:00-10:30 writing; h goes to the day before."
    )

    def __init__(self, view: View, day: date | None = None) -> None:
        """Show a day's log, today's unless told otherwise."""
        self.day = day or view.today
        self._lines: dict[str, Logged | Gap | BrokenIn] = {}
        self._log: DayLog | None = None
        super().__init__(view, _KEYS["none"])

    def read(self) -> list[tuple[str, Line]]:
        """Entries, gaps and interruptions by their time."""
        log = self._log = day_log(self.view.workspace, self.day, self.view.settings.day_end)
        self._lines = {key_of(line): line for line in log.lines}
        return [(key, line_of(line, self.view.glyphs)) for key, line in self._lines.items()]

    def title_words(self) -> str:
        """The day, and what it adds up to."""
        log = self._log
        words = [_("Time of {day}").format(day=day_label(self.day))]
        if log is not None:
            words.append(_("clocked {length}").format(length=minutes(log.clocked)))
            if log.unclocked:
                words.append(_("not clocked {length}").format(length=minutes(log.unclocked)))
            if log.interrupted:
                words.append(_("interrupted {length}").format(length=minutes(log.interrupted)))
        return " · ".join(words)

    def on_mount(self) -> None:
        """The cursor begins on the first gap, when there is one to fill."""
        super().on_mount()
        gaps = [key for key, line in self._lines.items() if isinstance(line, Gap)]
        if gaps:
            self.record_list.move_to(gaps[0])
        self._show_keys()

    def on_cursor_moved(self, message: CursorMoved) -> None:
        """The keys that do something with what is under the cursor."""
        message.stop()
        self._show_keys()

    def on_record_opened(self, message: RecordOpened) -> None:
        """Enter: the record in full; on a gap, on what it is to be clocked."""
        message.stop()
        line = self._lines.get(message.key)
        if isinstance(line, Gap):
            self._choose(line)
        elif line is not None:
            from cockpit.tui.dialogs.record import RecordScreen

            self.app.push_screen(RecordScreen(self.view, line.id))

    def show_again(self, cursor: str | None = None) -> None:
        """Read the rows again; what is under the cursor may have become something else."""
        super().show_again(cursor)
        self._show_keys()

    def action_fill(self) -> None:
        """Clock the gap under the cursor on its block's function."""
        gap = self._line
        if not isinstance(gap, Gap):
            self.tell(_("There is no gap under the cursor; F fills all of them."))
        elif self.change(lambda: fill_gap(self.view.workspace, gap)):
            self.record_list.action_cursor_down()

    def action_fill_all(self) -> None:
        """Clock every gap of the day, each on its block's function."""
        gaps = self._log.gaps if self._log is not None else []
        if gaps:
            self.change(lambda: fill_gaps(self.view.workspace, gaps))
        else:
            self.tell(_("There is no gap on this day."))

    def action_add(self) -> None:
        """Log what was done without the clock."""
        view, day = self.view, self.day

        def interpret(text: str) -> str:
            fields, words = read_entry(view.workspace, day, text)
            span = "–".join(clock(fields[name], view.zone) for name in ("started", "stopped"))
            return f"{span} {words}"

        self.ask(
            _("What was done on {day}").format(day=day_label(day)),
            _("from–to and a function or task: 9:00-10:30 writing"),
            lambda text: self.carry_out(
                lambda: add_entry(view.workspace, read_entry(view.workspace, day, text)[0])
            ),
            interpret,
        )

    def action_times(self) -> None:
        """Correct from when to when an entry was."""
        line = self._line
        if not isinstance(line, Logged):
            self.tell(_("Only an entry has times to correct; f fills a gap."))
            return
        shown = write_times(line.body, self.view.zone)
        self.ask(
            _("{id} was").format(id=line.id),
            _("from–to, as in 9:00-10:30") if line.end else _("from, as in 9:00"),
            lambda text: self.carry_out(
                lambda: edit_record(
                    self.view.workspace, line.id, read_times(line.body, self.view.zone, text)
                )
            ),
            lambda text: write_times(
                {**line.body, **read_times(line.body, self.view.zone, text)}, self.view.zone
            ),
            shown,
        )

    def action_edit(self) -> None:
        """The entry or interruption in its form."""
        line = self._line
        if isinstance(line, Logged):
            self.edit_form("entry", line.id)
        elif isinstance(line, BrokenIn):
            self.edit_form("interruption", line.id)
        else:
            self.tell(_("A gap has nothing to edit; f fills it, enter asks on what."))

    def action_archive(self) -> None:
        """Take an entry out of the log."""
        line = self._line
        if isinstance(line, Logged):
            self.change(lambda: archive_entry(self.view.workspace, line.id))
        else:
            self.tell(_("Only an entry is archived here."))

    def action_clock(self) -> None:
        """Stop the clock that runs; else go on with what is under the cursor."""
        workspace = self.view.workspace
        if running_entry(workspace) is not None:
            from cockpit.tui.clocking.forgotten import ask_about_clock

            before = workspace.revision
            if not ask_about_clock(self.app, self.view, lambda: self.note_change(before)):
                self.change(lambda: stop_clock(workspace))
            return
        line = self._line
        if isinstance(line, Logged):
            on = {name: line.body.get(name) for name in ("task", "function")}
            if on["task"]:
                on["function"] = None
            self.change(lambda: start_clock(workspace, **on))
        elif isinstance(line, Gap):
            self.change(lambda: start_clock(workspace, function=line.function))
        else:
            self.tell(_("Say on what: put the cursor on an entry or a gap."))

    def action_day(self, step: int) -> None:
        """The day before, or after; there is none after today."""
        day = self.day + step * _DAY
        if day > self.view.today:
            self.tell(_("This is today."))
            return
        self.day = day
        self.show_again()
        self.record_list.action_first()

    @property
    def _line(self) -> Logged | Gap | BrokenIn | None:
        return self._lines.get(self.record_list.cursor_key or "")

    def _show_keys(self) -> None:
        line = self._line
        kind = "none" if line is None else _KINDS[type(line)]
        self.query_one(KeyLine).show_keys(_KEYS[kind])

    def _choose(self, gap: Gap) -> None:
        """Ask on what a gap is clocked: its function, a task of the day, another function."""
        from cockpit.tui.dialogs.choose import Choose

        workspace = self.view.workspace
        functions = workspace.live("function")
        own = [number for number in functions if ref("function", number) == gap.function]
        others = [number for number in functions if number not in own]
        options = [(ref("function", n), str(functions[n]["name"]), "") for n in own]
        options += [(ref("task", n), str(body["title"]), "") for n, body in self._tasks(gap)]
        options += [(ref("function", n), str(functions[n]["name"]), "") for n in others]

        def chosen(reference: str | None) -> None:
            if reference is not None:
                kind = "task" if reference.startswith("T") else "function"
                self.change(lambda: fill_gap(workspace, gap, **{kind: reference}))

        title = _("{start}–{end} was").format(start=f"{gap.start:%H:%M}", end=f"{gap.end:%H:%M}")
        self.app.push_screen(Choose(title, options), chosen)

    def _tasks(self, gap: Gap) -> list[tuple[int, Body]]:
        """The tasks of the day and of the gap's function, open ones and those done since."""
        since = self.day.isoformat()
        tasks = self.view.workspace.table("task")
        found = {
            **dict(tasks.live_between(f"1{since}", f"1{(self.day + _DAY).isoformat()}")),
            **{n: body for n, body in tasks.closed_since(since) if body.get("day") == since},
        }
        return [one for one in found.items() if one[1].get("function") == gap.function]


_ALWAYS = (
    DialogKey("a", _("add"), "add"),
    DialogKey("s", _("clock"), "clock"),
    DialogKey("h l", _("day")),
    DialogKey("u", _("undo"), "undo"),
    DialogKey("esc", _("close"), "cancel"),
)
_EDIT = DialogKey("e", _("edit"), "edit")
_KINDS: dict[type, str] = {Gap: "gap", Logged: "entry", BrokenIn: "interruption"}
_KEYS: dict[str, tuple[DialogKey, ...]] = {
    "gap": (
        DialogKey("f", _("fill"), "fill"),
        DialogKey("enter", _("other")),
        DialogKey("F", _("all"), "fill_all"),
        *_ALWAYS,
    ),
    "entry": (
        DialogKey("m", _("times"), "times"),
        _EDIT,
        DialogKey("d", _("archive"), "archive"),
        *_ALWAYS,
    ),
    "interruption": (_EDIT, *_ALWAYS),
    "none": _ALWAYS,
}
"""What can be done with each kind of line."""
