"""The delivery log: each reminder is claimed once, whoever asks, whenever, how often."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cockpit.domain.reminders import Reminder
from cockpit.scheduler import delivery
from cockpit.scheduler.delivery import claim, dismiss, key_of, raised, snooze, snoozed
from cockpit.store.opening import open_database

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def reminder(kind: str = "breached", subject: str = "R7", hours: float = 0) -> Reminder:
    when = NOW + timedelta(hours=hours)
    return Reminder(kind, subject, "resolution", when, when, None, False, "logo")


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "home" / "cockpit.db")


@pytest.fixture
def log(path: str) -> Iterator[sqlite3.Connection]:
    connection = open_database(path).connection
    yield connection
    connection.close()


def subjects(found: list[delivery.Delivered]) -> list[str]:
    return [one.subject for one in found]


def test_what_is_claimed_once_is_never_claimed_again(log: sqlite3.Connection) -> None:
    assert claim(log, [reminder()], NOW) == [reminder()]
    assert claim(log, [reminder()], NOW + timedelta(days=1)) == []
    assert claim(log, [reminder()], NOW - timedelta(days=1)) == []  # the clock was set back


def test_two_processes_share_the_reminders_and_neither_gets_what_the_other_has(
    log: sqlite3.Connection, path: str
) -> None:
    other = open_database(path).connection
    assert claim(log, [reminder(subject="R1"), reminder(subject="R2")], NOW) != []
    mine = claim(other, [reminder(subject="R2"), reminder(subject="R3")], NOW)
    assert [one.subject for one in mine] == ["R3"]
    other.close()


def test_a_claim_is_durable_before_it_is_returned(log: sqlite3.Connection, path: str) -> None:
    claim(log, [reminder()], NOW)
    assert not log.in_transaction
    other = open_database(path).connection
    assert subjects(raised(other, NOW)) == ["R7"]
    other.close()


def test_nothing_is_claimed_when_the_log_cannot_be_written(
    log: sqlite3.Connection, path: str
) -> None:
    other = open_database(path).connection
    other.execute("BEGIN IMMEDIATE")
    log.execute("PRAGMA busy_timeout = 1")
    with pytest.raises(sqlite3.OperationalError):
        claim(log, [reminder()], NOW)
    other.execute("ROLLBACK")
    assert not log.in_transaction
    assert claim(log, [reminder()], NOW) == [reminder()]
    other.close()


def test_half_a_claim_is_no_claim(log: sqlite3.Connection) -> None:
    broken = reminder(subject="R2")._replace(stage=object())  # type: ignore[arg-type]
    with pytest.raises(sqlite3.Error):
        claim(log, [reminder(subject="R1"), broken], NOW)
    assert raised(log, NOW) == []


def test_another_due_or_stage_is_another_reminder(log: sqlite3.Connection) -> None:
    claim(log, [reminder()], NOW)
    others = [reminder(hours=1), reminder(kind="at_risk"), reminder()._replace(stage="x")]
    assert claim(log, others, NOW) == others


def test_dismissed_is_off_the_list_for_good(log: sqlite3.Connection) -> None:
    claim(log, [reminder(subject="R1"), reminder(subject="R2")], NOW)
    assert dismiss(log, [key_of(reminder(subject="R1"))], NOW) == 1
    assert dismiss(log, [key_of(reminder(subject="R1"))], NOW) == 0
    assert subjects(raised(log, NOW)) == ["R2"]
    assert claim(log, [reminder(subject="R1")], NOW) == []


def test_a_snoozed_one_comes_again_once_at_its_instant(log: sqlite3.Connection) -> None:
    until = NOW + timedelta(hours=1)
    claim(log, [reminder()], NOW)
    snooze(log, [key_of(reminder())], until)

    assert raised(log, NOW) == []
    assert [one.snoozed_until for one in snoozed(log)] == [until]
    assert claim(log, [], NOW, woken=[reminder()]) == []  # too early
    assert claim(log, [], until, woken=[reminder()]) == [reminder()]
    assert claim(log, [], until, woken=[reminder()]) == []
    assert subjects(raised(log, until)) == ["R7"]
    assert snoozed(log) == []


def test_a_snoozed_one_that_is_dismissed_does_not_come_again(log: sqlite3.Connection) -> None:
    claim(log, [reminder()], NOW)
    snooze(log, [key_of(reminder())], NOW + timedelta(hours=1))
    dismiss(log, [key_of(reminder())], NOW)
    assert claim(log, [], NOW + timedelta(hours=2), woken=[reminder()]) == []


def test_up_to_where_hours_and_blocks_were_told_is_known_to_the_next_session(
    log: sqlite3.Connection,
) -> None:
    hour = timedelta(hours=1)
    assert delivery.last_look(log, NOW) is None
    claim(log, [], NOW, looked=NOW)  # the first look of all, with nothing to tell
    assert delivery.last_look(log, NOW + hour) == NOW
    claim(log, [reminder(subject="R1")], NOW + hour, looked=NOW - hour)  # a block was held back
    assert delivery.last_look(log, NOW + hour) == NOW - hour


def test_what_was_noted_under_a_clock_that_was_wrong_does_not_count(
    log: sqlite3.Connection,
) -> None:
    future = NOW + timedelta(days=4_000)
    claim(log, [reminder(subject="R1")], NOW, looked=NOW)
    claim(log, [reminder(subject="R2")], future, looked=future)
    assert delivery.last_look(log, NOW + timedelta(hours=1)) == NOW


def test_blocks_leave_the_list_by_themselves_and_requests_do_not(log: sqlite3.Connection) -> None:
    claim(log, [reminder("block_start", "B4@x"), reminder("breached", "R7")], NOW)
    assert subjects(raised(log, NOW + timedelta(hours=1))) == ["B4@x", "R7"]
    assert subjects(raised(log, NOW + timedelta(hours=13))) == ["R7"]


def test_clean_up_removes_only_what_is_old_many_and_of_closed_records(
    log: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = [reminder(subject=f"R{number}", hours=-24 * 500 + number) for number in range(1, 6)]
    claim(log, [*old, reminder(subject="R9")], NOW)

    assert delivery.clean_up(log, NOW) == 0  # few rows: nothing is gained by forgetting
    monkeypatch.setattr(delivery, "KEPT_ROWS", 2)
    assert delivery.clean_up(log, NOW - timedelta(days=300)) == 0  # not old enough
    assert delivery.clean_up(log, NOW, is_live={"R1"}) == 3
    assert subjects(raised(log, NOW)) == ["R1", "R5", "R9"]
