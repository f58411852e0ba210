"""`cockpit review week`: the weekly review as text, or the path of pure Enter through it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.cli.context import Context
from cockpit.cli.output import say_json
from cockpit.domain.wording.plain_text import one_line
from cockpit.i18n import _

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from cockpit.cli.arguments import Parser


def add_week(verbs: _SubParsersAction[Parser]) -> None:
    """The verb `week` of `cockpit review`."""
    week = verbs.add_parser("week", help=_("the seven screens of the weekly review as text"))
    week.add_argument(
        "--close", action="store_true", help=_("accept what is proposed and close the week")
    )
    week.add_argument("--note", default="", help=_("a note on the week, with --close"))
    week.add_argument("--early", action="store_true", help=_("also before the week is over"))
    week.set_defaults(run=_week)


def _week(context: Context, options: argparse.Namespace) -> int:
    from cockpit.actions.reviewing.week import Week
    from cockpit.actions.reviewing.weekly.words import week_facts, week_lines

    week = Week(context.workspace, context.settings.day_end)
    if options.close:
        from cockpit.actions.reviewing.weekly.accepting import accept_whole_week
        from cockpit.cli.reviews import review_record

        for said in accept_whole_week(week, options.note, early=options.early):
            context.tell(one_line(said))
        if context.json:
            assert week.closed is not None
            say_json(context, review_record(context, week.closed.ref))
        return 0
    if context.json:
        say_json(context, week_facts(week))
        return 0
    for line in week_lines(week):
        context.say(" " * (len(line) - len(line.lstrip(" "))) + one_line(line))
    return 0
