"""A forgotten clock counts as far as it is certain, and no further, until it is answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cockpit.actions.balance import use_of_weeks
from cockpit.actions.clocking import start_clock, stop_clock
from cockpit.actions.records import add_record
from cockpit.actions.weeks.facts import days_of
from cockpit.domain.clock import FixedClock
from cockpit.store.workspace import Workspace
from tests.workspaces import open_workspace, with_hours

MONDAY = date(2026, 11, 23)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """Open nine to five in Berlin; writing is planned on Mondays from nine to eleven."""
    workspace = with_hours(open_workspace(tmp_path))
    add_record(workspace, "function", {"name": "Writing", "target_minutes": 600})
    add_record(workspace, "function", {"name": "Choir"})
    block = {"function": "F1", "weekday": "mon", "start": "09:00", "end": "11:00"}
    add_record(workspace, "block", block)
    yield workspace
    workspace.close()


def at(ws: Workspace, day: int, clock: str) -> None:
    """The workspace stands at a wall time of Berlin in November."""
    assert isinstance(ws.clock, FixedClock)
    ws.clock.moment = datetime.fromisoformat(f"2026-11-{day}T{clock}:00+01:00").astimezone(UTC)


def counted(ws: Workspace) -> tuple[int, list[int]]:
    """The minutes of the week, and those of its days."""
    rows = use_of_weeks(ws, MONDAY, 1)[0][1]
    return sum(row.actual for row in rows), [day.done for day in days_of(ws, MONDAY, 5)]


@pytest.mark.parametrize(
    ("function", "start", "now", "minutes"),
    [
        ("F1", (23, "10:00"), (23, "17:59"), 479),  # an hour of grace
        ("F1", (23, "10:00"), (23, "18:00"), 60),  # to the end of its block
        ("F1", (23, "10:00"), (27, "16:00"), 60),
        ("F2", (23, "16:00"), (27, "16:00"), 60),  # no block: to the closing
        ("F2", (23, "20:00"), (27, "16:00"), 0),  # begun after closing: nothing is certain
    ],
)
def test_it_counts_to_the_first_of_its_ends(
    ws: Workspace, function: str, start: tuple[int, str], now: tuple[int, str], minutes: int
) -> None:
    at(ws, *start)
    start_clock(ws, function=function)
    at(ws, *now)

    week, days = counted(ws)

    assert (week, days) == (minutes, [minutes, 0, 0, 0, 0])


def test_the_answer_is_what_counts(ws: Workspace) -> None:
    at(ws, 23, "10:00")
    start_clock(ws, function="F1")
    at(ws, 24, "09:00")
    stop_clock(ws, datetime(2026, 11, 23, 14, tzinfo=UTC))

    assert counted(ws)[0] == 300
