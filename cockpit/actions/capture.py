"""Quick capture: one line becomes a task, a request or an interruption, durable at once.

The body goes from the parser straight into the store, because loading the models takes longer
than the rest; a property test holds every such body against its model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cockpit.actions.owner import owner_zone, today
from cockpit.domain.clock import DAY_END
from cockpit.domain.identity import format_instant, new_uid, ref
from cockpit.domain.quick_add import Parsed, canonical, parse, preview
from cockpit.domain.secrecy.rooms import rooms_for
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

if TYPE_CHECKING:
    from datetime import time

    from cockpit.domain.quick.line import Lookup

LONGEST = 20_000
"""Characters of a line; the models take no longer words."""


class Captured(NamedTuple):
    """What a line became."""

    ref: str
    parsed: Parsed
    canonical: str
    """The line with everything resolved; it parses to the same fields."""
    change: Change


def capture(workspace: Workspace, line: str, day_end: time = DAY_END) -> Captured:
    """Write what a line says; raises `WrongUse` naming what cannot be, and writes nothing then.

    A line with a secret is `Refused`.
    """
    _refuse_unwritable(line)
    now, zone, lookup = workspace.now(), owner_zone(workspace), function_lookup(workspace)
    parsed = parse(line, now=now, zone=zone, day_end=day_end, lookup=lookup)
    table, body = parsed.kind, body_of(workspace, parsed)
    words = str(body.get("title") or body.get("subject") or body.get("who"))
    shown = words if len(words) <= 60 else words[:59] + "…"
    label = _("Add {table}: {words}").format(table=table, words=shown)
    with workspace.transaction(label) as transaction:
        number = workspace.table(table).insert(body)
        workspace.warned += _warnings(table, parsed.fields)
    return Captured(
        ref(table, number),
        parsed,
        canonical(parsed, now=now, zone=zone, day_end=day_end, lookup=lookup),
        workspace.change(transaction),
    )


def look(workspace: Workspace, line: str, day_end: time = DAY_END) -> Parsed:
    """What a line would become, for every key press: problems are listed, not raised."""
    return preview(
        line,
        now=workspace.now(),
        zone=owner_zone(workspace),
        day_end=day_end,
        lookup=function_lookup(workspace),
    )


def function_lookup(workspace: Workspace) -> Lookup:
    """Finds a function by its name or its beginning; other names are taken as they are."""

    def lookup(field: str, said: str) -> str | list[str] | None:
        if field != "function":
            return said
        functions = workspace.live("function")
        names = [str(functions[number]["name"]) for number in _functions_named(workspace, said)]
        return names[0] if len(names) == 1 else names or None

    return lookup


def body_of(workspace: Workspace, parsed: Parsed) -> Body:
    """The stored body of an understood line."""
    now = format_instant(workspace.now())
    fields: Body = dict(parsed.fields)
    if fields.get("function"):
        named = _functions_named(workspace, fields["function"])
        fields["function"] = ref("function", named[0]) if len(named) == 1 else None
    if parsed.kind == "request":
        _complete_request(fields, now)
    elif parsed.kind == "interruption":
        fields.setdefault("at", now)
        if not fields.get("call_back"):
            fields["closed_at"] = fields["at"]
    elif not fields.get("title"):
        raise WrongUse(_("There is no title in this line; say what there is to do."))
    elif fields.get("recurrence") and not fields["recurrence"].get("anchor"):
        # a copy: what was understood stays as it is, for the canonical line
        fields["recurrence"] = {**fields["recurrence"], "anchor": today(workspace).isoformat()}
    _refuse_secrets(parsed.kind, fields)
    body = {"uid": new_uid(), "created_at": now, **fields}
    return {name: value for name, value in body.items() if value is not None}


def _complete_request(fields: Body, now: str) -> None:
    if not fields.get("subject"):
        raise WrongUse(_("There are no words in this request; say what the customer asks."))
    fields.setdefault("customer", _("unknown"))
    fields["received"] = now
    fields["events"] = [{"at": now, "type": "received"}]


def _refuse_secrets(table: str, fields: Body) -> None:
    if _may_hold_secrets(fields):
        from cockpit.actions.secrets import refuse_secrets

        refuse_secrets(table, fields)


def _warnings(table: str, fields: Body) -> list[str]:
    if not _may_hold_secrets(fields):
        return []
    from cockpit.actions.secrets import warnings_of

    return warnings_of(table, fields)


def _may_hold_secrets(fields: Body) -> bool:
    """Whether one of the texts has to be looked at; what looks is loaded only then."""
    return any(rooms_for(str(value)) for value in fields.values())


def _functions_named(workspace: Workspace, said: str) -> list[int]:
    """The numbers of the live functions that can be meant: by name, else by its beginning.

    A hyphen or underscore stands for a space, which a word after # cannot have.
    """
    functions = workspace.live("function").items()
    exact = {number: str(body["name"]).casefold() for number, body in functions}
    spaced = {number: _spaced(name) for number, name in exact.items()}
    for names, wanted in ((exact, said.casefold()), (spaced, _spaced(said.casefold()))):
        for number, name in names.items():
            if name == wanted:
                return [number]
    return [number for number, name in spaced.items() if name.startswith(wanted)]


def _spaced(name: str) -> str:
    return name.replace("-", " ").replace("_", " ")


def _refuse_unwritable(line: str) -> None:
    if not line.strip():
        raise WrongUse(_("There is nothing to add; write one line."))
    if len(line) > LONGEST:
        raise WrongUse(
            _("This line has {count} characters; {limit} is the most.").format(
                count=len(line), limit=LONGEST
            )
        )
    try:
        line.encode()
    except UnicodeEncodeError as error:
        raise WrongUse(_("This line is not valid text; type it again.")) from error
