"""Numbered steps from one schema version to the next, each with a copy of the old file kept."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import NamedTuple

from cockpit.store import schema


class Migration(NamedTuple):
    """One step: what `apply` does leads to schema `version`."""

    version: int
    name: str
    apply: Callable[[sqlite3.Connection], None]


MIGRATIONS: tuple[Migration, ...] = ()
"""All steps after version 1, in order; a released one is never edited."""


def current_version() -> int:
    """The schema version that this program writes."""
    return MIGRATIONS[-1].version if MIGRATIONS else schema.FIRST_VERSION


def create_current(connection: sqlite3.Connection) -> None:
    """Make the newest schema in an empty database, by the same steps an old one goes through."""
    connection.execute("BEGIN IMMEDIATE")
    schema.create(connection)
    for step in MIGRATIONS:
        _apply(connection, step)
    connection.execute("COMMIT")


def migrate(connection: sqlite3.Connection, path: str) -> list[str]:
    """Bring an older database up to date; returns the paths of the copies kept, oldest first.

    Each step is one transaction; an interrupted one leaves the version before it.
    """
    kept: list[str] = []
    for step in MIGRATIONS:
        if schema.version_of(connection) >= step.version:
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            # asked again under the lock: another process may have just done this step
            if schema.version_of(connection) < step.version:
                kept.append(_keep_copy(path, step.version))
                _apply(connection, step)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    return kept


def _apply(connection: sqlite3.Connection, step: Migration) -> None:
    step.apply(connection)
    connection.execute(f"PRAGMA user_version = {step.version:d}")


def _keep_copy(path: str, version: int) -> str:
    """Copy the committed state to `path.before-vN`; an earlier copy is never overwritten."""
    target = f"{path}.before-v{version}"
    again = 1
    while os.path.exists(target):
        again += 1
        target = f"{path}.before-v{version}-{again}"
    unfinished = f"{target}.{os.getpid()}.part"
    os.close(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(unfinished)) as copy:
            source.backup(copy)
        _sync(unfinished)
        os.rename(unfinished, target)
    except BaseException:
        os.unlink(unfinished)
        raise
    _sync(os.path.dirname(os.path.abspath(target)))
    return target


def _sync(path: str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
