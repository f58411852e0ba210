"""What is exported as a calendar reads back as the same blocks, overrides and tasks."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.blocks import Block, Override
from cockpit.domain.record import Record
from cockpit.domain.tasks import Task
from cockpit.interchange.dump import export_json
from cockpit.interchange.ics import parse
from cockpit.interchange.ics_export import export_ics
from tests.unit.test_export_todotxt import lines, tasks, whole

ZONE = "America/New_York"
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
MADE = {"created_at": "2026-01-05T10:20:30Z"}
LEFT_BEHIND = ("function", "request", "assignment", "block")

dates = st.dates(date(2020, 1, 1), date(2035, 1, 1)).map(date.isoformat)
zones = st.sampled_from([None, "Europe/Berlin", "Asia/Kolkata", "UTC"])
times = st.sampled_from(
    [
        ("09:00", "10:30", 1),
        ("22:00", "06:00", 1),
        ("00:00", "24:00", 1),
        ("00:00", "24:00", 5),
        ("09:00", "10:00", 2),
        ("20:00", "24:00", 1),
        ("23:00", "23:00", 1),
        ("18:00", "07:00", 4),
    ]
)


@st.composite
def shape(draw: st.DrawFn) -> dict[str, Any]:
    start, end, days = draw(times)
    return {
        "uid": draw(st.uuids()).hex,
        "label": draw(lines | st.just("")),
        "start": start,
        "end": end,
        "days": days,
        "zone": draw(zones),
        "busy": draw(st.booleans()),
        **MADE,
    }


@st.composite
def blocks(draw: st.DrawFn) -> dict[str, Any]:
    body = draw(shape())
    body["except_dates"] = sorted(set(draw(st.lists(dates, max_size=2))))
    if draw(st.booleans()):
        body["weekday"] = draw(st.sampled_from(["mon", "sat"]))
        body["first_date"] = draw(st.none() | dates)
    else:
        rules = ["FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR", "FREQ=MONTHLY;BYDAY=-1FR"]
        body["rule"] = draw(st.sampled_from([*rules, "FREQ=DAILY;COUNT=5"]))
        body["first_date"] = draw(dates)
    body["last_date"] = draw(st.none() | st.just("2050-01-01"))
    return whole(Block.of("", body))


@st.composite
def overrides(draw: st.DrawFn) -> dict[str, Any]:
    body = {**draw(shape()), "date": draw(dates)}
    body["action"] = draw(st.sampled_from(["add", "move", "drop"]))
    if body["action"] != "add":
        body["block"] = "B1"
    if body["action"] == "drop":
        body.update(start=None, end=None, days=1, zone=None, busy=True)
    return whole(Override.of("", body))


def back(text: str) -> dict[str, tuple[Record, dict[str, tuple[str, str]]]]:
    models: dict[str, type[Record]] = {"block": Block, "override": Override, "task": Task}
    parsed = parse(text, now=NOW, zone=ZONE)
    assert parsed.skipped == []
    found = {}
    for one in parsed.proposals:
        body = {**one.initial, **one.body, "uid": one.uid}
        if "block" in one.links:
            body["block"] = "B1"
        found[one.uid] = (models[one.table].of("", body), one.links)
    return found


def without_refs(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key not in LEFT_BEHIND}


@given(blocks(), st.lists(overrides(), max_size=3, unique_by=lambda one: one["date"]))
def test_blocks_and_overrides_read_back(
    block: dict[str, Any], others: list[dict[str, Any]]
) -> None:
    documents = {"block": {1: block}, "override": dict(enumerate(others, start=1))}
    found = back(export_ics(documents, zone=ZONE))
    assert set(found) == {block["uid"], *(one["uid"] for one in others)}
    for body in (block, *others):
        record, links = found[body["uid"]]
        assert without_refs(whole(record)) == without_refs(body)
        if body.get("block"):
            assert links["block"] == ("block", block["uid"])


@given(st.lists(tasks(), max_size=3, unique_by=lambda body: body["uid"]))
def test_tasks_read_back(bodies: list[dict[str, Any]]) -> None:
    bodies = [{**body, "uid": f"u{number}"} for number, body in enumerate(bodies)]
    found = back(export_ics({"task": dict(enumerate(bodies, start=1))}, zone=ZONE))
    for body in bodies:
        assert without_refs(whole(found[body["uid"]][0])) == without_refs(body)


@pytest.mark.parametrize(
    "title",
    ["a\r\nEND:VTODO\r\nBEGIN:VEVENT", "a;b,c\\n:d", "\x1b[2Jx", "é" * 200, "x" * 10_000],
)
def test_no_title_breaks_out_of_its_line(title: str) -> None:
    body = Task.of("", {"uid": "u", "title": title, **MADE}).body()
    text = export_ics({"task": {1: body}}, zone=ZONE)
    assert text.count("\r\nBEGIN:VEVENT") == 0
    assert text.count("END:VTODO\r\n") == 1
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert not any(ord(sign) < 32 for sign in text.replace("\r\n", ""))


def test_other_programs_see_zone_rule_function_and_end() -> None:
    body = Block.of(
        "",
        {
            "uid": "u",
            "function": "F1",
            "label": "Deep work",
            "weekday": "mon",
            "start": "09:00",
            "end": "11:00",
            "last_date": "2026-03-02",
            **MADE,
        },
    ).body()
    text = export_ics({"block": {1: body}, "function": {1: {"name": "Writing"}}}, zone=ZONE)
    for line in (
        "TZID:America/New_York",
        "DTSTART;TZID=America/New_York:20260105T090000",
        "DTEND;TZID=America/New_York:20260105T110000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20260302T140000Z",
        "CATEGORIES:Writing",
        "SUMMARY:Deep work",
    ):
        assert f"\r\n{line}\r\n" in text
    assert back(text)["u"][1] == {"function": ("function", "Writing")}


def test_the_dump_has_every_document_under_its_number() -> None:
    documents = {"task": {2: {"title": "é"}, 1: {"title": "a"}}, "block": {}}
    assert json.loads(export_json(documents)) == {
        "meta": {"1": {"schema": 1, "program": "cockpit"}},
        "task": {"1": {"title": "a"}, "2": {"title": "é"}},
        "block": {},
    }


def test_tinydb_opens_the_dump(tmp_path: Any) -> None:
    from tinydb import TinyDB

    path = tmp_path / "dump.json"
    path.write_text(export_json({"task": {7: {"title": "a"}}}), encoding="utf-8")
    with TinyDB(path) as database:
        found = database.table("task").get(doc_id=7)
    assert found == {"title": "a"}
