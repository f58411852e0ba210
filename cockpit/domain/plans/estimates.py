"""Estimates as the owner's own history corrects them."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from cockpit.domain.plans.jobs.filling import LEAST_PIECE
from cockpit.domain.statistics import median

ENOUGH = 8
"""Under so many samples an estimate is taken as it was said."""
LEAST, MOST = 0.8, 2.0
"""However far off the estimates were, they are not scaled beyond."""

Sample = tuple[str, int, int]
"""A function, the minutes estimated for a task of it and the minutes clocked on that."""


def factors(samples: Iterable[Sample]) -> dict[str, float]:
    """What estimates of a function are multiplied by; functions with too few samples are left out.

    The median of actual over estimated minutes, at least 0.8 and at most 2. A task without an
    estimate or without clocked time is no sample.
    """
    ratios: dict[str, list[float]] = {}
    for function, estimated, actual in samples:
        if estimated > 0 and actual > 0:
            ratios.setdefault(function, []).append(actual / estimated)
    return {
        function: min(MOST, max(LEAST, median(each)))
        for function, each in ratios.items()
        if len(each) >= ENOUGH
    }


def minutes_left(estimate: int | None, factor: float, worked: int) -> int:
    """What a task is counted with: its scaled estimate less what was clocked on it, in minutes.

    Rounded up; 0 without an estimate. One that has eaten its estimate and is still open counts
    a last piece of a quarter of an hour, or its whole length where that is less.
    """
    if not estimate:
        return 0
    scaled = ceil(round(estimate * factor, 6))
    return max(scaled - worked, min(scaled, LEAST_PIECE))
