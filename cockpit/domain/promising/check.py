"""The promise check: can what is promised be kept at all, by the blocks that serve it?

It needs no data. Who asks just when a block ends waits until the next one begins: a promise that
is not longer than the longest such gap, in its own measure, is broken at any load.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.promising.batches import Batch, batches_from
from cockpit.domain.promising.serving import Span, Supply, moment
from cockpit.domain.promising.terms import Target, Terms

LEAST_WORK = timedelta(minutes=1)
"""What the quickest answer takes; a block must offer it before the due."""

_LEAST = int(LEAST_WORK.total_seconds())


class Gap(NamedTuple):
    """A stretch without a block that serves; moments in UTC."""

    begins: datetime
    ends: datetime | None
    """When the next block begins; None when none is in sight."""
    length: timedelta
    """In the measure of the promise."""


class Finding(NamedTuple):
    """What the check found of one promised length or batch."""

    clock: str
    """ "first", "next" or "resolution"."""
    target: Target
    kept: bool
    """Whether it can be kept when nothing else is to be done."""
    gap: Gap | None
    """The longest gap; None for a batch."""
    shortest: int | None
    """Minutes of the shortest promise that can be kept; None for a batch, and when none can."""
    batch: Batch | None = None
    """The first batch without serving time between its cut-off and its close."""
    last_served: datetime | None = None
    """When the last block before that cut-off ends."""
    failing: int = 0
    batches: int = 0
    """How many batches are in sight, and how many of them have no serving time."""


def check(
    terms: Terms, serving: Sequence[Span], calendar: BusinessCalendar, window: Span
) -> list[Finding]:
    """What can be kept of terms, by the spans (see `serving.merged`) that serve their kind.

    `window` are the POSIX seconds in which it is looked; the spans lie within it.
    Errors: `NoOpening` for batches whose days never open.
    """
    named = (
        ("first", terms.first_response),
        ("next", terms.next_response),
        ("resolution", terms.resolution),
    )
    return [
        _batches(name, target, serving, calendar, window)
        if target.measure == "batch"
        else _length(name, target, serving, calendar, window)
        for name, target in named
        if target is not None
    ]


def longest_gap(
    serving: Sequence[Span], window: Span, measure: Callable[[datetime, datetime], timedelta]
) -> Gap:
    """The longest gap within a window, the first of equals.

    What is left of the window after the last span counts only when it is longer than all others:
    then no block is in sight. A stretch before the first span begins with the window.
    """
    since, until = window
    best: Gap | None = None
    for start, end in serving:
        if since <= start:
            begins, ends = moment(since), moment(start)
            length = measure(begins, ends) if since < start else timedelta()
            if best is None or length > best.length:
                best = Gap(begins, ends, length)
        since = max(since, end)
    rest = Gap(moment(since), None, measure(moment(since), moment(until)))
    return rest if best is None or rest.length > best.length else best


def _length(
    name: str, target: Target, serving: Sequence[Span], calendar: BusinessCalendar, window: Span
) -> Finding:
    measure = calendar.between if target.measure == "working" else _elapsed
    gap = longest_gap(serving, window, measure)
    if gap.ends is None:
        return Finding(name, target, False, gap, None)
    shortest = -(-(gap.length + LEAST_WORK) // timedelta(minutes=1))
    return Finding(name, target, target.minutes >= shortest, gap, shortest)


def _elapsed(begins: datetime, ends: datetime) -> timedelta:
    return ends - begins


def _batches(
    name: str, target: Target, serving: Sequence[Span], calendar: BusinessCalendar, window: Span
) -> Finding:
    supply = Supply(serving)
    since, until = window
    found: Batch | None = None
    failing = count = 0
    for batch in batches_from(target, moment(since), calendar):
        cut_off, due = int(batch.cut_off.timestamp()), int(batch.due.timestamp())
        if due > until:
            break
        if due <= since:
            continue
        count += 1
        if supply.before(due) - supply.before(max(cut_off, since)) < _LEAST:
            failing += 1
            found = found or batch
    last = None
    if found is not None:
        cut_off = int(found.cut_off.timestamp())
        ends = [min(end, cut_off) for start, end in serving if start < cut_off]
        last = moment(ends[-1]) if ends else None
    return Finding(name, target, not failing, None, None, found, last, failing, count)
