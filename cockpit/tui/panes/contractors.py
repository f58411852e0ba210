"""Pane 4: contractors with their open assignments, and what waits on the owner."""

from __future__ import annotations

from typing import Any, ClassVar

from cockpit.domain.contractor_signals import (
    ORDER,
    Signal,
    signal_of,
    waits_on_owner,
    worst_signal,
)
from cockpit.domain.identity import number_of, ref
from cockpit.domain.wording.times import ago
from cockpit.i18n import _
from cockpit.store.workspace import Touched
from cockpit.tui.commands import CONTRACTORS
from cockpit.tui.glyphs import state
from cockpit.tui.panes.loss_ahead import LossAhead
from cockpit.tui.panes.pane import Pane
from cockpit.tui.rows import Cell, Column, Line
from cockpit.tui.sorted_rows import SortedRows
from cockpit.tui.view import DUE_WIDTH, View
from cockpit.tui.widgets.pane_frame import Edge

_SIGNS = {
    "late": "late",
    "dark": "dark",
    "delivered": "delivered",
    "question": "delivered",
    "off_track": "late",
    "overload": "late",
    "over_budget": "late",
    "unpunctual": "silent",
    "stalled": "silent",
    "due_contact": "silent",
    "at_risk": "silent",
    "caution": "silent",
    "too_fast": "silent",
    "draft": "draft",
    "working": "active",
    "idle": "open",
}
"""Signal to the state whose sign and colour it is shown with."""


PERSON_COLUMNS = (
    Column("state", 1),
    Column("name", 10, flex=2),
    Column("reason", 13 + DUE_WIDTH, flex=3, shown_from=32),
)
"""A person's row has no due of its own: his reason takes the room."""


