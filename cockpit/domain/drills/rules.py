"""The hard rules: what no procedure can mend on the day that somebody is gone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from cockpit.domain.drills.access import outside_admins, touches
from cockpit.domain.drills.facts import Asset, Facts, Gone
from cockpit.domain.drills.parties import OWNER

REGISTERED, ADMIN, FACTOR, RECOVERY, POINTER, EXPIRES = (
    "registered", "admin", "second_factor", "recovery", "pointer", "expires",
)  # fmt: skip
RULES = (REGISTERED, ADMIN, FACTOR, RECOVERY, POINTER, EXPIRES)
"""The rules, the hardest first."""

SOON = 60
"""Days before its end in which an asset that somebody else pays for is in danger: two monthly
invoices may fail unseen."""


class Broken(NamedTuple):
    """A rule that is broken for one asset."""

    rule: str
    asset: str
    name: str
    who: str | None = None
    """The holder it hangs on."""
    until: date | None = None


def broken_rules(facts: Facts, gone: Gone) -> list[Broken]:
    """The rules broken for the assets that those who are gone hold, pay for or get into.

    An answer that is missing is a question, not a broken rule; only the pointer to a credential
    is both, since nobody can use what he cannot find. In the owner's absence it is his own hold
    that counts: what only he gets into, receives or pays.
    """
    found: list[Broken] = []
    for asset in facts.assets:
        if OWNER in gone:
            found += _without_owner(facts, asset, gone)
        elif touches(facts, asset, gone):
            found += _without_contractor(asset, gone)
        if (OWNER in gone or touches(facts, asset, gone)) and asset.kept_where is None:
            found.append(Broken(POINTER, asset.ref, asset.name))
        if asset.paid_by in gone and _ends_soon(asset, facts.today):
            found.append(Broken(EXPIRES, asset.ref, asset.name, asset.paid_by, asset.expires))
    return sorted(found, key=lambda one: RULES.index(one.rule))


def is_stale(procedure: Mapping[str, Any], today: date) -> bool:
    """Whether a stored procedure is to be looked at again: its interval has passed since it was.

    Without an interval, or a date from which it counts, it is not.
    """
    days = procedure.get("review_days")
    since = procedure.get("reviewed") or procedure.get("written")
    return bool(days and since) and (today - date.fromisoformat(str(since))).days >= int(days or 0)


def _without_contractor(asset: Asset, gone: Gone) -> list[Broken]:
    found = []
    if asset.registered_to in gone:
        found.append(Broken(REGISTERED, asset.ref, asset.name, asset.registered_to))
    if asset.owner_admin is False:
        found.append(Broken(ADMIN, asset.ref, asset.name))
    return found + _held(asset, gone)


def _without_owner(facts: Facts, asset: Asset, gone: Gone) -> list[Broken]:
    found = []
    if not outside_admins(facts, asset, gone):
        found.append(Broken(ADMIN, asset.ref, asset.name, OWNER))
    return found + _held(asset, gone)


def _held(asset: Asset, gone: Gone) -> list[Broken]:
    held = ((FACTOR, asset.second_factor), (RECOVERY, asset.recovery))
    return [Broken(rule, asset.ref, asset.name, who) for rule, who in held if who in gone]


def _ends_soon(asset: Asset, today: date) -> bool:
    return asset.expires is not None and (asset.expires - today).days <= SOON
