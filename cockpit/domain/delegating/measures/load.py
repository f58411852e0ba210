"""Load: whether a contractor can finish what he has in hand before it is due."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from cockpit.domain.delegating.dossier import Dossier
from cockpit.domain.identity import parse_instant
from cockpit.domain.plans.jobs.overload import Job, by_deadline, first_overload

WEEK = timedelta(days=7)


class Load(NamedTuple):
    """What is in hand against the minutes per week."""

    capacity: int
    """Minutes per week."""
    minutes: int
    """The sizes of all that is in hand and has one."""
    busy_until: datetime | None
    """When all of it would be done; None with a capacity of nothing."""
    unfit: str | None
    """The first assignment that cannot be finished in time, earliest due first."""
    over: int
    """By how many minutes."""
    sizeless: tuple[str, ...]
    """In hand, and nobody has said how large: unknown, not nothing."""
    spare: int = 0
    """Minutes that he could take on besides within a week, without one thing in hand being late."""


def load_of(dossier: Dossier, now: datetime) -> Load | None:
    """Earliest-deadline feasibility; None where the capacity is not known.

    His hours are not known, so the capacity counts evenly over the week: until a due there are
    capacity × (due − now) / 7 days minutes, rounded down. What is late already comes first and
    takes its minutes from all the rest. Feasible exactly when for every due the demand up to it is
    at most the supply (Hall's condition; earliest deadline first attains it: Jackson 1955, see
    `plans.jobs.overload`). A piece of work counts with its whole size until it is delivered.
    What is spare is by the same condition the largest job due in a week that could be added.
    """
    capacity = dossier.person.get("capacity_minutes")
    if capacity is None:
        return None
    jobs: list[tuple[str, int, datetime | None]] = []
    sizeless: list[str] = []
    for key, work in dossier.in_hand():
        size = work.get("estimate_minutes")
        if size is None:
            sizeless.append(key)
        else:
            due = parse_instant(work["due"]) if work.get("due") else None
            jobs.append((key, size, due))
    total = sum(size for _key, size, _due in jobs)
    late = sum(size for _key, size, due in jobs if due is not None and due <= now)
    ahead = [
        Job(size, max(0, int(capacity * ((due - now) / WEEK)) - late), key=key)
        for key, size, due in jobs
        if due is not None and due > now
    ]
    overload = first_overload(ahead)
    unfit = None
    if overload is not None:
        at_it = [job for job in by_deadline(ahead) if job.deadline == overload.deadline]
        unfit = str(at_it[-1].key)
    busy_until = now + WEEK * (total / capacity) if capacity else None
    over = overload.minutes if overload else 0
    spare = 0 if overload else _spare(ahead, capacity - late)
    return Load(capacity, total, busy_until, unfit, over, tuple(sizeless), spare)


def _spare(jobs: list[Job], week: int) -> int:
    """The least that is free up to the end of a week of `week` minutes, or up to any later due."""
    ends = {week, *(job.deadline for job in jobs if job.deadline > week)}
    return max(
        0, min(end - sum(job.minutes for job in jobs if job.deadline <= end) for end in ends)
    )
