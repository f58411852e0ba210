"""Every signal by hand, and the laws that no records may break."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.contractor_signals import ORDER, contact_of, signal_of, waits_on_owner
from cockpit.domain.delegating.dossier import Dossier
from cockpit.domain.delegating.measures.budget import at_risk, budgets_of
from cockpit.domain.delegating.measures.load import load_of
from cockpit.domain.delegating.measures.movement import stalls_of
from cockpit.domain.delegating.measures.playbook import playbook
from cockpit.domain.delegating.measures.punctuality import OnTime, fair_due, on_time
from cockpit.domain.delegating.measures.signals import lamp_of, measures_of
from cockpit.domain.delegating.measures.trust import FIRST_JOB, STAGES, payback_of, ramp_of
from cockpit.domain.delegating.waiting import owners_turns
from cockpit.domain.identity import format_instant

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
MADE = "2026-10-01T08:00:00Z"


def at(days: float) -> str:
    """A stored instant so many days from now."""
    return format_instant(NOW + timedelta(days=days))


def work(state: str = "working", **fields: Any) -> dict[str, Any]:
    base = {
        "contractor": "C1",
        "title": "Banner",
        "created_at": MADE,
        "state": state,
        "sent_at": at(-20),
    }
    return {name: value for name, value in {**base, **fields}.items() if value is not None}


def approved(minutes: int | None = 60, function: str | None = None) -> dict[str, Any]:
    return work(
        "approved",
        due=at(-5),
        delivered_at=at(-6),
        decided_at=at(-5),
        closed_at=at(-5),
        estimate_minutes=minutes,
        function=function,
    )


def dossier(*jobs: dict[str, Any], **more: Any) -> Dossier:
    person = {"name": "Ana", "created_at": MADE, **more.pop("person", {})}
    return Dossier("C1", person, {f"A{n}": one for n, one in enumerate(jobs, 1)}, **more)


def money(minor: int, currency: str = "EUR") -> dict[str, Any]:
    return {"minor": minor, "currency": currency}


# -- on time ---------------------------------------------------------------------------------


def move(by: str, before: float, after: float) -> dict[str, Any]:
    return {"at": at(-10), "by": by, "before": at(before), "after": at(after)}


@pytest.mark.parametrize(
    ("moves", "fair"),
    [
        ([], -1),
        ([move("owner", -5, -1)], -1),
        ([move("contractor", -5, -1)], -5),
        ([move("contractor", -9, -5), move("contractor", -5, -1)], -9),
        ([move("contractor", -9, -5), move("owner", -5, -1)], -1),
        ([move("owner", -9, -5), move("contractor", -5, -1)], -5),
    ],
)
def test_the_due_by_which_he_is_judged(moves: list[dict[str, Any]], fair: float) -> None:
    assert fair_due(work(due=at(-1), due_moves=moves)) == at(fair)


@pytest.mark.parametrize(
    ("job", "kept", "n"),
    [
        (work("delivered", due=at(-1), delivered_at=at(-2)), 1, 1),
        (work("delivered", due=at(-1), delivered_at=at(-1)), 1, 1),
        (work("delivered", due=at(-2), delivered_at=at(-1)), 0, 1),
        (work("working", due=at(-1)), 0, 1),  # overdue and undelivered: late at once
        (work("working", due=at(1)), 0, 0),
        (work("working"), 0, 0),
        (work("draft", due=at(-1), sent_at=None), 0, 0),
        (work("cancelled", due=at(-1), closed_at=at(-2)), 0, 0),
        (work("cancelled", due=at(-2), closed_at=at(-1)), 0, 1),
        (work("changes_requested", due=at(-1), delivered_at=at(-2)), 1, 1),
    ],
)
def test_what_counts_as_kept(job: dict[str, Any], kept: int, n: int) -> None:
    found = on_time(dossier(job), format_instant(NOW))
    assert (found.kept, found.n) == (kept, n)


def test_the_first_version_counts_and_not_the_last() -> None:
    job = work("delivered", due=at(-3), delivered_at=at(-1))
    versions = {"A1": [{"at": at(-4), "version": 1}, {"at": at(-1), "version": 2}]}
    assert on_time(dossier(job, versions=versions), format_instant(NOW)).kept == 1


@pytest.mark.parametrize(
    ("kept", "n", "grade"),
    [
        (4, 4, "too_few"),
        (5, 5, "mixed"),
        (6, 6, "mixed"),
        (7, 7, "reliable"),  # the first unbroken row whose lower bound reaches 0.80
        (6, 7, "mixed"),
        (2, 6, "often_late"),
        (0, 5, "often_late"),
    ],
)
def test_what_may_be_said_of_his_dues(kept: int, n: int, grade: str) -> None:
    good, bad = approved(), work("working", due=at(-1))
    found = on_time(dossier(*[good] * kept, *[bad] * (n - kept)), format_instant(NOW))
    assert found.grade == grade
    assert found.words == f"on time {kept} of {n}" + (
        ": too few to tell" if grade == "too_few" else ""
    )


JOBS = st.builds(
    lambda due, delivered, moves: work(
        "delivered" if delivered is not None else "working",
        due=at(due),
        delivered_at=at(delivered) if delivered is not None else None,
        due_moves=moves,
    ),
    st.integers(-9, 9),
    st.one_of(st.none(), st.integers(-9, 0)),
    st.lists(
        st.builds(move, st.sampled_from(["owner", "contractor"]), st.integers(-9, 0),
                  st.integers(-9, 9)),
        max_size=3,
    ),
)  # fmt: skip


def counted(jobs: list[dict[str, Any]]) -> OnTime:
    return on_time(dossier(*jobs), format_instant(NOW))


@given(st.lists(JOBS, max_size=12))
def test_bounds_hold_the_share(jobs: list[dict[str, Any]]) -> None:
    found = counted(jobs)
    assert 0 <= found.lower <= found.upper <= 1
    if found.n:
        assert found.lower <= found.kept / found.n <= found.upper


@given(st.lists(JOBS, min_size=1, max_size=8), st.integers(1, 30))
def test_a_due_that_he_moves_never_helps_him(jobs: list[dict[str, Any]], days: int) -> None:
    first, *rest = jobs
    later = at(days + 9)
    asked = {"at": at(0), "by": "contractor", "before": first["due"], "after": later}
    moved = {**first, "due": later, "due_moves": [*first["due_moves"], asked]}
    before, after = counted(jobs), counted([moved, *rest])
    assert (after.kept, after.n) == (before.kept, before.n)


@given(st.lists(JOBS, max_size=10))
def test_an_overdue_job_never_raises_his_share(jobs: list[dict[str, Any]]) -> None:
    before, after = counted(jobs), counted([*jobs, work("working", due=at(-1))])
    assert after.lower <= before.lower or before.n == 0
    assert after.kept == before.kept
    assert after.n == before.n + 1


# -- contact -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "name"),
    [(0, None), (7, None), (7.1, "due_contact"), (9, "due_contact"), (9.1, "dark"), (40, "dark")],
)
def test_silence_by_cadence_and_grace(days: float, name: str | None) -> None:
    person = {"created_at": MADE, "cadence_days": 7, "last_contact": at(-days)}
    found = contact_of(person, NOW)
    assert (found.name if found else None) == name


@given(st.integers(1, 365), st.integers(0, 60), st.integers(0, 400))
def test_any_incoming_contact_makes_contact_ok(cadence: int, grace: int, silent: int) -> None:
    person = {"created_at": at(-silent), "cadence_days": cadence, "grace_days": grace}
    assert contact_of({**person, "last_contact": at(0)}, NOW) is None


@pytest.mark.parametrize("status", ["prospect", "vetting", "paused", "ended"])
def test_who_is_not_at_work_may_be_silent(status: str) -> None:
    assert contact_of({"created_at": MADE, "cadence_days": 1, "status": status}, NOW) is None


def test_the_playbook_has_steps_for_silence_and_none_without() -> None:
    assert playbook("ok") == ()
    assert len(playbook("dark")) > len(playbook("due_contact")) > 0


# -- load ----------------------------------------------------------------------------------------


def load(capacity: int, *jobs: tuple[int | None, float | None]) -> Any:
    person = {"capacity_minutes": capacity}
    made = [
        work(estimate_minutes=size, due=at(days) if days is not None else None)
        for size, days in jobs
    ]
    return load_of(dossier(*made, person=person), NOW)


@pytest.mark.parametrize(
    ("capacity", "jobs", "unfit", "over"),
    [
        (600, [(600, 7)], None, 0),
        (600, [(601, 7)], "A1", 1),
        (600, [(300, 3.5), (300, 7)], None, 0),
        (600, [(300, 3.5), (301, 7)], "A2", 1),
        (600, [(301, 7), (300, 3.5)], "A1", 1),
        (600, [(301, 3.5), (300, 7)], "A1", 1),
        (600, [(9000, None)], None, 0),  # nothing falls due
        (600, [(100, -1), (501, 7)], "A2", 1),  # what is late comes first
        (600, [(9000, -1)], None, 0),  # late is late, and told as such
        (0, [(1, 7)], "A1", 1),
        (600, [(None, 1)], None, 0),
    ],
)
def test_the_job_that_cannot_be_finished(
    capacity: int, jobs: list[tuple[int | None, float | None]], unfit: str | None, over: int
) -> None:
    found = load(capacity, *jobs)
    assert (found.unfit, found.over) == (unfit, over)


def test_busy_until_and_what_is_unknown() -> None:
    found = load(600, (300, 7), (None, 7))
    assert found.busy_until == NOW + timedelta(days=3.5)
    assert found.sizeless == ("A2",)
    assert load(0, (60, 7)).busy_until is None
    assert load_of(dossier(work(estimate_minutes=60)), NOW) is None  # no capacity is unknown
    handed_in = work("delivered", estimate_minutes=600, due=at(1), delivered_at=at(0))
    assert load_of(dossier(handed_in, person={"capacity_minutes": 60}), NOW).minutes == 0


@pytest.mark.parametrize(
    ("capacity", "jobs", "spare"),
    [
        (600, [], 600),
        (600, [(200, 7)], 400),
        (600, [(200, 4), (100, None)], 400),  # what falls due never takes no time from the week
        (600, [(900, 14)], 300),  # the second week lends nothing that it needs itself
        (600, [(300, 14)], 600),
        (600, [(600, 7)], 0),
        (600, [(601, 7)], 0),
        (600, [(100, -1)], 500),
        (0, [], 0),
    ],
)
def test_what_is_left_of_the_week(
    capacity: int, jobs: list[tuple[int | None, float | None]], spare: int
) -> None:
    assert load(capacity, *jobs).spare == spare


@given(
    st.lists(st.tuples(st.integers(1, 900), st.integers(-3, 20)), max_size=6),
    st.integers(1, 3000),
)
def test_what_is_spare_is_the_largest_job_of_a_week_that_still_fits(
    jobs: list[tuple[int, int]], capacity: int
) -> None:
    before = load(capacity, *jobs)
    if before.unfit is None:
        assert load(capacity, *jobs, (before.spare or 1, 7)).unfit is None or before.spare == 0
        assert load(capacity, *jobs, (before.spare + 1, 7)).unfit is not None


@given(
    st.lists(st.tuples(st.integers(1, 900), st.integers(-3, 20)), max_size=6),
    st.integers(0, 3000),
    st.integers(0, 3000),
)
def test_more_capacity_never_worsens_the_load(
    jobs: list[tuple[int, int]], capacity: int, more: int
) -> None:
    before, after = load(capacity, *jobs), load(capacity + more, *jobs)
    if before.unfit is None:
        assert after.unfit is None


# -- ramp-up and training ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sizes", "most", "stage"),
    [
        ([], FIRST_JOB, "first"),
        ([None], FIRST_JOB, "learning"),
        ([60], 120, "learning"),
        ([60, 240, 90], 480, "growing"),
        ([60] * 6, 120, "trusted"),
    ],
)
def test_the_next_job_is_at_most_twice_the_largest_approved(
    sizes: list[int | None], most: int, stage: str
) -> None:
    jobs = [approved(size, "F1") for size in sizes]
    other = approved(9000, "F2")  # another function does not help
    unjudged = work("delivered", estimate_minutes=9000, function="F1", delivered_at=at(0))
    found = ramp_of(dossier(*jobs, other, unjudged), "F1")
    assert (found.most, found.stage.name) == (most, stage)


def test_stages_ask_for_less_the_more_was_approved() -> None:
    assert [one.from_approved for one in STAGES] == sorted(one.from_approved for one in STAGES)
    assert [one.cadence_days for one in STAGES] == sorted(one.cadence_days for one in STAGES)


@pytest.mark.parametrize(
    ("taught", "sizes", "run"),
    [(120, [60, 60], 2), (121, [60], 3), (30, [60], 1), (60, [None], None), (90, [30, 60, 90], 2)],
)
def test_the_run_that_pays_the_training_back(
    taught: int, sizes: list[int | None], run: int | None
) -> None:
    feedback = [{"kind": "teach", "minutes": taught}, {"kind": "praise", "minutes": 500}]
    found = payback_of(dossier(*[approved(size) for size in sizes], feedback=feedback))
    assert found is not None
    assert found.payback_run == run


def test_without_training_there_is_nothing_to_pay_back() -> None:
    assert payback_of(dossier(approved(), feedback=[{"kind": "praise"}])) is None


# -- money -------------------------------------------------------------------------------------------


def terms(**fields: Any) -> dict[str, Any]:
    base = {"terms": "hourly", "contractor": "C1", "budget": money(10000), "created_at": MADE}
    return {**base, **fields}


def paid(minor: int, day: str, currency: str = "EUR", **more: Any) -> dict[str, Any]:
    return {"amount": money(minor, currency), "paid": day, "closed_at": at(-1), **more}


@pytest.mark.parametrize(
    ("agreed", "payments", "over", "fast"),
    [
        (terms(), [paid(10000, "2026-11-02")], False, False),
        (terms(), [paid(10001, "2026-11-02")], True, False),
        (terms(), [paid(6000, "2026-11-02"), {"amount": money(4001)}], True, False),
        (terms(), [paid(20000, "2026-11-02", "USD")], False, False),
        (terms(every="month"), [paid(20000, "2026-10-31")], False, False),
        (terms(every="month"), [paid(9300, "2026-11-01")], False, True),  # 23 of 30 days
        (terms(every="month"), [paid(9100, "2026-11-01")], False, False),
        (terms(every="week"), [paid(9900, "2026-11-23")], False, False),  # too early to tell
        (terms(terms="recurring", every="month"), [paid(9900, "2026-11-01")], False, False),
        (terms(function="F1"), [paid(10001, "2026-11-02", function="F2")], False, False),
        (terms(since="2026-11-01", until="2026-12-16"), [paid(7000, "2026-11-05")], False, True),
    ],
)
def test_the_budget_and_its_pace(
    agreed: dict[str, Any], payments: list[dict[str, Any]], over: bool, fast: bool
) -> None:
    own = dossier(
        engagements={"L1": agreed}, payments={f"M{n}": one for n, one in enumerate(payments)}
    )
    (found,) = budgets_of(own, TODAY)
    assert (found.is_over, found.is_too_fast) == (over, fast)


def test_another_currency_stands_apart() -> None:
    payments = {"M1": paid(4000, "2026-11-02"), "M2": paid(70, "2026-11-02", "USD")}
    (found,) = budgets_of(dossier(engagements={"L1": terms()}, payments=payments), TODAY)
    assert (found.spent, found.others) == (4000, {"USD": 70})


@pytest.mark.parametrize(
    ("job", "risk"),
    [
        (work("working"), True),
        (work("draft", sent_at=None), True),
        (work("cancelled", closed_at=at(-1)), True),
        (work("delivered", delivered_at=at(-1)), False),
        (work("changes_requested", delivered_at=at(-1)), False),
        (approved(), False),
    ],
)
def test_money_for_what_was_never_delivered_is_at_risk(job: dict[str, Any], risk: bool) -> None:
    payments = {
        "M1": paid(5000, "2026-11-02", assignment="A1"),
        "M2": {"amount": money(700), "assignment": "A1"},  # not paid: not at risk
    }
    assert at_risk(dossier(job, payments=payments)) == ({"A1": {"EUR": 5000}} if risk else {})


# -- movement, words, lamp, waiting -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("job", "check_ins", "days"),
    [
        (work(sent_at=at(-10)), [], 10),
        (work(sent_at=at(-9)), [], None),
        (work(sent_at=at(-30)), [{"assignment": "A1", "at": at(-12)}], 12),
        (work(sent_at=at(-30)), [{"assignment": "A1", "at": at(-1)}], None),
        (work(sent_at=at(-30)), [{"assignment": "A2", "at": at(-1)}], 30),
        (work(sent_at=at(-30)), [{"assignment": "A1", "at": at(-1), "direction": "outgoing"}], 30),
        (work(sent_at=at(-30), questions=[{"at": at(-2), "text": "?"}]), [], None),
        (work("draft", sent_at=None), [], None),
        (work("delivered", sent_at=at(-30), delivered_at=at(-29)), [], None),
    ],
)
def test_work_of_which_nothing_was_seen(
    job: dict[str, Any], check_ins: list[dict[str, Any]], days: int | None
) -> None:
    own = dossier(job, check_ins=check_ins, person={"cadence_days": 7, "grace_days": 2})
    assert [one.days for one in stalls_of(own, NOW)] == ([] if days is None else [days])


def test_without_a_cadence_that_of_the_stage_counts() -> None:
    assert [one.limit_days for one in stalls_of(dossier(work(sent_at=at(-5))), NOW)] == [4]


@pytest.mark.parametrize(
    ("own", "name"),
    [
        (dossier(), "idle"),
        (dossier(work(due=at(3), sent_at=at(0))), "working"),
        (dossier(work("draft", sent_at=None)), "draft"),
        (dossier(work(due=at(-1), sent_at=at(0))), "late"),
        (
            dossier(work("delivered", delivered_at=at(-1)), work("draft", sent_at=None)),
            "delivered",
        ),
        (dossier(person={"cadence_days": 7, "last_contact": at(-30)}), "dark"),
        (
            dossier(
                work(sent_at=at(0)),
                check_ins=[{"assignment": "A1", "at": at(-1), "status": "off_track"}],
            ),
            "off_track",
        ),
        (
            dossier(
                work(sent_at=at(0)),
                check_ins=[
                    {"assignment": "A1", "at": at(-2), "status": "off_track"},
                    {"assignment": "A1", "at": at(-1), "status": "on_track"},
                ],
            ),
            "working",
        ),
        (
            dossier(
                work(due=at(7), estimate_minutes=601, sent_at=at(0)),
                person={"capacity_minutes": 600},
            ),
            "overload",
        ),
        (dossier(work(sent_at=at(0), questions=[{"at": at(0), "text": "?"}])), "question"),
        (
            dossier(
                engagements={"L1": terms()},
                payments={"M1": paid(10001, "2026-11-02", what="x")},
            ),
            "over_budget",
        ),
        (dossier(work(sent_at=at(-12), due=at(1))), "stalled"),
    ],
)
def test_the_lamp_is_the_worst_signal_with_its_reason(own: Dossier, name: str) -> None:
    found = lamp_of(own, NOW, TODAY)
    assert found.name == name
    assert found.reason


@given(
    st.lists(JOBS, max_size=5),
    st.one_of(st.none(), st.integers(0, 3000)),
    st.one_of(st.none(), st.integers(1, 30)),
)
def test_no_measure_is_better_than_the_lamp(
    jobs: list[dict[str, Any]], capacity: int | None, cadence: int | None
) -> None:
    person = {"capacity_minutes": capacity, "cadence_days": cadence}
    own = dossier(*jobs, person={name: one for name, one in person.items() if one is not None})
    lamp = lamp_of(own, NOW, TODAY)
    told = [one.signal for one in measures_of(own, NOW, TODAY) if one.signal]
    told += [signal_of(body, NOW) for body in jobs]
    assert all(ORDER.index(lamp.name) <= ORDER.index(one.name) for one in told)


def test_what_is_not_known_is_a_question_and_never_well() -> None:
    levels = {one.name: one.level for one in measures_of(dossier(), NOW, TODAY)}
    assert levels == {"on_time": "unknown", "contact": "unknown", "load": "unknown"}


def test_what_waits_on_the_owner_stands_with_its_money_and_its_release() -> None:
    jobs = {
        "A1": work("delivered", delivered_at=at(-1)),
        "A2": work("delivered", delivered_at=at(-3)),
        "A3": work("draft", sent_at=None),
        "A4": work(questions=[{"at": at(-2), "text": "Which red?"},
                              {"at": at(-9), "text": "Old", "answered_at": at(-8)}]),
        "A5": work(),
    }  # fmt: skip
    payments = [{"amount": money(28000), "assignment": "A2"}, {"amount": money(5, "USD")}]
    found = owners_turns(jobs, payments, [terms(release_days=14)])
    assert [(one.kind, one.reference) for one in found] == [
        ("verdict", "A2"), ("verdict", "A1"), ("question", "A4"), ("draft", "A3"),
    ]  # fmt: skip
    assert found[0].sums == {"EUR": 28000}
    assert found[0].releases == NOW + timedelta(days=11)
    assert found[2].words == "Which red?"
    assert [key for key, body in jobs.items() if waits_on_owner(body)] == ["A1", "A2", "A3", "A4"]
