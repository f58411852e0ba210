"""The path of pure `Enter` through a night, for scripts: what is proposed, and nothing else."""

from __future__ import annotations

from cockpit.actions.reviewing.night import STEPS, Night
from cockpit.errors import Refused
from cockpit.i18n import _


def accept_all(night: Night, note: str = "", *, early: bool = False) -> list[str]:
    """Accept every screen; returns what was done, in words.

    Raises `Refused` where the owner has to decide himself (a forgotten clock, a third roll, a day
    that is far from over unless `early` is said); what was accepted before stays accepted.
    """
    if night.early and not early:
        raise Refused(_("{question} Say --early to do so.").format(question=night.early))
    undecided = [one.ref for one in night.leftovers if one.owner_decides]
    if undecided:
        raise Refused(
            _(
                "{ids}: put off twice or more; say where it goes first (cockpit task move …)."
            ).format(ids=", ".join(undecided))
        )
    said = []
    night.enter(STEPS[0])
    if note:
        night.say_note(note)
    while not night.is_over:
        words = night.accept()
        if words:
            said.append(words)
    return said
