"""`cockpit request batch`: the requests that are handled together on a day."""

from __future__ import annotations

import argparse

from cockpit.actions.batches import (
    as_json,
    batch_sheet,
    batches_of,
    joined_words,
    next_batch_day,
    title_of,
)
from cockpit.actions.owner import today
from cockpit.actions.typed.phrases import read_date
from cockpit.cli.context import Context
from cockpit.cli.output import say_items
from cockpit.domain.promising.words import day_label
from cockpit.i18n import _


def run(context: Context, options: argparse.Namespace) -> int:
    """List the batches of a day, or print them as a sheet; without one tell the next day."""
    workspace = context.workspace
    day = read_date(workspace, options.date) if options.date else today(workspace)
    found = batches_of(workspace, day, options.kind)
    if context.json:
        say_items(context, (as_json(one) for one in found))
        return 0
    if not found:
        context.tell(_("There is no batch on {day}.").format(day=day_label(day)))
        following = next_batch_day(workspace, options.kind)
        if following is not None and not options.date:
            context.tell(
                _("The next one is on {day}: `cockpit request batch --date {date}`.").format(
                    day=day_label(following), date=following.isoformat()
                )
            )
    elif options.print:
        for line in batch_sheet(found):
            context.say(line)
    else:
        for one in found:
            context.say(title_of(one))
            for joined in one.requests:
                context.say(f"  {joined_words(joined)}")
    return 0
