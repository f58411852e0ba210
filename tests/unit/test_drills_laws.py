"""Laws of the drill, on any business: who is gone never helps, what is added never harms."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.drills.cover import cover, score, single_losses, worst_single_loss
from cockpit.domain.drills.drill import drill, losses, overview
from cockpit.domain.drills.facts import Access, Asset, Facts, Function, Helper, Procedure, Run
from cockpit.domain.drills.mending import bundles, with_steps
from cockpit.domain.drills.questions import completeness, questions
from cockpit.domain.drills.rules import broken_rules

TODAY = date(2026, 11, 23)
WHO = st.sampled_from(["owner", "C1", "C2", "C3"])
CONTRACTOR = st.sampled_from(["C1", "C2", "C3"])
HOLDER = st.one_of(st.none(), WHO, st.sampled_from(["none", "Old Agency Ltd"]))
YES = st.sampled_from([None, True, False])
FUNCTION = st.sampled_from(["F1", "F2", "F3"])
TEXT = st.sampled_from([None, "handbook"])
PROCEDURE = st.sampled_from(["D1", "D2", "D3"])


def function(ref: str) -> st.SearchStrategy[Function]:
    backups = st.lists(WHO, max_size=2, unique=True).map(tuple)
    return st.builds(Function, st.just(ref), st.just(ref), st.one_of(st.none(), WHO), backups, YES)


def asset(ref: str) -> st.SearchStrategy[Asset]:
    return st.builds(
        Asset, st.just(ref), st.just(ref), st.lists(FUNCTION, unique=True).map(tuple), HOLDER, YES,
        HOLDER, HOLDER, TEXT,
        st.one_of(st.none(), st.integers(-5, 90).map(lambda days: TODAY + timedelta(days))),
        HOLDER, YES,
    )  # fmt: skip


ACCESS = st.builds(
    Access, st.just("G1"), st.sampled_from(["S1", "S2", "S3"]), CONTRACTOR,
    st.sampled_from(["admin", "use", "read"]), YES,
)  # fmt: skip
RUN = st.builds(Run, st.just("N1"), PROCEDURE, WHO, YES, YES)


def helper(ref: str) -> st.SearchStrategy[Helper]:
    return st.builds(
        Helper, st.just(ref), st.just(ref), st.sampled_from(["trial", "active", "paused"]),
        st.sampled_from([None, 0, 600]), st.sampled_from([None, 0, 600]),
    )  # fmt: skip


BUSINESS = st.builds(
    Facts,
    st.just(TODAY),
    st.tuples(*(function(one) for one in ("F1", "F2", "F3"))),
    st.tuples(*(asset(one) for one in ("S1", "S2", "S3"))),
    st.lists(ACCESS, max_size=5).map(tuple),
    st.lists(st.builds(Procedure, PROCEDURE, st.just("how"), FUNCTION, TEXT), max_size=3,
             unique_by=lambda one: one.ref).map(tuple),
    st.lists(RUN, max_size=5).map(tuple),
    st.lists(CONTRACTOR, unique=True).flatmap(
        lambda found: st.tuples(*(helper(one) for one in sorted(found)))
    ),
)  # fmt: skip
GONE = st.frozensets(st.one_of(WHO, st.just("Old Agency Ltd")))


def levels(facts: Facts, gone: frozenset[str]) -> list[int]:
    return [cover(facts, one, gone) for one in facts.functions]


def never_lower(before: list[int], after: list[int]) -> bool:
    return all(one <= other for one, other in zip(before, after, strict=True))


@given(BUSINESS, GONE, GONE)
def test_removing_more_people_never_raises_anything(
    facts: Facts, gone: frozenset[str], more: frozenset[str]
) -> None:
    assert never_lower(levels(facts, gone | more), levels(facts, gone))
    assert (score(facts, gone | more) or 0) <= (score(facts, gone) or 0)


@given(BUSINESS)
def test_removing_nobody_changes_nothing(facts: Facts) -> None:
    assert not any(one.stops for one in losses(facts, frozenset()))
    assert broken_rules(facts, frozenset()) == []


@given(BUSINESS, GONE, ACCESS)
def test_an_access_more_never_lowers(facts: Facts, gone: frozenset[str], access: Access) -> None:
    more = facts._replace(access=(*facts.access, access))

    assert never_lower(levels(facts, gone), levels(more, gone))


@given(BUSINESS, GONE, RUN)
def test_a_run_more_never_lowers(facts: Facts, gone: frozenset[str], run: Run) -> None:
    more = facts._replace(runs=(*facts.runs, run))

    assert never_lower(levels(facts, gone), levels(more, gone))
    assert (worst_single_loss(facts) or 0) <= (worst_single_loss(more) or 0)


@given(BUSINESS, GONE, FUNCTION, TEXT)
def test_a_procedure_more_never_lowers(
    facts: Facts, gone: frozenset[str], of: str, where: str | None
) -> None:
    more = facts._replace(procedures=(*facts.procedures, Procedure("D9", "new", of, where)))

    assert never_lower(levels(facts, gone), levels(more, gone))


@given(BUSINESS, GONE, st.data())
def test_not_known_is_never_better_than_any_answer(
    facts: Facts, gone: frozenset[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, 2))
    field = data.draw(st.sampled_from(["registered_to", "owner_admin", "second_factor"]))
    answer = data.draw(YES.filter(lambda one: one is not None) if field == "owner_admin" else WHO)

    def with_answer(value: object) -> Facts:
        assets = list(facts.assets)
        assets[at] = assets[at]._replace(**{field: value})
        return facts._replace(assets=tuple(assets))

    assert never_lower(levels(with_answer(None), gone), levels(with_answer(answer), gone))
    unknown = {one.key for one in questions(with_answer(None))}
    assert f"{facts.assets[at].ref}.{field}" in unknown


@given(BUSINESS)
def test_the_score_of_the_business_is_the_least_of_the_single_losses(facts: Facts) -> None:
    alone = [drill(facts, who).score for who in facts.losable()]

    assert worst_single_loss(facts) == min((one for one in alone if one is not None), default=None)
    assert overview(facts).score == worst_single_loss(facts)
    assert [value for _who, value in single_losses(facts)] == sorted(
        one for one in alone if one is not None
    )


@given(BUSINESS, GONE)
def test_every_bundle_raises_its_function_and_lowers_none(
    facts: Facts, gone: frozenset[str]
) -> None:
    for bundle in bundles(facts, gone):
        after = with_steps(facts, bundle.steps)
        assert never_lower(levels(facts, gone), levels(after, gone))
        assert bundle.gain > 0
        assert bundle.after >= bundle.level
        assert bundle.minutes > 0


@given(BUSINESS)
def test_completeness_is_whole_exactly_when_nothing_is_asked(facts: Facts) -> None:
    assert (completeness(facts) == 100) == (not questions(facts))
