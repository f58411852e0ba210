"""The promise clock: states, dues, verdicts and what is at risk, as tables."""

from __future__ import annotations

import pytest

from cockpit.domain.business_time import BusinessCalendar, NaiveInstant, NoOpening
from cockpit.domain.promising.clock import (
    Fallen,
    Terms,
    clock_status,
    clocks,
    fallen,
    request_due,
    state_of,
    status,
)
from cockpit.domain.promising.story import read_story
from cockpit.errors import WrongUse
from tests.promise_story import (
    ALL_THREE,
    HOUR,
    OFFICE,
    RECEIVED,
    ask,
    at,
    calendar_time,
    refunds,
    story,
    working,
)

STATES = [
    ("received 23 09:00", "new", False),
    ("received 23 09:00, note 23 10:00", "new", False),
    ("received 23 09:00, customer_message 23 10:00", "new", False),
    ("received 23 09:00, opened 23 10:00", "open", False),
    ("received 23 09:00, reply 23 10:00", "open", False),
    ("received 23 09:00, waiting 23 10:00", "waiting", False),
    ("received 23 09:00, waiting 23 10:00, note 23 11:00", "waiting", False),
    ("received 23 09:00, waiting 23 10:00, reply 23 11:00", "waiting", False),
    ("received 23 09:00, waiting 23 10:00, opened 23 11:00", "waiting", False),
    ("received 23 09:00, waiting 23 10:00, customer_message 23 11:00", "open", False),
    ("received 23 09:00, waiting 23 10:00, reopened 23 11:00", "open", False),
    ("received 23 09:00, resolved 23 10:00", "resolved", False),
    ("received 23 09:00, resolved 23 10:00, reply 23 11:00", "resolved", False),
    ("received 23 09:00, resolved 23 10:00, waiting 23 11:00", "resolved", False),
    ("received 23 09:00, resolved 23 10:00, note 23 11:00", "resolved", False),
    ("received 23 09:00, resolved 23 10:00, reopened 23 11:00", "open", True),
    ("received 23 09:00, resolved 23 10:00, customer_message 23 11:00", "open", True),
    (
        "received 23 09:00, resolved 23 10:00, reopened 23 11:00, resolved 23 12:00",
        "resolved",
        True,
    ),
    ("resolved 23 10:00, received 23 09:00", "resolved", False),  # out of order
]


@pytest.mark.parametrize(("events", "state", "reopened"), STATES)
def test_the_state_follows_from_the_events(events: str, state: str, reopened: bool) -> None:
    """Given what happened, when the state is asked for, then it follows."""
    assert state_of(story(events)) == state
    assert read_story(story(events)).reopened is reopened


