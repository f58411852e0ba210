"""Reminders over a year: each once, none in quiet times, none missing, whatever the machine does.

`reminder_oracle.py` says what must be told, `simulated_year.py` lives the year.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.domain.reminders import KINDS
from tests.faults.simulated_year import Year

MONTHS = (
    ("Europe/Berlin", 1, "2026-03-16T07:00", False),
    ("America/New_York", 7, "2026-10-20T07:00", True),
)
YEARS = (
    ("Europe/Berlin", 11, "2026-01-05T07:00", False),
    ("Europe/Berlin", 12, "2026-01-05T07:00", True),
    ("America/New_York", 13, "2026-03-01T07:00", True),
    ("Australia/Lord_Howe", 14, "2026-03-20T07:00", False),
    ("America/Santiago", 15, "2026-08-20T07:00", False),
    ("Asia/Kolkata", 16, "2026-07-01T00:00", True),
)
"""Zones that change clocks by an hour, by half of one, at midnight, and not at all."""

Lived = tuple[str, int, str, bool]


def live(path: Path, lived: Lived, days: int) -> None:
    zone, seed, start, quiet = lived
    figures = Year(str(path / "home" / "cockpit.db"), zone, seed, start, quiet=quiet).run(days)
    told = sum(figures[kind] for kind in KINDS)
    print(
        f"\n{zone}, {days} days: {told} reminders told, lost 0, twice 0, in quiet times 0;"
        f" {figures['looks']} looks, {figures['started']} starts, {figures['closed']} closed,"
        f" {figures['cron']} by cron, {figures['slept']} sleeps,"
        f" {figures['clock set wrong']} clocks set wrong and {figures['clock set right']} right,"
        f" {figures['changes']} changes, {figures['undone']} undone, {figures['redone']} redone,"
        f" hours changed {figures['hours changed']} times, {figures['nights closed']} nights closed,"
        f" {figures['snoozed']} snoozed, {figures['dismissed']} dismissed,"
        f" {figures['summaries']} summaries"
    )
    # what never happened proves nothing
    for what in ("slept", "started", "closed", "cron", "undone", "nights closed", "snoozed"):
        assert figures[what], what
    for kind in ("opening", "shut_down", "break", "block_start", "block_end", "at_risk"):
        assert figures[kind], kind
    for kind in ("breached", "call_back", "batch_day", "cut_off"):
        assert figures[kind], kind


@pytest.mark.parametrize("lived", MONTHS, ids=lambda lived: f"{lived[0]} {lived[1]}")
def test_in_a_month_each_reminder_is_told_once_and_in_time(tmp_path: Path, lived: Lived) -> None:
    live(tmp_path, lived, 45)


@pytest.mark.long
@pytest.mark.parametrize("lived", YEARS, ids=lambda lived: f"{lived[0]} {lived[1]}")
def test_in_a_year_each_reminder_is_told_once_and_in_time(tmp_path: Path, lived: Lived) -> None:
    live(tmp_path, lived, 365)
