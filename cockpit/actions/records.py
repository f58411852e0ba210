"""Adding, editing and archiving records of any kind: validated, then written as one change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, NamedTuple

from cockpit.actions.checks import CHECKS
from cockpit.actions.secrets import refuse_secrets, warnings_of
from cockpit.domain.identity import format_instant, new_uid, ref, split_ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

if TYPE_CHECKING:
    from cockpit.domain.record import Record

WORDS = {
    "task": "title",
    "request": "subject",
    "assignment": "title",
    "block": "label",
    "override": "label",
    "promise": "kind",
    "interruption": "who",
    "entry": "note",
    "review": "note",
    "grant": "note",
    "run": "note",
    "engagement": "terms",
    "deliverable": "where",
    "checkin": "note",
    "feedback": "words",
    "vetting": "kind",
    "payment": "what",
}
"""The field that holds a record's words; `name` for the others."""

_INSTEAD: dict[str, tuple[str, ...]] = {
    "block": ("function", "weekday", "rule", "start", "end"),
    "override": ("action", "block", "function", "date", "start"),
    "entry": ("task", "function"),
    "review": ("kind", "day", "week"),
    "grant": ("asset", "contractor"),
    "run": ("procedure", "by"),
    "checkin": ("contractor", "assignment", "status"),
    "deliverable": ("assignment", "version"),
}
"""The fields that tell people which record it is, where it has no words of its own."""


class Added(NamedTuple):
    """A new record and the change that made it."""

    ref: str
    change: Change


def words_of(table: str, body: Mapping[str, Any]) -> str:
    """The words by which people know a record, at most 60 characters."""
    words = str(body.get(WORDS.get(table, "name")) or "")
    if not words:
        words = " ".join(str(body[name]) for name in _INSTEAD.get(table, ()) if body.get(name))
    return words if len(words) <= 60 else words[:59] + "…"


def add_record(workspace: Workspace, table: str, fields: Mapping[str, Any]) -> Added:
    """Add a record of `table` from JSON-shaped fields (uid and created_at are filled in).

    Raises `WrongUse` naming the field that is not valid; nothing is written then.
    """
    label = _("Add {table}: {words}").format(table=table, words=words_of(table, fields))
    with workspace.transaction(label) as transaction:
        body = checked(workspace, table, None, complete(workspace, fields))
        if table == "promise":  # a more special one takes over the requests of another
            _keep_what_fell(workspace)
        number = workspace.table(table).insert(body)
    return Added(ref(table, number), workspace.change(transaction))


def complete(workspace: Workspace, fields: Mapping[str, Any]) -> Body:
    """The fields with a uid and the moment of making."""
    return {
        "uid": new_uid(),
        "created_at": format_instant(workspace.now()),
        **{name: value for name, value in fields.items() if value is not None},
    }


def checked(workspace: Workspace, table: str, number: int | None, body: Body) -> Body:
    """The body as its model stores it, after the rules that look at other records too.

    Raises `Refused` for a secret that the record did not hold before.
    """
    refuse_unknown_fields(table, body)
    before = (workspace.find(table, number) if number else None) or {}
    refuse_secrets(table, body, before)
    record = model_of(table).of(ref(table, number) if number else "", body)
    stored = record.body()
    for check in CHECKS.get(table, ()):
        check(workspace, number, stored)
    workspace.warned += warnings_of(table, body, before)
    return stored


def model_of(table: str) -> type[Record]:
    """The model of a kind of record; pydantic is loaded with the first one that is asked for."""
    from cockpit.domain.records import MODELS

    return MODELS[table]


def edit_record(workspace: Workspace, reference: str, fields: Mapping[str, Any]) -> Change:
    """Change fields of a record; None takes a field back to its default.

    What follows from the change goes with it: a task put off counts a roll, a request's first
    event moves with the moment at which it was received. Fields that belong to verbs are refused.
    """
    from cockpit.actions.consequences import consequences, refuse_fields_of_verbs

    name, number = split_ref(reference)
    refuse_unknown_fields(name, fields)
    refuse_fields_of_verbs(name, ref(name, number), fields)

    def changes(body: Body) -> Mapping[str, Any]:
        return {**fields, **consequences(workspace, name, number, body, fields)}

    return revise(workspace, reference, changes, _("Edit {id}: {words}"))


