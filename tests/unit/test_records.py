"""The models: what they store, what they refuse, and that nothing changes on the way."""

from __future__ import annotations

from typing import Any

import pytest

from cockpit.domain.identity import PREFIXES
from cockpit.domain.records import MODELS
from cockpit.errors import WrongUse

BASE = {"uid": "u1", "created_at": "2026-11-23T10:00:00Z"}

SMALLEST: dict[str, dict[str, Any]] = {
    "function": {"name": "Writing"},
    "block": {"weekday": "mon", "start": "09:00", "end": "24:00"},
    "override": {"date": "2026-11-23", "action": "drop", "block": "B1"},
    "hours": {"name": "mine", "zone": "UTC", "week": {"mon": [["09:00", "17:00"]]}},
    "task": {"title": "call"},
    "request": {"subject": "logo", "customer": "Anna", "received": "2026-11-23T10:00:00Z"},
    "promise": {"kind": "refund"},
    "contractor": {"name": "Maria"},
    "assignment": {"contractor": "C1", "title": "logo"},
    "interruption": {"at": "2026-11-23T10:00:00Z", "who": "Karl"},
    "entry": {"started": "2026-11-23T10:00:00Z"},
    "asset": {"name": "example.org"},
    "procedure": {"name": "refund"},
    "review": {
        "kind": "nightly",
        "day": "2026-11-23",
        "started": "2026-11-23T10:00:00Z",
        "finished": "2026-11-23T10:00:00Z",
        "night": {"tomorrow": "2026-11-24"},
    },
    "grant": {"asset": "S1", "contractor": "C1"},
    "run": {"procedure": "D1", "by": "owner", "at": "2026-11-23T10:00:00Z"},
    "drill": {"subject": "C1", "name": "Ana", "at": "2026-11-23T10:00:00Z"},
    "engagement": {"terms": "hourly", "contractor": "C1"},
    "deliverable": {"assignment": "A1", "at": "2026-11-23T10:00:00Z"},
    "checkin": {"contractor": "C1", "at": "2026-11-23T10:00:00Z"},
    "feedback": {
        "words": "well done",
        "contractor": "C1",
        "kind": "praise",
        "at": "2026-11-23T10:00:00Z",
    },
    "vetting": {"kind": "portfolio", "contractor": "C1", "at": "2026-11-23T10:00:00Z"},
    "payment": {
        "what": "banner",
        "contractor": "C1",
        "amount": {"minor": 12000, "currency": "EUR"},
    },
}


def test_every_kind_of_record_has_a_model_and_a_letter() -> None:
    assert set(MODELS) == set(SMALLEST) == set(PREFIXES)


@pytest.mark.parametrize("table", SMALLEST)
def test_the_smallest_body_is_stored_as_it_is(table: str) -> None:
    body = {**BASE, **SMALLEST[table]}
    record = MODELS[table].of(f"{PREFIXES[table]}1", body)
    assert record.body() == body
    assert record.id == f"{PREFIXES[table]}1"


@pytest.mark.parametrize("table", SMALLEST)
def test_each_field_that_is_needed_is_asked_for_by_name(table: str) -> None:
    for name in {**BASE, **SMALLEST[table]}:
        body = {key: value for key, value in {**BASE, **SMALLEST[table]}.items() if key != name}
        with pytest.raises(WrongUse, match=r"^\w+: .*(is missing|needs)") as told:
            MODELS[table].of("", body)
        assert "\n" not in str(told.value)


@pytest.mark.parametrize("table", SMALLEST)
def test_a_record_cannot_be_changed_or_have_other_fields(table: str) -> None:
    body = {**BASE, **SMALLEST[table]}
    record = MODELS[table].of("", body)
    with pytest.raises(ValueError, match="frozen"):
        record.uid = "other"
    with pytest.raises(WrongUse, match="colour"):
        MODELS[table].of("", {**body, "colour": "red"})


