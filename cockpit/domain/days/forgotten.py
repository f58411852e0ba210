"""A clock that was forgotten: whether it is to be asked about, and until when it surely ran."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from cockpit.domain.clock import business_day
from cockpit.domain.days.block_book import BlockBook
from cockpit.domain.days.clocked import function_of
from cockpit.domain.days.occurrences import Occurrence
from cockpit.domain.identity import format_instant, parse_instant

Body = Mapping[str, Any]

GRACE = timedelta(hours=1)
"""So long a clock may run on after closing, and after its block, before it is asked about."""


class Ends(NamedTuple):
    """When a clock that was started at some moment should have stopped; None where nothing says."""

    block: datetime | None
    """The end of the block in which it was started, else of its function's next one that day."""
    closing: datetime | None
    """The last closing of its day; None when that was past, or it was a day off."""


def ends_of(started: datetime, function: str | None, book: BlockBook, day_end: time) -> Ends:
    """The ends of a clock on a function, in the owner's zone."""
    day = business_day(started, book.zone, day_end)
    own = (one for one in book.on(day) if _is_ahead(one, function, started))
    block = next(own, None)
    hours = book.hours.hours_on(day) if book.hours is not None else ()
    closing = max((end for _opening, end in hours if end > started), default=None)
    return Ends(block.end if block is not None else None, closing)


def is_forgotten(
    started: datetime, ends: Ends, now: datetime, book: BlockBook, day_end: time
) -> bool:
    """Whether it began on an earlier business day, or runs on past its ends by more than `GRACE`.

    On its own day a clock without a closing ahead of it is the owner's affair.
    """
    if business_day(started, book.zone, day_end) != business_day(now, book.zone, day_end):
        return started < now
    last = max(filter(None, ends), default=None)
    return ends.closing is not None and last is not None and now >= last + GRACE


def certain_end(
    body: Body, function: str | None, book: BlockBook, now: datetime
) -> datetime | None:
    """Until when a forgotten clock surely ran: to the first of its ends, else not at all.

    None for one that is not forgotten: it runs until now.
    """
    started = parse_instant(body["started"])
    ends = ends_of(started, function, book, book.day_end)
    if not is_forgotten(started, ends, now, book, book.day_end):
        return None
    return ends.block or ends.closing or started


def certain(
    entries: Mapping[int, Body], book: BlockBook, now: datetime, tasks: Mapping[int, Body]
) -> Mapping[int, Body]:
    """The entries with a forgotten clock stopped where it is certain, as numbers count them."""
    found = dict(entries)
    for number, body in entries.items():
        if not body.get("stopped"):
            end = certain_end(body, function_of(body, tasks), book, now)
            if end is not None:
                found[number] = {**body, "stopped": format_instant(end)}
    return found


def _is_ahead(one: Occurrence, function: str | None, started: datetime) -> bool:
    return (
        one.function is not None
        and one.function == function
        and one.end.timestamp() > started.timestamp()
    )
