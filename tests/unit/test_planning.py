"""Overload and cuts on one axis of free minutes, against all orders and all subsets."""

from __future__ import annotations

from itertools import combinations, permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.planning import (
    Job,
    Overload,
    fewest_late,
    first_overload,
    least_weight_late,
    max_lateness,
    smallest_cut,
    worst_overload,
)
from cockpit.errors import WrongUse

ALL = (max_lateness, first_overload, worst_overload, fewest_late, least_weight_late, smallest_cut)

jobs_of = st.lists(
    st.builds(Job, st.integers(1, 9), st.integers(0, 30), st.integers(0, 5)), max_size=6
).map(lambda jobs: [job._replace(key=f"T{at}") for at, job in enumerate(jobs)])


def small_instances(count, seed, most=6):
    """Random sets of jobs, about half of them overloaded."""
    chance = Random(seed)
    for _each in range(count):
        size = chance.randint(0, most)
        horizon = chance.randint(1, 9 * max(size, 1))
        yield [
            Job(chance.randint(1, 9), chance.randint(0, horizon), chance.randint(0, 4), f"T{at}")
            for at in range(size)
        ]


def lateness_of(sequence):
    done, late = 0, []
    for job in sequence:
        done += job.minutes
        late.append(done - job.deadline)
    return max(late, default=0)


def is_on_time(jobs):
    return lateness_of(sorted(jobs, key=lambda job: job.deadline)) <= 0


def subsets(jobs):
    return [chosen for size in range(len(jobs) + 1) for chosen in combinations(jobs, size)]


def minute_by_minute(jobs):
    """The first deadline at which the minutes asked for so far are more than have passed."""
    for minute in range(max((job.deadline for job in jobs), default=0) + 1):
        due = [job for job in jobs if job.deadline == minute]
        asked = sum(job.minutes for job in jobs if job.deadline <= minute)
        if due and asked > minute:
            return Overload(minute, asked - minute)
    return None


# -- against brute force ---------------------------------------------------------------------


def test_the_lateness_is_the_least_of_all_orders() -> None:
    for jobs in small_instances(1500, seed=1):
        assert max_lateness(jobs) == min(map(lateness_of, permutations(jobs)), default=0), jobs


def test_the_first_overload_is_the_one_that_a_walk_through_the_minutes_meets() -> None:
    for jobs in small_instances(4000, seed=2):
        assert first_overload(jobs) == minute_by_minute(jobs), jobs


def test_an_overload_is_told_exactly_when_every_order_is_late() -> None:
    for jobs in small_instances(1500, seed=3):
        possible = any(lateness_of(sequence) <= 0 for sequence in permutations(jobs))
        assert (first_overload(jobs) is None) == possible, jobs
        assert (worst_overload(jobs) is None) == possible, jobs


def test_the_worst_overload_is_the_largest_lateness() -> None:
    for jobs in small_instances(2000, seed=4):
        worst = worst_overload(jobs)
        assert (worst.minutes if worst else 0) == max(0, max_lateness(jobs)), jobs


def test_as_few_are_late_as_in_the_best_of_all_subsets() -> None:
    for jobs in small_instances(3000, seed=5, most=8):
        kept = fewest_late(jobs)
        assert is_on_time(kept), jobs
        assert set(kept) <= set(jobs), jobs
        assert len(kept) == max(len(one) for one in subsets(jobs) if is_on_time(one)), jobs


def test_as_little_weight_is_late_as_in_the_best_of_all_subsets() -> None:
    for jobs in small_instances(3000, seed=6, most=8):
        kept = least_weight_late(jobs)
        best = max(sum(job.weight for job in one) for one in subsets(jobs) if is_on_time(one))
        assert is_on_time(kept), jobs
        assert set(kept) <= set(jobs), jobs
        assert sum(job.weight for job in kept) == best, jobs


def test_nothing_is_cut_that_has_room() -> None:
    for jobs in small_instances(2000, seed=7):
        kept = least_weight_late(jobs)
        assert not any(is_on_time([*kept, job]) for job in set(jobs) - set(kept)), jobs


def test_the_smallest_cut_is_the_cheapest_that_moves_the_first_overload_on() -> None:
    for jobs in small_instances(2500, seed=8, most=8):
        overload = first_overload(jobs)
        cut = smallest_cut(jobs)
        if overload is None:
            assert cut == []
            continue

        def mends(chosen, jobs=jobs, deadline=overload.deadline):
            left = [job for job in jobs if job not in chosen and job.deadline <= deadline]
            return first_overload(left) is None

        costs = [cost(one) for one in subsets(jobs) if mends(one)]
        assert mends(cut), jobs
        assert cost(cut) == min(costs), jobs


def cost(chosen):
    return (
        sum(job.weight for job in chosen),
        len(chosen),
        sum(job.minutes for job in chosen),
    )


