"""A forgotten clock is asked about, never guessed; so is one that seems to start ahead of now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cockpit.actions.clocking import read_stop, running_entry, start_clock, stop_clock
from cockpit.actions.forgotten_clock import forgotten_clock
from cockpit.actions.records import add_record
from cockpit.actions.tasks import complete_task
from cockpit.domain.clock import FixedClock
from cockpit.errors import CockpitError, WrongUse
from cockpit.store.workspace import Workspace
from tests.workspaces import body, open_workspace, stored, with_hours


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """Open nine to five in Berlin; writing is planned on Mondays from nine to eleven."""
    workspace = with_hours(open_workspace(tmp_path))
    add_record(workspace, "function", {"name": "Writing"})
    add_record(workspace, "function", {"name": "Choir"})
    add_record(workspace, "task", {"title": "Launch mail", "function": "F1"})
    for function, start, end in (("F1", "09:00", "11:00"), ("F2", "19:00", "21:00")):
        fields = {"function": function, "weekday": "mon", "start": start, "end": end}
        add_record(workspace, "block", fields)
    yield workspace
    workspace.close()


def at(ws: Workspace, day: int, clock: str) -> datetime:
    """The workspace stands at a wall time of Berlin in November."""
    assert isinstance(ws.clock, FixedClock)
    moment = datetime.fromisoformat(f"2026-11-{day:02}T{clock}:00+01:00").astimezone(UTC)
    ws.clock.moment = moment
    return moment


@pytest.mark.parametrize(
    ("start", "now", "function", "suggestions"),
    [
        ((23, "10:00"), (23, "16:59"), "F1", None),
        ((23, "10:00"), (23, "17:59"), "F1", None),  # an hour of grace
        (
            (23, "10:00"),
            (23, "18:00"),
            "F1",
            [
                ("when its block ended", "11:00"),
                ("when work closed", "17:00"),
                ("now", "18:00"),
            ],
        ),
        ((23, "16:00"), (23, "20:00"), "F2", None),  # its block is still to end
        ((23, "18:00"), (23, "23:30"), "F1", None),  # begun after closing
        ((23, "18:00"), (24, "03:59"), "F1", None),  # still the same business day
        ((23, "18:00"), (24, "04:00"), "F1", [("now", "04:00")]),
        ((23, "16:00"), (24, "08:00"), "F1", [("when work closed", "17:00"), ("now", "08:00")]),
        ((21, "10:00"), (23, "08:00"), "F1", [("now", "08:00")]),  # begun on a Saturday
    ],
)
def test_it_is_asked_about_past_closing_and_on_another_day(
    ws: Workspace,
    start: tuple[int, str],
    now: tuple[int, str],
    function: str,
    suggestions: list[tuple[str, str]] | None,
) -> None:
    at(ws, *start)
    start_clock(ws, function=function)
    at(ws, *now)
    found = forgotten_clock(ws)
    if suggestions is None:
        assert found is None
        return
    assert found is not None
    told = [(words, f"{moment + timedelta(hours=1):%H:%M}") for words, moment in found.suggestions]
    assert told == suggestions


def test_the_words_say_what_runs_and_since_when(ws: Workspace) -> None:
    at(ws, 23, "16:10")
    start_clock(ws, task="T1")
    at(ws, 24, "09:05")
    found = forgotten_clock(ws)
    assert found is not None
    assert found.words == "The clock of E1 (Writing · Launch mail) runs since mon 16:10: 16h 55m."
    assert found.entry == "E1"


def test_no_clock_is_no_question(ws: Workspace) -> None:
    assert forgotten_clock(ws) is None


def test_a_suggestion_stops_it_there(ws: Workspace) -> None:
    at(ws, 23, "10:00")
    start_clock(ws, task="T1")
    at(ws, 24, "09:00")
    found = forgotten_clock(ws)
    assert found is not None
    stop_clock(ws, found.suggestions[0][1])
    assert body(ws, "E1")["stopped"] == "2026-11-23T10:00:00Z"
    assert forgotten_clock(ws) is None


@pytest.mark.parametrize("verb", ["stop", "start another", "done"])
def test_nothing_stops_yesterday_s_clock_without_saying_when(ws: Workspace, verb: str) -> None:
    at(ws, 23, "16:10")
    start_clock(ws, task="T1")
    at(ws, 24, "09:00")
    before = stored(ws)
    with pytest.raises(WrongUse, match=r"E1 runs since mon 16:10: say first when it stopped"):
        if verb == "stop":
            stop_clock(ws)
        elif verb == "done":
            complete_task(ws, "T1")
        else:
            start_clock(ws, function="F2")
    assert stored(ws) == before
    stop_clock(ws, read_stop(ws, "now"))
    assert body(ws, "E1")["stopped"] == "2026-11-24T08:00:00Z"


@pytest.mark.parametrize(
    ("text", "stopped"),
    [
        ("17:20", "2026-11-23T16:20:00Z"),  # the first such time after the start
        ("16:10", "2026-11-23T15:10:30Z"),  # the minute in which it started
        ("8:30", "2026-11-24T07:30:00Z"),
        ("yesterday 23:00", "2026-11-23T22:00:00Z"),
        ("now", "2026-11-24T08:00:00Z"),
        ("24:00", "2026-11-23T23:00:00Z"),
    ],
)
def test_when_it_stopped_is_read_from_its_start_on(ws: Workspace, text: str, stopped: str) -> None:
    ws.clock.moment = at(ws, 23, "16:10") + timedelta(seconds=30)  # type: ignore[attr-defined]
    start_clock(ws, task="T1")
    at(ws, 24, "09:00")
    stop_clock(ws, read_stop(ws, text))
    assert body(ws, "E1")["stopped"] == stopped


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("yesterday 15:00", "started at mon 16:10"),
        ("9:30", "started at mon 16:10"),
        ("today 9:30", "future"),
        ("sometime", "not a date or time"),
        ("25:00", "25:00"),
    ],
)
def test_a_stop_that_cannot_be_is_one_sentence(ws: Workspace, text: str, words: str) -> None:
    at(ws, 23, "16:10")
    start_clock(ws, task="T1")
    at(ws, 24, "09:00")
    with pytest.raises(WrongUse, match=words):
        read_stop(ws, text)


def test_without_a_clock_there_is_nothing_to_stop(ws: Workspace) -> None:
    with pytest.raises(CockpitError, match="No clock is running"):
        read_stop(ws, "17:20")


def test_a_wall_time_that_comes_twice_is_the_one_after_the_start(ws: Workspace) -> None:
    assert isinstance(ws.clock, FixedClock)
    ws.clock.moment = datetime(2026, 10, 25, 1, 20, tzinfo=UTC)  # the second 02:20 of that night
    start_clock(ws, task="T1")
    ws.clock.moment = datetime(2026, 10, 25, 3, 0, tzinfo=UTC)
    assert read_stop(ws, "2:50") == datetime(2026, 10, 25, 1, 50, tzinfo=UTC)


def test_a_machine_s_clock_that_went_back_is_told_and_the_length_is_never_negative(
    ws: Workspace,
) -> None:
    at(ws, 23, "11:00")
    start_clock(ws, task="T1")
    at(ws, 23, "10:00")
    found = forgotten_clock(ws)
    assert found is not None
    assert found.words == (
        "E1 (Writing · Launch mail) started 11:00, ahead of this machine's clock (10:00): "
        "it was set back."
    )
    assert [words for words, _at in found.suggestions] == ["where it started"]
    stop_clock(ws, found.suggestions[0][1])
    assert body(ws, "E1")["stopped"] == body(ws, "E1")["started"]


def test_it_starts_on_a_block_too(ws: Workspace) -> None:
    at(ws, 23, "09:00")
    moved = {
        "action": "move",
        "block": "B1",
        "date": "2026-11-23",
        "start": "12:00",
        "end": "13:00",
    }
    add_record(ws, "override", moved)
    dentist = {"label": "Dentist", "weekday": "tue", "start": "16:00", "end": "16:30"}
    add_record(ws, "block", dentist)
    for reference in ("B1", "O1"):
        start_clock(ws, block=reference)
        running = running_entry(ws)
        assert running is not None
        assert running[1]["function"] == "F1"
    for reference, words in (("B3", "an appointment"), ("T1", "no block")):
        with pytest.raises(WrongUse, match=words):
            start_clock(ws, block=reference)
