"""A recurring task comes again: once, on the right date, at the same wall time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions.records import add_record, model_of
from cockpit.actions.tasks import complete_task, drop_task, reopen_task
from cockpit.errors import WrongUse
from cockpit.store.workspace import Workspace
from tests.workspaces import advance, body, open_workspace, stored, with_hours


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    workspace = with_hours(open_workspace(tmp_path))
    yield workspace
    workspace.close()


def add(ws: Workspace, rule: str, mode: str = "by_date", **fields: Any) -> str:
    recurrence = {"rule": rule, "mode": mode, "anchor": "2026-11-23"}
    return add_record(ws, "task", {"title": "x", "recurrence": recurrence, **fields}).ref


def on(day: str) -> dict[str, Any]:
    return {"place": "day", "day": day}


def place(ws: Workspace, reference: str) -> str:
    found = body(ws, reference)
    return str(found.get("day") or found.get("week") or found.get("due") or "backlog")


NEXT: list[tuple[str, str, dict[str, Any], str]] = [
    ("FREQ=WEEKLY", "by_date", on("2026-11-23"), "2026-11-30"),
    ("FREQ=WEEKLY", "by_date", on("2026-11-26"), "2026-11-30"),
    ("FREQ=WEEKLY", "after_completion", on("2026-11-21"), "2026-11-30"),
    ("FREQ=DAILY;INTERVAL=3", "by_date", on("2026-11-20"), "2026-11-23"),
    ("FREQ=WEEKLY;BYDAY=MO,WE", "by_date", on("2026-11-23"), "2026-11-25"),
    ("FREQ=WEEKLY", "by_date", {"place": "week", "week": "2026-W48"}, "2026-W49"),
    ("FREQ=WEEKLY", "by_date", {"place": "week", "week": "2026-W49"}, "2026-W50"),
    ("FREQ=WEEKLY", "by_date", {}, "2026-11-30"),
    ("FREQ=WEEKLY", "by_date", {"due": "2026-11-23T15:00:00Z"}, "2026-11-30T15:00:00Z"),
]


@pytest.mark.parametrize(("rule", "mode", "fields", "expected"), NEXT)
def test_the_next_one_stands_where_the_rule_says(
    ws: Workspace, rule: str, mode: str, fields: dict[str, Any], expected: str
) -> None:
    add(ws, rule, mode, **fields)
    complete_task(ws, "T1")
    assert place(ws, "T2") == expected
    assert (body(ws, "T1")["state"], body(ws, "T2").get("state", "open")) == ("done", "open")
    assert body(ws, "T2")["series"] == body(ws, "T1")["uid"]


@pytest.mark.parametrize(
    ("start", "due", "following"),
    [
        ("2026-10-21", "2026-10-21T14:00:00Z", "2026-10-28T15:00:00Z"),
        ("2026-03-25", "2026-03-25T15:00:00Z", "2026-04-01T14:00:00Z"),
    ],
    ids=["summer to winter", "winter to summer"],
)
def test_a_due_keeps_its_wall_time_over_a_change_of_the_clocks(
    ws: Workspace, start: str, due: str, following: str
) -> None:
    advance(ws, days=-(33 if start.startswith("2026-10") else 243))
    recurrence = {"rule": "FREQ=WEEKLY", "anchor": start}
    add_record(ws, "task", {"title": "x", "due": due, "recurrence": recurrence})
    complete_task(ws, "T1")
    assert body(ws, "T2")["due"] == following


def test_a_due_that_is_a_date_stays_one(ws: Workspace) -> None:
    add(ws, "FREQ=WEEKLY", due="2026-11-23T22:59:59Z", due_is_date=True)
    complete_task(ws, "T1")
    assert (body(ws, "T2")["due"], body(ws, "T2")["due_is_date"]) == ("2026-11-30T22:59:59Z", True)


@pytest.mark.parametrize("mode", ["by_date", "after_completion"])
@pytest.mark.parametrize(
    "fields", [on("2026-11-23"), {}, {"place": "week", "week": "2026-W48"}], ids=str
)
def test_a_series_never_dies_of_being_done_early(
    ws: Workspace, mode: str, fields: dict[str, Any]
) -> None:
    """Given a series, when five of it are done on one day, then a sixth one stands."""
    add(ws, "FREQ=WEEKLY", mode, **fields)
    for number in range(1, 6):
        complete_task(ws, f"T{number}")
    assert list(ws.live("task")) == [6]
    assert body(ws, "T6")["occurrence"] == 6
    uids = [found["uid"] for found in ws.table("task").all()]
    assert len(set(uids)) == 6


@pytest.mark.parametrize("mode", ["by_date", "after_completion"])
def test_completing_twice_makes_nothing_twice(ws: Workspace, mode: str) -> None:
    add(ws, "FREQ=WEEKLY", mode, **on("2026-11-23"))
    complete_task(ws, "T1")
    reopen_task(ws, "T1")
    advance(ws, days=1)
    complete_task(ws, "T1")
    assert list(ws.live("task")) == [2]


def test_two_terminals_that_complete_it_make_one_next(ws: Workspace, tmp_path: Path) -> None:
    add(ws, "FREQ=WEEKLY", **on("2026-11-23"))
    ws.live("task")
    other = open_workspace(tmp_path)
    complete_task(other, "T1")
    with pytest.raises(WrongUse, match="T1 is done or closed already"):
        complete_task(ws, "T1")
    assert list(ws.live("task")) == [2]
    other.close()


def test_what_was_done_is_found_as_history_with_its_dates(ws: Workspace) -> None:
    add(ws, "FREQ=WEEKLY", **on("2026-11-23"))
    for number in (1, 2, 3):
        complete_task(ws, f"T{number}")
        advance(ws, days=7)
    done = [task for task in ws.table("task").all() if task.get("state") == "done"]
    assert [task["day"] for task in done] == ["2026-11-23", "2026-11-30", "2026-12-07"]
    assert [task["closed_at"][:10] for task in done] == ["2026-11-23", "2026-11-30", "2026-12-07"]
    assert body(ws, "T4")["day"] == "2026-12-14"


def test_one_that_comes_late_skips_the_dates_that_are_past(ws: Workspace) -> None:
    add(ws, "FREQ=WEEKLY", **on("2026-11-23"))
    advance(ws, days=17)
    complete_task(ws, "T1")
    assert body(ws, "T2")["day"] == "2026-12-14"


def test_the_same_date_gives_the_same_uid(ws: Workspace) -> None:
    add(ws, "FREQ=WEEKLY", **on("2026-11-23"))
    complete_task(ws, "T1")
    assert body(ws, "T2")["uid"] == f"{body(ws, 'T1')['uid']}@2026-11-30"


def test_undo_of_the_completion_takes_the_follow_up_away_and_redo_brings_the_same(
    ws: Workspace,
) -> None:
    add(ws, "FREQ=WEEKLY", **on("2026-11-23"))
    before = stored(ws)
    complete_task(ws, "T1")
    after = stored(ws)
    ws.undo()
    assert stored(ws) == before
    ws.redo()
    assert stored(ws) == after


def test_what_is_done_stays_as_it_was_and_the_next_one_begins_fresh(ws: Workspace) -> None:
    add(
        ws,
        "FREQ=WEEKLY",
        **on("2026-11-23"),
        rolls=2,
        position=7.5,
        tags=["a"],
        notes="how",
        estimate_minutes=30,
        checklist=[{"text": "one", "done": True}],
        waiting={"who": "Maria"},
        extra={"from": "elsewhere"},
    )
    complete_task(ws, "T1")
    done, following = body(ws, "T1"), body(ws, "T2")
    assert (done["rolls"], done["checklist"]) == (2, [{"text": "one", "done": True}])
    assert {"rolls", "position", "waiting", "state", "closed_at"}.isdisjoint(following)
    assert following["checklist"] == [{"text": "one"}]
    for name in ("title", "tags", "notes", "estimate_minutes", "extra", "recurrence"):
        assert following[name] == done[name]
    assert model_of("task").of("T2", following).body() == following


def test_two_series_do_not_mix(ws: Workspace) -> None:
    add(ws, "FREQ=WEEKLY", **on("2026-11-23"))
    add(ws, "FREQ=WEEKLY", **on("2026-11-23"))
    complete_task(ws, "T1")
    complete_task(ws, "T2")
    series = [found["series"] for found in ws.live("task").values()]
    assert series == [body(ws, "T1")["uid"], body(ws, "T2")["uid"]]


@pytest.mark.parametrize("mode", ["by_date", "after_completion"])
def test_a_series_of_three_ends_after_three(ws: Workspace, mode: str) -> None:
    add(ws, "FREQ=WEEKLY;COUNT=3", mode, **on("2026-11-23"))
    for number in (1, 2, 3):
        complete_task(ws, f"T{number}")
        advance(ws, days=7)
    assert ws.live("task") == {}
    assert len(ws.table("task")) == 3


def test_a_dropped_task_ends_its_series(ws: Workspace) -> None:
    add(ws, "FREQ=WEEKLY", **on("2026-11-23"))
    drop_task(ws, "T1")
    assert ws.live("task") == {}