def revise(
    workspace: Workspace,
    reference: str,
    fields: Mapping[str, Any] | Callable[[Body], Mapping[str, Any]],
    label: str,
    table: str | None = None,
) -> Change:
    """Change fields of one record under a label; `{id}` and `{words}` are filled into it.

    `fields` may be a function of the body as it stands when nobody else can write any more.
    """
    name, number = split_ref(reference, table)
    shown = ref(name, number)
    _name, _number, before = workspace.body(shown)
    with workspace.transaction(label.format(id=shown, words=words_of(name, before))) as transaction:
        found = workspace.table(name).fetch([number]).get(number)
        if found is None:
            raise WrongUse(_("{id} was removed meanwhile.").format(id=shown))
        changes = fields(found) if callable(fields) else fields
        merged = {**found, **_kept_verdicts(workspace, name, found, changes), **changes}
        body = {field: value for field, value in merged.items() if value is not None}
        stored = checked(workspace, name, number, body)
        if stored != found:
            workspace.table(name).update(_becomes(stored), doc_ids=[number])
    return workspace.change(transaction)


def archive_record(workspace: Workspace, reference: str) -> Change:
    """Close a record so that it leaves the lists; it stays findable, and undo brings it back.

    Refused while others need it: a function in use, a contractor with open work, the owner's hours.
    """
    from cockpit.actions.archiving import before_archiving

    name, number, body = workspace.body(reference)
    if name == "entry":  # it is closed as soon as its clock stops, so that it needs a mark
        from cockpit.actions.time_log import archive_entry

        return archive_entry(workspace, reference)
    shown = ref(name, number)
    label = _("Archive {id}: {words}")
    with workspace.transaction(label.format(id=shown, words=words_of(name, body))) as transaction:
        _name, _number, body = workspace.body(shown)
        if body.get("closed_at"):
            raise WrongUse(_("{id} is closed already.").format(id=shown))
        before_archiving(workspace, name, number, body)
        fields: dict[str, Any] = {"closed_at": format_instant(workspace.now())}
        if name == "task":
            fields["state"] = "archived"
        revise(workspace, shown, fields, label)
    return workspace.change(transaction)


def refuse_unknown_fields(table: str, fields: Mapping[str, Any]) -> None:
    """Raise `WrongUse` for a field that the model does not have, naming the nearest one."""
    known = model_of(table).model_fields
    for field in fields:
        if field not in known or field == "id":
            raise WrongUse(unknown_field(table, field))


def unknown_field(table: str, field: str) -> str:
    """One sentence naming an unknown field and the nearest known one."""
    import difflib

    known = [name for name in model_of(table).model_fields if name != "id"]
    near = difflib.get_close_matches(field, known, n=1)
    hint = near[0] if near else ", ".join(known)
    return _("A {table} has no field {field!r}; did you mean {hint}?").format(
        table=table, field=field, hint=hint
    )


def _kept_verdicts(
    workspace: Workspace, table: str, body: Body, changes: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Before a change moves dues, what has fallen by now becomes a fact."""
    if table not in ("request", "promise", "hours"):
        return {}
    from cockpit.actions.verdicts import fallen_verdicts, moves_dues

    if not moves_dues(table, body, {**body, **changes}):
        return {}
    if table == "request":
        return {"verdicts": fallen_verdicts(workspace, body)}
    _keep_what_fell(workspace)
    return {}


def _keep_what_fell(workspace: Workspace) -> None:
    from cockpit.actions.verdicts import keep_verdicts

    keep_verdicts(workspace)


def _becomes(stored: Body) -> Callable[[MutableMapping[Any, Any]], None]:
    def replace(document: MutableMapping[Any, Any]) -> None:
        document.clear()
        document.update(stored)

    return replace
