"""The stages of working with a contractor, and which follow on which."""

from __future__ import annotations

from cockpit.errors import WrongUse
from cockpit.i18n import _

FOLLOWS: dict[str, tuple[str, ...]] = {
    "prospect": ("vetting", "trial", "active"),
    "vetting": ("prospect", "trial", "active"),
    "trial": ("active", "paused", "ending"),
    "active": ("paused", "ending"),
    "paused": ("active", "ending"),
    "ending": ("active", "paused"),
    "ended": ("trial", "active", "prospect", "vetting"),
}
"""Stage to those that may come after it. The end itself is guarded, and reached from any of them;
on the way up stages may be passed over, since records are sometimes younger than the work."""


def refuse_stage(reference: str, before: str, after: str) -> None:
    """Raise `WrongUse` where a stage does not follow on the one before, naming those that do."""
    if after == before or after in FOLLOWS.get(before, ()):
        return
    raise WrongUse(
        _("{id} is {before}; after that come {others}, not {after}.").format(
            id=reference, before=before, others=", ".join(FOLLOWS.get(before, ())), after=after
        )
    )
