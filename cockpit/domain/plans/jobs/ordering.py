"""The order of work: by deadline while time is tight, otherwise by what the owner holds higher.

Pure earliest-deadline-first starves what has no due; pure priority makes plans late that need not
be. So priority counts as long as there is slack for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cockpit.domain.plans.jobs.overload import Job, checked
from cockpit.errors import WrongUse
from cockpit.i18n import _

USUAL_BLOCK = 60
"""The minutes of a block while none is known."""

_NO_PRIORITY = 4


class Standing(NamedTuple):
    """What the owner holds higher about a job, beside its deadline."""

    priority: int | None = None
    """1 is the highest; None comes after 3."""
    promised: bool = False
    """Whether it is promised to a person."""
    rolls: int = 0
    ahead: bool = False
    """Whether it goes before all others while there is slack: what was planned and not done."""
    position: float = 0.0
    """The owner's own order, or the age: what is left to tell equals apart."""


def order(
    jobs: Iterable[Job],
    standings: Mapping[object, Standing] | None = None,
    *,
    block: int = USUAL_BLOCK,
) -> list[Job]:
    """The jobs in the order in which to do them; `standings` are by the key of the job.

    Earliest deadline first while the tightest slack of those left is under one block (minutes),
    or under the length of the job that would go before; otherwise by priority, then promised to
    a person, then rolls, weight, deadline and position. Nothing becomes late that earliest
    deadline first would keep. The order does not depend on that of `jobs`. Errors: `WrongUse`.
    """
    if type(block) is not int or block <= 0:
        raise WrongUse(_("A block has at least one minute, not {value!r}.").format(value=block))
    known = standings or {}
    ranked = sorted(checked(jobs), key=lambda job: _rank(job, known.get(job.key) or Standing()))
    return _Queue(ranked, block).in_order()


class _Queue:
    """The jobs left, seen by rank and by deadline, and how tight they are."""

    def __init__(self, ranked: list[Job], block: int) -> None:
        self.ranked = ranked
        self.block = block
        self.due = sorted(range(len(ranked)), key=lambda place: (ranked[place].deadline, place))
        self.left = [True] * len(ranked)
        self.spent = 0
        self.slack: list[int] = []
        """For each place in `due` the tightest slack from there on."""
        self.head = 0
        self.moved = False
        """Whether something was taken out of turn since the slack was measured exactly."""

    def in_order(self) -> list[Job]:
        found: list[Job] = []
        first = 0
        sure = self._measure()
        while len(found) < len(self.ranked):
            while not self.left[first]:
                first += 1
            need = max(self.block, self.ranked[first].minutes)
            if sure < need and self.moved:
                sure = self._measure()
            if sure < need:
                found.append(self._take(self._earliest()))
                sure = self.slack[self.head] if self.head < len(self.slack) else need
            else:
                found.append(self._take(first))
                self.moved = True
                sure -= self.ranked[first].minutes
        return found

    def _measure(self) -> int:
        """The tightest slack, exactly; what is done already leaves the list of dues."""
        self.due = [place for place in self.due if self.left[place]]
        self.head, self.moved = 0, False
        until = self.spent
        slack = []
        for place in self.due:
            until += self.ranked[place].minutes
            slack.append(self.ranked[place].deadline - until)
        for at in range(len(slack) - 2, -1, -1):
            slack[at] = min(slack[at], slack[at + 1])
        self.slack = slack
        return slack[0] if slack else 0

    def _earliest(self) -> int:
        """The next by deadline; doing it changes no other's slack."""
        place = self.due[self.head]
        self.head += 1
        return place

    def _take(self, place: int) -> Job:
        self.left[place] = False
        self.spent += self.ranked[place].minutes
        return self.ranked[place]


def _rank(job: Job, standing: Standing) -> tuple[object, ...]:
    return (
        not standing.ahead,
        standing.priority or _NO_PRIORITY,
        not standing.promised,
        -standing.rolls,
        -job.weight,
        job.deadline,
        standing.position,
        job.minutes,
        str(job.key),
    )
