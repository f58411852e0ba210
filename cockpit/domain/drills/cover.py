"""How well a function is covered when somebody is gone, from 0 (no access) to 4 (covered).

The join is our own: function, person, asset, access, procedure and backup. Access is an AND over
the assets of a function, as one missing login stops it; who carries it on is the best of those
who are left. The score is that of the electric grids' N−1 criterion: what stands after the loss
of any single element is what can be relied on.
"""

from __future__ import annotations

from cockpit.domain.drills.access import who_acts
from cockpit.domain.drills.facts import Facts, Function, Gone
from cockpit.domain.drills.parties import OWNER

NO_ACCESS, NOTHING_WRITTEN, UNTRIED, NO_TIME, COVERED = range(5)
"""The levels: no access / nothing written / written, untried / tried, no time / covered."""

EVERYBODY_THERE: Gone = frozenset()


def cover(facts: Facts, function: Function, gone: Gone = EVERYBODY_THERE) -> int:
    """The level of a function by those who are left: the best that one of them can do.

    0: nobody left gets into everything that it needs. 1: somebody does, and nothing is written
    where it can be found. 2: it is, and nobody left with access once did it unaided and well.
    3: somebody did, and promised no time as a backup. 4: he did, or the primary is left.

    Monotone: a person more who is gone never raises it; an access, a procedure or a run more
    never lowers it. Not known counts like no.
    """
    able = who_is_able(facts, function, gone)
    if not able:
        return NO_ACCESS
    if function.primary in able:
        return COVERED
    if not any(one.where for one in facts.written(function.ref)):
        return NOTHING_WRITTEN
    tried = able & facts.tried(function.ref)
    if not tried:
        return UNTRIED
    return COVERED if any(has_time(facts, function, one) for one in tried) else NO_TIME


def who_is_able(facts: Facts, function: Function, gone: Gone) -> frozenset[str]:
    """Those left who get into everything that a function needs: all of it, not some."""
    needed = facts.needed(function.ref)
    if not needed:
        return frozenset(facts.present(gone) if function.needs_assets is False else ())
    able, *others = (who_acts(facts, asset, gone) for asset in needed)
    return able.intersection(*others)


def has_time(facts: Facts, function: Function, person: str) -> bool:
    """Whether a person promised time: he is a backup, and what is known of his week has room.

    A contractor's room is what his load leaves of the coming week (`delegating.measures.load`:
    earliest due first); without a capacity it is not known. The owner's word is being named.
    """
    if person not in function.backups:
        return False
    if person == OWNER:
        return True
    helper = facts.helper(person)
    return (
        helper is not None
        and helper.status in ("trial", "active")
        and helper.spare is not None
        and helper.spare > 0
    )


def score_of(levels: list[int]) -> int | None:
    """0 to 100: the mean level of the functions as a share of full cover, rounded down.

    Every function counts the same: a weight would only hide which of them stops. None for none.
    """
    return 100 * sum(levels) // (COVERED * len(levels)) if levels else None


def score(facts: Facts, gone: Gone = EVERYBODY_THERE) -> int | None:
    """The score of the business without those who are gone."""
    return score_of([cover(facts, one, gone) for one in facts.functions])


def single_losses(facts: Facts) -> list[tuple[str, int]]:
    """Each who can be lost, the owner aside, with the score without him, the worst loss first."""
    losses = [(one, score(facts, frozenset({one}))) for one in facts.losable()]
    known = [(who, value) for who, value in losses if value is not None]
    return sorted(known, key=lambda one: one[1])


def worst_single_loss(facts: Facts) -> int | None:
    """The N−1 score: the lowest over all single losses; None without functions or anybody."""
    return min((value for _who, value in single_losses(facts)), default=None)


def stopped(facts: Facts, gone: Gone) -> list[Function]:
    """The functions that lose cover through those who are gone."""
    return [one for one in facts.functions if cover(facts, one, gone) < cover(facts, one)]


def most_stopped(facts: Facts) -> tuple[str, int] | None:
    """Whose loss stops the most functions, with how many; None where nobody's stops any."""
    counted = [(len(stopped(facts, frozenset({who}))), who) for who in facts.losable()]
    most = max(counted, key=lambda one: one[0], default=(0, ""))
    return (most[1], most[0]) if most[0] else None
