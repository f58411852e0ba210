"""todo.txt lines become tasks; what is not understood stays in the title."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from cockpit.domain.tasks import Task
from cockpit.errors import CockpitError
from cockpit.interchange.report import Parsed, Proposal
from cockpit.interchange.todotxt import parse

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def read(data: str | bytes) -> Parsed:
    parsed = parse(data, now=NOW, zone="Europe/Berlin")
    for one in parsed.proposals:
        body = {"created_at": "2026-11-23T08:00:00Z", **one.initial, **one.body, "uid": one.uid}
        Task.of("", body)
    return parsed


def one(line: str) -> Proposal:
    parsed = read(line)
    assert len(parsed.proposals) == 1
    return parsed.proposals[0]


def said(line: str) -> dict[str, Any]:
    empty = (None, [], {}, "", False)
    return {k: v for k, v in one(line).body.items() if v not in empty and k != "state"}


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("Pick up milk", {"title": "Pick up milk"}),
        ("(A) Call Mom", {"title": "Call Mom", "priority": 1}),
        ("(D) Call Mom", {"title": "Call Mom", "extra": {"pri": "D"}}),
        ("Call Mom +Family @Phone", {"title": "Call Mom", "project": "Family", "tags": ["Phone"]}),
        (
            "@Home Turn off TV @TV @Home",
            {"title": "Turn off TV", "tags": ["Home", "TV"]},
        ),
        (
            "ask +Family about @home dinner",
            {"title": "ask +Family about @home dinner", "project": "Family", "tags": ["home"]},
        ),
        (
            "plan +Garden +Home",
            {"title": "plan", "project": "Garden", "extra": {"projects": "Home"}},
        ),
        (
            "pay due:2026-11-30 the bill",
            {"title": "pay the bill", "due": "2026-11-30T22:59:59Z", "due_is_date": True},
        ),
        ("private:no write Level:5", {"title": "write", "extra": {"private": "no", "Level": "5"}}),
        ("read http://example.org/a", {"title": "read http://example.org/a"}),
        ("meet at 14:30", {"title": "meet at 14:30"}),
        ("pay due:2014-02-32", {"title": "pay due:2014-02-32"}),
        ("sleep t:2026-12-01", {"title": "sleep", "waiting": {"who": None, "until": "2026-12-01"}}),
        ("+Novel @home", {"title": "+Novel @home", "project": "Novel", "tags": ["home"]}),
        ("xylophone lesson", {"title": "xylophone lesson"}),
        ("X 2012-01-01 More Go", {"title": "X 2012-01-01 More Go"}),
        ("# a comment", {"title": "# a comment"}),
        ("a  b\tc", {"title": "a  b\tc"}),
        ("[/b] [urgent] call", {"title": "[/b] [urgent] call"}),
    ],
)
def test_a_line_and_its_fields(line: str, fields: dict[str, Any]) -> None:
    assert said(line) == fields


@pytest.mark.parametrize(
    ("line", "made", "ended"),
    [
        ("x 2014-01-03 2014-01-01 Call", "2013-12-31T23:00:00Z", "2014-01-02T23:00:00Z"),
        ("x 2014-01-02 (B) 2013-12-30 Call", "2013-12-29T23:00:00Z", "2014-01-01T23:00:00Z"),
        ("x (B) 2014-01-02 2013-12-30 Call", "2013-12-29T23:00:00Z", "2014-01-01T23:00:00Z"),
        ("x 2014-01-02 Call", "2014-01-01T23:00:00Z", "2014-01-01T23:00:00Z"),
        ("x Call", None, "2026-11-23T08:00:00Z"),
    ],
)
def test_a_done_line(line: str, made: str | None, ended: str) -> None:
    found = one(line)
    assert (found.body["state"], found.body["title"]) == ("done", "Call")
    assert (found.initial.get("created_at"), found.initial["closed_at"]) == (made, ended)


@pytest.mark.parametrize("line", ["x 2014-25-04 2014-01-01 Create", "x (B) 2014-13-01 Create"])
def test_a_completion_date_that_is_no_date_leaves_the_line_as_it_is(line: str) -> None:
    found = one(line)
    assert (found.body["state"], found.body["title"]) == ("open", line)


def test_a_creation_date_that_is_no_date_stays_in_the_title() -> None:
    found = one("(B) 2014-13-01 Create")
    assert (found.body["priority"], found.body["title"]) == (2, "2014-13-01 Create")


@pytest.mark.parametrize(
    ("words", "rule", "mode"),
    [
        ("rec:1w", "FREQ=WEEKLY", "after_completion"),
        ("rec:+2m", "FREQ=MONTHLY;INTERVAL=2", "by_date"),
        ("rec:1b", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "after_completion"),
    ],
)
def test_recurrence(words: str, rule: str, mode: str) -> None:
    found = one(f"water plants due:2026-11-30 {words}").body["recurrence"]
    assert found == {"rule": rule, "mode": mode, "anchor": "2026-11-30"}


def test_identical_lines_are_two_tasks_and_the_same_ones_next_time() -> None:
    text = "Pick up milk\r\n\r\nPick up milk\rx Call\n"
    first, second = read(text), read(text)
    assert first.read == 3
    assert len({found.uid for found in first.proposals}) == 3
    assert [found.digest for found in first.proposals] == [f.digest for f in second.proposals]
    assert [found.uid for found in first.proposals] == [found.uid for found in second.proposals]


def test_a_line_that_was_ticked_off_since_is_the_same_task() -> None:
    assert one("(A) Call Mom @phone").uid == one("x 2026-11-22 Call Mom @phone").uid


def test_only_line_ends_end_a_line() -> None:
    assert read("one\x0b\u2028still one\ntwo").read == 2


def test_a_damaged_line_is_told_and_the_others_are_read() -> None:
    parsed = read("Café\n".encode() + b"bro\xffken\nM\xc3\xbcller\n")
    assert [found.body["title"] for found in parsed.proposals] == ["Café", "Müller"]
    assert parsed.skipped[0].record == "line 2"
    assert "offset 9" in parsed.skipped[0].reason


def test_windows_letters_are_read_and_told() -> None:
    parsed = read("Grüße an Zoë".encode("cp1252"))
    assert (parsed.proposals[0].body["title"], parsed.encoding) == ("Grüße an Zoë", "cp1252")


def test_a_title_longer_than_the_limit_goes_on_in_the_notes() -> None:
    body = one("é" * 20_005).body
    assert (len(body["title"]), body["notes"]) == (20_000, "ééééé")


@pytest.mark.parametrize(
    "data",
    [
        '[{"description": "x"}]',
        "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        "<!DOCTYPE html><html></html>",
        b"\x89PNG\r\n\x1a\n\x00\x00",
    ],
)
def test_another_format_is_refused(data: str | bytes) -> None:
    with pytest.raises(CockpitError, match="not a todo.txt file"):
        read(data)


def test_an_empty_file_is_an_empty_list() -> None:
    assert read(b"\n \n") == Parsed(0, [], [], "utf-8")
