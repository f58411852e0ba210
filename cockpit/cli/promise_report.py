"""`cockpit request report`: how promises were kept, and how old what is open has become."""

from __future__ import annotations

import argparse
from datetime import date

from cockpit.actions.owner import owner_zone
from cockpit.actions.periods import read_past_date, read_period
from cockpit.actions.promise_report import (
    as_json,
    backlog_rows,
    period_words,
    promise_report,
    share_rows,
)
from cockpit.cli.context import Context
from cockpit.cli.output import say_json, say_table
from cockpit.domain.identity import format_instant
from cockpit.domain.wording.times import absolute
from cockpit.errors import WrongUse
from cockpit.i18n import _


def run(context: Context, options: argparse.Namespace) -> int:
    """Print the report of the period that was said, in words or by its first and last day."""
    said = " ".join(options.period)
    if said and (options.first or options.last):
        raise WrongUse(_("Say the period in words, or by --from and --to; not both."))
    if said:
        period = read_period(context.workspace, said)
        return say_report(context, period.first, period.last)
    first, last = (
        read_past_date(context.workspace, one) if one else None
        for one in (options.first, options.last)
    )
    return say_report(context, first, last)


def say_report(context: Context, first: date | None, last: date | None) -> int:
    """Print the report of a period; with --json its facts."""
    workspace = context.workspace
    found = promise_report(workspace, first, last)
    if context.json:
        say_json(context, as_json(found))
        return 0
    context.say(_("Promises kept, {period}").format(period=period_words(found)))
    if found.kinds:
        say_table(context, share_rows(found), right=(1,))
        context.say(_("In brackets: where the share lies with 80 % confidence (Wilson)."))
    else:
        context.say(_("  nothing was due or answered in this period"))
    context.say("")
    at = absolute(format_instant(found.backlog.at), workspace.now(), owner_zone(workspace))
    context.say(_("Open requests by age, {at}").format(at=at))
    say_table(context, backlog_rows(found), right=(1, 2))
    if found.backlog.oldest:
        reference, days = found.backlog.oldest
        context.say(_("The oldest is {id}: {days} d.").format(id=reference, days=days))
    return 0
