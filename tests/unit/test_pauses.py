"""What lies between blocks: a break between openings or a short one, else free time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from cockpit.domain.days.block_book import BlockBook
from cockpit.domain.days.pauses import pauses

MONDAY = date(2026, 11, 23)


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23T{clock}:00").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "blocks", "told"),
    [
        (
            ["09:00-12:30", "13:30-17:30"],
            ["09:00-11:45", "13:30-15:00"],
            ["11:45-12:30 free", "12:30-13:30 break"],
        ),
        (
            ["09:00-12:30", "13:30-17:30"],
            ["09:00-12:15", "13:30-15:00"],
            ["12:15-13:30 break"],  # a short rest before it belongs to it
        ),
        (["09:00-17:00"], ["09:00-11:00", "11:30-12:00"], ["11:00-11:30 break"]),
        (["09:00-17:00"], ["09:00-11:00", "11:31-12:00"], ["11:00-11:31 free"]),
        (["09:00-17:00"], ["09:00-11:00", "11:09-12:00"], []),
        ([], ["09:00-11:00", "12:00-13:00"], ["11:00-12:00 free"]),
        (["09:00-10:00"], ["09:00-10:00", "19:00-20:00"], ["10:00-19:00 break"]),
    ],
)
def test_breaks_are_told_from_free_time(
    hours: list[str], blocks: list[str], told: list[str]
) -> None:
    bodies = {}
    for number, span in enumerate(blocks, 1):
        start, end = span.split("-")
        bodies[number] = {"function": "F1", "weekday": "mon", "start": start, "end": end}
    day = BlockBook(bodies, {}, ZoneInfo("UTC")).on(MONDAY)
    spans = [tuple(map(at, span.split("-"))) for span in hours]

    found = pauses(day, [(start, end) for start, end in spans])

    words = [
        f"{one.start:%H:%M}-{one.end:%H:%M} {'break' if one.is_break else 'free'}" for one in found
    ]
    assert words == told
