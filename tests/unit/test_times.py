"""Instants and lengths in few words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cockpit.domain.wording.times import ago, clock, minutes, relative, relative_date

NOW = datetime(2026, 11, 22, 15, 20, tzinfo=UTC)  # a Sunday
MADRID = ZoneInfo("Europe/Madrid")


@pytest.mark.parametrize(
    ("length", "words"),
    [(0, "0m"), (45, "45m"), (60, "1h"), (65, "1h 05m"), (90, "1h 30m"), (-90, "-1h 30m"),
     (5999, "99h 59m"), (None, "")],
)  # fmt: skip
def test_a_length(length: int | None, words: str) -> None:
    assert minutes(length) == words


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(hours=2, minutes=10, seconds=59), "in 2h 10m"),
        (timedelta(seconds=-1), "late 1m"),
        (timedelta(minutes=-35), "late 35m"),
        (timedelta(hours=-23), "late 23h"),
        (timedelta(days=-3, hours=-1), "late 3d"),
        (timedelta(days=1), "mon 16:20"),
        (timedelta(days=5, minutes=40), "fri 17:00"),
        (timedelta(days=7), "29 nov"),
        (timedelta(days=60), "21 jan"),
        (timedelta(days=400), "27 dec 2027"),
    ],
)
def test_a_due_is_relative_within_a_day_and_absolute_beyond(after: timedelta, words: str) -> None:
    assert relative(NOW + after, NOW, MADRID) == words


def test_a_stored_instant_is_understood() -> None:
    assert relative("2026-11-22T17:30:00Z", NOW, MADRID) == "in 2h 10m"
    assert clock("2026-11-22T17:30:00Z", MADRID) == "18:30"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "tomorrow"), (-2, "late 2d"), (5, "fri"), (7, "29 nov")],
)
def test_a_due_that_is_a_date(days: int, words: str) -> None:
    today = date(2026, 11, 22)
    assert relative_date(today + timedelta(days=days), today) == words


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=5), "now"),
        (timedelta(minutes=35), "35m ago"),
        (timedelta(days=2), "fri 16:20"),
        (timedelta(days=30), "23 oct"),
        (timedelta(minutes=-5), "in 5m"),
    ],
)
def test_what_is_past(before: timedelta, words: str) -> None:
    assert ago(NOW - before, NOW, MADRID) == words
