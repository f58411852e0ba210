"""Access, procedures, answers, steps and drills, as they are written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions.continuity.access import (
    grant_access,
    log_login,
    log_rotation,
    review_grant,
    revoke_grant,
)
from cockpit.actions.continuity.answers import answer, meaning
from cockpit.actions.continuity.drills import (
    history_of,
    hold_all,
    hold_drill,
    keep_drill,
    keep_overview,
    read_subject,
)
from cockpit.actions.continuity.facts import drill_facts
from cockpit.actions.continuity.leaving import handover, leaving_checklist
from cockpit.actions.continuity.mending import do_steps, hint_of, steps_as_tasks
from cockpit.actions.continuity.procedures import log_run, review_procedure
from cockpit.actions.continuity.starter import offered, take_starter
from cockpit.actions.continuity.work import left_lying
from cockpit.actions.contractors import give_task, move_assignment
from cockpit.actions.delegating.dossiers import signals_of
from cockpit.actions.giving import give_request
from cockpit.actions.records import add_record, archive_record, edit_record
from cockpit.actions.requests import add_request
from cockpit.domain.drills.cover import COVERED, NO_TIME, cover
from cockpit.domain.drills.questions import Question, questions
from cockpit.errors import CockpitError, NotFound, Refused, WrongUse
from cockpit.store.workspace import Workspace
from tests.workspaces import advance, body, labels, open_workspace, stored, with_hours

TODAY = "2026-11-23"


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """Webguy holds the domain on which the site stands; Ana once shipped an order alone."""
    workspace = with_hours(open_workspace(tmp_path))
    for name in ("Webguy", "Ana"):
        add_record(workspace, "contractor", {"name": name})
    add_record(workspace, "function", {"name": "Site", "primary": "C1"})
    add_record(workspace, "function", {"name": "Shipping", "primary": "owner", "backups": ["C2"]})
    domain = {"name": "planner.example", "kind": "domain", "functions": ["F1"]}
    held = dict.fromkeys(("registered_to", "second_factor", "recovery"), "C1")
    add_record(workspace, "asset", {**domain, **held, "owner_admin": False})
    own = dict.fromkeys(("registered_to", "second_factor", "recovery"), "owner")
    shop = {"name": "Shop", "functions": ["F2"], "owner_admin": True, "kept_where": "safe, Shop"}
    add_record(workspace, "asset", {**shop, **own})
    add_record(
        workspace,
        "procedure",
        {"name": "Ship an order", "function": "F2", "where": "page 4", "written": "2026-01-10"},
    )
    yield workspace
    workspace.close()


# -- access ------------------------------------------------------------------------------------


def test_access_is_given_reviewed_and_revoked(ws: Workspace) -> None:
    grant = grant_access(ws, "s1", "C1", "admin", shared=True).ref
    assert body(ws, grant)["since"] == TODAY
    assert body(ws, grant)["review"] == "2027-02-21"

    advance(ws, days=100)
    review_grant(ws, grant)
    assert body(ws, grant)["review"] == "2027-06-01"

    change = revoke_grant(ws, grant)
    assert change.label == "Revoke G1: Webguy, planner.example; change its shared credential now"
    assert ws.live("grant") == {}
    ws.undo()
    assert list(ws.live("grant")) == [1]


def test_access_is_revoked_once(ws: Workspace) -> None:
    grant_access(ws, "S2", "C2", shared=False)
    assert revoke_grant(ws, "G1").label == "Revoke G1: Ana gets into Shop no more"

    with pytest.raises(WrongUse, match="G1 was revoked already"):
        revoke_grant(ws, "G1")


def test_one_has_one_live_grant_for_an_asset(ws: Workspace) -> None:
    grant_access(ws, "S2", "C2")
    with pytest.raises(WrongUse, match="C2 has access to S2 already: G1; edit that grant"):
        grant_access(ws, "S2", "C2", "admin")

    revoke_grant(ws, "G1")
    assert grant_access(ws, "S2", "C2").ref == "G2"


def test_own_logins_and_rotations_are_dated_and_never_ahead(ws: Workspace) -> None:
    from datetime import date

    log_login(ws, "S2", date(2026, 11, 20))
    log_login(ws, "S2", date(2026, 11, 2))
    log_rotation(ws, "S2")

    assert body(ws, "S2")["last_login"] == "2026-11-20"
    assert body(ws, "S2")["rotated"] == TODAY
    with pytest.raises(WrongUse, match="ahead of today"):
        log_login(ws, "S2", date(2026, 11, 24))


# -- what is refused ---------------------------------------------------------------------------

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("function", {"name": "x", "primary": "C1", "backups": ["C1"]}, "Webguy, who does it anyway"),
    ("function", {"name": "x", "primary": "owner", "backups": ["owner"]}, "you, who does it"),
    ("function", {"name": "x", "backups": ["C2", "C2"]}, "names Ana twice"),
    ("function", {"name": "x", "primary": "C9"}, "primary names C9, which is not there"),
    ("asset", {"name": "x", "second_factor": "C9"}, "second_factor names C9"),
    ("asset", {"name": "x", "functions": ["F9"]}, "functions names F9"),
    ("grant", {"asset": "S9", "contractor": "C1"}, "asset names S9"),
    ("run", {"procedure": "D1", "by": "C9", "at": "2026-11-20T10:00:00Z"}, "by names C9"),
    ("run", {"procedure": "D1", "by": "C1", "at": "2026-01-09T10:00:00Z"},
     r"D1 exists since 2026-01-10, and this run was on 2026-01-09; if it is older"),
    ("run", {"procedure": "D1", "by": "C1", "at": "2026-11-24T10:00:00Z"}, "ahead of now"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "fields", "words"), REFUSED)
def test_what_cannot_be_is_refused_and_nothing_written(
    ws: Workspace, table: str, fields: dict[str, Any], words: str
) -> None:
    before = stored(ws)
    with pytest.raises(WrongUse, match=words):
        add_record(ws, table, fields)
    assert stored(ws) == before


def test_a_secret_is_no_answer(ws: Workspace) -> None:
    question = Question("S1", "kept_where", "planner.example", "text")
    with pytest.raises(Refused, match="secrets are not kept here"):
        answer(ws, question, "password: Tr0ub4dor&3")
    assert "kept_where" not in body(ws, "S1")


def test_a_drill_is_not_edited(ws: Workspace) -> None:
    keep_drill(ws, hold_drill(ws, "C1"))
    with pytest.raises(WrongUse, match="X1: score is not edited"):
        edit_record(ws, "X1", {"score": 100})


# -- procedures --------------------------------------------------------------------------------


def test_a_run_keeps_what_is_not_known_as_a_question(ws: Workspace) -> None:
    run = log_run(ws, "D1", "C2").ref

    assert body(ws, run)["at"] == "2026-11-23T10:00:00Z"
    assert {"N1.unaided", "N1.ok"} <= {one.key for one in questions(drill_facts(ws))}
    review_procedure(ws, "D1")
    assert body(ws, "D1")["reviewed"] == TODAY


# -- answers -----------------------------------------------------------------------------------

ANSWERS: list[tuple[str, str, str, str, Any]] = [
    ("S1", "owner_admin", "yes", "sí", True),
    ("S1", "owner_admin", "yes", "no", False),
    ("S1", "registered_to", "holder", "me", "owner"),
    ("S1", "registered_to", "holder", "webguy", "C1"),
    ("S1", "registered_to", "holder", "Old Agency Ltd", "Old Agency Ltd"),
    ("S1", "second_factor", "holder", "none", "none"),
    ("S1", "kept_where", "text", "safe, planner.example", "safe, planner.example"),
    ("S1", "expires", "date", "2027-01-31", "2027-01-31"),
    ("F1", "primary", "person", "ana", "C2"),
    ("C2", "capacity_minutes", "minutes", "10h", 600),
]


@pytest.mark.parametrize(("ref", "field", "kind", "said", "stored_as"), ANSWERS)
def test_an_answer_is_written_into_its_record(
    ws: Workspace, ref: str, field: str, kind: str, said: str, stored_as: object
) -> None:
    question = Question(ref, field, "x", kind)

    assert meaning(ws, question, said)
    answer(ws, question, said)

    assert body(ws, ref)[field] == stored_as


def test_who_says_in_whose_name_it_is_has_seen_it(ws: Workspace) -> None:
    answer(ws, Question("S1", "registered_to", "planner.example", "holder"), "me")

    assert body(ws, "S1")["evidence"] == TODAY
    assert labels(ws)[0] == "Answer registered_to of S1: planner.example"


def test_what_a_function_needs_is_linked_or_added(ws: Workspace) -> None:
    question = Question("F1", "needs_assets", "Site", "assets")

    assert meaning(ws, question, "Shop, Mail") == "Shop S2; Mail (new)"
    answer(ws, question, "Shop, Mail")

    assert body(ws, "S2")["functions"] == ["F2", "F1"]
    assert (body(ws, "S3")["name"], body(ws, "S3")["functions"]) == ("Mail", ["F1"])
    ws.undo()
    assert body(ws, "S2")["functions"] == ["F2"]
    answer(ws, question, "none")
    assert body(ws, "F1")["needs_assets"] is False


@pytest.mark.parametrize("said", ["", "  "])
def test_no_words_are_no_answer(ws: Workspace, said: str) -> None:
    with pytest.raises(WrongUse, match="Write an answer"):
        answer(ws, Question("S1", "owner_admin", "x", "yes"), said)


# -- the drill ---------------------------------------------------------------------------------


def test_whom_a_drill_takes_out(ws: Workspace) -> None:
    edit_record(ws, "S2", {"paid_by": "Old Agency Ltd"})

    said = ("me", "all", "web", "C2", "old agency ltd")
    assert [read_subject(ws, one) for one in said] == [
        "owner", "all", "C1", "C2", "Old Agency Ltd",
    ]  # fmt: skip
    with pytest.raises(WrongUse, match="There is no contractor 'nobody here'"):
        read_subject(ws, "nobody here")


def test_doing_the_first_bundle_raises_the_score_and_one_undo_takes_it_back(ws: Workspace) -> None:
    before = hold_drill(ws, "C1")
    assert [one.name for one in before.stops] == ["Site"]
    (bundle,) = before.bundles
    said = {one: "safe, planner.example" for one in bundle.steps if one.kind == "pointer"}
    said |= {one: "handbook, page 7" for one in bundle.steps if one.kind == "write"}

    do_steps(ws, bundle.steps, said)

    after = hold_drill(ws, "C1")
    assert (before.score, after.score) == (50, 100)
    assert (after.stops, after.rules, after.bundles) == ((), (), ())
    assert body(ws, "S1")["kept_where"] == "safe, planner.example"
    ws.undo()
    assert hold_drill(ws, "C1").score == 50


def test_a_step_that_needs_words_is_not_done_without_them(ws: Workspace) -> None:
    (bundle,) = hold_drill(ws, "C1").bundles
    before = stored(ws)

    asked = [one.kind for one in bundle.steps if hint_of(one)]
    assert asked == ["pointer", "write"]
    with pytest.raises(WrongUse):
        do_steps(ws, bundle.steps)
    assert stored(ws) == before


def test_steps_become_tasks_of_tomorrow_once(ws: Workspace) -> None:
    (bundle,) = hold_drill(ws, "C1").bundles

    change = steps_as_tasks(ws, bundle)

    tasks = list(ws.live("task").values())
    assert change.label == f"{len(bundle.steps)} tasks for tomorrow: Site without a hostage"
    assert {one["day"] for one in tasks} == {"2026-11-24"}
    assert sum(one["estimate_minutes"] for one in tasks) == bundle.minutes
    assert body(ws, "T1")["title"] == "Have planner.example put into your name"
    with pytest.raises(CockpitError, match="on your lists already"):
        steps_as_tasks(ws, bundle)


def test_each_drill_is_kept_also_when_it_finds_the_same_on_another_day(ws: Workspace) -> None:
    assert keep_drill(ws, hold_drill(ws, "C1")) == "X1"
    assert keep_drill(ws, hold_drill(ws, "C1")) is None
    advance(ws, days=1)

    assert keep_drill(ws, hold_drill(ws, "C1")) == "X2"
    assert [(one.ref, one.score) for one in history_of(ws, "C1")] == [("X2", 50), ("X1", 50)]


def test_the_history_of_the_score_follows_what_is_mended(ws: Workspace) -> None:
    keep_drill(ws, hold_drill(ws, "C1"))
    advance(ws, days=1)
    edit_record(ws, "S1", {"registered_to": "owner", "owner_admin": True, "second_factor": "none"})
    keep_drill(ws, hold_drill(ws, "C1"))
    keep_drill(ws, hold_drill(ws, "owner"))

    kept = history_of(ws, "C1")
    assert [(one.ref, one.score, one.stops) for one in kept] == [("X2", 62, 1), ("X1", 50, 1)]
    first = body(ws, "X1")
    assert (first["name"], first["at"]) == ("Webguy", "2026-11-23T10:00:00Z")
    assert first["functions"][0] == {"function": "F1", "name": "Site", "before": 4, "level": 0}
    assert [one["rule"] for one in first["rules"]][:2] == ["registered", "admin"]


def test_a_drill_is_nothing_that_undo_takes_back(ws: Workspace) -> None:
    edit_record(ws, "S1", {"notes": "ask him"})
    keep_drill(ws, hold_drill(ws, "C1"))

    ws.undo()

    assert "notes" not in body(ws, "S1")
    assert len(history_of(ws, "C1")) == 1


def test_the_drill_of_all_keeps_the_lowest_levels(ws: Workspace) -> None:
    found = hold_all(ws)
    assert keep_overview(ws, found) == "X1"

    kept = body(ws, "X1")
    assert (kept["subject"], kept["score"], kept["stops"]) == ("all", 50, ["F1"])
    assert {one["name"]: one["level"] for one in kept["functions"]} == {"Site": 0, "Shipping": 4}


def test_the_facts_are_read_anew_after_a_change_only(ws: Workspace) -> None:
    assert drill_facts(ws).assets is drill_facts(ws).assets
    edit_record(ws, "S1", {"owner_admin": True})
    assert drill_facts(ws).assets[0].owner_admin is True


@pytest.mark.parametrize(
    ("size", "due", "level", "load"),
    [
        (300, "2026-11-30T10:00:00Z", COVERED, "ok"),
        (900, "2026-12-14T10:00:00Z", COVERED, "ok"),  # more than a week's, and due much later
        (600, "2026-11-30T10:00:00Z", NO_TIME, "ok"),
        (900, "2026-11-30T10:00:00Z", NO_TIME, "alarm"),
    ],
)
def test_a_backup_has_time_when_his_load_leaves_some(
    size: int, due: str, level: int, load: str, ws: Workspace
) -> None:
    edit_record(ws, "C2", {"capacity_minutes": 600})
    edit_record(ws, "F2", {"primary": "C1", "backups": ["C2"]})
    log_run(ws, "D1", "C2", unaided=True, ok=True)
    words = {"goal": "x", "done_when": ["x"], "due": due, "estimate_minutes": size}
    add_record(ws, "assignment", {"contractor": "C2", "title": "Parcels", **words})
    move_assignment(ws, "A1", "sent")

    facts = drill_facts(ws)
    function = next(one for one in facts.functions if one.ref == "F2")

    assert cover(facts, function, frozenset({"C1"})) == level
    measures = {one.name: one.level for one in signals_of(ws, "C2")[1]}
    assert measures["load"] == load


def test_what_is_left_of_a_week_moves_with_the_clock(ws: Workspace) -> None:
    edit_record(ws, "C2", {"capacity_minutes": 600})
    words = {"goal": "x", "done_when": ["x"], "estimate_minutes": 300}
    work = {"contractor": "C2", "title": "Parcels", "due": "2026-11-30T10:00:00Z", **words}
    add_record(ws, "assignment", work)
    move_assignment(ws, "A1", "sent")

    def spare() -> int | None:
        helper = drill_facts(ws).helper("C2")
        return helper.spare if helper else None

    assert spare() == 300
    advance(ws, days=6)
    assert spare() == 0


def test_somebody_who_has_ended_keeps_his_name(ws: Workspace) -> None:
    grant_access(ws, "S2", "C2", shared=False)
    with ws.transaction("ended elsewhere"):
        ended = {**body(ws, "C2"), "status": "ended", "closed_at": "2026-11-23T10:00:00Z"}
        ws.table("contractor").update(ended, doc_ids=[2])

    facts = drill_facts(ws)

    assert facts.name_of("C2") == "Ana"
    assert "C2" not in facts.present(frozenset())


# -- what stops --------------------------------------------------------------------------------


def test_what_is_left_lying_and_who_has_to_know(ws: Workspace) -> None:
    add_record(ws, "task", {"title": "Fix the menu", "who": "Siobhán"})
    give_task(ws, "T1", "C1")
    asked = {"subject": "Banner", "customer": "Karl", "received": "2026-11-20T10:00:00Z"}
    add_request(ws, asked)
    give_request(ws, "R1", "C1")
    weekly = {"rule": "FREQ=WEEKLY", "anchor": TODAY}
    add_record(ws, "task", {"title": "Back up", "function": "F1", "recurrence": weekly})
    add_record(ws, "task", {"title": "Post", "function": "F2", "recurrence": weekly})
    edit_record(ws, "F1", {"backups": ["C2"]})

    left = left_lying(ws, "C1", ["F1"])

    assert [one.ref for one in left.assignments] == ["A1", "A2"]
    assert [one.words for one in left.recurring] == ["Back up"]
    assert [tuple(one) for one in left.tell] == [
        ("Siobhán", "waits on A1"), ("Karl", "waits on A2"), ("Ana", "works on Site too"),
    ]  # fmt: skip


def test_leaving_lists_all_at_once_and_a_shared_credential_until_it_is_changed(
    ws: Workspace,
) -> None:
    add_record(ws, "assignment", {"contractor": "C1", "title": "Menu"})
    grant_access(ws, "S2", "C1", shared=True)
    grant_access(ws, "S1", "C1", "admin", shared=False)

    found = [(one.part, one.ref) for one in leaving_checklist(ws, "C1")]
    assert found == [
        ("work", "A1"), ("functions", "F1"), ("transfer", "S1"), ("revoke", "G2"),
        ("revoke", "G1"), ("rotate", "S2"),
    ]  # fmt: skip

    advance(ws, days=1)
    revoke_grant(ws, "G1")
    assert ("rotate", "S2") in {(one.part, one.ref) for one in leaving_checklist(ws, "C1")}
    log_rotation(ws, "S2")
    assert "rotate" not in {one.part for one in leaving_checklist(ws, "C1")}
    assert leaving_checklist(ws, "C2")[0].words == "Shipping: is a backup"


def test_a_handover_tells_what_somebody_else_has_to_know_and_no_private_note(ws: Workspace) -> None:
    edit_record(ws, "C2", {"notes": "slow payer"})
    grant_access(ws, "S2", "C2", "use", shared=False)
    edit_record(ws, "S2", {"procedures": ["D1"]})
    goal = {"goal": "Ten parcels out", "done_when": ["tracked"], "notes": "not too fast"}
    add_record(ws, "assignment", {"contractor": "C2", "title": "Parcels", **goal})
    log_run(ws, "D1", "owner", unaided=True, ok=True)

    parts = dict(handover(ws, "C2"))

    assert [one.words for one in parts["What he does"]] == ["Shipping · also: you"]
    assert [one.words for one in parts["How it is done"]] == [
        "Ship an order · page 4 · done alone by you"
    ]
    assert [one.words for one in parts["What he gets into"]] == [
        "Shop · use · the owner knows where the credential is kept · D1 Ship an order"
    ]
    whole = dict(handover(ws, "C2", private=True))
    assert whole["What he gets into"][0].words == "Shop · use · safe, Shop · D1 Ship an order"
    assert [one.words for one in parts["What he has in hand"]] == [
        "Parcels · Ten parcels out", "done when tracked",
    ]  # fmt: skip
    text = str(parts)
    assert "slow payer" not in text
    assert "not too fast" not in text


# -- the starter lists -------------------------------------------------------------------------


def test_an_empty_home_takes_over_all_of_the_starter_lists(tmp_path: Path) -> None:
    workspace = with_hours(open_workspace(tmp_path / "new"))
    offers = offered(workspace)

    take_starter(workspace)

    assert {one.table for one in offers} == {"function", "asset", "procedure"}
    assert len(workspace.live("asset")) == sum(one.table == "asset" for one in offers)
    assert all(one.is_there for one in offered(workspace))
    domain = next(one for one in workspace.live("asset").values() if one["name"] == "Domain")
    assert len(domain["functions"]) == 3
    assert "owner_admin" not in domain
    with pytest.raises(CockpitError, match="there already"):
        take_starter(workspace)
    workspace.undo()
    assert workspace.live("asset") == {}
    workspace.close()


def test_functions_of_your_own_are_not_doubled_and_names_can_be_chosen(ws: Workspace) -> None:
    take_starter(ws, ["domain", "Make a refund"])

    assert len(ws.live("function")) == 2
    assert (body(ws, "S3")["name"], body(ws, "D2")["name"]) == ("Domain", "Make a refund")
    assert "functions" not in body(ws, "S3")
    with pytest.raises(NotFound, match="no 'Yacht'"):
        take_starter(ws, ["Yacht"])


def test_an_asset_that_a_function_leaves_behind_goes_with_it(ws: Workspace) -> None:
    from cockpit.actions.functions import archive_function

    archive_function(ws, "F1", "F2")

    assert body(ws, "S1")["functions"] == ["F2"]


def test_an_archived_asset_gets_no_new_access(ws: Workspace) -> None:
    archive_record(ws, "S2")
    with pytest.raises(WrongUse, match="S2, which is archived"):
        grant_access(ws, "S2", "C2")


def test_nobody_has_access_to_an_asset_that_is_gone(ws: Workspace) -> None:
    grant_access(ws, "S2", "C2")
    grant_access(ws, "S1", "C2")

    archive_record(ws, "S2")

    assert list(ws.live("grant")) == [2]
    ws.undo()
    assert len(ws.live("grant")) == 2


def test_what_was_paid_and_not_delivered_is_left_lying(ws: Workspace) -> None:
    work = add_record(ws, "assignment", {"contractor": "C1", "title": "Menu"}).ref
    paid = {"what": "half", "contractor": "C1", "assignment": work, "paid": "2026-11-20"}
    amount = {"minor": 12000, "currency": "EUR"}
    with ws.transaction("paid"):
        body_of = {"uid": "p", "created_at": "2026-11-20T10:00:00Z", "amount": amount, **paid}
        ws.table("payment").insert({**body_of, "closed_at": "2026-11-20T10:00:00Z"})

    left = left_lying(ws, "C1", [])

    assert [tuple(one) for one in left.prepaid] == [("A1", "Menu", "120 EUR")]
    assert left_lying(ws, "owner", []).prepaid == ()
