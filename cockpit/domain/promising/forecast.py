"""The forecast: the open queue through the blocks left, and the first request that will break.

The queue is served earliest due first. For one machine that is optimal (Jackson 1955): if it
breaks a due, every order breaks one (Hall's condition: the demand up to a due exceeds the supply
up to it). The functions that serve one kind are used from the most special to the most general,
which is as good as any choice while their kinds are nested or apart; where kinds cross (one
function for A and B, another for B and C) a break may be told that a cleverer choice avoids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any, NamedTuple

from cockpit.domain.identity import number_of
from cockpit.domain.promising.serving import Opening, Supply, merged, same_kind

Body = Mapping[str, Any]

USUAL_MINUTES = 15
"""What a request takes while nothing is known of its kind."""


class Queued(NamedTuple):
    """An open request that is not paused."""

    due: int
    """Its earliest open due, in POSIX seconds; for a batch its close."""
    number: int
    kind: str


class Break(NamedTuple):
    """A request that cannot be served by its due when those before it are."""

    number: int
    due: int
    kind: str
    short_seconds: int
    """The least that is missing: as much more of `function` before the due would do."""
    function: str

    @property
    def short(self) -> int:
        """The missing minutes, rounded up."""
        return -(-self.short_seconds // 60)


class Forecast(NamedTuple):
    """What comes of the open queue."""

    breaks: tuple[Break, ...]
    """By due; the first is the one to mend, those behind it as they are if it is not."""
    late: int
    """How many are late already."""
    unserved: dict[str, int]
    """How many requests of each kind no function serves; nothing is said of them."""

    @property
    def first(self) -> Break | None:
        """The first request that will break; None when all dues can be kept."""
        return self.breaks[0] if self.breaks else None


def forecast(
    queue: Iterable[Queued],
    openings: Sequence[Opening],
    served_by: Mapping[str, Sequence[str]],
    now: int,
    minutes: Mapping[str, float] | None = None,
    *,
    late_first: bool = True,
) -> Forecast:
    """Serve the queue earliest due first through the openings, which begin at `now`.

    `served_by` names the functions of each kind as `serving.servers` does, `minutes` what one
    request of a kind takes (else `USUAL_MINUTES`). What is late already comes first, as its due
    does; without `late_first` it waits until all others are served. All in POSIX seconds.
    """
    desk = Desk(openings, served_by, now, minutes, late_first=late_first)
    breaks = [found for one in sorted(queue) if (found := desk.serve(one)) is not None]
    return Forecast(tuple(breaks), desk.late, desk.unserved)


class Desk:
    """The functions at work: serves one request after the other, which come by their dues."""

    def __init__(
        self,
        openings: Sequence[Opening],
        served_by: Mapping[str, Sequence[str]],
        now: int,
        minutes: Mapping[str, float] | None = None,
        *,
        late_first: bool = True,
    ) -> None:
        """Nothing is served yet; the arguments are those of `forecast`."""
        self.late = 0
        self.unserved: dict[str, int] = {}
        self._now = now
        self._late_first = late_first
        self._served_by = served_by
        self._supplies = {
            name: Supply(merged(openings, (name,))) for each in served_by.values() for name in each
        }
        self._used = dict.fromkeys(self._supplies, 0)
        """Seconds of each function that are given away; all of them lie before the last due."""
        self._seconds = {kind: max(1, round(one * 60)) for kind, one in (minutes or {}).items()}
        self._kinds: dict[str, str] = {}

    def serve(self, queued: Queued) -> Break | None:
        """Give a request its time; a `Break` when there is not enough before its due."""
        due, number, written = queued
        kind = self._kinds.get(written)
        if kind is None:
            kind = self._kinds[written] = same_kind(written)
        functions = self._served_by.get(kind)
        if not functions:
            self.unserved[kind] = self.unserved.get(kind, 0) + 1
            return None
        need = self._seconds.get(kind, USUAL_MINUTES * 60)
        used = self._used
        if due < self._now:
            self.late += 1
            if self._late_first:
                used[self._soonest(functions, need)] += need
            return None
        over = {}
        for name in functions:
            free = self._supplies[name].before(due) - used[name]
            if free >= need:
                used[name] += need
                return None
            if free > 0:
                used[name] += free
                need -= free
            over[name] = max(0, -free)
        used[self._soonest(functions, need)] += need
        mended = min(functions, key=over.__getitem__)
        return Break(number, due, kind, need + over[mended], mended)

    def _soonest(self, functions: Sequence[str], need: int) -> str:
        """The function in which so much more work ends first."""

        def ends(name: str) -> tuple[bool, int]:
            used = self._used[name] + need
            reached = self._supplies[name].reached(used)
            return reached is None, used if reached is None else reached

        return functions[0] if len(functions) == 1 else min(functions, key=ends)


def usual_minutes(
    requests: Mapping[int, str], tasks: Mapping[int, Body], clocked: Mapping[str, int]
) -> dict[str, float]:
    """The median minutes that requests of each kind took, by the tasks that were made of them.

    `requests` are kinds by number, `clocked` seconds by task; a task on which nothing was clocked
    counts with its estimate. Kinds of which nothing is known are left out.
    """
    taken: dict[int, float] = {}
    for number, body in tasks.items():
        about = body.get("request")
        if about is None or number_of(about) not in requests:
            continue
        length = clocked.get(f"T{number}", 0) / 60 or body.get("estimate_minutes") or 0
        if length:
            taken[number_of(about)] = taken.get(number_of(about), 0) + length
    by_kind: dict[str, list[float]] = {}
    for number, length in taken.items():
        by_kind.setdefault(same_kind(requests[number]), []).append(length)
    return {kind: float(median(lengths)) for kind, lengths in by_kind.items()}
