"""Screen 2: the list of the day; what is done is crossed off, of the rest is said what is left."""

from __future__ import annotations

from typing import ClassVar

from cockpit.actions import tasks
from cockpit.actions.reviewing.crossing import QUARTER, DayTask, say_left
from cockpit.actions.reviewing.night import Night
from cockpit.domain.wording.times import minutes
from cockpit.i18n import _
from cockpit.tui.glyphs import state
from cockpit.tui.reviews.frame import ReviewFrame
from cockpit.tui.reviews.listing import ListStep
from cockpit.tui.reviews.night.night_step import NightStep
from cockpit.tui.reviews.step import StepKey
from cockpit.tui.rows import Cell, Column, Line
from cockpit.tui.view import DUE_WIDTH

COLUMNS = (
    Column("state", 1),
    Column("priority", 1),
    Column("title", 16, flex=1),
    Column("rolls", 3, align="right"),
    Column("function", 16, shown_from=70),
    Column("worked", 10, align="right", shown_from=90),
    Column("left", 8, align="right"),
    Column("due", DUE_WIDTH, align="right"),
)


class CrossOffStep(ListStep, NightStep):
    """Today's tasks, those of missed evenings too."""

    COLUMNS = COLUMNS
    EMPTY = _("No task was planned for this day; enter goes on.")
    KEYS: ClassVar[tuple[StepKey, ...]] = (
        StepKey("cross_off", _("done"), command="done"),
        StepKey("left", _("quarter-hours left"), "1,2,3,4,5,6,7,8,9", shown="1–9", tells_key=True),
        StepKey("drop", _("drop"), command="archive"),
        StepKey("edit", _("edit"), command="edit"),
    )

    def __init__(self, frame: ReviewFrame, night: Night) -> None:
        """Show a night's list."""
        super().__init__(frame, night)
        self._order: list[str] = []

    def show(self) -> None:
        """The list of the day as it is now; the order stays while it is worked on."""
        begins = not self._order
        known = {key: place for place, key in enumerate(self._order)}
        ordered = sorted(self.night.tasks, key=lambda one: known.get(one.ref, len(known)))
        self._order = [one.ref for one in ordered]
        done = sum(one.done for one in ordered)
        words = _("Done {done} of {count}").format(done=done, count=len(ordered))
        left = sum(one.left or 0 for one in ordered if not one.done)
        if left:
            words += " · " + _("{length} left").format(length=minutes(left))
        self.show_rows([(one.ref, self._line(one)) for one in ordered], words)
        still_open = next((one.ref for one in ordered if not one.done), None)
        if begins and still_open is not None:
            self.list.move_to(still_open)

    def cross_off(self) -> None:
        """Done, or not after all; the next one is under the cursor."""
        key = self.current()
        if key is None:
            return
        one = next(one for one in self.night.tasks if one.ref == key)
        verb = tasks.reopen_task if one.done else tasks.complete_task
        if self.do(lambda: verb(self.view.workspace, key)) and not one.done:
            self.list.action_cursor_down()

    def left(self, key: str) -> None:
        """So many quarters of an hour are left of the task."""
        reference = self.current()
        if reference is None:
            return
        quarters = int(key)
        if self.do(lambda: say_left(self.view.workspace, reference, quarters)):
            self.frame.say(
                _("{id}: {length} left").format(id=reference, length=minutes(quarters * QUARTER))
            )
            self.list.action_cursor_down()

    def drop(self) -> None:
        """It will not be done."""
        self.on_current(lambda task: tasks.drop_task(self.view.workspace, task))

    def _line(self, one: DayTask) -> Line:
        body, view = one.body, self.view
        sign = state("done" if one.done else "open", view.glyphs)
        role = "done" if one.done else view.due_role(body) if body.get("due") else ""
        text = "done" if one.done else ""
        rolls = body.get("rolls", 0)
        left = "" if one.done else minutes(one.left) or ("0m" if one.left == 0 else "")
        return Line(
            (
                Cell(sign.glyph, sign.role),
                Cell(str(body.get("priority") or ""), "muted"),
                Cell(str(body["title"]), text),
                Cell(f"{view.glyphs.rolled}{rolls}" if rolls else "", "warning-text"),
                Cell(view.function_name(body.get("function")), "muted"),
                Cell(minutes(one.worked) if one.worked else "", "muted"),
                Cell(left, text),
                Cell("" if one.done else view.due_words(body), role),
            )
        )
