"""Who is meant: the owner, a contractor, nobody, or somebody else; light enough for every room."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cockpit.i18n import _

OWNER = "owner"
NOBODY = "none"

_OWNER_WORDS = ("owner", "me", "i", "myself", "yo", "mí")
_NOBODY_WORDS = ("none", "nobody", "no one", "nadie")
_CONTRACTOR = re.compile(r"C[1-9]\d*\Z")


def is_owner(said: str) -> bool:
    """Whether the words mean the owner himself."""
    return said.strip().casefold() in (*_OWNER_WORDS, _("me"))


def is_nobody(said: str) -> bool:
    """Whether the words mean that nobody does, and that this is known."""
    return said.strip().casefold() in (*_NOBODY_WORDS, _("none"))


def is_contractor(said: str) -> bool:
    """Whether this is the short id of a contractor."""
    return _CONTRACTOR.match(said) is not None


def party(stored: str | None, names: Mapping[str, str]) -> str | None:
    """A stored holder as one of the parties: "owner", "none", "C3", or the words of somebody else.

    `names` is the folded name of each contractor to his short id: a holder that was written down
    before he was taken on is him all the same. None stays unknown.
    """
    if stored is None or is_contractor(stored):
        return stored
    if is_owner(stored):
        return OWNER
    if is_nobody(stored):
        return NOBODY
    return names.get(stored.strip().casefold(), stored)
