"""One field as people type it."""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """One field: its name in the model and how it is typed."""

    name: str
    kind: str
    """text, long, choice, number, minutes, moment, past, date, place, words, lines, yes, ref:TABLE,
    refs:TABLE, target, spans, week, dates, recurrence, waiting, person, people, holder,
    money, percent."""
    help: str
    choices: tuple[str, ...] = ()
