"""Laws of the proposal, on random days of one function with four more to come."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.domain.days.occurrences import Occurrence
from cockpit.domain.planning import Job, first_overload
from cockpit.domain.plans.axis import Axis
from cockpit.domain.plans.day_facts import DayFacts, Slot, Work
from cockpit.domain.plans.deciding import Deciding

UTC_ZONE = ZoneInfo("UTC")
DAY = date(2026, 11, 23)
"""A Monday; the day ends at midnight."""
START = int(datetime(2026, 11, 23, tzinfo=UTC).timestamp())
_DAY = 86_400


def moment(day, hour):
    return START + day * _DAY + hour * 3600


def spans(lengths):
    """A block at nine on each day, of so many minutes."""
    return [(moment(day, 9), moment(day, 9) + length * 60) for day, length in enumerate(lengths)]


def slot(at, length):
    start = datetime.fromtimestamp(START, UTC) + timedelta(hours=9 + 3 * at)
    end = start + timedelta(minutes=length)
    one = Occurrence(f"B{at}@x", f"B{at}", None, "F1", "", start, end, True, False, DAY)
    return Slot(one, "Writing", length)


@st.composite
def facts(draw, *, standing=True, whole=True):
    """Lengths in quarter-hours, so that what fits in minutes fits in pieces."""
    today = draw(st.lists(st.integers(0, 8).map(lambda n: n * 15), max_size=3))
    others = draw(st.lists(st.integers(0, 12).map(lambda n: n * 15), min_size=4, max_size=4))
    blocks = [
        (moment(0, 9 + 3 * at), moment(0, 9 + 3 * at) + length * 60)
        for at, length in enumerate(today)
    ]
    later = [(low + _DAY, high + _DAY) for low, high in spans(others)]
    axis = Axis([span for span in (*blocks, *later) if span[0] < span[1]], START)
    works = {}
    for at in range(draw(st.integers(0, 8))):
        due = draw(st.sampled_from([None, None, *range(5)]))
        deadline = moment(due, 18) if due is not None else moment(7, 0)
        origins = ("day", "left", "week") if standing else ("left", "week")
        works[f"T{at}"] = Work(
            f"T{at}", f"Task {at}", "F1", 60, draw(st.integers(2, 16)) * 15,
            draw(st.sampled_from(origins)), "2026-11-22", "due" if due is not None else None,
            False, deadline, draw(st.sampled_from((None, 1, 2, 3))), 0, None,
            whole and draw(st.booleans()), None, float(at),
        )  # fmt: skip
    return DayFacts(
        DAY, DAY, UTC_ZONE, START, START, moment(1, 0), moment(7, 0),
        tuple(slot(at, length) for at, length in enumerate(today)),
        {"F1": axis}, works, {"F1": "Writing"}, frozenset(), {},
    )  # fmt: skip


def on_axis(given_facts):
    return [
        Job(work.minutes, given_facts.from_start(work, "F1"), key=work.ref)
        for work in given_facts.works.values()
    ]


@settings(max_examples=400)
@given(facts(standing=False, whole=False))
def test_the_proposal_causes_no_overload_that_can_be_avoided(given_facts) -> None:
    found = Deciding(given_facts).plan({}, {})

    if first_overload(on_axis(given_facts)) is None:
        assert found.overloads == ()


@settings(max_examples=300)
@given(facts(standing=False))
def test_no_block_of_the_proposal_is_over(given_facts) -> None:
    found = Deciding(given_facts).plan({}, {})

    assert [block.over for block in found.blocks] == [0] * len(found.blocks)
    assert not any(one.on_day for one in found.overloads)


@settings(max_examples=300)
@given(facts(), st.dictionaries(st.sampled_from([f"T{at}" for at in range(8)]), st.booleans()))
def test_every_minute_that_is_chosen_is_in_a_block_or_told(given_facts, choices) -> None:
    found = Deciding(given_facts).plan(choices, {})

    placed = sum(block.minutes for block in found.blocks)
    told = sum(one.minutes for one in found.unplaced)
    assert placed + told == sum(given_facts.works[one].minutes for one in found.chosen)


@settings(max_examples=200)
@given(facts(), st.dictionaries(st.sampled_from([f"T{at}" for at in range(8)]), st.booleans()))
def test_a_plan_does_not_depend_on_what_was_asked_before(given_facts, choices) -> None:
    deciding = Deciding(given_facts)
    before = deciding.plan({}, {})

    after = deciding.plan(choices, {})

    assert after == Deciding(given_facts).plan(choices, {})
    assert deciding.plan({}, {}) == before


@settings(max_examples=200)
@given(facts(), st.randoms(use_true_random=False))
def test_the_order_of_the_records_changes_nothing(given_facts, chance) -> None:
    works = list(given_facts.works.items())
    chance.shuffle(works)
    shuffled = given_facts._replace(works=dict(works))

    assert Deciding(shuffled).plan({}, {}) == Deciding(given_facts).plan({}, {})


@settings(max_examples=200)
@given(facts())
def test_the_suggested_cut_of_the_day_mends_the_day(given_facts) -> None:
    deciding = Deciding(given_facts)
    choices = {}
    for _again in range(len(given_facts.works) + 1):
        found = deciding.plan(choices, {})
        over = [one for one in found.overloads if one.on_day]
        if not over:
            break
        choices |= dict.fromkeys(over[0].cut, False)

    assert not over
