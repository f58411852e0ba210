"""Tables of text and one JSON object: what commands print."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cockpit.cli.context import Context
from cockpit.domain.wording.plain_text import escaped, one_line

SCHEMA = 1
"""The version of every JSON shape that is printed."""


def say_json(context: Context, fields: Mapping[str, Any]) -> None:
    """Print one JSON object with its schema."""
    text = json.dumps({"schema": SCHEMA, **fields}, ensure_ascii=False)
    context.say(text if text.isascii() and text.isprintable() else escaped(text))


def say_items(context: Context, items: Iterable[Mapping[str, Any]]) -> None:
    """Print a list as one JSON object with "items"."""
    say_json(context, {"items": list(items)})


def say_table(
    context: Context,
    rows: Sequence[Sequence[str]],
    right: Sequence[int] = (),
    *,
    whole: bool = False,
) -> None:
    """Print rows in aligned columns, those of `right` to the right; user text is made harmless.

    In a terminal the widest columns give way until a row fits; not with `whole`, nor in a pipe.
    """
    clean = [[one_line(cell) for cell in row] for row in rows]
    if not clean:
        return
    widths = [max(width_of(row[at]) for row in clean) for at in range(len(clean[0]))]
    limit = None if whole else _terminal_width()
    if limit is not None:
        widths = fitting(widths, limit)
    for row in clean:
        cells = [
            _pad(_cut(cell, width), width, at in right)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        line = _GAP.join(cells).rstrip()
        context.say(line if limit is None else _cut(line, limit))


_GAP = "  "
_NARROWEST = 8
"""No column gives way below so many cells."""


def fitting(widths: Sequence[int], limit: int) -> list[int]:
    """The widths with the widest ones made narrower until the row takes at most `limit` cells."""
    found = [min(width, limit) for width in widths]
    while sum(found) + len(_GAP) * (len(found) - 1) > limit and max(found) > _NARROWEST:
        found[found.index(max(found))] -= 1
    return found


def width_of(text: str) -> int:
    """The number of terminal cells of a text; wide characters take two."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text
    )


def _pad(text: str, width: int, right: bool) -> str:
    space = " " * max(0, width - width_of(text))
    return space + text if right else text + space


def _cut(line: str, limit: int) -> str:
    if width_of(line) <= limit:
        return line
    kept = ""
    used = 0
    for each in line:
        used += width_of(each)
        if used > limit - 1:
            break
        kept += each
    return kept + "…"


def _terminal_width() -> int | None:
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns
