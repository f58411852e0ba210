"""Which reminders follow from which facts, and when they ring."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.hours.quiet import Quiet
from cockpit.domain.reminders import (
    BlockTime,
    CallBack,
    DueTime,
    Facts,
    Reminder,
    derive,
    may_be_raised,
    working_days,
)

BERLIN = "Europe/Berlin"
OFFICE = {
    day: [("09:00", "12:00"), ("13:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")
}
HOURS = BusinessCalendar(BERLIN, OFFICE)


def at(text: str) -> datetime:
    """A Berlin wall time, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)


def rung(facts: Facts, start: str = "2026-11-20T00:00", end: str = "2026-12-31T00:00") -> list[str]:
    return [
        f"{one.kind} {one.rings.astimezone(ZoneInfo(BERLIN)):%a %d %H:%M}"
        for one in derive(facts, at(start), at(end))
    ]


def due(instant: str, risk: str | None = None, **more: object) -> DueTime:
    risky = at(risk) if risk else None
    return DueTime("R7", "resolution", "logo as svg", risky, at(instant), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("instant", "rings"),
    [
        ("2026-11-23T10:00", "Mon 23 10:00"),  # in working hours: at once
        ("2026-11-23T17:00", "Mon 23 17:00"),  # closing time still belongs to the day
        ("2026-11-23T12:30", "Mon 23 13:00"),  # at lunch: when it ends
        ("2026-11-23T17:00:01", "Tue 24 09:00"),  # in the evening: tomorrow
        ("2026-11-27T20:00", "Mon 30 09:00"),  # Friday night: Monday
    ],
)
def test_a_breach_rings_in_working_hours(instant: str, rings: str) -> None:
    assert rung(Facts(HOURS, dues=[due(instant)])) == [f"breached {rings}"]


def test_at_risk_comes_before_breached_and_never_with_or_after_it() -> None:
    both = Facts(HOURS, dues=[due("2026-11-23T16:00", "2026-11-23T15:00")])
    held_past_the_due = Facts(HOURS, dues=[due("2026-11-24T08:00", "2026-11-23T22:00")])
    assert rung(both) == ["at_risk Mon 23 15:00", "breached Mon 23 16:00"]
    assert rung(held_past_the_due) == ["breached Tue 24 09:00"]


def test_an_answer_at_the_due_itself_is_in_time_so_the_breach_comes_after_it() -> None:
    (late,) = derive(
        Facts(HOURS, dues=[due("2026-11-23T16:00")]), at("2026-11-23T00:00"), at("2026-11-24T00:00")
    )
    assert late.rings - late.instant == timedelta(seconds=1)


def test_a_paused_clock_never_rings() -> None:
    assert rung(Facts(HOURS, dues=[due("2026-11-23T16:00", "2026-11-23T15:00", paused=True)])) == []


def test_a_due_that_moves_is_another_reminder() -> None:
    before = derive(
        Facts(HOURS, dues=[due("2026-11-23T16:00")]), at("2026-11-23T00:00"), at("2026-11-24T00:00")
    )
    after = derive(
        Facts(HOURS, dues=[due("2026-11-23T16:30")]), at("2026-11-23T00:00"), at("2026-11-24T00:00")
    )
    assert before[0].key != after[0].key


def test_what_the_owner_marked_urgent_rings_at_night() -> None:
    night = "2026-11-23T23:00"
    assert rung(Facts(HOURS, dues=[due(night, urgent=True)])) == ["breached Mon 23 23:00"]
    call = Facts(HOURS, call_backs=[CallBack("I3", "Karl", at(night))])
    assert rung(call) == ["call_back Tue 24 09:00"]
    assert rung(call._replace(quiet=Quiet(always=frozenset({"call_back"})))) == [
        "call_back Mon 23 23:00"
    ]


def test_blocks_begin_and_end_and_are_dropped_where_they_would_be_pointless() -> None:
    def block(start: str, end: str) -> Facts:
        return Facts(HOURS, blocks=[BlockTime("B4@x", "Client work", at(start), at(end))])

    assert rung(block("2026-11-23T09:00", "2026-11-23T11:00")) == [
        "block_start Mon 23 09:00",
        "block_end Mon 23 11:00",
    ]
    assert rung(block("2026-11-23T08:30", "2026-11-23T09:30")) == [
        "block_start Mon 23 09:00",  # it still runs when the day opens
        "block_end Mon 23 09:30",
    ]
    assert rung(block("2026-11-23T18:00", "2026-11-23T19:00")) == []


def test_the_working_day_opens_once_and_closes_once_however_many_breaks_it_has() -> None:
    days = working_days(HOURS, date(2026, 11, 23), date(2026, 11, 23))
    assert rung(Facts(HOURS, days)) == ["opening Mon 23 09:00", "shut_down Mon 23 17:00"]


def test_without_hours_nothing_is_held_back() -> None:
    assert rung(Facts(None, dues=[due("2026-11-22T03:00")])) == ["breached Sun 22 03:00"]


def test_hours_that_never_open_hold_everything_for_ever() -> None:
    closed = BusinessCalendar(BERLIN, {})
    assert rung(Facts(closed, dues=[due("2026-11-23T10:00")])) == []


def test_muted_until_the_opening_after_the_nightly_review() -> None:
    quiet = Quiet(muted_until=at("2026-11-24T09:00"))
    assert rung(Facts(HOURS, dues=[due("2026-11-23T16:00")], quiet=quiet)) == [
        "breached Tue 24 09:00"
    ]


