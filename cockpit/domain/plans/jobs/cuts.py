"""What to cut: the jobs to keep so that the fewest, or the lightest, are late.

Cut jobs are done later or not at all; those kept are all on time, earliest deadline first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from cockpit.domain.plans.jobs.overload import Job, by_deadline, first_overload

MOST_STEPS = 400_000
"""So much work an exact answer may be: some tenths of a second."""


def fewest_late(jobs: Iterable[Job]) -> list[Job]:
    """The jobs to keep, by deadline, so that as few as possible are late; O(n log n).

    Taken by deadline, and as soon as one is late the longest so far is cut (J. M. Moore,
    Management Science 15, 1968, with Hodgson's form). Errors: `WrongUse`.
    """
    ordered = by_deadline(jobs)
    late = _fewest(ordered)
    return [job for at, job in enumerate(ordered) if at not in late]


def least_weight_late(jobs: Iterable[Job], most_steps: int = MOST_STEPS) -> list[Job]:
    """The jobs to keep, by deadline, so that the weight of the late ones is least.

    Dynamic programming by deadline (E. L. Lawler and J. M. Moore, Management Science 16, 1969):
    for each weight that is late the least minutes of those kept. Only weights are followed that
    are not above those of a quick answer, and only pairs that no other beats in both, so that
    a small overload costs little whatever the number of jobs. Beyond `most_steps` pairs the quick
    answer itself is given: on time, but perhaps not the lightest cut. Errors: `WrongUse`.
    """
    ordered = by_deadline(jobs)
    late = _lightest(ordered, most_steps)
    return [job for at, job in enumerate(ordered) if at not in late]


def smallest_cut(jobs: Iterable[Job], most_steps: int = MOST_STEPS) -> list[Job]:
    """The jobs whose cutting mends the first overload: least weight, then fewest, then shortest.

    Before the first overload nothing is late, so it is mended as soon as the jobs cut up to it
    are as long as what is missing: a covering knapsack, one step for each job and missing minute.
    Beyond `most_steps` what `fewest_late` would cut where all weigh the same, else what
    `least_weight_late` would. Empty without an overload. Errors: `WrongUse`.
    """
    ordered = by_deadline(jobs)
    overload = first_overload(ordered)
    if overload is None:
        return []
    concerned = [job for job in ordered if job.deadline <= overload.deadline]
    if len(concerned) * overload.minutes > most_steps:
        alike = len({job.weight for job in concerned}) == 1
        late = _fewest(concerned) if alike else _lightest(concerned, most_steps)
        return [job for at, job in enumerate(concerned) if at in late]
    return _cover(concerned, overload.minutes)


def _fewest(ordered: Sequence[Job]) -> set[int]:
    """The places of those that are late, as few as can be."""
    kept: list[tuple[int, int, int]] = []
    late: set[int] = set()
    spent = 0
    for at, job in enumerate(ordered):
        heappush(kept, (-job.minutes, job.weight, -at))
        spent += job.minutes
        if spent > job.deadline:
            minutes, _weight, place = heappop(kept)
            spent += minutes
            late.add(-place)
    return late


def _lightest(ordered: Sequence[Job], most_steps: int) -> set[int]:
    """The places of those that are late, as light as can be."""
    if first_overload(ordered) is None:
        return set()
    late = _least_late(ordered, _roughly(ordered), most_steps)
    _take_back(ordered, late)
    return late


class _Kept(NamedTuple):
    """Of the jobs looked at so far: what is late, how long the kept ones are, and who is late."""

    late: int
    minutes: int
    cut: int
    """The place in the list of cuts where the chain of late jobs begins; -1 is nobody."""


def _least_late(ordered: Sequence[Job], rough: set[int], most_steps: int) -> set[int]:
    most = sum(ordered[at].weight for at in rough)
    cuts: list[tuple[int, int]] = []
    states = [_Kept(0, 0, -1)]
    steps = 0
    for at, job in enumerate(ordered):
        steps += len(states)
        if steps > most_steps:
            return rough
        found = [
            _Kept(late, minutes + job.minutes, cut)
            for late, minutes, cut in states
            if minutes + job.minutes <= job.deadline
        ]
        for late, minutes, cut in states:
            if late + job.weight <= most:
                found.append(_Kept(late + job.weight, minutes, len(cuts)))
                cuts.append((at, cut))
        states = _unbeaten(found)
    return _chain(cuts, states[0].cut)


def _unbeaten(found: list[_Kept]) -> list[_Kept]:
    """Those to which no other has as little late and as few minutes."""
    found.sort()
    states: list[_Kept] = []
    for one in found:
        if not states or one.minutes < states[-1].minutes:
            states.append(one)
    return states


def _chain(cuts: list[tuple[int, int]], begin: int) -> set[int]:
    late = set()
    while begin >= 0:
        at, begin = cuts[begin]
        late.add(at)
    return late


def _roughly(ordered: Sequence[Job]) -> set[int]:
    """A quick answer, as places in the list: where one is late, cut the longest for its weight."""
    kept: list[tuple[float, int]] = []
    cut: set[int] = set()
    spent = 0
    for at, job in enumerate(ordered):
        heappush(kept, (job.weight / job.minutes, at))
        spent += job.minutes
        while spent > job.deadline:
            _weight, out = heappop(kept)
            spent -= ordered[out].minutes
            cut.add(out)
    return cut


def _take_back(ordered: Sequence[Job], late: set[int]) -> None:
    """Keep after all what was cut and has room, the heaviest first."""
    room = _room(ordered, late)
    for at in sorted(late, key=lambda one: (-ordered[one].weight, ordered[one].minutes, one)):
        if ordered[at].minutes <= room[at]:
            late.discard(at)
            room = _room(ordered, late)


def _room(ordered: Sequence[Job], late: set[int]) -> list[int]:
    """For each place the longest job that could be kept there without making another late."""
    spent = sum(job.minutes for at, job in enumerate(ordered) if at not in late)
    room = [0] * len(ordered)
    tightest: int | None = None
    for at in range(len(ordered) - 1, -1, -1):
        slack = ordered[at].deadline - spent
        if at not in late:
            tightest = slack if tightest is None else min(tightest, slack)
            spent -= ordered[at].minutes
        room[at] = slack if tightest is None else min(slack, tightest)
    return room


def _cover(concerned: Sequence[Job], missing: int) -> list[Job]:
    """The cheapest jobs that are together at least as long as what is missing."""
    cuts: list[tuple[int, int]] = []
    best: list[tuple[tuple[int, int, int], int] | None] = [None] * (missing + 1)
    best[0] = ((0, 0, 0), -1)
    for at, job in enumerate(concerned):
        for covered in range(missing - 1, -1, -1):
            known = best[covered]
            if known is None:
                continue
            (weight, count, minutes), cut = known
            cost = (weight + job.weight, count + 1, minutes + job.minutes)
            reached = min(missing, covered + job.minutes)
            there = best[reached]
            if there is None or cost < there[0]:
                best[reached] = (cost, len(cuts))
                cuts.append((at, cut))
    found = best[missing]
    assert found is not None  # all of them together are longer than what is missing
    chosen = _chain(cuts, found[1])
    return [job for at, job in enumerate(concerned) if at in chosen]
