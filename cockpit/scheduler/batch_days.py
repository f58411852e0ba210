"""The batches near now, and how many requests stand in each: what their reminders tell."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from cockpit.domain.hours.quiet import Hours, Quiet
from cockpit.domain.identity import ref
from cockpit.domain.promising.batch_reminders import BatchTime, of_batch
from cockpit.domain.promising.batches import batches_from
from cockpit.domain.promising.book import PromiseBook
from cockpit.domain.promising.terms import Target, Terms
from cockpit.domain.reminders import Reminder
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.store.request_ranks import promise_book
from cockpit.store.workspace import Workspace

AHEAD = timedelta(days=2)
"""How far ahead the cut-off or the day of a batch is near."""

Place = tuple[int, str, datetime]
"""Where a request stands: the number of the promise, the clock, and the close of the batch."""


class BatchDays:
    """Knows the near batches of every promise, and the open requests in them."""

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is read before it is asked for."""
        self.workspace = workspace
        self._places: dict[int, tuple[Place, ...]] = {}
        self._count: dict[Place, int] = {}
        self._book: PromiseBook | None = None
        self._numbers: dict[int, int] = {}
        """The promises that have a batch, by the identity of their terms in the book."""

    def forget(self) -> None:
        """Promises or hours have changed: every request must be noted again."""
        self._places.clear()
        self._count.clear()

    def promises(self) -> list[int]:
        """The numbers of the promises that have a batch."""
        return sorted(set(self._by_terms().values()))

    def until(self, now: datetime) -> datetime:
        """The close of the last batch that is near: who stands in one is due by then."""
        closes = [now]
        for number in self.promises():
            with suppress(CockpitError):  # told with the requests that it is for
                closes += [one.due for one in self._near(number, now)]
        return max(closes)

    def note(self, number: int, body: Mapping[str, Any] | None) -> set[int]:
        """Note where a request stands now; returns the promises whose batches have changed."""
        places = self._places_of(body) if body is not None else ()
        before = self._places.pop(number, ())
        if places:
            self._places[number] = places
        for place in before:
            self._count[place] -= 1
        for place in places:
            self._count[place] = self._count.get(place, 0) + 1
        return {place[0] for place in {*before} ^ {*places}}

    def reminders(
        self, number: int, now: datetime, hours: Hours | None, quiet: Quiet
    ) -> list[Reminder]:
        """The reminders of a promise's near batches that have requests in them."""
        found: list[Reminder] = []
        for batch in self._near(number, now):
            count = self._count.get((number, batch.stage, batch.due), 0)
            if count:
                kind = str(self.workspace.live("promise")[number]["kind"])
                found += of_batch(batch, _about(kind, count), hours, quiet)
        return found

    def _near(self, number: int, now: datetime) -> list[BatchTime]:
        body = self.workspace.live("promise").get(number)
        if body is None:
            return []
        terms = Terms.from_document(body)
        calendar = promise_book(self.workspace).calendar_of(terms)
        if calendar is None:
            return []
        return [
            BatchTime.of(ref("promise", number), stage, batch, calendar)
            for stage, target in _batch_targets(terms)
            for batch in takewhile(
                lambda one: one.cut_off <= now + AHEAD,
                batches_from(target, now - AHEAD, calendar),
            )
        ]

    def _places_of(self, body: Mapping[str, Any]) -> tuple[Place, ...]:
        by_terms = self._by_terms()
        if not by_terms:
            return ()
        book = promise_book(self.workspace)
        promise = by_terms.get(id(book.terms_for(body)))
        if promise is None:
            return ()
        return tuple(
            (promise, clock.name, clock.due)
            for clock in book.clocks(body).unanswered()
            if clock.target is not None and clock.target.measure == "batch" and clock.due
        )

    def _by_terms(self) -> dict[int, int]:
        book = promise_book(self.workspace)
        if book is not self._book:
            self._book, self._numbers = book, {}
            for number, body in self.workspace.live("promise").items():
                with suppress(CockpitError):  # nothing can be worked out from such a promise
                    terms = book.terms_for(body)
                    if terms is not None and _batch_targets(terms):
                        self._numbers.setdefault(id(terms), number)
        return self._numbers


def _batch_targets(terms: Terms) -> list[tuple[str, Target]]:
    named = (
        ("first", terms.first_response),
        ("next", terms.next_response),
        ("resolution", terms.resolution),
    )
    return [(name, target) for name, target in named if target and target.measure == "batch"]


def _about(kind: str, count: int) -> str:
    if count == 1:
        return _("{kind}, 1 request").format(kind=kind)
    return _("{kind}, {count} requests").format(kind=kind, count=count)
