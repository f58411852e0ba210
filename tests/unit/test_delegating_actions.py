"""Deliveries, verdicts, moved dues, questions, check-ins, vetting, money, and parting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.actions.adding import add
from cockpit.actions.contractors import (
    deliver,
    end_contractor,
    give_task,
    log_contact,
    move_assignment,
    reject,
    request_changes,
)
from cockpit.actions.delegating.deliverables import pending, versions_of
from cockpit.actions.delegating.dossiers import dossier_of, signals_of, waiting_on_owner
from cockpit.actions.delegating.dues import move_due
from cockpit.actions.delegating.logs import (
    answer_question,
    ask_question,
    log_check_in,
    log_feedback,
    log_vetting,
)
from cockpit.actions.delegating.money_report import money_report
from cockpit.actions.delegating.payments import add_commission, add_payment, pay
from cockpit.actions.functions import archive_function
from cockpit.actions.records import add_record, archive_record, edit_record
from cockpit.actions.reviewing.night import Night
from cockpit.domain.contractor_signals import contact_of
from cockpit.domain.delegating.stages import FOLLOWS
from cockpit.errors import CockpitError, Refused, WrongUse
from cockpit.store.workspace import Workspace
from tests.workspaces import NOW, advance, body, labels, open_workspace, stored, with_hours

READY = {"goal": "a logo", "done_when": ["svg is in the folder"], "due": "2026-11-27T15:00:00Z"}
DUE = datetime(2026, 11, 27, 15, tzinfo=UTC)
EUR = {"minor": 12000, "currency": "EUR"}


def business(folder: Path) -> Workspace:
    workspace = with_hours(open_workspace(folder))
    add_record(workspace, "function", {"name": "Design"})
    add_record(workspace, "contractor", {"name": "Maria", "cadence_days": 7})
    add_record(workspace, "contractor", {"name": "Ivo"})
    add_record(workspace, "assignment", {"contractor": "C1", "title": "Logo", **READY})
    return workspace


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    workspace = business(tmp_path)
    yield workspace
    workspace.close()


def sent(ws: Workspace, *states: str) -> str:
    for state in ("sent", *states):
        move_assignment(ws, "A1", state)
    return "A1"


# -- versions and verdicts ---------------------------------------------------------------------


def test_each_delivery_is_a_version_and_each_verdict_stands_on_its_own(ws: Workspace) -> None:
    sent(ws)
    deliver(ws, "A1", "shared folder, v1", "without the source")
    advance(ws, hours=1)
    request_changes(ws, "A1", "rounder corners")
    advance(ws, hours=1)
    deliver(ws, "a1", "shared folder, v2")
    move_assignment(ws, "A1", "approved")
    told = [
        {name: one.get(name) for name in ("version", "where", "verdict", "reason")}
        for _key, one in versions_of(ws, "A1")
    ]
    assert told == [
        {
            "version": None,  # the first
            "where": "shared folder, v1",
            "verdict": "changes_requested",
            "reason": "rounder corners",
        },
        {"version": 2, "where": "shared folder, v2", "verdict": "approved", "reason": None},
    ]
    assert ws.live("deliverable") == {}
    assert body(ws, "A1")["state"] == "approved"


def test_a_delivery_and_its_verdict_are_one_change_each(ws: Workspace) -> None:
    sent(ws)
    for act in (lambda: deliver(ws, "A1", "here"), lambda: request_changes(ws, "A1", "rounder")):
        before, known = stored(ws), len(labels(ws))
        act()
        assert len(labels(ws)) == known + 1
        ws.undo()
        assert stored(ws) == before
        ws.redo()


def test_rejected_work_is_called_off_and_its_task_is_the_owners_again(ws: Workspace) -> None:
    add_record(ws, "task", {"title": "banner"})
    give_task(ws, "T1", "C1")
    edit_record(ws, "A2", READY)
    for state in ("sent", "delivered"):
        move_assignment(ws, "A2", state)
    reject(ws, "A2", "not our colours")
    assert body(ws, "A2")["state"] == "cancelled"
    assert "assignment" not in body(ws, "T1")
    ((_key, version),) = versions_of(ws, "A2")
    assert (version["verdict"], version["reason"]) == ("rejected", "not our colours")


def test_what_was_delivered_before_versions_were_kept_can_be_decided(ws: Workspace) -> None:
    old = {"contractor": "C1", "title": "Old", **READY}
    given = {"state": "delivered", "delivered_at": "2026-11-20T10:00:00Z"}
    add_record(ws, "assignment", {**old, **given})
    move_assignment(ws, "A2", "approved")
    ((_key, version),) = versions_of(ws, "A2")
    assert (version["at"], version["verdict"]) == ("2026-11-20T10:00:00Z", "approved")


STEPS: dict[str, Callable[[Workspace], object]] = {
    "send": lambda ws: move_assignment(ws, "A1", "sent"),
    "start": lambda ws: move_assignment(ws, "A1", "working"),
    "deliver": lambda ws: deliver(ws, "A1", "here"),
    "approve": lambda ws: move_assignment(ws, "A1", "approved"),
    "changes": lambda ws: request_changes(ws, "A1", "rounder"),
    "reject": lambda ws: reject(ws, "A1", "no"),
    "cancel": lambda ws: move_assignment(ws, "A1", "cancelled"),
    "move": lambda ws: move_due(ws, "A1", NOW + timedelta(days=9), "contractor"),
    "ask": lambda ws: ask_question(ws, "A1", "Which red?"),
    "undo": lambda ws: ws.undo(),
}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=9))
def test_nothing_is_approved_without_a_delivery_that_waited(steps: list[str]) -> None:
    with TemporaryDirectory() as folder:
        ws = business(Path(folder))
        try:
            for step in steps:
                waited = pending(ws, "A1")
                was = body(ws, "A1").get("state")
                try:
                    STEPS[step](ws)
                except CockpitError:
                    continue
                state = body(ws, "A1").get("state", "draft")
                if step == "approve":
                    assert state == "approved" != was
                    assert waited is not None
                assert (pending(ws, "A1") is not None) == (state == "delivered")
                assert sum("verdict" not in one for _k, one in versions_of(ws, "A1")) <= 1
        finally:
            ws.close()


# -- dues, questions, words ----------------------------------------------------------------------


def test_who_moved_a_due_is_kept(ws: Workspace) -> None:
    sent(ws)
    advance(ws, days=8)
    move_due(ws, "A1", NOW + timedelta(days=10), "contractor", reason="ill")
    edit_record(ws, "A1", {"due": "2026-12-10T15:00:00Z"})
    moves = body(ws, "A1")["due_moves"]
    assert [(one["by"], one["before"], one["after"]) for one in moves] == [
        ("contractor", "2026-11-27T15:00:00Z", "2026-12-03T10:00:00Z"),
        ("owner", "2026-12-03T10:00:00Z", "2026-12-10T15:00:00Z"),
    ]
    assert moves[0]["reason"] == "ill"
    # that he asked for it is a sign of life
    assert body(ws, "C1")["last_contact"] == "2026-12-01T10:00:00Z"


def test_the_due_of_a_draft_is_just_edited(ws: Workspace) -> None:
    edit_record(ws, "A1", {"due": "2026-12-10T15:00:00Z"})
    move_due(ws, "A1", NOW + timedelta(days=10), "owner", is_date=True)
    assert "due_moves" not in body(ws, "A1")
    assert body(ws, "A1")["due_is_date"] is True


def test_a_question_waits_until_it_is_answered(ws: Workspace) -> None:
    sent(ws)
    ask_question(ws, "A1", "Which red?")
    ask_question(ws, "A1", "Which blue?")
    assert [one.words for one in waiting_on_owner(ws)] == ["Which red?", "Which blue?"]
    answer_question(ws, "A1", "the dark one")
    answer_question(ws, "A1", place=2)
    assert waiting_on_owner(ws) == []
    assert body(ws, "A1")["questions"][0]["answer"] == "the dark one"


@pytest.mark.parametrize(("direction", "heard"), [("incoming", True), ("outgoing", False)])
def test_only_an_incoming_check_in_is_a_sign_of_life(
    ws: Workspace, direction: str, heard: bool
) -> None:
    advance(ws, days=30)
    assert contact_of(body(ws, "C1"), ws.now()).name == "dark"  # type: ignore[union-attr]
    log_check_in(ws, {"assignment": "A1", "status": "caution", "direction": direction})
    assert (contact_of(body(ws, "C1"), ws.now()) is None) == heard
    assert body(ws, "U1")["contractor"] == "C1"


def test_a_late_entry_of_an_old_word_moves_no_contact_back(ws: Workspace) -> None:
    log_contact(ws, "C1")
    log_check_in(ws, {"contractor": "C1", "at": "2026-11-01T10:00:00Z"})
    assert body(ws, "C1")["last_contact"] == "2026-11-23T10:00:00Z"


def test_the_first_check_makes_a_prospect_one_who_is_vetted(ws: Workspace) -> None:
    add_record(ws, "contractor", {"name": "Zoe", "status": "prospect"})
    log_vetting(ws, {"contractor": "C3", "kind": "web_search", "result": "none_found"})
    assert body(ws, "C3")["status"] == "vetting"
    assert body(ws, "Q1")["result"] == "none_found"


def test_a_dossier_knows_what_was_archived_no_more(ws: Workspace) -> None:
    log_feedback(ws, {"contractor": "C1", "kind": "teach", "words": "tone", "minutes": 60})
    assert len(dossier_of(ws, "C1").feedback) == 1
    archive_record(ws, "K1")
    assert len(dossier_of(ws, "C1").feedback) == 0


# -- stages and parting ------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [one for one in FOLLOWS if one != "ended"])
@pytest.mark.parametrize("after", [one for one in FOLLOWS if one != "ended"])
def test_stages_follow_on_each_other(ws: Workspace, before: str, after: str) -> None:
    add_record(ws, "contractor", {"name": "Zoe", "status": before})
    if after == before or after in FOLLOWS[before]:
        edit_record(ws, "C3", {"status": after})
        assert body(ws, "C3").get("status", "active") == after
    else:
        with pytest.raises(WrongUse, match=f"C3 is {before}; after that come"):
            edit_record(ws, "C3", {"status": after})


def test_all_that_stands_in_the_way_of_parting_is_named_at_once(ws: Workspace) -> None:
    sent(ws)
    add_record(ws, "asset", {"name": "Shop"})
    add_record(ws, "asset", {"name": "Domain", "registered_to": "C1"})
    add_record(ws, "grant", {"asset": "S1", "contractor": "C1", "shared": True})
    add_payment(ws, {"contractor": "C1", "what": "Logo", "amount": EUR})
    before = stored(ws)
    with pytest.raises(CockpitError) as told:
        end_contractor(ws, "C1")
    for part in (
        "open work (A1)", "assets not transferred (S2)", "access not revoked (G1)",
        "shared credentials not changed (S1)", "money not settled (M1)",
    ):  # fmt: skip
        assert part in str(told.value)
    assert stored(ws) == before


def test_when_all_is_settled_he_can_go(ws: Workspace) -> None:
    add_record(ws, "asset", {"name": "Shop"})
    add_record(ws, "grant", {"asset": "S1", "contractor": "C2", "shared": True})
    add_payment(ws, {"contractor": "C2", "what": "Logo", "amount": EUR})
    archive_record(ws, "G1")
    with pytest.raises(CockpitError, match="shared credentials not changed"):
        end_contractor(ws, "C2")  # he still knows it
    edit_record(ws, "S1", {"rotated": "2026-11-23"})
    pay(ws, "M1")
    end_contractor(ws, "C2")
    assert body(ws, "C2")["status"] == "ended"


# -- money ---------------------------------------------------------------------------------------------


def test_a_payment_is_open_until_it_is_paid(ws: Workspace) -> None:
    add_payment(ws, {"assignment": "A1", "what": "Logo", "amount": EUR, "due": "2026-12-01"})
    assert body(ws, "M1")["contractor"] == "C1"
    pay(ws, "M1", date(2026, 11, 22))
    assert body(ws, "M1")["paid"] == "2026-11-22"
    assert ws.live("payment") == {}
    edit_record(ws, "M1", {"paid": None})
    assert list(ws.live("payment")) == [1]


@pytest.mark.parametrize(
    ("due", "every", "next_due"),
    [
        ("2026-11-20", "week", "2026-11-27"),
        ("2026-11-20", "month", "2026-12-20"),
        ("2026-01-31", "month", "2026-02-28"),
        ("2026-12-31", "month", "2027-01-31"),
        (None, "month", "2026-12-23"),
    ],
)
def test_what_recurs_is_planned_again(
    ws: Workspace, due: str | None, every: str, next_due: str
) -> None:
    fields = {"contractor": "C1", "what": "Hosting", "amount": EUR, "every": every}
    add_payment(ws, {**fields, "due": due} if due else fields)
    known = len(labels(ws))
    pay(ws, "M1")
    assert body(ws, "M2")["due"] == next_due
    assert len(labels(ws)) == known + 1
    ws.undo()
    assert list(ws.live("payment")) == [1]


def test_a_commission_by_the_share_that_was_agreed(ws: Workspace) -> None:
    agreed = {"contractor": "C1", "terms": "commission", "percent": 10, "function": "F1"}
    add_record(ws, "engagement", agreed)
    add_commission(ws, "C1", {"minor": 120050, "currency": "EUR"})
    payment = body(ws, "M1")
    assert (payment["amount"]["minor"], payment["function"]) == (12005, "F1")


def test_money_per_contractor_function_and_month_never_mixes_currencies(ws: Workspace) -> None:
    edit_record(ws, "A1", {"function": "F1"})
    usd = {"minor": 500, "currency": "USD"}
    add_payment(ws, {"assignment": "A1", "what": "a", "amount": EUR, "paid": "2026-11-02"})
    add_payment(ws, {"assignment": "A1", "what": "b", "amount": usd, "due": "2026-11-20"})
    add_payment(ws, {"contractor": "C2", "what": "c", "amount": EUR, "due": "2026-12-01"})
    add_payment(ws, {"contractor": "C2", "what": "d", "amount": EUR})
    archive_record(ws, "M4")  # planned, and thought better of
    found = money_report(ws)
    assert [(row.key, dict(row.sums)) for row in found.contractors] == [
        ("C1", {"paid": {"EUR": 12000}, "due": {"USD": 500}, "planned": {}}),
        ("C2", {"paid": {}, "due": {}, "planned": {"EUR": 12000}}),
    ]
    assert [row.key for row in found.functions] == ["F1", ""]
    assert [row.key for row in found.months] == ["2026-11", "2026-12"]
    november = money_report(ws, date(2026, 11, 1), date(2026, 11, 30))
    assert [row.key for row in november.contractors] == ["C1"]


def test_money_in_another_currency_than_agreed_is_told(ws: Workspace) -> None:
    rate = {"minor": 2500, "currency": "USD"}
    add_record(ws, "engagement", {"contractor": "C1", "terms": "hourly", "rate": rate})
    add_payment(ws, {"contractor": "C1", "what": "Logo", "amount": EUR})
    assert ws.warned == ["The terms are in USD: what is paid in EUR stands apart."]


def test_that_is_told_once_and_not_when_it_is_paid(ws: Workspace) -> None:
    add_record(ws, "engagement", {"contractor": "C1", "terms": "hourly", "rate": EUR})
    usd = {"minor": 900, "currency": "USD"}
    add_payment(ws, {"contractor": "C1", "what": "Fonts", "amount": usd})
    ws.warned.clear()

    pay(ws, "M1")
    assert ws.warned == []


def test_terms_and_money_go_with_their_function(ws: Workspace) -> None:
    add_record(ws, "function", {"name": "Writing"})
    add_record(ws, "engagement", {"contractor": "C1", "terms": "hourly", "function": "F1"})
    add_payment(ws, {"contractor": "C1", "what": "Logo", "amount": EUR, "function": "F1"})
    archive_function(ws, "F1", "F2")
    assert (body(ws, "L1")["function"], body(ws, "M1")["function"]) == ("F2", "F2")


# -- the nightly review ----------------------------------------------------------------------------------


def test_what_waits_on_the_owner_is_a_loose_end_of_the_night(ws: Workspace) -> None:
    add_record(ws, "engagement", {"contractor": "C1", "terms": "on_delivery", "release_days": 14})
    add_payment(ws, {"assignment": "A1", "what": "Logo", "amount": EUR})
    sent(ws)
    ask_question(ws, "A1", "Which red?")
    deliver(ws, "A1", "here")
    add_record(ws, "assignment", {"contractor": "C2", "title": "Icons"})
    advance(ws, days=1, hours=6)
    add_record(ws, "assignment", {"contractor": "C2", "title": "Of today, still being written"})
    found = [one for one in Night(ws).loose_ends if one.ref.startswith("A")]
    assert [(one.kind, one.ref, one.words) for one in found] == [
        ("deliverable", "A1", "Maria · Logo · 120 EUR · released 7 dec by itself"),
        ("question", "A1", "Maria · Which red?"),
        ("draft", "A2", "Ivo · Icons"),
    ]
    assert len({one.key for one in found}) == 3


# -- ramp-up -------------------------------------------------------------------------------------------


def test_a_job_larger_than_tried_is_told_and_not_refused(ws: Workspace) -> None:
    edit_record(ws, "A1", {"estimate_minutes": 121})
    sent(ws)
    assert "A1 is 2h1m: nothing was approved of Maria here yet; begin with 2h." in ws.warned
    ws.warned.clear()
    for state in ("delivered", "approved"):
        move_assignment(ws, "A1", state)
    bigger = {"contractor": "C1", "title": "Logo 2", **READY}
    add_record(ws, "assignment", {**bigger, "estimate_minutes": 242})
    add_record(ws, "assignment", {**bigger, "estimate_minutes": 243})
    move_assignment(ws, "A2", "sent")
    assert ws.warned == []
    move_assignment(ws, "A3", "sent")
    assert "more than 2 × the largest job approved of Maria here, 2h1m" in ws.warned[0]
    assert body(ws, "A3")["state"] == "sent"


# -- what cannot be --------------------------------------------------------------------------------------


REFUSED: dict[str, Callable[[Workspace], object]] = {
    "there is no delivery to decide on": lambda ws: move_assignment(ws, "A1", "approved"),
    "A1 is draft: there is no delivery": lambda ws: reject(ws, "A1", "no"),
    "Say why it is rejected": lambda ws: reject(ws, "A1", " "),
    "Say what has to change": lambda ws: request_changes(ws, "A1", " "),
    "A2 is approved; it cannot become approved": lambda ws: move_assignment(ws, "A2", "approved"),
    "A2 is approved; it cannot become changes": lambda ws: request_changes(ws, "A2", "rounder"),
    "would be due before it is sent": lambda ws: move_assignment(ws, "A3", "sent"),
    "it cannot be due before that": lambda ws: move_due(ws, "A4", NOW - timedelta(days=1), "owner"),
    "it keeps a due; move it instead": lambda ws: edit_record(ws, "A4", {"due": None}),
    "A2 is decided; its due moves no more": lambda ws: move_due(
        ws, "A2", NOW + timedelta(days=9), "owner"
    ),
    "A4 is due then already": lambda ws: move_due(ws, "A4", DUE, "owner"),
    "due_moves is not edited": lambda ws: edit_record(ws, "A4", {"due_moves": []}),
    "A2 is closed; a question": lambda ws: ask_question(ws, "A2", "Which red?"),
    "Say what was asked": lambda ws: ask_question(ws, "A4", " "),
    "A4 has no such open question": lambda ws: answer_question(ws, "A4"),
    "is the work of C1, not of C2": lambda ws: log_check_in(
        ws, {"contractor": "C2", "assignment": "A4"}
    ),
    "is ahead of now": lambda ws: log_feedback(
        ws, {"contractor": "C1", "kind": "praise", "words": "x", "at": "2026-12-24T10:00:00Z"}
    ),
    "feedback: kind is missing": lambda ws: log_feedback(ws, {"contractor": "C1", "words": "x"}),
    "checkin: contractor is missing": lambda ws: log_check_in(ws, {"note": "x"}),
    "names C9, which is not there": lambda ws: log_vetting(
        ws, {"contractor": "C9", "kind": "portfolio"}
    ),
    "payment: amount is missing": lambda ws: add(ws, "payment", {"contractor": "C1", "what": "x"}),
    "amount.currency is missing": lambda ws: add_payment(
        ws, {"contractor": "C1", "what": "x", "amount": {"minor": 5}}
    ),
    "amount.minor -5": lambda ws: add_payment(
        ws, {"contractor": "C1", "what": "x", "amount": {"minor": -5, "currency": "EUR"}}
    ),
    "M1 was paid on 2026-11-20": lambda ws: pay(ws, "M1"),
    "2026-12-24 has not come yet": lambda ws: pay(ws, "M2", date(2026, 12, 24)),
    "Use `cockpit payment pay M2`": lambda ws: edit_record(ws, "M2", {"paid": "2026-11-20"}),
    "C1 has no commission agreed": lambda ws: add_commission(ws, "C1", EUR),
    "did you mean": lambda ws: edit_record(ws, "C1", {"zone": "Asia/Manilla"}),
    "A4\\); money not settled \\(M2\\); decide or settle": lambda ws: archive_record(ws, "C1"),
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_cannot_be_is_refused_in_one_sentence(ws: Workspace, words: str) -> None:
    job = {"contractor": "C1", "title": "Logo", **READY}
    for _number in range(3):
        add_record(ws, "assignment", job)
    for state in ("sent", "delivered", "approved"):
        move_assignment(ws, "A2", state)
    edit_record(ws, "A3", {"due": "2026-11-20T10:00:00Z"})
    move_assignment(ws, "A4", "sent")
    paid = {"contractor": "C1", "what": "Logo", "amount": EUR}
    add_payment(ws, {**paid, "paid": "2026-11-20"})
    add_payment(ws, paid)
    before = stored(ws)
    with pytest.raises((WrongUse, CockpitError), match=words) as told:
        REFUSED[words](ws)
    assert "\n" not in str(told.value)
    assert stored(ws) == before


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("feedback", {"kind": "praise", "words": "password: hunter2Hunter!"}),
        ("vetting", {"kind": "portfolio", "found": "password: hunter2Hunter!"}),
        ("checkin", {"blocker": "password: hunter2Hunter!"}),
    ],
)
def test_secrets_are_refused_here_too(ws: Workspace, table: str, fields: dict[str, Any]) -> None:
    before = stored(ws)
    with pytest.raises(Refused):
        add(ws, table, {"contractor": "C1", **fields})
    assert stored(ws) == before


def test_a_secret_in_a_verdict_leaves_the_delivery_waiting(ws: Workspace) -> None:
    sent(ws, "delivered")
    with pytest.raises(Refused):
        request_changes(ws, "A1", "log in with password: hunter2Hunter!")
    assert pending(ws, "A1") == "J1"


def test_signals_of_one_who_has_ended_can_still_be_read(ws: Workspace) -> None:
    end_contractor(ws, "C2")
    lamp, measures = signals_of(ws, "C2")
    assert lamp.name == "idle"
    assert measures
