"""`cockpit interruption report`: the minutes lost per week, by whom and in which blocks."""

from __future__ import annotations

import argparse

from cockpit.actions.interruption_report import (
    NOTHING_TAKEN_OFF,
    as_json,
    interruption_report,
    lost_words,
    parts_of,
    week_words,
)
from cockpit.actions.owner import today
from cockpit.cli.context import Context
from cockpit.cli.output import say_json, say_table
from cockpit.errors import WrongUse
from cockpit.i18n import _

MOST = 104
"""Weeks that are reported at once: two years."""


def report(context: Context, table: str, options: argparse.Namespace) -> int:
    """Print the weeks up to this one, the latest last; with --json their facts."""
    if not 1 <= options.weeks <= MOST:
        raise WrongUse(_("--weeks takes 1 to {most}.").format(most=MOST))
    workspace, day_end = context.workspace, context.settings.day_end
    last = today(workspace, day_end)
    weeks = interruption_report(workspace, last, options.weeks, day_end)
    if context.json:
        say_json(context, as_json(weeks))
        return 0
    for week in weeks:
        context.say(week_words(week))
        rows = [
            ["" if place else heading, one.name, f"{one.times}×", lost_words(one)]
            for heading, group in parts_of(week)
            for place, one in enumerate(group)
        ]
        say_table(context, rows, right=(2,))
    context.tell(NOTHING_TAKEN_OFF)
    return 0
