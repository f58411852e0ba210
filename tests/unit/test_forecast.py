"""The forecast finds the first request that breaks, as trying every order does."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.domain.promising.forecast import Queued, forecast, usual_minutes
from cockpit.domain.promising.serving import Opening

MINUTE = 60
ONE = {"inquiry": ("F1",)}


def opening(start: int, end: int, function: str = "F1") -> Opening:
    """From one minute to another."""
    return Opening(start * MINUTE, end * MINUTE, function)


def asked(due: int, number: int, kind: str = "inquiry") -> Queued:
    """Due at a minute."""
    return Queued(due * MINUTE, number, kind)


def test_all_dues_are_kept_when_there_is_time() -> None:
    found = forecast([asked(30, 1), asked(15, 2)], [opening(0, 30)], ONE, 0)

    assert found.first is None


def test_the_first_that_breaks_is_named_with_what_is_missing() -> None:
    queue = [asked(100, 3), asked(20, 1), asked(25, 2)]

    found = forecast(queue, [opening(0, 10), opening(15, 100)], ONE, 0)

    assert found.first is not None
    assert (found.first.number, found.first.short, found.first.function) == (2, 10, "F1")
    assert [one.number for one in found.breaks] == [2]


def test_a_kind_takes_as_long_as_it_is_known_to() -> None:
    queue = [asked(30, 1), asked(40, 2)]

    assert forecast(queue, [opening(0, 40)], ONE, 0).first is None
    found = forecast(queue, [opening(0, 40)], ONE, 0, {"inquiry": 25}).first
    assert found is not None
    assert (found.number, found.short) == (2, 10)


def test_what_is_late_is_served_first_unless_it_is_put_last() -> None:
    queue = [asked(-5, 1), asked(20, 2)]

    found = forecast(queue, [opening(0, 20)], ONE, 0)
    put_last = forecast(queue, [opening(0, 20)], ONE, 0, late_first=False)

    assert (found.late, [one.number for one in found.breaks]) == (1, [2])
    assert found.breaks[0].short == 10
    assert (put_last.late, put_last.first) == (1, None)


def test_a_kind_that_no_function_serves_is_counted_apart() -> None:
    found = forecast([asked(1, 1, "Praise"), asked(15, 2)], [opening(0, 15)], ONE, 0)

    assert (found.first, found.unserved) == (None, {"praise": 1})


def test_the_time_that_others_cannot_use_is_used_first() -> None:
    served_by = {"refund": ("F2", "F1"), "inquiry": ("F1",)}
    openings = [opening(0, 15, "F1"), opening(15, 30, "F2")]

    found = forecast([asked(30, 1, "refund"), asked(30, 2)], openings, served_by, 0)

    assert found.first is None


def test_kinds_are_compared_without_case() -> None:
    assert forecast([asked(15, 1, " Inquiry")], [opening(0, 15)], ONE, 0).unserved == {}


# -- against trying everything ---------------------------------------------------------------


def _business(
    random: Random, names: tuple[str, ...]
) -> tuple[list[Queued], list[Opening], dict[str, float]]:
    edges = sorted(random.sample(range(60), 2 * random.randrange(3, 9)))
    openings = [
        opening(a, b, random.choice(names)) for a, b in zip(edges[::2], edges[1::2], strict=True)
    ]
    kinds = ("a", "b", "c")
    queue = [
        asked(random.randrange(10, 62), number, random.choice(kinds))
        for number in range(1, random.randrange(2, 8))
    ]
    return queue, openings, {kind: float(random.randrange(1, 7)) for kind in kinds}


def _served(
    jobs: list[Queued],
    openings: list[Opening],
    served_by: dict[str, tuple[str, ...]],
    takes: dict[str, float],
) -> int:
    """How many of the minutes that the jobs need can be had before their dues: a matching."""
    minutes = [
        (minute, one.function)
        for one in openings
        for minute in range(one.start // MINUTE, one.end // MINUTE)
    ]
    needs = [job for job in jobs for _each in range(int(takes[job.kind]))]
    taken: dict[int, int] = {}

    def place(need: int, seen: set[int]) -> bool:
        job = needs[need]
        for slot, (minute, function) in enumerate(minutes):
            fits = function in served_by[job.kind] and minute * MINUTE < job.due
            if fits and slot not in seen:
                seen.add(slot)
                if slot not in taken or place(taken[slot], seen):
                    taken[slot] = need
                    return True
        return False

    return sum(place(need, set()) for need in range(len(needs)))


def _first_by_trying(
    queue: list[Queued],
    openings: list[Opening],
    served_by: dict[str, tuple[str, ...]],
    takes: dict[str, float],
) -> tuple[int, int] | None:
    """The first request, by due, up to which not all can be kept; and the minutes missing."""
    ordered = sorted(queue)
    for count in range(1, len(ordered) + 1):
        jobs = ordered[:count]
        missing = int(sum(takes[job.kind] for job in jobs)) - _served(
            jobs, openings, served_by, takes
        )
        if missing:
            return jobs[-1].number, missing
    return None


ONE_FUNCTION = dict.fromkeys("abc", ("F1",))
APART = {"a": ("F1",), "b": ("F2",), "c": ("F2",)}
NESTED = {"a": ("F3", "F2", "F1"), "b": ("F2", "F1"), "c": ("F1",)}
CROSSING = {"a": ("F1",), "b": ("F1", "F2"), "c": ("F2",)}


@pytest.mark.parametrize("served_by", [ONE_FUNCTION, APART, NESTED])
@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 10**7))
def test_the_first_break_and_its_minutes_are_those_of_trying_everything(
    served_by: dict[str, tuple[str, ...]], seed: int
) -> None:
    names = tuple(sorted({name for each in served_by.values() for name in each}))
    queue, openings, takes = _business(Random(seed), names)

    found = forecast(queue, openings, served_by, 0, takes).first

    told = None if found is None else (found.number, found.short)
    assert told == _first_by_trying(queue, openings, served_by, takes)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**7))
def test_where_kinds_cross_nothing_is_called_kept_that_cannot_be(seed: int) -> None:
    queue, openings, takes = _business(Random(seed), ("F1", "F2"))

    if forecast(queue, openings, CROSSING, 0, takes).first is None:
        assert _first_by_trying(queue, openings, CROSSING, takes) is None


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**7))
def test_what_breaks_breaks_in_every_order(seed: int) -> None:
    queue, openings, takes = _business(Random(seed), ("F1",))
    queue = queue[:5]
    minutes = [
        minute
        for one in sorted(openings)
        for minute in range(one.start // MINUTE, one.end // MINUTE)
    ]

    def kept(order: tuple[Queued, ...]) -> bool:
        used = 0
        for job in order:
            used += int(takes[job.kind])
            if used > len(minutes) or (minutes[used - 1] + 1) * MINUTE > job.due:
                return False
        return True

    found = forecast(queue, openings, ONE_FUNCTION, 0, takes).first

    assert (found is None) == any(kept(order) for order in permutations(queue))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**7))
def test_the_missing_minutes_mend_it_and_one_less_does_not(seed: int) -> None:
    queue, openings, takes = _business(Random(seed), ("F1",))
    found = forecast(queue, openings, ONE_FUNCTION, 0, takes).first
    if found is None:
        return

    def mended(minutes: int) -> bool:
        # more time, placed before everything: what is missing may stand anywhere before the due
        moved = [Opening(a + 9000, b + 9000, name) for a, b, name in openings]
        later = [one._replace(due=one.due + 9000) for one in queue]
        extra = [Opening(0, minutes * MINUTE, "F1")] if minutes else []
        now = forecast(later, [*extra, *moved], ONE_FUNCTION, 0, takes).first
        return now is None or (now.due, now.number) > (found.due + 9000, found.number)

    assert mended(found.short)
    assert not mended(found.short - 1)


# -- what a kind takes -----------------------------------------------------------------------


def test_a_kind_takes_the_median_of_what_was_clocked_or_estimated() -> None:
    requests = {1: "Refund", 2: "refund", 3: "refund", 4: "order"}
    tasks = {
        1: {"request": "R1", "estimate_minutes": 90},  # clocked: 10 minutes
        2: {"request": "R2", "estimate_minutes": 20},
        3: {"request": "R3", "estimate_minutes": 30},
        4: {"request": "R3", "estimate_minutes": 5},
        5: {"request": "R4"},  # nothing is known
        6: {"request": "R9", "estimate_minutes": 5},
        7: {"estimate_minutes": 5},
    }

    assert usual_minutes(requests, tasks, {"T1": 600}) == {"refund": 20.0}