DUES: list[tuple[str, str, Terms, str | None]] = [
    # First response: stopped by our reply, untouched by more messages.
    (RECEIVED, "first", Terms(working(4)), "23 14:00"),
    (RECEIVED, "first", Terms(working(8)), "24 10:00"),
    (RECEIVED, "first", Terms(working(7)), "23 17:00"),
    (RECEIVED, "first", Terms(calendar_time(24)), "24 10:00"),
    (RECEIVED, "first", Terms(calendar_time(120)), "28 10:00"),
    ("received 23 18:00", "first", Terms(working(1)), "24 10:00"),
    ("received 28 10:00", "first", Terms(working(1)), "30 10:00"),
    (f"{RECEIVED}, customer_message 23 12:00", "first", Terms(working(4)), "23 14:00"),
    (f"{RECEIVED}, opened 23 12:00, note 23 12:30", "first", Terms(working(4)), "23 14:00"),
    (f"customer_message 23 09:30, {RECEIVED}", "first", Terms(working(4)), "23 14:00"),
    ("customer_message 23 09:30", "first", Terms(working(4)), "23 13:30"),
    # Pauses, measured in the clock's own time.
    (f"{RECEIVED}, waiting 23 11:00", "first", Terms(working(4)), None),
    (
        f"{RECEIVED}, waiting 23 11:00, customer_message 23 12:00",
        "first",
        Terms(working(4)),
        "23 15:00",
    ),
    (
        f"{RECEIVED}, waiting 23 11:00, customer_message 24 11:00",
        "first",
        Terms(working(4)),
        "24 14:00",
    ),
    (
        f"{RECEIVED}, waiting 23 11:00, customer_message 23 20:00",
        "first",
        Terms(working(4)),
        "24 12:00",
    ),
    (
        f"{RECEIVED}, waiting 23 18:00, customer_message 24 08:00",
        "first",
        Terms(working(8)),
        "24 10:00",
    ),
    (
        f"{RECEIVED}, waiting 23 11:00, customer_message 23 12:00, waiting 23 13:00,"
        " customer_message 23 14:00",
        "first",
        Terms(working(4)),
        "23 16:00",
    ),
    (
        f"{RECEIVED}, waiting 23 11:00, waiting 23 12:00, customer_message 23 13:00",
        "first",
        Terms(working(4)),
        "23 16:00",
    ),
    (
        f"{RECEIVED}, waiting 23 11:00, reopened 23 12:00",
        "first",
        Terms(working(4)),
        "23 15:00",
    ),
    (
        f"{RECEIVED}, waiting 23 11:00, customer_message 24 11:00",
        "first",
        Terms(calendar_time(4)),
        "24 14:00",
    ),
    (f"{RECEIVED}, waiting 23 15:00", "first", Terms(working(4)), "23 14:00"),  # it fell before
    (f"{RECEIVED}, waiting 23 14:00", "first", Terms(working(4)), "23 14:00"),
    (f"{RECEIVED}, waiting 23 18:00", "first", Terms(working(7)), "23 17:00"),
    ("waiting 23 09:00, received 23 10:00", "first", Terms(working(4)), None),
    (
        "waiting 23 09:00, received 23 10:00, customer_message 23 11:00",
        "first",
        Terms(calendar_time(4)),
        "23 15:00",
    ),
    # Next response: armed by the customer's first message after a reply of ours.
    (f"{RECEIVED}, reply 23 11:00", "next", Terms(None, working(4)), "none"),
    (f"{RECEIVED}, customer_message 23 11:00", "next", Terms(None, working(4)), "none"),
    (
        f"{RECEIVED}, reply 23 11:00, customer_message 23 12:00",
        "next",
        Terms(None, working(4)),
        "23 16:00",
    ),
    (
        f"{RECEIVED}, reply 23 11:00, customer_message 23 12:00, customer_message 23 15:00",
        "next",
        Terms(None, working(4)),
        "23 16:00",
    ),
    (
        f"{RECEIVED}, reply 23 11:00, customer_message 23 12:00, reply 23 13:00,"
        " customer_message 24 09:00",
        "next",
        Terms(None, working(4)),
        "24 13:00",
    ),
    (
        f"{RECEIVED}, reply 23 11:00, waiting 23 11:00, customer_message 24 12:00",
        "next",
        Terms(None, working(4)),
        "24 16:00",
    ),
    (
        f"{RECEIVED}, resolved 23 11:00, reopened 23 12:00",
        "next",
        Terms(None, working(4)),
        "23 16:00",
    ),
    (
        f"{RECEIVED}, resolved 23 11:00, customer_message 25 12:00",
        "next",
        Terms(None, working(4)),
        "25 16:00",
    ),
    # Resolution: runs through replies, pauses while waiting, re-armed by reopening.
    (f"{RECEIVED}, reply 23 11:00", "resolution", Terms(resolution=working(16)), "25 10:00"),
    (
        f"{RECEIVED}, reply 23 11:00, waiting 23 11:00, customer_message 25 11:00",
        "resolution",
        Terms(resolution=working(16)),
        "27 10:00",
    ),
    (
        f"{RECEIVED}, resolved 23 11:00, reopened 24 09:00",
        "resolution",
        Terms(resolution=working(16)),
        "25 17:00",
    ),
    (f"{RECEIVED}, resolved 23 11:00", "resolution", Terms(resolution=working(16)), "25 10:00"),
    # No target is no clock.
    (RECEIVED, "first", Terms(), "none"),
    (RECEIVED, "resolution", Terms(working(4)), "none"),
]


@pytest.mark.parametrize(("events", "name", "terms", "due"), DUES)
def test_a_due_follows_from_the_events(
    events: str, name: str, terms: Terms, due: str | None
) -> None:
    """Given what happened and what is promised, when the due is asked for, then it follows."""
    clock = getattr(ask(events, terms), name)
    if due == "none":
        assert clock is None
    elif due is None:
        assert clock.due is None
        assert clock.paused
    else:
        assert clock.due == at(due)
        assert not clock.paused


