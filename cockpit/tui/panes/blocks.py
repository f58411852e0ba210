"""Pane 2: today's blocks with the time clocked in them, the now line, and the week's balance."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from cockpit.actions.clocking import running_entry
from cockpit.actions.desk import block_book, owner_calendar
from cockpit.domain.days.block_days import Occurrence, gaps
from cockpit.domain.days.clocked import day_span
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
from cockpit.domain.identity import format_instant, parse_instant, ref
from cockpit.domain.wording.times import clock, minutes
from cockpit.i18n import _
from cockpit.store.workspace import Touched
from cockpit.tui.commands import BLOCKS
from cockpit.tui.glyphs import bar
from cockpit.tui.panes.pane import Pane
from cockpit.tui.rows import Cell, Column, FixedRows, Line
from cockpit.tui.view import View
from cockpit.tui.widgets.pane_frame import Edge

BAR = 10
"""Cells of the bar: planned against clocked time."""

_SHORTEST_BREAK = timedelta(minutes=10)
_RULE = (Column("rule", 1, flex=1),)
_WORDS = (Column("time", 5), Column("words", 12, flex=1))


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
        "No blocks today. Press A for one today, as in: writing 14:00-15:30. For every week: "
        "cockpit block add --function writing --weekday mon --start 9:00 --end 11:00"
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
                _("{glyph} {name} {missing} short this week").format(
                    glyph=self.view.glyphs.late, name=row.name, missing=minutes(row.missing)
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
        for start, end in gaps(day):
            if end - start >= _SHORTEST_BREAK:
                events.append((start, 2, f"#break{start:%H%M}", self._rule(start, _("break"))))
        events += [(at, 2, key, line) for at, key, line in self._call_backs()]
        calendar = owner_calendar(view.workspace)
        hours = calendar.hours_on(view.today) if calendar else None
        if hours:
            closing = hours[-1][1]
            events.append((closing, 3, "#shut-down", self._rule(closing, _("shut down"))))
        if events and not any(one.start <= view.now < one.end for one in day):
            events.append((view.now, 0, "#now", self._rule(view.now, _("now"), "block-now")))
        events.sort(key=lambda event: (event[0].timestamp(), event[1]))
        current = next(
            (one for one in day if one.function is not None and one.end > view.now), None
        )
        rows: list[tuple[str, Line]] = []
        for _at, _order, key, line in events:
            rows.append((key, line))
            if current is not None and key == current.id:
                rows += self._tasks_under(current, tasks)
        if self._use.unplanned:
            rows.append(("#outside", self._outside(self._use)))
        return rows

    def _call_backs(self) -> list[tuple[datetime, str, Line]]:
        """The calls promised for today, and those of earlier days that were not made."""
        view = self.view
        end = day_span(view.today, view.zone, view.settings.day_end)[1]
        found = []
        for number, body in view.workspace.live("interruption").items():
            at = parse_instant(body["call_back"]) if body.get("call_back") else None
            if at is None or at >= end:
                continue
            role = "sla-breached" if at < view.now else "accent-text"
            words = _("call back {who}").format(who=body["who"])
            if body.get("about"):
                words += f" · {body['about']}"
            cells = (Cell(clock(at, view.zone), role), Cell(words, role))
            found.append((at, ref("interruption", number), Line(cells, _WORDS)))
        return found

    def _tasks_under(
        self, block: Occurrence, tasks: dict[int, dict[str, Any]]
    ) -> list[tuple[str, Line]]:
        """Today's tasks of the running or next block: those put into it, and of its function
        those that were put into no other.
        """
        own = [
            (number, body)
            for number, body in tasks.items()
            if body.get("block", block.id) == block.id
            and (body.get("block") or body.get("function") == block.function)
        ]
        glyphs = self.view.glyphs
        lines = []
        for at, (number, body) in enumerate(own):
            branch = glyphs.last_branch if at == len(own) - 1 else glyphs.branch
            estimate = body.get("estimate_minutes")
            cells = (
                Cell(""),
                Cell(f"{branch} {body['title']}", "muted"),
                Cell(minutes(estimate) if estimate else "", "muted"),
            )
            lines.append((f"{block.id}/{ref('task', number)}", Line(cells)))
        return lines

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
        """The block to which the running clock counts: the function's present or next one."""
        if self._clocked is None:
            return None
        own = [
            row.occurrence
            for row in self._use.rows
            if row.occurrence.function == self._clocked.get("function")
        ]
        ahead = [one for one in own if one.end > self.view.now]
        chosen = ahead[:1] or own[-1:]
        return chosen[0].id if chosen else None

    def _progress(self, block: BlockUse, running: bool) -> tuple[str, str]:
        """What has become of a block: clocked, over-full, or running without a clock."""
        glyphs = self.view.glyphs
        function = block.occurrence.function
        if block.occurrence.id == self._clocked_in:
            return f"{minutes(block.done)} {glyphs.running}", "block-now"
        if block.done:
            return _("{length} done").format(length=minutes(block.done)), "done"
        load = self._loads.get(function or "")
        if load is not None and load.over and block.left:
            length = minutes(load.over)
            return f"{glyphs.late} " + _("over by {length}").format(length=length), "sla-at-risk"
        return (_("now"), "block-now") if running else ("", "")

    def _rule(self, at: datetime, words: str, role: str = "muted") -> Line:
        dash = self.view.glyphs.line * 2
        local = at.astimezone(self.view.zone)
        return Line((Cell(f" {local:%H:%M}  {dash} {words} {dash}", role),), _RULE)

    def _outside(self, use: DayUse) -> Line:
        length = minutes(use.unplanned)
        return Line(
            (Cell(" " + _("outside blocks {length}").format(length=length), "muted"),), _RULE
        )
