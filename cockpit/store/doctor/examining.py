"""The doctor: looks whether everything stored is sound, and mends what can be mended safely."""

from __future__ import annotations

import os
import stat
from typing import Any

from cockpit.domain.identity import PREFIXES, new_uid, split_ref
from cockpit.i18n import _
from cockpit.store.doctor import chain, home, records, reminders
from cockpit.store.doctor.finding import Finding, all_bodies
from cockpit.store.doctor.records import References
from cockpit.store.workspace import Body, Workspace


def examine(
    workspace: Workspace, references: References, backups: str | None = None
) -> list[Finding]:
    """Everything that is wrong, the gravest first; reads all records, live and closed.

    `backups` is the folder of the backups, which are then looked at as well.
    """
    found = home.file(workspace)
    if found:
        return found  # what is read from a damaged file says nothing
    bodies = all_bodies(workspace)
    return [
        *home.modes(workspace, backups),
        *home.space(workspace),
        *home.clock(workspace),
        *home.backups_of(workspace, backups),
        *records.documents(bodies),
        *records.references_of(bodies, references),
        *records.ids(workspace, bodies),
        *chain.history(workspace),
        *reminders.reminders(workspace),
        *records.ranks(workspace),
    ]


def mend(workspace: Workspace, references: References, backups: str | None = None) -> None:
    """Put right what `examine` says can be mended; make a backup before.

    Records change in one undoable change; order keys, modes, marks and counters are no records.
    """
    if any(one.can_mend for one in home.file(workspace)):
        home.rebuild_indexes(workspace)
    bodies = all_bodies(workspace)
    for path, mode in home.wanted_modes(workspace, backups):
        if stat.S_IMODE(os.stat(path).st_mode) & 0o077:
            os.chmod(path, mode)
    broken = [one.where for one in records.references_of(bodies, references) if one.can_mend]
    with workspace.transaction(_("Repairs by the doctor")) as change:
        for name, last in records.ids_behind(workspace):
            change.reserve(name, last)
        for name, number in records.without_uid(workspace):
            workspace.table(name).update({"uid": new_uid()}, doc_ids=[number])
        for where in dict.fromkeys(broken):
            name, number = split_ref(where)
            body = records.without_lost(bodies, references.get(name, {}), bodies[name][number])
            workspace.table(name).update(_becomes(body), doc_ids=[number])
    chain.mark_rightly(workspace)
    reminders.remove_unreadable(workspace)
    for name in PREFIXES:
        live = [number for number, _body in records.live(workspace, name)]
        with workspace.transaction(_("Order"), undoable=False):
            workspace.table(name).rerank(live)


def _becomes(stored: Body) -> Any:
    def replace(document: Body) -> None:
        document.clear()
        document.update(stored)

    return replace
