"""Which automatic backups are kept: close together for the last hours, wide apart for the past."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

HOURS, DAYS, WEEKS = 24, 7, 8
"""Of how many hours, days and weeks the last backup is kept."""

MANY = 20
"""Records by which a state must at least have shrunk before it counts as far fewer."""

_BUCKETS = (
    ("%Y-%m-%dT%H", HOURS),
    ("%Y-%m-%d", DAYS),
    ("%G-W%V", WEEKS),
)


def surplus(instants: Iterable[datetime]) -> list[datetime]:
    """The backups that no hour, day or week needs any more, oldest first; never the newest.

    Counted among the backups there are, in UTC and not from now, so that neither a holiday
    without changes nor a clock that was wrong makes them go.
    """
    newest_first = sorted(set(instants), reverse=True)
    kept: set[datetime] = set()
    for pattern, wanted in _BUCKETS:
        last_of: dict[str, datetime] = {}
        for instant in newest_first:
            last_of.setdefault(instant.strftime(pattern), instant)
        kept.update(list(last_of.values())[:wanted])
    return [instant for instant in reversed(newest_first) if instant not in kept]


def are_far_fewer(now: int, before: int) -> bool:
    """Whether so many records went that the backups from before are not to be rotated away."""
    return before - now >= MANY and now * 2 < before
