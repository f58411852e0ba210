"""`cockpit promise check` and `cockpit request forecast`: can it be kept, and will it be?"""

from __future__ import annotations

import argparse

from cockpit.cli.context import Context
from cockpit.cli.output import say_items, say_json, say_table
from cockpit.i18n import _


def promise_check(context: Context, table: str, options: argparse.Namespace) -> int:
    """What can be kept of each promise: a table, then a sentence for each that cannot."""
    from cockpit.actions.promise_check import (
        check_json,
        check_promises,
        check_sentences,
        longest_wait,
        shortest_words,
    )

    found = check_promises(context.workspace)
    if context.json:
        say_items(context, check_json(found))
        return 0
    if not found:
        context.tell(_("Nothing is promised yet; `cockpit promise add …` promises something."))
        return 0
    head = ("ID", _("KIND"), _("CLOCK"), _("PROMISED"), _("LONGEST GAP"), _("SHORTEST"), "")
    rows = [
        (
            one.promise,
            one.kind,
            one.clock,
            one.promised,
            longest_wait(one),
            shortest_words(one),
            _STATES[one.state],
        )
        for one in found
    ]
    say_table(context, [head, *rows], right=(4, 5))
    context.say("")
    for sentence in check_sentences(found):
        context.say(sentence)
    return 0


_STATES = {
    "kept": _("can be kept"),
    "broken": _("cannot be kept"),
    "unserved": _("not served"),
    "unknown": _("cannot be told"),
}


def request_forecast(context: Context, table: str, options: argparse.Namespace) -> int:
    """What comes of the open queue, in sentences."""
    from cockpit.actions.forecast import foresee
    from cockpit.actions.forecast_words import forecast_json, forecast_sentences

    foreseen = foresee(context.workspace)
    if context.json:
        say_json(context, forecast_json(context.workspace, foreseen))
        return 0
    for sentence in forecast_sentences(context.workspace, foreseen):
        context.say(sentence)
    return 0
