"""The blocks of a business date, and whether blocks of functions overlap.

`BlockBook` is the way for more than one date; what can be asked of a day's occurrences
(`running`, `next_after`, `gaps`, `net_intervals`) is in `occurrences`. All are offered here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.domain.clock import DAY_END
from cockpit.domain.days.block_book import BlockBook
from cockpit.domain.days.occurrences import (
    Occurrence,
    gaps,
    net_intervals,
    next_after,
    running,
    wall_times,
)
from cockpit.domain.identity import number_of
from cockpit.domain.wording.times import MONTHS, WEEKDAYS
from cockpit.i18n import _

__all__ = [
    "BlockBook",
    "Occurrence",
    "gaps",
    "net_intervals",
    "next_after",
    "occurrences",
    "overlap_sentence",
    "overlaps",
    "running",
    "wall_times",
]

Body = Mapping[str, Any]
Pair = tuple[Occurrence, Occurrence]
_DAY = timedelta(days=1)


def occurrences(
    day: date,
    blocks: Mapping[int, Body],
    overrides: Mapping[int, Body],
    *,
    zone: ZoneInfo,
    day_end: time = DAY_END,
) -> list[Occurrence]:
    """The occurrences of one business date in the owner's zone, by start.

    For more than one date build a `BlockBook`, which indexes the records once.
    """
    return BlockBook(blocks, overrides, zone, day_end).on(day)


def overlaps(
    candidate: str | None,
    blocks: Mapping[int, Body],
    overrides: Mapping[int, Body],
    zone: ZoneInfo,
    horizon: tuple[date, date],
) -> Iterator[Pair]:
    """The pairs of blocks of functions that overlap between two dates, in their order.

    The mappings hold the candidate already (a new one under any free number, 0 too); `candidate`
    is its id ("B4", "O3"), and only pairs with it are looked for; None looks at all of them.
    Touching is no overlap, and appointments (no function) may overlap everything. A block is not
    held against its own other dates, a move of it on one date is.
    """
    with_function = {n: body for n, body in blocks.items() if body.get("function")}
    changing = {
        n: body
        for n, body in overrides.items()
        if body.get("function") or (body.get("block") and number_of(body["block"]) in with_function)
    }
    book = BlockBook(with_function, changing, zone)
    open_ones: list[Occurrence] = []
    for one in book.between(horizon[0] - _DAY, horizon[1] + _DAY):
        begins = one.start.timestamp()
        open_ones = [other for other in open_ones if other.end.timestamp() > begins]
        for other in open_ones:
            moves = {one.override, other.override} - {None}
            named = moves if _are_of_one_block(one, other) else {*moves, one.block, other.block}
            if candidate in named or (candidate is None and named):
                yield other, one
        open_ones.append(one)


def overlap_sentence(pair: Pair, functions: Mapping[int, Body]) -> str:
    """Why two blocks cannot stand together, both named: for the error that refuses them."""
    first, second = (_named(one, functions) for one in pair)
    return _("Blocks do not overlap: {first} and {second}.").format(first=first, second=second)


def _are_of_one_block(one: Occurrence, other: Occurrence) -> bool:
    return one.block is not None and one.block == other.block


def _named(one: Occurrence, functions: Mapping[int, Body]) -> str:
    function = functions.get(number_of(one.function), {}) if one.function else {}
    day = one.start.date()
    return _("{id} {name} ({date} {start}–{end})").format(
        id=one.override or one.block,
        name=one.label or function.get("name") or one.function,
        date=f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}",
        start=f"{one.start:%H:%M}",
        end=f"{one.end:%H:%M}",
    )
