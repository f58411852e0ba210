"""One drill: somebody is gone tomorrow; what stops, why, and what would mend it."""

from __future__ import annotations

from typing import NamedTuple

from cockpit.domain.drills.cover import cover, score, worst_single_loss
from cockpit.domain.drills.facts import Facts, Gone
from cockpit.domain.drills.mending import Bundle, bundles
from cockpit.domain.drills.parties import OWNER
from cockpit.domain.drills.questions import Question, completeness, questions
from cockpit.domain.drills.rules import Broken, broken_rules

ALL = "all"
"""The drill of everybody, each alone."""


class Loss(NamedTuple):
    """A function before and after a loss."""

    function: str
    name: str
    before: int
    level: int

    @property
    def stops(self) -> bool:
        """Whether it loses cover."""
        return self.level < self.before


class Drilled(NamedTuple):
    """What a drill finds."""

    subject: str
    name: str
    rules: tuple[Broken, ...]
    functions: tuple[Loss, ...]
    """Those that stop first, the lowest level first."""
    questions: tuple[Question, ...]
    """What is not known and matters for this loss."""
    bundles: tuple[Bundle, ...]
    score: int | None
    completeness: int
    worst: int | None
    """The N−1 score of the business: its worst single loss."""

    @property
    def stops(self) -> tuple[Loss, ...]:
        """The functions that stop."""
        return tuple(one for one in self.functions if one.stops)


def drill(facts: Facts, who: str, *, mending: bool = True) -> Drilled:
    """What becomes of the business without one party: "owner", a contractor, another holder.

    Without `mending` neither the bundles nor the worst single loss are worked out, which is most
    of the work.
    """
    gone: Gone = frozenset({who})
    return Drilled(
        who,
        facts.name_of(who),
        tuple(broken_rules(facts, gone)),
        tuple(losses(facts, gone)),
        tuple(questions(facts, gone)),
        tuple(bundles(facts, gone)) if mending else (),
        score(facts, gone),
        completeness(facts),
        worst_single_loss(facts) if mending else None,
    )


def losses(facts: Facts, gone: Gone) -> list[Loss]:
    """Every function before and after; first those that stop, the lowest level before the others.

    Removing nobody leaves every function as it was.
    """
    found = [Loss(one.ref, one.name, cover(facts, one), cover(facts, one, gone))
             for one in facts.functions]  # fmt: skip
    return sorted(found, key=lambda one: (not one.stops, one.level))


class Overview(NamedTuple):
    """All single losses at once, and the owner's own absence beside them."""

    losses: tuple[Drilled, ...]
    """The worst first."""
    owner: Drilled
    score: int | None
    """The N−1 score: the worst of the single losses."""
    completeness: int
    unknown: tuple[Question, ...]


def overview(facts: Facts) -> Overview:
    """The drill of everybody who can be lost, without what would mend it."""
    found = [drill(facts, who, mending=False) for who in facts.losable()]
    found.sort(key=lambda one: (-len(one.stops), 0 if one.score is None else one.score))
    scores = [one.score for one in found if one.score is not None]
    return Overview(
        tuple(found),
        drill(facts, OWNER, mending=False),
        min(scores, default=None),
        completeness(facts),
        tuple(questions(facts)),
    )
