"""Automatic backups for the screen and for commands: made beside them, never in their way."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

from cockpit.i18n import _
from cockpit.store.backups import automatic

if TYPE_CHECKING:
    from cockpit.cli.context import Context
    from cockpit.locations import Locations


def keep_safe(
    where: Locations, now: datetime, *, fewer_is_meant: bool = False
) -> tuple[automatic.Kept, str | None]:
    """Make the backup and, once a day, the dump of it; what was done, and what to tell the owner.

    Once a day the records are looked through as well, for damage that no backup would notice.

    Raises `CockpitError` in a sentence when either could not be made.
    """
    kept = automatic.keep_safe(where.database, where.backups, now, fewer_is_meant=fewer_is_meant)
    if kept.made is None:
        return kept, None
    from cockpit.interchange import daily_dump

    damage = None
    if daily_dump.is_due(where.backups, now):
        damage = _damage(where, now)
        daily_dump.write_daily_dump(kept.made, where.backups, now, rotate=not kept.held)
    return kept, damage or words_of_held(kept.held)


def _damage(where: Locations, now: datetime) -> str | None:
    from cockpit.domain.clock import FixedClock
    from cockpit.store.doctor.suspicion import damage_behind
    from cockpit.store.workspace import Workspace

    with closing(Workspace.open(where.database, FixedClock(now), actor="backup")) as workspace:
        damage = damage_behind(workspace)
    return None if damage is None else str(damage)


def words_of_held(held: tuple[str, ...]) -> str | None:
    """The sentence for backups that were not rotated away; None without one."""
    if not held:
        return None
    return _(
        "{count} old backups hold far more records than there are now, so they are kept ({file});"
        " if records went by mistake, `cockpit restore` one of them, if it was meant,"
        " say `cockpit backup --fewer-is-meant`."
    ).format(count=len(held), file=os.path.basename(held[-1]))


def keep_safe_beside(context: Context) -> None:
    """When a backup is due, make it in a process of its own that this command does not wait for.

    Its troubles are told by the screen and by `cockpit doctor`.
    """
    where, now = context.locations, context.clock.now()
    if not automatic.is_due(where.database, where.backups, now):
        return
    try:
        if os.fork():
            return
    except OSError:  # too many processes: the next command tries again
        return
    try:
        _cut_off()
        keep_safe(where, now)
    finally:
        os._exit(0)


def _cut_off() -> None:
    """Hold no stream open for which somebody waits, and take the processor only when it is free."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    os.setsid()
    os.nice(10)
