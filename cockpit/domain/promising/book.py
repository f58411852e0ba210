"""All promises and calendars together: the clocks of any request, and when it is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.identity import format_instant, parse_instant, ref
from cockpit.domain.promising.clock import (
    Clocks,
    Fallen,
    Terms,
    clocks,
    promise_for,
    request_due,
    status,
)
from cockpit.domain.ranks import NO_DUE_RANK, WAITING_RANK, due_rank

Body = Mapping[str, Any]


class PromiseBook:
    """Answers for any request from the promises and hours as they stood when it was made."""

    def __init__(self, promises: Mapping[int, Body], hours: Mapping[int, Body]) -> None:
        """Take the live documents by number; calendars are built when a promise needs them."""
        self.promises = list(promises.values())
        self._hours = {ref("hours", number): body for number, body in hours.items()}
        self._calendars: dict[str, BusinessCalendar] = {}
        self._names_customers = any(promise.get("customer") for promise in self.promises)
        self._terms: dict[int, Terms] = {}
        self._found: dict[tuple[str, str | None, int | None], Terms | None] = {}
        """By kind, customer (where a promise names one) and priority, as requests say them."""

    def terms_for(self, request: Body) -> Terms | None:
        """The terms that hold for a request; None when nothing is promised for its kind."""
        customer = request.get("customer") if self._names_customers else None
        said = request.get("kind", "inquiry"), customer, request.get("priority")
        if said not in self._found:
            promise = promise_for(*said, self.promises)
            self._found[said] = self._terms_of(promise) if promise is not None else None
        return self._found[said]

    def clocks(self, request: Body) -> Clocks:
        """The clocks of a request, from its events and the terms that hold for it."""
        terms = self.terms_for(request)
        promised = request.get("promised")
        return clocks(
            request.get("events", ()),
            terms,
            self._calendar(terms.hours if terms else "H1"),
            parse_instant(promised) if promised else None,
            [_fact(one) for one in request.get("verdicts", ())],
        )

    def calendar_of(self, terms: Terms) -> BusinessCalendar | None:
        """The hours in which a promise is counted; None when they are not there."""
        return self._calendar(terms.hours)

    def rank(self, request: Body) -> str:
        """The order key: open dues first, then what waits on the customer, then the rest."""
        found = self.clocks(request)
        open_dues = [
            (clock.due, clock.at_risk_from or clock.due)
            for clock in found.unanswered()
            if clock.due is not None
        ]
        if not open_dues:
            return WAITING_RANK if found.state == "waiting" else NO_DUE_RANK
        due = min(due for due, _risk in open_dues)
        risk = min(risk for _due, risk in open_dues)
        return due_rank(format_instant(due), format_instant(risk), request.get("snoozed_until"))

    def derived(self, request: Body, now: datetime) -> dict[str, Any]:
        """What follows from a request's events at a moment, as JSON values."""
        found = self.clocks(request)
        due = request_due(found)
        return {
            "state": found.state,
            "reopened": found.reopened,
            "due": format_instant(due.at) if due else None,
            "due_clock": due.clock if due else None,
            "at_risk_from": format_instant(due.at_risk_from) if due else None,
            "status": status(found, now),
        }

    def _terms_of(self, promise: Body) -> Terms:
        """One object per promise, by which batches know their requests."""
        known = self._terms.get(id(promise))
        if known is None:
            known = self._terms[id(promise)] = Terms.from_document(promise)
        return known

    def _calendar(self, hours: str) -> BusinessCalendar | None:
        if hours not in self._hours:
            return None
        if hours not in self._calendars:
            self._calendars[hours] = BusinessCalendar.from_document(self._hours[hours])
        return self._calendars[hours]


def _fact(stored: Body) -> Fallen:
    due = stored.get("due")
    return Fallen(
        stored["clock"],
        parse_instant(stored["armed_at"]),
        parse_instant(due) if due else None,
        stored["verdict"],
    )
