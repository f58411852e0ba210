"""The promise check says which promises can be kept at all, as counting minutes does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.promising.check import Finding, check, longest_gap
from cockpit.domain.promising.serving import Opening, Span, Supply, merged, servers
from cockpit.domain.promising.terms import Target, Terms
from tests.promise_story import FRIDAY_OFF, OFFICE, at, calendar_time, refunds, working


def spans(text: str) -> list[Span]:
    """ "23 09:00-11:00, 24 10:00-11:00" in Berlin's November."""
    found = []
    for part in text.split(", "):
        day, _space, walls = part.partition(" ")
        start, _dash, end = walls.partition("-")
        found.append(tuple(int(at(f"{day} {wall}").timestamp()) for wall in (start, end)))
    return found  # type: ignore[return-value]


def window(since: str, until: str) -> Span:
    return int(at(since).timestamp()), int(at(until).timestamp())


MORNINGS = spans("23 09:00-10:00, 24 09:00-10:00, 26 09:00-10:00, 27 09:00-10:00, 30 09:00-10:00")
WEEK = window("23 09:00", "30 10:00")


def first(target: Target, serving: list[Span] = MORNINGS, within: Span = WEEK) -> Finding:
    (found,) = check(Terms(target), serving, OFFICE, within)
    return found


def test_the_longest_gap_is_named_in_working_time() -> None:
    found = first(working(4))

    assert not found.kept
    assert found.gap is not None
    assert (found.gap.begins, found.gap.ends) == (at("24 10:00"), at("26 09:00"))
    assert found.gap.length == timedelta(hours=15)  # 7 on Tuesday, 8 on Wednesday
    assert found.shortest == 15 * 60 + 1


def test_in_calendar_time_the_weekend_is_longer() -> None:
    found = first(calendar_time(48))

    assert found.gap is not None
    assert (found.gap.begins, found.gap.ends) == (at("27 10:00"), at("30 09:00"))
    assert found.shortest == 71 * 60 + 1
    assert not found.kept
    assert first(calendar_time(72)).kept


@pytest.mark.parametrize(("minutes", "kept"), [(900, False), (901, True)])
def test_a_promise_as_long_as_the_gap_is_not_kept(minutes: int, kept: bool) -> None:
    assert first(Target("working", minutes)).kept is kept


def test_a_holiday_shortens_a_gap_in_working_time() -> None:
    serving = spans("26 09:00-10:00, 30 09:00-10:00")
    within = window("26 09:00", "30 10:00")

    (open_friday,) = check(Terms(working(4)), serving, OFFICE, within)
    (closed_friday,) = check(Terms(working(4)), serving, FRIDAY_OFF, within)

    assert (open_friday.shortest, closed_friday.shortest) == (15 * 60 + 1, 7 * 60 + 1)


def test_when_no_block_is_in_sight_no_promise_can_be_kept() -> None:
    found = first(working(400), spans("23 09:00-10:00"))

    assert not found.kept
    assert found.gap is not None
    assert (found.gap.begins, found.gap.ends, found.shortest) == (at("23 10:00"), None, None)
    assert first(working(400), []).shortest is None


def test_touching_blocks_leave_no_gap() -> None:
    openings = [
        Opening(start, end, name)
        for (start, end), name in zip(
            spans("23 09:00-12:00, 23 12:00-17:00"), ("F1", "F2"), strict=True
        )
    ]

    assert merged(openings) == spans("23 09:00-17:00")
    assert merged(openings, ("F2",)) == spans("23 12:00-17:00")


def test_every_length_of_a_promise_is_checked() -> None:
    terms = Terms(working(4), None, working(16))

    assert [(one.clock, one.kept) for one in check(terms, MORNINGS, OFFICE, WEEK)] == [
        ("first", False),
        ("resolution", True),
    ]


