"""The drill, by hand: who is gone, what stops, why, what would mend it."""

from __future__ import annotations

from datetime import date

import pytest

from cockpit.domain.drills.cover import (
    COVERED,
    NO_ACCESS,
    NO_TIME,
    NOTHING_WRITTEN,
    UNTRIED,
    cover,
    most_stopped,
    score,
    single_losses,
    worst_single_loss,
)
from cockpit.domain.drills.drill import drill, losses, overview
from cockpit.domain.drills.facts import (
    Access,
    Asset,
    Facts,
    Function,
    Helper,
    Procedure,
    Run,
    facts_of,
    with_spare,
)
from cockpit.domain.drills.mending import bundles, with_steps
from cockpit.domain.drills.questions import completeness, questions
from cockpit.domain.drills.rules import broken_rules, is_stale

TODAY = date(2026, 11, 23)
ANA, BEN, WEB = "C1", "C2", "C3"
PEOPLE = (
    Helper(ANA, "Ana", capacity=600, spare=360),
    Helper(BEN, "Ben"),
    Helper(WEB, "Webguy", capacity=300, spare=300),
)
MINE = Asset(
    "S1", "Shop", ("F1",), registered_to="owner", owner_admin=True, recovery="owner",
    second_factor="owner", kept_where="safe, Shop", exit_ready=True,
)  # fmt: skip
HIS = Asset(
    "S2", "planner.example", ("F1", "F2"), registered_to=WEB, owner_admin=False, recovery=WEB,
    second_factor=WEB, expires=date(2026, 12, 20), paid_by=WEB, kind="domain",
)  # fmt: skip
WRITTEN = Procedure("D1", "Ship an order", "F1", "handbook, page 4")
GOOD = Run("N1", "D1", ANA, unaided=True, ok=True)


def business(**fields: object) -> Facts:
    facts = Facts(
        TODAY,
        functions=(Function("F1", "Shop", WEB),),
        assets=(MINE,),
        procedures=(WRITTEN,),
        people=PEOPLE,
    )
    return facts._replace(**fields)  # type: ignore[arg-type]


def level(facts: Facts, *gone: str) -> int:
    return cover(facts, facts.functions[0], frozenset(gone))


def test_the_primary_carries_on_with_what_he_needs() -> None:
    facts = business()

    assert level(facts) == COVERED
    assert level(facts, ANA, BEN) == COVERED


BACKUP = (Function("F1", "Shop", WEB, (ANA,)),)
LADDER = [
    ("no asset is known", {"assets": ()}, NO_ACCESS),
    ("nothing is written", {"procedures": ()}, NOTHING_WRITTEN),
    ("it is written nobody knows where", {"procedures": (WRITTEN._replace(where=None),)},
     NOTHING_WRITTEN),
    ("written for another function", {"procedures": (WRITTEN._replace(function="F2"),)},
     NOTHING_WRITTEN),
    ("written, and nobody tried it", {}, UNTRIED),
    ("only Webguy ran it", {"runs": (GOOD._replace(by=WEB),)}, UNTRIED),
    ("with help", {"runs": (GOOD._replace(unaided=False),)}, UNTRIED),
    ("unaided is not known", {"runs": (GOOD._replace(unaided=None),)}, UNTRIED),
    ("it went wrong", {"runs": (GOOD._replace(ok=False),)}, UNTRIED),
    ("a failure after a success", {"runs": (GOOD, GOOD._replace(ok=False)), "functions": BACKUP},
     COVERED),
    ("tried by one who promised no time", {"runs": (GOOD,)}, NO_TIME),
    ("by a backup", {"runs": (GOOD,), "functions": BACKUP}, COVERED),
    ("by a backup whose week is full",
     {"runs": (GOOD,), "functions": BACKUP, "people": (PEOPLE[0]._replace(spare=0),)}, NO_TIME),
    ("by a backup whose week is not known",
     {"runs": (GOOD,), "functions": BACKUP, "people": (PEOPLE[0]._replace(capacity=None, spare=None),)},
     NO_TIME),
    ("by a backup who is paused",
     {"runs": (GOOD,), "functions": BACKUP, "people": (PEOPLE[0]._replace(status="paused"),)},
     NO_TIME),
    ("by the owner, who named himself",
     {"runs": (GOOD._replace(by="owner"),),
      "functions": (Function("F1", "Shop", WEB, ("owner",)),)}, COVERED),
    ("the function needs no access at all",
     {"assets": (), "functions": (Function("F1", "Shop", WEB, needs_assets=False),)}, UNTRIED),
]  # fmt: skip


