"""A recurring task comes again on the date its rule says, by date or after completion."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.recurring.date_rules import date_rule
from cockpit.domain.recurring.recurrence import check_rule, next_date, occurrence_uid
from cockpit.domain.recurring.rule_text import FAR
from cockpit.errors import WrongUse

D = date.fromisoformat


@pytest.mark.parametrize(
    ("rule", "anchor", "stood_on", "done_on", "expected"),
    [
        ("FREQ=WEEKLY", "2026-11-02", "2026-11-23", "2026-11-23", "2026-11-30"),
        # done before its date: the next one after that date
        ("FREQ=WEEKLY", "2026-11-02", "2026-11-23", "2026-11-21", "2026-11-30"),
        # several missed: the first on or after the day it was done
        ("FREQ=WEEKLY", "2026-11-02", "2026-11-02", "2026-11-24", "2026-11-30"),
        ("FREQ=WEEKLY", "2026-11-02", "2026-11-02", "2026-11-23", "2026-11-23"),
        ("FREQ=DAILY", "2026-11-02", "2026-11-20", "2026-11-23", "2026-11-23"),
        # without a date of its own: after the day it was done
        ("FREQ=DAILY", "2026-11-02", None, "2026-11-23", "2026-11-24"),
        # moved beyond its date
        ("FREQ=WEEKLY;BYDAY=MO", "2026-11-02", "2026-11-26", "2026-11-26", "2026-11-30"),
        ("FREQ=WEEKLY;INTERVAL=2", "2026-11-02", "2026-11-16", "2026-11-16", "2026-11-30"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "2026-11-02", "2026-11-23", "2026-11-23", "2026-11-26"),
        # month ends: RFC 5545 leaves short months out, BYMONTHDAY=-1 is the last day
        ("FREQ=MONTHLY", "2026-01-31", "2026-01-31", "2026-01-31", "2026-03-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31", "2026-01-31", "2026-01-31", "2026-02-28"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-30", "2026-01-30", "2026-01-30", "2026-02-27"),
        ("FREQ=YEARLY", "2024-02-29", "2024-02-29", "2024-02-29", "2028-02-29"),
        ("FREQ=YEARLY", "2096-02-29", "2096-02-29", "2096-02-29", "2104-02-29"),
        ("FREQ=DAILY;COUNT=3", "2026-11-23", "2026-11-24", "2026-11-24", "2026-11-25"),
        ("FREQ=DAILY;COUNT=3", "2026-11-23", "2026-11-25", "2026-11-25", None),
        ("FREQ=DAILY;UNTIL=20261125", "2026-11-23", "2026-11-25", "2026-11-25", None),
        (
            "FREQ=DAILY;UNTIL=20261125T120000Z",
            "2026-11-23",
            "2026-11-24",
            "2026-11-24",
            "2026-11-25",
        ),
    ],
)
def test_by_date_it_comes_on_the_next_date_of_the_rule(rule, anchor, stood_on, done_on, expected):
    found = next_date(
        rule,
        "by_date",
        D(anchor),
        done_on=D(done_on),
        stood_on=D(stood_on) if stood_on else None,
    )
    assert found == (D(expected) if expected else None)


@pytest.mark.parametrize(
    ("rule", "done_on", "made", "expected"),
    [
        ("FREQ=WEEKLY", "2026-11-25", 1, "2026-12-02"),
        ("FREQ=DAILY;INTERVAL=10", "2026-11-25", 1, "2026-12-05"),
        ("FREQ=WEEKLY;BYDAY=MO", "2026-11-25", 1, "2026-11-30"),
        ("FREQ=MONTHLY", "2026-01-31", 1, "2026-02-28"),
        ("FREQ=MONTHLY", "2024-01-31", 1, "2024-02-29"),
        ("FREQ=MONTHLY;INTERVAL=2", "2026-12-31", 1, "2027-02-28"),
        ("FREQ=YEARLY", "2024-02-29", 1, "2025-02-28"),
        ("FREQ=DAILY;COUNT=3", "2026-11-25", 2, "2026-11-26"),
        ("FREQ=DAILY;COUNT=3", "2026-11-25", 3, None),
        ("FREQ=MONTHLY;UNTIL=20261224", "2026-11-25", 1, None),
        ("FREQ=DAILY;UNTIL=20261125", "2026-11-25", 1, None),
    ],
)
def test_after_completion_the_interval_counts_from_the_day_it_was_done(
    rule, done_on, made, expected
):
    found = next_date(rule, "after_completion", D("2020-01-01"), done_on=D(done_on), made=made)
    assert found == (D(expected) if expected else None)


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        ("", "''"),
        ("every monday", "'EVERY MONDAY'"),
        ("INTERVAL=2", "FREQ must be"),
        ("FREQ=FORTNIGHTLY", "FREQ must be"),
        ("FREQ=HOURLY", "HOURLY is more often than daily"),
        ("FREQ=SECONDLY;COUNT=3", "SECONDLY is more often than daily"),
        ("FREQ=DAILY;INTERVAL=0", "'INTERVAL=0'"),
        ("FREQ=DAILY;COUNT=0", "'COUNT=0'"),
        ("FREQ=DAILY;COUNT=-3", "'COUNT=-3'"),
        ("FREQ=WEEKLY;BYDAY=XX", "'BYDAY=XX'"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "'BYMONTHDAY=32'"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "'BYMONTHDAY=0'"),
        ("FREQ=DAILY;UNTIL=20260230", "'UNTIL=20260230'"),
        ("FREQ=DAILY;FREQ=WEEKLY", "'FREQ=WEEKLY'"),
        ("FREQ=DAILY;BYHAPPY=1", "'BYHAPPY=1'"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "no date at all"),
    ],
)
def test_a_bad_rule_is_refused_in_one_sentence_that_names_the_part(rule, named):
    with pytest.raises(WrongUse) as refused:
        check_rule(rule)
    assert named in str(refused.value)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


def test_a_good_rule_is_kept_in_one_spelling():
    assert check_rule(" rrule:freq=weekly;byday=mo ") == "FREQ=WEEKLY;BYDAY=MO"
    assert (
        check_rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29") == "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"
    )


def test_the_uid_of_an_occurrence_is_the_same_each_time():
    assert occurrence_uid("ab12", D("2026-11-23")) == "ab12@2026-11-23"


def test_an_until_in_utc_ends_with_the_beginning_in_the_rules_own_zone():
    """UNTIL is 09:00 in New York on the 25th: a 09:00 block still falls, a 10:00 one does not."""
    rule, first = "FREQ=DAILY;UNTIL=20261125T140000Z", D("2026-11-20")
    new_york = ZoneInfo("America/New_York")
    assert date_rule(rule, first, new_york, 9 * 60).after(D("2026-11-24")) == D("2026-11-25")
    assert date_rule(rule, first, new_york, 10 * 60).after(D("2026-11-24")) is None


def test_a_rule_that_never_falls_ends_its_search():
    assert (
        date_rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31;COUNT=2", D("2026-01-01")).after(
            D("2026-01-01")
        )
        is None
    )


_WEEKDAYS = st.lists(
    st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, unique=True
).map(",".join)
_EXTRA = {
    "DAILY": st.one_of(
        st.just(""), _WEEKDAYS.map(";BYDAY={}".format), st.just(";BYMONTHDAY=1,15,-1")
    ),
    "WEEKLY": st.one_of(
        st.just(""),
        _WEEKDAYS.map(";BYDAY={}".format),
        _WEEKDAYS.map(";WKST=SU;BYDAY={}".format),
        st.just(";BYDAY=MO,WE,FR;BYSETPOS=2"),
    ),
    "MONTHLY": st.sampled_from(
        " ;BYMONTHDAY=31 ;BYMONTHDAY=-1 ;BYDAY=2TU ;BYDAY=-1FR ;BYMONTH=2,8"
        " ;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 ;BYDAY=FR;BYMONTHDAY=13".split(" ")
    ),
    "YEARLY": st.sampled_from(
        " ;BYMONTH=5 ;BYMONTHDAY=7 ;BYMONTH=2;BYMONTHDAY=29 ;BYWEEKNO=1;BYDAY=MO ;BYWEEKNO=-1"
        " ;BYYEARDAY=1,366,-1 ;BYMONTH=11;BYDAY=4TH ;BYDAY=20MO ;BYDAY=SU;BYSETPOS=3".split(" ")
    ),
}
_RULES = st.sampled_from(sorted(_EXTRA)).flatmap(
    lambda freq: st.tuples(
        st.just(freq), st.integers(1, 5), _EXTRA[freq], st.sampled_from(["", ";COUNT=7"])
    )
)
_DATES = st.dates(date(2010, 1, 1), date(2030, 12, 31))


@given(rule=_RULES, first=_DATES, low=_DATES, length=st.integers(0, 800))
def test_every_window_of_a_rule_is_what_dateutil_finds(rule, first, low, length):
    freq, interval, extra, count = rule
    text = f"FREQ={freq};INTERVAL={interval}{extra}{count}"
    high = low + timedelta(days=length)
    midnight = datetime.combine(first, time.min)
    expected = []
    for moment in rrulestr(text, dtstart=midnight):
        if moment.date() > high:
            break
        if moment.date() >= low:
            expected.append(moment.date())
    assert date_rule(text, first).between(low, high) == expected


@given(rule=_RULES, first=_DATES, day=_DATES)
def test_the_date_after_is_the_first_of_what_follows(rule, first, day):
    freq, interval, extra, count = rule
    dates = date_rule(f"FREQ={freq};INTERVAL={interval}{extra}{count}", first)
    following = dates.after(day)
    if following is None:
        assert dates.between(day + timedelta(days=1), date(2060, 1, 1)) == []
    else:
        assert day < following <= FAR
        assert dates.between(day + timedelta(days=1), following) == [following]