class ContractorsPane(Pane):
    """One row a contractor with his worst signal, his open assignments under it."""

    NAME: ClassVar[str] = CONTRACTORS
    NUMBER: ClassVar[int] = 4
    TITLE: ClassVar[str] = _("Contractors")
    TABLES: ClassVar[frozenset[str]] = frozenset(
        "contractor assignment deliverable checkin feedback payment engagement"
        " function asset grant procedure run".split()
    )
    SHOWS: ClassVar[tuple[str, ...]] = ("contractor", "assignment")
    EMPTY: ClassVar[str] = _(
        "Here stand the people who work for you, and what waits on your word. "
        "Press A and write a name to take the first one on."
    )
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("state", 1),
        Column("name", 10, flex=2),
        Column("reason", 12, flex=3, shown_from=32),
        Column("when", DUE_WIDTH, align="right"),
    )

    def __init__(self, view: View) -> None:
        """Prepare an empty list."""
        self._work: dict[str, list[tuple[int, dict[str, Any]]]] = {}
        self._lamps: dict[str, Signal] = {}
        self._on_time: dict[str, str] = {}
        """How often somebody was on time, of whom that can be said."""
        self._hangs: dict[str, str] = {}
        """What hangs on a verdict: its money, and when that goes by itself."""
        self._loss = LossAhead(view, self.tell_edges)
        self.rows = SortedRows(line=self._line, haystack=self._haystack)
        super().__init__(view, self.rows)

    def show_first(self, limit: int) -> None:
        """Everybody, by what his open work and his silence tell; nothing closed is read.

        Whose loss would stop the most is looked at later.
        """
        self._lamps, self._on_time, self._hangs = {}, {}, {}
        self._show_rows()

    def show_all(self) -> None:
        """Everybody by his worst signal, each with his open assignments."""
        from cockpit.actions.delegating.dossiers import hanging_on_verdicts, kept_dues, lamps

        self._lamps = lamps(self.view.workspace, self.view.today)
        self._on_time = kept_dues(self.view.workspace)
        self._hangs = hanging_on_verdicts(self.view.workspace)
        self._show_rows()
        self._loss.look(self)

    def _show_rows(self) -> None:
        workspace = self.view.workspace
        self._work = {}
        for number, body in workspace.live("assignment").items():
            self._work.setdefault(body["contractor"], []).append((number, body))
        rows: list[tuple[str, str, tuple[int, str, int, str, int]]] = []
        for number, body in workspace.live("contractor").items():
            person = ref("contractor", number)
            work = self._work.get(person, [])
            worst = self._lamps.get(person) or worst_signal(
                body, (one for _n, one in work), self.view.now
            )
            head = (ORDER.index(worst.name), str(body["name"]).casefold(), number)
            rows.append((person, "", (*head, "", 0)))
            rows += [
                (ref("assignment", own), "", (*head, str(one.get("due") or "~"), own))
                for own, one in work
            ]
        self.rows.load(rows)
        self.tell_edges()
        self.list.sync()

    def follow(self, touched: Touched) -> None:
        """A signal can move its contractor: the few rows are read again."""
        self.show_all()

    def tick(self, new_day: bool) -> None:
        """A due or a cadence may have passed."""
        self.show_all()

    def badge(self) -> str:
        """How much waits on the owner."""
        waiting = self._waiting()
        return f"{self.view.glyphs.late}{waiting}" if waiting else ""

    def late_count(self) -> int:
        """Assignments that are late."""
        return sum(
            signal_of(body, self.view.now).name == "late"
            for work in self._work.values()
            for _number, body in work
        )

    def _waiting(self) -> int:
        return sum(waits_on_owner(body) for work in self._work.values() for _number, body in work)

    def tell_edges(self) -> None:
        """How much waits on the owner."""
        waiting = self._waiting()
        right = _("{count} waiting on you").format(count=waiting) if waiting else ""
        people = len(self.view.workspace.live("contractor"))
        open_work = sum(map(len, self._work.values()))
        bottom = ""
        if people:
            bottom = _("{people} people · {work} open").format(people=people, work=open_work)
        self.tell(top=self.with_filter(right), bottom=Edge(self._loss.words, bottom))

    def _haystack(self, key: str) -> str:
        body = self._body(key)
        words = [key, str(body.get("name", "")), str(body.get("title", ""))]
        if key.startswith("A"):
            words.append(self.view.title_of(body["contractor"]))
        return " ".join(words)

    def _body(self, key: str) -> dict[str, Any]:
        table = "contractor" if key.startswith("C") else "assignment"
        return self.view.workspace.live(table).get(number_of(key), {})

    def _line(self, key: str, width: int) -> Line:
        body = self._body(key)
        if not body:
            return Line((Cell(""),))
        return self._person(key, body) if key.startswith("C") else self._assignment(key, body)

    def _person(self, key: str, body: dict[str, Any]) -> Line:
        work = [one for _n, one in self._work.get(key, [])]
        signal = self._lamps.get(key) or worst_signal(body, work, self.view.now)
        sign = state(_SIGNS[signal.name], self.view.glyphs)
        status = body.get("status", "active")
        reason = self._reason(key, signal, work)
        if status != "active":
            reason = f"{status} · {reason}"
        return Line(
            (
                Cell(sign.glyph, sign.role),
                Cell(str(body["name"])),
                Cell(reason, sign.role if signal.name in ("late", "dark") else "muted"),
            ),
            PERSON_COLUMNS,
        )

    def _reason(self, key: str, signal: Signal, work: list[dict[str, Any]]) -> str:
        """Why his lamp is as it is: how long his work waits, or what is due and how sure it is."""
        if signal.name == "delivered":
            when = self._when({}, signal)
            return _("delivered {when}: your verdict").format(when=when)
        if signal.name != "working":
            return signal.reason
        due = min((one for one in work if one.get("due")), key=_due_of, default=None)
        words = _("due {when}").format(when=self.view.due_words(due)) if due else signal.reason
        on_time = self._on_time.get(key)
        return f"{words} · {on_time}" if on_time else words

    def _assignment(self, key: str, body: dict[str, Any]) -> Line:
        signal = signal_of(body, self.view.now)
        sign = state(_SIGNS[signal.name], self.view.glyphs)
        last = self._work[body["contractor"]][-1][0] == number_of(key)
        glyphs = self.view.glyphs
        branch = glyphs.last_branch if last else glyphs.branch
        return Line(
            (
                Cell(branch, "muted"),
                Cell(f"{sign.glyph} {body['title']}"),
                Cell(self._hangs.get(key) or signal.reason, sign.role),
                Cell(self._when(body, signal), sign.role),
            )
        )

    def _when(self, body: dict[str, Any], signal: Signal) -> str:
        if signal.name in ("delivered", "draft") and signal.since is not None:
            days = (self.view.now - signal.since).days
            return (
                _("{days} d ago").format(days=days)
                if days
                else ago(signal.since, self.view.now, self.view.zone)
            )
        return self.view.due_words(body)


def _due_of(work: dict[str, Any]) -> str:
    return str(work["due"])
