"""Screen 1: what is still open; each is settled with a key, or left open knowingly."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from cockpit.actions import contractors, interruptions, requests
from cockpit.actions.clocking import stop_clock
from cockpit.actions.day_gaps import fill_gap
from cockpit.actions.forgotten_clock import forgotten_clock
from cockpit.actions.records import edit_record
from cockpit.actions.reviewing.loose_ends import LooseEnd
from cockpit.actions.typed.phrases import read_past_moment
from cockpit.domain.identity import format_instant
from cockpit.i18n import _
from cockpit.tui.dialogs.choose import Choose
from cockpit.tui.glyphs import Glyphs
from cockpit.tui.reviews.listing import ListStep
from cockpit.tui.reviews.night.night_step import NightStep
from cockpit.tui.reviews.step import StepKey
from cockpit.tui.rows import Cell, Column, Line
from cockpit.tui.widgets.record_messages import CursorMoved

COLUMNS = (
    Column("state", 1),
    Column("words", 20, flex=1),
    Column("when", 18, align="right"),
    Column("proposal", 24, gap=2, shown_from=76),
)


class LooseEndsStep(ListStep, NightStep):
    """The clock, gaps, promised calls, requests at risk, verdicts owed."""

    COLUMNS = COLUMNS
    EMPTY = _("Nothing is open; enter goes on.")
    KEYS: ClassVar[tuple[StepKey, ...]] = (
        StepKey("settle", _("settled"), command="done"),
        StepKey("stop_at", _("stopped at"), command="clock"),
        StepKey("reply", _("replied"), command="reply"),
        StepKey("verdict", _("verdict"), command="verdict"),
        StepKey("snooze", _("snooze"), command="snooze"),
        StepKey("open", _("open"), "o"),
    )

    def show(self) -> None:
        """The loose ends as they are now."""
        self.show_rows([(one.key, self._line(one)) for one in self.night.loose_ends])

    def on_cursor_moved(self, message: CursorMoved) -> None:
        """What space does with this row is told."""
        message.stop()
        one = next((one for one in self.night.loose_ends if one.key == message.key), None)
        if one is not None:
            self.frame.hint(f"{_('space')}: {_SPACE[one.kind]}")

    def settle(self) -> None:
        """What is usual: the clock stops, the gap is filled, the call was made, resolved, sent."""
        one = self._current()
        if one is None:
            return
        if one.kind == "forgotten":
            self.stop_at()
        elif one.kind == "clock":
            self.do(lambda: stop_clock(self.view.workspace))
        elif one.kind == "gap" and one.gap is not None:
            gap = one.gap
            self.do(lambda: fill_gap(self.view.workspace, gap))
        elif one.kind == "call_back":
            self.do(lambda: interruptions.call_back_done(self.view.workspace, one.ref))
        elif one.kind == "request":
            self.do(lambda: requests.resolve_request(self.view.workspace, one.ref))
        elif one.kind == "question":
            self._answer(one)
        elif one.kind == "draft":
            self.do(lambda: contractors.move_assignment(self.view.workspace, one.ref, "sent"))
        else:
            self.verdict()

    def stop_at(self) -> None:
        """The clock stopped at another time; a forgotten one is asked about with what is known."""
        one = self._current("clock", "forgotten")
        if one is None:
            return
        forgotten = forgotten_clock(self.view.workspace, self.night.day_end)
        if forgotten is None:
            self._ask_when()
            return
        options = [
            (format_instant(moment), f"{words} · {moment.astimezone(self.view.zone):%a %H:%M}", "")
            for words, moment in forgotten.suggestions
        ]
        options.append(("", _("at another time …"), "o"))

        def chosen(answer: str | None) -> None:
            if answer == "":
                self._ask_when()
            elif answer is not None:
                moment = datetime.fromisoformat(answer)
                self.do(lambda: stop_clock(self.view.workspace, moment))

        self.app.push_screen(Choose(_("When did {id} stop?").format(id=one.ref), options), chosen)

    def _ask_when(self) -> None:
        workspace = self.view.workspace
        self.ask(
            _("The clock stopped at"),
            _("a time that has been: 17:20, yesterday 18:00"),
            lambda text: stop_clock(workspace, read_past_moment(workspace, text)),
            lambda text: self.moment_words(read_past_moment(workspace, text)),
        )

    def reply(self) -> None:
        """A reply was sent."""
        one = self._current("request")
        if one is not None:
            self.do(lambda: requests.record_reply(self.view.workspace, one.ref))

    def verdict(self) -> None:
        """Approve what was delivered, or ask for changes."""
        one = self._current("deliverable")
        if one is not None:
            self.ask_verdict(one.ref)

    def _answer(self, one: LooseEnd) -> None:
        """What the contractor asked is answered; the words may stay elsewhere."""
        from cockpit.actions.delegating.logs import answer_question

        workspace = self.view.workspace
        self.ask(
            _("Answer"),
            one.words,
            lambda text: answer_question(workspace, one.ref, text),
            str.strip,
        )

    def snooze(self) -> None:
        """A request until its next opening or a moment; a call-back to another time."""
        one = self._current("request", "call_back")
        if one is None:
            return
        if one.kind == "request":
            self.ask_snooze(one.ref)
            return
        workspace = self.view.workspace
        self.ask(
            _("Call back at"),
            _("a time or day: tomorrow 9:00, mon"),
            lambda text: edit_record(
                workspace, one.ref, {"call_back": format_instant(self.later(text))}
            ),
            lambda text: self.moment_words(self.later(text)),
        )

    def current_record(self) -> str | None:
        """The record behind the row under the cursor."""
        one = self._current()
        return one.ref if one is not None else None

    def _current(self, *kinds: str) -> LooseEnd | None:
        """What is under the cursor; told when the key means nothing for it."""
        key = self.current()
        one = next((one for one in self.night.loose_ends if one.key == key), None)
        if one is None or not kinds or one.kind in kinds:
            return one
        self.frame.say_problem(_("This key is not for {words}.").format(words=one.words))
        return None

    def _line(self, one: LooseEnd) -> Line:
        glyphs = self.view.glyphs
        role = "sla-breached" if one.late else ""
        return Line(
            (
                Cell(glyph_of(one, glyphs), role or "accent-text"),
                Cell(one.words, role),
                Cell(one.when, role or "muted"),
                Cell(one.proposal, "muted"),
            )
        )


def glyph_of(one: LooseEnd, glyphs: Glyphs) -> str:
    """The sign of a loose end."""
    if one.late:
        return glyphs.late
    return {
        "clock": glyphs.running,
        "gap": glyphs.empty,
        "call_back": glyphs.open,
        "request": glyphs.at_risk,
        "deliverable": glyphs.active,
    }.get(one.kind, glyphs.open)


_SPACE: dict[str, str] = {
    "forgotten": _("say when it stopped"),
    "clock": _("stops the clock now"),
    "gap": _("clocks this time on the block's own function"),
    "call_back": _("the call was made"),
    "request": _("resolves the request"),
    "deliverable": _("your verdict"),
    "question": _("answers the question"),
    "draft": _("sends it"),
}
"""What the usual key does with each kind."""
