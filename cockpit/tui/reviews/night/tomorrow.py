"""Screen 4: tomorrow filled in; in, out, another block, other minutes, and what will not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from cockpit.actions.planning import DayPlan, FunctionOverload, Planner, diff_of
from cockpit.actions.reviewing.night import Night
from cockpit.domain.plans.jobs.filling import LEAST_PIECE
from cockpit.domain.wording.times import WEEKDAYS, minutes
from cockpit.i18n import _
from cockpit.tui.reviews.choosing import CUT, ESTIMATE, TOGGLE, ChoosingStep
from cockpit.tui.reviews.frame import ReviewFrame
from cockpit.tui.reviews.night.blocks_text import block_rows
from cockpit.tui.reviews.night.night_step import NightStep
from cockpit.tui.reviews.step import StepKey
from cockpit.tui.text_rows import BLANK, Row, paragraph


class TomorrowStep(ChoosingStep, NightStep):
    """The proposal for the next working day."""

    EMPTY = _("There is no task for this day; a task of the week or a due one would be.")
    KEYS: ClassVar[tuple[StepKey, ...]] = (
        TOGGLE,
        StepKey("block_before", "", "less_than_sign"),
        StepKey("block_after", _("other block"), "greater_than_sign", shown="< >"),
        *ESTIMATE,
        CUT,
        StepKey("blocks", _("that day's blocks"), "o"),
        StepKey("edit", _("edit"), command="edit"),
    )

    def __init__(self, frame: ReviewFrame, night: Night) -> None:
        """Show a night's plan."""
        super().__init__(frame, night)
        self._order: list[str] = []
        self._shown: tuple[Planner, DayPlan] | None = None

    def show(self) -> None:
        """The plan as it is now; the order stays while it is worked on.

        Where the records have changed (an estimate, the blocks) it was proposed anew: what moved
        by that is told.
        """
        plan = self.night.plan
        before, self._shown = self._shown, (self.night.planner, plan)
        if before is not None and before[0] is not self.night.planner:
            self.frame.add_said(diff_of(before[1], plan))
        self.candidates = {one.ref: one for one in plan.candidates}
        known = set(self._order)
        kept = [one for one in self._order if one in self.candidates]
        self._order = kept + [one.ref for one in plan.candidates if one.ref not in known]
        self.show_candidates(self._order)

    @property
    def overloads(self) -> Sequence[FunctionOverload]:
        """What is too much for the day before what is too much after it."""
        return sorted(self.night.plan.overloads, key=lambda one: not one.on_day)

    def say_chosen(self, task: str, chosen: bool) -> None:
        """In, or out."""
        self.night.choose(task, chosen)

    def block_before(self) -> None:
        """Into the block of its function before the present one."""
        self._put(-1)

    def block_after(self) -> None:
        """Into the next block of its function."""
        self._put(1)

    def blocks(self) -> None:
        """The blocks of that day, to change them."""
        from cockpit.tui.weeks.screen import WeekBlocks

        self.app.push_screen(WeekBlocks(self.view, self.night.days.tomorrow, only_day=True))

    def time_rows(self, width: int) -> list[Row]:
        """The day's blocks, and what does not fit."""
        plan = self.night.plan
        chosen = [one for one in plan.candidates if one.chosen]
        total = sum(one.minutes for one in chosen)
        free = sum(
            block.free
            for block in plan.blocks
            if not self.view.is_personal(block.occurrence.function)
        )
        head = _("{day} · {count} in · {total} of {free}").format(
            day=self.tomorrow_words,
            count=len(chosen),
            total=minutes(total) or "0m",
            free=minutes(free) or "0m",
        )
        rows = paragraph(head, width, "heading")
        titles = {one.ref: one.title for one in plan.candidates}
        blocks = block_rows(
            self.view, plan, titles, width, chosen=self.list.cursor_key, hint=_("o adds one.")
        )
        told: list[Row] = []
        for over in self.overloads:
            role = "overload" if over.on_day else "warning-text"
            told += [BLANK, *paragraph(self.overload_words(over), width, role)]
        if plan.unplaced:
            told.append(BLANK)
        for lost in plan.unplaced:
            sentence = f"{self.view.glyphs.late} {titles.get(lost.ref, lost.ref)}: {lost.reason}"
            told += paragraph(sentence, width, "warning-text")
        # where little is in sight, what does not fit comes first
        if self.frame.has_class("-one") and told:
            return [*rows, *told[1:], BLANK, *blocks]
        return [*rows, *blocks, *told]

    def overload_words(self, over: FunctionOverload) -> str:
        """What is left out of the day although the day has room for it is told so."""
        spare = sum(
            max(0, block.free - block.minutes)
            for block in self.night.plan.blocks
            if block.occurrence.function == over.function
        )
        if over.on_day or spare < LEAST_PIECE:
            return super().overload_words(over)
        return _(
            "{glyph} {name}: {demand} due is left out of {day}, which has {spare} for it."
        ).format(
            glyph=self.view.glyphs.late,
            name=over.name,
            demand=minutes(over.demand),
            day=WEEKDAYS[self.night.days.tomorrow.weekday()],
            spare=minutes(spare),
        )

    def _put(self, step: int) -> None:
        one = self.candidate()
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
