"""Reminders of a batch: on its day, and at its cut-off, while requests are in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.hours.quiet import Hours, Quiet
from cockpit.domain.promising.batches import Batch
from cockpit.domain.reminders import BATCH_DAY, CUT_OFF, Reminder, reminder_at


class BatchTime(NamedTuple):
    """One batch, as far as reminders care; moments in UTC."""

    ref: str
    """The promise it belongs to: "P2"."""
    stage: str
    """The clock that it ends: "first", "next" or "resolution"."""
    opens: datetime
    """When its day begins."""
    cut_off: datetime
    """From when nothing joins it any more: its cut-off, at the latest its close."""
    due: datetime

    @classmethod
    def of(cls, ref: str, stage: str, batch: Batch, calendar: BusinessCalendar) -> BatchTime:
        """The times of a batch of a promise that is counted in this calendar."""
        openings = calendar.hours_on(batch.day)
        opens = openings[0][0] if openings else calendar.moment(batch.day, "00:00")
        due = batch.due.astimezone(UTC)
        cut_off = min(batch.cut_off.astimezone(UTC), due)
        return cls(ref, stage, min(opens.astimezone(UTC), due), cut_off, due)


def of_batch(batch: BatchTime, about: str, hours: Hours | None, quiet: Quiet) -> list[Reminder]:
    """The day of a batch with what is in it, and its cut-off.

    A cut-off that cannot be told before the batch's day is told with it. Both are known by the
    cut-off and are pointless once the batch is closed.
    """
    today = reminder_at(
        BATCH_DAY, batch.ref, batch.stage, batch.opens, batch.due, about, hours, quiet
    )
    told_by = batch.opens if batch.cut_off < batch.opens else batch.due
    closed = reminder_at(
        CUT_OFF, batch.ref, batch.stage, batch.cut_off, told_by, about, hours, quiet
    )
    found = [] if today is None else [today._replace(instant=batch.cut_off)]
    return found if closed is None else [*found, closed._replace(until=batch.due)]
