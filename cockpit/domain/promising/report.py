"""How promises were kept in a period: the share met and how sure it is, lengths, the backlog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.identity import parse_instant
from cockpit.domain.promising.status import Clock, Clocks, clock_status
from cockpit.domain.promising.story import Run, read_story, state_of
from cockpit.domain.promising.terms import Terms
from cockpit.domain.statistics import ENOUGH, median, percentile, wilson

CONFIDENCE = 0.8
BANDS = (0, 1, 3, 7, 14, 30)
"""Days at which a band of age begins; each ends where the next begins, the last one never."""

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


class Told(NamedTuple):
    """One request with what follows from it."""

    id: str
    kind: str
    events: Sequence[Mapping[str, Any]]
    closed_at: datetime | None
    clocks: Clocks | None
    """None where its promise cannot be counted."""
    terms: Terms | None
    calendar: BusinessCalendar | None


class Share(NamedTuple):
    """How many of the verdicts that fell were met."""

    met: int
    n: int

    @property
    def share(self) -> float | None:
        """0 to 1; None under five, which are too few to tell."""
        return self.met / self.n if self.n >= ENOUGH else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The Wilson interval at 80 %; None under five."""
        return wilson(self.met, self.n, CONFIDENCE) if self.n >= ENOUGH else None


class Lengths(NamedTuple):
    """How long answers took, in minutes, without the time spent waiting on the customer."""

    measure: Literal["working", "calendar"]
    """Working time where every promise of the kind is in working time."""
    n: int
    median: float | None
    p90: float | None
    """Both None under five."""


class KindReport(NamedTuple):
    """One kind of request in the period."""

    kind: str
    requests: Share
    """A request counts once: met when none of its verdicts of the period is a breach."""
    clocks: dict[str, Share]
    """The same by "first", "next", "resolution" and "promised", each verdict counted."""
    first_response: Lengths
    resolution: Lengths


class Band(NamedTuple):
    """Open requests of one age."""

    from_days: int
    to_days: int | None
    """Days of 24 hours since they arrived; the upper end is not in the band, None is no end."""
    open: int
    waiting: int
    """Those of them that wait on the customer."""


class Backlog(NamedTuple):
    """What was open at a moment."""

    at: datetime
    bands: list[Band]
    oldest: tuple[str, int] | None
    """The id of the oldest and its age in whole days."""


class Report(NamedTuple):
    """A period from `since` up to `until`, which is not in it."""

    since: datetime
    until: datetime
    whole: Share
    kinds: list[KindReport]
    backlog: Backlog


def report(requests: Iterable[Told], since: datetime, until: datetime, now: datetime) -> Report:
    """What happened from `since` to `until`, as far as it lies before `now`.

    A promise is met at the answer and breached at the due: that moment says to which period a
    verdict belongs; none falls once a request was archived. A length belongs to the period of its
    answer. The backlog is that of the end of the period, or of now. Requests are open until
    resolved or archived.
    """
    each = list(requests)
    kinds: dict[str, list[Told]] = {}
    for one in each:
        kinds.setdefault(one.kind.strip().casefold(), []).append(one)
    reports = [_kind(own, since, until, now) for _, own in sorted(kinds.items())]
    reports = [one for one in reports if _says_something(one)]
    whole = Share(sum(one.requests.met for one in reports), sum(one.requests.n for one in reports))
    return Report(since, until, whole, reports, _backlog(each, min(until, now)))


def _says_something(kind: KindReport) -> bool:
    return bool(kind.requests.n or kind.first_response.n or kind.resolution.n)


def _kind(own: Sequence[Told], since: datetime, until: datetime, now: datetime) -> KindReport:
    met = judged = 0
    clocks: dict[str, list[bool]] = {}
    for one in own:
        verdicts = [
            (clock.name, status == "met")
            for clock in ((*one.clocks.past, *one.clocks.latest()) if one.clocks else ())
            if (status := clock_status(clock, now)) in ("met", "breached")
            and _within(fell := _fell_at(clock, status == "met"), since, until, now)
            and (one.closed_at is None or fell is None or fell <= one.closed_at)
        ]
        if verdicts:
            judged += 1
            met += all(good for _, good in verdicts)
        for name, good in verdicts:
            clocks.setdefault(name, []).append(good)
    return KindReport(
        own[0].kind,
        Share(met, judged),
        {name: Share(sum(good), len(good)) for name, good in clocks.items()},
        _lengths(own, "first", since, until, now),
        _lengths(own, "resolution", since, until, now),
    )


def _fell_at(clock: Clock, met: bool) -> datetime | None:
    return clock.answered_at if met or clock.due is None else clock.due


def _within(at: datetime | None, since: datetime, until: datetime, now: datetime) -> bool:
    return at is not None and since <= at < until and at <= now


def _lengths(
    own: Sequence[Told], name: str, since: datetime, until: datetime, now: datetime
) -> Lengths:
    answered = [
        (run, one)
        for one in own
        for run in read_story(one.events).runs
        if run.name == name and _within(run.answered_at, since, until, now)
    ]
    working = bool(answered) and all(_in_working_time(one, name) for _, one in answered)
    taken = [_taken(run, one.calendar if working else None) / _MINUTE for run, one in answered]
    enough = len(taken) >= ENOUGH
    return Lengths(
        "working" if working else "calendar",
        len(taken),
        median(taken) if enough else None,
        percentile(taken, 90) if enough else None,
    )


def _in_working_time(one: Told, name: str) -> bool:
    if one.terms is None or one.calendar is None:
        return False
    target = one.terms.first_response if name == "first" else one.terms.resolution
    return target is not None and target.measure == "working"


def _taken(run: Run, calendar: BusinessCalendar | None) -> timedelta:
    """From the arming to the answer, the pauses left out."""
    assert run.answered_at is not None
    total, begin = timedelta(), run.armed_at
    for paused, resumed in [*run.pauses, (run.answered_at, None)]:
        end = min(paused, run.answered_at)
        if end > begin:
            total += calendar.between(begin, end) if calendar else end - begin
        if resumed is None:
            break
        begin = max(begin, resumed)
    return total


def _backlog(requests: Iterable[Told], at: datetime) -> Backlog:
    counts = [[0, 0] for _ in BANDS]
    oldest: tuple[timedelta, str] | None = None
    for one in requests:
        if one.closed_at is not None and one.closed_at <= at:
            continue
        events = [event for event in one.events if parse_instant(event["at"]) <= at]
        state = state_of(events) if events else "resolved"
        if state == "resolved":
            continue
        age = at - read_story(events).arrival
        band = max(number for number, days in enumerate(BANDS) if age >= days * _DAY)
        counts[band][0] += 1
        counts[band][1] += state == "waiting"
        if oldest is None or age > oldest[0]:
            oldest = age, one.id
    ends = (*BANDS[1:], None)
    bands = [
        Band(start, end, *count) for start, end, count in zip(BANDS, ends, counts, strict=True)
    ]
    return Backlog(at, bands, (oldest[1], oldest[0] // _DAY) if oldest else None)
