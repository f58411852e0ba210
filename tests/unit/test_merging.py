"""Two requests that ask the same become one story; the earlier arrival counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions import requests
from cockpit.actions.contractors import move_assignment
from cockpit.actions.desk import promise_book
from cockpit.actions.giving import give_request
from cockpit.actions.merging import merge_requests
from cockpit.actions.promise_keeping import verdicts_since
from cockpit.actions.records import add_record, archive_record
from cockpit.errors import NotFound, WrongUse
from cockpit.store.workspace import Workspace
from tests.workspaces import (
    advance,
    assert_live_is_exact,
    body,
    labels,
    open_workspace,
    stored,
    with_hours,
)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """R1 of 11:00 in Berlin, R2 an hour later; four working hours to the first answer."""
    workspace = with_hours(open_workspace(tmp_path))
    hours = {"measure": "working", "minutes": 240}
    add_record(workspace, "promise", {"kind": "inquiry", "first_response": hours})
    requests.add_request(workspace, {"subject": "logo?", "customer": "Anna", "notes": "a"})
    advance(workspace, hours=1)
    second = {"subject": "my logo", "customer": "anna@x.org", "notes": "b", "priority": 2}
    requests.add_request(workspace, {**second, "order_number": "77", "tags": ["vip"]})
    yield workspace
    workspace.close()


def told(ws: Workspace, reference: str) -> list[tuple[str, str]]:
    return [(one["type"], one.get("note", "")) for one in body(ws, reference)["events"]]


def due(ws: Workspace, reference: str) -> Any:
    return promise_book(ws).derived(body(ws, reference), ws.now())["due"]


def test_the_events_are_united_and_the_duplicate_is_closed(ws: Workspace) -> None:
    merge_requests(ws, "r1", "2")

    assert told(ws, "R1") == [
        ("received", ""),
        ("customer_message", "R2 my logo"),
        ("note", "R2 was merged into this"),
    ]
    found = body(ws, "R1")
    assert (found["order_number"], found["tags"], found["priority"]) == ("77", ["vip"], 2)
    assert found["notes"] == "a\n\nb"
    assert due(ws, "R1") == "2026-11-23T14:00:00Z"
    other = body(ws, "R2")
    assert other["closed_at"] == "2026-11-23T11:00:00Z"
    assert other["merged_into"] == "R1"
    assert told(ws, "R2")[-1] == ("note", "merged into R1")
    assert list(ws.live("request")) == [1]
    assert_live_is_exact(ws)


def test_the_earlier_arrival_counts_whichever_is_kept(ws: Workspace) -> None:
    merge_requests(ws, "R2", "R1")

    assert body(ws, "R2")["received"] == "2026-11-23T10:00:00Z"
    assert told(ws, "R2")[:2] == [("received", ""), ("customer_message", "my logo")]
    assert due(ws, "R2") == "2026-11-23T14:00:00Z"


def test_a_reply_to_either_is_a_reply(ws: Workspace) -> None:
    advance(ws, hours=1)
    requests.record_reply(ws, "R2")

    merge_requests(ws, "R1", "R2")

    assert promise_book(ws).derived(body(ws, "R1"), ws.now())["status"] == "met"
    assert body(ws, "R1")["verdicts"][0]["verdict"] == "met"


def test_one_undo_takes_it_back(ws: Workspace) -> None:
    add_record(ws, "task", {"title": "draw", "request": "R2", "position": 1.0})
    before = stored(ws)

    merge_requests(ws, "R1", "R2")
    assert body(ws, "T1")["request"] == "R1"
    assert labels(ws)[0] == "Merge R2 into R1: logo?"
    ws.undo()

    assert stored(ws) == before


def test_a_duplicate_is_counted_once(ws: Workspace) -> None:
    merge_requests(ws, "R1", "R2")
    requests.resolve_request(ws, "R1")

    assert verdicts_since(ws, "2026-11-01T00:00:00Z") == {1: True}


def test_a_duplicate_that_was_none_is_taken_out_again(ws: Workspace) -> None:
    merge_requests(ws, "R1", "R2")

    requests.reopen_request(ws, "R2")

    assert "merged_into" not in body(ws, "R2")
    assert "closed_at" not in body(ws, "R2")


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("R1", "R1", "merged with itself"),
        ("R1", "R3", "R3 is closed"),
        ("R3", "R1", "R3 is closed"),
        ("R1", "T1", "a request is needed"),
    ],
)
def test_what_cannot_be_merged_is_told_and_nothing_is_written(
    ws: Workspace, one: str, other: str, why: str
) -> None:
    requests.add_request(ws, {"subject": "old", "customer": "Bob"})
    requests.resolve_request(ws, "R3")
    before = stored(ws)

    with pytest.raises(WrongUse, match=why):
        merge_requests(ws, one, other)

    assert stored(ws) == before


def test_a_request_that_is_not_there_is_told(ws: Workspace) -> None:
    with pytest.raises(NotFound):
        merge_requests(ws, "R1", "R99")


@pytest.fixture
def people(ws: Workspace) -> Workspace:
    add_record(ws, "function", {"name": "Support", "kinds": ["Inquiry"]})
    add_record(ws, "contractor", {"name": "Marta"})
    return ws


def test_a_request_is_given_with_what_it_says(people: Workspace) -> None:
    given = give_request(people, "R1", "C1")

    found = body(people, given.ref)
    assert (found["title"], found["goal"], found["request"]) == ("logo?", "a", "R1")
    assert (found["due"], found["function"]) == ("2026-11-23T14:00:00Z", "F1")
    assert body(people, "R1")["assignment"] == "A1"
    assert told(people, "R1")[-1] == ("note", "given to Marta (A1)")
    assert due(people, "R1") == "2026-11-23T14:00:00Z"
    people.undo()
    assert "assignment" not in body(people, "R1")


def test_a_request_is_given_once_and_again_when_that_came_to_nothing(people: Workspace) -> None:
    give_request(people, "R1", "C1")
    with pytest.raises(WrongUse, match="given away already: A1"):
        give_request(people, "R1", "C1")

    move_assignment(people, "A1", "cancelled")

    assert "assignment" not in body(people, "R1")
    assert give_request(people, "R1", "C1").ref == "A2"
    archive_record(people, "A2")
    assert "assignment" not in body(people, "R1")


def test_a_closed_request_is_not_given(people: Workspace) -> None:
    requests.resolve_request(people, "R1")
    with pytest.raises(WrongUse, match="R1 is closed"):
        give_request(people, "R1", "C1")


def test_a_request_without_a_promise_is_given_without_a_due(people: Workspace) -> None:
    requests.add_request(people, {"subject": "x", "customer": "Bob", "kind": "gossip"})

    found = body(people, give_request(people, "R3", "C1").ref)

    assert "due" not in found
    assert "function" not in found


@pytest.mark.parametrize(
    ("after", "opens"),
    [
        (0, "2026-11-24T08:00:00Z"),  # open: the next day
        (10, "2026-11-24T08:00:00Z"),  # closed in the evening
        (19, "2026-11-24T08:00:00Z"),  # before opening
        (24 * 4, "2026-11-30T08:00:00Z"),  # on Friday: Monday
    ],
)
def test_the_next_opening(ws: Workspace, after: int, opens: str) -> None:
    advance(ws, hours=after)
    assert requests.next_opening(ws).isoformat() == opens.replace("Z", "+00:00")


def test_without_hours_there_is_no_next_opening(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    workspace = open_workspace(tmp_path / "other")
    with pytest.raises(WrongUse, match="say until when"):
        requests.next_opening(workspace)
    workspace.close()
