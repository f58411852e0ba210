"""The verbs of single nouns: done, move, reply, give, approve …"""

from __future__ import annotations

import argparse
from datetime import date

from cockpit.actions import contractors, interruptions, tasks
from cockpit.actions.typed.phrases import (
    read_past_moment,
    read_place,
    read_record,
)
from cockpit.cli.block_verbs import BLOCK_VERBS
from cockpit.cli.context import Context
from cockpit.cli.continuity_verbs import CONTINUITY_VERBS, LEAVING_VERBS
from cockpit.cli.delegating.verbs import ASSIGNMENT_VERBS, CONTRACTOR_VERBS, PAYMENT_VERBS
from cockpit.cli.queue.verbs import HOURS_VERBS, REPORT, REQUEST_VERBS
from cockpit.cli.verb import AT, ID, IDS, Verb, each
from cockpit.i18n import _
from cockpit.store.workspace import Workspace


def _move(context: Context, table: str, options: argparse.Namespace) -> int:
    place = read_place(context.workspace, " ".join(options.to))
    if place["place"] == "day":
        change = tasks.move_to_day(context.workspace, options.id, date.fromisoformat(place["day"]))
    elif place["place"] == "week":
        change = tasks.move_to_week(context.workspace, options.id, place["week"])
    else:
        change = tasks.move_to_backlog(context.workspace, options.id)
    context.tell(change.label)
    return 0


def _promise_text(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.actions.quoting import promise_text

    for line in promise_text(context.workspace, options.lang):
        context.say(line)
    return 0


def _promise_check(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.cli.foresight import promise_check

    return promise_check(context, table, options)


def _give(context: Context, table: str, options: argparse.Namespace) -> int:
    person = read_record(context.workspace, "contractor", " ".join(options.contractor))
    context.say(contractors.give_task(context.workspace, options.id, person).ref)
    return 0


def _check(context: Context, table: str, options: argparse.Namespace) -> int:
    context.tell(tasks.tick_item(context.workspace, options.id, options.line - 1).label)
    return 0


def _contact(context: Context, table: str, options: argparse.Namespace) -> int:
    at = read_past_moment(context.workspace, options.at) if options.at else None
    context.tell(contractors.log_contact(context.workspace, options.id, at).label)
    return 0


def _interruption_report(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.cli.interruptions import report

    return report(context, table, options)


def _becomes(state: str) -> Verb:
    words = {
        "sent": ("send", _("send it: needs a goal, a “done when” line and a due")),
        "working": ("start", _("the contractor has begun")),
        "approved": ("approve", _("accept what was delivered; its task is done")),
        "changes_requested": ("changes", _("ask for changes")),
        "cancelled": ("cancel", _("call it off")),
    }
    name, help_text = words[state]

    def move(workspace: Workspace, reference: str) -> object:
        return contractors.move_assignment(workspace, reference, state)

    return Verb(name, help_text, (IDS,), each(state.replace("_", " "), move))


VERBS: dict[str, tuple[Verb, ...]] = {
    "task": (
        Verb("done", _("cross off"), (IDS,), each(_("done"), tasks.complete_task)),
        Verb(
            "reopen",
            _("take back into the lists"),
            (IDS,),
            each(_("reopened"), tasks.reopen_task),
        ),
        Verb("drop", _("close as not to be done"), (IDS,), each(_("dropped"), tasks.drop_task)),
        Verb(
            "move",
            _("to backlog, week, next week, or a day"),
            (ID, ("to", {"nargs": "+", "metavar": "PLACE"})),
            _move,
        ),
        Verb("give", _("to a contractor"), (ID, ("contractor", {"nargs": "+"})), _give),
        Verb("check", _("tick a checklist line"), (ID, ("line", {"type": int})), _check),
    ),
    "request": REQUEST_VERBS,
    "block": BLOCK_VERBS,
    "hours": HOURS_VERBS,
    **CONTINUITY_VERBS,
    "promise": (
        Verb(
            "text",
            _("the sentences to publish, per kind"),
            (("--lang", {"choices": ["en", "es"], "default": "en"}),),
            _promise_text,
        ),
        Verb("check", _("whether each can be kept at all"), (), _promise_check),
        REPORT,
    ),
    "contractor": (
        Verb("contact", _("heard from him"), (ID, AT), _contact),
        Verb(
            "end",
            _("end the work together"),
            (IDS,),
            each(_("ended"), contractors.end_contractor),
        ),
        *LEAVING_VERBS,
        *CONTRACTOR_VERBS,
    ),
    "assignment": (
        *(
            _becomes(state)
            for state in ("sent", "working", "approved", "changes_requested", "cancelled")
        ),
        *ASSIGNMENT_VERBS,
    ),
    "payment": PAYMENT_VERBS,
    "interruption": (
        Verb(
            "done", _("called back"), (IDS,), each(_("called back"), interruptions.call_back_done)
        ),
        Verb(
            "report",
            _("minutes lost per week, by whom and in which blocks"),
            (("--weeks", {"type": int, "default": 4, "help": _("so many, up to this one")}),),
            _interruption_report,
        ),
    ),
}
"""Table name to its own verbs."""
