"""Dues in a few words, seen from one moment in the owner's zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from cockpit.domain.due_words import due_words, moment_words
from cockpit.domain.identity import parse_instant

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 10, 20, 30, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("2026-11-23T09:20:30Z", "in 0m"),
        ("2026-11-23T09:21:29Z", "in 0m"),
        ("2026-11-23T11:30:30Z", "in 2h10m"),
        ("2026-11-24T09:20:29Z", "in 23h59m"),
        ("2026-11-24T09:20:30Z", "tue 10:20"),
        ("2026-11-27T15:00:00Z", "fri 16:00"),
        ("2026-11-30T15:00:00Z", "2026-11-30 16:00"),
        ("2026-11-23T09:20:29Z", "late 1m"),
        ("2026-11-23T08:45:30Z", "late 35m"),
        ("2026-11-22T09:20:31Z", "late 24h"),
        ("2026-11-22T09:20:30Z", "late 1d"),
        ("2026-11-20T09:20:29Z", "late 3d"),
    ],
)
def test_a_moment(instant: str, words: str) -> None:
    assert due_words(instant, NOW, BERLIN) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-21", "late 2d"),
        ("2026-11-23", "today"),
        ("2026-11-24", "tomorrow"),
        ("2026-11-27", "fri"),
        ("2026-11-30", "2026-11-30"),
    ],
)
def test_a_date(day: str, words: str) -> None:
    assert due_words(f"{day}T22:59:59Z", NOW, BERLIN, is_date=True) == words


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("2026-11-23T15:00:00Z", "16:00"),
        ("2026-11-23T23:30:00Z", "tue 00:30"),
        ("2026-11-20T15:00:00Z", "fri 16:00"),
        ("2026-12-24T15:00:00Z", "2026-12-24 16:00"),
    ],
)
def test_a_wall_time(instant: str, words: str) -> None:
    assert moment_words(parse_instant(instant), NOW, BERLIN) == words
