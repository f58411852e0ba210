"""Batches: the days on which requests of a kind are handled together, and which one is joined."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from cockpit.domain.business_time import HORIZON, BusinessCalendar, NoOpening
from cockpit.domain.hours.intervals import WEEKDAYS
from cockpit.domain.promising.terms import Target
from cockpit.i18n import _

_DAY = timedelta(days=1)


class Batch(NamedTuple):
    """One batch: its day, and until when a request can join it."""

    planned: date
    """The weekday of the policy; `day` differs when that one is closed."""
    day: date
    cut_off: datetime
    due: datetime
    """The close of the batch."""

    def admits(self, arrival: datetime) -> bool:
        """Whether a request that arrives then joins; at the cut-off itself it is too late."""
        return self.cut_off > arrival and self.due > arrival


def batch_for(target: Target, arrival: datetime, calendar: BusinessCalendar) -> Batch:
    """The first batch that admits an arrival. Errors: `NoOpening` when no day ever opens."""
    for batch in batches_from(target, arrival, calendar):
        if batch.admits(arrival):
            return batch
    raise _none(target, calendar)


def batches_from(target: Target, since: datetime, calendar: BusinessCalendar) -> Iterator[Batch]:
    """The batches in order, from the last that may still be under way at `since`.

    They end at the horizon. Errors: `NoOpening` when no day ever opens.
    """
    day = calendar.local_date(since)
    # A batch planned before the last working day until yesterday cannot be moved to today.
    planned = _working_day(day - _DAY, -_DAY, target, calendar)
    while planned - day < HORIZON:
        if WEEKDAYS[planned.weekday()] in target.weekdays:
            yield _batch(target, planned, calendar)
        planned += _DAY


@lru_cache(maxsize=512)
def _batch(target: Target, planned: date, calendar: BusinessCalendar) -> Batch:
    step = _DAY if target.closed_day == "next" else -_DAY
    day = _working_day(planned, step, target, calendar)
    cut_off = calendar.moment(day - target.cut_off_days_before * _DAY, target.cut_off)
    if target.close is not None:
        return Batch(planned, day, cut_off, calendar.moment(day, target.close))
    hours = calendar.hours_on(day)
    return Batch(planned, day, cut_off, hours[-1][1] if hours else calendar.moment(day, "24:00"))


def _working_day(day: date, step: timedelta, target: Target, calendar: BusinessCalendar) -> date:
    found = day
    while calendar.why_closed(found):
        found += step
        if abs(found - day) > HORIZON:
            raise _none(target, calendar)
    return found


def _none(target: Target, calendar: BusinessCalendar) -> NoOpening:
    return NoOpening(
        _(
            "A batch on {days} has no working day in {zone} within 5 years: add opening hours."
        ).format(days=", ".join(target.weekdays), zone=calendar.timezone)
    )
