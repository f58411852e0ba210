"""`cockpit NOUN VERB`: list, add, show, edit, archive any kind of record, and its own verbs."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from cockpit.actions.typed.fields import FIELDS, Field, read_field
from cockpit.cli.arguments import Parser, words_or_stdin
from cockpit.cli.context import Context
from cockpit.cli.output import say_items, say_json, say_table
from cockpit.cli.rows import HEADS, derived, row_of
from cockpit.domain.identity import format_instant, ref
from cockpit.domain.whole import whole
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Workspace


def run(context: Context, words: list[str]) -> int:
    """Carry out one noun's verb; without a verb it lists."""
    table = words[0]
    rest = words[1:]
    if not rest or (rest[0].startswith("-") and rest[0] not in ("-h", "--help")):
        rest = ["list", *rest]
    parser = _parser(table, own=rest[0] not in _COMMON)
    options = parser.parse_args(rest)
    status: int = options.run(context, table, options)
    return status


def record_json(
    context: Context, table: str, number: int, body: Mapping[str, Any]
) -> dict[str, Any]:
    """The whole record with what is derived from it (a request's state and dues)."""
    record = whole(table, ref(table, number), body)
    if table == "request":
        record.update(derived(context.workspace, body))
    return record


_COMMON = ("list", "add", "show", "edit", "archive")
"""What every noun can do; the verbs of its own are loaded only when another word is said."""


def _parser(table: str, *, own: bool) -> Parser:
    parser = Parser(prog=f"cockpit {table}", description=_("What can be done here."))
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)

    listing = verbs.add_parser("list", help=_("list the live ones; of a log the last week"))
    listing.add_argument("words", nargs="*", help=_("only those that contain all these words"))
    listing.add_argument("--all", action="store_true", help=_("closed ones too"))
    listing.add_argument("--closed", action="store_true", help=_("closed ones only"))
    listing.add_argument("--limit", type=int, metavar="N", help=_("at most N"))
    listing.set_defaults(run=_list)

    adding = verbs.add_parser("add", help=_("add one"))
    adding.add_argument(
        "words",
        nargs="*",
        help=_("its {first}; - reads it from stdin").format(
            first=FIELDS[table][0].name.replace("_", " ")
        ),
    )
    _add_fields(adding, FIELDS[table])
    adding.set_defaults(run=_add)

    showing = verbs.add_parser("show", help=_("show one"))
    showing.add_argument("id")
    showing.set_defaults(run=_show)

    editing = verbs.add_parser("edit", help=_("change fields; an empty value clears one"))
    editing.add_argument("id")
    _add_fields(editing, FIELDS[table])
    editing.set_defaults(run=_edit)

    archiving = verbs.add_parser("archive", help=_("close one; undo brings it back"))
    archiving.add_argument("ids", nargs="+", metavar="id")
    if table == "function":
        archiving.add_argument(
            "--to", help=_("where its tasks and blocks go: another function, or none")
        )
    archiving.set_defaults(run=_archive)

    if own:
        from cockpit.cli.verbs import VERBS

        for verb in VERBS.get(table, ()):
            special = verbs.add_parser(verb.name, help=verb.help)
            for name, settings in verb.arguments:
                special.add_argument(name, **settings)
            special.set_defaults(run=verb.run)
    return parser


def _add_fields(parser: argparse.ArgumentParser, fields: Sequence[Field]) -> None:
    for one in fields:
        flags = [f"--{one.name.replace('_', '-')}"]
        if one.name.endswith("_minutes"):
            flags.append(f"--{one.name.removesuffix('_minutes').replace('_', '-')}")
        metavar = one.name.split("_")[0].upper()
        parser.add_argument(*flags, dest=f"field_{one.name}", metavar=metavar, help=one.help)


def _typed(context: Context, table: str, options: argparse.Namespace) -> dict[str, Any]:
    typed: dict[str, Any] = {}
    for one in FIELDS[table]:
        text = getattr(options, f"field_{one.name}")
        if text is not None:
            typed.update(read_field(context.workspace, one, text))
    return typed


