"""Who can still get in: a login counts only when everything that it hangs on is known and there."""

from __future__ import annotations

from cockpit.domain.drills.facts import Access, Asset, Facts, Gone
from cockpit.domain.drills.parties import NOBODY, OWNER


def is_secured(asset: Asset, gone: Gone) -> bool:
    """Whether the business keeps an asset: it is known in whose name it is, and he is not gone.

    Who stands in the register decides over everybody's login. In the owner's own name it is the
    business's, also while he is away. Not known counts like no.
    """
    holder = asset.registered_to
    return holder is not None and (holder == OWNER or holder not in gone)


def who_acts(facts: Facts, asset: Asset, gone: Gone) -> frozenset[str]:
    """Those left who get into an asset; with an admin among them all, since he can let them in.

    Adding a grant can only add somebody, taking somebody out can only take some away.
    """
    key = ("acts", asset.ref, gone)
    if key not in facts.known:
        facts.known[key] = _who_acts(facts, asset, gone)
    found: frozenset[str] = facts.known[key]
    return found


def can_act(facts: Facts, asset: Asset, person: str, gone: Gone) -> bool:
    """Whether a person who is left gets into an asset, or somebody left can let him in."""
    return person in who_acts(facts, asset, gone)


def outside_admins(facts: Facts, asset: Asset, gone: Gone) -> list[str]:
    """The contractors left who can do everything in an asset."""
    people = [one for one in facts.present(gone) if one != OWNER]
    return [one for one in people if _enters(facts, asset, one, gone, "admin")]


def has_factor(asset: Asset, gone: Gone) -> bool:
    """Whether the second factor of the main login is known and within reach, or there is none."""
    holder = asset.second_factor
    if holder is None:
        return False
    return holder == NOBODY or holder not in gone


def _who_acts(facts: Facts, asset: Asset, gone: Gone) -> frozenset[str]:
    if not is_secured(asset, gone):
        return frozenset()
    left = facts.present(gone)
    if any(_enters(facts, asset, one, gone, "admin") for one in left):
        return frozenset(left)
    return frozenset(one for one in left if _enters(facts, asset, one, gone))


def _enters(facts: Facts, asset: Asset, person: str, gone: Gone, level: str = "use") -> bool:
    """Whether a person has a login that works: his own, or the main one with its second factor."""
    if person in gone:
        return False
    if person == OWNER:
        return asset.owner_admin is True and has_factor(asset, gone)
    if asset.registered_to == person:
        return True
    return any(
        _reaches(one, level) and (one.shared is False or has_factor(asset, gone))
        for one in facts.granted(asset.ref, person)
    )


def _reaches(access: Access, level: str) -> bool:
    """To look is not to act: only admin and use count as access."""
    return access.level == "admin" or (level == "use" and access.level == "use")


def touches(facts: Facts, asset: Asset, gone: Gone) -> bool:
    """Whether those who are gone hold or pay anything of an asset, or have access to it."""
    held = {asset.registered_to, asset.recovery, asset.second_factor, asset.paid_by} & gone
    return bool(held) or any(facts.granted(asset.ref, person) for person in gone)
