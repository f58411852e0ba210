"""Typed words for a choice, a number, or yes and no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cockpit.errors import WrongUse
from cockpit.i18n import _


def read_choice(name: str, choices: Sequence[str], said: str) -> Any:
    """The one choice that begins as said (an exact one first); digits give a number."""
    wanted = said.casefold().replace(" ", "_")
    found = [choice for choice in choices if choice == wanted] or [
        choice for choice in choices if choice.startswith(wanted)
    ]
    if len(found) != 1:
        raise WrongUse(
            _("{name} cannot be {said!r}; it is one of {choices}.").format(
                name=name, said=said[:40], choices=", ".join(choices)
            )
        )
    return int(found[0]) if found[0].isdigit() else found[0]


def read_number(name: str, said: str) -> int:
    """A whole number, "2" or "p2"."""
    digits = said.removeprefix("p").removeprefix("P")
    if not digits.isdecimal():
        raise WrongUse(
            _("{name} cannot be {said!r}; it is a whole number.").format(name=name, said=said[:40])
        )
    return int(digits)


def read_percent(said: str) -> float:
    """A percentage, "7.5", "7,5 %" or "10"."""
    text = said.removesuffix("%").strip().replace(",", ".")
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found <= 100:
        raise WrongUse(_("{said!r} is not a percentage; write it like 7.5.").format(said=said[:40]))
    return found


def read_yes(name: str, said: str) -> bool:
    """Yes or no, in English and Spanish."""
    word = said.casefold()
    if word in ("yes", "y", "true", "1", "on", "sí", "si"):
        return True
    if word in ("no", "n", "false", "0", "off"):
        return False
    raise WrongUse(_("{name} is yes or no, not {said!r}.").format(name=name, said=said[:40]))
