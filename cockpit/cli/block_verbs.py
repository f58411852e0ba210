"""The verbs of blocks on the command line; what carries them out is loaded when one is said."""

from __future__ import annotations

import argparse

from cockpit.cli.context import Context
from cockpit.cli.verb import Argument, Run, Verb
from cockpit.i18n import _

ID: Argument = ("id", {"help": _("B4, B4@2026-11-26 or O3; B4 alone is its next date")})
ON: Argument = ("--on", {"metavar": "DAY", "help": _("its date: fri, 2026-11-27")})
EVERY: Argument = (
    "--every-week",
    {"action": "store_true", "help": _("in every week from that date on, not once")},
)


def _run(name: str) -> Run:
    def run(context: Context, table: str, options: argparse.Namespace) -> int:
        from cockpit.cli import blocks

        status: int = getattr(blocks, name)(context, table, options)
        return status

    return run


BLOCK_VERBS = (
    Verb(
        "week",
        _("a week as text: what stands where, planned and clocked"),
        (("week", {"nargs": "*", "metavar": "WEEK", "help": _("this, next, last, W49, a date")}),),
        _run("week"),
    ),
    Verb(
        "add-on",
        _("add one to a date, or to every week: writing 14:00-15:30"),
        (("words", {"nargs": "+", "metavar": "BLOCK"}), ON, EVERY),
        _run("add_on"),
    ),
    Verb(
        "move",
        _("to other hours or another day: thu 14:00, 14:00-15:30"),
        (ID, ("to", {"nargs": "+", "metavar": "PLACE"}), ON, EVERY),
        _run("move"),
    ),
    Verb("drop", _("drop it on its date, or from it on"), (ID, ON, EVERY), _run("drop")),
    Verb("back", _("let it stand on its date as in every week again"), (ID, ON), _run("back")),
    Verb(
        "copy-week",
        _("copy what was changed in the week before"),
        (("week", {"nargs": "*", "metavar": "WEEK", "help": _("this, next, W49")}),),
        _run("copy_week"),
    ),
)
"""The verbs of blocks beside those that every noun has."""
