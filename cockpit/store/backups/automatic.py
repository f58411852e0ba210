"""The backups that the cockpit makes by itself: hourly, where something changed, thinned out.

A backup that holds far more records than there are now is never rotated away: what took them may
have been a mistake, so the owner is told instead and decides.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.store.backups.copying import (
    AUTOMATIC,
    SCRATCH,
    SUFFIX,
    back_up,
    count_records,
    unwritable,
)
from cockpit.store.backups.thinning import are_far_fewer, surplus

EVERY = timedelta(hours=1)
"""How far apart they are at least."""

LITTLE_SPACE = 100 * 1024 * 1024
"""Bytes that a backup leaves free on the disk."""

OFF = "COCKPIT_BACKUPS"
"""The environment variable that turns them off when it is "off"."""


class Kept(NamedTuple):
    """What was done."""

    made: str | None
    """The new backup; None where nothing had changed, or another process was at it."""
    removed: tuple[str, ...] = ()
    """Those that were rotated away."""
    held: tuple[str, ...] = ()
    """Those that would have been, but hold far more records than there are now."""


def is_due(database: str, folder: str, now: datetime) -> bool:
    """Whether something has changed since the last one, and that is an hour ago; costs two looks.

    One dated after `now`, by a clock that was wrong, does not count.
    """
    if os.environ.get(OFF) == "off":
        return False
    past = [(instant, path) for instant, path in _automatic(folder) if instant <= now]
    if not past:
        return os.path.exists(database)
    instant, path = max(past)
    return now - instant >= EVERY and _changed(database) > _written(path)


def keep_safe(database: str, folder: str, now: datetime, *, fewer_is_meant: bool = False) -> Kept:
    """Make an automatic backup, verified, then rotate away what is no longer needed.

    `fewer_is_meant` lets those go as well that hold far more records. Raises what `back_up`
    raises, and `CockpitError` where the disk is nearly full; nothing is rotated away then.
    """
    _refuse_full_disk(database, folder)
    with _alone(folder) as mine:
        if not mine:
            return Kept(None)
        _sweep(folder)
        made = back_up(database, folder, now, AUTOMATIC)
        go, held = _rotated(folder, count_records(made))
        if fewer_is_meant:
            go, held = [*go, *held], []
        for path in go:
            _remove(path)
    return Kept(made, tuple(go), tuple(held))


def held_back(folder: str, records: int) -> list[str]:
    """The backups that stay although they are old, because there are only `records` now."""
    return _rotated(folder, records)[1]


def newest(folder: str) -> datetime | None:
    """When the last automatic backup was made; None where there is none."""
    return max((instant for instant, _path in _automatic(folder)), default=None)


def _rotated(folder: str, records: int) -> tuple[list[str], list[str]]:
    """What may go, and what would but for its many records."""
    by_instant = dict(_automatic(folder))
    go: list[str] = []
    held: list[str] = []
    for instant in surplus(by_instant):
        path = by_instant[instant]
        (held if are_far_fewer(records, count_records(path)) else go).append(path)
    return go, held


def _automatic(folder: str) -> list[tuple[datetime, str]]:
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    found = []
    for name in names:
        if name.startswith(AUTOMATIC) and name.endswith(SUFFIX):
            stamp = name.removeprefix(AUTOMATIC).removesuffix(SUFFIX)
            try:
                instant = datetime.fromisoformat(stamp)
            except ValueError:
                continue  # not a name of ours: neither counted nor removed
            if instant.tzinfo is not None:
                found.append((instant, os.path.join(folder, name)))
    return found


def _changed(database: str) -> float:
    """When the database was written last; an empty log is only that of a reader."""
    written = _written(database)
    log = database + "-wal"
    if os.path.exists(log) and os.path.getsize(log):
        written = max(written, _written(log))
    return written


def _written(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0.0


def _refuse_full_disk(database: str, folder: str) -> None:
    if not os.path.exists(database):
        return  # `back_up` says so
    try:
        os.makedirs(folder, 0o700, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise unwritable(folder, error) from error
    needed = 2 * os.path.getsize(database) + LITTLE_SPACE
    if free < needed:
        raise CockpitError(
            _(
                "No automatic backup was made: {folder} has {free} MB free, and {needed} are"
                " needed; free some space."
            ).format(folder=folder, free=free // 2**20, needed=needed // 2**20)
        )


@contextmanager
def _alone(folder: str) -> Iterator[bool]:
    """Whether no other process makes one now; the lock goes with the process that holds it."""
    import fcntl

    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


def _sweep(folder: str) -> None:
    """Remove what a process left that was killed in the middle of a copy."""
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if name.startswith(SCRATCH):
            if _is_abandoned(path):
                shutil.rmtree(path, ignore_errors=True)
        elif ".part" in name and _is_abandoned(path):
            _remove(path)


def _is_abandoned(path: str) -> bool:
    """Whether a half-made copy lies about for longer than any copy takes."""
    import time

    return _written(path) < time.time() - 24 * 3600


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError as error:
        raise unwritable(path, error) from error
