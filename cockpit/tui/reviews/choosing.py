"""A screen of a review on which tasks are taken in or left out, beside the time there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll

from cockpit.actions.planning import FunctionOverload
from cockpit.actions.records import edit_record
from cockpit.actions.reviewing.crossing import QUARTER
from cockpit.actions.reviewing.overload_words import overload_sentence
from cockpit.domain.wording.times import minutes
from cockpit.i18n import _
from cockpit.tui.reviews.asking import AskingStep
from cockpit.tui.reviews.step import StepKey
from cockpit.tui.rows import CalledRows, Cell, Column, Line
from cockpit.tui.text_rows import Row
from cockpit.tui.widgets.cell_text import CellText
from cockpit.tui.widgets.record_list import RecordList
from cockpit.tui.widgets.record_messages import CursorMoved

COLUMNS = (
    Column("in", 1),
    Column("title", 16, flex=3),
    Column("rolls", 3, align="right"),
    Column("function", 12, flex=1, shown_from=72),
    Column("minutes", 7, align="right"),
    Column("why", 13, flex=1, gap=2, shown_from=48),
)
TOGGLE = StepKey("toggle", _("in/out"), command="done")
ESTIMATE = (
    StepKey("longer", "", "plus"),
    StepKey("shorter", _("estimate"), "minus", shown="+ -"),
)
CUT = StepKey("cut", _("take the cut"), "c")


class Choosable(Protocol):
    """A task that may be chosen."""

    @property
    def ref(self) -> str:
        """Its id."""

    @property
    def title(self) -> str:
        """Its words."""

    @property
    def function(self) -> str | None:
        """Its function."""

    @property
    def minutes(self) -> int:
        """What it is expected to take; 0 where that is not known."""

    @property
    def estimate(self) -> int | None:
        """What the owner estimated."""

    @property
    def rolls(self) -> int:
        """How often it was put off."""

    @property
    def chosen(self) -> bool:
        """Whether it is in."""

    @property
    def why(self) -> str:
        """Why it is proposed, or what keeps it out."""


class ChoosingStep(AskingStep):
    """Candidates on the left, the time there is on the right; every key shows at once in both."""

    EMPTY: ClassVar[str]
    """What the list without candidates says."""

    def compose(self) -> ComposeResult:
        """The two sides."""
        self.rows = CalledRows(self.line)
        self.candidates: Mapping[str, Choosable] = {}
        self.add_class("-split")
        with Container(classes="-left"):
            yield RecordList(self.rows, COLUMNS, empty=self.EMPTY, glyphs=self.view.glyphs)
        with VerticalScroll(id="time", classes="-right -read", can_focus=False):
            yield CellText(self.time_rows)

    def on_cursor_moved(self, message: CursorMoved) -> None:
        """What belongs to the task is accented."""
        message.stop()
        self.show_time()

    def show_candidates(self, keys: Sequence[str]) -> None:
        """Show these rows, headings "#…" among them, and the time beside them."""
        self.rows.replace(keys)
        self.list.sync()
        self.show_time()

    def show_time(self) -> None:
        """Write the right side again."""
        self.query_one("#time CellText", CellText).show(self.time_rows)

    # -- for each of them ------------------------------------------------------------------

    @property
    def overloads(self) -> Sequence[FunctionOverload]:
        """What does not fit, the first that is to be mended first."""
        raise NotImplementedError

    def say_chosen(self, task: str, chosen: bool) -> None:
        """Take a task in, or leave it out; durable on return."""
        raise NotImplementedError

    def time_rows(self, width: int) -> list[Row]:
        """The right side."""
        raise NotImplementedError

    # -- keys ------------------------------------------------------------------------------

    def toggle(self) -> None:
        """In, or out."""
        one = self.candidate()
        if one is not None and self.do(lambda: self.say_chosen(one.ref, not one.chosen)):
            self.list.action_cursor_down()

    def longer(self) -> None:
        """A quarter of an hour more."""
        self._estimate(QUARTER)

    def shorter(self) -> None:
        """A quarter of an hour less."""
        self._estimate(-QUARTER)

    def cut(self) -> None:
        """Leave out what is suggested for the first overload that it mends."""
        for over in self.overloads:
            chosen = [one for one in over.cut if self._is_in(one)]
            if chosen:
                self.do(partial(self._leave_out, chosen))
                return
        self.frame.say_problem(
            _("There is nothing that could be taken out to mend it.")
            if self.overloads
            else _("Nothing has to be cut.")
        )

    # -- what stands there -----------------------------------------------------------------

    def candidate(self) -> Choosable | None:
        """The task under the cursor."""
        key = self.current()
        return self.candidates.get(key) if key is not None else None

    def line(self, key: str) -> Line:
        """One candidate."""
        one, glyphs = self.candidates[key], self.view.glyphs
        role = "" if one.chosen else "muted"
        sign = Cell(glyphs.done, "sla-met") if one.chosen else Cell(glyphs.bullet, role)
        return Line(
            (
                sign,
                Cell(one.title, role),
                Cell(f"{glyphs.rolled}{one.rolls}" if one.rolls else "", "warning-text"),
                Cell(self.view.function_name(one.function), "muted"),
                Cell(minutes(one.minutes) if one.minutes else glyphs.dash, role),
                Cell(one.why, "muted"),
            )
        )

    def overload_words(self, over: FunctionOverload) -> str:
        """What does not fit, and the smallest cut, where one is there to be made."""
        sentence = overload_sentence(over, self.view.now, self.view.zone)
        sentence = f"{self.view.glyphs.late} {sentence}"
        if not over.cut:
            return sentence
        titles = (self.candidates[one].title if one in self.candidates else one for one in over.cut)
        cut = ", ".join(f"“{title}”" for title in titles)
        if any(self._is_in(one) for one in over.cut):
            return f"{sentence} {_('Smallest cut: {cut} (c).').format(cut=cut)}"
        return f"{sentence} {_('Too much: {cut}, or a block more (o).').format(cut=cut)}"

    def _is_in(self, task: str) -> bool:
        return task in self.candidates and self.candidates[task].chosen

    def _estimate(self, step: int) -> None:
        one = self.candidate()
        if one is not None:
            estimate = max(QUARTER, (one.estimate or 0) + step)
            workspace = self.view.workspace
            self.do(lambda: edit_record(workspace, one.ref, {"estimate_minutes": estimate}))

    def _leave_out(self, tasks: Sequence[str]) -> None:
        for task in tasks:
            self.say_chosen(task, False)
