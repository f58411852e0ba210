"""Functions, blocks, hours and promises: what may not stand together, and what needs what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions.blocks import drop_block, move_block
from cockpit.actions.desk import block_book
from cockpit.actions.records import add_record, archive_record, edit_record
from cockpit.errors import CockpitError, WrongUse
from cockpit.store.workspace import Workspace
from tests.workspaces import WEEK, body, labels, open_workspace, stored, with_hours

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """Two functions; B1 writing and B2 selling on Monday morning, B3 an appointment."""
    workspace = with_hours(open_workspace(tmp_path))
    for name in ("Writing", "Selling", "Idle"):
        add_record(workspace, "function", {"name": name})
    block(workspace, "F1", "09:00", "11:00")
    block(workspace, "F2", "11:00", "13:00")
    block(workspace, None, "10:00", "12:00", label="dentist")
    yield workspace
    workspace.close()


def block(ws: Workspace, function: str | None, start: str, end: str, **fields: Any) -> str:
    base = {"function": function, "weekday": "mon", "start": start, "end": end}
    return add_record(ws, "block", {**base, **fields}).ref


def promise(ws: Workspace, **fields: Any) -> str:
    base = {"kind": "refund", "first_response": {"measure": "working", "minutes": 240}}
    return add_record(ws, "promise", {**base, **fields}).ref


def friday_batch(day: str = "fri") -> dict[str, Any]:
    return {"measure": "batch", "weekdays": [day], "cut_off": "12:00"}


def times(ws: Workspace, day: date) -> list[tuple[str | None, str, str]]:
    return [
        (one.block, f"{one.start:%H:%M}", f"{one.end:%H:%M}")
        for one in block_book(ws).on(day)
        if one.function
    ]


REFUSED: dict[str, Callable[[Workspace], object]] = {
    "overlap: B1 Writing .* and Selling": lambda ws: block(ws, "F2", "10:00", "12:00"),
    "B2 Selling": lambda ws: edit_record(ws, "B1", {"end": "11:30"}),
    "do not overlap: .*Selling": lambda ws: move_block(ws, "B1", MONDAY, "12:00", "13:00"),
    "needs either a weekday or a rule": lambda ws: block(ws, "F1", "14:00", "15:00", weekday=None),
    "24:00 is an end": lambda ws: block(ws, "F1", "24:00", "01:00"),
    "start '9:00'": lambda ws: block(ws, "F1", "9:00", "10:00"),
    "last date of a block is before": lambda ws: block(
        ws, "F1", "14:00", "15:00", first_date="2026-12-01", last_date="2026-11-01"
    ),
    "did you mean Europe/Berlin": lambda ws: block(ws, "F1", "14:00", "15:00", zone="Europe/Berln"),
    "F9, which is not there": lambda ws: block(ws, "F9", "14:00", "15:00"),
    "HOURLY": lambda ws: block(
        ws, "F1", "14:00", "15:00", weekday=None, rule="FREQ=HOURLY", first_date="2026-12-01"
    ),
    "B1 is not on 2026-11-24": lambda ws: drop_block(ws, "B1", TUESDAY),
    "F1 is used by B1": lambda ws: archive_record(ws, "F1"),
    "named 'writing' already: F1": lambda ws: add_record(ws, "function", {"name": "writing"}),
    "H1 is your own": lambda ws: archive_record(ws, "H1"),
    "did you mean Europe/Madrid": lambda ws: edit_record(ws, "H1", {"zone": "Europe/Madird"}),
    "09:00.*12:00": lambda ws: edit_record(
        ws, "H1", {"week": {"mon": [["09:00", "13:00"], ["12:00", "17:00"]]}}
    ),
    "always closed": lambda ws: promise(ws, resolution=friday_batch("sat")),
    "Nothing is promised": lambda ws: promise(ws, first_response=None),
    "H7, which is not there": lambda ws: promise(ws, hours="H7"),
    "needs weekdays": lambda ws: promise(ws, resolution={"measure": "batch"}),
    "needs its minutes": lambda ws: promise(ws, resolution={"measure": "working"}),
    "target_minutes": lambda ws: add_record(ws, "function", {"name": "x", "target_minutes": -1}),
}


@pytest.mark.parametrize("words", REFUSED)
def test_nonsense_is_refused_in_one_sentence(ws: Workspace, words: str) -> None:
    before = stored(ws)
    with pytest.raises(WrongUse, match=words) as told:
        REFUSED[words](ws)
    assert "\n" not in str(told.value)
    assert stored(ws) == before


def test_two_of_a_name_in_one_change_are_refused(ws: Workspace) -> None:
    with pytest.raises(WrongUse, match="already: F4"), ws.transaction("two"):
        add_record(ws, "function", {"name": "Design"})
        add_record(ws, "function", {"name": "DESIGN"})
    assert len(ws.live("function")) == 3


def test_two_blocks_of_one_change_are_held_against_each_other(ws: Workspace) -> None:
    with pytest.raises(WrongUse, match="do not overlap"), ws.transaction("two"):
        block(ws, "F1", "15:00", "16:00")
        block(ws, "F2", "15:30", "16:30")
    assert len(ws.live("block")) == 3


def test_a_block_is_dropped_on_one_date_only(ws: Workspace) -> None:
    before, known = stored(ws), len(labels(ws))
    assert drop_block(ws, "b1", MONDAY).ref == "O1"
    assert times(ws, MONDAY) == [("B2", "11:00", "13:00")]
    assert len(times(ws, date(2026, 11, 30))) == 2
    assert (len(labels(ws)), labels(ws)[0]) == (
        known + 1,
        "Drop B1 on 2026-11-23: F1 mon 09:00 11:00",
    )
    with pytest.raises(WrongUse, match="B1 is dropped on 2026-11-23 already"):
        drop_block(ws, "B1", MONDAY)
    ws.undo()
    assert stored(ws) == before


def test_a_block_moved_twice_or_dropped_after_it_has_one_override(ws: Workspace) -> None:
    move_block(ws, "B1", MONDAY, "08:00", "09:00")
    assert move_block(ws, "B1", MONDAY, "07:00", "08:00").ref == "O1"
    assert times(ws, MONDAY)[0] == ("B1", "07:00", "08:00")
    assert drop_block(ws, "B1", MONDAY).ref == "O1"
    assert times(ws, MONDAY) == [("B2", "11:00", "13:00")]
    assert len(ws.live("override")) == 1


def test_a_dropped_block_does_not_come_back_onto_another(ws: Workspace) -> None:
    drop_block(ws, "B1", MONDAY)
    fields = {"date": "2026-11-23", "action": "add", "start": "09:00", "end": "10:00"}
    add_record(ws, "override", {**fields, "function": "F2"})
    with pytest.raises(WrongUse, match="do not overlap"):
        archive_record(ws, "O1")
    archive_record(ws, "O2")
    archive_record(ws, "O1")


def test_what_is_archived_is_not_given_anew_but_may_stay(ws: Workspace) -> None:
    archive_record(ws, "F3")
    with pytest.raises(WrongUse, match="F3, which is archived"):
        add_record(ws, "task", {"title": "x", "function": "F3"})
    ws.undo()
    add_record(ws, "procedure", {"name": "how", "function": "F3"})
    archive_record(ws, "D1")
    archive_record(ws, "F3")
    edit_record(ws, "D1", {"notes": "kept"})
    assert body(ws, "D1")["function"] == "F3"


@pytest.mark.parametrize("user", ["task", "contractor", "procedure", "entry"])
def test_a_function_in_use_is_not_archived(ws: Workspace, user: str) -> None:
    fields: dict[str, dict[str, Any]] = {
        "task": {"title": "x", "function": "F3"},
        "contractor": {"name": "x", "functions": ["F3"]},
        "procedure": {"name": "x", "function": "F3"},
        "entry": {"started": "2026-11-23T09:00:00Z", "function": "F3"},
    }
    reference = add_record(ws, user, fields[user]).ref
    with pytest.raises(WrongUse, match=f"F3 is used by {reference}"):
        archive_record(ws, "F3")


def test_hours_that_a_promise_needs_stay_as_wide(ws: Workspace) -> None:
    promise(ws, resolution=friday_batch())
    week = {day: spans for day, spans in WEEK.items() if day != "fri"}
    with pytest.raises(WrongUse, match=r"P1 \(refund\) could not be kept: .*always closed"):
        edit_record(ws, "H1", {"week": week})
    add_record(ws, "hours", {"name": "shop", "zone": "UTC", "week": WEEK})
    edit_record(ws, "P1", {"hours": "H2"})
    with pytest.raises(WrongUse, match="H2 is used by P1"):
        archive_record(ws, "H2")
    edit_record(ws, "H1", {"week": week})


def test_one_promise_for_the_same_requests(ws: Workspace) -> None:
    promise(ws)
    with pytest.raises(WrongUse, match="promise for 'Refund' already: P1"):
        promise(ws, kind="Refund")
    promise(ws, priority=1)
    promise(ws, customer="Anna")
    edit_record(ws, "P1", {"lead_minutes": 30})


def test_an_error_of_a_check_is_never_a_traceback(ws: Workspace) -> None:
    for table in ("block", "override", "hours", "promise", "entry", "asset", "procedure"):
        with pytest.raises(CockpitError, match="is missing|needs"):
            add_record(ws, table, {})
