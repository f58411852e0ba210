"""Laws of the blocks of a date: order, taking back, nothing lost, nothing twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.days.block_days import (
    BlockBook,
    occurrences,
    wall_times,
)
from cockpit.domain.days.occurrences import instants_of

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)


def block(weekday="mon", start="09:00", end="11:00", function="F1", **more):
    body = {"start": start, "end": end, **more}
    if "rule" not in more:
        body["weekday"] = weekday
    if function:
        body["function"] = function
    return body


def added(day, start="15:00", end="16:00", **more):
    return {"date": day, "action": "add", "start": start, "end": end, **more}


def moved(day, start, end, block="B1", **more):
    return {"date": day, "action": "move", "block": block, "start": start, "end": end, **more}


def dropped(day, block="B1"):
    return {"date": day, "action": "drop", "block": block}


def on(day, blocks, overrides=None, zone=BERLIN):
    return occurrences(day, blocks, overrides or {}, zone=zone)


_WALLS = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
_NEAR = st.integers(-9, 9).map(lambda n: (MONDAY + timedelta(days=n)).isoformat())
_FUNCTIONS = st.sampled_from([None, "F1", "F2"])
_BLOCKS = st.dictionaries(
    st.integers(1, 6),
    st.builds(
        block,
        st.sampled_from(["mon", "tue", "wed", "sun"]),
        _WALLS,
        _WALLS,
        _FUNCTIONS,
        days=st.sampled_from([1, 1, 1, 3]),
        zone=st.sampled_from([None, "Pacific/Auckland", "America/New_York"]),
    ),
    max_size=5,
)
_OVERRIDES = st.dictionaries(
    st.integers(1, 9),
    st.one_of(
        st.builds(added, _NEAR, _WALLS, _WALLS, function=_FUNCTIONS),
        st.builds(moved, _NEAR, _WALLS, _WALLS, block=st.sampled_from(["B1", "B2", "B7"])),
        st.builds(dropped, _NEAR, block=st.sampled_from(["B1", "B2", "B7"])),
    ),
    max_size=6,
)


@given(_BLOCKS, _OVERRIDES)
def test_the_order_of_records_does_not_matter(blocks, overrides):
    backwards = dict(reversed(blocks.items())), dict(reversed(overrides.items()))
    assert on(MONDAY, blocks, overrides) == on(MONDAY, *backwards)


@given(_BLOCKS, _OVERRIDES, st.integers(-9, 9))
def test_taking_an_override_back_restores_the_date(blocks, overrides, shift):
    day = MONDAY + timedelta(days=shift)
    with_all = {**overrides, 99: moved(day.isoformat(), "05:00", "05:30")}
    BlockBook(blocks, with_all, BERLIN).on(day)
    del with_all[99]
    assert on(day, blocks, with_all) == on(day, blocks, overrides)


@given(_BLOCKS, _OVERRIDES)
def test_no_occurrence_is_lost_between_two_dates_and_none_is_listed_twice(blocks, overrides):
    """Each weekly date of each block is found exactly once, unless an override changes it."""
    last = MONDAY + timedelta(days=13)
    margin = timedelta(days=6)
    found = BlockBook(blocks, overrides, BERLIN).between(MONDAY - margin, last + margin)
    ids = [one.id for one in found]
    assert len(ids) == len(set(ids))
    changed = {(o["block"], o["date"]) for o in overrides.values() if o["action"] != "add"}
    for number, body in blocks.items():
        for n in range(14):
            day = MONDAY + timedelta(days=n)
            falls = f"{day:%a}".lower() == body["weekday"]
            if (f"B{number}", day.isoformat()) not in changed:
                assert (f"B{number}@{day.isoformat()}" in ids) == falls


@given(_BLOCKS, _OVERRIDES)
def test_net_time_never_overlaps_and_stays_within_its_block(blocks, overrides):
    book = BlockBook(blocks, overrides, BERLIN)
    taken = [(s.timestamp(), e.timestamp()) for _one, parts in book.net(MONDAY) for s, e in parts]
    for (_start, end), (start, _end) in zip(sorted(taken), sorted(taken)[1:], strict=False):
        assert end <= start
    for one, parts in book.net(MONDAY):
        assert sum((e.timestamp() - s.timestamp()) for s, e in parts) <= one.seconds


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)),
    st.integers(1, 3 * 1440),
    st.sampled_from(["Europe/Berlin", "Pacific/Auckland", "UTC"]),
)
def test_wall_times_of_two_instants_lead_back_to_them(start, minutes, name):
    """Except in the hour that comes twice, which wall times cannot tell apart."""
    zone = ZoneInfo(name)
    begins = start.replace(second=0, microsecond=0, tzinfo=UTC)
    ends = begins + timedelta(minutes=minutes)
    if begins.astimezone(zone).fold or ends.astimezone(zone).fold:
        return
    if begins.astimezone(zone).replace(tzinfo=None) >= ends.astimezone(zone).replace(tzinfo=None):
        return
    day, opening, closing, days = wall_times(begins, ends, zone)
    assert instants_of(day, opening, closing, days, zone) == (begins, ends)
