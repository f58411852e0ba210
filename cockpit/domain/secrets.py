"""Secrets in a text: what must not be kept is found before anything is written.

Two tiers. "block" is a credential beyond doubt: a key, a token of a known shape, a password or
PIN with its value, a card number, a seed phrase, recovery codes. "warn" is what may be one.
Precision comes first: the notes of a business talk about passwords, keys and numbers all day.
A placeholder ("****", "<ask Maria>") and a pointer ("in 1Password, item Shop") are no secrets.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from cockpit.domain.secrecy.rooms import rooms_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

LEFT_OUT = "[secret left out]"
"""What stands in the place of a secret that was taken out of a text; it is no secret itself."""

_TRIES = 8
"""So often a text is looked at again; one that still holds a secret then is left out whole."""


class Finding(NamedTuple):
    """One secret in a text: `text[start:end]` is the secret itself, without the words before it."""

    tier: Literal["block", "warn"]
    start: int
    end: int
    reason: str
    """What it is, as a noun with its article: "a password"."""


def scan(text: str) -> list[Finding]:
    """All secrets of a text, in order, without overlaps; of two at one place the graver one."""
    rooms = rooms_for(text)
    if not rooms:
        return []
    found: list[Finding] = []
    for room in rooms:
        find = import_module(f"cockpit.domain.secrecy.{room}").find
        found += (Finding(*one) for one in find(text))
    found.sort(key=lambda one: (one.start, one.tier == "warn"))
    kept: list[Finding] = []
    for one in found:
        last = kept[-1] if kept else None
        if last is None or last.end <= one.start:
            kept.append(one)
        elif one.tier == last.tier:
            kept[-1] = last._replace(end=max(last.end, one.end))
        elif one.tier == "block":
            kept[-1] = one
    return kept


def blocked(text: str) -> list[Finding]:
    """What of a text must not be kept."""
    return [one for one in scan(text) if one.tier == "block"]


def without_secrets(text: str) -> tuple[str, list[str]]:
    """The text with `LEFT_OUT` in the place of what must not be kept, and what that was."""
    reasons: list[str] = []
    for _again in range(_TRIES):  # what is taken out may have hidden another one
        found = blocked(text)
        if not found:
            return text, reasons
        for one in reversed(found):
            text = text[: one.start] + LEFT_OUT + text[one.end :]
        reasons += [one.reason for one in found]
    return LEFT_OUT, reasons
