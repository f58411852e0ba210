"""Planning on one function's axis of free minutes: what overloads it, what to cut, what comes next.

Blocks of different functions do not overlap, so each function is one machine, and its free minutes
from a moment on are one axis without holes. On it the questions have exact answers.
"""

from __future__ import annotations

from cockpit.domain.plans.jobs.cuts import fewest_late, least_weight_late, smallest_cut
from cockpit.domain.plans.jobs.filling import LEAST_PIECE, Filled, Placed, Unfit, fill
from cockpit.domain.plans.jobs.ordering import USUAL_BLOCK, Standing, order
from cockpit.domain.plans.jobs.overload import (
    Job,
    Overload,
    first_overload,
    max_lateness,
    worst_overload,
)

__all__ = [
    "LEAST_PIECE",
    "USUAL_BLOCK",
    "Filled",
    "Job",
    "Overload",
    "Placed",
    "Standing",
    "Unfit",
    "fewest_late",
    "fill",
    "first_overload",
    "least_weight_late",
    "max_lateness",
    "order",
    "smallest_cut",
    "worst_overload",
]
