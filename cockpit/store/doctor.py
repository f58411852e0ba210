"""The doctor: looks whether everything stored is sound, and mends what can be mended safely."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cockpit.domain.identity import PREFIXES, new_uid, ref, split_ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.backup import first_damage
from cockpit.store.workspace import Body, Workspace

LITTLE_SPACE = 100 * 1024 * 1024
"""Bytes under which the free space of the disk is told."""

References = Mapping[str, Mapping[str, str]]
"""Table to its fields that name other records, with the table that they name."""


class Finding(NamedTuple):
    """One thing that is not as it should be."""

    check: str
    """Which look found it: file, modes, space, documents, references, ids, history, ranks."""
    where: str
    """The record or file."""
    problem: str
    can_mend: bool = False
    """Whether `mend` puts it right."""


def examine(workspace: Workspace, references: References) -> list[Finding]:
    """Everything that is wrong, the gravest first; reads all records, live and closed."""
    found = _file(workspace)
    if found:
        return found  # what is read from a damaged file says nothing
    bodies = {name: _bodies(workspace, name) for name in PREFIXES}
    return [
        *_modes(workspace),
        *_space(workspace),
        *_documents(workspace, bodies),
        *_references(bodies, references),
        *_ids(workspace),
        *_history(workspace),
        *_ranks(workspace),
    ]


def mend(workspace: Workspace, references: References) -> None:
    """Put right what `examine` says can be mended; make a backup before.

    Records change in one undoable change; order keys, modes and counters are no records.
    """
    bodies = {name: _bodies(workspace, name) for name in PREFIXES}
    for path, mode in _wanted_modes(workspace):
        if os.path.exists(path) and stat.S_IMODE(os.stat(path).st_mode) != mode:
            os.chmod(path, mode)
    broken = [(one.where, one) for one in _references(bodies, references) if one.can_mend]
    with workspace.transaction(_("Repairs by the doctor")) as change:
        for name, last in _ids_behind(workspace):
            change.reserve(name, last)
        for name, number in _without_uid(workspace):
            workspace.table(name).update({"uid": new_uid()}, doc_ids=[number])
        for where in dict.fromkeys(where for where, _one in broken):
            name, number = split_ref(where)
            body = _without_lost(bodies, references.get(name, {}), bodies[name][number])
            workspace.table(name).update(_becomes(body), doc_ids=[number])
    for name in PREFIXES:
        live = [number for number, _body in _live(workspace, name)]
        with workspace.transaction(_("Order"), undoable=False):
            workspace.table(name).rerank(live)


def _file(workspace: Workspace) -> list[Finding]:
    with workspace.storage.guard:
        damage = first_damage(workspace.storage.connection)
    if damage is None:
        return []
    advice = _("{damage}; go back to a backup with `cockpit restore`.").format(damage=damage)
    return [Finding("file", workspace.storage.path, advice)]


def _wanted_modes(workspace: Workspace) -> list[tuple[str, int]]:
    path = workspace.storage.path
    folder = os.path.dirname(os.path.abspath(path))
    return [(folder, 0o700), (path, 0o600), (f"{path}-wal", 0o600), (f"{path}-shm", 0o600)]


def _modes(workspace: Workspace) -> Iterator[Finding]:
    for path, mode in _wanted_modes(workspace):
        if os.path.exists(path) and stat.S_IMODE(os.stat(path).st_mode) & 0o077:
            problem = _("others may open it; its mode should be {mode:04o}").format(mode=mode)
            yield Finding("modes", path, problem, can_mend=True)


def _space(workspace: Workspace) -> Iterator[Finding]:
    folder = os.path.dirname(os.path.abspath(workspace.storage.path))
    free = shutil.disk_usage(folder).free
    if free < LITTLE_SPACE:
        problem = _("only {free} MB are free on this disk").format(free=free // 1024 // 1024)
        yield Finding("space", folder, problem)


def _bodies(workspace: Workspace, name: str) -> dict[int, Body]:
    """All documents of a table; one that cannot be decoded is empty."""
    rows = _select(workspace, "SELECT id, body FROM document WHERE tbl = ? ORDER BY id", name)
    return {number: _decoded(text) for number, text in rows}


def _decoded(text: str) -> Body:
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _documents(workspace: Workspace, bodies: Mapping[str, Mapping[int, Body]]) -> Iterator[Finding]:
    from cockpit.domain.records import MODELS

    for name, documents in bodies.items():
        for number, body in documents.items():
            try:
                MODELS[name].of(ref(name, number), body)
            except WrongUse as error:
                lacks_uid = not body.get("uid") and bool(body)
                yield Finding("documents", ref(name, number), str(error), can_mend=lacks_uid)


def _references(
    bodies: Mapping[str, Mapping[int, Body]], references: References
) -> Iterator[Finding]:
    for name, fields in references.items():
        for number, body in bodies[name].items():
            kept = _without_lost(bodies, fields, body)
            for field in fields:
                if kept.get(field) != body.get(field):
                    lost = ", ".join(_lost(bodies, fields[field], body.get(field)))
                    problem = _("{field} names {lost}, which is not there")
                    yield Finding(
                        "references",
                        ref(name, number),
                        problem.format(field=field, lost=lost),
                        can_mend=_is_valid(name, kept),
                    )


def _lost(bodies: Mapping[str, Mapping[int, Body]], table: str, value: Any) -> list[str]:
    said = value if isinstance(value, list) else [value] if value else []
    lost = []
    for one in said:
        try:
            name, number = split_ref(str(one), table)
        except WrongUse:
            lost.append(str(one))
            continue
        if number not in bodies[name]:
            lost.append(str(one))
    return lost


def _without_lost(
    bodies: Mapping[str, Mapping[int, Body]], fields: Mapping[str, str], body: Body
) -> Body:
    """The body without references to what is not there."""
    kept = dict(body)
    for field, table in fields.items():
        lost = _lost(bodies, table, body.get(field))
        if lost and isinstance(body[field], list):
            kept[field] = [one for one in body[field] if one not in lost]
        elif lost:
            del kept[field]
    return kept


def _is_valid(name: str, body: Body) -> bool:
    from cockpit.domain.records import MODELS

    try:
        MODELS[name].of("", body)
    except WrongUse:
        return False
    return True


def _ids(workspace: Workspace) -> Iterator[Finding]:
    for name, last in _ids_behind(workspace):
        problem = _("the counter of ids stands before {last}").format(last=ref(name, last))
        yield Finding("ids", name, problem, can_mend=True)


def _ids_behind(workspace: Workspace) -> list[tuple[str, int]]:
    rows = _select(
        workspace,
        "SELECT tbl, max(id) FROM document AS d GROUP BY tbl"
        " HAVING max(id) > coalesce((SELECT last FROM sequence WHERE tbl = d.tbl), 0)",
    )
    return [(name, last) for name, last in rows if name in PREFIXES]


def _without_uid(workspace: Workspace) -> list[tuple[str, int]]:
    rows = _select(workspace, "SELECT tbl, id FROM document WHERE coalesce(uid, '') = ''")
    return [(name, number) for name, number in rows if name in PREFIXES]


def _history(workspace: Workspace) -> Iterator[Finding]:
    """Each step must begin where the one before it ended, and the last one at what stands now."""
    rows = _select(
        workspace,
        "SELECT tbl, doc_id, change_id FROM ("
        " SELECT tbl, doc_id, change_id, before, lag(after) OVER own AS earlier,"
        " lag(change_id) OVER own AS previous FROM history"
        " WINDOW own AS (PARTITION BY tbl, doc_id ORDER BY change_id)"
        ") WHERE previous IS NOT NULL AND before IS NOT earlier",
    )
    for name, number, change in rows:
        problem = _("change {change} does not begin where the one before it ended")
        yield Finding("history", _shown(name, number), problem.format(change=change))
    rows = _select(
        workspace,
        "SELECT h.tbl, h.doc_id, h.change_id FROM history AS h"
        " JOIN (SELECT tbl, doc_id, max(change_id) AS last FROM history GROUP BY tbl, doc_id) AS l"
        " ON l.tbl = h.tbl AND l.doc_id = h.doc_id AND l.last = h.change_id"
        " LEFT JOIN document AS d ON d.tbl = h.tbl AND d.id = h.doc_id"
        " WHERE d.body IS NOT h.after",
    )
    for name, number, change in rows:
        problem = _("it is not as change {change}, the last one in its history, left it")
        yield Finding("history", _shown(name, number), problem.format(change=change))
    rows = _select(workspace, "SELECT DISTINCT change_id FROM history EXCEPT SELECT id FROM change")
    for (change,) in rows:
        yield Finding("history", str(change), _("the history tells of a change that is not there"))


def _ranks(workspace: Workspace) -> Iterator[Finding]:
    for name in PREFIXES:
        stored = workspace.table(name).ranks()
        wrong = 0
        for number, body in _live(workspace, name):
            try:
                wanted = workspace.storage.rank_of(name, number, body)
            except (KeyError, TypeError, ValueError):
                continue  # the document itself is told
            wrong += stored.get(number) != wanted
        if wrong:
            problem = _("{count} stand at a wrong place of the order").format(count=wrong)
            yield Finding("ranks", name, problem, can_mend=True)


def _live(workspace: Workspace, name: str) -> list[tuple[int, Body]]:
    rows = _select(
        workspace, "SELECT id, body FROM document WHERE tbl = ? AND closed_at IS NULL", name
    )
    return [(number, body) for number, text in rows if (body := _decoded(text))]


def _shown(name: str, number: int) -> str:
    return ref(name, number) if name in PREFIXES else f"{name} {number}"


def _select(workspace: Workspace, question: str, *values: object) -> list[Any]:
    with workspace.storage.guard:
        return workspace.storage.connection.execute(question, values).fetchall()


def _becomes(stored: Body) -> Any:
    def replace(document: Body) -> None:
        document.clear()
        document.update(stored)

    return replace