def _list(context: Context, table: str, options: argparse.Namespace) -> int:
    workspace = context.workspace
    if options.all or options.closed:
        found = {document.doc_id: dict(document) for document in workspace.table(table).all()}
        if options.closed:
            found = {number: body for number, body in found.items() if body.get("closed_at")}
    else:
        found = {**_lately(workspace, table), **workspace.live(table)}
    if options.limit is not None and options.limit < 0:
        raise WrongUse(_("--limit counts records; it cannot be below zero."))
    wanted = [word.casefold() for word in options.words]
    chosen = [
        (number, body)
        for number, body in found.items()
        if not wanted or _contains(ref(table, number), body, wanted)
    ][: options.limit]
    if context.json:
        say_items(context, (record_json(context, table, number, body) for number, body in chosen))
        return 0
    rows = [row_of(workspace, table, number, body) for number, body in chosen]
    if rows:
        say_table(context, [HEADS[table], *rows])
    else:
        context.tell(
            _("No {table} here yet; `cockpit {table} add …` makes one.").format(table=table)
        )
    return 0


def _lately(workspace: Workspace, table: str) -> dict[int, dict[str, Any]]:
    """The last week of what is closed as soon as it is logged."""
    if table not in ("interruption", "entry"):
        return {}
    since = format_instant(workspace.now() - timedelta(days=7))
    lately = workspace.table(table).closed_since(since)
    return {number: body for number, body in lately if not body.get("archived")}


def _contains(reference: str, body: Mapping[str, Any], wanted: Sequence[str]) -> bool:
    words = [str(value) for name, value in body.items() if name not in _NOT_WORDS]
    text = " ".join([reference, *words]).casefold()
    return all(word in text for word in wanted)


_NOT_WORDS = ("uid", "series", "created_at", "closed_at")
"""Fields that people do not look for, and that words are found in by chance."""


def _add(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.actions.adding import add

    typed = _typed(context, table, options)
    first = FIELDS[table][0]
    words = words_or_stdin(options.words, context)
    if words:
        if first.name in typed:
            raise WrongUse(_("The {field} is given twice.").format(field=first.name))
        typed.update(read_field(context.workspace, first, words))
    added = add(context.workspace, table, typed)
    if (typed.get("due") or "~") < format_instant(context.workspace.now()):
        context.tell(_("The due of {id} has been: it is late from the start.").format(id=added.ref))
    return say_added(context, added.ref)


def say_added(context: Context, reference: str) -> int:
    """Print a new record's id, with --json the whole record."""
    table, number, body = context.workspace.body(reference)
    if context.json:
        say_json(context, record_json(context, table, number, body))
    else:
        context.say(reference)
    return 0


def _show(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.cli.details import say_details

    name, number, body = context.workspace.body(options.id, table)
    if context.json:
        say_json(context, record_json(context, name, number, body))
    else:
        say_details(context, name, number, body)
    return 0


def _edit(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.actions.records import edit_record

    name, number, _body = context.workspace.body(options.id, table)
    typed = _typed(context, table, options)
    if not typed:
        raise WrongUse(
            _("Say what to change, as in `cockpit {table} edit {id} --{field} …`.").format(
                table=table, id=ref(name, number), field=FIELDS[table][0].name
            )
        )
    edit_record(context.workspace, ref(name, number), typed)
    return say_added(context, ref(name, number))


def _archive(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.actions.records import archive_record

    if getattr(options, "to", None) is not None:
        from cockpit.cli.functions import archive

        return archive(context, options)
    references = [
        ref(table, context.workspace.body(one, table)[1]) for one in dict.fromkeys(options.ids)
    ]
    label = _("Archive {ids}").format(ids=", ".join(references))
    with context.workspace.transaction(label):
        for reference in references:
            archive_record(context.workspace, reference)
    context.tell(_("{label}; `cockpit undo` brings it back.").format(label=label))
    return 0