@pytest.mark.parametrize(("case", "fields", "expected"), LADDER, ids=[one[0] for one in LADDER])
def test_the_level_without_its_primary(case: str, fields: dict[str, object], expected: int) -> None:
    assert level(business(**fields), WEB) == expected, case


SHUT = [
    ("in his name", MINE._replace(registered_to=WEB)),
    ("nobody knows in whose name", MINE._replace(registered_to=None)),
    ("he holds the second factor", MINE._replace(second_factor=WEB)),
    ("nobody knows who holds the second factor", MINE._replace(second_factor=None)),
    ("the owner has no admin access", MINE._replace(owner_admin=False)),
    ("nobody knows whether he has", MINE._replace(owner_admin=None)),
]


@pytest.mark.parametrize(("case", "asset"), SHUT, ids=[one[0] for one in SHUT])
def test_one_asset_out_of_reach_is_no_access(case: str, asset: Asset) -> None:
    second = Asset("S9", "Mail", ("F1",), "owner", True, second_factor="none")
    facts = business(assets=(second, asset), access=(Access("G1", "S1", WEB, "admin", False),))

    assert level(facts, WEB) == NO_ACCESS, case


GRANTS = [
    ("his own login", Access("G1", "S1", ANA, "admin", False), UNTRIED),
    ("his own login, to use it", Access("G1", "S1", ANA, "use", False), UNTRIED),
    ("to look only", Access("G1", "S1", ANA, "read", False), NO_ACCESS),
    (
        "a shared one, whose second factor is gone",
        Access("G1", "S1", ANA, "admin", True),
        NO_ACCESS,
    ),
    ("nobody knows whether it is shared", Access("G1", "S1", ANA, "admin", None), NO_ACCESS),
    ("one of him who is gone", Access("G1", "S1", WEB, "admin", False), NO_ACCESS),
    ("one of somebody who is not at work", Access("G1", "S1", "C9", "admin", False), NO_ACCESS),
]


@pytest.mark.parametrize(("case", "grant", "expected"), GRANTS, ids=[one[0] for one in GRANTS])
def test_another_login_opens_what_the_owner_cannot(case: str, grant: Access, expected: int) -> None:
    asset = MINE._replace(owner_admin=False, second_factor=WEB)

    assert level(business(assets=(asset,), access=(grant,)), WEB) == expected, case


def test_in_the_owners_absence_only_others_count() -> None:
    own_login = Access("G1", "S1", WEB, "use", False)

    assert level(business(), "owner") == NO_ACCESS
    assert level(business(access=(own_login,)), "owner") == COVERED
    assert level(business(access=(own_login._replace(shared=True),)), "owner") == NO_ACCESS


def test_hard_rules_come_first_and_name_whom_they_hang_on() -> None:
    facts = business(assets=(MINE, HIS))

    told = [(one.rule, one.asset, one.who) for one in broken_rules(facts, frozenset({WEB}))]

    assert told == [
        ("registered", "S2", WEB),
        ("admin", "S2", None),
        ("second_factor", "S2", WEB),
        ("recovery", "S2", WEB),
        ("pointer", "S2", None),
        ("expires", "S2", WEB),
    ]
    assert broken_rules(facts, frozenset({ANA})) == []
    assert broken_rules(facts, frozenset()) == []


@pytest.mark.parametrize(("ends", "broken"), [(60, True), (61, False), (0, True), (-3, True)])
def test_soon_is_two_months(ends: int, broken: bool) -> None:
    expires = date.fromordinal(TODAY.toordinal() + ends)
    facts = business(assets=(MINE._replace(paid_by=WEB, expires=expires),))

    rules = [one.rule for one in broken_rules(facts, frozenset({WEB}))]

    assert rules == (["expires"] if broken else [])


