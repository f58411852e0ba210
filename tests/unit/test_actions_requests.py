"""The verbs of requests: each is an event, and what is closed follows from the events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions import requests
from cockpit.actions.desk import promise_book
from cockpit.actions.records import archive_record, edit_record
from cockpit.errors import WrongUse
from cockpit.store.workspace import Change, Workspace
from tests.workspaces import (
    NOW,
    advance,
    assert_live_is_exact,
    body,
    labels,
    open_workspace,
    with_hours,
)
from tests.workspaces import stored as all_stored


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    workspace = with_hours(open_workspace(tmp_path))
    requests.add_request(workspace, {"subject": "logo {svg}", "customer": "Anna"})
    yield workspace
    workspace.close()


def state(ws: Workspace) -> str:
    return str(promise_book(ws).derived(body(ws, "R1"), ws.now())["state"])


VERBS: dict[str, Callable[[Workspace], Change]] = {
    "open": lambda ws: requests.open_request(ws, "R1"),
    "reply": lambda ws: requests.record_reply(ws, "r1", "sent it"),
    "customer": lambda ws: requests.record_customer_message(ws, "1"),
    "wait": lambda ws: requests.wait_on_customer(ws, "R1"),
    "resolve": lambda ws: requests.resolve_request(ws, "R1"),
    "reopen": lambda ws: requests.reopen_request(ws, "R1"),
    "note": lambda ws: requests.note_request(ws, "R1", "a note"),
}

STATES: dict[str, list[str]] = {
    "new": [],
    "open": ["reply"],
    "waiting": ["wait"],
    "resolved": ["resolve"],
    "archived": ["reply"],
}

THEN: dict[tuple[str, str], str] = {
    ("new", "open"): "open",
    ("new", "reply"): "open",
    ("new", "customer"): "new",
    ("new", "wait"): "waiting",
    ("new", "resolve"): "resolved",
    ("new", "note"): "new",
    ("open", "reply"): "open",
    ("open", "customer"): "open",
    ("open", "wait"): "waiting",
    ("open", "resolve"): "resolved",
    ("open", "note"): "open",
    ("waiting", "open"): "open",
    ("waiting", "reply"): "waiting",
    ("waiting", "customer"): "open",
    ("waiting", "resolve"): "resolved",
    ("waiting", "note"): "waiting",
    ("resolved", "customer"): "open",
    ("resolved", "reopen"): "open",
    ("resolved", "note"): "resolved",
    ("archived", "customer"): "open",
    ("archived", "reopen"): "open",
}
"""State and verb to the state after it; every other pair is refused."""


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("start", STATES)
def test_each_verb_in_each_state(ws: Workspace, start: str, verb: str) -> None:
    for step in STATES[start]:
        VERBS[step](ws)
    if start == "archived":
        archive_record(ws, "R1")
    advance(ws, minutes=30)
    before, known = all_stored(ws), len(labels(ws))
    expected = THEN.get((start, verb))
    if expected is None:
        with pytest.raises(WrongUse, match="R1 is "):
            VERBS[verb](ws)
        assert all_stored(ws) == before
        return
    change = VERBS[verb](ws)
    assert state(ws) == expected
    assert bool(body(ws, "R1").get("closed_at")) == (expected == "resolved")
    assert (1 in ws.live("request")) == (expected != "resolved")
    assert (len(labels(ws)), labels(ws)[0]) == (known + 1, change.label)
    assert "R1: logo {svg}" in change.label
    after = all_stored(ws)
    ws.undo()
    assert all_stored(ws) == before
    ws.redo()
    assert all_stored(ws) == after
    assert_live_is_exact(ws)


def test_stopping_to_wait_lets_the_clock_run_on(ws: Workspace) -> None:
    requests.wait_on_customer(ws, "R1")
    advance(ws, hours=1)
    requests.open_request(ws, "R1")
    assert state(ws) == "open"


def test_a_note_on_a_resolved_request_does_not_move_its_closing(ws: Workspace) -> None:
    requests.resolve_request(ws, "R1")
    closed = body(ws, "R1")["closed_at"]
    advance(ws, days=2)
    requests.note_request(ws, "R1", "thanked us")
    assert body(ws, "R1")["closed_at"] == closed


def test_a_snooze_ends_with_the_next_event_but_not_with_a_note(ws: Workspace) -> None:
    requests.snooze_request(ws, "1", NOW + timedelta(days=1))
    requests.note_request(ws, "R1", "x")
    assert body(ws, "R1")["snoozed_until"] == "2026-11-24T10:00:00Z"
    requests.record_customer_message(ws, "R1")
    assert "snoozed_until" not in body(ws, "R1")


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("ahead of now", lambda ws: requests.snooze_request(ws, "R1", NOW)),
        ("future", lambda ws: requests.record_reply(ws, "R1", at=NOW + timedelta(hours=1))),
        ("received at", lambda ws: requests.record_reply(ws, "R1", at=NOW - timedelta(hours=1))),
        ("empty", lambda ws: requests.note_request(ws, "R1", "  ")),
        ("a request is needed", lambda ws: requests.record_reply(ws, "T1")),
    ],
)
def test_nonsense_is_refused(ws: Workspace, words: str, act: Callable[[Workspace], object]) -> None:
    before = all_stored(ws)
    with pytest.raises(WrongUse, match=words):
        act(ws)
    assert all_stored(ws) == before


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"customer": "Anna"}, "subject is missing"),
        ({"subject": "x"}, "customer is missing"),
        ({"subject": "x", "customer": "A", "received": "yesterday"}, "received"),
        ({"subject": "x", "customer": "A", "received": "2026-11-23T10:00:00"}, "time zone"),
        ({"subject": "x", "customer": "A", "received": "2026-11-23T12:00:00Z"}, "future"),
        ({"subject": "x", "customer": "A", "kind": ""}, "kind"),
    ],
)
def test_a_request_that_cannot_be_is_refused(
    ws: Workspace, fields: dict[str, Any], words: str
) -> None:
    before = all_stored(ws)
    with pytest.raises(WrongUse, match=words):
        requests.add_request(ws, fields)
    assert all_stored(ws) == before


def test_one_that_was_resolved_before_it_was_written_down_is_closed(ws: Workspace) -> None:
    events = [
        {"at": "2026-11-20T10:00:00Z", "type": "received"},
        {"at": "2026-11-20T11:00:00Z", "type": "resolved"},
    ]
    fields = {"subject": "x", "customer": "A", "received": events[0]["at"], "events": events}
    known = len(labels(ws))
    requests.add_request(ws, fields)
    assert body(ws, "R2")["closed_at"] == "2026-11-20T11:00:00Z"
    assert len(labels(ws)) == known + 1


def test_another_moment_of_receipt_moves_the_event_from_which_the_promise_counts(
    ws: Workspace,
) -> None:
    edit_record(ws, "R1", {"received": "2026-11-20T08:00:00Z"})
    assert body(ws, "R1")["events"] == [{"at": "2026-11-20T08:00:00Z", "type": "received"}]
    requests.record_reply(ws, "R1")
    with pytest.raises(WrongUse, match="before all else"):
        edit_record(ws, "R1", {"received": "2026-11-23T10:00:01Z"})