@pytest.mark.parametrize(
    ("serving", "kept"),
    [
        ("27 09:00-10:00", True),
        ("26 17:00-18:30", True),
        ("26 17:00-18:01", True),
        ("26 17:00-18:00", False),
        ("27 17:00-18:00", False),
        ("27 16:59-18:00", True),
    ],
)
def test_a_batch_needs_time_between_its_cut_off_and_its_close(serving: str, kept: bool) -> None:
    found = first(refunds(), spans(serving), window("23 09:00", "28 09:00"))

    assert found.kept is kept
    assert (found.batches, found.failing) == (1, int(not kept))
    if not kept:
        assert found.batch is not None
        assert (found.batch.cut_off, found.batch.due) == (at("26 18:00"), at("27 17:00"))


def test_the_last_block_before_the_cut_off_is_named() -> None:
    found = first(refunds(), spans("25 09:00-10:00, 26 17:00-19:00, 27 18:00-19:00"))
    late = first(refunds(), spans("25 09:00-10:00, 27 18:00-19:00"))

    assert found.kept
    assert late.last_served == at("25 10:00")


def test_functions_that_serve_few_kinds_come_first() -> None:
    functions = {
        1: {"kinds": ["Inquiry", "refund"]},
        2: {"kinds": ["refund "]},
        3: {},
    }

    assert servers(functions) == {"inquiry": ("F1",), "refund": ("F2", "F1")}


# -- against counting minutes ------------------------------------------------------------------

_START = datetime(2026, 11, 23, tzinfo=UTC)
_MINUTES = 4 * 1440


def _calendar(random: Random) -> BusinessCalendar:
    week = {}
    for day in ("mon", "tue", "wed", "thu", "fri"):
        opens = random.randrange(0, 20)
        closes = random.randrange(opens + 1, 24)
        week[day] = [(f"{opens:02}:00", f"{closes:02}:{random.randrange(60):02}")]
    return BusinessCalendar("UTC", week)


def _shortest_by_counting(serving: set[int], counts: list[bool], last: int) -> int:
    """The least minutes that any arrival up to `last` needs to be served for a minute."""
    needed = 0
    for arrival in range(last):
        minute, used = arrival, 0
        while minute not in serving:
            used += counts[minute]
            minute += 1
        # a due is the earliest moment: it must lie behind the end of the minute that serves
        while not counts[minute]:
            minute += 1
        needed = max(needed, used + 1)
    return needed


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_the_shortest_promise_is_that_of_counting_minutes(seed: int, in_working_time: bool) -> None:
    random = Random(seed)
    calendar = _calendar(random)
    edges = sorted(random.sample(range(_MINUTES - 200), 2 * random.randrange(1, 6)))
    served = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    # the window ends in a long block, so that nothing is hidden behind its end
    served.append((_MINUTES - 100, _MINUTES))
    base = int(_START.timestamp())
    serving = [(base + 60 * a, base + 60 * b) for a, b in served]
    minutes = {minute for a, b in served for minute in range(a, b)}
    counts = [
        not in_working_time or calendar.is_open(_START + timedelta(minutes=minute))
        for minute in range(_MINUTES + 5 * 1440)
    ]

    target = Target("working" if in_working_time else "calendar", 60)
    (found,) = check(Terms(target), serving, calendar, (base, base + 60 * _MINUTES))

    assert found.shortest == _shortest_by_counting(minutes, counts, _MINUTES)
    assert found.kept == (found.shortest <= 60)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 300), min_size=2, max_size=12, unique=True), st.integers(-5, 310))
def test_a_supply_is_what_counting_seconds_gives(edges: list[int], moment: int) -> None:
    edges = sorted(edges)[: len(edges) // 2 * 2]
    served = list(zip(edges[::2], edges[1::2], strict=True))
    supply = Supply(served)
    seconds = [one for a, b in served for one in range(a, b)]

    assert supply.before(moment) == sum(one < moment for one in seconds)
    for count in range(1, len(seconds) + 1):
        assert supply.reached(count) == seconds[count - 1] + 1
    assert supply.reached(len(seconds) + 1) is None


def test_of_equal_gaps_the_first_is_told() -> None:
    gap = longest_gap([(0, 60), (120, 180), (240, 300)], (0, 300), lambda a, b: b - a)

    assert (gap.begins.timestamp(), gap.length) == (60, timedelta(seconds=60))
