"""How the clocks of a request stand: its due, its status, the verdicts that have fallen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from cockpit.domain.promising.story import State
from cockpit.domain.promising.terms import Target

Status = Literal["on_time", "at_risk", "breached", "met", "paused"]
Verdict = Literal["met", "breached"]

_URGENCY: tuple[Status, ...] = ("breached", "at_risk", "on_time", "paused")


class Clock(NamedTuple):
    """One running or stopped clock of a request; moments in UTC."""

    name: str
    """ "first", "next", "resolution", or "promised" for a due given to this customer by name."""
    target: Target | None
    armed_at: datetime
    due: datetime | None
    """None while it is paused before its due."""
    at_risk_from: datetime | None
    paused: bool
    remaining: timedelta | None
    """What is left while paused, in the clock's own measure; None for a batch."""
    answered_at: datetime | None
    verdict: Verdict | None
    """Met if answered at the due or before; None while unanswered."""
    pauses: tuple[tuple[datetime, datetime | None], ...]
    kept: bool = False
    """Its due is that of earlier terms or hours, under which its verdict fell."""


class Clocks(NamedTuple):
    """The clocks of a request: the latest of each sort, and those that were armed before."""

    first: Clock | None
    next: Clock | None
    resolution: Clock | None
    promised: Clock | None
    past: tuple[Clock, ...]
    state: State
    reopened: bool

    def latest(self) -> list[Clock]:
        """The latest clock of each sort."""
        each = (self.first, self.next, self.resolution, self.promised)
        return [clock for clock in each if clock is not None]

    def unanswered(self) -> list[Clock]:
        """The clocks that still wait for an answer."""
        return [clock for clock in self.latest() if clock.answered_at is None]


class Due(NamedTuple):
    """The due by which a request is shown and ranked."""

    at: datetime
    clock: str
    at_risk_from: datetime


class Fallen(NamedTuple):
    """A verdict as a fact to keep: a later change of policy or hours does not undo it."""

    clock: str
    armed_at: datetime
    due: datetime | None
    verdict: Verdict


def request_due(clocks: Clocks) -> Due | None:
    """The earliest due that is still open; None when nothing is promised, or all is paused."""
    best: Due | None = None
    for clock in clocks.unanswered():
        if clock.due is not None and (best is None or clock.due < best.at):
            best = Due(clock.due, clock.name, clock.at_risk_from or clock.due)
    return best


def clock_status(clock: Clock, now: datetime) -> Status:
    """How one clock stands; at the due itself it is at risk, breached only after it."""
    if clock.verdict is not None:
        return clock.verdict
    if clock.due is None:
        return "paused"
    if now > clock.due:
        return "breached"
    return "at_risk" if clock.at_risk_from is None or now >= clock.at_risk_from else "on_time"


def status(clocks: Clocks, now: datetime) -> Status | None:
    """How a request stands: its worst unanswered clock; when all are answered, their verdict.

    None when nothing is promised.
    """
    waiting = {clock_status(clock, now) for clock in clocks.unanswered()}
    if waiting:
        return min(waiting, key=_URGENCY.index)
    verdicts = {clock.verdict for clock in clocks.latest()}
    return "breached" if "breached" in verdicts else "met" if verdicts else None


def fallen(clocks: Clocks, now: datetime) -> list[Fallen]:
    """The verdicts that have fallen by now, past clocks first: the facts to keep."""
    return [
        Fallen(clock.name, clock.armed_at, clock.due, found)
        for clock in (*clocks.past, *clocks.latest())
        if (found := clock_status(clock, now)) in ("met", "breached")
    ]


def stretches(clock: Clock) -> Iterator[tuple[datetime, datetime]]:
    """The stretches in which a clock ran, up to its due, or to the pause it stands in."""
    begin = clock.armed_at
    for paused, resumed in clock.pauses:
        if clock.due is not None and clock.due <= paused:
            break
        yield begin, paused
        if resumed is None:
            return
        begin = resumed
    if clock.due is not None:
        yield begin, clock.due
