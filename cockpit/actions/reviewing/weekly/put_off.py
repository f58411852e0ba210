"""What was put off in a span, and why: told by the history, so that every way of moving counts."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import NamedTuple

from cockpit.domain.identity import format_instant, ref
from cockpit.store import history
from cockpit.store.workspace import Workspace


class PutOff(NamedTuple):
    """A task that was put off in the span."""

    ref: str
    title: str
    times: int
    """How often in the span."""
    rolls: int
    """How often in all."""
    reasons: tuple[str, ...]
    """Those that were said in the span, oldest first."""


class PutOffs(NamedTuple):
    """What was put off, the most often first."""

    tasks: tuple[PutOff, ...]
    reasons: tuple[tuple[str, int], ...]
    """Reason and how often it was said, the most first."""

    @property
    def times(self) -> int:
        """How often anything was put off."""
        return sum(one.times for one in self.tasks)


def put_offs(
    workspace: Workspace, start: datetime, end: datetime, days: tuple[date, date]
) -> PutOffs:
    """The rolls between two moments; reasons are those given for the business dates `days`."""
    rows = history.rewritten_between(
        workspace.storage.connection,
        "task",
        format_instant(start),
        format_instant(end),
        '"rolls"',
    )
    times: Counter[int] = Counter()
    for number, before, after in rows:
        times[number] += after.get("rolls", 0) - before.get("rolls", 0)
    first, last = (day.isoformat() for day in days)
    bodies = workspace.table("task").fetch(number for number, count in times.items() if count > 0)
    tasks = []
    for number, body in bodies.items():
        said = tuple(
            str(one["reason"])
            for one in body.get("roll_reasons", ())
            if first <= str(one["day"]) <= last
        )
        tasks.append(
            PutOff(
                ref("task", number), str(body["title"]), times[number], body.get("rolls", 0), said
            )
        )
    tasks.sort(key=lambda one: (-one.times, -one.rolls, one.title.casefold()))
    counted = Counter(reason for one in tasks for reason in one.reasons)
    return PutOffs(
        tuple(tasks), tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
    )
