"""The verbs of tasks: one undoable change each, one sentence when they refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.actions import tasks
from cockpit.actions.clocking import running_entry, start_clock
from cockpit.actions.priorities import change_priority
from cockpit.actions.records import add_record, archive_record, edit_record
from cockpit.errors import CockpitError, WrongUse
from cockpit.store.workspace import Change, Workspace
from tests.workspaces import (
    advance,
    assert_live_is_exact,
    body,
    labels,
    open_workspace,
    stored,
    with_hours,
)

TODAY, TOMORROW, YESTERDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 22)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    workspace = with_hours(open_workspace(tmp_path))
    yield workspace
    workspace.close()


def add(ws: Workspace, title: str = "write", **fields: Any) -> str:
    return add_record(ws, "task", {"title": title, **fields}).ref


def on(day: date) -> dict[str, Any]:
    return {"place": "day", "day": day.isoformat()}


VERBS: dict[str, Callable[[Workspace], Change]] = {
    "done": lambda ws: tasks.complete_task(ws, "T1"),
    "drop": lambda ws: tasks.drop_task(ws, "T1"),
    "day": lambda ws: tasks.move_to_day(ws, "T1", TOMORROW),
    "week": lambda ws: tasks.move_to_week(ws, "T1", "2026-W49"),
    "backlog": lambda ws: tasks.move_to_backlog(ws, "T1"),
    "priority": lambda ws: change_priority(ws, "T1", 1),
    "tick": lambda ws: tasks.tick_item(ws, "T1", 0),
    "down": lambda ws: tasks.reorder_task(ws, "T1", 1),
    "archive": lambda ws: archive_record(ws, "T1"),
    "edit": lambda ws: edit_record(ws, "T1", {"title": "other", "estimate_minutes": 30}),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_one_change_that_undo_and_redo_give_back_exactly(
    verb: str, ws: Workspace, tmp_path: Path
) -> None:
    add(
        ws,
        "fix {braces} [/b]",
        checklist=[{"text": "one"}],
        recurrence={"rule": "FREQ=WEEKLY", "anchor": "2026-11-23"},
        **on(TODAY),
    )
    add(ws, "second", **on(TODAY))
    start_clock(ws, task="T1")
    before, known = stored(ws), len(labels(ws))

    change = VERBS[verb](ws)

    after = stored(ws)
    assert after != before
    assert len(labels(ws)) == known + 1
    assert labels(ws)[0] == change.label
    assert "T1" in change.label
    assert "fix {braces} [/b]" in change.label
    ws.undo()
    assert stored(ws) == before
    assert_live_is_exact(ws)
    ws.close()
    again = open_workspace(tmp_path)
    again.redo()
    assert stored(again) == after
    again.undo()
    assert stored(again) == before
    assert_live_is_exact(again)
    again.close()


@pytest.mark.parametrize("verb", [name for name in VERBS if name != "edit"])
def test_a_closed_task_is_refused_in_one_sentence(verb: str, ws: Workspace) -> None:
    add(ws, checklist=[{"text": "one"}])
    tasks.complete_task(ws, "T1")
    before = stored(ws)
    with pytest.raises(WrongUse, match="T1 is .*(closed|done)"):
        VERBS[verb](ws)
    assert stored(ws) == before


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "title"),
        ({"title": "  "}, "title"),
        ({}, "title is missing"),
        ({"title": "x" * 20_001}, "title"),
        ({"title": "x", "estimate_minutes": 0}, "estimate 0m is too little; the least is 1m"),
        (
            {"title": "x", "estimate_minutes": -5},
            "estimate_minutes -5 is too little; the least is 1",
        ),
        ({"title": "x", "estimate_minutes": 6000}, "estimate 100h is too much"),
        ({"title": "x", "priority": 4}, "priority"),
        ({"title": "x", "place": "day"}, "needs the day"),
        ({"title": "x", "place": "week"}, "needs the week"),
        ({"title": "x", "day": "2026-11-23"}, "one place"),
        ({"title": "x", "due": "2026-11-23T10:00:00"}, "time zone"),
        ({"title": "x", "function": "F9"}, "F9, which is not there"),
        ({"title": "x", "function": "C1"}, "function is needed"),
        ({"title": "x", "titel": "y"}, "did you mean title"),
        ({"title": "x", "id": "T5"}, "no field 'id'"),
        ({"title": "x", "position": float("nan")}, "position"),
        ({"title": "x", "recurrence": {"rule": "FREQ=HOURLY", "anchor": "2026-11-23"}}, "HOURLY"),
        ({"title": "x", "recurrence": {"rule": "nonsense", "anchor": "2026-11-23"}}, "nonsense"),
    ],
)
def test_a_task_that_cannot_be_is_refused_and_nothing_written(
    ws: Workspace, fields: dict[str, Any], words: str
) -> None:
    before = stored(ws)
    with pytest.raises(WrongUse, match=words) as told:
        add_record(ws, "task", fields)
    assert "\n" not in str(told.value)
    assert stored(ws) == before


@pytest.mark.parametrize("field", ["uid", "created_at", "closed_at", "state", "rolls", "series"])
def test_what_follows_from_verbs_is_not_edited(ws: Workspace, field: str) -> None:
    add(ws)
    with pytest.raises(WrongUse, match="is not edited"):
        edit_record(ws, "T1", {field: "x"})


def test_a_failure_in_the_middle_leaves_nothing_half(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a task whose clock runs, when the last step fails, then the clock runs on."""
    add(ws)
    start_clock(ws, task="T1")
    before = stored(ws)

    def fails(*_arguments: object) -> None:
        raise CockpitError("no")

    monkeypatch.setattr(tasks, "following_occurrence", fails)
    advance(ws, hours=1)
    with pytest.raises(CockpitError):
        tasks.complete_task(ws, "T1")
    assert stored(ws) == before
    assert running_entry(ws) is not None
    assert_live_is_exact(ws)


