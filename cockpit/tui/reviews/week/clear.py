"""Screen 1: what has not found its place; one key each, and whatever else is in the head."""

from __future__ import annotations

from typing import ClassVar

from cockpit.actions import tasks
from cockpit.actions.reviewing.crossing import QUARTER
from cockpit.actions.reviewing.weekly.clearing import Loose
from cockpit.domain.wording.times import WEEKDAYS, day_and_month, minutes
from cockpit.i18n import _
from cockpit.tui.reviews.listing import ListStep
from cockpit.tui.reviews.step import StepKey
from cockpit.tui.reviews.week.week_step import WeekStep
from cockpit.tui.rows import Cell, Column, Line

COLUMNS = (
    Column("state", 1),
    Column("title", 16, flex=1),
    Column("rolls", 3, align="right"),
    Column("function", 14, shown_from=64),
    Column("estimate", 9, align="right"),
    Column("where", 19, gap=2),
)


class ClearStep(ListStep, WeekStep):
    """Captured without function or estimate, or left on a past day."""

    COLUMNS = COLUMNS
    EMPTY = _("Everything is in its place. Press a for what is still in your head.")
    KEYS: ClassVar[tuple[StepKey, ...]] = (
        StepKey("add", _("add"), command="add"),
        StepKey("function", _("function"), "f"),
        StepKey("takes", _("quarter-hours"), "1,2,3,4,5,6,7,8,9", shown="1–9", tells_key=True),
        StepKey("take_up", _("next week's list"), "l"),
        StepKey("put_away", _("backlog"), "L"),
        StepKey("finish", _("done"), command="done"),
        StepKey("drop", _("drop"), command="archive"),
        StepKey("edit", _("edit"), command="edit"),
    )

    def show(self) -> None:
        """What is loose now."""
        found = self.week.clearing
        self._loose = {one.ref: one for one in found.rows}
        count = _("1 is not in its place") if found.total == 1 else ""
        words = count or _("{count} are not in their place").format(count=found.total)
        if found.total > len(found.rows):
            words += " · " + _("the first {count}").format(count=len(found.rows))
        self.show_rows([(one.ref, self._line(one)) for one in found.rows], words)

    def function(self) -> None:
        """Of which function it is."""
        reference = self.current()
        if reference is not None:
            self.ask_function(
                _("Function of {id}").format(id=reference),
                lambda function: self.week.say_function(reference, function),
            )

    def takes(self, key: str) -> None:
        """How many quarters of an hour it takes."""
        reference = self.current()
        if reference is not None:
            quarters = int(key)
            if self.do(lambda: self.week.say_quarters(reference, quarters)):
                self.frame.say(
                    _("{id} takes {length}").format(
                        id=reference, length=minutes(quarters * QUARTER)
                    )
                )

    def take_up(self) -> None:
        """Onto the list of the next week."""
        self.on_current(self.week.take_up)

    def put_away(self) -> None:
        """Into the backlog, as it is."""
        self.on_current(self.week.put_away)

    def finish(self) -> None:
        """It is done."""
        self.on_current(lambda task: tasks.complete_task(self.view.workspace, task))

    def drop(self) -> None:
        """It will not be done."""
        self.on_current(lambda task: tasks.drop_task(self.view.workspace, task))

    def _line(self, one: Loose) -> Line:
        body, view, glyphs = one.body, self.view, self.view.glyphs
        rolls = body.get("rolls", 0)
        function = view.function_name(body.get("function"))
        return Line(
            (
                Cell(
                    glyphs.rolled if one.past else glyphs.unknown,
                    "warning-text" if one.past else "accent-text",
                ),
                Cell(str(body["title"])),
                Cell(f"{glyphs.rolled}{rolls}" if rolls else "", "warning-text"),
                Cell(function or _("no function"), "muted" if function else "warning-text"),
                Cell(
                    minutes(body.get("estimate_minutes")) or _("how long?"),
                    "warning-text" if one.no_estimate else "muted",
                ),
                Cell(self._where(one), "muted"),
            )
        )

    def _where(self, one: Loose) -> str:
        if one.past is not None:
            day = f"{WEEKDAYS[one.past.weekday()]} {day_and_month(one.past, self.view.today)}"
            return _("still on {day}").format(day=day)
        if one.body.get("place") == "week":
            return str(one.body["week"])
        return _("backlog") if one.body.get("place", "backlog") == "backlog" else _("planned")
