"""Screen 5: the ten oldest of the backlog; whatever is kept is not shown again for a while."""

from __future__ import annotations

from typing import ClassVar

from cockpit.actions import tasks
from cockpit.actions.reviewing.weekly.oldest import Old
from cockpit.domain.identity import parse_instant
from cockpit.domain.wording.times import minutes
from cockpit.i18n import _
from cockpit.tui.reviews.listing import ListStep
from cockpit.tui.reviews.step import StepKey
from cockpit.tui.reviews.week.week_step import WeekStep
from cockpit.tui.rows import Cell, Column, Line

COLUMNS = (
    Column("state", 1),
    Column("title", 20, flex=1),
    Column("function", 14, shown_from=64),
    Column("estimate", 7, align="right"),
    Column("age", 22, gap=2, align="right"),
)


class OldestStep(ListStep, WeekStep):
    """One row each: take it up, give it away, let it go, or keep it knowingly."""

    COLUMNS = COLUMNS
    EMPTY = _("The backlog is empty; enter goes on.")
    KEYS: ClassVar[tuple[StepKey, ...]] = (
        StepKey("take_up", _("next week's list"), "l"),
        StepKey("give", _("give"), command="give"),
        StepKey("finish", _("done"), command="done"),
        StepKey("drop", _("drop"), command="archive"),
        StepKey("open", _("open"), "o"),
        StepKey("edit", _("edit"), command="edit"),
    )

    def show(self) -> None:
        """Those that are still there."""
        words = _("Oldest of the backlog; enter keeps them, next week shows others")
        self.show_rows([(one.ref, self._line(one)) for one in self.week.oldest], words)

    def take_up(self) -> None:
        """Onto the list of the next week."""
        self.on_current(self.week.take_up)

    def give(self) -> None:
        """To a contractor."""
        reference = self.current()
        if reference is not None:
            self.ask_person(
                _("Give {id} to").format(id=reference),
                lambda person: self.week.give(reference, person),
            )

    def finish(self) -> None:
        """It is done already."""
        self.on_current(lambda task: tasks.complete_task(self.view.workspace, task))

    def drop(self) -> None:
        """It will not be done."""
        self.on_current(lambda task: tasks.drop_task(self.view.workspace, task))

    def _line(self, one: Old) -> Line:
        body, view = one.body, self.view
        return Line(
            (
                Cell(view.glyphs.open, "muted"),
                Cell(str(body["title"])),
                Cell(view.function_name(body.get("function")), "muted"),
                Cell(minutes(body.get("estimate_minutes")), "muted"),
                Cell(self._age(one), "muted"),
            )
        )

    def _age(self, one: Old) -> str:
        days = max(0, (self.view.now - parse_instant(one.seen)).days)
        if one.seen > str(one.body["created_at"]):
            return _("kept {days} d ago").format(days=days)
        return _("captured {days} d ago").format(days=days) if days else _("captured today")