def test_what_is_not_known_is_a_question_and_no_broken_rule() -> None:
    facts = business(assets=(Asset("S1", "Shop", ("F1",)),), access=(Access("G1", "S1", WEB),))

    assert [one.rule for one in broken_rules(facts, frozenset({WEB}))] == ["pointer"]
    assert [one.key for one in questions(facts)] == [
        "S1.registered_to", "S1.owner_admin", "S1.second_factor", "S1.recovery", "S1.kept_where",
        "G1.shared", "S1.exit_ready",
    ]  # fmt: skip


def test_in_the_owners_absence_his_own_hold_is_the_danger() -> None:
    facts = business(assets=(MINE._replace(paid_by="owner", expires=TODAY),))

    told = [one.rule for one in broken_rules(facts, frozenset({"owner"}))]

    assert told == ["admin", "second_factor", "recovery", "expires"]


def test_only_the_functions_that_lose_cover_stop() -> None:
    functions = (Function("F1", "Shop", WEB), Function("F2", "Site", BEN), Function("F3", "Books"))
    facts = business(functions=functions, assets=(MINE, HIS))

    found = losses(facts, frozenset({WEB}))

    assert [(one.name, one.before, one.level, one.stops) for one in found] == [
        ("Shop", 4, 0, True),
        ("Site", 4, 0, True),
        ("Books", 0, 0, False),
    ]


def test_the_score_of_the_business_is_its_worst_single_loss() -> None:
    functions = (Function("F1", "Shop", WEB), Function("F2", "Site", BEN))
    facts = business(functions=functions, assets=(MINE, HIS))

    assert single_losses(facts) == [(WEB, 0), (BEN, 62), (ANA, 100)]
    assert worst_single_loss(facts) == 0 == overview(facts).score
    assert [one.subject for one in overview(facts).losses] == [WEB, BEN, ANA]
    assert overview(facts).owner.score == 50  # Webguy gets into both, Ben's site hangs on it


def test_somebody_outside_who_holds_something_can_be_lost_too() -> None:
    facts = business(assets=(MINE._replace(registered_to="Old Agency Ltd"),))

    found = drill(facts, "Old Agency Ltd")

    assert ([one.name for one in found.stops], found.score) == (["Shop"], 0)
    assert "Old Agency Ltd" in [one.subject for one in overview(facts).losses]


def test_nothing_to_judge_by_is_no_score() -> None:
    assert score(business(functions=())) is None
    assert worst_single_loss(business(people=())) is None
    assert completeness(Facts(TODAY)) == 0


def test_a_bundle_holds_all_that_its_function_lacks() -> None:
    functions = (Function("F1", "Shop", WEB), Function("F2", "Site", BEN))
    facts = business(functions=functions, assets=(MINE, HIS), runs=(GOOD,))

    found = {one.name: one for one in bundles(facts, frozenset({WEB}))}

    assert [(one.kind, one.ref, one.person) for one in found["Site"].steps] == [
        ("register", "S2", None), ("admin", "S2", None), ("factor", "S2", None),
        ("recovery", "S2", None), ("pay", "S2", None), ("pointer", "S2", None),
    ]  # fmt: skip
    assert [(one.kind, one.ref, one.person) for one in found["Shop"].steps][6:] == [
        ("backup", "F1", ANA)
    ]
    assert (found["Site"].level, found["Site"].after, found["Shop"].after) == (0, 4, 4)
    # with the domain back Ben's site runs again, and the shop is written and tried by Ana
    assert found["Site"].gain == 50 + 37.5
    assert found["Shop"].gain == 100


def test_fixes_stand_by_gain_for_each_minute() -> None:
    functions = (Function("F1", "Shop", WEB), Function("F2", "Site", WEB, needs_assets=False))
    facts = business(functions=functions)

    ranked = bundles(facts, frozenset({WEB}))

    # the shop is written down already, for the site that is an hour more
    assert [one.name for one in ranked] == ["Shop", "Site"]
    assert ranked[0].worth > ranked[1].worth


