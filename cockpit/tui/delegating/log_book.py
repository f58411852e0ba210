"""All that is logged about one contractor, to be corrected: terms, money, check-ins, feedback."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from cockpit.actions.delegating import logs, payments
from cockpit.actions.delegating.money_report import standing_of
from cockpit.actions.records import add_record, archive_record
from cockpit.domain.delegating.money import written_money
from cockpit.domain.identity import parse_instant, ref, split_ref
from cockpit.i18n import _
from cockpit.tui.clocking.working_list import WorkingList
from cockpit.tui.delegating.contractor_rows import check_in_words, terms_words
from cockpit.tui.dialogs.dialog import DialogKey, KeyLine
from cockpit.tui.rows import Cell, Column, Line
from cockpit.tui.view import View
from cockpit.tui.widgets.record_messages import CursorMoved, RecordOpened

Body = Mapping[str, Any]
Save = Callable[[Any, dict[str, Any]], object]


class LogBook(WorkingList):
    """Works on the records that are kept about one contractor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("L", "cancel", show=False),
        Binding("e", "edit", show=False),
        Binding("d", "archive", show=False),
        Binding("space", "done", show=False),
        Binding("a", "add", show=False),
        Binding("h", "add_one('checkin')", show=False),
        Binding("f", "add_one('feedback')", show=False),
        Binding("p", "add_one('payment')", show=False),
        Binding("V", "add_one('vetting')", show=False),
    ]
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("id", 5),
        Column("when", 10),
        Column("what", 14, flex=1),
        Column("note", 11, align="right", shown_from=50),
    )

    def __init__(self, view: View, contractor: str) -> None:
        """Read everything about one contractor for the first time."""
        self.contractor = contractor
        super().__init__(view, _KEYS[""])

    def read(self) -> list[tuple[str, Line]]:
        """A part for each kind, the latest first."""
        rows: list[tuple[str, Line]] = []
        for part in _PARTS:
            rows.append((f"#{part.table}", _wide(part.heading, "heading")))
            found = list(self._records(part))
            rows += [(key, self._line(key, body)) for key, body in found]
            if not found:
                rows.append((f"#{part.table}-none", _wide(part.nothing, "muted")))
        return rows

    def title_words(self) -> str:
        """Whose it is."""
        return _("Logged of {name}").format(name=self.view.title_of(self.contractor))

    def on_mount(self) -> None:
        """The keys of the first row."""
        super().on_mount()
        self._show_keys()

    def on_cursor_moved(self, message: CursorMoved) -> None:
        """The keys that do something with what is under the cursor."""
        message.stop()
        self._show_keys()

    def show_again(self, cursor: str | None = None) -> None:
        """Read the rows again; what is under the cursor may have become something else."""
        super().show_again(cursor)
        self._show_keys()

    def on_record_opened(self, message: RecordOpened) -> None:
        """Enter, or a double click: the record in full."""
        message.stop()
        from cockpit.tui.dialogs.record import RecordScreen

        self.app.push_screen(RecordScreen(self.view, message.key))

    def action_edit(self) -> None:
        """The record in its form."""
        if self._here:
            self.edit_form(split_ref(self._here)[0], self._here)

    def action_archive(self) -> None:
        """Out of the log; what was archived counts in no signal."""
        here = self._here
        if here:
            self.change(lambda: archive_record(self.view.workspace, here))

    def action_done(self) -> None:
        """A payment is paid today; what recurs is planned again."""
        here = self._here
        if here.startswith("M"):
            self.change(lambda: payments.pay(self.view.workspace, here))
        else:
            self.tell(_("Only a payment is ticked off; e edits the others."))

    def action_add(self) -> None:
        """One more of the kind under the cursor."""
        self.action_add_one(split_ref(self._here)[0] if self._here else "engagement")

    def action_add_one(self, table: str) -> None:
        """One more of a kind, in the form of its first fields."""
        from cockpit.tui.delegating.short_form import NewForm

        part = next(one for one in _PARTS if one.table == table)
        workspace = self.view.workspace
        before = workspace.revision

        def made(saved: bool | None) -> None:
            if saved:
                self.note_change(before)
                self.record_list.move_to(ref(table, max(workspace.live(table))))

        fixed = {"contractor": self.contractor}
        form = NewForm(
            self.view, table, part.new, fixed, lambda fields: part.save(workspace, fields)
        )
        self.app.push_screen(form, made)

    def _records(self, part: _Part) -> Iterator[tuple[str, Body]]:
        workspace = self.view.workspace
        found = dict(workspace.live(part.table))
        if part.table == "payment":  # one that was paid is closed with that
            found |= {
                one.doc_id: one for one in workspace.table("payment").all() if one.get("paid")
            }
        own = [
            (str(part.day(body)), number, body)
            for number, body in found.items()
            if body["contractor"] == self.contractor
        ]
        for _day, number, body in sorted(own, key=lambda one: one[:2], reverse=True):
            yield ref(part.table, number), body

    def _line(self, key: str, body: Body) -> Line:
        table = split_ref(key)[0]
        words, note = _WORDS[table](self.view, body)
        role = "sla-breached" if note == _("due") else "muted"
        cells = (Cell(key, "muted"), Cell(self._day(table, body)), Cell(words), Cell(note, role))
        return Line(cells)

    def _day(self, table: str, body: Body) -> str:
        if table in ("payment", "engagement"):
            return str(next(one for one in _PARTS if one.table == table).day(body))
        return parse_instant(body["at"]).astimezone(self.view.zone).strftime("%Y-%m-%d")

    @property
    def _here(self) -> str:
        key = self.record_list.cursor_key or ""
        return "" if key.startswith("#") else key

    def _show_keys(self) -> None:
        self.query_one(KeyLine).show_keys(_KEYS.get(self._here[:1], _KEYS[""]))


