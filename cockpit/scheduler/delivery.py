"""The delivery log: a reminder is raised by whoever claims it first, durably, before it is shown.

One row per (kind, subject, stage, instant), unique, so that it is claimed once over restarts, two
open terminals, a suspended laptop and a clock that is moved about. A claim is a committed SQLite
transaction; when the program is killed between the claim and the screen, the reminder still
stands in the list of what was raised.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple

from cockpit.domain.identity import format_instant, parse_instant
from cockpit.domain.reminders import TIMED, Reminder

Key = tuple[str, str, str, str]
"""Kind, subject, stage and instant as stored."""

KEPT_FOR = timedelta(days=400)
"""How long a row is kept at least, so that a clock set back by a year rings nothing again."""
KEPT_ROWS = 20_000
"""How many of the newest rows are kept whatever their age: a clock that was wrong by decades
for a minute must not empty the log."""
LISTED_FOR = timedelta(hours=12)
"""How long a block's start or end stays in the list of what was raised."""

_LOOKED = "reminders_looked_at"
_MINE = "kind = ? AND subject = ? AND stage = ? AND instant = ?"


class Delivered(NamedTuple):
    """A row of the log: what was raised, and what became of it."""

    kind: str
    subject: str
    stage: str
    instant: datetime
    claimed_at: datetime
    snoozed_until: datetime | None

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.kind, self.subject, self.stage, format_instant(self.instant)


def key_of(reminder: Reminder) -> Key:
    """What a reminder is known by in the log."""
    return reminder.kind, reminder.subject, reminder.stage, format_instant(reminder.instant)


def claim(
    connection: sqlite3.Connection,
    reminders: Sequence[Reminder],
    now: datetime,
    *,
    woken: Iterable[Reminder] = (),
    looked: datetime | None = None,
) -> list[Reminder]:
    """Claim reminders in one durable transaction; returns those that are mine to show.

    `woken` are snoozed ones whose time has come: they are raised again, by one process only.
    `looked` is the moment up to which all hours and blocks are told: what rings later may have been
    missed by the next session. It is noted with every claim, and alone when nothing was claimed.
    Raises `sqlite3.OperationalError` when the log cannot be written; nothing is claimed then.
    """
    at = format_instant(now)
    mine: list[Reminder] = []
    woken = list(woken)
    if not reminders and not woken and looked is None:
        return mine
    with _writing(connection):
        for reminder in reminders:
            added = connection.execute(
                "INSERT OR IGNORE INTO delivery"
                " (kind, subject, stage, instant, claimed_at) VALUES (?, ?, ?, ?, ?)",
                (*key_of(reminder), at),
            )
            if added.rowcount == 1:
                mine.append(reminder)
        for reminder in woken:
            roused = connection.execute(
                "UPDATE delivery SET snoozed_until = NULL, claimed_at = ?"
                f" WHERE {_MINE} AND snoozed_until <= ? AND dismissed_at IS NULL",
                (at, *key_of(reminder), at),
            )
            if roused.rowcount == 1:
                mine.append(reminder)
        if looked is not None:
            connection.execute(
                "INSERT INTO meta (key, value) VALUES (?1, ?2)"
                " ON CONFLICT (key) DO UPDATE SET value = ?2",
                (_LOOKED, format_instant(looked)),
            )
    return mine


def claimed_keys(connection: sqlite3.Connection) -> set[Key]:
    """The keys of everything that was ever raised and is still in the log."""
    return set(connection.execute("SELECT kind, subject, stage, instant FROM delivery"))


def last_look(connection: sqlite3.Connection, now: datetime) -> datetime | None:
    """The moment up to which hours and blocks were told, by any process; None when never.

    One "after" `now`, under a clock that was wrong, does not count: the last claim before stands
    for it.
    """
    before = format_instant(now)
    (at,) = connection.execute(
        "SELECT coalesce((SELECT value FROM meta WHERE key = ?1 AND value <= ?2),"
        " (SELECT max(claimed_at) FROM delivery WHERE claimed_at <= ?2))",
        (_LOOKED, before),
    ).fetchone()
    return parse_instant(at) if at else None


def raised(connection: sqlite3.Connection, now: datetime) -> list[Delivered]:
    """What was raised and not yet dismissed, oldest first, without what is snoozed beyond `now`.

    Reminders of hours and blocks leave the list by themselves after `LISTED_FOR`.
    """
    marks = ", ".join("?" * len(TIMED))
    rows = connection.execute(
        "SELECT kind, subject, stage, instant, claimed_at, snoozed_until FROM delivery"
        " WHERE dismissed_at IS NULL AND (snoozed_until IS NULL OR snoozed_until <= ?)"
        f" AND (kind NOT IN ({marks}) OR instant > ?) ORDER BY instant, kind, subject, stage",
        (format_instant(now), *TIMED, format_instant(now - LISTED_FOR)),
    )
    return [_delivered(row) for row in rows]


def snoozed(connection: sqlite3.Connection) -> list[Delivered]:
    """What was snoozed and not raised again yet, in the order in which it comes."""
    rows = connection.execute(
        "SELECT kind, subject, stage, instant, claimed_at, snoozed_until FROM delivery"
        " WHERE dismissed_at IS NULL AND snoozed_until IS NOT NULL ORDER BY snoozed_until"
    )
    return [_delivered(row) for row in rows]


def dismiss(connection: sqlite3.Connection, keys: Iterable[Key], now: datetime) -> int:
    """Take reminders off the list for good; returns how many were on it."""
    at = format_instant(now)
    with _writing(connection):
        return sum(
            connection.execute(
                f"UPDATE delivery SET dismissed_at = ? WHERE {_MINE} AND dismissed_at IS NULL",
                (at, *key),
            ).rowcount
            for key in keys
        )


def snooze(connection: sqlite3.Connection, keys: Iterable[Key], until: datetime) -> int:
    """Take reminders off the list until an instant, when each is raised once more."""
    with _writing(connection):
        return sum(
            connection.execute(
                f"UPDATE delivery SET snoozed_until = ? WHERE {_MINE} AND dismissed_at IS NULL",
                (format_instant(until), *key),
            ).rowcount
            for key in keys
        )


def clean_up(connection: sqlite3.Connection, now: datetime, is_live: Iterable[str] = ()) -> int:
    """Remove very old rows, never one of a record in `is_live`; returns how many went."""
    (rows,) = connection.execute("SELECT count(*) FROM delivery").fetchone()
    if rows <= KEPT_ROWS:
        return 0
    live = set(is_live)
    oldest = connection.execute(
        "SELECT rowid, subject FROM delivery WHERE instant < ? ORDER BY instant LIMIT ?",
        (format_instant(now - KEPT_FOR), rows - KEPT_ROWS),
    ).fetchall()
    gone = [(number,) for number, subject in oldest if subject not in live]
    with _writing(connection):
        connection.executemany("DELETE FROM delivery WHERE rowid = ?", gone)
    return len(gone)


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _delivered(row: tuple[str, str, str, str, str, str | None]) -> Delivered:
    kind, subject, stage, instant, claimed_at, until = row
    return Delivered(
        kind,
        subject,
        stage,
        parse_instant(instant),
        parse_instant(claimed_at),
        parse_instant(until) if until else None,
    )
