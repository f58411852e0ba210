"""How a record stands, in the lines under its words: state, due, signal, what is promised."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cockpit.actions.desk import promise_book
from cockpit.domain.contractor_signals import signal_of
from cockpit.domain.promising.clock import clock_status
from cockpit.domain.wording.times import minutes
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.glyphs import state
from cockpit.tui.render import relative
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import Row, flow, labelled, paragraph
from cockpit.tui.view import View

Body = dict[str, Any]

SEPARATOR = " · "
CLOCKS = {
    "first": _("first answer"),
    "next": _("next answer"),
    "resolution": _("resolved"),
    "promised": _("promised"),
}
"""The clocks of a request, as people call what they count to."""


def standing(view: View, table: str, reference: str, body: Body, width: int) -> list[Row]:
    """The lines under a record's words: its id with its state, then what follows from it."""
    tell = _TELL.get(table)
    if tell is None:
        closed = "archived" if body.get("closed_at") else ""
        return _line(view, reference, width, closed, _(table))
    return tell(view, reference, body, width)


def _line(
    view: View, reference: str, width: int, name: str, words: str = "", role: str = "muted"
) -> list[Row]:
    """Id, glyph and word of a state, and what more there is to say about it."""
    pieces: list[Row] = [(Cell(reference, "muted"),)]
    if name:
        sign = state(name, view.glyphs)
        pieces.append((Cell(f"{sign.glyph} {sign.word}", sign.role),))
    if words and name:
        pieces += [(Cell(f"{view.glyphs.bullet} {one}", role),) for one in words.split(SEPARATOR)]
    elif words:
        pieces.append((Cell(words, role),))
    return flow(pieces, width, gap=1)


def _task(view: View, reference: str, body: Body, width: int) -> list[Row]:
    name = str(body.get("state", "open"))
    words = [view.due_words(body)] if name == "open" else []  # what is done is not late any more
    if body.get("rolls"):
        text = _("rolled once") if body["rolls"] == 1 else _("rolled {count} times")
        words.append(text.format(count=body["rolls"]))
    if name == "open" and body.get("waiting"):
        name = "waiting"
    role = view.due_role(body) if name == "open" else "muted"
    return _line(view, reference, width, name, SEPARATOR.join(filter(None, words)), role or "muted")


def _request(view: View, reference: str, body: Body, width: int) -> list[Row]:
    try:
        clocks = promise_book(view.workspace).clocks(body)
    except CockpitError as error:
        return [
            *_line(view, reference, width, "open"),
            *paragraph(str(error), width, "error-text"),
        ]
    name = "reopened" if clocks.reopened and clocks.state == "open" else clocks.state
    words = ""
    if str(body.get("snoozed_until") or "") > view.stamp:
        words = _("snoozed until {when}").format(when=view.instant_words(body["snoozed_until"]))
    rows = _line(view, reference, width, name, words)
    for clock in clocks.latest():
        status = clock_status(clock, view.now)
        sign = state(_STATUS.get(status, status), view.glyphs)
        told = f"{sign.glyph} {sign.word}"
        if clock.answered_at is None and clock.due is not None:
            told += f" · {relative(clock.due, view.now, view.zone)}"
        elif clock.remaining is not None:
            left = minutes(clock.remaining.total_seconds() / 60)
            told += " · " + _("{length} left").format(length=left)
        rows += labelled(CLOCKS.get(clock.name, clock.name), told, width, sign.role)
    if not clocks.latest():
        rows += paragraph(_("Nothing is promised for this kind of request."), width, "muted")
    return rows


_STATUS = {"on_time": "due", "paused": "waiting"}


def _contractor(view: View, reference: str, body: Body, width: int) -> list[Row]:
    from cockpit.actions.delegating.dossiers import signals_of

    signal = signals_of(view.workspace, reference, view.settings.day_end)[0]
    role = {"late": "sla-breached", "dark": "sla-breached"}.get(signal.name, "muted")
    status = str(body.get("status", "active"))
    return _line(view, reference, width, status, signal.reason, role)


def _assignment(view: View, reference: str, body: Body, width: int) -> list[Row]:
    words = view.due_words(body)
    signal = signal_of(body, view.now)
    if signal.name == "late":
        words = f"{signal.reason}{SEPARATOR}{words}"
    name = str(body.get("state", "draft"))
    return _line(view, reference, width, name, words, view.due_role(body))


def _interruption(view: View, reference: str, body: Body, width: int) -> list[Row]:
    words = ""
    if body.get("call_back") and not body.get("called_back_at"):
        when = relative(body["call_back"], view.now, view.zone)
        words = _("call back {when}").format(when=when)
    return _line(view, reference, width, "open" if words else "done", words)


def _entry(view: View, reference: str, body: Body, width: int) -> list[Row]:
    if body.get("archived"):
        return _line(view, reference, width, "archived")
    return _line(view, reference, width, "done" if body.get("stopped") else "running")


_TELL: dict[str, Callable[[View, str, Body, int], list[Row]]] = {
    "task": _task,
    "request": _request,
    "contractor": _contractor,
    "assignment": _assignment,
    "interruption": _interruption,
    "entry": _entry,
}