class _Part(NamedTuple):
    """One kind of record in the log book."""

    table: str
    heading: str
    nothing: str
    new: str
    day: Callable[[Body], object]
    save: Save


def _agree(workspace: Any, fields: dict[str, Any]) -> object:
    return add_record(workspace, "engagement", fields)


def _logged(body: Body) -> object:
    return body["at"]


_PARTS = (
    _Part("engagement", _("Terms"), _("No terms are written down: a adds them."), _("New terms"),
          lambda body: body.get("since") or "", _agree),
    _Part("payment", _("Money"), _("No payment is planned or made: p plans one."),
          _("New payment"), lambda body: body.get("paid") or body.get("due") or "",
          payments.add_payment),
    _Part("checkin", _("Check-ins"), _("No check-in: h logs one."), _("How does it stand?"),
          _logged, logs.log_check_in),
    _Part("feedback", _("Feedback"), _("No feedback: f logs praise, teaching or a problem."),
          _("New feedback"), _logged, logs.log_feedback),
    _Part("vetting", _("Vetting"), _("Nothing was looked into: V logs a check."),
          _("New vetting check"), _logged, logs.log_vetting),
)  # fmt: skip


def _terms_of(view: View, body: Body) -> tuple[str, str]:
    return terms_words(body, view.title_of), ""


def _payment_of(view: View, body: Body) -> tuple[str, str]:
    words = [written_money(body["amount"]), str(body["what"]), str(body.get("assignment") or "")]
    return " · ".join(filter(None, words)), _(standing_of(body, view.today))


def _check_in_of(_view: View, body: Body) -> tuple[str, str]:
    return check_in_words(body), ""


def _feedback_of(_view: View, body: Body) -> tuple[str, str]:
    words = [str(body["kind"]), str(body.get("assignment") or ""), str(body["words"])]
    return " · ".join(filter(None, words)), ""


def _vetting_of(_view: View, body: Body) -> tuple[str, str]:
    words = [str(body["kind"]).replace("_", " ")]
    words += [str(body.get(part) or "") for part in ("found", "source")]
    result = str(body.get("result") or _("not known")).replace("_", " ")
    return " · ".join(filter(None, words)), result


_WORDS: dict[str, Callable[[View, Body], tuple[str, str]]] = {
    "engagement": _terms_of,
    "payment": _payment_of,
    "checkin": _check_in_of,
    "feedback": _feedback_of,
    "vetting": _vetting_of,
}


def _wide(words: str, role: str) -> Line:
    return Line((Cell(words, role),), (Column("words", 20, flex=1),))


_EDIT, _ARCHIVE = DialogKey("e", _("edit"), "edit"), DialogKey("d", _("archive"), "archive")
_MORE = (
    DialogKey("p", _("money"), "add_one('payment')"),
    DialogKey("h f V", _("log")),
    DialogKey("u", _("undo"), "undo"),
    DialogKey("esc", _("close"), "cancel"),
)
_ANY = (_EDIT, DialogKey("a", _("one more"), "add"), _ARCHIVE, *_MORE)
_KEYS = {
    "": (DialogKey("a", _("terms"), "add"), *_MORE),
    "M": (DialogKey("space", _("paid"), "done"), *_ANY),
    **dict.fromkeys("LUKQ", _ANY),
}
"""The keys by the letter of what is under the cursor."""
