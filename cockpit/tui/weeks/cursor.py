"""The cursor of the week's blocks: from block to block, from day to day, from week to week."""

from __future__ import annotations

from datetime import date, timedelta

from cockpit.actions.weeks.facts import Box
from cockpit.tui.weeks.parts import WeekParts

_DAY = timedelta(days=1)


class MovingCursor(WeekParts):
    """Mixed into the screen; nothing here changes a record."""

    def begin(self) -> None:
        """The cursor on what runs now or comes next, else on the first block of the day."""
        boxes = self._boxes()
        ahead = [box for box in boxes if box.one.end > self.view.now and not box.is_appointment]
        self.key = next((box.key for box in (*ahead, *boxes)), None)

    @property
    def box(self) -> Box | None:
        """The block under the cursor."""
        return next((box for box in self._boxes() if box.key == self.key), None)

    def _boxes(self) -> tuple[Box, ...]:
        return next((day.boxes for day in self.days if day.day == self.day), ())

    def action_next_block(self) -> None:
        """The next block of the day."""
        self._step_block(1)

    def action_previous_block(self) -> None:
        """The block before."""
        self._step_block(-1)

    def action_first_block(self) -> None:
        """The first block of the day."""
        self._step_block(-len(self._boxes()))

    def action_last_block(self) -> None:
        """The last block of the day."""
        self._step_block(len(self._boxes()))

    def _step_block(self, step: int) -> None:
        keys = [box.key for box in self._boxes()]
        if keys:
            at = keys.index(self.key) if self.key in keys else -1 if step > 0 else 0
            self.key = keys[min(max(at + step, 0), len(keys) - 1)]
            self.show_cursor()

    def action_day_after(self) -> None:
        """The next day; after Sunday the next week."""
        self._step_day(_DAY)

    def action_day_before(self) -> None:
        """The day before."""
        self._step_day(-_DAY)

    def _step_day(self, step: timedelta) -> None:
        """To a day beside, on the block that stands at about the same time."""
        before = self.box
        self.go_to_day(self.day + step)
        if before is not None:
            self.stand_near(before)
            self.show_cursor()

    def action_week_after(self) -> None:
        """The next week."""
        self.go_to_day(self.day + (_DAY if self.only_day else 7 * _DAY))

    def action_week_before(self) -> None:
        """The week before."""
        self.go_to_day(self.day - (_DAY if self.only_day else 7 * _DAY))

    def action_this_week(self) -> None:
        """Today."""
        self.go_to_day(self.view.today)

    def go_to_day(self, day: date) -> None:
        """Show a day, with the cursor on its first block that is not over."""
        shown = self.shows(day)
        self.day, self.key = day, None
        if not shown:
            self.read()
        self.begin()
        self.show_cursor()

    def stand_near(self, before: Box | None) -> None:
        """The cursor on the block of the day that begins nearest to one by the wall clock."""
        wanted = 0 if before is None else _minutes(before)
        near = [(abs(_minutes(box) - wanted), box.key) for box in self._boxes()]
        self.key = min(near)[1] if near else None

    def shows(self, day: date) -> bool:
        """Whether a day is in sight."""
        return any(each.day == day for each in self.days)


def _minutes(box: Box) -> int:
    return box.one.start.hour * 60 + box.one.start.minute
