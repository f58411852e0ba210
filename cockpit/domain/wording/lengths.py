"""Lengths of time in words."""

from __future__ import annotations


def written_minutes(minutes: int) -> str:
    """A length in minutes as people type it: "45m", "1h", "1h30m"."""
    hours, rest = divmod(int(minutes), 60)
    return f"{hours}h{rest}m" if hours and rest else f"{hours}h" if hours else f"{rest}m"
