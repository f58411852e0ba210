"""How a due came about, day by day: hours counted, days skipped, pauses, the batch."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.promising.batches import Batch, batches_from
from cockpit.domain.promising.clock import Clock
from cockpit.domain.promising.status import stretches
from cockpit.domain.promising.terms import Target

Kind = Literal[
    "counted",
    "after_hours",
    "week",
    "holiday",
    "exception",
    "paused",
    "missed",
    "moved",
    "batch",
]
"""counted time; a day without any because it was over, or is closed by the week, a holiday or an
exception; a pause; a batch whose cut-off was missed; one moved to `day`; the batch joined."""

_DAY = timedelta(days=1)


class Line(NamedTuple):
    """One line of an explanation; the `counted` of all lines add up to the target.

    While a clock is paused they add up to the target less what remains; for a batch they are
    zero, and its line has the cut-off in `begins` and the close in `ends`.
    """

    day: date
    """The local date; of a night, that on which it starts; of a moved batch, the planned one."""
    kind: Kind
    begins: datetime | None = None
    ends: datetime | None = None
    """In UTC; None where a whole day is meant, or where a pause has not ended."""
    counted: timedelta = timedelta()


def explain(clock: Clock, calendar: BusinessCalendar) -> list[Line]:
    """The lines that explain a clock's due, in order of time. `calendar` is the promise's own."""
    lines: list[Line] = []
    if clock.target is not None and clock.target.measure == "batch":
        lines = _batch_lines(clock, clock.target, calendar)
    else:
        for begin, end in stretches(clock):
            if clock.target is not None and clock.target.measure == "working":
                lines += _working_lines(begin, end, calendar)
            else:
                lines += _calendar_lines(begin, end, calendar)
    for paused, resumed in clock.pauses:
        if clock.due is None or paused < clock.due:
            lines.append(Line(calendar.local_date(paused), "paused", paused, resumed))
    return sorted(lines, key=lambda line: line.begins or calendar.moment(line.day, "00:00"))


def _working_lines(begin: datetime, end: datetime, calendar: BusinessCalendar) -> list[Line]:
    lines = []
    for row in calendar.counted(begin, end):
        ends = min(row.closed, end)
        lines.append(Line(row.day, "counted", ends - row.counted, ends, row.counted))
    told = {line.day for line in lines}
    first, last = calendar.local_date(begin), calendar.local_date(end)
    for shift in range((last - first).days + 1):
        day = first + shift * _DAY
        if day in told:
            continue
        match calendar.why_closed(day):
            case "week":
                lines.append(Line(day, "week"))
            case "holiday":
                lines.append(Line(day, "holiday"))
            case "exception":
                lines.append(Line(day, "exception"))
            case _ if day == first and not calendar.is_open(begin):
                lines.append(Line(day, "after_hours", begin))
    return lines


def _calendar_lines(begin: datetime, end: datetime, calendar: BusinessCalendar) -> list[Line]:
    lines = []
    while begin < end:
        day = calendar.local_date(begin)
        ends = calendar.moment(day, "24:00")
        # Where midnight comes twice, the first one is not after the second's minutes.
        ends = min(end, ends if ends > begin else calendar.moment(day + _DAY, "24:00"))
        lines.append(Line(day, "counted", begin, ends, ends - begin))
        begin = ends
    return lines


def _batch_lines(clock: Clock, target: Target, calendar: BusinessCalendar) -> list[Line]:
    lines: list[Line] = []
    for batch in batches_from(target, clock.armed_at, calendar):
        joined = clock.due is not None and batch.due >= clock.due
        if batch.due > clock.armed_at:
            if batch.planned != batch.day:
                lines.append(Line(batch.planned, "moved", batch.cut_off, batch.due))
            lines.append(_batch_line(batch, joined))
        # A paused one is told up to the first batch that it could still join.
        if joined or (clock.due is None and batch.admits(clock.armed_at)):
            break
    return lines


def _batch_line(batch: Batch, joined: bool) -> Line:
    return Line(batch.day, "batch" if joined else "missed", batch.cut_off, batch.due)
