"""Fields that leave the house only when they are asked for: what is private, and what gets in."""

from __future__ import annotations

from collections.abc import Mapping

GUARDED: Mapping[str, frozenset[str]] = {
    "contractor": frozenset({"notes"}),
    "assignment": frozenset({"notes"}),
    "engagement": frozenset({"notes"}),
    "asset": frozenset({"kept_where", "recovery", "second_factor", "notes"}),
}
"""Table to its private notes, and to what tells a stranger where to begin: where a credential is
kept, who holds the second factor, who gets the mail for a lost password."""


def is_guarded(table: str, field: str) -> bool:
    """Whether a field is left out of what is made for others."""
    return field in GUARDED.get(table, ())
