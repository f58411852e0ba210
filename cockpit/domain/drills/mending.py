"""What would mend a function: a bundle of steps, since one of them alone often mends nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cockpit.domain.drills.access import can_act, has_factor, touches
from cockpit.domain.drills.cover import COVERED, cover, has_time, who_is_able
from cockpit.domain.drills.facts import (
    Access,
    Asset,
    Facts,
    Function,
    Gone,
    Helper,
    Procedure,
    Run,
)
from cockpit.domain.drills.parties import OWNER
from cockpit.domain.drills.rules import EXPIRES, RECOVERY, broken_rules

MINUTES = {
    "assets": 5,
    "see_registered": 5,
    "register": 60,
    "admin": 20,
    "see_factor": 5,
    "factor": 15,
    "recovery": 10,
    "pay": 10,
    "pointer": 5,
    "let_in": 10,
    "backup": 5,
    "write": 60,
    "say_where": 5,
    "try": 30,
    "time": 5,
}
"""The kinds of step, and how long each takes the owner: our own estimates; only their order and
rough size matter, since they divide the gain."""


class Step(NamedTuple):
    """One thing to do; done, it changes one fact."""

    kind: str
    ref: str
    """The asset, function, procedure or contractor that it is about."""
    name: str
    person: str | None = None
    """Who is let in, named as a backup, or tries it."""

    @property
    def minutes(self) -> int:
        """How long it takes the owner."""
        return MINUTES[self.kind]


class Bundle(NamedTuple):
    """All the steps that one function lacks."""

    function: str
    name: str
    steps: tuple[Step, ...]
    level: int
    """The level of the function before."""
    after: int
    """Its level with all steps done."""
    gain: float
    """Points of the score, over all functions that the steps help."""

    @property
    def minutes(self) -> int:
        """How long all of it takes the owner."""
        return sum(step.minutes for step in self.steps)

    @property
    def worth(self) -> float:
        """Points a minute."""
        return self.gain / max(1, self.minutes)


def bundles(facts: Facts, gone: Gone) -> list[Bundle]:
    """A bundle for each function that is not covered without those who are gone, the best first.

    The gain is not estimated: the steps are done on a copy of the facts, and all functions are
    judged again, so that an asset that serves two of them counts for both.
    """
    found = []
    for function in facts.functions:
        level = cover(facts, function, gone)
        if level == COVERED:
            continue
        steps = tuple(_missing(facts, function, gone))
        after = with_steps(facts, steps)
        gain = 25.0 * (_sum(after, gone) - _sum(facts, gone)) / len(facts.functions)
        raised = cover(after, _same(after, function), gone)
        if gain > 0:
            found.append(Bundle(function.ref, function.name, steps, level, raised, gain))
    return sorted(found, key=lambda one: (-one.worth, one.function))


def with_steps(facts: Facts, steps: Iterable[Step]) -> Facts:
    """The facts once the steps are done."""
    for step in steps:
        facts = _done(facts, step)
    return facts


def _missing(facts: Facts, function: Function, gone: Gone) -> list[Step]:
    """What a function lacks to be covered: everything that it needs within reach, then somebody.

    Where its primary is left he carries on; else a backup who has tried it and has time.
    """
    person = _successor(facts, function, gone)
    steps: list[Step] = []
    needed = facts.needed(function.ref)
    if not needed and function.needs_assets is not False:
        steps.append(Step("assets", function.ref, function.name))
    for asset in needed:
        steps += _access_steps(facts, asset, person, gone)
    if person is None or person == function.primary:
        return steps
    if person not in function.backups:
        steps.append(Step("backup", function.ref, function.name, person))
    written = facts.written(function.ref)
    if not written:
        steps.append(Step("write", function.ref, function.name))
    elif not any(one.where for one in written):
        steps.append(Step("say_where", written[0].ref, written[0].name))
    if person not in facts.tried(function.ref):
        steps.append(Step("try", function.ref, function.name, person))
    with_backup = with_steps(facts, [one for one in steps if one.kind == "backup"])
    if not has_time(with_backup, _same(with_backup, function), person):
        steps.append(Step("time", person, facts.name_of(person), person))
    return steps


def _successor(facts: Facts, function: Function, gone: Gone) -> str | None:
    """Who is nearest to carrying a function on: its primary, who has tried it, a backup, you."""
    left = facts.present(gone)
    if function.primary in left:
        return function.primary

    tried, able = facts.tried(function.ref), who_is_able(facts, function, gone)

    def nearness(person: str) -> tuple[bool, ...]:
        return (
            person in tried and person in function.backups,
            person in function.backups,
            person in tried,
            person in able,
            person == OWNER,
        )

    return max(left, key=nearness, default=None)


def _access_steps(facts: Facts, asset: Asset, person: str | None, gone: Gone) -> list[Step]:
    steps: list[Step] = []

    def add(kind: str, who: str | None = None) -> None:
        steps.append(Step(kind, asset.ref, asset.name, who))

    if asset.registered_to is None:
        add("see_registered")
    elif asset.registered_to in gone and asset.registered_to != OWNER:
        add("register")
    if OWNER in gone:
        if person is not None and not can_act(with_steps(facts, steps), asset, person, gone):
            add("let_in", person)
    elif person is None or not can_act(with_steps(facts, steps), asset, person, gone):
        if asset.owner_admin is not True:
            add("admin")
        if not has_factor(asset, gone):
            add("see_factor" if asset.second_factor is None else "factor")
    broken = {one.rule for one in broken_rules(facts, gone) if one.asset == asset.ref}
    if OWNER not in gone:
        if RECOVERY in broken:
            add("recovery")
        if EXPIRES in broken:
            add("pay")
    if asset.kept_where is None and (OWNER in gone or touches(facts, asset, gone)):
        add("pointer")
    return steps


def _same(facts: Facts, function: Function) -> Function:
    """The function as it stands in these facts."""
    return next(one for one in facts.functions if one.ref == function.ref)


def _sum(facts: Facts, gone: Gone) -> int:
    return sum(cover(facts, one, gone) for one in facts.functions)


_OF_ASSET: dict[str, dict[str, object]] = {
    "see_registered": {"registered_to": OWNER},
    "register": {"registered_to": OWNER},
    "admin": {"owner_admin": True},
    "see_factor": {"second_factor": OWNER},
    "factor": {"second_factor": OWNER},
    "recovery": {"recovery": OWNER},
    "pay": {"paid_by": OWNER},
    "pointer": {"kept_where": "?"},
}
"""What becomes of an asset by each step."""

_PLENTY = 10**6


def _done(facts: Facts, step: Step) -> Facts:
    if step.kind in _OF_ASSET:
        return facts._replace(assets=tuple(
            one._replace(**_OF_ASSET[step.kind]) if one.ref == step.ref else one  # type: ignore[arg-type]
            for one in facts.assets
        ))  # fmt: skip
    if step.kind in ("assets", "backup"):
        return facts._replace(
            functions=tuple(
                _function_done(one, step) if one.ref == step.ref else one for one in facts.functions
            )
        )
    person = step.person or OWNER
    if step.kind == "let_in":
        return facts._replace(access=(*facts.access, Access("", step.ref, person, "admin", False)))
    if step.kind == "write":
        written = Procedure(f"+{step.ref}", step.name, step.ref, "?")
        return facts._replace(procedures=(*facts.procedures, written))
    if step.kind == "say_where":
        return facts._replace(
            procedures=tuple(
                one._replace(where="?") if one.ref == step.ref else one for one in facts.procedures
            )
        )
    if step.kind == "try":
        findable = next((one.ref for one in facts.written(step.ref) if one.where), "")
        return facts._replace(runs=(*facts.runs, Run("", findable, person, True, True)))
    return facts._replace(people=tuple(_with_time(one, person) for one in facts.people))


def _function_done(function: Function, step: Step) -> Function:
    if step.kind == "assets":
        return function._replace(needs_assets=False)
    return function._replace(backups=(*function.backups, step.person or OWNER))


def _with_time(helper: Helper, person: str) -> Helper:
    if helper.ref != person:
        return helper
    status = helper.status if helper.status == "trial" else "active"
    return helper._replace(capacity=_PLENTY, spare=_PLENTY, status=status)
