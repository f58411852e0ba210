"""Every field as it is typed and shown: what is shown is understood as the same again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.actions.records import WORDS, add_record, archive_record
from cockpit.actions.typed.fields import FIELDS, Field, field, read_field, write_field
from cockpit.domain.identity import format_instant
from cockpit.domain.records import MODELS
from cockpit.errors import WrongUse
from cockpit.store.workspace import Workspace
from tests.unit.test_records import BASE, SMALLEST
from tests.workspaces import NOW, open_workspace, with_hours

FUNCTIONS = ("Writing", "Writing more", "F2", "a, b", "ñ x")


@pytest.fixture(scope="module")
def ws() -> Iterator[Workspace]:
    with TemporaryDirectory() as folder:
        workspace = with_hours(open_workspace(Path(folder)))
        for name in FUNCTIONS:
            add_record(workspace, "function", {"name": name})
        add_record(workspace, "function", {"name": "gone"})
        archive_record(workspace, "F6")
        add_record(workspace, "contractor", {"name": "Maria"})
        for title in ("draft", "T1"):
            add_record(workspace, "task", {"title": title})
        add_record(workspace, "block", {"weekday": "mon", "start": "09:00", "end": "10:00"})
        add_record(workspace, "contractor", {"name": "me"})  # who bears a word of ours
        add_record(workspace, "asset", {"name": "planner.example"})
        for name in ("Refund", "Refunds, abroad"):
            add_record(workspace, "procedure", {"name": name})
        yield workspace
        workspace.close()


LINE = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
    .map(str.strip)
    .filter(bool)
)
TRICKY = st.sampled_from(["a; b", "two words", 'say "x"', "a,b", "[x] no", "\\", "x\\;", "until 5"])
LINES = st.one_of(LINE, TRICKY)
DATES = st.dates(date(2024, 1, 1), date(2031, 12, 31)).map(date.isoformat)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2031, 12, 31)).map(
    lambda moment: moment.strftime("%Y-%m-%dT%H:%M:00Z")
)
EXACT = st.one_of(
    MOMENTS,
    st.sampled_from(["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-11-27T22:59:59Z"]),
)
TIMES = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
SPANS = st.sampled_from([[["09:00", "12:30"], ["13:30", "24:00"]], [["22:00", "02:00"]]])
LENGTHS = st.builds(
    lambda measure, minutes: {"measure": measure, "minutes": minutes},
    st.sampled_from(["working", "calendar"]),
    st.integers(1, 20_000),
)
BATCHES = st.builds(
    lambda days, cut_off, before, close, closed: {
        "measure": "batch",
        "weekdays": days,
        "cut_off": cut_off,
        **({"cut_off_days_before": before} if before else {}),
        **({"close": close} if close else {}),
        **({"closed_day": "next"} if closed else {}),
    },
    st.lists(st.sampled_from("mon tue wed thu fri sat sun".split()), min_size=1, unique=True),
    st.one_of(TIMES, st.just("24:00")),
    st.integers(0, 6),
    st.one_of(st.none(), TIMES),
    st.booleans(),
)
RULES = st.sampled_from(
    [
        "FREQ=WEEKLY",
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;BYDAY=MO,WE",
        "FREQ=MONTHLY;COUNT=5",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=YEARLY;BYMONTH=3",
    ]
)


def values(one: Field) -> st.SearchStrategy[Any]:
    """Stored values of a field by its kind; also what only an importer would write."""
    kind, _colon, table = one.kind.partition(":")
    ids = {
        "function": [f"F{n}" for n in range(1, 7)],
        "contractor": ["C1"],
        "task": ["T1", "T2"],
        "block": ["B1"],
        "hours": ["H1"],
        "asset": ["S1"],
        "procedure": ["D1", "D2"],
    }
    made: dict[str, st.SearchStrategy[Any]] = {
        "text": LINES,
        "long": st.one_of(LINES, st.sampled_from(["a\n\n b ", "  indented\n- x;y"])),
        "choice": st.sampled_from([int(c) if c.isdigit() else c for c in one.choices] or [""]),
        "number": st.integers(1, 60),
        "minutes": st.integers(1, 5999),
        "date": DATES,
        "time": TIMES,
        "dates": st.lists(DATES, min_size=1, max_size=4),
        "words": st.lists(LINES, min_size=1, max_size=4),
        "lines": st.lists(LINES, min_size=1, max_size=4),
        "yes": st.booleans(),
        "target": st.one_of(LENGTHS, BATCHES),
        "week": st.dictionaries(st.sampled_from("mon tue wed sun".split()), SPANS, min_size=1),
        "spans": st.dictionaries(DATES, st.one_of(st.just([]), SPANS), min_size=1),
        "recurrence": st.builds(
            lambda rule, mode, anchor: {"rule": rule, "mode": mode, "anchor": anchor},
            RULES,
            st.sampled_from(["by_date", "after_completion"]),
            DATES,
        ),
        "waiting": st.builds(
            lambda who, until: {"who": who, **({"until": until} if until else {})},
            st.sampled_from(["Maria", "the bank"]),
            st.one_of(st.none(), DATES),
        ),
        "checklist": st.lists(
            st.builds(lambda text, done: {"text": text, "done": done}, LINES, st.booleans()),
            min_size=1,
            max_size=4,
        ),
        "ref": st.sampled_from(ids.get(table, ["?"])),
        "refs": st.lists(st.sampled_from(ids.get(table, ["?"])), min_size=1, max_size=3),
        "moment": EXACT,
        "past": EXACT,
        "person": st.sampled_from(["owner", "C1", "C2"]),
        "people": st.lists(st.sampled_from(["owner", "C1", "C2"]), min_size=1, unique=True),
        "money": st.builds(
            lambda minor, currency: {"minor": minor, "currency": currency},
            st.integers(1, 10**12),
            st.sampled_from(["EUR", "USD", "JPY", "KWD"]),
        ),
        "percent": st.sampled_from([0.5, 7.5, 10.0, 33.333, 100.0]),
        "holder": st.sampled_from(["owner", "none", "C1", "C2", "Old Agency Ltd", "a; b", "Mar"]),
    }
    return made[kind]


@st.composite
def bodies(draw: st.DrawFn, table: str, one: Field) -> dict[str, Any]:
    body = {**BASE, **SMALLEST[table]}
    if one.kind == "place":
        place = draw(st.sampled_from(["backlog", "week", "day"]))
        if place == "week":
            body.update(place="week", week=draw(st.sampled_from(["2026-W01", "2026-W53"])))
        elif place == "day":
            body.update(place="day", day=draw(DATES))
        return body
    body[one.name] = draw(values(one))
    if one.name == "rule":
        body.update(weekday=None, first_date="2026-11-23")
    if one.name == "last_date":
        body.pop("first_date", None)
    if one.name == "percent":
        body["terms"] = "commission"
    if one.name == "stopped":
        body["started"] = body["stopped"]
    return {name: value for name, value in body.items() if value is not None}


ALL = [(table, one) for table, fields in FIELDS.items() for one in fields]


@pytest.mark.parametrize(("table", "one"), ALL, ids=[f"{t}.{one.name}" for t, one in ALL])
@given(data=st.data())
def test_what_is_shown_reads_as_the_same(
    ws: Workspace, table: str, one: Field, data: st.DataObject
) -> None:
    try:
        stored = MODELS[table].of("", data.draw(bodies(table, one))).body()
    except WrongUse:
        return  # two drawn values that do not go together
    shown = write_field(ws, one, stored)
    read = {**stored, **read_field(ws, one, shown)}
    whole = {name: value for name, value in read.items() if value is not None}
    assert MODELS[table].of("", whole).body() == stored, shown


@pytest.mark.parametrize(("table", "one"), ALL, ids=[f"{t}.{one.name}" for t, one in ALL])
def test_an_empty_text_takes_only_fields_of_the_model_back(
    ws: Workspace, table: str, one: Field
) -> None:
    cleared = read_field(ws, one, "  ")
    assert set(cleared) <= set(MODELS[table].model_fields)
    assert one.name in cleared
    assert set(cleared.values()) == {None}


HIDDEN = {
    "task": (
        "week day due_is_date series occurrence rolls roll_reasons block first_estimate_minutes"
        " position state request assignment extra"
    ),
    "function": "position",
    "block": "days",
    "override": "days zone",
    "request": "promised_is_date snoozed_until assignment events verdicts merged_into",
    "assignment": "due_is_date task request state sent_at delivered_at decided_at"
    " due_moves questions",
    "deliverable": "assignment version at verdict reason decided_at",
    "interruption": "called_back_at",
    "entry": "archived",
    "review": "kind day week started finished seconds keys night weekly",
    "drill": "subject at score completeness unknown stops functions rules",
}
"""What has a verb of its own, goes with another field, or comes only from a calendar file."""


@pytest.mark.parametrize("table", MODELS)
def test_every_field_of_a_model_is_typed_or_left_out_on_purpose(table: str) -> None:
    known = set(MODELS[table].model_fields) - {"id", "uid", "created_at", "closed_at"}
    typed = [one.name for one in FIELDS[table]]
    assert len(typed) == len(set(typed))
    assert known == {*typed, *HIDDEN.get(table, "").split()}


@pytest.mark.parametrize("table", MODELS)
def test_the_first_field_of_a_form_holds_the_words(table: str) -> None:
    if table not in ("block", "override", "entry", "grant", "run"):  # these have none of their own
        assert FIELDS[table][0].name == WORDS.get(table, "name")
    assert field(table, FIELDS[table][-1].name) is FIELDS[table][-1]


READ: list[tuple[str, str, str, Any]] = [
    ("task", "estimate_minutes", "90", 90),
    ("task", "estimate_minutes", "1h30", 90),
    ("task", "estimate_minutes", "1,5h", 90),
    ("task", "place", "week", "week"),
    ("task", "place", "fri", "day"),
    ("task", "place", "tomorrow", "day"),
    ("task", "place", "next week", "week"),
    ("task", "priority", "2", 2),
    ("task", "tags", "a, b c", ["a", "b", "c"]),
    ("task", "function", "writing", "F1"),
    ("task", "function", "f3", "F3"),
    ("block", "weekday", "Friday", None),
    ("block", "weekday", "fr", "fri"),
    ("block", "start", "9", "09:00"),
    ("interruption", "call_back", "fri", "2026-11-27T08:00:00Z"),
    ("interruption", "answered", "sí", True),
    ("contractor", "status", "end", "ending"),
]


@pytest.mark.parametrize(("table", "name", "text", "expected"), READ)
def test_what_people_type(ws: Workspace, table: str, name: str, text: str, expected: Any) -> None:
    if expected is None:
        with pytest.raises(WrongUse, match="it is one of"):
            read_field(ws, field(table, name), text)
    else:
        assert read_field(ws, field(table, name), text)[name] == expected


WRONG: list[tuple[str, str, str]] = [
    ("task", "estimate_minutes", "soon"),
    ("task", "due", "feb 30"),
    ("task", "place", "16:00"),
    ("task", "place", "2026-W60"),
    ("task", "priority", "urgent"),
    ("task", "function", "cooking"),
    ("task", "function", "C1"),
    ("task", "recurrence", "sometimes"),
    ("task", "waiting", "maria until never"),
    ("block", "start", "25:00"),
    ("block", "start", "24:30"),
    ("block", "busy", "maybe"),
    ("contractor", "cadence_days", "-1"),
    ("contractor", "cadence_days", "two"),
    ("contractor", "functions", "writing, cooking"),
    ("hours", "week", "09:00-17:00"),
    ("hours", "week", "mon 9"),
    ("hours", "exceptions", "someday 09:00-12:00"),
    ("promise", "resolution", "2d"),
    ("promise", "resolution", "0h"),
    ("promise", "resolution", "fri"),
    ("promise", "resolution", "fri before noonish"),
]


@pytest.mark.parametrize(("table", "name", "text"), WRONG)
def test_what_is_not_understood_is_named(ws: Workspace, table: str, name: str, text: str) -> None:
    with pytest.raises(WrongUse) as told:
        read_field(ws, field(table, name), text)
    assert "\n" not in str(told.value)
    assert str(told.value).endswith((".", ")"))


def test_a_due_of_a_date_is_shown_as_one(ws: Workspace) -> None:
    read = read_field(ws, field("task", "due"), "fri")
    assert read == {"due": "2026-11-27T22:59:59Z", "due_is_date": True}
    assert write_field(ws, field("task", "due"), read) == "2026-11-27"
    assert format_instant(NOW + timedelta(0)) == "2026-11-23T10:00:00Z"
