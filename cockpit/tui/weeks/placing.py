"""Where the blocks of a day stand in the grid: rows of 15 or 30 minutes by the wall clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from cockpit.actions.weeks.facts import Box, DayBoxes

STEPS = (15, 30)
"""Minutes of a row; the first with which the day fits, else the last, and the grid scrolls."""
ALL_DAY = 20 * 60
"""From so many minutes on a block stands above the hours."""

_HOUR = 60
_EMPTY_DAY = (9 * _HOUR, 17 * _HOUR)
_EARLY, _LATE = 6 * _HOUR, 22 * _HOUR
"""As far as the grid is stretched where there is room, so that blocks can be moved there."""


class Scale(NamedTuple):
    """The rows of the grid: minutes counted from the midnight with which a business date begins."""

    first: int
    step: int
    rows: int

    def row_of(self, minute: float) -> int:
        """The row in which a minute lies; it may be outside the grid."""
        return int((minute - self.first) // self.step)

    def minute_of(self, row: int) -> int:
        """The minute with which a row begins."""
        return self.first + row * self.step


class Placed(NamedTuple):
    """A block on its rows, the last not included."""

    box: Box
    top: int
    bottom: int
    beside: bool
    """Whether it stands in the right half, beside a function's block."""


def scale_of(days: Sequence[DayBoxes], room: int) -> Scale:
    """The rows that show the hours of all the days in so many lines, where they fit."""
    low, high = _range(days)
    step = next((each for each in STEPS if -(-(high - low) // each) <= room), STEPS[-1])
    low -= low % step
    high += -high % step
    spare = max(0, room - (high - low) // step)
    for wanted_high, wanted_low in ((_LATE, low), (high, _EARLY)):
        more = min(spare, max(0, wanted_high - high) // step)
        high, spare = high + more * step, spare - more
        more = min(spare, max(0, low - wanted_low) // step)
        low, spare = low - more * step, spare - more
    return Scale(low, step, (high - low) // step)


def placed_boxes(day: DayBoxes, scale: Scale) -> list[Placed]:
    """The boxes of a day on their rows, none of a function on another's; an appointment beside.

    A block shorter than a row has one of its own, where need be the next one.
    """
    timed = [box for box in day.boxes if not is_all_day(box)]
    found: list[Placed] = []
    for box in timed:
        if box.is_appointment or box.mark == "dropped":
            continue
        top, bottom = _rows_of(box, day.day, scale)
        if found and found[-1].bottom > top:
            last = found[-1]
            if last.bottom - last.top > 1:
                found[-1] = last._replace(bottom=max(last.top + 1, top))
            top = max(top, found[-1].bottom)
        found.append(Placed(box, top, max(bottom, top + 1), False))
    taken = {row for one in found for row in range(one.top, one.bottom)}
    for box in timed:
        if box.is_appointment or box.mark == "dropped":
            top, bottom = _rows_of(box, day.day, scale)
            if not any(_share_time(box, one.box) for one in found):  # only a row is shared
                while bottom - top > 1 and bottom - 1 in taken:
                    bottom -= 1
                while bottom - top > 1 and top in taken:
                    top += 1
            own = set(range(top, bottom))
            found.append(Placed(box, top, bottom, bool(own & taken)))
            taken |= own
    return found


def _share_time(box: Box, other: Box) -> bool:
    return box.one.start < other.one.end and other.one.start < box.one.end


def all_day_boxes(day: DayBoxes) -> list[Box]:
    """What covers (nearly) the whole day."""
    return [box for box in day.boxes if is_all_day(box)]


def is_all_day(box: Box) -> bool:
    """Whether it stands above the hours."""
    one = box.one
    return one.end.replace(tzinfo=None) - one.start.replace(tzinfo=None) >= timedelta(
        minutes=ALL_DAY
    )


def open_rows(day: DayBoxes, scale: Scale) -> set[int]:
    """The rows in which working hours are open for some of the time."""
    found: set[int] = set()
    for opens, closes in day.hours:
        low, high = wall_minute(opens, day.day), wall_minute(closes, day.day)
        found.update(range(scale.row_of(low), scale.row_of(high - 1) + 1))
    return found


def wall_minute(moment: datetime, day: date) -> int:
    """Minutes of a local moment by the wall clock since the midnight of a date."""
    return (moment.date() - day).days * 24 * _HOUR + moment.hour * _HOUR + moment.minute


def _rows_of(box: Box, day: date, scale: Scale) -> tuple[int, int]:
    start, end = wall_minute(box.one.start, day), wall_minute(box.one.end, day)
    top = scale.row_of(start)
    return top, max(top + 1, scale.row_of(end - 1) + 1)


def _range(days: Iterable[DayBoxes]) -> tuple[int, int]:
    """The earliest and latest minute that is to be seen of any day."""
    spans = [
        (wall_minute(start, day.day), wall_minute(end, day.day))
        for day in days
        for start, end in (
            *day.hours,
            *((box.one.start, box.one.end) for box in day.boxes if not is_all_day(box)),
        )
    ]
    if not spans:
        return _EMPTY_DAY
    low = min(start for start, _end in spans)
    return low, max(low + _HOUR, *(end for _start, end in spans))
