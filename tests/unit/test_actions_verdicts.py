"""A verdict that has fallen stays, whatever becomes of promise, hours, kind and priority."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions import requests
from cockpit.actions.desk import promise_book
from cockpit.actions.explaining import as_json, explained, explanation
from cockpit.actions.priorities import change_priority
from cockpit.actions.promise_keeping import verdicts_since
from cockpit.actions.records import add_record, archive_record, edit_record
from cockpit.domain.identity import format_instant
from cockpit.errors import WrongUse
from cockpit.store.workspace import Workspace
from tests.workspaces import NOW, advance, body, open_workspace, with_hours

FOUR_HOURS = {"measure": "working", "minutes": 240}
SIXTEEN_HOURS = {"measure": "working", "minutes": 960}
ONE_HOUR = {"measure": "working", "minutes": 60}


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """R1 came in on Monday at 11:00 in Berlin, with four working hours to the first answer."""
    workspace = with_hours(open_workspace(tmp_path))
    add_record(workspace, "promise", {"kind": "inquiry", "first_response": FOUR_HOURS})
    requests.add_request(workspace, {"subject": "logo", "customer": "Anna"})
    yield workspace
    workspace.close()


def standing(ws: Workspace, reference: str = "R1") -> tuple[Any, Any]:
    found = promise_book(ws).derived(body(ws, reference), ws.now())
    return found["status"], found["due"]


LATER = {
    "the promise is longer": lambda ws: edit_record(ws, "P1", {"first_response": SIXTEEN_HOURS}),
    "the promise is for others": lambda ws: edit_record(ws, "P1", {"customer": "Bob"}),
    "the promise is archived": lambda ws: archive_record(ws, "P1"),
    "the day becomes a holiday": lambda ws: edit_record(ws, "H1", {"holidays": ["2026-11-23"]}),
    "the hours change": lambda ws: edit_record(ws, "H1", {"week": {"sat": [["10:00", "15:00"]]}}),
    "the zone changes": lambda ws: edit_record(ws, "H1", {"zone": "America/Los_Angeles"}),
    "the kind changes": lambda ws: edit_record(ws, "R1", {"kind": "gossip"}),
    "the customer changes": lambda ws: (
        add_record(
            ws, "promise", {"kind": "inquiry", "customer": "Bob", "first_response": SIXTEEN_HOURS}
        ),
        edit_record(ws, "R1", {"customer": "Bob"}),
    ),
    "the priority changes": lambda ws: (
        add_record(
            ws, "promise", {"kind": "inquiry", "priority": 3, "first_response": SIXTEEN_HOURS}
        ),
        change_priority(ws, "R1", 1),
    ),
    "a more special promise comes": lambda ws: add_record(
        ws, "promise", {"kind": "inquiry", "customer": "Anna", "first_response": SIXTEEN_HOURS}
    ),
}


@pytest.mark.parametrize("change", LATER)
def test_what_is_late_stays_late(ws: Workspace, change: str) -> None:
    advance(ws, hours=5)  # 16:00; the due was 15:00
    late = ("breached", "2026-11-23T14:00:00Z")
    assert standing(ws) == late

    LATER[change](ws)

    assert standing(ws) == late
    assert body(ws, "R1")["verdicts"] == [
        {
            "clock": "first",
            "armed_at": "2026-11-23T10:00:00Z",
            "due": "2026-11-23T14:00:00Z",
            "verdict": "breached",
        }
    ]


@pytest.mark.parametrize("change", LATER)
def test_what_is_not_late_yet_is_counted_anew(ws: Workspace, change: str) -> None:
    advance(ws, hours=1)

    LATER[change](ws)

    assert standing(ws)[1] != "2026-11-23T14:00:00Z"
    assert "verdicts" not in body(ws, "R1")


def test_an_answer_in_time_stays_met_when_the_promise_becomes_shorter(ws: Workspace) -> None:
    advance(ws, hours=2)
    requests.record_reply(ws, "R1")

    edit_record(ws, "P1", {"first_response": ONE_HOUR})

    assert standing(ws)[0] == "met"


def test_a_resolved_request_keeps_its_verdict_in_the_figures(ws: Workspace) -> None:
    advance(ws, hours=2)
    requests.resolve_request(ws, "R1")
    month = "2026-11-01T00:00:00Z"
    assert verdicts_since(ws, month) == {1: True}

    edit_record(ws, "P1", {"first_response": ONE_HOUR})

    assert verdicts_since(ws, month) == {1: True}


def test_an_answer_while_it_stood_still_stays_met(ws: Workspace) -> None:
    advance(ws, hours=2)
    requests.wait_on_customer(ws, "R1")
    requests.record_reply(ws, "R1")
    assert body(ws, "R1")["verdicts"][0].get("due") is None

    edit_record(ws, "P1", {"first_response": ONE_HOUR})

    assert standing(ws)[0] == "met"


def test_an_answer_that_is_told_later_is_held_to_the_due_of_then(ws: Workspace) -> None:
    advance(ws, hours=5)
    edit_record(ws, "P1", {"first_response": ONE_HOUR})
    assert standing(ws) == ("breached", "2026-11-23T14:00:00Z")

    requests.record_reply(ws, "R1", at=NOW + timedelta(hours=3))

    assert standing(ws)[0] == "met"


def test_a_pause_that_is_told_later_counts_anew_what_fell_after_it(ws: Workspace) -> None:
    advance(ws, hours=5)
    requests.record_reply(ws, "R1")
    assert standing(ws)[0] == "breached"

    requests.wait_on_customer(ws, "R1", at=NOW + timedelta(hours=1))

    assert standing(ws)[0] == "met"


def test_a_pause_after_the_breach_changes_nothing_of_it(ws: Workspace) -> None:
    advance(ws, hours=5)
    edit_record(ws, "P1", {"first_response": SIXTEEN_HOURS})

    requests.wait_on_customer(ws, "R1")

    assert standing(ws) == ("breached", "2026-11-23T14:00:00Z")


def test_an_older_arrival_takes_the_facts_of_the_wrong_one_away(ws: Workspace) -> None:
    advance(ws, hours=3)
    requests.record_reply(ws, "R1")

    edit_record(ws, "R1", {"received": "2026-11-20T09:00:00Z"})

    assert standing(ws)[0] == "breached"
    assert [one["armed_at"] for one in body(ws, "R1")["verdicts"]] == ["2026-11-20T09:00:00Z"]


def test_a_request_that_comes_with_its_events_keeps_what_they_say(ws: Workspace) -> None:
    events = [
        {"at": format_instant(NOW - timedelta(hours=1)), "type": "received"},
        {"at": format_instant(NOW), "type": "reply"},
    ]
    fields = {"subject": "b", "customer": "Bob", "received": events[0]["at"], "events": events}
    added = requests.add_request(ws, fields)

    assert body(ws, added.ref)["verdicts"][0]["verdict"] == "met"


def test_one_undo_takes_the_change_and_its_facts_back(ws: Workspace) -> None:
    advance(ws, hours=5)
    edit_record(ws, "P1", {"first_response": SIXTEEN_HOURS})

    ws.undo()

    assert "verdicts" not in body(ws, "R1")
    assert body(ws, "P1")["first_response"] == FOUR_HOURS


def test_a_change_that_moves_no_due_keeps_nothing(ws: Workspace) -> None:
    advance(ws, hours=5)
    edit_record(ws, "H1", {"name": "ours"})
    edit_record(ws, "P1", {"lead_minutes": 30})

    assert "verdicts" not in body(ws, "R1")


def test_a_refused_change_keeps_nothing(ws: Workspace) -> None:
    advance(ws, hours=5)
    with pytest.raises(WrongUse):
        edit_record(ws, "P1", {"hours": "H9"})

    assert "verdicts" not in body(ws, "R1")


def test_the_owner_does_not_write_verdicts(ws: Workspace) -> None:
    with pytest.raises(WrongUse, match="verdicts is not edited"):
        edit_record(ws, "R1", {"verdicts": []})


def test_the_explanation_says_that_a_verdict_was_kept(ws: Workspace) -> None:
    advance(ws, hours=5)
    edit_record(ws, "P1", {"first_response": SIXTEEN_HOURS})

    text = "\n".join(explanation(ws, "R1"))

    assert "as it was promised then: the verdict fell before the change, and stays" in text
    assert "Mon 23 Nov 15:00   late 1h 00m" in text
    assert "sum" not in text
    assert as_json(explained(ws, "R1"))["clocks"][0]["kept"] is True


def test_ten_thousand_late_requests_are_kept_within_seconds(tmp_path: Path) -> None:
    workspace = with_hours(open_workspace(tmp_path))
    add_record(workspace, "promise", {"kind": "inquiry", "first_response": FOUR_HOURS})
    at = format_instant(NOW)
    one = {"created_at": at, "received": at, "subject": "s", "customer": "c"}
    event = [{"at": at, "type": "received"}]
    many = [{"uid": f"u{n}", **one, "events": event} for n in range(10_000)]
    with workspace.transaction("many", undoable=False):
        workspace.table("request").insert_multiple(many)
    advance(workspace, hours=6)

    began = time.perf_counter()
    edit_record(workspace, "P1", {"first_response": SIXTEEN_HOURS})
    took = time.perf_counter() - began

    assert len(body(workspace, "R10000")["verdicts"]) == 1
    assert took < 10, took
    workspace.close()
