"""The promise clock: laws on random events."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.promising.clock import (
    Target,
    Terms,
    clocks,
)
from cockpit.domain.promising.explained import explain
from tests.promise_story import FRIDAY_OFF, OFFICE, SHORT_FRIDAY, WEEK, at, refunds, working

moments = st.integers(0, 40_000).map(lambda minutes: at("02 09:00") + timedelta(minutes=minutes))
kinds = st.sampled_from(
    ["opened", "customer_message", "reply", "waiting", "resolved", "reopened", "note"]
)
happenings = st.lists(
    st.builds(lambda moment, kind: {"at": moment, "type": kind}, moments, kinds), max_size=8
)
lengths = st.integers(1, 4000)
measures = st.sampled_from(["working", "calendar"])


@given(happenings, measures, lengths, st.sampled_from([OFFICE, FRIDAY_OFF, SHORT_FRIDAY]))
def test_the_parts_add_up_to_the_target(
    events: list[dict[str, object]], measure: str, minutes: int, calendar: BusinessCalendar
) -> None:
    """Given any events, when any clock is explained, then the parts are its target."""
    target = Target(measure, minutes)
    found = clocks(
        [{"at": at("02 09:00"), "type": "received"}, *events],
        Terms(target, target, target),
        calendar,
    )
    for clock in (*found.past, *found.latest()):
        lines = explain(clock, calendar)
        counted = sum((line.counted for line in lines), timedelta())
        assert counted + (clock.remaining or timedelta()) == timedelta(minutes=minutes)
        assert all(line.ends is None or line.begins <= line.ends for line in lines if line.begins)


@given(lengths, st.integers(17, 23), st.integers(0, 9))
def test_a_pause_outside_hours_changes_no_due(minutes: int, closing: int, opening: int) -> None:
    """Given a pause that begins after closing and ends before opening, then no due moves."""
    terms = Terms(working(minutes / 60), None, working(minutes / 30))
    plain = clocks([{"at": at("02 09:00"), "type": "received"}], terms, OFFICE)
    night: list[dict[str, object]] = [
        {"at": at(f"04 {closing:02}:00"), "type": "waiting"},
        {"at": at(f"05 {opening:02}:00"), "type": "customer_message"},
    ]
    paused = clocks([{"at": at("02 09:00"), "type": "received"}, *night], terms, OFFICE)
    for one, other in zip(plain.latest(), paused.latest(), strict=True):
        assert one.due == other.due


@given(happenings, lengths)
def test_the_order_in_which_events_are_given_does_not_matter(
    events: list[dict[str, object]], minutes: int
) -> None:
    """Given events of different moments, when shuffled, then the clocks are the same."""
    distinct = list({event["at"]: event for event in events}.values())
    shuffled = sorted(distinct, key=lambda event: str(event["type"]))
    terms = Terms(working(minutes / 60), working(1), refunds())
    assert clocks(distinct, terms, OFFICE) == clocks(shuffled, terms, OFFICE)


@given(happenings, lengths, st.integers(2, 27))
def test_a_holiday_makes_no_due_in_working_time_earlier(
    events: list[dict[str, object]], minutes: int, day: int
) -> None:
    """Given any events, when a holiday is added, then no due in working time comes earlier."""
    target = working(minutes / 60)
    all_events = [{"at": at("02 09:00"), "type": "received"}, *events]
    holiday = BusinessCalendar("Europe/Berlin", WEEK, [date(2026, 11, day)])
    before = clocks(all_events, Terms(target, target, target), OFFICE)
    after = clocks(all_events, Terms(target, target, target), holiday)
    for one, other in zip(before.latest(), after.latest(), strict=True):
        # A clock that fell before its pause may now stand in it instead.
        assert one.due is None or other.due is None or other.due >= one.due
        assert one.due is not None or other.due is None
