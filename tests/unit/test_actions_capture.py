"""Quick capture: what is written is what the model stores, and nothing of the line vanishes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.actions.capture import LONGEST, Captured, body_of, capture, function_lookup, look
from cockpit.actions.records import add_record, archive_record
from cockpit.domain.quick_add import parse
from cockpit.domain.records import MODELS
from cockpit.errors import WrongUse
from cockpit.store.workspace import Workspace
from tests.workspaces import NOW, body, labels, open_workspace, stored, with_hours

NAMES = ("Writing", "Client work", "Client calls", "Admin")

WORDS = st.sampled_from(
    'logo call [/b] {x} \\#no # + @ ~ " ~45m ~0m ~100h ~1h30m #writing #wri #client #admin '
    '#"client work" #nothing +shop @maria @"Ana B" p1 p4 (A) by fri on thu tomorrow 16:00 on '
    "2026-12-01 by 30/2 next week rec:1w rec:+2w rec:mon,wed rec:FREQ=MONTHLY rec:0d "
    'wait:@maria:fri wait: n:"a note" n: cb:16:00 cb:fri ! ? 14:05 Karl, invoice #business '
    "#personal #refund el lunes antes de mañana ñ 漢字 (B) !".split(" ")
)
LINES = st.one_of(
    st.lists(WORDS, min_size=1, max_size=9).map(" ".join),
    st.text(min_size=1, max_size=60),
    st.tuples(st.sampled_from(["! ", "? ", "p1 ", ""]), st.text(max_size=30)).map("".join),
)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    yield (workspace := furnished(tmp_path))
    workspace.close()


def furnished(folder: Path) -> Workspace:
    workspace = with_hours(open_workspace(folder))
    for name in NAMES:
        add_record(workspace, "function", {"name": name})
    return workspace


@pytest.fixture(scope="module")
def shared() -> Iterator[Workspace]:
    with TemporaryDirectory() as folder:
        yield (workspace := furnished(Path(folder)))
        workspace.close()


@given(line=LINES)
def test_every_body_captured_is_what_its_model_stores(shared: Workspace, line: str) -> None:
    found = captured(shared, line)
    if found is None:
        return
    table, _number, stored_body = shared.body(found.ref)
    assert MODELS[table].of(found.ref, stored_body).body() == stored_body
    assert table == found.parsed.kind


@given(line=LINES)
def test_the_canonical_line_gives_the_same_record(shared: Workspace, line: str) -> None:
    found = captured(shared, line)
    if found is None:
        return
    setting: dict[str, Any] = {"now": NOW, "zone": _berlin(), "lookup": function_lookup(shared)}
    again = body_of(shared, parse(found.canonical, **setting))
    first = body(shared, found.ref)
    assert {**again, "uid": first["uid"]} == first


@given(line=LINES)
def test_looking_writes_nothing_and_never_raises(shared: Workspace, line: str) -> None:
    before = len(labels(shared))
    parsed = look(shared, line)
    assert parsed.kind in ("task", "request", "interruption")
    assert len(labels(shared)) == before


def captured(workspace: Workspace, line: str) -> Captured | None:
    """What a line became; None where it is refused, as it must be, in words of our own."""
    try:
        return capture(workspace, line)
    except WrongUse:
        return None


def _berlin() -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/Berlin")


LOOKED_UP = {
    "#writing": "F1",
    "#Writ": "F1",
    '#"client work"': "F2",
    "#client-work": "F2",
    "#Client_Work,": "F2",
    "#client-w": "F2",
    "#ADMIN": "F4",
    "#client": None,
    "#nothing": None,
}


@pytest.mark.parametrize("sign", LOOKED_UP)
def test_a_function_is_found_by_name_or_by_a_beginning_that_is_only_its_own(
    ws: Workspace, sign: str
) -> None:
    found = body(ws, capture(ws, f"call {sign}").ref)
    assert found.get("function") == LOOKED_UP[sign]
    if LOOKED_UP[sign] is None:
        assert sign in found["title"], "what is not understood stays"


def test_of_a_beginning_that_several_have_the_candidates_are_named(ws: Workspace) -> None:
    assert look(ws, "call #client").hints == [
        "client could be Client work or Client calls; it stays text."
    ]


def test_a_name_with_a_hyphen_is_meant_before_one_with_a_space(ws: Workspace) -> None:
    hyphened = add_record(ws, "function", {"name": "client-work"}).ref

    assert body(ws, capture(ws, "call #client-work").ref)["function"] == hyphened


def test_an_archived_function_is_not_found(ws: Workspace) -> None:
    archive_record(ws, "F4")
    assert "function" not in body(ws, capture(ws, "call #admin").ref)


def test_it_is_one_change_with_a_readable_label(ws: Workspace) -> None:
    before, known = stored(ws), len(labels(ws))
    found = capture(ws, "fix {braces} ~45m p1")
    assert (len(labels(ws)), labels(ws)[0]) == (known + 1, found.change.label)
    assert found.change.label == "Add task: fix {braces} p1"
    assert found.change.id
    ws.undo()
    assert stored(ws) == before


def test_a_recurrence_counts_from_today_and_the_canonical_line_says_it(ws: Workspace) -> None:
    found = capture(ws, "water rec:1w")
    assert body(ws, found.ref)["recurrence"]["anchor"] == "2026-11-23"
    assert found.canonical == "water rec:1w"


def test_a_request_has_its_first_event_and_an_interruption_is_closed_without_call_back(
    ws: Workspace,
) -> None:
    asked = body(ws, capture(ws, "? @anna wants the logo").ref)
    assert asked["events"] == [{"at": "2026-11-23T10:00:00Z", "type": "received"}]
    assert body(ws, capture(ws, "! Karl, invoice").ref)["closed_at"]
    assert "closed_at" not in body(ws, capture(ws, "! Karl, invoice cb:16:00").ref)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "nothing to add"),
        (" \t", "nothing to add"),
        ("~45m", "no title"),
        ("?", "who asks"),
        ("x" * (LONGEST + 1), "is the most"),
        ("call \ud800", "not valid text"),
        ("call by feb 30", "feb 30"),
        ("call ~0m", "~0m"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    ws: Workspace, line: str, words: str
) -> None:
    before = stored(ws)
    with pytest.raises(WrongUse, match=words):
        capture(ws, line)
    assert stored(ws) == before


SLOW = ("pydantic", "textual", "apscheduler", "dataclasses", "uuid", "logging", "parsedatetime")


@pytest.mark.parametrize("line", ["call #writing ~45m by fri", "! Karl cb:16:00", "? @anna logo"])
def test_capturing_loads_none_of_the_slow_modules(tmp_path: Path, line: str) -> None:
    furnished(tmp_path).close()
    code = (
        "import sys\n"
        "from cockpit.actions.capture import capture\n"
        "from cockpit.domain.clock import SystemClock\n"
        "from cockpit.store.workspace import Workspace\n"
        "capture(Workspace.open(sys.argv[1], SystemClock()), sys.argv[2])\n"
        f"print([name for name in {SLOW!r} if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "cockpit.db"), line]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
