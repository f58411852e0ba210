"""Screen 3: what others have in hand; a word from them, a reminder, a verdict."""

from __future__ import annotations

from typing import ClassVar

from cockpit.actions.contractors import log_contact
from cockpit.actions.reviewing.weekly.waiting_for import Awaited, reminder_text, wait_no_more
from cockpit.i18n import _
from cockpit.tui.reviews.listing import ListStep
from cockpit.tui.reviews.step import StepKey
from cockpit.tui.reviews.week.week_step import WeekStep
from cockpit.tui.rows import Cell, Column, Line

COLUMNS = (
    Column("state", 1),
    Column("who", 12, flex=1),
    Column("title", 16, flex=3),
    Column("words", 24, gap=2, flex=1),
)


class WaitingStep(ListStep, WeekStep):
    """Tasks that wait on somebody, and work given to contractors."""

    COLUMNS = COLUMNS
    EMPTY = _("You wait for nobody; enter goes on.")
    KEYS: ClassVar[tuple[StepKey, ...]] = (
        StepKey("heard", _("heard from"), command="contact"),
        StepKey("remind", _("copy a reminder"), command="copy"),
        StepKey("no_more", _("waits no more"), command="waiting"),
        StepKey("verdict", _("verdict"), command="verdict"),
        StepKey("open", _("open"), "o"),
        StepKey("edit", _("edit"), command="edit"),
    )

    def show(self) -> None:
        """Who has what in hand now."""
        self._awaited = {one.ref: one for one in self.week.waiting}
        self.show_rows([(one.ref, self._line(one)) for one in self._awaited.values()])

    def heard(self) -> None:
        """The contractor was heard from, just now."""
        one = self._current()
        if one is None:
            return
        if one.contractor is None:
            self.frame.say_problem(
                _("{who} is no contractor; w says that it waits no more.").format(who=one.who)
            )
            return
        person = one.contractor
        self.do(lambda: log_contact(self.view.workspace, person))

    def remind(self) -> None:
        """A friendly line to the clipboard of the terminal."""
        one = self._current()
        if one is not None:
            text = reminder_text(self.view.workspace, one)
            self.app.copy_to_clipboard(text)
            self.frame.say(_("Copied: {text}").format(text=text))

    def no_more(self) -> None:
        """The task waits on nobody any more."""
        one = self._current()
        if one is None:
            return
        if one.kind != "task":
            self.frame.say_problem(
                _("{id} is given away; a verdict ends that (v), or e changes it.").format(
                    id=one.ref
                )
            )
            return
        self.do(lambda: wait_no_more(self.view.workspace, one.ref))

    def verdict(self) -> None:
        """Approve what was delivered, or ask for changes."""
        one = self._current()
        if one is None:
            return
        if not one.delivered:
            self.frame.say_problem(_("{id} is not delivered yet.").format(id=one.ref))
            return
        self.ask_verdict(one.ref)

    def _current(self) -> Awaited | None:
        key = self.current()
        return self._awaited.get(key) if key is not None else None

    def _line(self, one: Awaited) -> Line:
        glyphs = self.view.glyphs
        role = "sla-breached" if one.late else "sla-at-risk" if one.delivered else ""
        sign = glyphs.late if one.late else glyphs.active if one.delivered else glyphs.paused
        return Line(
            (
                Cell(sign, role or "muted"),
                Cell(one.who, role),
                Cell(one.title, role),
                Cell(one.words, role or "muted"),
            )
        )
