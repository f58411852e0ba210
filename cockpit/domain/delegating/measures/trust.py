"""Ramp-up: how large the next job may be, how closely to look, and whether training has paid."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from cockpit.domain.delegating.dossier import Dossier
from cockpit.domain.statistics import median
from cockpit.i18n import _

FIRST_JOB = 120
"""Minutes of a first job: small enough to be lost. Our own rule."""
GROWTH = 2
"""The next job is at most so many times the largest approved one."""


class Stage(NamedTuple):
    """How closely to look at somebody's work in one function."""

    name: str
    from_approved: int
    """Reached with so many approved jobs."""
    review: str
    cadence_days: int
    """Days between two words about a job."""


STAGES = (
    Stage("first", 0, _("look at every part, and at a first half before the rest"), 2),
    Stage("learning", 1, _("look at every delivery in full"), 4),
    Stage("growing", 3, _("look at the “done when” lines, the rest in samples"), 7),
    Stage("trusted", 6, _("look at samples"), 14),
)
"""From the first job to trust. Our own rule: small steps, each earned by approved work."""


class Ramp(NamedTuple):
    """Where a contractor stands in one function."""

    function: str | None
    approved: int
    largest: int | None
    """Minutes of the largest approved job; None when no approved one has a size."""
    most: int
    """Minutes that the next job should have at most."""
    stage: Stage


class Payback(NamedTuple):
    """What training cost against what it gives back."""

    trained: int
    """Minutes of the owner."""
    saved: int
    """Minutes of approved work that he did not do himself."""
    runs: int
    """Approved jobs so far."""
    payback_run: int | None
    """The job with which the training is paid back; None while no size is known."""


def ramp_of(dossier: Dossier, function: str | None) -> Ramp:
    """The next job is at most `GROWTH` times the largest approved one of this function.

    Without an approved one it is `FIRST_JOB`. The stage follows from the number of approved jobs.
    """
    sizes = [
        body.get("estimate_minutes")
        for _key, body in dossier.approved()
        if body.get("function") == function
    ]
    known = [size for size in sizes if size]
    largest = max(known, default=None)
    most = GROWTH * largest if largest else FIRST_JOB
    stage = [one for one in STAGES if len(sizes) >= one.from_approved][-1]
    return Ramp(function, len(sizes), largest, most, stage)


def payback_of(dossier: Dossier) -> Payback | None:
    """The run with which training is paid back; None where no training is written down.

    payback run = ⌈ minutes taught / median size of the approved jobs ⌉: each approved job saves
    the owner its size. The time for reviewing is not known, and not taken off: the true run is
    this one or a later one. Source: break-even analysis (fixed cost over gain per unit).
    """
    trained = sum(
        int(one.get("minutes") or 0) for one in dossier.feedback if one["kind"] == "teach"
    )
    if not trained:
        return None
    sizes = [int(body["estimate_minutes"]) for _key, body in dossier.approved()
             if body.get("estimate_minutes")]  # fmt: skip
    run = ceil(trained / median(sizes)) if sizes else None
    return Payback(trained, sum(sizes), len(sizes), run)
