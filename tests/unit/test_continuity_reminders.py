"""An asset that ends, a procedure gone stale: when they are told, and that they are told once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cockpit.domain.clock import FixedClock
from cockpit.domain.drills.reminding import moments_of_asset, moments_of_procedure
from cockpit.domain.identity import format_instant
from tests.terminal_of_reminders import Terminal, at, with_hours

BERLIN = ZoneInfo("Europe/Berlin")


def test_an_asset_is_told_of_a_month_and_a_week_before_it_ends() -> None:
    moments = moments_of_asset(4, {"name": "planner.example", "expires": "2027-01-10"}, BERLIN)

    assert [(one.ref, one.stage, format_instant(one.at)) for one in moments] == [
        ("S4", "30", "2026-12-11T08:00:00Z"),
        ("S4", "7", "2027-01-03T08:00:00Z"),
    ]
    assert [format_instant(one.until) for one in moments if one.until] == [
        "2027-01-03T08:00:00Z",
        "2027-01-11T08:00:00Z",
    ]


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ({"reviewed": "2026-05-27", "review_days": 180}, "2026-11-23T08:00:00Z"),
        ({"written": "2026-05-27", "review_days": 180}, "2026-11-23T08:00:00Z"),
        ({"reviewed": "2026-10-24", "written": "2020-01-01", "review_days": 30},
         "2026-11-23T08:00:00Z"),
    ],
)  # fmt: skip
def test_a_procedure_is_told_of_when_its_interval_has_passed(
    body: dict[str, Any], day: str
) -> None:
    (moment,) = moments_of_procedure(1, {"name": "Ship", **body}, BERLIN)

    assert (moment.ref, format_instant(moment.at)) == ("D1", day)


@pytest.mark.parametrize("body", [{}, {"review_days": 30}, {"reviewed": "2026-05-27"}])
def test_without_an_interval_or_a_date_nothing_is_told(body: dict[str, Any]) -> None:
    assert moments_of_procedure(1, {"name": "Ship", **body}, BERLIN) == []
    assert moments_of_asset(1, {"name": "Shop"}, BERLIN) == []


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(str(tmp_path / "home" / "cockpit.db"), FixedClock(at("2026-11-23T07:00")))
    yield with_hours(terminal)
    terminal.workspace.close()


def test_a_day_tells_each_once_within_working_hours(screen: Terminal) -> None:
    screen.add("asset", {"name": "planner.example", "expires": "2026-11-30"})
    screen.add("asset", {"name": "next year", "expires": "2027-11-30"})
    screen.add("procedure", {"name": "Ship", "reviewed": "2026-10-24", "review_days": 30})

    screen.run(at("2026-11-23T12:00"))

    told = [one for one in screen.rung() if "opening" not in one]
    assert told == ["Mon 09:00 asset_renewal S1", "Mon 09:00 procedure_stale D1"]


def test_what_was_renewed_or_reviewed_is_not_told(screen: Terminal) -> None:
    from cockpit.actions.continuity.procedures import review_procedure
    from cockpit.actions.records import edit_record

    screen.add("asset", {"name": "planner.example", "expires": "2026-11-30"})
    screen.add("procedure", {"name": "Ship", "reviewed": "2026-10-24", "review_days": 30})
    edit_record(screen.workspace, "S1", {"expires": "2027-11-30"})
    review_procedure(screen.workspace, "D1")

    screen.run(at("2026-11-23T12:00"))

    assert [one for one in screen.rung() if "opening" not in one] == []
