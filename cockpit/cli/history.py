"""`cockpit undo`, `redo` and `history`."""

from __future__ import annotations

from cockpit.cli.arguments import Parser
from cockpit.cli.context import Context
from cockpit.cli.output import say_items, say_json, say_table
from cockpit.cli.rows import stamp
from cockpit.domain.identity import PREFIXES, ref
from cockpit.i18n import _
from cockpit.store.history import Change, changes


def run(context: Context, words: list[str]) -> int:
    """Carry out one of the three."""
    parser = Parser(prog=f"cockpit {words[0]}")
    if words[0] == "undo":
        parser.add_argument(
            "change",
            nargs="?",
            type=int,
            help=_("number of a change in the history; else the last"),
        )
        options = parser.parse_args(words[1:])
        return _say(context, context.workspace.undo(options.change), _("Undone"))
    if words[0] == "redo":
        parser.parse_args(words[1:])
        return _say(context, context.workspace.redo(), _("Done again"))
    parser.add_argument("--limit", type=int, default=20, metavar="N", help=_("the last N changes"))
    options = parser.parse_args(words[1:])
    return _list(context, options.limit)


def _say(context: Context, change: Change, what: str) -> int:
    if context.json:
        say_json(context, _fields(change))
    else:
        context.tell(f"{what}: {change.label}")
    return 0


def _list(context: Context, limit: int) -> int:
    found = changes(context.workspace.storage.connection, limit, 0)
    if context.json:
        say_items(context, map(_fields, found))
        return 0
    rows = [
        [
            str(change.id),
            stamp(context.workspace, change.at),
            change.actor,
            "" if change.kind == "do" else change.kind,
            _("undone") if change.undone else "",
            change.label,
        ]
        for change in found
    ]
    say_table(context, rows, right=(0,))
    if not rows:
        context.tell(_("Nothing has been changed yet."))
    return 0


def _fields(change: Change) -> dict[str, object]:
    return {
        "id": change.id,
        "at": change.at,
        "actor": change.actor,
        "label": change.label,
        "kind": change.kind,
        "target": change.target,
        "undone": bool(change.undone),
        "touched": [ref(table, number) for table, number in change.touched if table in PREFIXES],
    }
