"""The light tables of fields say the same as the models."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cockpit.domain.demo.business import documents
from cockpit.domain.identity import ref
from cockpit.domain.records import MODELS
from cockpit.domain.whole import whole
from cockpit.locations import package_data

NOW = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
HEAD = {"uid": "u1", "created_at": "2026-11-23T09:20:00Z"}
SMALLEST: dict[str, dict[str, Any]] = {
    "function": {"name": "Writing"},
    "block": {"weekday": "mon", "start": "09:00", "end": "10:00"},
    "override": {"date": "2026-11-23", "action": "drop", "block": "B1"},
    "hours": {"name": "Mine", "zone": "UTC", "week": {"mon": [["09:00", "17:00"]]}},
    "task": {
        "title": "Proof",
        "checklist": [{"text": "print"}],
        "recurrence": {"rule": "FREQ=DAILY", "anchor": "2026-11-23"},
        "waiting": {},
    },
    "request": {
        "subject": "Logo",
        "customer": "Anna",
        "received": "2026-11-23T09:20:00Z",
        "events": [{"at": "2026-11-23T09:20:00Z", "type": "received"}],
    },
    "promise": {"kind": "refund", "first_response": {"measure": "working", "minutes": 60}},
    "contractor": {"name": "Ana"},
    "assignment": {
        "contractor": "C1",
        "title": "Banner",
        "due_moves": [
            {"at": "2026-11-23T09:20:00Z", "by": "owner", "after": "2026-11-24T09:20:00Z"}
        ],
        "questions": [{"at": "2026-11-23T09:20:00Z", "text": "Which red?"}],
    },
    "interruption": {"at": "2026-11-23T09:20:00Z", "who": "Karl"},
    "entry": {"started": "2026-11-23T09:20:00Z"},
    "asset": {"name": "planner.example"},
    "procedure": {"name": "Ship an order"},
    "review": {
        "kind": "nightly",
        "day": "2026-11-23",
        "started": "2026-11-23T09:20:00Z",
        "finished": "2026-11-23T09:20:00Z",
        "night": {"tomorrow": "2026-11-24"},
    },
    "grant": {"asset": "S1", "contractor": "C1"},
    "run": {"procedure": "D1", "by": "owner", "at": "2026-11-23T09:20:00Z"},
    "drill": {
        "subject": "all",
        "name": "everybody",
        "at": "2026-11-23T09:20:00Z",
        "functions": [{"function": "F1", "name": "Writing", "before": 4, "level": 0}],
        "rules": [{"rule": "admin", "asset": "S1", "name": "planner.example"}],
    },
    "engagement": {
        "terms": "hourly",
        "contractor": "C1",
        "rate": {"minor": 2500, "currency": "EUR"},
        "budget": {"minor": 50000, "currency": "EUR"},
    },
    "deliverable": {"assignment": "A1", "at": "2026-11-23T09:20:00Z"},
    "checkin": {"contractor": "C1", "at": "2026-11-23T09:20:00Z"},
    "feedback": {
        "words": "well done",
        "contractor": "C1",
        "kind": "praise",
        "at": "2026-11-23T09:20:00Z",
    },
    "vetting": {"kind": "portfolio", "contractor": "C1", "at": "2026-11-23T09:20:00Z"},
    "payment": {
        "what": "banner",
        "contractor": "C1",
        "amount": {"minor": 12000, "currency": "EUR"},
    },
}


@pytest.mark.parametrize("table", MODELS)
def test_the_smallest_record_is_made_whole_as_by_its_model(table: str) -> None:
    body = {**HEAD, **SMALLEST[table]}

    found = whole(table, ref(table, 7), body)

    wanted = MODELS[table].of(ref(table, 7), body).model_dump(mode="json")
    assert found == wanted
    assert list(found) == list(wanted)


def test_every_record_of_the_demo_is_made_whole_as_by_its_model() -> None:
    with open(package_data("demo.toml"), "rb") as file:
        spec = tomllib.load(file)

    for table, body in documents(spec, NOW, ZoneInfo("Europe/Berlin")):
        stored = MODELS[table].of("", body).body()
        assert whole(table, "", stored) == MODELS[table].of("", body).model_dump(mode="json")


def test_making_whole_leaves_the_stored_body_alone() -> None:
    body = {**HEAD, **SMALLEST["task"]}

    whole("task", "T1", body)["checklist"][0]["done"] = True

    assert body["checklist"] == [{"text": "print"}]
