"""Working hours as people write them: "mon-fri 09:00-12:30 13:30-17:30; sat,sun 10-13"."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from typing import Any

from cockpit.actions.typed.phrases import read_date, read_wall_time
from cockpit.domain.quick.words import WEEKDAYS
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Workspace

_DAYS = "mon tue wed thu fri sat sun".split()


def read_week(text: str) -> dict[str, list[list[str]]]:
    """The openings per weekday of a written week; days that are not named are closed."""
    week: dict[str, list[list[str]]] = {}
    for part in text.split(";"):
        words = part.replace(",", " ").split()
        if not words:
            continue
        named = list(takewhile(_may_be_days, words)) or words[:1]
        spans = [_span(part, word) for word in words[len(named) :] if word.casefold() != "closed"]
        for day in {day: None for word in named for day in _days(part, word.casefold())}:
            week.setdefault(day, []).extend(spans)
    return {day: week[day] for day in _DAYS if week.get(day)}


def write_week(week: Mapping[str, Any]) -> str:
    """The written week; days in a row with the same openings stand together."""
    groups: list[tuple[list[str], list[str]]] = []
    for day in _DAYS:
        spans = [f"{start}-{end}" for start, end in week.get(day, ())]
        if groups and groups[-1][1] == spans:
            groups[-1][0].append(day)
        else:
            groups.append(([day], spans))
    return "; ".join(
        f"{days[0] if len(days) == 1 else f'{days[0]}-{days[-1]}'} {' '.join(spans)}"
        for days, spans in groups
        if spans
    )


def read_exceptions(workspace: Workspace, text: str) -> dict[str, list[list[str]]]:
    """Replacement openings per date: "2026-12-24 09:00-12:00; 2026-12-31" (closed)."""
    found: dict[str, list[list[str]]] = {}
    for part in text.split(";"):
        words = part.split()
        if words:
            day = read_date(workspace, words[0]).isoformat()
            found[day] = [_span(part, word) for word in words[1:] if word.casefold() != "closed"]
    return found


def write_exceptions(exceptions: Mapping[str, Any]) -> str:
    """The written replacement openings."""
    return "; ".join(
        " ".join([day, *(f"{start}-{end}" for start, end in spans)])
        for day, spans in sorted(exceptions.items())
    )


def _may_be_days(word: str) -> bool:
    return word[:1].isalpha() and word.casefold() != "closed"


def _days(part: str, word: str) -> list[str]:
    first, dash, last = word.partition("-")
    start, end = _weekday(first), _weekday(last)
    if start is None or (dash and end is None):
        raise WrongUse(
            _("{part!r}: {word!r} is not a weekday; write it like mon-fri 09:00-17:00.").format(
                part=part.strip(), word=word
            )
        )
    if end is None:
        return [_DAYS[start]]
    length = (end - start) % 7
    return [_DAYS[(start + step) % 7] for step in range(length + 1)]


def _weekday(word: str) -> int | None:
    return WEEKDAYS.get(word, WEEKDAYS.get(word.removesuffix("s")))


def _span(part: str, word: str) -> list[str]:
    start, dash, end = word.partition("-")
    if not dash:
        raise WrongUse(
            _("{part!r}: {word!r} is not a span; write it like 09:00-17:00.").format(
                part=part.strip(), word=word
            )
        )
    return [read_wall_time(start), read_wall_time(end)]
