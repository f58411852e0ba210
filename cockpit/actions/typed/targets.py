"""Promised lengths as people write them: "4h", "2h calendar", "fri before thu 18:00"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cockpit.actions.typed.phrases import read_minutes, read_wall_time
from cockpit.domain.wording.lengths import written_minutes
from cockpit.errors import WrongUse
from cockpit.i18n import _

_DAYS = "mon tue wed thu fri sat sun".split()


def read_target(text: str) -> dict[str, Any]:
    """The stored target of a written one.

    "4h" is working time, "2h calendar" (or "2d calendar") any time, and a batch names its
    weekdays: "fri before thu 18:00", "tue,thu before 12:00 close 17:00 next"; its last word says
    whether a closed day is served on the previous (default) or the next working day.
    """
    words = text.casefold().replace(",", " ").split()
    if not words:
        raise WrongUse(_("A promise is empty; write it like 4h, 2d calendar or fri before 12:00."))
    return _batch(text, words) if words[0][:3] in _DAYS else _length(text, words)


def write_target(target: Mapping[str, Any]) -> str:
    """The words of a stored target; `read_target` gives it back."""
    if target["measure"] != "batch":
        length = written_minutes(target["minutes"])
        return length if target["measure"] == "working" else f"{length} calendar"
    weekdays = list(target["weekdays"])
    text: str = ",".join(weekdays) + " before "
    before = target.get("cut_off_days_before", 0)
    if before:
        text += _DAYS[(_DAYS.index(weekdays[0]) - before) % 7] + " "
    text += target["cut_off"]
    if target.get("close"):
        text += f" close {target['close']}"
    return text + (" next" if target.get("closed_day") == "next" else "")


def _length(text: str, words: list[str]) -> dict[str, Any]:
    measure = "working"
    if words[-1] in ("calendar", "working"):
        measure = words.pop()
    said = "".join(words)
    days = re.fullmatch(r"(\d+)d", said)
    if days and measure == "working":
        raise WrongUse(
            _("{text!r}: working days have no fixed length; write hours, as in 8h.").format(
                text=text
            )
        )
    minutes = int(days[1]) * 1440 if days else read_minutes(said)
    if minutes < 1:
        raise WrongUse(_("A promise of {text!r} is no time at all.").format(text=text))
    return {"measure": measure, "minutes": minutes}


def _batch(text: str, words: list[str]) -> dict[str, Any]:
    weekdays: list[str] = []
    while words and words[0][:3] in _DAYS:
        weekdays.append(words.pop(0)[:3])
    target: dict[str, Any] = {"measure": "batch", "weekdays": weekdays}
    while words:
        word = words.pop(0)
        if word == "before" and words:
            if words[0][:3] in _DAYS and len(words) > 1:
                day = _DAYS.index(words.pop(0)[:3])
                target["cut_off_days_before"] = (_DAYS.index(weekdays[0]) - day) % 7
            target["cut_off"] = read_wall_time(words.pop(0))
        elif word == "close" and words:
            target["close"] = read_wall_time(words.pop(0))
        elif word in ("previous", "next"):
            target["closed_day"] = word
        else:
            raise WrongUse(
                _(
                    "{text!r}: {word!r} is not understood; write it like fri before thu 18:00."
                ).format(text=text, word=word)
            )
    if "cut_off" not in target:
        raise WrongUse(
            _("{text!r} has no cut-off; write it like fri before thu 18:00.").format(text=text)
        )
    return target