@pytest.mark.parametrize("close", [tasks.complete_task, tasks.drop_task, archive_record])
def test_closing_a_task_stops_its_clock_in_the_same_change(
    ws: Workspace, close: Callable[[Workspace, str], Change]
) -> None:
    add(ws)
    start_clock(ws, task="T1")
    advance(ws, minutes=25)
    close(ws, "T1")
    assert running_entry(ws) is None
    assert body(ws, "E1")["stopped"] == "2026-11-23T10:25:00Z"
    ws.undo()
    assert running_entry(ws) is not None


def test_the_clock_of_another_task_runs_on(ws: Workspace) -> None:
    add(ws), add(ws)
    start_clock(ws, task="T2")
    tasks.complete_task(ws, "T1")
    assert running_entry(ws) is not None


def test_a_task_done_by_another_process_is_not_done_again(ws: Workspace, tmp_path: Path) -> None:
    add(ws, recurrence={"rule": "FREQ=DAILY", "anchor": "2026-11-23"}, **on(TODAY))
    ws.live("task")
    other = open_workspace(tmp_path)
    tasks.complete_task(other, "T1")
    with pytest.raises(WrongUse, match="done or closed already"):
        tasks.complete_task(ws, "T1")
    ws.refresh()
    assert list(ws.live("task")) == [2]
    other.close()


def test_reopen_takes_it_back_where_it_stood_and_refuses_an_open_one(ws: Workspace) -> None:
    add(ws, **on(TODAY))
    before = body(ws, "T1")
    with pytest.raises(WrongUse, match="T1 is open already"):
        tasks.reopen_task(ws, "1")
    tasks.drop_task(ws, "t1")
    tasks.reopen_task(ws, "T1")
    assert body(ws, "T1") == before


ROLLS = {
    "today to tomorrow": (TODAY, TOMORROW, True),
    "yesterday to today": (YESTERDAY, TODAY, True),
    "yesterday to tomorrow": (YESTERDAY, TOMORROW, True),
    "today to the week": (TODAY, None, True),
    "today to today": (TODAY, TODAY, False),
    "today to yesterday": (TODAY, YESTERDAY, False),
    "tomorrow to today": (TOMORROW, TODAY, False),
    "tomorrow to later": (TOMORROW, date(2026, 11, 30), False),
    "tomorrow to the week": (TOMORROW, None, False),
}


@pytest.mark.parametrize("by", ["verb", "edit"])
@pytest.mark.parametrize("case", ROLLS)
def test_a_roll_is_planned_not_done_and_moved_on(ws: Workspace, case: str, by: str) -> None:
    start, target, counts = ROLLS[case]
    add(ws, **on(start))
    if by == "edit":
        place = on(target) if target else {"place": "week", "week": "2026-W49"}
        edit_record(ws, "T1", {"day": None, "week": None, **place})
    elif target is None:
        tasks.move_to_week(ws, "T1", "2026-W49")
    else:
        tasks.move_to_day(ws, "T1", target)
    assert body(ws, "T1").get("rolls", 0) == int(counts)


def test_an_absence_of_several_days_is_one_roll(ws: Workspace) -> None:
    add(ws, **on(TODAY))
    advance(ws, days=4)
    tasks.move_to_day(ws, "T1", date(2026, 11, 27))
    assert body(ws, "T1")["rolls"] == 1


def test_the_small_hours_belong_to_the_evening_before(ws: Workspace) -> None:
    """At 02:00 of the 24th, a task of the 24th is not yet due: moving it on is no roll."""
    advance(ws, hours=15)
    add(ws, **on(TOMORROW))
    tasks.move_to_day(ws, "T1", date(2026, 11, 25))
    assert "rolls" not in body(ws, "T1")


def test_a_moved_task_comes_last_and_stays_in_place_when_it_moves_nowhere(ws: Workspace) -> None:
    add(ws, "first", **on(TOMORROW))
    add(ws, "late", **on(TODAY))
    add(ws, "second", **on(TOMORROW), position=40.5)
    tasks.move_to_day(ws, "T2", TOMORROW)
    assert order(ws) == ["first", "second", "late"]
    assert tasks.move_to_day(ws, "T2", TOMORROW).id is None, "it stands there already"
    tasks.move_to_backlog(ws, "T1")
    assert "position" not in body(ws, "T1"), "its number is the last of an empty place"


