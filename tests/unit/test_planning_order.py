"""The order of work: by deadline while it is tight, by what the owner holds higher otherwise."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.planning import Job, Standing, first_overload, max_lateness, order
from cockpit.errors import WrongUse

standing_of = st.builds(
    Standing,
    st.sampled_from((None, 1, 2, 3)),
    st.booleans(),
    st.integers(0, 4),
    st.booleans(),
    st.integers(0, 3).map(float),
)


@st.composite
def work(draw, least_deadline=0):
    sizes = draw(st.lists(st.integers(1, 120), max_size=9))
    jobs = [
        Job(
            minutes,
            draw(st.integers(least_deadline, least_deadline + 600)),
            draw(st.integers(0, 3)),
            f"T{at}",
        )
        for at, minutes in enumerate(sizes)
    ]
    return jobs, {job.key: draw(standing_of) for job in jobs}


def keys(jobs):
    return [job.key for job in jobs]


def lateness(sequence):
    ends = accumulate(job.minutes for job in sequence)
    return max((end - job.deadline for end, job in zip(ends, sequence, strict=True)), default=0)


def plain_order(jobs, standings, block):
    """The same rule said plainly: before each step the slack of all that is left is looked at."""
    ranked = sorted(
        jobs,
        key=lambda job: (
            not standings[job.key].ahead,
            standings[job.key].priority or 4,
            not standings[job.key].promised,
            -standings[job.key].rolls,
            -job.weight,
            job.deadline,
            standings[job.key].position,
            job.minutes,
            job.key,
        ),
    )
    found, spent = [], 0
    while ranked:
        slack = -max_lateness([job._replace(deadline=job.deadline + 10_000) for job in ranked])
        tight = slack - 10_000 - spent < max(block, ranked[0].minutes)
        chosen = min(ranked, key=lambda job: job.deadline) if tight else ranked[0]
        ranked.remove(chosen)
        found.append(chosen)
        spent += chosen.minutes
    return found


@given(work(), st.integers(1, 150))
def test_the_order_is_that_of_the_plain_rule(given_work, block) -> None:
    jobs, standings = given_work

    assert order(jobs, standings, block=block) == plain_order(jobs, standings, block)


@given(work(), st.integers(1, 150))
def test_nothing_is_late_that_need_not_be(given_work, block) -> None:
    jobs, standings = given_work
    found = order(jobs, standings, block=block)

    assert max(0, lateness(found)) == max(0, max_lateness(jobs))
    if first_overload(jobs) is None:
        assert lateness(found) <= 0


@given(work(), st.randoms(use_true_random=False))
def test_every_job_is_there_once_whatever_order_they_are_given_in(given_work, chance) -> None:
    jobs, standings = given_work
    found = order(jobs, standings)

    assert sorted(keys(found)) == sorted(keys(jobs))
    assert order(chance.sample(jobs, len(jobs)), standings) == found


@given(work(least_deadline=700).filter(lambda one: sum(job.minutes for job in one[0]) < 500))
def test_with_time_enough_the_higher_priority_goes_first(given_work) -> None:
    jobs, standings = given_work
    plain = {key: one._replace(ahead=False) for key, one in standings.items()}
    found = order(jobs, plain, block=120)

    priorities = [plain[job.key].priority or 4 for job in found]
    assert priorities == sorted(priorities)


def test_priority_then_a_promise_then_rolls_then_the_owners_own_order() -> None:
    jobs = [Job(10, 5000, key=f"T{at}") for at in range(1, 8)]
    standings = {
        "T1": Standing(position=2),
        "T2": Standing(position=1),
        "T3": Standing(rolls=2),
        "T4": Standing(promised=True),
        "T5": Standing(priority=3),
        "T6": Standing(priority=1),
        "T7": Standing(ahead=True),
    }

    assert keys(order(jobs, standings)) == ["T7", "T6", "T5", "T4", "T3", "T2", "T1"]


def test_the_nearest_deadline_goes_first_while_less_than_a_block_is_left() -> None:
    jobs = [Job(60, 100, key="due"), Job(30, 2000, key="high")]
    standings = {"high": Standing(priority=1)}

    assert keys(order(jobs, standings, block=40)) == ["high", "due"]
    assert keys(order(jobs, standings, block=41)) == ["due", "high"]


def test_a_long_job_of_high_priority_waits_where_it_would_make_another_late() -> None:
    jobs = [Job(60, 150, key="due"), Job(240, 2000, key="long")]

    assert keys(order(jobs, {"long": Standing(priority=1)}, block=60)) == ["due", "long"]


def test_what_is_late_goes_first_and_then_priority_counts_again() -> None:
    jobs = [Job(30, 0, key="late"), Job(30, 3000, key="low"), Job(30, 3000, key="high")]

    assert keys(order(jobs, {"high": Standing(priority=1)})) == ["late", "high", "low"]


@pytest.mark.parametrize("block", [0, -1, True, 1.5])
def test_a_block_without_minutes_is_refused(block) -> None:
    with pytest.raises(WrongUse, match="A block has at least one minute"):
        order([], block=block)
