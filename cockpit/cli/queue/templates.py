"""`cockpit request templates`: the canned replies there are."""

from __future__ import annotations

import argparse

from cockpit.actions.replies import Template, templates
from cockpit.cli.context import Context
from cockpit.cli.output import say_items, say_table
from cockpit.i18n import _
from cockpit.locations import package_replies


def run(context: Context, options: argparse.Namespace) -> int:
    """List name, language and whose it is."""
    found = templates(folders(context))
    if context.json:
        say_items(context, (one._asdict() for one in found))
        return 0
    rows = [[one.name, one.language, _owner(context, one)] for one in found]
    say_table(context, [["NAME", "LANGUAGE", ""], *rows])
    context.tell(
        _("Your own ones are files such as {folder}/refund.en.txt.").format(
            folder=context.locations.replies
        )
    )
    return 0


def folders(context: Context) -> tuple[str, str]:
    """Where templates are looked for: the owner's own come first."""
    return context.locations.replies, package_replies()


def _owner(context: Context, one: Template) -> str:
    return _("your own") if one.path.startswith(context.locations.replies) else ""