def test_with_all_steps_done_the_function_is_covered() -> None:
    facts = business(assets=(MINE, HIS), procedures=())
    gone = frozenset({WEB})
    (bundle,) = bundles(facts, gone)

    assert level(with_steps(facts, bundle.steps), WEB) == COVERED


def test_a_function_without_assets_asks_for_them() -> None:
    facts = business(assets=())
    asked = [one.key for one in questions(facts, frozenset({WEB}))]

    assert "F1.needs_assets" in asked


def test_a_loss_asks_only_what_matters_for_it() -> None:
    other = Asset("S7", "Fonts", ("F2",))
    functions = (Function("F1", "Shop", WEB), Function("F2", "Site", BEN))
    own = Access("G1", "S7", BEN, "admin", False)
    known = other._replace(registered_to="owner", owner_admin=True, second_factor="none")
    facts = business(functions=functions, assets=(MINE, known), access=(own,))

    assert {one.ref for one in questions(facts)} == {"S7"}
    assert questions(facts, frozenset({WEB})) == []


def test_stored_bodies_become_facts() -> None:
    tables = {
        "function": {1: {"name": "Shop", "primary": "C3"}, 2: {"name": "Choir", "personal": True}},
        "asset": {1: {"name": "Shop", "registered_to": "webGUY", "second_factor": "Nobody",
                      "recovery": "me", "paid_by": "The bank", "expires": "2026-12-01"}},
        "grant": {1: {"asset": "S1", "contractor": "C3"}},
        "procedure": {1: {"name": "Ship", "function": "F1"}},
        "run": {1: {"procedure": "D1", "by": "owner", "at": "2026-11-01T09:00:00Z", "ok": True}},
        "contractor": {3: {"name": "Webguy"}, 4: {"name": "Zoe", "status": "prospect"}},
    }  # fmt: skip

    facts = facts_of(tables, TODAY, {"C9": "Old hand"})

    (asset,) = facts.assets
    assert [one.name for one in facts.functions] == ["Shop"]
    assert (asset.registered_to, asset.second_factor, asset.recovery) == ("C3", "none", "owner")
    assert (asset.paid_by, asset.expires) == ("The bank", date(2026, 12, 1))
    assert facts.people == (Helper("C3", "Webguy"),)
    assert with_spare(facts, {"C3": 90}).people == (Helper("C3", "Webguy", spare=90),)
    assert with_spare(facts, {}) is facts
    assert facts.access == (Access("G1", "S1", "C3"),)
    assert facts.runs == (Run("N1", "D1", "owner", None, True),)
    assert [facts.name_of(one) for one in ("C3", "C4", "C9", "The bank")] == [
        "Webguy", "Zoe", "Old hand", "The bank",
    ]  # fmt: skip


def test_whose_loss_stops_the_most_is_told_by_name_and_number() -> None:
    functions = (Function("F1", "Shop", WEB), Function("F2", "Site", BEN))
    facts = business(functions=functions, assets=(MINE, HIS))

    assert most_stopped(facts) == (WEB, 2)
    assert most_stopped(business(functions=(Function("F1", "Shop", "owner"),))) is None
    assert most_stopped(business(people=())) is None


@pytest.mark.parametrize(
    ("body", "stale"),
    [
        ({"reviewed": "2026-10-24", "review_days": 30}, True),
        ({"reviewed": "2026-10-25", "review_days": 30}, False),
        ({"written": "2026-01-01", "review_days": 30}, True),
        ({"reviewed": "2026-01-01"}, False),
        ({"review_days": 30}, False),
    ],
)
def test_a_procedure_is_stale_once_its_interval_has_passed(
    body: dict[str, object], stale: bool
) -> None:
    assert is_stale(body, TODAY) is stale


def test_a_loss_asks_first_about_what_is_lost() -> None:
    other = Asset("S0", "Fonts", ("F2",))
    functions = (Function("F1", "Shop", WEB), Function("F2", "Site", WEB))
    facts = business(functions=functions, assets=(other, HIS._replace(recovery=None)))

    asked = [one.ref for one in questions(facts, frozenset({WEB})) if one.field != "exit_ready"]

    assert asked[:2] == ["S2", "S2"]
    assert "S0" in asked
