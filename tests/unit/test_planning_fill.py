"""Filling stretches of free time: nothing is lost, nothing is cut too small, nothing overflows."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.planning import Job, fill
from cockpit.errors import WrongUse

slots_of = st.lists(st.integers(0, 130), max_size=5)


@st.composite
def filling(draw):
    slots = draw(slots_of)
    sizes = draw(st.lists(st.integers(1, 150), max_size=7))
    total = sum(slots)
    jobs = [Job(size, draw(st.integers(0, total)), key=f"T{at}") for at, size in enumerate(sizes)]
    some = st.sets(st.sampled_from([job.key for job in jobs])) if jobs else st.just(set())
    pins = dict.fromkeys(draw(some), 0) if slots else {}
    return {
        "slots": slots,
        "jobs": jobs,
        "whole": draw(some),
        "pins": {key: draw(st.integers(0, len(slots) - 1)) for key in pins},
        "last": draw(some),
    }


def run(asked):
    return fill(
        asked["slots"],
        asked["jobs"],
        whole=asked["whole"],
        pins=asked["pins"],
        last=asked["last"],
    )


def pieces(found):
    """Slot, key and minutes of every piece."""
    return [(at, one.job.key, one.minutes) for at, slot in enumerate(found.slots) for one in slot]


@given(filling())
def test_what_is_placed_and_what_is_not_are_what_was_asked(asked) -> None:
    found = run(asked)
    minutes = Counter()
    for _at, key, length in pieces(found):
        minutes[key] += length
    for one in found.unfit:
        minutes[one.job.key] += one.minutes

    assert minutes == Counter({job.key: job.minutes for job in asked["jobs"]})


@given(filling())
def test_no_slot_is_given_more_than_it_holds(asked) -> None:
    found = run(asked)

    for room, slot in zip(asked["slots"], found.slots, strict=True):
        assert sum(one.minutes for one in slot) <= room


@given(filling())
def test_no_split_leaves_a_piece_under_a_quarter_of_an_hour(asked) -> None:
    found = run(asked)
    whole_length = {job.key: job.minutes for job in asked["jobs"]}

    for _at, key, length in pieces(found):
        assert length >= 15 or length == whole_length[key]
    for one in found.unfit:
        assert one.minutes >= 15 or one.minutes == one.job.minutes


@given(filling())
def test_a_whole_job_is_in_one_piece_or_nowhere(asked) -> None:
    found = run(asked)

    for job in asked["jobs"]:
        if job.key in asked["whole"]:
            own = [length for _at, key, length in pieces(found) if key == job.key]
            assert own in ([], [job.minutes])


@given(filling())
def test_a_pinned_job_is_in_its_slot_only(asked) -> None:
    found = run(asked)

    for at, key, _length in pieces(found):
        assert asked["pins"].get(key, at) == at


@given(filling())
def test_a_job_that_is_left_out_has_nowhere_to_go(asked) -> None:
    found = run(asked)
    room = [
        slot - sum(one.minutes for one in placed)
        for slot, placed in zip(asked["slots"], found.slots, strict=True)
    ]

    for one in found.unfit:
        if one.reason == "room":
            assert max(room, default=0) < min(one.minutes, 15 if one.minutes >= 30 else 1000)
        if one.reason == "whole":
            assert max(room, default=0) < one.minutes


@given(filling())
def test_a_further_slot_makes_room_for_what_had_none(asked) -> None:
    # given splittable jobs that all fit
    plain = {**asked, "whole": set(), "pins": {}, "last": set()}
    plain["jobs"] = [job for job in asked["jobs"] if job.minutes >= 30]
    if run(plain).unfit:
        return

    more = run({**plain, "slots": [*plain["slots"], 60]})

    assert more.unfit == ()


@pytest.mark.parametrize(
    ("slots", "jobs", "settings", "expected"),
    [
        # unsplit where a slot takes it in time, in the order given
        ([60, 60], [("T1", 45, 120), ("T2", 45, 120)], {}, [(0, "T1", 45), (1, "T2", 45)]),
        # split, the rest never under a quarter of an hour
        ([60, 60], [("T1", 70, 120)], {}, [(0, "T1", 55), (1, "T1", 15)]),
        # what is too short to be split leaves the rest of a slot to others
        ([20, 60], [("T1", 25, 80), ("T2", 20, 80)], {}, [(1, "T1", 25), (0, "T2", 20)]),
        # due in the first block: split into it rather than put after its due
        ([30, 60], [("T1", 40, 45)], {}, [(0, "T1", 25), (1, "T1", 15)]),
        # whole ones by best fit, before what can be split
        ([90, 60], [("T1", 90, 150), ("T2", 60, 150)], {"whole": ["T2"]},
         [(0, "T1", 90), (1, "T2", 60)]),
        # whole and due: the block before its due, though another fits better
        ([90, 60], [("T1", 60, 90)], {"whole": ["T1"]}, [(0, "T1", 60)]),
        # pinned first
        ([60, 60], [("T1", 60, 120), ("T2", 60, 120)], {"pins": {"T2": 0}},
         [(1, "T1", 60), (0, "T2", 60)]),
        # the rest of the day
        ([60], [("T1", 240, 60), ("T2", 30, 60)], {"last": ["T1"]},
         [(0, "T1", 30), (0, "T2", 30)]),
        # whole ones in the order given do not fit, the longest first they do
        ([60, 30], [("T1", 30, 0), ("T2", 30, 0), ("T3", 20, 0)], {"whole": ["T1", "T2"]},
         [(1, "T1", 30), (0, "T2", 30), (0, "T3", 20)]),
    ],
)  # fmt: skip
def test_jobs_go_where_the_rule_says(slots, jobs, settings, expected) -> None:
    found = fill(slots, [Job(size, due, key=key) for key, size, due in jobs], **settings)

    assert sorted(pieces(found)) == sorted(expected)


@pytest.mark.parametrize(
    ("slots", "settings", "unfit"),
    [
        ([60, 60], {"whole": ["T1"]}, (90, "whole")),
        ([60], {}, (30, "room")),
        ([60, 60], {"pins": {"T1": 1}}, (30, "pinned")),
        ([], {}, (90, "room")),
        ([0, 0], {}, (90, "room")),
    ],
)
def test_what_does_not_fit_is_told_with_the_reason(slots, settings, unfit) -> None:
    found = fill(slots, [Job(90, 60, key="T1")], **settings)

    assert [(one.minutes, one.reason) for one in found.unfit] == [unfit]


def test_the_longest_first_finds_room_where_the_given_order_does_not() -> None:
    jobs = [Job(20, 200, key="T1"), Job(50, 200, key="T2"), Job(60, 200, key="T3")]
    whole = ["T1", "T2", "T3"]

    assert fill([70, 60], jobs, whole=whole).unfit == ()


@pytest.mark.parametrize(
    ("slots", "settings"),
    [
        ([-1], {}),
        ([True], {}),
        ([1.5], {}),
        ([60], {"pins": {"T1": 1}}),
        ([60], {"pins": {"T1": -1}}),
        ([60], {"least": 0}),
        ([60], {"least": True}),
    ],
)
def test_wrong_use_is_refused(slots, settings) -> None:
    with pytest.raises(WrongUse):
        fill(slots, [Job(30, 60, key="T1")], **settings)
