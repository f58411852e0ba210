"""Pane 3: the customer request queue, what breaks first on top."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping
from typing import Any, ClassVar

from cockpit.domain.days.clocked import day_span
from cockpit.domain.identity import format_instant, number_of, ref
from cockpit.domain.promising.story import state_of
from cockpit.domain.ranks import WAITING_RANK, due_of, has_due, risk_of, snoozed_of
from cockpit.domain.wording.times import absolute
from cockpit.i18n import _
from cockpit.store.request_ranks import RANKED_BY
from cockpit.store.workspace import Touched
from cockpit.tui.commands import REQUESTS
from cockpit.tui.glyphs import state
from cockpit.tui.panes.look_ahead import LookAhead
from cockpit.tui.panes.pane import Pane
from cockpit.tui.rows import Cell, Column, Line
from cockpit.tui.sorted_rows import Section, SortedRows
from cockpit.tui.view import DUE_WIDTH, View
from cockpit.tui.widgets.pane_frame import Edge

QUEUE, WAITING, UNPROMISED, RESOLVED = "queue", "waiting", "unpromised", "resolved"
SECTIONS = (
    Section(QUEUE),
    Section(WAITING, _("Waiting or snoozed")),
    Section(UNPROMISED, _("Nothing due")),
    Section(RESOLVED, _("Resolved today")),
)


class RequestsPane(Pane):
    """The queue: each request with what is left of its promise."""

    NAME: ClassVar[str] = REQUESTS
    NUMBER: ClassVar[int] = 3
    TITLE: ClassVar[str] = _("Requests")
    TABLES: ClassVar[frozenset[str]] = RANKED_BY | {"request", "block", "override", "function"}
    """Blocks and functions change no row, but what will break."""
    SHOWS: ClassVar[tuple[str, ...]] = ("request",)
    EMPTY: ClassVar[str] = _(
        "Here stands what customers ask, what is due first on top. "
        "Press a and begin with a question mark, as in: ? @anna wants the logo as svg by wed"
    )
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("state", 1),
        Column("id", 4),
        Column("kind", 9, shown_from=44),
        Column("customer", 9, flex=1),
        Column("subject", 8, flex=2, shown_from=38),
        Column("due", DUE_WIDTH, align="right"),
    )

    def __init__(self, view: View) -> None:
        """Prepare an empty list."""
        self._bodies: Mapping[int, dict[str, Any]] = {}
        self._ranks: dict[int, str] = {}
        self._dues: list[str] = []
        self._risks: list[str] = []
        self._since = ""
        self._resolved: dict[int, dict[str, Any]] = {}
        """What was resolved today: it stays in sight, and can be reopened there."""
        self._complete = False
        self._verdicts: dict[int, bool] | None = None
        """Whether the promise was met, by request closed this month; None until it is asked for."""
        self._snoozed: set[str] = set()
        self._ahead = LookAhead(view, self.tell_edges)
        self.rows = SortedRows(SECTIONS, line=self._line, haystack=self._haystack)
        super().__init__(view, self.rows)

    def show_first(self, limit: int) -> None:
        """The first rows of the queue, by due."""
        self._bodies = dict(self.view.workspace.table("request").live(limit))
        self._load(self.view.workspace.table("request").ranks(self._bodies))

    def show_all(self) -> None:
        """All open requests."""
        self._bodies = self.view.workspace.live("request")
        self._complete = True
        self._verdicts = None
        self._load(self.view.workspace.table("request").ranks())
        self._look_ahead()

    def follow(self, touched: Touched) -> None:
        """Put the touched requests where they now belong; a new promise orders all anew."""
        if not self._complete or any(table in RANKED_BY for table, _number in touched):
            self.show_all()
            return
        numbers = [number for table, number in touched if table == "request"]
        fresh = self.view.workspace.table("request").ranks(numbers)
        for number in numbers:
            self._count(self._ranks.pop(number, None), fresh.get(number))
            self._snoozed.discard(ref("request", number))
            if number in fresh:
                self._resolved.pop(number, None)
                self._ranks[number] = fresh[number]
                self.rows.put(*self._placed(number))
            else:
                self._put_below(number)
        self._follow_verdicts(numbers)
        self.tell_edges()
        self.list.sync()
        self._look_ahead()

    def tick(self, new_day: bool) -> None:
        """A minute has passed: a snooze may have ended, a due may have gone by."""
        for key in list(self._snoozed):
            if snoozed_of(self._ranks[number_of(key)]) <= self.view.stamp:
                self.rows.put(*self._placed(number_of(key)))
        if new_day:
            self._verdicts = None
        super().tick(new_day)
        self._look_ahead()

    def counts(self) -> tuple[int, int]:
        """How many open requests are late, and how many at risk, at this moment."""
        stamp = self.view.stamp
        if not self._complete:
            return self.view.workspace.table("request").count_between("1", f"1{stamp}"), 0
        late = bisect_left(self._dues, stamp)
        # what is late has been at risk before, so the others among them are at risk now
        return late, bisect_right(self._risks, stamp) - late

    def badge(self) -> str:
        """How many are late."""
        late = self.counts()[0]
        return f"{self.view.glyphs.late}{late}" if late else ""

    def tell_edges(self) -> None:
        """The next due on top; below, what will break, and how this month's promises were kept."""
        late = bisect_left(self._dues, self.view.stamp)
        right = ""
        if late < len(self._dues):
            when = self.view.instant_words(self._dues[late])
            right = _("next due {when}").format(when=when)
        elif late:
            right = _("{count} late").format(count=late)
        self.tell(top=self.with_filter(right), bottom=Edge(self._ahead.words, self._bottom()))

    def _look_ahead(self) -> None:
        if self._complete:
            self._ahead.look(self, self._ranks, self._bodies)

    def _bottom(self) -> str:
        if not self._complete:
            return ""
        if self.filter_words:
            return _("{shown} of {count}").format(
                shown=self.rows.shown_count, count=len(self._bodies)
            )
        verdicts = self._verdicts_of_month()
        if not verdicts:
            return _("{count} open").format(count=len(self._bodies))
        share = round(100 * sum(verdicts.values()) / len(verdicts))
        if self._ahead.words:  # both have to stand on one edge
            return _("met {share} %").format(share=share)
        return _("met {share} % of {count} this month").format(share=share, count=len(verdicts))

    def _verdicts_of_month(self) -> dict[int, bool]:
        if self._verdicts is None:
            from cockpit.actions.promise_keeping import first_of_month, verdicts_since

            workspace = self.view.workspace
            self._since = first_of_month(workspace, self.view.today)
            self._verdicts = verdicts_since(workspace, self._since)
        return self._verdicts

    def _follow_verdicts(self, numbers: list[int]) -> None:
        """Only requests that were closed or reopened change the month's figure."""
        if self._verdicts is None:
            return
        from cockpit.actions.promise_keeping import verdicts_of

        bodies = self.view.workspace.table("request").fetch(numbers)
        closed = [(n, b) for n, b in bodies.items() if (b.get("closed_at") or "") >= self._since]
        for number in numbers:
            self._verdicts.pop(number, None)
        self._verdicts.update(verdicts_of(self.view.workspace, closed))

    def _load(self, ranks: dict[int, str]) -> None:
        self._ranks = ranks
        self._dues = sorted(due_of(rank) for rank in ranks.values() if has_due(rank))
        self._risks = sorted(risk_of(rank) for rank in ranks.values() if has_due(rank))
        self._snoozed = set()
        closed = self.view.workspace.table("request").closed_since(self._day_start())
        self._resolved = {n: body for n, body in closed if state_of(body["events"]) == "resolved"}
        placed = [self._placed(number) for number in ranks]
        placed += [self._placed_below(number, body) for number, body in self._resolved.items()]
        self.rows.load(placed)
        self.tell_edges()
        self.list.sync()

    def _count(self, before: str | None, after: str | None) -> None:
        """Keep the dues and the moments of risk in order, which the figures are read from."""
        for part, moments in ((due_of, self._dues), (risk_of, self._risks)):
            if before is not None and has_due(before):
                del moments[bisect_left(moments, part(before))]
            if after is not None and has_due(after):
                insort(moments, part(after))

    def _placed(self, number: int) -> tuple[str, str, str]:
        """Key, section and sort key of a request."""
        key = ref("request", number)
        rank = self._ranks[number]
        sort_key = f"{rank}|{number:09}"
        if not has_due(rank):
            return key, WAITING if rank == WAITING_RANK else UNPROMISED, sort_key
        if snoozed_of(rank) > self.view.stamp:
            self._snoozed.add(key)
            return key, WAITING, sort_key
        self._snoozed.discard(key)
        return key, QUEUE, sort_key

    def _put_below(self, number: int) -> None:
        """A request that was resolved today stays in sight, below; any other closed one goes."""
        body = self.view.workspace.find("request", number) or {}
        self._resolved.pop(number, None)
        today = (body.get("closed_at") or "") >= self._day_start()
        if today and state_of(body.get("events", ())) == "resolved":
            self._resolved[number] = body
            self.rows.put(*self._placed_below(number, body))
        else:
            self.rows.remove(ref("request", number))

    def _placed_below(self, number: int, body: dict[str, Any]) -> tuple[str, str, str]:
        return ref("request", number), RESOLVED, f"{body['closed_at']}|{number:09}"

    def _day_start(self) -> str:
        view = self.view
        return format_instant(day_span(view.today, view.zone, view.settings.day_end)[0])

    def _body(self, key: str) -> dict[str, Any]:
        number = number_of(key)
        return self._bodies.get(number) or self._resolved.get(number) or {}

    def _is_snoozed(self, body: dict[str, Any]) -> bool:
        return str(body.get("snoozed_until") or "") > self.view.stamp

    def _haystack(self, key: str) -> str:
        body = self._body(key)
        names = ("kind", "customer", "subject", "address", "order_number", "channel")
        return " ".join([key, *(str(body.get(name) or "") for name in names)])

    def _line(self, key: str, width: int) -> Line:
        body = self._body(key)
        rank = self._ranks.get(number_of(key), "3")
        done = bool(body.get("closed_at"))
        name, words, role = ("done", "", "muted") if done else self._due(body, rank)
        quiet = "done" if done else ""
        sign = state(name, self.view.glyphs)
        return Line(
            (
                Cell(sign.glyph, sign.role),
                Cell(key, "muted"),
                Cell(str(body.get("kind", "inquiry")), quiet),
                Cell(str(body.get("customer", "")), quiet),
                Cell(str(body.get("subject", "")), "muted"),
                Cell(words, role),
            )
        )

    def _due(self, body: dict[str, Any], rank: str) -> tuple[str, str, str]:
        """State, words and colour role of what is left of a promise."""
        if self._is_snoozed(body):
            until = absolute(body["snoozed_until"], self.view.now, self.view.zone)
            return "snoozed", _("till {when}").format(when=until.split()[-1]), "muted"
        if rank == WAITING_RANK:
            return "waiting", _("waiting"), "muted"
        if not has_due(rank):
            return "open", "", "muted"
        due, at_risk_from = due_of(rank), risk_of(rank)
        stamp = self.view.stamp
        name = "late" if due < stamp else "at_risk" if at_risk_from <= stamp else "due"
        return name, self.view.instant_words(due), state(name).role