def test_a_quick_answer_keeps_what_it_keeps_on_time() -> None:
    for jobs in small_instances(1500, seed=9, most=8):
        kept = least_weight_late(jobs, most_steps=0)
        cut = smallest_cut(jobs, most_steps=0)
        overload = first_overload(jobs)

        assert is_on_time(kept), jobs
        if overload is not None:
            left = [one for one in jobs if one not in cut and one.deadline <= overload.deadline]
            assert cut, jobs
            assert is_on_time(left), jobs


def test_two_thousand_jobs_are_answered_with_the_quick_answer_at_the_most() -> None:
    chance = Random(10)
    jobs = [
        Job(chance.randint(5, 240), chance.randint(0, 60_000), chance.choice((1, 2, 4, 8)), at)
        for at in range(2000)
    ]

    assert is_on_time(least_weight_late(jobs))
    assert len(fewest_late(jobs)) >= len(least_weight_late(jobs))


# -- laws ------------------------------------------------------------------------------------


@given(jobs_of, st.randoms(use_true_random=False))
def test_the_order_in_which_jobs_are_given_changes_nothing(jobs, chance) -> None:
    shuffled = chance.sample(jobs, len(jobs))

    for question in ALL:
        assert question(jobs) == question(shuffled)


@given(jobs_of, st.integers(0, 40), st.integers(0, 20))
def test_more_free_time_never_worsens_anything(jobs, since, minutes) -> None:
    # when a block is added: the deadlines behind it have more minutes before them
    more = [
        job._replace(deadline=job.deadline + (minutes if job.deadline > since else 0))
        for job in jobs
    ]

    assert max_lateness(more) <= max_lateness(jobs)
    assert len(fewest_late(more)) >= len(fewest_late(jobs))
    assert late_weight(more) <= late_weight(jobs)
    if first_overload(jobs) is None:
        assert first_overload(more) is None


def late_weight(jobs):
    kept = least_weight_late(jobs)
    return sum(job.weight for job in jobs) - sum(job.weight for job in kept)


@given(jobs_of, st.integers(1, 60))
def test_splitting_a_job_changes_no_overload(jobs, minutes) -> None:
    if not jobs or jobs[0].minutes <= minutes:
        return
    first, rest = jobs[0], jobs[1:]
    parts = [first._replace(minutes=minutes), first._replace(minutes=first.minutes - minutes)]

    assert first_overload([*parts, *rest]) == first_overload(jobs)


# -- examples --------------------------------------------------------------------------------


def test_the_first_overload_may_not_be_the_worst() -> None:
    jobs = [Job(70, 60, key="T1"), Job(10, 90, key="T2"), Job(200, 120, key="T3")]

    assert first_overload(jobs) == Overload(60, 10)
    assert worst_overload(jobs) == Overload(120, 160)


def test_of_equal_cuts_the_shortest_that_suffices_is_suggested() -> None:
    jobs = [Job(240, 300, key="T1"), Job(45, 300, key="T2"), Job(30, 300, key="T3")]

    assert [job.key for job in smallest_cut(jobs)] == ["T3"]


def test_weight_speaks_before_number() -> None:
    jobs = [Job(60, 60, 8, "T1"), Job(30, 60, 1, "T2"), Job(30, 60, 1, "T3")]

    assert [job.key for job in fewest_late(jobs)] == ["T2", "T3"]
    assert [job.key for job in least_weight_late(jobs)] == ["T1"]
    assert [job.key for job in smallest_cut(jobs)] == ["T2", "T3"]


def test_without_jobs_there_is_nothing_to_say() -> None:
    assert [question([]) for question in ALL] == [0, None, None, [], [], []]


@pytest.mark.parametrize("question", ALL)
@pytest.mark.parametrize(
    ("job", "words"),
    [
        (Job(0, 10, key="T3"), "T3: a job takes a whole number of minutes from 1 on, not 0."),
        (Job(-5, 10), "Planning: a job takes a whole number of minutes from 1 on, not -5."),
        (Job(True, 10), "not True"),
        (Job(7.5, 10), "not 7.5"),
        (Job("30", 10), "not '30'"),
        (Job(None, 10), "not None"),
        (Job(30, -1), "a deadline is a whole number of free minutes from 0 on, not -1"),
        (Job(30, False), "not False"),
        (Job(30, 1.5), "not 1.5"),
        (Job(30, 60, -1), "a weight is a whole number from 0 on, not -1."),
        (Job(30, 60, True), "not True"),
    ],
)
def test_what_is_no_job_is_refused_with_a_sentence(question, job, words) -> None:
    with pytest.raises(WrongUse) as told:
        question([Job(10, 10), job])

    assert words in str(told.value)


def test_a_hundred_hours_are_only_a_long_job() -> None:
    assert first_overload([Job(5999, 480)]) == Overload(480, 5519)
    assert fewest_late([Job(5999, 480), Job(60, 480, key="T2")]) == [Job(60, 480, key="T2")]
