"""The home around the records: the file, who may open it, room, the clock, and the backups."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from cockpit.domain.identity import parse_instant
from cockpit.i18n import _
from cockpit.store.backups import automatic
from cockpit.store.backups.copying import backups, first_damage
from cockpit.store.doctor.finding import Finding, select
from cockpit.store.workspace import Workspace

_INDEX_ONLY = ("row ", "wrong # of entries in index ")
"""How SQLite begins what it says of an index that can be made anew."""

LITTLE_SPACE = 100 * 1024 * 1024
"""Bytes under which the free space of the disk is told."""

AHEAD = timedelta(minutes=10)
"""How far what is stored may lie ahead of the clock before the clock is doubted."""

LONG_WITHOUT = timedelta(days=2)
"""How long changes may stand without a backup before it is told."""


def file(workspace: Workspace) -> list[Finding]:
    """What SQLite itself finds: torn pages, and indexes that do not agree with their table."""
    with workspace.storage.guard:
        first = first_damage(workspace.storage.connection)
    if first is None:
        return []
    rows = select(workspace, "PRAGMA integrity_check")
    if all(said.startswith(_INDEX_ONLY) for (said,) in rows):
        problem = _("{damage}: an index does not agree with its records").format(damage=first)
        return [Finding("file", workspace.storage.path, problem, can_mend=True)]
    advice = _("{damage}; go back to a backup with `cockpit restore`.").format(damage=first)
    return [Finding("file", workspace.storage.path, advice)]


def rebuild_indexes(workspace: Workspace) -> None:
    """Make every index anew from its records."""
    with workspace.transaction(_("Repairs by the doctor"), undoable=False):
        workspace.storage.connection.execute("REINDEX")


def wanted_modes(workspace: Workspace, folder: str | None) -> list[tuple[str, int]]:
    """Every file and folder of the home's records, with the mode that it should have."""
    path = workspace.storage.path
    home = os.path.dirname(os.path.abspath(path))
    wanted = [(home, 0o700), (path, 0o600), (f"{path}-wal", 0o600), (f"{path}-shm", 0o600)]
    if folder is not None and os.path.isdir(folder):
        wanted.append((folder, 0o700))
        wanted += [(os.path.join(folder, name), 0o600) for name in sorted(os.listdir(folder))]
    return [(path, mode) for path, mode in wanted if os.path.isfile(path) or mode == 0o700]


def modes(workspace: Workspace, folder: str | None) -> Iterator[Finding]:
    """What others than the owner may open."""
    for path, mode in wanted_modes(workspace, folder):
        if stat.S_IMODE(os.stat(path).st_mode) & 0o077:
            problem = _("others may open it; its mode should be {mode:04o}").format(mode=mode)
            yield Finding("modes", path, problem, can_mend=True)


def space(workspace: Workspace) -> Iterator[Finding]:
    """A disk that is nearly full."""
    folder = os.path.dirname(os.path.abspath(workspace.storage.path))
    free = shutil.disk_usage(folder).free
    if free < LITTLE_SPACE:
        problem = _("only {free} MB are free on this disk").format(free=free // 1024 // 1024)
        yield Finding("space", folder, problem)


def clock(workspace: Workspace) -> Iterator[Finding]:
    """A clock that stands before what is already written."""
    now = workspace.now()
    rows = select(
        workspace,
        "SELECT max(at) FROM (SELECT max(at) AS at FROM change UNION SELECT max(claimed_at)"
        " FROM delivery)",
    )
    try:
        last = parse_instant(rows[0][0]) if rows[0][0] else None
    except ValueError:
        return  # told with the history or the reminders
    if last is not None and last > now + AHEAD:
        problem = _(
            "the last change is dated {last}, later than now ({now}): the clock is wrong, or was"
        ).format(last=_spoken(last), now=_spoken(now))
        yield Finding("clock", workspace.storage.path, problem)


def backups_of(workspace: Workspace, folder: str | None) -> Iterator[Finding]:
    """Changes that stand too long without a backup, and backups with far more records."""
    if folder is None:
        return
    now, database = workspace.now(), workspace.storage.path
    (records,) = select(workspace, "SELECT count(*) FROM document")[0]
    held = automatic.held_back(folder, records)
    if held:
        problem = _("{count} backups hold far more records than the {records} there are now")
        yield Finding("backups", held[-1], problem.format(count=len(held), records=records))
    rows = select(workspace, "SELECT min(at) FROM change")
    since = automatic.newest(folder) or (parse_instant(rows[0][0]) if rows[0][0] else now)
    newest = backups(folder)[:1]
    written = datetime.fromtimestamp(os.path.getmtime(newest[0]), UTC) if newest else since
    if now - max(since, written) > LONG_WITHOUT and automatic.is_due(database, folder, now):
        problem = _("no backup was made since {since}; `cockpit backup` makes one")
        yield Finding("backups", folder, problem.format(since=_spoken(since)))


def _spoken(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
