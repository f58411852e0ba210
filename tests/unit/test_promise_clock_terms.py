"""Promises: which one holds for a request, and which are refused."""

from __future__ import annotations

import pytest

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.promising.clock import (
    Terms,
    check_terms,
    promise_for,
)
from cockpit.domain.promising.terms import PromiseNotValid
from cockpit.errors import WrongUse
from tests.promise_story import OFFICE, refunds, working

PROMISES: list[dict[str, object]] = [
    {"id": "P1", "kind": "refund"},
    {"id": "P2", "kind": "refund", "priority": 1},
    {"id": "P3", "kind": "refund", "customer": "Ada"},
    {"id": "P4", "kind": "refund", "customer": "Ada", "priority": 1},
    {"id": "P5", "kind": "inquiry", "customer": "Ada"},
    {"id": "P7", "kind": "complaint", "customer": "Ada"},
    {"id": "P8", "kind": "complaint", "priority": 1},
    {"id": "P6", "kind": "order", "closed_at": "2026-11-01T00:00:00Z"},
]


@pytest.mark.parametrize(
    ("kind", "customer", "priority", "found"),
    [
        ("refund", "Bob", None, "P1"),
        ("Refund", "Bob", 2, "P1"),
        ("refund", "Bob", 1, "P2"),
        ("refund", " ada ", 2, "P3"),
        ("refund", "Ada", 1, "P4"),
        ("inquiry", "Ada", 3, "P5"),
        ("inquiry", "Bob", 3, None),
        ("complaint", "Ada", 1, "P7"),
        ("complaint", "Bob", 1, "P8"),
        ("order", "Bob", None, None),
        ("refund", None, None, "P1"),
    ],
)
def test_the_most_specific_promise_holds(
    kind: str, customer: str | None, priority: int | None, found: str | None
) -> None:
    """Given several promises, when one is chosen, then a customer's before a priority's."""
    for order in (PROMISES, PROMISES[::-1]):
        promise = promise_for(kind, customer, priority, order)
        assert (promise and promise["id"]) == found


@pytest.mark.parametrize(
    "document",
    [
        {"measure": "working"},
        {"measure": "working", "minutes": 0},
        {"measure": "calendar", "minutes": -5},
        {"measure": "fortnights", "minutes": 5},
        {"measure": "batch", "cut_off": "18:00"},
        {"measure": "batch", "weekdays": ["friday"], "cut_off": "18:00"},
        {"measure": "batch", "weekdays": ["fri"], "cut_off": "6 pm"},
        {"measure": "batch", "weekdays": ["fri"], "cut_off": "18:00", "close": "17:00"},
    ],
)
def test_a_target_that_cannot_be_kept_is_refused(document: dict[str, object]) -> None:
    """Given a promise without sense, when read, then a wrong use says why."""
    with pytest.raises(WrongUse):
        Terms.from_document({"first_response": document})


def test_terms_are_read_from_a_stored_promise() -> None:
    """Given a stored promise without its defaults, when read, then they are filled in."""
    batch = {"measure": "batch", "weekdays": ["fri"], "cut_off": "18:00", "close": "17:00"}
    stored = {"first_response": {"measure": "working", "minutes": 240}, "resolution": batch}
    stored["resolution"] = {**batch, "cut_off_days_before": 1}
    assert Terms.from_document(stored) == Terms(working(4), None, refunds())


def test_a_batch_on_a_day_that_is_always_closed_is_refused() -> None:
    """Given hours from Monday to Friday, when a batch is set on Sunday, then it is refused."""
    check_terms(Terms(working(4), None, refunds()), OFFICE)
    with pytest.raises(PromiseNotValid, match="sun"):
        check_terms(Terms(resolution=refunds(weekdays=("fri", "sun"))), OFFICE)
    with pytest.raises(PromiseNotValid, match="opening hours"):
        check_terms(Terms(working(4)), BusinessCalendar("Europe/Berlin", {}))
