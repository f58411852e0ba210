"""The path of pure `Enter` through a week, for scripts: what is proposed, and nothing else."""

from __future__ import annotations

from cockpit.actions.reviewing.week import Week
from cockpit.errors import Refused
from cockpit.i18n import _


def accept_whole_week(week: Week, note: str = "", *, early: bool = False) -> list[str]:
    """Accept every screen from where the review stands; returns what was done, in words.

    Raises `Refused` for a week that is not over unless `early` is said, `CockpitError` where
    something cannot be done; what was accepted before stays accepted.
    """
    if week.early and not early:
        raise Refused(_("{question} Say --early to do so.").format(question=week.early))
    said = []
    week.begin()
    if note:
        week.say_note(note)
    while not week.is_over:
        words = week.accept()
        if words:
            said.append(words)
    return said
