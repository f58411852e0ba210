"""Screen 4: tomorrow filled in; in, out, another block, other minutes, and what will not fit."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll

from cockpit.actions.planning import Candidate, DayPlan, FunctionOverload, Planner, diff_of
from cockpit.actions.records import edit_record
from cockpit.actions.reviewing.overload_words import overload_sentence
from cockpit.domain.identity import parse_instant
from cockpit.domain.wording.times import minutes, relative_date
from cockpit.i18n import _
from cockpit.tui.reviews.night.blocks_text import block_rows
from cockpit.tui.reviews.night.night_step import NightStep
from cockpit.tui.reviews.step import StepKey
from cockpit.tui.rows import CalledRows, Cell, Column, Line
from cockpit.tui.text_rows import BLANK, Row, paragraph
from cockpit.tui.widgets.cell_text import CellText
from cockpit.tui.widgets.record_list import RecordList
from cockpit.tui.widgets.record_messages import CursorMoved

STEP = 15
"""Minutes by which + and - change an estimate."""
COLUMNS = (
    Column("in", 1),
    Column("title", 16, flex=3),
    Column("rolls", 3, align="right"),
    Column("function", 12, flex=1, shown_from=72),
    Column("minutes", 6, align="right"),
    Column("why", 13, flex=1, gap=2, shown_from=48),
)


class TomorrowStep(NightStep):
    """The proposal for the next working day."""

    KEYS: ClassVar[tuple[StepKey, ...]] = (
        StepKey("toggle", _("in/out"), command="done"),
        StepKey("block_before", "", "less_than_sign"),
        StepKey("block_after", _("other block"), "greater_than_sign", shown="< >"),
        StepKey("longer", "", "plus"),
        StepKey("shorter", _("estimate"), "minus", shown="+ -"),
        StepKey("cut", _("take the cut"), "c"),
        StepKey("blocks", _("that day's blocks"), "o"),
        StepKey("edit", _("edit"), command="edit"),
    )

    def compose(self) -> ComposeResult:
        """Candidates on the left, the day on the right."""
        self.rows = CalledRows(self._line)
        self._order: list[str] = []
        self._shown: tuple[Planner, DayPlan] | None = None
        self._candidates: dict[str, Candidate] = {}
        self.add_class("-split")
        with Container(classes="-left"):
            yield RecordList(
                self.rows,
                COLUMNS,
                empty=_("There is no task for this day; a task of the week or a due one would be."),
                glyphs=self.view.glyphs,
            )
        with VerticalScroll(id="day", classes="-right -read", can_focus=False):
            yield CellText(self._day_rows)

    def show(self) -> None:
        """The plan as it is now; the order stays while it is worked on.

        Where the records have changed (an estimate, the blocks) it was proposed anew: what moved
        by that is told.
        """
        plan = self.night.plan
        before, self._shown = self._shown, (self.night.planner, plan)
        if before is not None and before[0] is not self.night.planner:
            self.frame.add_said(diff_of(before[1], plan))
        self._candidates = {one.ref: one for one in plan.candidates}
        known = set(self._order)
        kept = [one for one in self._order if one in self._candidates]
        self._order = kept + [one.ref for one in plan.candidates if one.ref not in known]
        self.rows.replace(self._order)
        self.list.sync()
        self._show_day()

    def on_cursor_moved(self, message: CursorMoved) -> None:
        """The block that holds the task is accented."""
        message.stop()
        self._show_day()

    # -- keys ------------------------------------------------------------------------------

    def toggle(self) -> None:
        """In, or out."""
        one = self._current()
        if one is not None and self.do(lambda: self.night.choose(one.ref, not one.chosen)):
            self.list.action_cursor_down()

    def block_before(self) -> None:
        """Into the block of its function before the present one."""
        self._put(-1)

    def block_after(self) -> None:
        """Into the next block of its function."""
        self._put(1)

    def longer(self) -> None:
        """A quarter of an hour more."""
        self._estimate(STEP)

    def shorter(self) -> None:
        """A quarter of an hour less."""
        self._estimate(-STEP)

    def cut(self) -> None:
        """Leave out what is suggested for the first overload that it mends."""
        for over in self.night.plan.overloads:
            chosen = [one for one in over.cut if self._candidates[one].chosen]
            if chosen:
                self.do(partial(self._leave_out, chosen))
                return
        self.frame.say_problem(_("There is nothing that could be taken out to mend it."))

    def blocks(self) -> None:
        """The blocks of that day, to change them."""
        from cockpit.tui.weeks.screen import WeekBlocks

        self.app.push_screen(WeekBlocks(self.view, self.night.days.tomorrow, only_day=True))

    def edit(self) -> None:
        """The task in its form."""
        one = self._current()
        if one is not None:
            from cockpit.tui.dialogs.form import RecordForm

            self.app.push_screen(RecordForm(self.view, "task", one.ref))

    # -- private ---------------------------------------------------------------------------

    def _current(self) -> Candidate | None:
        key = self.current()
        return self._candidates.get(key) if key is not None else None

    def _put(self, step: int) -> None:
        one = self._current()
        if one is None:
            return
        plan = self.night.plan
        own = [
            block
            for block in plan.blocks
            if one.function is None or block.occurrence.function == one.function
        ]
        if not own:
            self.frame.say_problem(
                _("{name} has no block on this day; o adds one.").format(
                    name=self.view.function_name(one.function)
                )
            )
            return
        holds = [at for at, block in enumerate(own) if any(p.ref == one.ref for p in block.pieces)]
        at = holds[0] + step if holds else (0 if step > 0 else len(own) - 1)
        if not 0 <= at < len(own):
            self.frame.say_problem(_("There is no other block of its function on this day."))
            return
        self.do(lambda: self.night.put(one.ref, own[at].occurrence.id))

    def _estimate(self, step: int) -> None:
        one = self._current()
        if one is None:
            return
        estimate = (one.estimate or 0) + step
        if estimate < STEP:
            estimate = STEP
        workspace = self.view.workspace
        self.do(lambda: edit_record(workspace, one.ref, {"estimate_minutes": estimate}))

    def _leave_out(self, tasks: list[str]) -> None:
        for task in tasks:
            self.night.choose(task, False)

    def _line(self, key: str) -> Line:
        one, glyphs = self._candidates[key], self.view.glyphs
        role = "" if one.chosen else "muted"
        return Line(
            (
                Cell(
                    glyphs.done if one.chosen else glyphs.bullet, "sla-met" if one.chosen else role
                ),
                Cell(one.title, role),
                Cell(f"{glyphs.rolled}{one.rolls}" if one.rolls else "", "warning-text"),
                Cell(self.view.function_name(one.function), "muted"),
                Cell(minutes(one.minutes) or "", role),
                Cell(self._why(one), "muted"),
            )
        )

    def _why(self, one: Candidate) -> str:
        if one.why or one.due is None:
            return one.why
        day = parse_instant(one.due).astimezone(self.view.zone).date()
        return _("due {day}").format(day=relative_date(day, self.view.today))

    def _show_day(self) -> None:
        self.query_one("#day CellText", CellText).show(self._day_rows)

    def _day_rows(self, width: int) -> list[Row]:
        plan = self.night.plan
        chosen = [one for one in plan.candidates if one.chosen]
        total, free = sum(one.minutes for one in chosen), 0
        for block in plan.blocks:
            if not self.view.is_personal(block.occurrence.function):
                free += block.free
        head = _("{day} · {count} in · {total} of {free}").format(
            day=self.tomorrow_words,
            count=len(chosen),
            total=minutes(total) or "0m",
            free=minutes(free) or "0m",
        )
        rows = paragraph(head, width, "heading")
        titles = {one.ref: one.title for one in plan.candidates}
        rows += block_rows(self.view, plan, titles, width, chosen=self.list.cursor_key)
        if plan.unplaced:
            rows.append(BLANK)
            for lost in plan.unplaced:
                sentence = (
                    f"{self.view.glyphs.late} {titles.get(lost.ref, lost.ref)}: {lost.reason}"
                )
                rows += paragraph(sentence, width, "warning-text")
        for over in sorted(plan.overloads, key=lambda one: not one.on_day):
            role = "overload" if over.on_day else "warning-text"
            rows += [BLANK, *paragraph(self._overload(over, titles), width, role)]
        return rows

    def _overload(self, over: FunctionOverload, titles: dict[str, str]) -> str:
        sentence = overload_sentence(over, self.view.now, self.view.zone)
        sentence = f"{self.view.glyphs.late} {sentence}"
        if not over.cut:
            return sentence
        cut = ", ".join(f"“{titles.get(one, one)}”" for one in over.cut)
        if any(one.chosen for one in self.night.plan.candidates if one.ref in over.cut):
            return f"{sentence} {_('Smallest cut: {cut} (c).').format(cut=cut)}"
        return f"{sentence} {_('Too much: {cut}, or a block more (o).').format(cut=cut)}"