@pytest.mark.parametrize("table", SMALLEST)
def test_what_is_written_out_reads_as_the_same_record(table: str) -> None:
    record = MODELS[table].of("", {**BASE, **SMALLEST[table]})
    whole = record.model_dump(mode="json")
    assert MODELS[table].model_validate(whole) == record
    assert (
        MODELS[table].of("", {k: v for k, v in whole.items() if k != "id"}).body() == record.body()
    )


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("2026-11-23T11:00:00+01:00", "2026-11-23T10:00:00Z"),
        ("2026-11-23T10:00:00.999Z", "2026-11-23T10:00:00Z"),
    ],
)
def test_instants_are_utc_and_whole_seconds(said: str, stored: str) -> None:
    assert MODELS["task"].of("", {**BASE, "title": "x", "due": said}).body()["due"] == stored


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("task", {"due": "tomorrow"}, "due 'tomorrow'"),
    ("task", {"due": "2026-11-23T10:00:00"}, "time zone"),
    ("task", {"day": "2026-02-30", "place": "day"}, "day"),
    ("task", {"week": "2026-W54", "place": "week"}, "week"),
    ("task", {"function": "f1"}, "function"),
    ("task", {"position": float("inf")}, "position"),
    ("task", {"checklist": [{"text": ""}]}, r"checklist\.0\.text"),
    ("task", {"estimate_minutes": "long"}, "estimate_minutes"),
    ("block", {"start": "25:00"}, "start"),
    ("block", {"start": "9:00"}, "start"),
    ("block", {"rule": "FREQ=DAILY"}, "either a weekday or a rule"),
    ("block", {"rule": "FREQ=DAILY", "weekday": None}, "first date"),
    ("override", {"action": "move"}, "a start and an end"),
    ("override", {"block": None}, "needs the block"),
    ("hours", {"week": {"monday": []}}, "week.monday"),
    ("contractor", {"cadence_days": 0}, "cadence_days"),
    ("contractor", {"status": "gone"}, "status"),
    ("entry", {"stopped": "2026-11-23T09:59:59Z"}, "before it started"),
    ("promise", {"resolution": {"measure": "batch", "weekdays": ["fri"]}}, "cut-off"),
    ("promise", {"resolution": {"measure": "calendar", "minutes": 0}}, "minutes"),
    ("function", {"primary": "Ana"}, "primary 'Ana'"),
    ("function", {"backups": ["owner", "T1"]}, r"backups\.1"),
    ("asset", {"owner_admin": "perhaps"}, "owner_admin 'perhaps'"),
    ("grant", {"level": "root"}, "level 'root'"),
    ("run", {"by": "Ana"}, "by 'Ana'"),
    ("procedure", {"review_days": 0}, "review_days"),
    ("drill", {"score": 101}, "score"),
    ("drill", {"stops": ["F1"]}, "stops and is not in it"),
    ("engagement", {"terms": "recurring"}, "need a period"),
    ("engagement", {"percent": 5}, "belongs to a commission"),
    ("engagement", {"since": "2026-11-02", "until": "2026-11-01"}, "end before they begin"),
    ("deliverable", {"verdict": "approved"}, "needs its moment"),
    ("deliverable", {"version": 0}, "version"),
    ("checkin", {"status": "fine"}, "status"),
    ("vetting", {"kind": "stars"}, "kind"),
    ("payment", {"amount": {"minor": 0, "currency": "EUR"}}, r"amount\.minor"),
    ("payment", {"amount": {"minor": -5, "currency": "EUR"}}, r"amount\.minor"),
    ("payment", {"amount": {"minor": 5, "currency": "euro"}}, r"amount\.currency"),
    ("payment", {"amount": {"minor": 5}}, r"amount\.currency"),
    ("assignment", {"level": 6}, "level"),
    ("request", {"events": [{"at": "2026-11-23T10:00:00Z", "type": "lost"}]}, r"events\.0\.type"),
]


@pytest.mark.parametrize(("table", "fields", "words"), WRONG)
def test_what_cannot_be_is_named_in_one_sentence(
    table: str, fields: dict[str, Any], words: str
) -> None:
    body = {**BASE, **SMALLEST[table], **fields}
    with pytest.raises(WrongUse, match=words) as told:
        MODELS[table].of("", {name: value for name, value in body.items() if value is not None})
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 300


def test_hostile_words_are_kept_as_they_are_and_told_briefly() -> None:
    title = "[/b] \x1b[31m \u202e שלום 漢字 {0} %s"
    assert MODELS["task"].of("", {**BASE, "title": title}).body()["title"] == title
    with pytest.raises(WrongUse) as told:
        MODELS["task"].of("", {**BASE, "title": "x" * 50_000})
    assert len(str(told.value)) < 300
