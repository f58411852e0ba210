"""The records: each against its model, its references, its ids and its place in the order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cockpit.domain.identity import PREFIXES, ref, split_ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.doctor.finding import Bodies, Finding, decoded, select, shown
from cockpit.store.workspace import Body, Workspace

References = Mapping[str, Mapping[str, str]]
"""Table to its fields that name other records, with the table that they name."""

_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:\.\d+)?\Z")


def documents(bodies: Bodies) -> Iterator[Finding]:
    """Those that are not what their model says."""
    from cockpit.domain.records import MODELS

    for name, own in bodies.items():
        for number, body in own.items():
            try:
                MODELS[name].of(ref(name, number), body)
            except WrongUse as error:
                lacks_uid = not body.get("uid") and bool(body)
                yield Finding("documents", ref(name, number), str(error), can_mend=lacks_uid)


def references_of(bodies: Bodies, references: References) -> Iterator[Finding]:
    """Those that name a record which is not there."""
    for name, fields in references.items():
        for number, body in bodies[name].items():
            kept = without_lost(bodies, fields, body)
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


def _lost(bodies: Bodies, table: str, value: Any) -> list[str]:
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


def without_lost(bodies: Bodies, fields: Mapping[str, str], body: Body) -> Body:
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


def ids(workspace: Workspace, bodies: Bodies) -> Iterator[Finding]:
    """Counters that would give an id twice, and occurrences that could be made twice."""
    for name, last in ids_behind(workspace):
        problem = _("the counter of ids stands before {last}").format(last=shown(name, last))
        yield Finding("ids", name, problem, can_mend=True)
    for number, task in bodies["task"].items():
        uid, series = str(task.get("uid")), task.get("series")
        if series and task.get("occurrence", 1) != 1:
            own = uid.removeprefix(f"{series}@")
            if own == uid or not _DATE.match(own):
                problem = _("its uid does not name its series and date, so it could be made twice")
                yield Finding("ids", ref("task", number), problem)


def ids_behind(workspace: Workspace) -> list[tuple[str, int]]:
    """The tables whose counter stands before their highest id, with that id."""
    return select(
        workspace,
        "SELECT tbl, last FROM ("
        " SELECT tbl, max(id) AS last FROM"
        # what undo or a removal took away was an id as well
        " (SELECT tbl, id FROM document UNION ALL SELECT tbl, doc_id FROM history) GROUP BY tbl"
        ") AS used WHERE last > coalesce((SELECT last FROM sequence WHERE tbl = used.tbl), 0)",
    )


def without_uid(workspace: Workspace) -> list[tuple[str, int]]:
    """The records that have no uid."""
    rows = select(workspace, "SELECT tbl, id FROM document WHERE coalesce(uid, '') = ''")
    return [(name, number) for name, number in rows if name in PREFIXES]


def ranks(workspace: Workspace) -> Iterator[Finding]:
    """Tables whose live records are not in their order."""
    for name in PREFIXES:
        stored = workspace.table(name).ranks()
        wrong = 0
        for number, body in live(workspace, name):
            try:
                wanted = workspace.storage.rank_of(name, number, body)
            except (KeyError, TypeError, ValueError):
                continue  # the document itself is told
            wrong += stored.get(number) != wanted
        if wrong:
            problem = _("{count} stand at a wrong place of the order").format(count=wrong)
            yield Finding("ranks", name, problem, can_mend=True)


def live(workspace: Workspace, name: str) -> list[tuple[int, Body]]:
    """The live documents of a table; those that cannot be decoded are left out."""
    rows = select(
        workspace, "SELECT id, body FROM document WHERE tbl = ? AND closed_at IS NULL", name
    )
    return [(number, body) for number, text in rows if (body := decoded(text))]
