"""The log of a day: entries corrected, gaps filled, nothing twice at one time, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions.clocking import add_entry, start_clock, stop_clock
from cockpit.actions.day_gaps import fill_gap, fill_gaps, unclocked_gaps
from cockpit.actions.day_log import BrokenIn, Logged, as_json, day_log
from cockpit.actions.interruptions import add_interruption
from cockpit.actions.records import add_record, archive_record, edit_record
from cockpit.actions.time_log import archive_entry
from cockpit.errors import WrongUse
from cockpit.store.workspace import Workspace
from tests.workspaces import NOW, advance, body, labels, open_workspace, stored, with_hours

MONDAY = date(2026, 11, 23)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """Monday 11:00 in Berlin; writing is planned from nine to half past ten, support till one."""
    workspace = with_hours(open_workspace(tmp_path))
    add_record(workspace, "function", {"name": "Writing"})
    add_record(workspace, "function", {"name": "Support"})
    add_record(workspace, "task", {"title": "Launch mail", "function": "F2"})
    for function, start, end in (("F1", "09:00", "10:30"), ("F2", "10:30", "13:00")):
        fields = {"function": function, "weekday": "mon", "start": start, "end": end}
        add_record(workspace, "block", fields)
    yield workspace
    workspace.close()


def utc(clock: str) -> str:
    """The stored instant of a wall time in Berlin on that Monday."""
    return f"2026-11-23T{int(clock[:2]) - 1:02}:{clock[3:]}:00Z"


def log_entry(ws: Workspace, start: str, stop: str | None = None, **fields: Any) -> str:
    times = {"started": utc(start), **({"stopped": utc(stop)} if stop else {})}
    return add_entry(ws, {"function": "F1", **times, **fields}).ref


def spans(ws: Workspace) -> list[str]:
    return [f"{gap.name} {gap.start:%H:%M}–{gap.end:%H:%M}" for gap in unclocked_gaps(ws, MONDAY)]


def test_the_gaps_of_today_end_now(ws: Workspace) -> None:
    log_entry(ws, "09:00", "10:00")
    assert spans(ws) == ["Writing 10:00–10:30", "Support 10:30–11:00"]


@pytest.mark.parametrize(
    ("on", "function", "task"),
    [({}, "F1", None), ({"function": "F2"}, "F2", None), ({"task": "1"}, "F2", "T1")],
)
def test_a_gap_is_filled_on_its_function_or_on_what_is_named(
    ws: Workspace, on: dict[str, str], function: str, task: str | None
) -> None:
    gap = unclocked_gaps(ws, MONDAY)[0]
    added = fill_gap(ws, gap, **on)
    filled = body(ws, added.ref)
    assert (filled["started"], filled["stopped"]) == (utc("09:00"), utc("10:30"))
    assert (filled["function"], filled.get("task")) == (function, task)
    assert spans(ws) == ["Support 10:30–11:00"]
    ws.undo()
    assert unclocked_gaps(ws, MONDAY)[0] == gap


def test_all_gaps_are_filled_in_one_change(ws: Workspace) -> None:
    before = stored(ws)
    fill_gaps(ws, unclocked_gaps(ws, MONDAY))
    assert (spans(ws), labels(ws)[0]) == ([], "Fill 2 gaps")
    ws.undo()
    assert stored(ws) == before


def test_a_gap_that_was_clocked_meanwhile_is_not_filled_twice(ws: Workspace) -> None:
    gap = unclocked_gaps(ws, MONDAY)[0]
    log_entry(ws, "09:30", "09:45")
    with pytest.raises(WrongUse, match="do not overlap: E1 Writing"):
        fill_gap(ws, gap)


@pytest.mark.parametrize(
    ("start", "stop"),
    [("09:30", "09:45"), ("08:00", "09:01"), ("09:59", "10:30"), ("08:00", "11:00")],
)
def test_an_entry_within_the_time_of_another_is_refused_with_both_named(
    ws: Workspace, start: str, stop: str
) -> None:
    log_entry(ws, "09:00", "10:00")
    before = stored(ws)
    with pytest.raises(WrongUse) as refused:
        log_entry(ws, start, stop, function="F2")
    assert str(refused.value) == (
        "Two time entries do not overlap: E1 Writing (2026-11-23 09:00–10:00)"
        f" and this one Support (2026-11-23 {start}–{stop})."
    )
    assert stored(ws) == before


def test_entries_that_touch_stand_side_by_side(ws: Workspace) -> None:
    log_entry(ws, "09:00", "10:00")
    log_entry(ws, "10:00", "10:30")
    log_entry(ws, "08:30", "09:00")
    edit_record(ws, "E1", {"note": "letters"})
    assert day_log(ws, MONDAY).clocked == 120


def test_times_that_are_edited_are_held_against_the_others_and_against_now(
    ws: Workspace,
) -> None:
    log_entry(ws, "09:00", "10:00")
    log_entry(ws, "10:00", "10:30")
    for fields, words in (
        ({"stopped": utc("10:10")}, "E2 Writing"),
        ({"started": utc("08:00"), "stopped": utc("10:31")}, "E2 Writing"),
        ({"stopped": utc("11:01")}, "future"),
        ({"stopped": utc("08:59")}, "stop before it started"),
    ):
        before = stored(ws)
        with pytest.raises(WrongUse, match=words):
            edit_record(ws, "E1", fields)
        assert stored(ws) == before, fields
    edit_record(ws, "E1", {"started": utc("08:30"), "stopped": utc("09:30")})
    assert spans(ws) == ["Writing 09:30–10:00", "Support 10:30–11:00"]


def test_the_running_clock_takes_its_time_too(ws: Workspace) -> None:
    log_entry(ws, "10:00")
    with pytest.raises(WrongUse, match=r"E1 Writing \(2026-11-23 10:00–still running\)"):
        log_entry(ws, "10:30", "10:45")


def test_the_clock_itself_never_refuses_to_count(ws: Workspace) -> None:
    start_clock(ws, function="F1")
    advance(ws, hours=2)
    stop_clock(ws)
    advance(ws, hours=-1)  # the machine's clock is set back
    start_clock(ws, function="F2")
    advance(ws, minutes=30)
    stop_clock(ws)
    first, second = (line for line in day_log(ws, MONDAY).lines if isinstance(line, Logged))
    assert (first.overlaps, second.overlaps, second.minutes) == (("E2",), ("E1",), 30)


def test_an_archived_entry_is_kept_and_counts_nowhere(ws: Workspace) -> None:
    log_entry(ws, "09:00", "10:30")
    log_entry(ws, "10:30", "11:00")
    change = archive_entry(ws, "1")
    assert change.label == "Archive E1 Writing (2026-11-23 09:00–10:30)"
    assert (day_log(ws, MONDAY).clocked, spans(ws)) == (30, ["Writing 09:00–10:30"])
    assert body(ws, "E1")["stopped"] == utc("10:30")
    with pytest.raises(WrongUse, match="E1 is archived already"):
        archive_record(ws, "E1")
    log_entry(ws, "09:00", "09:30")  # its time is free again
    ws.undo()
    ws.undo()
    assert (day_log(ws, MONDAY).clocked, spans(ws)) == (120, [])


def test_braces_in_words_are_words(ws: Workspace) -> None:
    edit_record(ws, "F1", {"name": "W{0} {id}"})
    log_entry(ws, "09:00", "10:00")
    assert archive_entry(ws, "E1").label == "Archive E1 W{0} {id} (2026-11-23 09:00–10:00)"


def test_the_timeline_has_entries_gaps_and_interruptions_by_time(ws: Workspace) -> None:
    log_entry(ws, "09:00", "09:40", note="outline")
    log_entry(ws, "10:30", task="T1", function="F2")
    add_interruption(ws, {"who": "Karl", "at": utc("09:50"), "minutes": 10, "channel": "phone"})
    log = day_log(ws, MONDAY)
    kinds = [type(line).__name__ for line in log.lines]
    assert kinds == ["Logged", "Gap", "BrokenIn", "Logged"]
    assert (log.clocked, log.unclocked, log.interrupted) == (70, 50, 10)
    last = log.lines[-1]
    assert isinstance(last, Logged)
    assert (last.subject, last.end, last.minutes) == ("Support · Launch mail", None, 30)
    assert isinstance(log.lines[2], BrokenIn)
    told = as_json(log)
    assert [one["id"] for one in told["entries"]] == ["E1", "E2"]
    assert told["gaps"][0]["start"] == utc("09:40")
    assert told["interruptions"][0]["channel"] == "phone"


def test_an_entry_over_the_day_s_end_counts_on_both_days(ws: Workspace) -> None:
    ws.clock.moment = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)  # type: ignore[attr-defined]
    add_entry(ws, {"started": "2026-11-24T01:00:00Z", "stopped": "2026-11-24T05:00:00Z"})
    assert day_log(ws, MONDAY).clocked == 120
    assert day_log(ws, MONDAY + timedelta(days=1)).clocked == 120


def test_interruptions_do_not_stop_or_shorten_the_clock(ws: Workspace) -> None:
    start_clock(ws, task="T1")
    advance(ws, minutes=20)
    add_interruption(ws, {"who": "Karl", "minutes": 10})
    advance(ws, minutes=10)
    stop_clock(ws)
    assert day_log(ws, MONDAY).clocked == 30
    assert NOW + timedelta(minutes=30) == ws.now()
