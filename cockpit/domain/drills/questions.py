"""What is not known, as questions; and how much of what should be known is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cockpit.domain.drills.access import touches
from cockpit.domain.drills.cover import COVERED, cover
from cockpit.domain.drills.facts import Facts, Gone

EXPIRING = ("domain", "hosting", "certificate", "trademark", "subscription", "licence", "license")
"""Kinds of asset of which the end is asked for."""


class Question(NamedTuple):
    """Something that is not known yet."""

    ref: str
    """The record whose field is not known."""
    field: str
    name: str
    """The words of the record."""
    kind: str
    """How it is answered: yes, holder, person, text, date, number, minutes, assets."""

    @property
    def key(self) -> str:
        """What tells it from all others: "S1.registered_to"."""
        return f"{self.ref}.{self.field}"


def questions(facts: Facts, gone: Gone | None = None) -> list[Question]:
    """The questions without an answer, those on which no level hangs last.

    With `gone` only those that a loss makes matter: about the assets that the lost hold or get
    into, and about the functions that are not covered without them, with all that these hang on.
    """
    open_ones = [question for question, known in asked(facts) if not known]
    open_ones.sort(key=lambda one: one.field in _LAST)
    if gone is None:
        return open_ones
    matters, own = _touched_by(facts, gone), _held_by(facts, gone)
    found = [one for one in open_ones if one.ref in matters]
    return sorted(found, key=lambda one: (one.field in _LAST, one.ref not in own))


def completeness(facts: Facts) -> int:
    """The share of all questions that are answered, in percent, rounded down; 0 for none."""
    answers = [known for _question, known in asked(facts)]
    return 100 * sum(answers) // len(answers) if answers else 0


def asked(facts: Facts) -> Iterator[tuple[Question, bool]]:
    """Every question there is, with whether its answer is known."""
    for function in facts.functions:
        ref, name = function.ref, function.name
        yield Question(ref, "primary", name, "person"), function.primary is not None
        needs = bool(facts.needed(ref)) or function.needs_assets is False
        yield Question(ref, "needs_assets", name, "assets"), needs
    for asset in facts.assets:
        for field, kind in _OF_ASSET:
            known = getattr(asset, field) is not None
            yield Question(asset.ref, field, asset.name, kind), known
        if asset.kind.casefold() in EXPIRING:
            yield Question(asset.ref, "expires", asset.name, "date"), asset.expires is not None
        if asset.expires is not None:
            yield Question(asset.ref, "paid_by", asset.name, "holder"), asset.paid_by is not None
    names = {one.ref: one.name for one in facts.assets}
    for access in facts.access:
        name = f"{facts.name_of(access.person)}, {names.get(access.asset, access.asset)}"
        yield Question(access.ref, "shared", name, "yes"), access.shared is not None
    written = {one.ref: one.name for one in facts.procedures}
    for procedure in facts.procedures:
        yield Question(procedure.ref, "where", procedure.name, "text"), bool(procedure.where)
    for run in facts.runs:
        name = f"{written.get(run.procedure, run.procedure)}, {facts.name_of(run.by)}"
        for field in ("unaided", "ok"):
            yield Question(run.ref, field, name, "yes"), getattr(run, field) is not None
    backups = {person for function in facts.functions for person in function.backups}
    for helper in facts.people:
        if helper.ref in backups:
            known = helper.capacity is not None
            yield Question(helper.ref, "capacity_minutes", helper.name, "minutes"), known


_OF_ASSET = (
    ("registered_to", "holder"),
    ("owner_admin", "yes"),
    ("second_factor", "holder"),
    ("recovery", "holder"),
    ("kept_where", "text"),
    ("exit_ready", "yes"),
)
"""What is asked of every asset, and how it is answered."""


_LAST = ("exit_ready",)


def _held_by(facts: Facts, gone: Gone) -> set[str]:
    """What is asked first: of the assets that the lost get into, and of the functions they do."""
    functions = {one.ref for one in facts.functions if gone & {one.primary, *one.backups}}
    found = {one.ref for one in facts.assets if touches(facts, one, gone)}
    found |= {one.ref for one in facts.procedures if one.function in functions}
    return found | functions | {one.ref for one in facts.access if one.person in gone}


def _touched_by(facts: Facts, gone: Gone) -> set[str]:
    bare = {one.ref for one in facts.functions if cover(facts, one, gone) < COVERED}
    assets = {
        one.ref
        for one in facts.assets
        if touches(facts, one, gone) or bare.intersection(one.functions)
    }
    procedures = {one.ref for one in facts.procedures if one.function in bare}
    found = bare | assets | procedures | gone
    found |= {one.ref for one in facts.access if one.asset in assets}
    found |= {one.ref for one in facts.runs if one.procedure in procedures}
    backups = (set(one.backups) for one in facts.functions if one.ref in bare)
    return found.union(*backups)
