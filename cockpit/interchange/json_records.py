"""The JSON objects of a file, one by one: an array, a line each, with stray commas or damage."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.interchange.decode import Text

_BETWEEN = re.compile(r"[\s,\[\]]*")
_NEXT = re.compile(r"\n[\s,\[]*(?=\{)")
_UNREADABLE_LIMIT = 1000


class Found(NamedTuple):
    """One object, or the reason why there is none."""

    line: int
    value: dict[str, Any] | None
    reason: str


def objects(source: Text) -> Iterator[Found]:
    """Every top-level object of the text, in order; what cannot be read is told and passed over.

    Work is bounded: after `_UNREADABLE_LIMIT` unreadable places the file is refused.
    """
    text, position, line, counted, failures = source.text, 0, 1, 0, 0
    decoder = json.JSONDecoder()
    while True:
        position = _after(text, position)
        if position >= len(text):
            return
        line += text.count("\n", counted, position)
        counted = position
        try:
            if text[position] != "{":
                raise ValueError
            value, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            failures += 1
            if failures > _UNREADABLE_LIMIT:
                raise CockpitError(
                    _("This is not a Taskwarrior export: too much of it is not JSON.")
                ) from error
            after = _NEXT.search(text, position)
            end = after.end() if after else len(text)
            reason = source.damage(position, end) or _("not readable as JSON")
            yield Found(line, None, reason)
        else:
            damage = source.damage(position, end)
            yield Found(line, None if damage else value, damage or "")
        position = end


def _after(text: str, position: int) -> int:
    found = _BETWEEN.match(text, position)
    return found.end() if found else position
