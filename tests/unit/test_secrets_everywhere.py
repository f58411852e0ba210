"""No text field of any noun, and no word of any verb, takes a secret; both tiers are told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions.contractors import move_assignment
from cockpit.actions.records import add_record, edit_record
from cockpit.actions.typed.fields import FIELDS, Field, read_field
from cockpit.errors import Refused, WrongUse
from cockpit.store.workspace import Workspace
from tests.command_line import CommandLine
from tests.workspaces import open_workspace, with_hours

SECRET = "hunter2zz"
SAID = f"the password: {SECRET}"
MAYBE = "the password gato2019 for Marta"
EUR = {"minor": 12000, "currency": "EUR"}

FREE = ("text", "long", "lines", "words", "checklist", "waiting", "holder")
"""Kinds of field that hold words of the owner's own."""
NOT_EDITED = ("drill", "review")
"""Written by their verbs alone."""

RECORDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("function", {"name": "Writing"}),
    ("contractor", {"name": "Ana"}),
    ("task", {"title": "Call"}),
    ("block", {"function": "F1", "weekday": "mon", "start": "09:00", "end": "10:00"}),
    ("override", {"date": "2026-11-24", "action": "add", "function": "F1", "start": "12:00",
                  "end": "13:00"}),
    ("request", {"subject": "Logo", "customer": "Anna", "received": "2026-11-20T09:00:00Z"}),
    ("promise", {"kind": "inquiry", "first_response": {"measure": "working", "minutes": 60}}),
    ("assignment", {"title": "Banner", "contractor": "C1", "goal": "x", "done_when": ["x"],
                    "due": "2026-12-01T09:00:00Z"}),
    ("engagement", {"terms": "hourly", "contractor": "C1"}),
    ("deliverable", {"assignment": "A1", "at": "2026-11-20T09:00:00Z"}),
    ("checkin", {"contractor": "C1", "at": "2026-11-20T09:00:00Z"}),
    ("feedback", {"contractor": "C1", "at": "2026-11-20T09:00:00Z", "kind": "praise",
                  "words": "quick"}),
    ("vetting", {"contractor": "C1", "at": "2026-11-20T09:00:00Z", "kind": "references"}),
    ("payment", {"contractor": "C1", "what": "Logo", "amount": EUR}),
    ("interruption", {"at": "2026-11-20T09:00:00Z", "who": "Karl"}),
    ("entry", {"started": "2026-11-20T09:00:00Z", "stopped": "2026-11-20T10:00:00Z",
               "function": "F1"}),
    ("asset", {"name": "Shop"}),
    ("procedure", {"name": "Ship", "written": "2026-01-01"}),
    ("grant", {"asset": "S1", "contractor": "C1"}),
    ("run", {"procedure": "D1", "by": "owner", "at": "2026-11-20T09:00:00Z"}),
)  # fmt: skip

TEXTS = [
    (table, one)
    for table, fields in FIELDS.items()
    if table not in NOT_EDITED
    for one in fields
    if one.kind in FREE
]
IDS = [f"{table}.{one.name}" for table, one in TEXTS]


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """One record of every noun."""
    workspace = with_hours(open_workspace(tmp_path))
    for table, fields in RECORDS:
        add_record(workspace, table, fields)
    yield workspace
    workspace.close()


def reference(table: str) -> str:
    from cockpit.domain.identity import ref

    return ref(table, 1)


def kept(folder: Path, words: str) -> list[str]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in found if words.encode() in path.read_bytes()]


def test_every_noun_is_looked_at() -> None:
    assert {table for table, _fields in RECORDS} == set(FIELDS) - {*NOT_EDITED, "hours"}


@pytest.mark.parametrize(("table", "one"), TEXTS, ids=IDS)
def test_a_secret_is_refused_in_every_text_field(
    table: str, one: Field, ws: Workspace, tmp_path: Path
) -> None:
    revision = ws.revision

    with pytest.raises(Refused) as told:
        edit_record(ws, reference(table), read_field(ws, one, SAID))

    assert one.name in str(told.value)
    assert SECRET not in str(told.value)
    assert ws.revision == revision
    assert kept(tmp_path, SECRET) == []


@pytest.mark.parametrize(("table", "one"), TEXTS, ids=IDS)
def test_what_may_be_a_secret_is_told_in_every_text_field(
    table: str, one: Field, ws: Workspace
) -> None:
    ws.warned.clear()
    refused = []
    try:
        edit_record(ws, reference(table), read_field(ws, one, MAYBE))
    except (Refused, WrongUse) as error:  # a zone, or where a credential is kept, is stricter
        refused = [str(error)]

    told = " ".join([*refused, *ws.warned])
    assert one.name in told
    assert refused or "may be a password" in told


VERBS = [
    ("assignment", "ask", "A1", SAID),
    ("assignment", "answer", "A1", SAID),
    ("assignment", "deliver", "A1", "--where", SAID),
    ("assignment", "deliver", "A1", "--note", SAID),
    ("assignment", "due", "A1", "2026-12-08", "--reason", SAID),
    ("contractor", "checkin", "C1", "--note", SAID),
    ("contractor", "checkin", "C1", "--next", SAID),
    ("contractor", "vet", "C1", "references", "good", "--found", SAID),
    ("contractor", "vet", "C1", "references", "good", "--source", SAID),
    ("procedure", "run", "D1", "--by", "me", "--note", SAID),
    ("request", "note", "R1", SAID),
    ("request", "reply", "R1", "--note", SAID),
]


@pytest.mark.parametrize("words", VERBS, ids=[" ".join(one[:2]) + one[-2] for one in VERBS])
def test_no_verb_takes_a_secret(words: tuple[str, ...], own_home: Path) -> None:
    cockpit = CommandLine(own_home)
    for before in (
        ("hours", "add", "Mine", "--zone", "Europe/Berlin", "--week", "mon-fri 8:00-18:00"),
        ("contractor", "add", "Ana"),
        ("assignment", "add", "Banner", "--contractor", "Ana", "--goal", "x", "--done-when", "x",
         "--due", "2026-12-01"),
        ("assignment", "send", "A1"),
        ("assignment", "ask", "A1", "which red?"),
        ("procedure", "add", "Ship", "--where", "page 4"),
        ("request", "add", "Logo", "--customer", "Anna"),
    ):  # fmt: skip
        assert cockpit(*before).status == 0, before

    ran = cockpit(*words)

    assert ran.status == 3, ran.err
    assert SECRET not in ran.out + ran.err
    assert kept(own_home, SECRET) == []


def test_neither_a_verdict_takes_one(ws: Workspace, tmp_path: Path) -> None:
    for state in ("sent", "delivered"):
        move_assignment(ws, "A1", state)
    with pytest.raises(Refused):
        move_assignment(ws, "A1", "changes_requested", words=SAID)
    assert kept(tmp_path, SECRET) == []
