"""Taskwarrior's export becomes tasks; nothing of it is lost in silence."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from cockpit.domain.tasks import Task
from cockpit.errors import CockpitError
from cockpit.interchange.recurrence import rule_of_words
from cockpit.interchange.report import Parsed
from cockpit.interchange.taskwarrior import parse

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TASK: dict[str, Any] = {
    "uuid": "633f273c-7da4-4b11-a3fe-5fa51b2eadaa",
    "description": "write the offer",
    "status": "pending",
    "entry": "20260101T090000Z",
}


def read(data: object) -> Parsed:
    text = data if isinstance(data, (str, bytes)) else json.dumps(data)
    parsed = parse(text, now=NOW, zone="Europe/Berlin")
    for one in parsed.proposals:
        body = {"created_at": "2026-11-23T08:00:00Z", **one.initial, **one.body, "uid": one.uid}
        Task.of("", body)
    return parsed


def body_of(**fields: Any) -> dict[str, Any]:
    parsed = read([{**TASK, **fields}])
    assert len(parsed.proposals) == 1
    return parsed.proposals[0].body


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([TASK, {**TASK, "uuid": "b"}]),
        json.dumps([TASK, {**TASK, "uuid": "b"}], indent=4),
        json.dumps(TASK) + "\n" + json.dumps({**TASK, "uuid": "b"}) + "\n",
        "[\n" + json.dumps(TASK) + ",\n" + json.dumps({**TASK, "uuid": "b"}) + ",\n]\n",
        json.dumps(TASK) + ",\r\n" + json.dumps({**TASK, "uuid": "b"}),
    ],
)
def test_all_shapes_of_the_export_give_the_same_tasks(text: str) -> None:
    parsed = read(text)
    assert [one.uid for one in parsed.proposals] == [TASK["uuid"], "b"]
    assert (parsed.read, parsed.skipped) == (2, [])


def test_the_fields_of_a_task() -> None:
    body = body_of(
        project="Shop.Winter",
        tags=["print", "urgent"],
        priority="H",
        due="20261124T133000Z",
        annotations=[{"entry": "20260102T000000Z", "description": "ask for paper"}],
        depends="a1,a2",
        urgency=8.8,
        estimate="3h",
        uda={"size": 4},
    )
    assert body["title"] == "write the offer"
    assert body["created_at"] == "2026-01-01T09:00:00Z"
    assert (body["project"], body["tags"], body["priority"]) == (
        "Shop.Winter",
        ["print", "urgent"],
        1,
    )
    assert (body["due"], body["due_is_date"]) == ("2026-11-24T13:30:00Z", False)
    assert body["notes"] == "2026-01-02: ask for paper"
    assert body["extra"] == {"depends": "a1,a2", "estimate": "3h", "uda": '{"size": 4}'}


@pytest.mark.parametrize("due", ["20261123T230000Z", "20261124T225959Z", "2026-11-24"])
def test_a_due_at_local_midnight_is_a_date(due: str) -> None:
    body = body_of(due=due)
    assert (body["due"], body["due_is_date"]) == ("2026-11-24T22:59:59Z", True)


@pytest.mark.parametrize(
    ("fields", "state", "closed"),
    [
        ({"status": "pending"}, "open", None),
        ({"status": "completed", "end": "20260301T100000Z"}, "done", "2026-03-01T10:00:00Z"),
        ({"status": "deleted", "end": "1772359200"}, "dropped", "2026-03-01T10:00:00Z"),
        ({"status": "completed", "modified": "20260301T100000Z"}, "done", "2026-03-01T10:00:00Z"),
    ],
)
def test_states(fields: dict[str, str], state: str, closed: str | None) -> None:
    body = body_of(**fields)
    assert (body["state"], body["closed_at"]) == (state, closed)


def test_a_completed_task_without_an_end_is_closed_now_but_only_where_it_is_new() -> None:
    one = read([{**TASK, "status": "completed"}]).proposals[0]
    assert "closed_at" not in one.body
    assert one.initial == {"closed_at": "2026-11-23T08:00:00Z"}


def test_a_waiting_task_waits_until_its_date() -> None:
    body = body_of(status="waiting", wait="20261130T230000Z")
    assert body["waiting"] == {"who": None, "until": "2026-12-01"}
    assert body["extra"] == {}


def test_a_due_that_is_no_date_is_kept_as_it_was_written() -> None:
    body = body_of(due="20261399T000000Z", priority="URGENT")
    assert (body["due"], body["priority"]) == (None, None)
    assert body["extra"] == {"due": "20261399T000000Z", "priority": "URGENT"}


def test_the_open_occurrence_carries_the_rule_of_its_template() -> None:
    template = {**TASK, "uuid": "t", "status": "recurring", "recur": "2w", "mask": "+-"}
    template["due"] = "20261101T230000Z"
    done = {**TASK, "uuid": "c1", "parent": "t", "status": "completed", "recur": "2w"}
    early = {**TASK, "uuid": "c2", "parent": "t", "due": "20261115T230000Z"}
    late = {**TASK, "uuid": "c3", "parent": "t", "due": "20261129T230000Z", "recur": "2w"}
    parsed = read([template, done, early, late])
    found = {one.uid: one.body for one in parsed.proposals}
    assert list(found) == ["c1", "c2", "c3"]
    assert {one["series"] for one in found.values()} == {"t"}
    assert [one["recurrence"] for one in found.values()] == [
        None,
        None,
        {"rule": "FREQ=WEEKLY;INTERVAL=2", "mode": "by_date", "anchor": "2026-11-02"},
    ]
    assert "template" in parsed.skipped[0].reason


def test_a_template_alone_is_the_task() -> None:
    body = body_of(status="recurring", recur="monthly", due="20261130T230000Z")
    assert body["state"] == "open"
    assert body["recurrence"]["rule"] == "FREQ=MONTHLY"
    assert body["recurrence"]["anchor"] == "2026-12-01"


def test_the_last_state_of_a_task_counts() -> None:
    parsed = read([TASK, {**TASK, "description": "write the offer today"}])
    assert [one.body["title"] for one in parsed.proposals] == ["write the offer today"]
    assert parsed.read == 2
    assert "earlier state" in parsed.skipped[0].reason


def test_bad_records_cost_only_themselves() -> None:
    text = "\n".join(
        [
            "[",
            json.dumps(TASK) + ",",
            '{"description": "cut off", "uuid":',
            '{"uuid": "no-words"},',
            '{"description": 5},',
            '"just text",',
            json.dumps({**TASK, "uuid": "b"}),
            "]",
        ]
    )
    parsed = read(text)
    assert [one.uid for one in parsed.proposals] == [TASK["uuid"], "b"]
    assert [one.record for one in parsed.skipped] == ["line 3", "line 4", "line 5", "line 6"]
    assert parsed.read == 6


def test_damaged_bytes_are_told_and_the_rest_is_imported() -> None:
    good = json.dumps({**TASK, "description": "Grüße"}, ensure_ascii=False).encode()
    bad = json.dumps({**TASK, "uuid": "b", "description": "Grüße @"}, ensure_ascii=False).encode()
    parsed = read(good + b"\n" + bad.replace(b"@", b"\xff"))
    assert [one.body["title"] for one in parsed.proposals] == ["Grüße"]
    assert "0xFF" in parsed.skipped[0].reason


def test_a_lone_surrogate_is_written_out() -> None:
    assert read(r'[{"description": "a \ud83d b"}]').proposals[0].body["title"] == "a \\ud83d b"


def test_without_a_uuid_the_content_gives_the_uid() -> None:
    bare = {"description": "call Karl"}
    first, second = (read([bare, bare, TASK]).proposals for _run in range(2))
    assert [one.uid for one in first] == [one.uid for one in second]
    assert len({one.uid for one in first}) == 3


@pytest.mark.parametrize(
    "data",
    [
        "",
        "not json",
        "[[[[" * 5000,
        '{"a":' * 5000,
        '{"schema": 1, "items": []}',
        "BEGIN:VCALENDAR\nEND:VCALENDAR",
        '[{"a": [' * 3000,
        b"\x89PNG\r\n\x1a\n",
        "7",
    ],
)
def test_what_is_no_export_is_refused(data: str | bytes) -> None:
    with pytest.raises(CockpitError):
        read(data)


def test_an_empty_export_is_an_export() -> None:
    assert read("[\n]\n") == Parsed(0, [], [], "utf-8")


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("weekly", "FREQ=WEEKLY"),
        ("2w", "FREQ=WEEKLY;INTERVAL=2"),
        ("3 days", "FREQ=DAILY;INTERVAL=3"),
        ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("P1M", "FREQ=MONTHLY"),
        ("quarterly", "FREQ=MONTHLY;INTERVAL=3"),
        ("2quarters", "FREQ=MONTHLY;INTERVAL=6"),
        ("1y", "FREQ=YEARLY"),
        ("0d", None),
        ("whenever", None),
        ("", None),
    ],
)
def test_words_for_repetition(words: str, rule: str | None) -> None:
    assert rule_of_words(words) == rule