VERDICTS = [
    (RECEIVED, "first", None),
    (f"{RECEIVED}, reply 23 13:59", "first", "met"),
    (f"{RECEIVED}, reply 23 14:00", "first", "met"),  # at the due is in time
    (f"{RECEIVED}, reply 23 14:01", "first", "breached"),
    (f"{RECEIVED}, resolved 23 14:00", "first", "met"),
    (f"{RECEIVED}, resolved 23 14:01", "first", "breached"),
    (f"{RECEIVED}, waiting 23 11:00, reply 27 10:00", "first", "met"),  # it stood still
    (f"{RECEIVED}, waiting 23 15:00, reply 27 10:00", "first", "breached"),
    ("reply 23 09:00, received 23 10:00", "first", "met"),
    (f"{RECEIVED}, reply 23 11:00, customer_message 23 12:00, reply 23 14:00", "next", "met"),
    (f"{RECEIVED}, reply 23 11:00, customer_message 23 12:00, reply 23 14:01", "next", "breached"),
    (f"{RECEIVED}, resolved 24 10:00", "resolution", "met"),
    (f"{RECEIVED}, resolved 24 10:01", "resolution", "breached"),
    (f"{RECEIVED}, reply 24 10:01", "resolution", None),
    (f"{RECEIVED}, resolved 23 12:00, reopened 30 10:00", "resolution", None),
]


@pytest.mark.parametrize(("events", "name", "verdict"), VERDICTS)
def test_met_is_answered_at_the_due_or_before(events: str, name: str, verdict: str | None) -> None:
    """Given a due, when it is answered, then at the due or before it is met."""
    assert getattr(ask(events, ALL_THREE), name).verdict == verdict


AT_RISK: list[tuple[str, Terms, str]] = [
    # A quarter of the target, at least one hour, backwards in working time.
    ("23 10:00", Terms(working(8)), "23 16:00"),
    ("23 09:00", Terms(working(2)), "23 10:00"),
    ("23 16:30", Terms(working(1)), "23 16:30"),
    ("23 10:00", Terms(working(1), lead_minutes=120), "23 10:00"),  # never before it was armed
    ("23 10:00", Terms(working(40)), "26 16:00"),
    ("20 16:00", Terms(working(2)), "23 09:00"),  # on the opening, not on Friday's closing
    ("23 10:00", Terms(working(8), lead_minutes=30), "24 09:30"),
    ("23 10:00", Terms(working(8), lead_minutes=90), "23 16:30"),
    ("23 10:00", Terms(calendar_time(24)), "23 16:00"),
    ("23 10:00", Terms(calendar_time(168), lead_minutes=60), "30 09:00"),
    ("23 10:00", Terms(calendar_time(168)), "26 16:00"),  # a quarter of its 40 working hours
    ("23 10:00", Terms(refunds(), lead_minutes=480), "27 09:00"),
]


@pytest.mark.parametrize(("arrival", "terms", "expected"), AT_RISK)
def test_at_risk_begins_a_lead_of_working_time_before(
    arrival: str, terms: Terms, expected: str
) -> None:
    """Given a due, when it becomes at risk, then it is the lead before, in working time."""
    clock = ask(f"received {arrival}", terms).first
    assert clock is not None
    assert clock.at_risk_from == at(expected)


STATUSES = [
    (RECEIVED, "23 10:00", "on_time"),
    (RECEIVED, "23 12:59", "on_time"),
    (RECEIVED, "23 13:00", "at_risk"),
    (RECEIVED, "23 14:00", "at_risk"),
    (RECEIVED, "23 14:01", "breached"),
    (f"{RECEIVED}, reply 23 12:00", "23 15:00", "on_time"),
    (f"{RECEIVED}, reply 23 12:00", "24 09:30", "at_risk"),
    (f"{RECEIVED}, reply 23 12:00", "24 10:01", "breached"),
    (f"{RECEIVED}, reply 23 16:00", "23 16:00", "at_risk"),
    (f"{RECEIVED}, reply 23 12:00, waiting 23 12:00", "30 12:00", "paused"),
    (f"{RECEIVED}, waiting 23 14:30", "30 12:00", "breached"),
    (f"{RECEIVED}, reply 23 12:00, resolved 23 13:00", "30 12:00", "met"),
    (f"{RECEIVED}, resolved 23 16:00", "30 12:00", "breached"),
    (f"{RECEIVED}, reply 12-01 12:00", "23 10:30", "on_time"),  # an answer in the future
]


@pytest.mark.parametrize(("events", "now", "expected"), STATUSES)
def test_the_status_is_that_of_the_worst_clock(events: str, now: str, expected: str) -> None:
    """Given clocks, when asked how the request stands, then the worst unanswered one tells."""
    assert status(ask(events, ALL_THREE), at(now)) == expected


def test_what_remains_is_told_while_it_is_paused() -> None:
    """Given a pause, when the clock is asked, then what is left is told in its own time."""
    clock = ask(f"{RECEIVED}, waiting 23 18:00", Terms(working(8))).first
    assert clock is not None
    assert (clock.paused, clock.remaining) == (True, HOUR)
    assert request_due(ask(f"{RECEIVED}, waiting 23 18:00", Terms(working(8)))) is None


