"""Putting the records of a dump back, under their own ids where those are free."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tinydb.table import Document

from cockpit.actions.checks import REFERENCES
from cockpit.actions.imports import IMPORTED, Outcome
from cockpit.actions.records import model_of, words_of
from cockpit.actions.secrets import leave_out_secrets, told
from cockpit.actions.verdicts import keep_verdicts
from cockpit.domain.identity import PREFIXES, format_instant, ref, split_ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.request_ranks import RANKED_BY
from cockpit.store.workspace import Body, Workspace

Tables = Mapping[str, Mapping[int, Mapping[str, Any]]]
"""Table name → number → body, each with its uid."""


def restore_records(workspace: Workspace, tables: Tables, source: str) -> Outcome:
    """Make the records stand as the dump has them, as one undoable change; no other is touched.

    A record is known by its uid. Where its id belongs to another record it gets a new one, and
    the dump's references to it follow. Each is checked against its model; a bad one is skipped.
    Secrets are left out, and told.
    """
    tables, left_out = _without_secrets(tables)
    label = _("Import {source}").format(source=source if len(source) <= 80 else source[:79] + "…")
    with workspace.transaction(label) as transaction:
        numbers = {
            name: _numbers(workspace, name, tables[name], transaction.take_ids) for name in tables
        }
        bodies, skipped = _sound(workspace, tables, numbers)
        moved = [name for name in bodies if name in RANKED_BY]
        if any(workspace.table(name).fetch(bodies[name]) != bodies[name] for name in moved):
            keep_verdicts(workspace)
        added = updated = unchanged = 0
        for name, own in bodies.items():
            table = workspace.table(name)
            there = table.fetch(own)
            new = [Document(body, number) for number, body in own.items() if number not in there]
            changed = {n: body for n, body in own.items() if n in there and there[n] != body}
            table.insert_multiple(new)
            for number, body in changed.items():
                table.update(_becomes(body), doc_ids=[number])
            if name != IMPORTED:
                added += len(new)
                updated += len(changed)
                unchanged += len(own) - len(new) - len(changed)
    return Outcome(added, updated, unchanged, skipped, workspace.change(transaction), left_out)


def _without_secrets(tables: Tables) -> tuple[Tables, tuple[tuple[str, str], ...]]:
    left_out: list[tuple[str, str]] = []
    cleaned: dict[str, dict[int, Body]] = {name: {} for name in tables}
    for name, documents in tables.items():
        for number, body in documents.items():
            cleaned[name][number], where = leave_out_secrets(body)
            if where and name != IMPORTED:  # what is remembered of it says nothing new
                left_out.append((_named(name, number, cleaned[name][number]), told(where)))
    return cleaned, tuple(left_out)


def _numbers(
    workspace: Workspace, name: str, documents: Mapping[int, Mapping[str, Any]], take_ids: Any
) -> dict[int, int]:
    """Number in the dump → here: that of the same uid, else its own if free, else a new one."""
    table = workspace.table(name)
    known = table.by_uid([body["uid"] for body in documents.values()])
    taken = set(table.fetch(documents)) | set(known.values())
    found: dict[int, int] = {}
    homeless = []
    for old, body in documents.items():
        if body["uid"] in known:
            found[old] = known[body["uid"]]
        elif old not in taken:
            found[old] = old
        else:
            homeless.append(old)
    if homeless:
        highest = max([*found.values(), *documents])
        first = max(take_ids(name, len(homeless)), highest + 1)
        found.update({old: first + at for at, old in enumerate(homeless)})
    return found


def _sound(
    workspace: Workspace, tables: Tables, numbers: dict[str, dict[int, int]]
) -> tuple[dict[str, dict[int, Body]], list[tuple[str, str]]]:
    """Table → number here → body, and what was skipped with its reason.

    What is skipped is named by nobody afterwards: the others are looked at again without it.
    """
    skipped: dict[str, str] = {}
    while True:
        bodies: dict[str, dict[int, Body]] = {name: {} for name in tables}
        before = len(skipped)
        for name, own in numbers.items():
            for old, number in list(own.items()):
                content = tables[name][old]
                try:
                    bodies[name][number] = _body(workspace, name, number, content, numbers)
                except WrongUse as error:
                    skipped[_named(name, old, content)] = str(error)
                    del own[old]
        if len(skipped) == before:
            return bodies, list(skipped.items())


def _body(
    workspace: Workspace,
    name: str,
    number: int,
    content: Mapping[str, Any],
    numbers: Mapping[str, Mapping[int, int]],
) -> Body:
    if name == IMPORTED:
        if not isinstance(content.get("body"), dict) or not isinstance(content.get("links"), dict):
            raise WrongUse(_("It does not say what was imported."))
        return dict(content)
    body = dict(content)
    body.setdefault("created_at", format_instant(workspace.now()))
    for field, table in REFERENCES.get(name, {}).items():
        value = body.get(field)
        if isinstance(value, list):
            moved = [_moved(workspace, table, one, numbers) for one in value]
            body[field] = [one for one in moved if one]
        elif value:
            body[field] = _moved(workspace, table, value, numbers)
    known = {field: value for field, value in body.items() if value is not None}
    return model_of(name).of(ref(name, number), known).body()


def _moved(
    workspace: Workspace, table: str, value: object, numbers: Mapping[str, Mapping[int, int]]
) -> str | None:
    """The id here of a record that the dump names; None when it is in neither."""
    _name, old = split_ref(str(value), table)
    number = numbers.get(table, {}).get(old)
    if number is None and workspace.find(table, old) is not None:
        number = old
    return ref(table, number) if number is not None else None


def _named(name: str, number: int, content: Mapping[str, Any]) -> str:
    """A record of the dump, for the report."""
    if name not in PREFIXES:
        return f"{name} {number}"
    return f"{ref(name, number)} {words_of(name, content)}".strip()


def _becomes(stored: Body) -> Any:
    def replace(document: Body) -> None:
        document.clear()
        document.update(stored)

    return replace
