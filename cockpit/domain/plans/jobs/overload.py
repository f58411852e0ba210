"""Overload: whether work fits before its deadlines, and where and by how much it does not.

A deadline is the number of free minutes of the function before it, counted from the same moment
for all jobs. Work may be interrupted and taken up again, which changes nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cockpit.errors import WrongUse
from cockpit.i18n import _


class Job(NamedTuple):
    """A piece of work of one function."""

    minutes: int
    """What it takes; at least 1."""
    deadline: int
    """Free minutes of its function before it is due; 0 is due at once, or late."""
    weight: int = 1
    """What it costs to do it late; 0 costs nothing."""
    key: object = None
    """Whose job it is; jobs that are else alike are told apart by its text."""


class Overload(NamedTuple):
    """A deadline before which more is asked than there is."""

    deadline: int
    """In free minutes, which is also the supply before it."""
    minutes: int
    """By how many minutes the demand exceeds the supply."""


def max_lateness(jobs: Iterable[Job]) -> int:
    """The least possible largest lateness (finish less deadline) of any order; 0 without jobs.

    Negative means slack: so many minutes could be lost and nothing would be late. Earliest
    deadline first attains it (J. R. Jackson, Research Report 43, UCLA 1955). Errors: `WrongUse`.
    """
    return max((demand - deadline for deadline, demand in _demand(jobs)), default=0)


def first_overload(jobs: Iterable[Job]) -> Overload | None:
    """The first deadline whose demand exceeds its supply; None exactly when nothing need be late.

    Hall's condition on intervals that all begin now: the demand up to each deadline is at most
    the supply up to it. Errors: `WrongUse`.
    """
    for deadline, demand in _demand(jobs):
        if demand > deadline:
            return Overload(deadline, demand - deadline)
    return None


def worst_overload(jobs: Iterable[Job]) -> Overload | None:
    """The deadline with the largest excess, of several the first; None when nothing need be late.

    Errors: `WrongUse`.
    """
    worst: Overload | None = None
    for deadline, demand in _demand(jobs):
        if demand - deadline > (worst.minutes if worst else 0):
            worst = Overload(deadline, demand - deadline)
    return worst


def by_deadline(jobs: Iterable[Job]) -> list[Job]:
    """The jobs by deadline, those of one deadline always in the same order; refuses bad ones.

    Errors: `WrongUse`.
    """
    return sorted(checked(jobs), key=_told_apart)


def checked(jobs: Iterable[Job]) -> list[Job]:
    """The jobs as a list. Raises `WrongUse` with one sentence for a length, deadline or weight."""
    found = list(jobs)
    for job in found:
        if type(job.minutes) is not int or job.minutes <= 0:
            raise WrongUse(
                _("{job}: a job takes a whole number of minutes from 1 on, not {value!r}.").format(
                    job=_named(job), value=job.minutes
                )
            )
        if type(job.deadline) is not int or job.deadline < 0:
            raise WrongUse(
                _(
                    "{job}: a deadline is a whole number of free minutes from 0 on, not {value!r};"
                    " what is late already has 0."
                ).format(job=_named(job), value=job.deadline)
            )
        if type(job.weight) is not int or job.weight < 0:
            raise WrongUse(
                _("{job}: a weight is a whole number from 0 on, not {value!r}.").format(
                    job=_named(job), value=job.weight
                )
            )
    return found


def _demand(jobs: Iterable[Job]) -> Iterator[tuple[int, int]]:
    """Each deadline with the minutes asked for up to it, in order."""
    asked: dict[int, int] = {}
    for job in checked(jobs):
        asked[job.deadline] = asked.get(job.deadline, 0) + job.minutes
    total = 0
    for deadline in sorted(asked):
        total += asked[deadline]
        yield deadline, total


def _told_apart(job: Job) -> tuple[int, int, int, str]:
    return job.deadline, job.minutes, -job.weight, str(job.key)


def _named(job: Job) -> str:
    return _("Planning") if job.key is None else str(job.key)
