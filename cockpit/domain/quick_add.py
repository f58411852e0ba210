"""Quick add: one line becomes a task, an interruption or a request, and nothing of it vanishes.

    [(A)|p1..p3] title #function +project @who ~45m by fri 16:00 on thu rec:1w wait:@maria:fri n:"…"
    ! [14:05] Karl, invoice [#business|#personal] [~5m] [by:phone] [cb:16:00]
    ? [p1] @anna wants the logo as svg [#kind] [by wed] [n:"…"]

A sign counts at the start of a word. Quotes group (`#"client work"`), also in the title, where
they stay; a backslash before a sign makes it text. `(A)` and p1 count before the title only. Of a
repeated sign the first is taken. What is not understood, or names no function that `lookup`
knows, stays in the title in its place, with a hint where a sign was meant. `by`, `due:`, `para`,
`antes de` give the due; `on`, `el` the day ("on next week" the week). A bare time beside a planned
day is that day's time. `rec:1w` counts from its dates, `rec:+1w` from the completion. `cb:` without
a time is 9 o'clock. `by:phone` (or via:, por:) says how somebody broke in. `!` without a time is
now, with one the latest such time.
"""

from __future__ import annotations

from datetime import datetime, time, tzinfo

from cockpit.domain.quick.dates import DateReader
from cockpit.domain.quick.format import compose
from cockpit.domain.quick.line import Chip, Parsed
from cockpit.domain.quick.scan import Scanner
from cockpit.errors import WrongUse

TYPE_CHECKING = False  # typing itself would cost a capture 3 ms
if TYPE_CHECKING:
    from cockpit.domain.quick.line import Lookup

__all__ = ["Chip", "Parsed", "canonical", "parse", "preview"]

DAY_END = time(4)


def parse(
    line: str,
    *,
    now: datetime,
    zone: tzinfo,
    day_end: time = DAY_END,
    lookup: Lookup | None = None,
) -> Parsed:
    """Understand a line at `now` (aware) in the owner's zone; `WrongUse` names what cannot be."""
    parsed = preview(line, now=now, zone=zone, day_end=day_end, lookup=lookup)
    if parsed.problems:
        raise WrongUse(parsed.problems[0])
    return parsed


def preview(
    line: str,
    *,
    now: datetime,
    zone: tzinfo,
    day_end: time = DAY_END,
    lookup: Lookup | None = None,
) -> Parsed:
    """Like `parse`, for every key press: what cannot be is listed in `problems`, not raised."""
    return Scanner(line, DateReader(now, zone, day_end), lookup).scan()


def canonical(
    parsed: Parsed,
    *,
    now: datetime,
    zone: tzinfo,
    day_end: time = DAY_END,
    lookup: Lookup | None = None,
) -> str:
    """The line with resolved dates that gives exactly these fields, escaped only where needed."""
    calendar = DateReader(now, zone, day_end).calendar
    line = ""
    for escaped, comma in ((False, True), (False, False), (True, False)):
        line = compose(parsed, calendar, escaped=escaped, comma=comma)
        again = preview(line, now=now, zone=zone, day_end=day_end, lookup=lookup)
        if (again.kind, again.fields, again.problems) == (parsed.kind, parsed.fields, []):
            break
    return line
