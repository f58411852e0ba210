"""The breaks of a day: between two openings, and between two blocks that follow closely."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.hours.breaks import SHORTEST, breaks_of_day, of_break
from cockpit.domain.hours.quiet import Quiet
from cockpit.domain.reminders import BlockTime

Span = tuple[str, str]
DAY = [("09:00", "17:00")]
LUNCH = [("09:00", "12:00"), ("13:00", "17:00")]


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23T{clock}+00:00")


def block(number: int, start: str, end: str) -> BlockTime:
    return BlockTime(f"B{number}", f"block {number}", at(start), at(end))


def found(openings: list[Span], blocks: list[Span]) -> list[str]:
    breaks = breaks_of_day(
        [(at(start), at(end)) for start, end in openings],
        [block(number, *span) for number, span in enumerate(blocks, 1)],
    )
    return [f"{one.start:%H:%M}–{one.end:%H:%M} {one.after} {one.then}".strip() for one in breaks]


@pytest.mark.parametrize(
    ("openings", "blocks", "breaks"),
    [
        (DAY, [], []),
        (LUNCH, [], ["12:00–13:00"]),
        (DAY, [("09:00", "11:00"), ("11:15", "12:00")], ["11:00–11:15 B1 block 2"]),
        (DAY, [("09:00", "11:00"), ("11:00", "12:00")], []),
        (DAY, [("09:00", "11:00"), ("11:04", "12:00")], []),  # the way to the next one
        (DAY, [("09:00", "10:00"), ("12:00", "13:00")], ["10:00–12:00 B1 block 2"]),
        (DAY, [("09:00", "10:00"), ("12:01", "13:00")], []),  # time without a plan
        # a pause that the hours and the blocks agree on, or that one of them makes longer
        (LUNCH, [("10:00", "12:00"), ("13:00", "14:00")], ["12:00–13:00 B1 block 2"]),
        (LUNCH, [("10:00", "11:30"), ("13:00", "14:00")], ["11:30–13:00 B1 block 2"]),
        (LUNCH, [("10:00", "12:00"), ("12:40", "14:00")], ["12:00–12:40 B1 block 2"]),
        (LUNCH, [("11:00", "12:30")], []),  # worked through
        (DAY, [("09:00", "12:00"), ("10:00", "11:00"), ("12:30", "13:00")],
         ["12:00–12:30 B1 block 3"]),
        ([], [("09:00", "10:00"), ("10:30", "11:00")], ["10:00–10:30 B1 block 2"]),
    ],
)  # fmt: skip
def test_breaks(openings: list[Span], blocks: list[Span], breaks: list[str]) -> None:
    assert found(openings, blocks) == breaks


spans = st.tuples(st.integers(0, 1400), st.integers(5, 200)).map(
    lambda one: (at("00:00") + timedelta(minutes=one[0]), timedelta(minutes=one[1]))
)


@given(st.lists(spans, max_size=6), st.lists(spans, max_size=3))
def test_in_a_break_there_is_no_block_and_breaks_never_meet(
    blocks: list[tuple[datetime, timedelta]], openings: list[tuple[datetime, timedelta]]
) -> None:
    planned = [BlockTime(f"B{n}", "", start, start + length) for n, (start, length) in
               enumerate(blocks)]  # fmt: skip
    breaks = breaks_of_day([(start, start + length) for start, length in openings], planned)
    for one in breaks:
        assert one.end - one.start >= SHORTEST
        assert not [each for each in planned if each.start < one.end and each.end > one.start]
    assert all(one.end < two.start for one, two in zip(breaks, breaks[1:], strict=False))


def test_the_reminder_of_a_break_leads_to_the_block_that_ended() -> None:
    (pause,) = breaks_of_day([], [block(1, "09:00", "10:00"), block(2, "10:30", "11:00")])
    told = of_break(pause, None, Quiet())
    assert told is not None
    assert (told.subject, told.about, told.until) == ("B1", "block 2", at("10:30").astimezone(UTC))
    assert of_break(pause._replace(after=""), None, Quiet()).subject == "H1"  # type: ignore[union-attr]
