"""Unclocked time: what is past of a day's blocks, less what was clocked; on odd nights too."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.days.block_book import BlockBook
from cockpit.domain.days.clocked import clocked, day_span, worked_on
from cockpit.domain.days.time_use import day_use
from cockpit.domain.days.unclocked import unclocked
from cockpit.domain.identity import format_instant

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)


def at(clock: str, day: date = MONDAY) -> datetime:
    """A wall time in Berlin."""
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}").replace(tzinfo=BERLIN)


def entry(start: str, stop: str | None, day: date = MONDAY, **more: Any) -> dict[str, Any]:
    times = {"started": format_instant(at(start, day))}
    if stop:
        times["stopped"] = format_instant(at(stop, day))
    return {**times, **more}


def block(start: str, end: str, function: str | None = "F1", **more: Any) -> dict[str, Any]:
    return {"function": function, "weekday": "mon", "start": start, "end": end, **more}


def gaps(
    entries: list[dict[str, Any]], now: datetime, *blocks: dict[str, Any], day: date = MONDAY
) -> list[str]:
    """The gaps of a day as "F1 09:00–10:00", blocks 9–11 and 13–14 unless told otherwise."""
    template = blocks or (block("09:00", "11:00"), block("13:00", "14:00", "F2"))
    book = BlockBook(dict(enumerate(template, 1)), {}, BERLIN)
    return [
        f"{one.occurrence.function} {one.start:%H:%M}–{one.end:%H:%M}"
        for one in unclocked(day, book, dict(enumerate(entries, 1)), now)
    ]


@pytest.mark.parametrize(
    ("entries", "now", "expected"),
    [
        ([], "20:00", ["F1 09:00–11:00", "F2 13:00–14:00"]),
        ([], "09:30", ["F1 09:00–09:30"]),
        ([], "09:09", []),
        ([], "08:00", []),
        ([entry("09:00", "11:00")], "12:00", []),
        ([entry("09:05", "10:55")], "12:00", []),
        ([entry("09:15", "10:30")], "12:00", ["F1 09:00–09:15", "F1 10:30–11:00"]),
        ([entry("08:00", "09:30"), entry("10:30", "12:00")], "12:00", ["F1 09:30–10:30"]),
        ([entry("09:00", "10:30"), entry("09:30", "10:00")], "12:00", ["F1 10:30–11:00"]),
        ([entry("09:00", "11:00", function="F2")], "12:00", []),
        ([entry("09:40", None)], "10:30", ["F1 09:00–09:40"]),
        ([entry("09:00", "11:00", archived=True)], "12:00", ["F1 09:00–11:00"]),
        ([entry("11:30", None)], "10:00", ["F1 09:00–10:00"]),
    ],
)
def test_what_is_past_and_not_clocked_is_a_gap(
    entries: list[dict[str, Any]], now: str, expected: list[str]
) -> None:
    assert gaps(entries, at(now)) == expected


def test_an_appointment_is_no_gap_of_the_block_that_it_eats() -> None:
    dentist = block("09:30", "10:15", None)
    found = gaps([], at("12:00"), block("09:00", "11:00"), dentist)
    assert found == ["F1 09:00–09:30", "F1 10:15–11:00"]


def test_a_minute_of_two_blocks_that_overlap_is_one_gap() -> None:
    found = gaps([], at("12:00"), block("09:00", "10:30"), block("10:00", "11:00", "F2"))
    assert found == ["F1 09:00–10:30", "F2 10:30–11:00"]


def test_a_block_over_midnight_is_one_of_its_evening() -> None:
    late = block("22:00", "02:00")
    noon = at("12:00", MONDAY + timedelta(days=1))
    worked = {
        "started": format_instant(at("23:30")),
        "stopped": format_instant(at("00:30", MONDAY + timedelta(days=1))),
    }
    assert gaps([worked], noon, late) == ["F1 22:00–23:30", "F1 00:30–02:00"]
    assert gaps([worked], noon, late, day=MONDAY + timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("night", "minutes"), [(date(2026, 3, 28), 180), (date(2026, 10, 24), 300)]
)
def test_the_night_of_a_clock_change_has_its_own_length(night: date, minutes: int) -> None:
    late = {"function": "F1", "weekday": "sat", "start": "23:00", "end": "03:00"}
    book = BlockBook({1: late}, {}, BERLIN)
    noon = at("12:00", night + timedelta(days=1))

    (gap,) = unclocked(night, book, {}, noon)

    seconds = gap.end.timestamp() - gap.start.timestamp()
    assert (seconds // 60, day_use(night, book, {}, noon).planned) == (minutes, minutes)


MINUTES = st.integers(0, 24 * 60 - 1)
SPANS = st.lists(st.tuples(MINUTES, MINUTES).map(sorted), max_size=6)


@given(SPANS, SPANS, MINUTES)
def test_gaps_and_clocked_time_make_up_what_is_past_of_the_blocks(
    blocks: list[list[int]], entries: list[list[int]], until: int
) -> None:
    def wall(minute: int) -> str:
        return f"{minute // 60:02}:{minute % 60:02}"

    start = at("00:00")
    now = start + timedelta(minutes=until)
    template = {
        n: block(wall(a), wall(b)) for n, (a, b) in enumerate(blocks, 1) if a < b and a >= 4 * 60
    }
    book = BlockBook(template, {}, BERLIN)
    logged = {
        n: {
            "started": format_instant(start + timedelta(minutes=a)),
            "stopped": format_instant(start + timedelta(minutes=b)),
        }
        for n, (a, b) in enumerate(entries, 1)
    }
    found = unclocked(MONDAY, book, logged, now, least=timedelta(minutes=1))

    def stamps(pairs: list[tuple[datetime, datetime]]) -> set[int]:
        return {
            minute
            for begins, ends in pairs
            for minute in range(int(begins.timestamp()) // 60, int(ends.timestamp()) // 60)
        }

    offered = stamps([part for _one, parts in book.net(MONDAY) for part in parts])
    past = {minute for minute in offered if minute < now.timestamp() // 60}
    worked = {
        minute
        for _function, begins, ends in clocked(logged, day_span(MONDAY, BERLIN), now, {})
        for minute in range(begins // 60, ends // 60)
    }
    assert stamps([(one.start, one.end) for one in found]) == past - worked


def test_time_that_was_archived_or_lies_ahead_counts_nowhere() -> None:
    day = day_span(MONDAY, BERLIN)
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    entries = {
        1: entry("09:00", "10:00", task="T1", archived=True),
        2: entry("15:00", None, task="T1"),
        3: entry("10:00", "10:30", task="T1"),
    }
    assert [end - start for _function, start, end in clocked(entries, day, now, {})] == [1800]
    assert worked_on(entries, now) == {"T1": 1800}
