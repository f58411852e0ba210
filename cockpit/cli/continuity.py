"""`cockpit continuity`: how the business stands if somebody is gone, and the starter lists."""

from __future__ import annotations

import argparse

from cockpit.actions.continuity.starter import offered, take_starter
from cockpit.cli import drill
from cockpit.cli.arguments import Parser
from cockpit.cli.context import Context
from cockpit.cli.output import say_items, say_table
from cockpit.i18n import _


def run(context: Context, words: list[str]) -> int:
    """Carry out one verb; without one the drill of everybody is held."""
    parser = Parser(prog="cockpit continuity", description=_("What stops without whom."))
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    overview = verbs.add_parser("overview", help=_("every single loss, as `cockpit drill all`"))
    overview.set_defaults(run=_overview)
    starter = verbs.add_parser("starter", help=_("what most online businesses stand on"))
    starter.add_argument("names", nargs="*", metavar="NAME", help=_("take only these"))
    starter.add_argument("--take", action="store_true", help=_("take all that is not there yet"))
    starter.set_defaults(run=_starter)
    options = parser.parse_args(words[1:] or ["overview"])
    status: int = options.run(context, options)
    return status


def _overview(context: Context, options: argparse.Namespace) -> int:
    return drill.run(context, ["drill", "all"])


def _starter(context: Context, options: argparse.Namespace) -> int:
    if options.take or options.names:
        change = take_starter(context.workspace, options.names or None)
        context.tell(_("{label}; `cockpit undo` takes it back.").format(label=change.label))
        return 0
    offers = offered(context.workspace)
    if context.json:
        say_items(context, ({**one._asdict(), "functions": list(one.functions)} for one in offers))
        return 0
    rows = [
        [one.table, one.name, ", ".join(one.functions), _("there") if one.is_there else ""]
        for one in offers
    ]
    say_table(context, [["KIND", "NAME", "SERVES", ""], *rows])
    context.tell(
        _("`cockpit continuity starter --take` adds them; then archive what is not yours.")
    )
    return 0
