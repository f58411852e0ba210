"""What happened to a request, read in order: its state, and what ran, paused and was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any, Literal

from cockpit.domain.hours.instants import EPOCH, NaiveInstant
from cockpit.i18n import _

State = Literal["new", "open", "waiting", "resolved"]


class Run:
    """One run of a clock: armed, paused and resumed, answered."""

    __slots__ = ("answered_at", "armed_at", "name", "pauses")

    def __init__(self, name: str, armed_at: datetime) -> None:
        """Arm the clock "first", "next" or "resolution"."""
        self.name = name
        self.armed_at = armed_at
        self.pauses: list[tuple[datetime, datetime | None]] = []
        self.answered_at: datetime | None = None


class Story:
    """The events of a request read one after the other."""

    __slots__ = ("_spoke_last", "arrival", "reopened", "resolved_at", "runs", "state")

    def __init__(self, arrival: datetime) -> None:
        """Begin when the customer asked: first response and resolution are armed."""
        self.arrival = arrival
        self.state: State = "new"
        self.reopened = False
        self.resolved_at: datetime | None = None
        self.runs = [Run("first", arrival), Run("resolution", arrival)]
        self._spoke_last = False

    def tell(self, at: datetime, event: str) -> None:
        """Read the next event; one that means nothing in this state changes nothing."""
        match event:
            case "opened" if self.state == "new":
                self.state = "open"
            case "reply":
                if self.state == "new":
                    self.state = "open"
                self._spoke_last = True
                self._answer(at, ("first", "next"))
            case "customer_message" | "reopened" if self.state == "resolved":
                self.state = "open"
                self.reopened, self.resolved_at, self._spoke_last = True, None, False
                self.runs += [Run("next", at), Run("resolution", at)]
            case "customer_message" | "reopened":
                self._resume(at)
                if event == "customer_message" and self._spoke_last:
                    self._spoke_last = False
                    self.runs.append(Run("next", at))
            case "waiting" if self.state in ("new", "open"):
                self.state = "waiting"
                for run in self._running():
                    run.pauses.append((max(at, run.armed_at), None))
            case "resolved" if self.state != "resolved":
                self.state = "resolved"
                self.resolved_at = at
                self._answer(at, ("first", "next", "resolution"))

    def _running(self) -> list[Run]:
        return [run for run in self.runs if run.answered_at is None]

    def _answer(self, at: datetime, names: tuple[str, ...]) -> None:
        for run in self.runs:
            if run.answered_at is None and run.name in names:
                run.answered_at = at

    def _resume(self, at: datetime) -> None:
        if self.state == "waiting":
            self.state = "open"
            for run in self._running():
                if run.pauses and run.pauses[-1][1] is None:
                    since = run.pauses[-1][0]
                    run.pauses[-1] = (since, max(at, since))


def read_story(events: Iterable[Mapping[str, Any]]) -> Story:
    """The story of events in any order: sorted by moment, those of one moment as they were given.

    `at` is an aware datetime or its ISO 8601 text. Without events it is that of an empty one.
    """
    told = [(_moment_of(event["at"]), str(event["type"])) for event in events]
    told.sort(key=itemgetter(0))
    if not told:
        story = Story(EPOCH)
        story.runs = []
        return story
    story = Story(next((at for at, kind in told if kind == "received"), told[0][0]))
    for at, kind in told:
        story.tell(at, kind)
    return story


def state_of(events: Iterable[Mapping[str, Any]]) -> State:
    """The state of a request by its events."""
    return read_story(events).state


def _moment_of(at: datetime | str) -> datetime:
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    if moment.tzinfo is None:
        raise NaiveInstant(
            _("{at} has no time zone: give one, or an offset such as +00:00.").format(at=at)
        )
    return moment
