"""Pane 2: today's blocks with the time clocked in them, the now line, and the week's balance."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from cockpit.actions.clocking import running_entry
from cockpit.actions.desk import block_book, owner_calendar
from cockpit.domain.days.block_days import Occurrence
from cockpit.domain.days.clocked import day_span, function_of
from cockpit.domain.days.forgotten import certain_end
from cockpit.domain.days.pauses import pauses
from cockpit.domain.days.time_use import (
    BlockUse,
    DayUse,
    FunctionWeek,
    Load,
    behind,
    day_load,
    day_use,
    week_use,
)
from cockpit.domain.identity import format_instant, ref
from cockpit.domain.wording.times import minutes
from cockpit.i18n import _
from cockpit.store.workspace import Touched
from cockpit.tui.commands import BLOCKS
from cockpit.tui.glyphs import bar
from cockpit.tui.panes.call_backs import call_backs
from cockpit.tui.panes.day_lines import outside_line, pause_line, rule_line, task_lines
from cockpit.tui.panes.pane import Pane
from cockpit.tui.rows import Cell, Column, FixedRows, Line
from cockpit.tui.view import View
from cockpit.tui.widgets.pane_frame import Edge

BAR = 10
"""Cells of the bar: planned against clocked time."""


class BlocksPane(Pane):
    """The day as it is planned, and what has become of it so far."""

    NAME: ClassVar[str] = BLOCKS
    NUMBER: ClassVar[int] = 2
    TITLE: ClassVar[str] = _("Today")
    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"block", "override", "entry", "function", "hours", "task", "interruption"}
    )
    SHOWS: ClassVar[tuple[str, ...]] = ("block", "override", "interruption")
    EMPTY: ClassVar[str] = _(
        "No blocks today. Press A for one today, as in: writing 14:00-15:30. For every week "
        "press B, there w, then a."
    )
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("time", 5),
        Column("what", 12, flex=1),
        Column("planned", 6, align="right"),
        Column("bar", BAR, shown_from=46),
        Column("state", 16, shown_from=38),
    )

    def __init__(self, view: View) -> None:
        """Prepare an empty list."""
        self.rows = FixedRows()
        self._use = DayUse(view.today, (), {})
        self._blocks: dict[str, BlockUse] = {}
        self._loads: dict[str, Load] = {}
        self._weeks: list[FunctionWeek] = []
        self._clocked: dict[str, Any] | None = None
        self._clocked_in: str | None = None
        self._late = 0
        """Calls whose time has passed."""
        self._tasks: dict[int, dict[str, Any]] = {}
        super().__init__(view, self.rows)

    def show_all(self) -> None:
        """Today's blocks, the tasks of the running one, breaks and the now line."""
        view = self.view
        workspace = view.workspace
        book = block_book(workspace)
        entries = self._entries()
        tasks = self._tasks = self._today_tasks()
        self._use = day_use(view.today, book, entries, view.now, tasks)
        self._loads = day_load(view.today, book, tasks, entries, view.now)
        functions = workspace.live("function")
        self._weeks = week_use(functions, view.today, book, entries, view.now, tasks)
        running = running_entry(workspace)
        self._clocked = running[1] if running else None
        self._blocks = {row.occurrence.id: row for row in self._use.rows}
        self._clocked_in = self._running_block()
        self.rows.replace(self._lines(tasks))
        self.tell_edges()
        self.list.sync()

    def follow(self, touched: Touched) -> None:
        """The few rows of one day are worked out again, when anything of today was touched."""
        other_days = all(table == "task" and not self._is_today(n) for table, n in touched)
        if not other_days:
            self.show_all()

    def _is_today(self, number: int) -> bool:
        """Whether a task stands on today, or stood there, or is the one that is clocked."""
        body = self.view.workspace.find("task", number) or {}
        return (
            number in self._tasks
            or body.get("day") == self.view.today.isoformat()
            or (self._clocked or {}).get("task") == ref("task", number)
        )

    def tick(self, new_day: bool) -> None:
        """The now line moves, the running entry grows."""
        self.show_all()

    def record_of(self, key: str) -> str:
        """The block, override or task behind a row."""
        return key.rpartition("/")[2].partition("@")[0]

    def badge(self) -> str:
        """How many calls are late."""
        return f"{self.view.glyphs.late}{self._late}" if self._late else ""

    def late_count(self) -> int:
        """Calls promised whose time has passed."""
        return self._late

    def tell_edges(self) -> None:
        """Planned and done of the day on top; below, the functions that the week leaves short."""
        right = ""
        if self._use.planned:
            right = _("planned {planned} · done {done}").format(
                planned=minutes(self._use.planned), done=minutes(self._use.done) or "0m"
            )
        self.tell(top=self.with_filter(right), bottom=Edge("", self._balance()))

    def _balance(self) -> str:
        """What the rest of the week cannot bring any more, else the functions furthest behind."""
        short = behind(self._weeks)
        if short:
            return " · ".join(
                _("{glyph} {name}: {possible} of {target} still possible").format(
                    glyph=self.view.glyphs.late,
                    name=row.name,
                    possible=minutes(row.possible),
                    target=minutes(row.target),
                )
                for row in short[:1]
            )
        aims = [row for row in self._weeks if row.target]
        aims.sort(key=lambda row: row.actual / row.target)
        return " · ".join(
            _("{name} {actual} of {target}").format(
                name=row.name, actual=minutes(row.actual), target=minutes(row.target)
            )
            for row in aims[:2]
        )

    def _entries(self) -> dict[int, dict[str, Any]]:
        """The time entries that can reach into this week: those running and those closed in it."""
        view = self.view
        monday = view.today - timedelta(days=view.today.weekday())
        start = day_span(monday, view.zone, view.settings.day_end)[0]
        table = view.workspace.table("entry")
        return {
            **view.workspace.live("entry"),
            **dict(table.closed_since(format_instant(start))),
        }

    def _today_tasks(self) -> dict[int, dict[str, Any]]:
        """The live tasks that stand on today; one index scan, whatever the backlog holds."""
        day = self.view.today
        return dict(
            self.view.workspace.table("task").live_between(
                f"1{day.isoformat()}", f"1{(day + timedelta(days=1)).isoformat()}"
            )
        )

    def _lines(self, tasks: dict[int, dict[str, Any]]) -> list[tuple[str, Line]]:
        view = self.view
        day = block_book(view.workspace).on(view.today)
        events = [(one.start, 1, one.id, self._occurrence(one)) for one in day]
        calendar = owner_calendar(view.workspace)
        hours = calendar.hours_on(view.today) if calendar else []
        for pause in pauses(day, hours):
            events.append((pause.start, 2, f"#break{pause.start:%H%M}", pause_line(view, pause)))
        calls = call_backs(view)
        self._late = sum(one.is_late for one in calls)
        events += [(one.at, 2, one.key, one.line) for one in calls]
        if hours:
            closing = hours[-1][1]
            events.append((closing, 3, "#shut-down", rule_line(view, closing, _("shut down"))))
        if events and not any(one.start <= view.now < one.end for one in day):
            events.append((view.now, 0, "#now", rule_line(view, view.now, _("now"), "block-now")))
        events.sort(key=lambda event: (event[0].timestamp(), event[1]))
        current = next(
            (one for one in day if one.function is not None and one.end > view.now), None
        )
        rows: list[tuple[str, Line]] = []
        for _at, _order, key, line in events:
            rows.append((key, line))
            if current is not None and key == current.id:
                rows += task_lines(view, current, tasks)
        if self._use.unplanned:
            rows.append(("#outside", outside_line(self._use.unplanned)))
        return rows

    def _occurrence(self, one: Occurrence) -> Line:
        view = self.view
        name = view.function_name(one.function)
        words = one.label or name
        if one.label and name and one.label != name:
            words = f"{name} · {one.label}"
        running = one.start <= view.now < one.end
        role = "block-now" if running else "muted" if one.end <= view.now else ""
        head = (Cell(f"{one.start:%H:%M}", role), Cell(words or _("appointment"), role))
        block = self._blocks.get(one.id)
        if block is None:
            return Line((*head, Cell(minutes(one.minutes), role)))
        part = block.done / block.planned if block.planned else 0.0
        return Line(
            (
                *head,
                Cell(minutes(block.planned), role),
                Cell(bar(part, BAR, view.glyphs), role or "muted"),
                Cell(*self._progress(block, running)),
            )
        )

    def _running_block(self) -> str | None:
        """The block to which the running clock counts: the function's present or next one.

        A forgotten clock counts to none of them any more.
        """
        clocked, book = self._clocked, block_book(self.view.workspace)
        if clocked is None:
            return None
        function = function_of(clocked, self._tasks)
        if certain_end(clocked, function, book, self.view.now) is not None:
            return None
        own = [row.occurrence for row in self._use.rows if row.occurrence.function == function]
        ahead = [one for one in own if one.end > self.view.now]
        chosen = ahead[:1] or own[-1:]
        return chosen[0].id if chosen else None

    def _last_of(self, function: str | None) -> str | None:
        """The last block of a function with time left: there its tasks run over, and once."""
        ids = [
            row.occurrence.id
            for row in self._use.rows
            if row.left and row.occurrence.function == function
        ]
        return ids[-1] if ids else None

    def _progress(self, block: BlockUse, running: bool) -> tuple[str, str]:
        """What has become of a block: clocked, over-full, or running without a clock."""
        glyphs = self.view.glyphs
        function = block.occurrence.function
        if block.occurrence.id == self._clocked_in:
            return f"{minutes(block.done)} {glyphs.running}", "block-now"
        if block.done:
            return _("{length} done").format(length=minutes(block.done)), "done"
        load = self._loads.get(function or "")
        if load is not None and load.over and block.occurrence.id == self._last_of(function):
            length = minutes(load.over)
            return f"{glyphs.late} " + _("over by {length}").format(length=length), "sla-at-risk"
        return (_("now"), "block-now") if running else ("", "")