@pytest.mark.parametrize(
    ("daily", "instant", "rings"),
    [
        ((time(10), time(11)), "2026-11-23T10:30", "Mon 23 11:00"),
        ((time(10), time(11)), "2026-11-23T11:00", "Mon 23 11:00"),
        ((time(15), time(9)), "2026-11-23T15:30", "Tue 24 09:00"),
        ((time(15), time(10)), "2026-11-24T02:00", "Tue 24 10:00"),  # hours and quiet time
        ((time(10), time(10)), "2026-11-23T10:00", "Mon 23 10:00"),  # an empty span
    ],
)
def test_quiet_times_of_the_day_hold_too(
    daily: tuple[time, time], instant: str, rings: str
) -> None:
    quiet = Quiet(daily=daily, zone=ZoneInfo(BERLIN))
    assert rung(Facts(HOURS, dues=[due(instant)], quiet=quiet)) == [f"breached {rings}"]


def test_quiet_outside_hours_can_be_turned_off() -> None:
    loud = Facts(HOURS, dues=[due("2026-11-22T03:00")], quiet=Quiet(outside_hours=False))
    assert rung(loud) == ["breached Sun 22 03:00"]


def test_a_kind_can_be_turned_off() -> None:
    facts = Facts(HOURS, dues=[due("2026-11-23T16:00", "2026-11-23T15:00")])
    assert rung(facts._replace(quiet=Quiet(off=frozenset({"at_risk"})))) == [
        "breached Mon 23 16:00"
    ]


def test_a_snoozed_request_holds_at_risk_but_never_a_breach() -> None:
    snoozed = due("2026-11-23T16:00", "2026-11-23T10:00", snoozed_until=at("2026-11-23T14:00"))
    beyond = snoozed._replace(snoozed_until=at("2026-11-25T14:00"))
    assert rung(Facts(HOURS, dues=[snoozed])) == ["at_risk Mon 23 14:00", "breached Mon 23 16:00"]
    assert rung(Facts(HOURS, dues=[beyond])) == ["breached Mon 23 16:00"]


@pytest.mark.parametrize(
    ("now", "raised"),
    [
        ("2026-11-23T16:59", False),  # not yet
        ("2026-11-23T17:00:12", True),  # a heartbeat late is punctual
        ("2026-11-23T21:00", False),  # woken in the evening: quiet
        ("2026-11-24T09:00", True),
    ],
)
def test_a_missed_reminder_waits_for_working_hours(now: str, raised: bool) -> None:
    (late,) = derive(
        Facts(HOURS, dues=[due("2026-11-23T17:00")]), at("2026-11-23T00:00"), at(now) + timedelta(1)
    )
    assert may_be_raised(late, at(now), HOURS, Quiet()) is raised


def test_a_missed_block_is_told_the_same_day_and_not_the_next() -> None:
    block = BlockTime("B4@x", "Client work", at("2026-11-23T10:00"), at("2026-11-23T11:00"))
    start = derive(Facts(HOURS, blocks=[block]), at("2026-11-23T00:00"), at("2026-11-24T00:00"))[0]
    assert may_be_raised(start, at("2026-11-23T15:00"), HOURS, Quiet())
    assert not may_be_raised(start, at("2026-11-24T09:00"), HOURS, Quiet())


@pytest.mark.parametrize(
    ("day", "opening", "closing"),
    [
        ("2026-03-29", "2026-03-29T03:00", "2026-03-29T05:00"),  # 02:00 does not exist
        ("2026-10-25", "2026-10-25T02:00", "2026-10-25T05:00"),  # 02:00 comes twice: the first
    ],
)
def test_on_nights_of_clock_changes_the_day_opens_once(
    day: str, opening: str, closing: str
) -> None:
    night = BusinessCalendar(BERLIN, {"sun": [("02:00", "05:00")]})
    (one,) = working_days(night, date.fromisoformat(day), date.fromisoformat(day))
    assert one == (at(opening), at(closing))


moments = st.integers(0, 60 * 24 * 14).map(
    lambda minute: at("2026-10-19T00:00") + timedelta(minutes=minute)
)


@given(st.lists(st.tuples(moments, st.integers(1, 900), st.booleans()), max_size=8), moments)
def test_laws_of_every_derived_reminder(
    given_dues: list[tuple[datetime, int, bool]], middle: datetime
) -> None:
    facts = Facts(
        HOURS,
        working_days(HOURS, date(2026, 10, 18), date(2026, 11, 4)),
        dues=[
            DueTime(f"R{number}", "resolution", "x", when - timedelta(minutes=lead), when, paused)
            for number, (when, lead, paused) in enumerate(given_dues)
        ],
    )
    first, last = at("2026-10-01T00:00"), at("2026-11-30T00:00")
    found = derive(facts, first, last)

    assert len({one.key for one in found}) == len(found)
    for one in found:
        assert one.rings >= one.instant
        assert HOURS.is_open(one.rings) or HOURS.is_open(one.rings - timedelta(seconds=2))
    # one window is the same as two that touch
    split = derive(facts, first, middle) + derive(facts, middle + timedelta(microseconds=1), last)
    assert sorted(split) == sorted(found)


def test_a_reminder_is_plain_data() -> None:
    one = Reminder(
        "breached", "R7", "", at("2026-11-23T10:00"), at("2026-11-23T10:00"), None, False, "x"
    )
    assert one.key == ("breached", "R7", "", at("2026-11-23T10:00"))