def test_the_earliest_open_due_is_shown() -> None:
    """Given several clocks, when the due is asked for, then it is the earliest unanswered one."""
    due = request_due(ask(RECEIVED, ALL_THREE))
    assert due is not None
    assert (due.at, due.clock, due.at_risk_from) == (at("23 14:00"), "first", at("23 13:00"))
    due = request_due(ask(f"{RECEIVED}, reply 23 11:00", ALL_THREE))
    assert due is not None
    assert (due.at, due.clock) == (at("24 10:00"), "resolution")
    assert request_due(ask(f"{RECEIVED}, resolved 23 11:00", ALL_THREE)) is None


def test_a_due_promised_by_name_stands_beside_the_promise() -> None:
    """Given a promised due earlier than the policy's, when shown, then it is the promised one."""
    found = ask(RECEIVED, Terms(resolution=working(40)), promised="24 12:00")
    due = request_due(found)
    assert due is not None
    assert (due.at, due.clock) == (at("24 12:00"), "promised")
    alone = clocks(story(f"{RECEIVED}, resolved 24 12:01"), None, None, at("24 12:00"))
    assert alone.promised is not None
    assert alone.promised.verdict == "breached"


def test_nothing_promised_is_no_status() -> None:
    """Given no promise, when asked, then there is neither due nor status, but a state."""
    found = clocks(story(RECEIVED), None, None)
    assert (request_due(found), status(found, at("23 12:00")), found.state) == (None, None, "new")
    assert clocks([], ALL_THREE, OFFICE).latest() == []


def test_past_clocks_keep_their_verdicts() -> None:
    """Given two rounds of messages, when reported, then the first round's verdict is there."""
    found = ask(
        f"{RECEIVED}, reply 23 11:00, customer_message 23 12:00, reply 24 12:00,"
        " customer_message 25 12:00, reply 25 12:30",
        ALL_THREE,
    )
    assert [(clock.name, clock.verdict) for clock in found.past] == [("next", "breached")]
    assert found.next is not None
    assert found.next.verdict == "met"


def test_a_fallen_verdict_is_kept_when_the_policy_changes() -> None:
    """Given a breach, when the promise is made longer, then the breach stays; open dues move."""
    before = ask(RECEIVED, ALL_THREE)
    facts = fallen(before, at("23 15:00"))
    assert facts == [Fallen("first", at("23 10:00"), at("23 14:00"), "breached")]
    generous = Terms(working(16), None, working(16))
    after = clocks(story(RECEIVED), generous, OFFICE, kept=facts)
    assert after.first is not None
    assert after.first.verdict == "breached"
    assert after.resolution is not None
    assert after.resolution.due == at("25 10:00")
    assert clock_status(after.first, at("23 15:00")) == "breached"


def test_events_may_come_out_of_order_and_those_of_one_moment_stay_in_theirs() -> None:
    """Given events in any order, when sorted, then by moment, and stably within one."""
    events = story(f"reply 23 11:00, {RECEIVED}")
    assert clocks(events, ALL_THREE, OFFICE) == clocks(events[::-1], ALL_THREE, OFFICE)
    same = "received 23 10:00, resolved 23 10:00, reopened 23 10:00"
    assert state_of(story(same)) == "open"
    assert state_of([*story("received 23 10:00"), *story(same)[:0:-1]]) == "resolved"


def test_the_promises_hours_are_found_among_all() -> None:
    """Given several calendars, when a promise names one, then it is counted in that one."""
    saturdays = BusinessCalendar("Europe/Berlin", {"sat": [("10:00", "14:00")]})
    both = {"H1": OFFICE, "H2": saturdays}
    found = clocks(story(RECEIVED), Terms(working(1), hours="H2"), both)
    assert found.first is not None
    assert found.first.due == at("28 11:00")
    with pytest.raises(WrongUse, match="H3"):
        clocks(story(RECEIVED), Terms(working(1), hours="H3"), both)


def test_hours_that_never_open() -> None:
    """Given no hours, when promised in working time, then an error; calendar time still runs."""
    closed = BusinessCalendar("Europe/Berlin", {})
    for target in (working(1), refunds()):
        with pytest.raises(NoOpening):
            ask(RECEIVED, Terms(target), closed)
    clock = ask(RECEIVED, Terms(calendar_time(4)), closed).first
    assert clock is not None
    assert (clock.due, clock.at_risk_from) == (at("23 14:00"), at("23 13:00"))


def test_an_event_needs_a_zone() -> None:
    """Given an event without a zone, when read, then it is refused."""
    with pytest.raises(NaiveInstant):
        state_of([{"at": "2026-11-23T10:00:00", "type": "received"}])
