"""One verb of a noun on the command line, and what many verbs have in common."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, NamedTuple

from cockpit.cli.context import Context
from cockpit.domain.identity import ref
from cockpit.i18n import _
from cockpit.store.workspace import Workspace

Run = Callable[[Context, str, argparse.Namespace], int]
Argument = tuple[str, dict[str, Any]]


class Verb(NamedTuple):
    """One verb: its name, its help, its arguments and what carries it out."""

    name: str
    help: str
    arguments: tuple[Argument, ...]
    run: Run


IDS: Argument = ("ids", {"nargs": "+", "metavar": "id"})
ID: Argument = ("id", {})
NOTE: Argument = ("--note", {"default": "", "help": _("what was said")})
AT: Argument = (
    "--at",
    {"metavar": "TIME", "help": _("when it was, as in 14:05; now if left out")},
)


def each(label: str, action: Callable[[Workspace, str], object]) -> Run:
    """A verb that does the same to every id that is named, as one change."""

    def run(context: Context, table: str, options: argparse.Namespace) -> int:
        workspace = context.workspace
        found = [ref(table, workspace.body(one, table)[1]) for one in dict.fromkeys(options.ids)]
        with workspace.transaction(f"{label}: {', '.join(found)}"):
            for reference in found:
                action(workspace, reference)
        context.tell(f"{label}: {', '.join(found)}")
        return 0

    return run
