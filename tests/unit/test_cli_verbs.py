"""The verbs of single nouns, and what each does to its record."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.cli.verbs import VERBS
from tests.command_line import CommandLine


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    run = CommandLine(own_home)
    for words in (
        ("hours", "add", "Mine", "--zone", "UTC", "--week", "mon-fri 8:00-18:00"),
        ("function", "add", "Writing"),
        ("contractor", "add", "Ana"),
        ("promise", "add", "inquiry", "--first-response", "4h"),
    ):
        assert run(*words).status == 0, words
    return run


def record(cockpit: CommandLine, reference: str) -> dict[str, object]:
    noun = {"T": "task", "R": "request", "A": "assignment", "C": "contractor", "I": "interruption"}
    return cockpit(noun[reference[0]], "show", reference, "--json").json


TESTED = {
    "task": "done reopen drop move give check",
    "request": "reply message wait done resolve reopen note snooze explain report forecast batch"
    " merge give history templates",
    "promise": "text check report",
    "block": "week add-on move drop back copy-week",
    "hours": "holidays",
    "contractor": "contact end signals waiting load sheet checkin-request ask-clients"
    " checkin vet status leaving handover",
    "assignment": "send start deliver approve changes cancel brief verdict due ask answer",
    "payment": "pay commission report",
    "asset": "allow login rotated",
    "grant": "revoke reviewed",
    "procedure": "run reviewed",
    "interruption": "done report",
}


def test_every_verb_is_under_test() -> None:
    found = {noun: {verb.name for verb in verbs} for noun, verbs in VERBS.items()}

    assert {noun: set(words.split()) for noun, words in TESTED.items()} == found


def test_tasks_are_crossed_off_and_taken_back(cockpit: CommandLine) -> None:
    first, second = (cockpit("task", "add", title).id for title in ("Proof", "Letters"))

    assert cockpit("task", "done", first, second.lower()).status == 0
    assert {record(cockpit, one)["state"] for one in (first, second)} == {"done"}
    assert cockpit.items("task", "list") == []
    assert cockpit("task", "done", first).status == 2

    assert cockpit("task", "reopen", first).status == 0
    assert (record(cockpit, first)["state"], record(cockpit, first)["closed_at"]) == ("open", None)
    assert cockpit("task", "drop", first).status == 0
    assert record(cockpit, first)["state"] == "dropped"


def test_several_at_once_are_one_change(cockpit: CommandLine) -> None:
    ids = [cockpit("task", "add", title).id for title in ("Proof", "Letters", "Paper")]
    before = len(cockpit.items("history"))

    assert cockpit("task", "done", *ids).status == 0

    assert len(cockpit.items("history")) == before + 1
    assert cockpit("undo").status == 0
    assert [one["id"] for one in cockpit.items("task", "list")] == ids


def test_one_that_cannot_stops_them_all(cockpit: CommandLine) -> None:
    first = cockpit("task", "add", "Proof").id
    before = len(cockpit.items("history"))

    assert cockpit("task", "done", first, "T99").status == 1

    assert record(cockpit, first)["state"] == "open"
    assert len(cockpit.items("history")) == before


@pytest.mark.parametrize(
    ("to", "place"),
    [
        (["fri"], {"place": "day", "day": "2026-11-27"}),
        (["today"], {"place": "day", "day": "2026-11-23"}),
        (["2026-12-01"], {"place": "day", "day": "2026-12-01"}),
        (["week"], {"place": "week", "week": "2026-W48"}),
        (["next", "week"], {"place": "week", "week": "2026-W49"}),
        (["2026-W50"], {"place": "week", "week": "2026-W50"}),
        (["backlog"], {"place": "backlog", "day": None, "week": None}),
    ],
)
def test_a_task_is_moved(to: list[str], place: dict[str, object], cockpit: CommandLine) -> None:
    task = cockpit("task", "add", "Proof", "--place", "tomorrow").id

    assert cockpit("task", "move", task, *to).status == 0

    assert {name: record(cockpit, task)[name] for name in place} == place


def test_a_place_that_is_none_is_refused_by_name(cockpit: CommandLine) -> None:
    task = cockpit("task", "add", "Proof").id

    ran = cockpit("task", "move", task, "feb", "30")

    assert ran.status == 2
    assert "feb 30" in ran.err


def test_a_checklist_line_is_ticked(cockpit: CommandLine) -> None:
    task = cockpit("task", "add", "Proof", "--checklist", "print; read").id

    assert cockpit("task", "check", task, "2").status == 0

    assert record(cockpit, task)["checklist"] == [
        {"text": "print", "done": False},
        {"text": "read", "done": True},
    ]
    assert cockpit("task", "check", task, "3").status == 2


def test_an_assignment_goes_its_way(cockpit: CommandLine) -> None:
    task = cockpit("task", "add", "Banner").id
    work = cockpit("task", "give", task, "Ana").id
    assert (work[0], record(cockpit, work)["state"]) == ("A", "draft")
    assert cockpit("assignment", "send", work).status == 2  # no goal, nothing to measure it by
    cockpit("assignment", "edit", work, "--goal", "sells", "--done-when", "3 sizes", "--due", "fri")

    for verb, state in (
        ("send", "sent"),
        ("start", "working"),
        ("deliver", "delivered"),
        ("changes", "changes_requested"),
        ("deliver", "delivered"),
        ("approve", "approved"),
    ):
        ran = cockpit("assignment", verb, work)
        assert ran.status == 0, (verb, ran.err)
        assert record(cockpit, work)["state"] == state
    assert cockpit.items("assignment", "list") == []

    other = cockpit("assignment", "add", "Icons", "--contractor", "ana").id
    assert cockpit("assignment", "cancel", other).status == 0
    assert record(cockpit, other)["state"] == "cancelled"


def test_a_contractor_is_heard_from_and_ended(cockpit: CommandLine) -> None:
    assert cockpit("contractor", "contact", "C1", "--at", "8:30").status == 0
    assert record(cockpit, "C1")["last_contact"] == "2026-11-23T08:30:00Z"

    assert cockpit("contractor", "end", "C1").status == 0
    assert record(cockpit, "C1")["status"] == "ended"


def test_a_request_through_its_states(cockpit: CommandLine) -> None:
    request = cockpit("request", "add", "Logo as SVG", "--customer", "Anna").id
    assert record(cockpit, request)["state"] == "new"
    assert record(cockpit, request)["due"] == "2026-11-23T13:20:00Z"

    for words, state in (
        (["reply", request, "--note", "Which size?"], "open"),
        (["wait", request], "waiting"),
        (["message", request, "--note", "large", "--at", "9:20"], None),
        (["note", request, "ask", "the", "printer"], None),
        (["done", request], "resolved"),
        (["reopen", request], "open"),
        (["resolve", request], "resolved"),
    ):
        ran = cockpit("request", *words)
        assert ran.status == 0, (words, ran.err)
        if state:
            assert record(cockpit, request)["state"] == state, words
    assert cockpit("request", "reply", request).status == 2
    events = record(cockpit, request)["events"]
    assert isinstance(events, list)
    assert {"Which size?", "large", "ask the printer"} <= {one["note"] for one in events}


def test_a_request_is_snoozed_and_explained(cockpit: CommandLine) -> None:
    request = cockpit("request", "add", "Logo as SVG", "--customer", "Anna").id

    assert cockpit("request", "snooze", request, "tomorrow", "9:00").status == 0
    assert record(cockpit, request)["snoozed_until"] == "2026-11-24T09:00:00Z"

    explained = cockpit("request", "explain", request)
    assert explained.status == 0, explained.err
    assert "13:20" in explained.out


def test_a_call_back_is_made(cockpit: CommandLine) -> None:
    call = cockpit("add", "! 9:05 Karl, invoice cb:16:00").id
    assert [one["id"] for one in cockpit.items("interruption", "list")] == [call]

    assert cockpit("interruption", "done", call).status == 0

    assert record(cockpit, call)["called_back_at"] == "2026-11-23T09:20:00Z"


def test_an_interruption_that_is_over_stands_in_the_list_of_the_week(cockpit: CommandLine) -> None:
    call = cockpit("add", "! 9:05 Karl, invoice").id

    assert [one["id"] for one in cockpit.items("interruption", "list")] == [call]

    cockpit.now = "2026-12-05T09:00:00+00:00"
    assert cockpit.items("interruption", "list") == []
    assert [one["id"] for one in cockpit.items("interruption", "list", "--all")] == [call]


def test_the_clock_starts_stops_and_tells(cockpit: CommandLine) -> None:
    task = cockpit("task", "add", "Proof", "--function", "writing").id
    assert cockpit("clock", "--json").json["running"] is None

    entry = cockpit("clock", "start", task).id
    cockpit.now = "2026-11-23T09:50:00+00:00"
    assert "30m" in cockpit("clock").out
    running = cockpit("clock", "show", "--json").json["running"]
    assert (running["id"], running["task"], running["function"]) == (entry, task, "F1")

    other = cockpit("clock", "start", "writing").id
    assert other != entry
    assert cockpit("clock", "stop").status == 0
    assert cockpit("clock", "stop").status == 1
    stopped = {one["id"]: one["stopped"] for one in cockpit.items("entry", "list")}
    assert stopped == {entry: "2026-11-23T09:50:00Z", other: "2026-11-23T09:50:00Z"}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "within 4 working hours"), ("es", "4 horas laborables")]
)
def test_the_promises_to_publish_are_printed(
    cockpit: CommandLine, language: str, words: str
) -> None:
    assert cockpit("promise", "add", "gift", "--first-response", "4h").status == 0

    assert words in cockpit("promise", "text", "--lang", language).out
