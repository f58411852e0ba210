"""A clock that was forgotten: it is asked about, and never guessed how long it really ran."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from cockpit.actions.clocking import running_entry, start_words
from cockpit.actions.desk import block_book
from cockpit.actions.owner import owner_zone
from cockpit.actions.time_log import function_of, subject_of
from cockpit.domain.clock import DAY_END
from cockpit.domain.days.forgotten import ends_of, is_forgotten
from cockpit.domain.identity import parse_instant, ref
from cockpit.domain.wording.times import clock, minutes
from cockpit.i18n import _
from cockpit.store.workspace import Workspace

AHEAD = timedelta(minutes=1)
"""A start further ahead of now means that the machine's clock was set back."""


BLOCK_END, CLOSING, NOW = _("when its block ended"), _("when work closed"), _("now")
AT_START = _("where it started")
"""The words of the suggestions."""


class Forgotten(NamedTuple):
    """A running clock of which nobody knows whether it still should run."""

    entry: str
    words: str
    """What is odd about it, in one sentence."""
    started: datetime
    suggestions: tuple[tuple[str, datetime], ...]
    """When it may have stopped, in words and as a moment in UTC; none is ahead of now."""


def forgotten_clock(workspace: Workspace, day_end: time = DAY_END) -> Forgotten | None:
    """The running clock, when it is to be asked about; None when all is well.

    It is when it began on an earlier business day, runs on an hour past the closing of its day
    (and past the last block of its function), or seems to start ahead of now.
    """
    running = running_entry(workspace)
    if running is None:
        return None
    number, body = running
    now, zone = workspace.now(), owner_zone(workspace)
    started = parse_instant(body["started"])
    what = {
        "id": ref("entry", number),
        "what": subject_of(workspace, body) or _("nothing named"),
        "start": start_words(workspace, body),
    }
    if started - now >= AHEAD:
        words = _(
            "{id} ({what}) started {start}, ahead of this machine's clock ({now}): it was set back."
        ).format(**what, now=clock(now, zone))
        return Forgotten(what["id"], words, started, ((AT_START, started),))
    book = block_book(workspace)
    ends = ends_of(started, function_of(workspace, body), book, day_end)
    if not is_forgotten(started, ends, now, book, day_end):
        return None
    length = minutes((now - started).total_seconds() // 60)
    words = _("The clock of {id} ({what}) runs since {start}: {length}.")
    suggestions: dict[datetime, str] = {}
    for said, moment in (
        (BLOCK_END, ends.block),
        (CLOSING, ends.closing),
        (NOW, now),
    ):
        if moment is not None and started < moment <= now:
            suggestions.setdefault(moment.astimezone(UTC), said)
    return Forgotten(
        what["id"],
        words.format(**what, length=length),
        started,
        tuple((said, at) for at, said in suggestions.items()),
    )
