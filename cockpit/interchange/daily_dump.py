"""The daily dump: all records of a backup as JSON that people can read and TinyDB can open."""

from __future__ import annotations

import os
import re
from contextlib import closing, suppress
from datetime import datetime

from cockpit.domain.identity import format_instant
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.interchange.dump import export_json
from cockpit.store.sqlite_tinydb import DocumentTable, SQLiteStorage

DAYS = 7
"""Of how many days the dump is kept."""

_NAME = re.compile(r"records-\d{4}-\d\d-\d\d\.json\Z")


def is_due(folder: str, now: datetime) -> bool:
    """Whether this day, in UTC, has no dump yet."""
    return not os.path.exists(_path(folder, now))


def write_daily_dump(backup: str, folder: str, now: datetime, *, rotate: bool = True) -> str:
    """Write the records of a backup to `records-DATE.json` (0600) in the folder; its path.

    One of the same day is replaced whole or not at all. Without `rotate` no older one goes.
    Raises `CockpitError` when it cannot be read or written.
    """
    with closing(SQLiteStorage(backup, read_only=True)) as storage:
        documents = {
            name: {one.doc_id: dict(one) for one in DocumentTable(storage, name).all()}
            for name in storage.table_names()
        }
    path = _path(folder, now)
    try:
        _write(path, export_json(documents))
        if rotate:
            dumps = sorted(name for name in os.listdir(folder) if _NAME.match(name))
            for name in dumps[:-DAYS]:
                os.unlink(os.path.join(folder, name))
    except OSError as error:
        raise CockpitError(
            _("{path} could not be written: {reason}.").format(
                path=path, reason=error.strerror or error
            )
        ) from error
    return path


def _path(folder: str, now: datetime) -> str:
    return os.path.join(folder, f"records-{format_instant(now)[:10]}.json")


def _write(path: str, text: str) -> None:
    unfinished = f"{path}.{os.getpid()}.part"
    try:
        with open(
            os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600),
            "w",
            encoding="utf-8",
            newline="",
        ) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(unfinished)
        raise
