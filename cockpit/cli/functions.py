"""`cockpit function archive`: with a word on where the tasks and blocks of a function go."""

from __future__ import annotations

import argparse

from cockpit.actions.functions import archive_function
from cockpit.actions.typed.phrases import read_record
from cockpit.cli.context import Context
from cockpit.errors import WrongUse
from cockpit.i18n import _

NOWHERE = "none"
"""What is said for --to, when the users of a function are to have none."""


def archive(context: Context, options: argparse.Namespace) -> int:
    """Archive functions; what uses them goes to the function that --to names, or to none."""
    workspace = context.workspace
    found = [read_record(workspace, "function", one) for one in dict.fromkeys(options.ids)]
    said = options.to.strip()
    if not said:
        raise WrongUse(_("--to needs a function, or the word none."))
    to = None if said.casefold() == NOWHERE else read_record(workspace, "function", said)
    if len(found) == 1:
        label = archive_function(workspace, found[0], to).label
    else:
        label = _("Archive {ids}").format(ids=", ".join(found))
        with workspace.transaction(label):
            for reference in found:
                archive_function(workspace, reference, to)
    context.tell(_("{label}; `cockpit undo` brings it back.").format(label=label))
    return 0
