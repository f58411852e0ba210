"""The path of pure `Enter` through a week, for scripts: what is proposed, and nothing else."""

from __future__ import annotations

from cockpit.actions.reviewing.week import Week


def accept_whole_week(week: Week, note: str = "") -> list[str]:
    """Accept every screen from where the review stands; returns what was done, in words.

    Raises `CockpitError` where something cannot be done; what was accepted before stays accepted,
    and the review is resumed there.
    """
    said = []
    week.begin()
    if note:
        week.say_note(note)
    while not week.is_over:
        words = week.accept()
        if words:
            said.append(words)
    return said
