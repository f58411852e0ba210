"""Pane 1: today's tasks, the master list of the week, what comes later, and the backlog."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import takewhile
from typing import Any, ClassVar

from cockpit.domain.clock import week_of
from cockpit.domain.days.clocked import day_span
from cockpit.domain.identity import format_instant, number_of, parse_instant, ref
from cockpit.domain.ranks import task_rank
from cockpit.domain.wording.times import WEEKDAYS, day_and_month, minutes
from cockpit.i18n import _
from cockpit.store.workspace import Touched
from cockpit.tui.commands import TASKS
from cockpit.tui.glyphs import state
from cockpit.tui.panes.pane import Pane
from cockpit.tui.rows import Cell, Column, Line
from cockpit.tui.sorted_rows import Section, SortedRows
from cockpit.tui.view import DUE_WIDTH, View
from cockpit.tui.widgets.pane_frame import Edge

TODAY, WEEK, LATER, BACKLOG = "today", "week", "later", "backlog"
SECTIONS = (
    Section(TODAY, _("Today")),
    Section(WEEK, _("This week")),
    Section(LATER, _("Later")),
    Section(BACKLOG, _("Backlog")),
)
_DONE = "~"
"""Sort keys of what was crossed off today begin so: after everything open."""


class TasksPane(Pane):
    """The master list: today first, what was crossed off today still in sight."""

    NAME: ClassVar[str] = TASKS
    NUMBER: ClassVar[int] = 1
    TITLE: ClassVar[str] = _("Tasks")
    TABLES: ClassVar[frozenset[str]] = frozenset({"task", "entry", "function", "hours"})
    SHOWS: ClassVar[tuple[str, ...]] = ("task",)
    EMPTY: ClassVar[str] = _(
        "Here stands everything there is to do: today, this week, and the backlog. "
        "Press a and write the first one, as in: Write launch mail #writing ~45m by fri"
    )
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("state", 1),
        Column("priority", 1),
        Column("title", 12, flex=1),
        Column("rolls", 3, align="right", shown_from=46),
        Column("function", 10, shown_from=62),
        Column("estimate", 6, align="right", shown_from=34),
        Column("due", DUE_WIDTH, align="right"),
    )

    def __init__(self, view: View) -> None:
        """Prepare an empty list."""
        self._bodies: Mapping[int, dict[str, Any]] = {}
        self._done: dict[int, dict[str, Any]] = {}
        self._clocked: str | None = None
        self._due_of: dict[int, str] = {}
        self._dues: list[str] = []
        self._complete = False
        self._bounds = ("", "", "")
        self.rows = SortedRows(SECTIONS, line=self._line, haystack=self._haystack)
        super().__init__(view, self.rows)

    def show_first(self, limit: int) -> None:
        """Today, then this week, then later and the backlog, until `limit` rows are there."""
        tasks = self.view.workspace.table("task")
        self._read_done()
        tomorrow, monday, week = self._section_bounds()
        spans = (
            ("1", tomorrow),
            (tomorrow, monday),
            ("2", week),
            (monday, "2"),
            (week, "3"),
            ("3", "4"),
        )
        found: list[tuple[int, dict[str, Any]]] = []
        for low, high in spans:
            if len(found) < limit:
                found += tasks.live_between(low, high, limit - len(found))
        self._bodies = dict(found)
        self._load({number: task_rank(number, body) for number, body in found})

    def show_all(self) -> None:
        """All live tasks."""
        self._bodies = self.view.workspace.live("task")
        self._complete = True
        self._due_of = dict(self.view.workspace.table("task").live_values("due"))
        self._dues = sorted(self._due_of.values())
        self._read_done()
        self._load(self.view.workspace.table("task").ranks())

    def follow(self, touched: Touched) -> None:
        """Put the touched tasks where they now belong."""
        self._read_running()
        if not self._complete or any(table in ("function", "hours") for table, _n in touched):
            self.show_all()
            return
        closed_from = self._day_start()
        for number in [number for table, number in touched if table == "task"]:
            body = self._bodies.get(number)
            self._done.pop(number, None)
            self._follow_due(number, body)
            if body is None:
                gone = self.view.workspace.find("task", number) or {}
                if gone.get("state") == "done" and gone["closed_at"] >= closed_from:
                    body = self._done[number] = gone
            if body is None:
                self.rows.remove(ref("task", number))
            else:
                self.rows.put(*self._placed(number, body))
        self.tell_edges()
        self.list.sync()

    def badge(self) -> str:
        """How many open ones stand on today."""
        count = sum(number_of(key) in self._bodies for key in self._keys_of_today())
        return str(count) if count else ""

    def late_count(self) -> int:
        """Open tasks whose due has passed."""
        return bisect_left(self._dues, self.view.stamp)

    def _follow_due(self, number: int, body: Mapping[str, Any] | None) -> None:
        before = self._due_of.pop(number, None)
        if before is not None:
            del self._dues[bisect_left(self._dues, before)]
        due = None if body is None or body.get("closed_at") else body.get("due")
        if due is not None:
            self._due_of[number] = due
            insort(self._dues, due)

    def tell_edges(self) -> None:
        """Today's count and open estimates against what is left of today's blocks."""
        today = [
            self._bodies[number_of(key)]
            for key in self._keys_of_today()
            if number_of(key) in self._bodies
        ]
        planned = sum(
            body.get("estimate_minutes") or 0 for body in today if not body.get("waiting")
        )
        right = _("today {count}").format(count=len(today))
        if planned:
            right += f" · {minutes(planned)}"
        bottom = _("{count} open").format(count=self._count())
        if self.filter_words:
            bottom = _("{shown} of {count}").format(
                shown=self.rows.shown_count, count=self._count()
            )
        self.tell(top=self.with_filter(right), bottom=Edge("", bottom))

    def _count(self) -> int:
        if self._complete:
            return len(self._bodies)
        return self.view.workspace.table("task").count_live()

    def _load(self, ranks: dict[int, str]) -> None:
        self._read_running()
        self._bounds = self._section_bounds()
        placed = [
            (ref("task", number), self._section(rank), rank) for number, rank in ranks.items()
        ]
        placed += [self._placed(number, body) for number, body in self._done.items()]
        self.rows.load(placed)
        self.tell_edges()
        self.list.sync()

    def _keys_of_today(self) -> list[str]:
        return list(takewhile(lambda key: self.rows.section_of(key) == TODAY, self.rows.keys()))

    def _placed(self, number: int, body: dict[str, Any]) -> tuple[str, str, str]:
        """Key, section and sort key of a task."""
        key = ref("task", number)
        if body.get("closed_at"):
            return key, TODAY, _DONE + str(body["closed_at"]) + key
        rank = task_rank(number, body)
        return key, self._section(rank), rank

    def _section_bounds(self) -> tuple[str, str, str]:
        """The ranks with which today, this week's days and this week's list end."""
        today = self.view.today
        monday = today + timedelta(days=7 - today.weekday())
        tomorrow = today + timedelta(days=1)
        return f"1{tomorrow.isoformat()}", f"1{monday.isoformat()}", f"2{week_of(today)}~"

    def _section(self, rank: str) -> str:
        """Where a rank belongs; leftovers of earlier days and weeks stand with today's."""
        tomorrow, monday, week = self._bounds
        if rank[0] == "3":
            return BACKLOG
        if rank[0] == "2":
            return WEEK if rank < week else LATER
        return TODAY if rank < tomorrow else WEEK if rank < monday else LATER

    def _day_start(self) -> str:
        view = self.view
        return format_instant(day_span(view.today, view.zone, view.settings.day_end)[0])

    def _read_done(self) -> None:
        closed = self.view.workspace.table("task").closed_since(self._day_start())
        # what came in as done already, at an unknown time, was not done today
        self._done = {
            number: body
            for number, body in closed
            if body.get("state") == "done" and body["closed_at"] != body["created_at"]
        }

    def _read_running(self) -> None:
        from cockpit.actions.clocking import running_entry

        running = running_entry(self.view.workspace)
        self._clocked = running[1].get("task") if running else None

    def _haystack(self, key: str) -> str:
        body = self._body(key)
        return " ".join(
            [
                key,
                str(body["title"]),
                self.view.function_name(body.get("function")),
                str(body.get("project", "")),
                " ".join(body.get("tags", ())),
                str(body.get("who", "")),
            ]
        )

    def _body(self, key: str) -> dict[str, Any]:
        number = number_of(key)
        return self._bodies.get(number) or self._done.get(number) or {"title": ""}

    def _line(self, key: str, width: int) -> Line:
        body = self._body(key)
        view = self.view
        sign = state(self._state(key, body), view.glyphs)
        done = bool(body.get("closed_at"))
        quiet = "muted" if done else ""
        rolls = body.get("rolls", 0)
        priority = body.get("priority")
        estimate = body.get("estimate_minutes")
        return Line(
            (
                Cell(sign.glyph, sign.role),
                Cell(str(priority) if priority else "", quiet or "accent-text"),
                Cell(str(body["title"]), "done" if done else ""),
                Cell(f"{view.glyphs.rolled}{rolls}" if rolls else "", quiet or "warning-text"),
                Cell(view.function_name(body.get("function")), "muted"),
                Cell(minutes(estimate) if estimate else "", quiet),
                Cell(*self._when(body, done)),
            )
        )

    def _state(self, key: str, body: dict[str, Any]) -> str:
        if body.get("closed_at"):
            return "done"
        if key == self._clocked:
            return "running"
        if body.get("due") and body["due"] < self.view.stamp:
            return "late"
        return "waiting" if body.get("waiting") else "open"

    def _when(self, body: dict[str, Any], done: bool) -> tuple[str, str]:
        """The last column: the day it stands on, where that is not today, else its due.

        A due that has passed, or comes before that day, is told in its place.
        """
        if done:
            return "", ""
        today = self.view.today.isoformat()
        day = body.get("day")
        if day is not None and day != today and not self._due_wins(body, day):
            return self._day_words(day), "warning-text" if day < today else "muted"
        if body.get("due"):
            return self.view.due_words(body), self.view.due_role(body)
        waiting = body.get("waiting") or {}
        return str(waiting.get("who") or ""), "muted"

    def _due_wins(self, body: dict[str, Any], day: str) -> bool:
        due = body.get("due")
        if due is None or due < self.view.stamp:
            return due is not None
        return parse_instant(due).astimezone(self.view.zone).date().isoformat() < day

    def _day_words(self, day: str) -> str:
        """A planned day says that it is one; a due is told without such a word."""
        planned, today = date.fromisoformat(day), self.view.today
        near = abs((planned - today).days) < 7
        when = WEEKDAYS[planned.weekday()] if near else day_and_month(planned, today)
        words = (_("was {day}") if planned < today else _("on {day}")).format(day=when)
        return words if len(words) <= DUE_WIDTH else words.rsplit(" ", 1)[0]