def test_an_edit_of_the_day_alone_moves_the_task(ws: Workspace) -> None:
    add(ws, place="week", week="2026-W48")
    edit_record(ws, "T1", {"day": "2026-11-25"})
    assert {name: body(ws, "T1").get(name) for name in ("place", "day", "week")} == {
        "place": "day",
        "day": "2026-11-25",
        "week": None,
    }
    edit_record(ws, "T1", {"place": None, "day": None, "week": None})
    assert "place" not in body(ws, "T1")


@pytest.mark.parametrize(
    ("start", "step", "then"), [(None, 1, 3), (3, 1, 2), (1, -1, 2), (2, -1, 3), (3, -1, None)]
)
def test_priority_goes_by_one(
    ws: Workspace, start: int | None, step: int, then: int | None
) -> None:
    add(ws, priority=start)
    change_priority(ws, "T1", step)
    assert body(ws, "T1").get("priority") == then


@pytest.mark.parametrize(("start", "step", "edge"), [(1, 1, "highest"), (None, -1, "lowest")])
def test_priority_has_ends(ws: Workspace, start: int | None, step: int, edge: str) -> None:
    add(ws, priority=start)
    with pytest.raises(CockpitError, match=f"T1 has the {edge}"):
        change_priority(ws, "T1", step)


def order(ws: Workspace) -> list[str]:
    """The titles in the order of the index, from disk."""
    return [found["title"] for _number, found in ws.table("task").live()]


def test_reorder_moves_by_one_and_stops_at_the_ends(ws: Workspace) -> None:
    for title in "abc":
        add(ws, title)
    tasks.reorder_task(ws, "T1", 1)
    assert order(ws) == ["b", "a", "c"]
    tasks.reorder_task(ws, "T3", -1)
    assert order(ws) == ["b", "c", "a"]
    for reference, step in (("T1", 1), ("T2", -1)):
        with pytest.raises(CockpitError, match="end of its list"):
            tasks.reorder_task(ws, reference, step)


def test_only_equals_of_one_place_and_priority_are_passed(ws: Workspace) -> None:
    add(ws, "a"), add(ws, "other day", **on(TODAY)), add(ws, "urgent", priority=1), add(ws, "b")
    tasks.reorder_task(ws, "T1", 1)
    assert order(ws) == ["other day", "urgent", "b", "a"]


@given(
    positions=st.lists(
        st.one_of(st.none(), st.sampled_from([1.0, 2.0, 2.0000001, 2.5, -3.0])),
        min_size=2,
        max_size=7,
    ),
    moves=st.lists(st.tuples(st.integers(0, 6), st.sampled_from([1, -1])), max_size=12),
)
def test_reordering_is_a_swap_of_neighbours_whatever_the_positions(
    positions: list[float | None], moves: list[tuple[int, int]]
) -> None:
    with TemporaryDirectory() as folder:
        _reorder(open_workspace(Path(folder)), positions, moves)


def _reorder(ws: Workspace, positions: list[float | None], moves: list[tuple[int, int]]) -> None:
    for number, position in enumerate(positions, 1):
        add(ws, str(number), position=position)
    expected = order(ws)
    for index, step in moves:
        title = str(index % len(positions) + 1)
        at = expected.index(title)
        if not 0 <= at + step < len(expected):
            continue
        tasks.reorder_task(ws, f"T{title}", step)
        expected.insert(at + step, expected.pop(at))
        assert order(ws) == expected
    ws.close()


def test_a_thousand_reorders_wear_nothing_out(ws: Workspace) -> None:
    """Given three tasks, when the same one goes up and down for ever, then the order holds."""
    expected = ["a", "b", "c"]
    for title in expected:
        add(ws, title)
    with ws.transaction("many"):
        for turn in range(1_000):
            at = turn % 2
            title = expected[at]
            tasks.reorder_task(ws, f"T{'abc'.index(title) + 1}", 1)
            expected.insert(at + 1, expected.pop(at))
    assert order(ws) == expected
    numbers = sorted(found.get("position", n) for n, found in ws.live("task").items())
    assert numbers == [1, 2, 3]


def test_a_checklist_line_is_ticked_and_unticked(ws: Workspace) -> None:
    add(ws, checklist=[{"text": "one"}, {"text": "two"}])
    tasks.tick_item(ws, "T1", 1)
    assert body(ws, "T1")["checklist"] == [{"text": "one"}, {"text": "two", "done": True}]
    tasks.tick_item(ws, "T1", 1)
    assert body(ws, "T1")["checklist"] == [{"text": "one"}, {"text": "two"}]
    for index in (2, -1):
        with pytest.raises(WrongUse, match="no checklist line"):
            tasks.tick_item(ws, "T1", index)
