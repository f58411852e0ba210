"""The verbs of contractors and assignments, and the task that follows its assignment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions.contractors import (
    MOVES,
    end_contractor,
    give_task,
    log_contact,
    move_assignment,
)
from cockpit.actions.interruptions import add_interruption, call_back_done
from cockpit.actions.records import add_record, archive_record, edit_record
from cockpit.actions.tasks import complete_task, reopen_task
from cockpit.errors import CockpitError, NotFound, WrongUse
from cockpit.store.workspace import Workspace
from tests.workspaces import NOW, advance, body, labels, open_workspace, stored, with_hours

READY = {"goal": "a logo", "done_when": ["svg is in the folder"], "due": "2026-11-27T15:00:00Z"}
WAY = {
    "draft": [],
    "sent": ["sent"],
    "working": ["sent", "working"],
    "delivered": ["sent", "delivered"],
    "changes_requested": ["sent", "delivered", "changes_requested"],
    "approved": ["sent", "delivered", "approved"],
    "cancelled": ["cancelled"],
}


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    workspace = with_hours(open_workspace(tmp_path))
    add_record(workspace, "contractor", {"name": "Maria {ö}"})
    add_record(workspace, "task", {"title": "logo {1}", "notes": "a logo"})
    yield workspace
    workspace.close()


def assignment(ws: Workspace, **fields: Any) -> str:
    base = {"contractor": "C1", "title": "logo {2}", **READY}
    return add_record(ws, "assignment", {**base, **fields}).ref


@pytest.mark.parametrize("target", MOVES)
@pytest.mark.parametrize("start", WAY)
def test_each_move_from_each_state(ws: Workspace, start: str, target: str) -> None:
    assignment(ws)
    for step in WAY[start]:
        move_assignment(ws, "A1", step)
    advance(ws, hours=1)
    before, known = stored(ws), len(labels(ws))
    if start not in MOVES[target]:
        with pytest.raises(WrongUse, match=f"A1 is {start.replace('_', ' ')}"):
            move_assignment(ws, "A1", target)
        assert stored(ws) == before
        return
    change = move_assignment(ws, "1", target)
    assert body(ws, "A1")["state"] == target
    assert bool(body(ws, "A1").get("closed_at")) == (target in ("approved", "cancelled"))
    assert (len(labels(ws)), labels(ws)[0]) == (known + 1, change.label)
    assert change.label.endswith("A1: logo {2}")
    ws.undo()
    assert stored(ws) == before


def test_an_unknown_state_is_refused(ws: Workspace) -> None:
    assignment(ws)
    with pytest.raises(WrongUse, match="cannot become finished"):
        move_assignment(ws, "A1", "finished")


@pytest.mark.parametrize(
    ("field", "words"), [("goal", "a goal"), ("done_when", "done when"), ("due", "a due")]
)
def test_what_is_missing_is_asked_for_when_it_is_sent_not_when_saved(
    ws: Workspace, field: str, words: str
) -> None:
    assignment(ws, **{field: None})
    with pytest.raises(WrongUse, match=f"A1 cannot be sent yet: it needs .*{words}"):
        move_assignment(ws, "A1", "sent")
    assert "state" not in body(ws, "A1")


def test_a_delivery_is_a_sign_of_life_and_an_older_one_replaces_no_newer(ws: Workspace) -> None:
    assignment(ws)
    move_assignment(ws, "A1", "sent")
    move_assignment(ws, "A1", "delivered", NOW - timedelta(days=1))
    assert body(ws, "C1")["last_contact"] == "2026-11-22T10:00:00Z"
    log_contact(ws, "C1")
    log_contact(ws, "C1", NOW - timedelta(days=5))
    assert body(ws, "C1")["last_contact"] == "2026-11-23T10:00:00Z"
    with pytest.raises(WrongUse, match="ahead of now"):
        log_contact(ws, "C1", NOW + timedelta(hours=1))


def test_giving_a_task_fills_the_assignment_and_the_task_waits(ws: Workspace) -> None:
    add_record(ws, "function", {"name": "Design"})
    edit_record(
        ws,
        "T1",
        {
            "function": "F1",
            "due": "2026-11-27T15:00:00Z",
            "estimate_minutes": 90,
            "checklist": [{"text": "svg"}],
        },
    )
    before, known = stored(ws), len(labels(ws))
    added = give_task(ws, "1", "c1")
    given = body(ws, added.ref)
    assert {name: given[name] for name in ("title", "goal", "done_when", "function", "task")} == {
        "title": "logo {1}",
        "goal": "a logo",
        "done_when": ["svg"],
        "function": "F1",
        "task": "T1",
    }
    assert body(ws, "T1")["assignment"] == "A1"
    assert body(ws, "T1")["waiting"] == {"who": "Maria {ö}"}
    assert (len(labels(ws)), labels(ws)[0]) == (known + 1, "Give T1 to Maria {ö}")
    with pytest.raises(WrongUse, match="given away already: A1"):
        give_task(ws, "T1", "C1")
    ws.undo()
    assert stored(ws) == before


def test_two_tasks_given_in_one_change(ws: Workspace) -> None:
    """Given an open transaction, then each step in it knows the ones before."""
    with ws.transaction("give twice"):
        give_task(ws, "T1", "C1")
        with pytest.raises(WrongUse, match="given away already"):
            give_task(ws, "T1", "C1")
        with pytest.raises(CockpitError, match="open work"):
            end_contractor(ws, "C1")
    assert list(ws.live("assignment")) == [1]


def test_an_approval_closes_the_task_and_a_recurring_one_comes_again(ws: Workspace) -> None:
    edit_record(ws, "T1", {"recurrence": {"rule": "FREQ=WEEKLY", "anchor": "2026-11-23"}})
    give_task(ws, "T1", "C1")
    edit_record(ws, "A1", READY)
    for state in ("sent", "delivered"):
        move_assignment(ws, "A1", state)
    before, known = stored(ws), len(labels(ws))
    move_assignment(ws, "A1", "approved")
    assert body(ws, "T1")["state"] == "done"
    assert "waiting" not in body(ws, "T1")
    assert list(ws.live("task")) == [2]
    assert len(labels(ws)) == known + 1
    ws.undo()
    assert stored(ws) == before


@pytest.mark.parametrize("by", ["cancel", "archive"])
def test_a_task_whose_assignment_goes_is_the_owners_again(ws: Workspace, by: str) -> None:
    before = body(ws, "T1")
    give_task(ws, "T1", "C1")
    if by == "cancel":
        move_assignment(ws, "A1", "cancelled")
    else:
        archive_record(ws, "A1")
    assert body(ws, "T1") == before
    assert give_task(ws, "T1", "C1").ref == "A2"


def test_a_task_reopened_after_its_approval_can_be_given_again(ws: Workspace) -> None:
    give_task(ws, "T1", "C1")
    edit_record(ws, "A1", READY)
    for state in ("sent", "delivered", "approved"):
        move_assignment(ws, "A1", state)
    reopen_task(ws, "T1")
    assert give_task(ws, "T1", "C1").ref == "A2"


def test_a_failure_in_the_middle_leaves_nothing_half(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stored(ws)

    def fails(*_arguments: object, **_fields: object) -> None:
        raise CockpitError("no")

    monkeypatch.setattr("cockpit.actions.contractors.revise", fails)
    with pytest.raises(CockpitError):
        give_task(ws, "T1", "C1")
    assert stored(ws) == before
    assert ws.live("assignment") == {}


REFUSED: dict[str, tuple[type[CockpitError], Callable[[Workspace], object]]] = {
    "open work \\(A1\\)": (CockpitError, lambda ws: end_contractor(ws, "C1")),
    "A1\\); decide": (CockpitError, lambda ws: archive_record(ws, "C1")),
    "contractor end C1": (WrongUse, lambda ws: edit_record(ws, "C1", {"status": "ended"})),
    "T2 is closed": (WrongUse, lambda ws: give_task(ws, "T2", "C1")),
    "no contractor C9": (NotFound, lambda ws: give_task(ws, "T1", "C9")),
    "contractor is needed": (WrongUse, lambda ws: give_task(ws, "T1", "T1")),
    "contractor is missing": (WrongUse, lambda ws: add_record(ws, "assignment", {"title": "x"})),
    "C9, which is not there": (WrongUse, lambda ws: assignment(ws, contractor="C9")),
    "named 'MARIA {ö}' already": (
        WrongUse,
        lambda ws: add_record(ws, "contractor", {"name": "MARIA {ö}"}),
    ),
    "did you mean": (WrongUse, lambda ws: edit_record(ws, "C1", {"zone": "Asia/Manilla"})),
    "state is not edited": (WrongUse, lambda ws: edit_record(ws, "A1", {"state": "approved"})),
    "has ended": (WrongUse, lambda ws: assignment(ws, contractor="C2")),
    "ended already": (WrongUse, lambda ws: end_contractor(ws, "C2")),
}


@pytest.mark.parametrize("words", REFUSED)
def test_nonsense_is_refused_in_one_sentence(ws: Workspace, words: str) -> None:
    add_record(ws, "task", {"title": "closed"})
    complete_task(ws, "T2")
    assignment(ws)
    add_record(ws, "contractor", {"name": "Jon"})
    end_contractor(ws, "C2")
    error, act = REFUSED[words]
    before = stored(ws)
    with pytest.raises(error, match=words):
        act(ws)
    assert stored(ws) == before


def test_who_has_ended_can_come_back_and_his_old_work_can_still_be_edited(ws: Workspace) -> None:
    assignment(ws)
    move_assignment(ws, "A1", "cancelled")
    end_contractor(ws, "C1")
    assert ws.live("contractor") == {}
    edit_record(ws, "A1", {"notes": "kept"})
    edit_record(ws, "C1", {"status": "active"})
    assert list(ws.live("contractor")) == [1]


def test_an_interruption_is_open_while_a_call_is_owed(ws: Workspace) -> None:
    add_interruption(ws, {"who": "Karl"})
    assert body(ws, "I1")["closed_at"] == body(ws, "I1")["at"]
    with pytest.raises(WrongUse, match="I1 has no call-back"):
        call_back_done(ws, "I1")
    edit_record(ws, "I1", {"call_back": "2026-11-23T15:00:00Z"})
    assert list(ws.live("interruption")) == [1]
    before = stored(ws)
    call_back_done(ws, "1")
    assert body(ws, "I1")["called_back_at"] == "2026-11-23T10:00:00Z"
    assert ws.live("interruption") == {}
    with pytest.raises(WrongUse, match="call was made"):
        call_back_done(ws, "I1")
    ws.undo()
    assert stored(ws) == before
    edit_record(ws, "I1", {"call_back": None})
    assert ws.live("interruption") == {}
