"""Periods as people say them, seen from Tuesday 24 November 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.actions.periods import Period, Unit, last_days, period_label, period_of, read_period
from cockpit.errors import WrongUse
from cockpit.store.workspace import Workspace
from tests.tui.main_host import open_home


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = open_home(Path(tmp_path_factory.mktemp("home")))
    yield workspace
    workspace.close()


@pytest.mark.parametrize(
    ("said", "first", "last", "unit"),
    [
        ("week", "2026-11-23", "2026-11-29", "week"),
        ("this week", "2026-11-23", "2026-11-29", "week"),
        ("Last  Week", "2026-11-16", "2026-11-22", "week"),
        ("semana pasada", "2026-11-16", "2026-11-22", "week"),
        ("month", "2026-11-01", "2026-11-30", "month"),
        ("last month", "2026-10-01", "2026-10-31", "month"),
        ("este mes", "2026-11-01", "2026-11-30", "month"),
        ("quarter", "2026-10-01", "2026-12-31", "quarter"),
        ("last quarter", "2026-07-01", "2026-09-30", "quarter"),
        ("year", "2026-01-01", "2026-12-31", "year"),
        ("previous year", "2025-01-01", "2025-12-31", "year"),
        ("4 weeks", "2026-10-28", "2026-11-24", "days"),
        ("last 6 weeks", "2026-10-14", "2026-11-24", "days"),
        ("30 days", "2026-10-26", "2026-11-24", "days"),
        ("1d", "2026-11-24", "2026-11-24", "days"),
        ("2026-W48", "2026-11-23", "2026-11-29", "week"),
        ("2026w1", "2025-12-29", "2026-01-04", "week"),
        ("2026-02", "2026-02-01", "2026-02-28", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("q3", "2026-07-01", "2026-09-30", "quarter"),
        ("Q4 2025", "2025-10-01", "2025-12-31", "quarter"),
        ("2025-q1", "2025-01-01", "2025-03-31", "quarter"),
        ("2025", "2025-01-01", "2025-12-31", "year"),
        ("1 oct to 15 nov", "2026-10-01", "2026-11-15", "days"),
        ("1 dec to 15 nov", "2025-12-01", "2026-11-15", "days"),
        ("2026-10-05 - 2026-10-09", "2026-10-05", "2026-10-09", "days"),
        ("2026-10-05..2026-10-09", "2026-10-05", "2026-10-09", "days"),
        ("fri", "2026-11-20", "2026-11-20", "days"),
        ("mon to today", "2026-11-23", "2026-11-24", "days"),
        ("yesterday", "2026-11-23", "2026-11-23", "days"),
        ("2026-12-24", "2026-12-24", "2026-12-24", "days"),
    ],
)
def test_a_period_is_read(
    workspace: Workspace, said: str, first: str, last: str, unit: Unit
) -> None:
    expected = Period(date.fromisoformat(first), date.fromisoformat(last), unit)
    assert read_period(workspace, said) == expected


@pytest.mark.parametrize(
    "said",
    ["", "soon", "lst month", "next month", "2026-13", "2026-w54", "0000", "0 weeks",
     "999999 weeks", "15 nov to 1 nov 2026", "mon to tue to wed", "fri 16:00"],
)  # fmt: skip
def test_what_is_no_period_is_told_in_one_sentence(workspace: Workspace, said: str) -> None:
    with pytest.raises(WrongUse) as told:
        read_period(workspace, said)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("said", "earlier"),
    [
        ("2026-W01", "2025-W52"),
        ("2026-01", "2025-12"),
        ("2026-q1", "2025-Q4"),
        ("2026", "2025"),
        ("2026-11-03 - 2026-11-05", "2026-10-31 – 2026-11-02"),
    ],
)
def test_the_period_before(workspace: Workspace, said: str, earlier: str) -> None:
    period = read_period(workspace, said)

    assert period_label(period.shifted(-1)) == earlier
    assert period.shifted(-1).shifted(1) == period


def test_what_lies_outside_the_calendar_is_told(workspace: Workspace) -> None:
    with pytest.raises(WrongUse, match="outside the calendar"):
        read_period(workspace, "0001").shifted(-1)
    with pytest.raises(WrongUse, match="outside the calendar"):
        last_days(workspace, 10_000_000)
    assert read_period(workspace, "9999").last == date.max


@given(
    st.sampled_from(["week", "month", "quarter", "year", "4 weeks", "3 days"]),
    st.integers(-300, 300),
)
def test_periods_lie_without_a_gap_one_after_the_other(
    workspace: Workspace, said: str, steps: int
) -> None:
    period = read_period(workspace, said).shifted(steps)

    assert period.first <= period.last
    assert (period.shifted(1).first - period.last).days == 1
    assert period.unit == "days" or read_period(workspace, period_label(period)) == period


def test_the_period_of_today(workspace: Workspace) -> None:
    for unit in ("week", "month", "quarter", "year"):
        period = period_of(workspace, unit)
        assert period.first <= date(2026, 11, 24) <= period.last
