"""The verbs of single nouns: done, move, reply, give, approve …"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from cockpit.actions import contractors, interruptions, requests, tasks
from cockpit.actions.giving import give_request
from cockpit.actions.typed.phrases import (
    read_date,
    read_moment,
    read_past_moment,
    read_place,
    read_record,
)
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


_IDS: Argument = ("ids", {"nargs": "+", "metavar": "id"})
_ID: Argument = ("id", {})
_NOTE: Argument = ("--note", {"default": "", "help": _("what was said")})
_AT: Argument = (
    "--at",
    {"metavar": "TIME", "help": _("when it was, as in 14:05; now if left out")},
)


def _each(label: str, action: Callable[[Workspace, str], object]) -> Run:
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


def _event(action: Callable[..., Any]) -> Run:
    """A verb that records an event of a request."""

    def run(context: Context, table: str, options: argparse.Namespace) -> int:
        at = read_past_moment(context.workspace, options.at) if options.at else None
        change = action(context.workspace, options.id, options.note, at)
        context.tell(change.label)
        return 0

    return run


def _note(context: Context, table: str, options: argparse.Namespace) -> int:
    context.tell(
        requests.note_request(context.workspace, options.id, " ".join(options.words)).label
    )
    return 0


def _snooze(context: Context, table: str, options: argparse.Namespace) -> int:
    said = " ".join(options.until)
    workspace = context.workspace
    until = read_moment(workspace, said)[0] if said else requests.next_opening(workspace)
    context.tell(requests.snooze_request(context.workspace, options.id, until).label)
    return 0


def _explain(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.actions.explaining import as_json, explained, explanation

    if context.json:
        from cockpit.cli.output import say_json

        say_json(context, as_json(explained(context.workspace, options.id)))
        return 0
    for line in explanation(context.workspace, options.id):
        context.say(line)
    return 0


def _report(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.cli.promise_report import say_report

    first, last = (
        read_date(context.workspace, said) if said else None
        for said in (options.first, options.last)
    )
    return say_report(context, first, last)


def _promise_text(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.actions.explaining import promise_text

    for line in promise_text(context.workspace, options.lang):
        context.say(line)
    return 0


def _promise_check(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.cli.foresight import promise_check

    return promise_check(context, table, options)


def _forecast(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.cli.foresight import request_forecast

    return request_forecast(context, table, options)


def _give(context: Context, table: str, options: argparse.Namespace) -> int:
    person = read_record(context.workspace, "contractor", " ".join(options.contractor))
    give = give_request if table == "request" else contractors.give_task
    context.say(give(context.workspace, options.id, person).ref)
    return 0


def _merge(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.actions.merging import merge_requests

    context.tell(merge_requests(context.workspace, options.id, options.duplicate).label)
    return 0


def _check(context: Context, table: str, options: argparse.Namespace) -> int:
    context.tell(tasks.tick_item(context.workspace, options.id, options.line - 1).label)
    return 0


def _contact(context: Context, table: str, options: argparse.Namespace) -> int:
    at = read_past_moment(context.workspace, options.at) if options.at else None
    context.tell(contractors.log_contact(context.workspace, options.id, at).label)
    return 0


def _queue(module: str) -> Run:
    """A verb with a module of its own, which is loaded when it is said."""

    def run(context: Context, table: str, options: argparse.Namespace) -> int:
        from importlib import import_module

        status: int = import_module(f"cockpit.cli.queue.{module}").run(context, options)
        return status

    return run


def _becomes(state: str) -> Verb:
    words = {
        "sent": ("send", _("send it: needs a goal, a “done when” line and a due")),
        "working": ("start", _("the contractor has begun")),
        "delivered": ("deliver", _("it was handed in")),
        "approved": ("approve", _("accept what was delivered; its task is done")),
        "changes_requested": ("changes", _("ask for changes")),
        "cancelled": ("cancel", _("call it off")),
    }
    name, help_text = words[state]

    def move(workspace: Workspace, reference: str) -> object:
        return contractors.move_assignment(workspace, reference, state)

    return Verb(name, help_text, (_IDS,), _each(state.replace("_", " "), move))


VERBS: dict[str, tuple[Verb, ...]] = {
    "task": (
        Verb("done", _("cross off"), (_IDS,), _each(_("done"), tasks.complete_task)),
        Verb(
            "reopen",
            _("take back into the lists"),
            (_IDS,),
            _each(_("reopened"), tasks.reopen_task),
        ),
        Verb("drop", _("close as not to be done"), (_IDS,), _each(_("dropped"), tasks.drop_task)),
        Verb(
            "move",
            _("to backlog, week, next week, or a day"),
            (_ID, ("to", {"nargs": "+", "metavar": "PLACE"})),
            _move,
        ),
        Verb("give", _("to a contractor"), (_ID, ("contractor", {"nargs": "+"})), _give),
        Verb("check", _("tick a checklist line"), (_ID, ("line", {"type": int})), _check),
    ),
    "request": (
        Verb(
            "reply",
            _("a reply was sent; with a template or the editor, what it says"),
            (
                _ID,
                _NOTE,
                _AT,
                ("--template", {"metavar": "NAME", "help": _("one of `request templates`")}),
                ("--lang", {"metavar": "LANG", "help": _("its language, as in es")}),
                ("--edit", {"action": "store_true", "help": _("write it in $EDITOR")}),
                ("--print", {"action": "store_true", "help": _("print it, record nothing")}),
            ),
            _queue("replies"),
        ),
        Verb(
            "merge",
            _("take a duplicate over: one story, the earlier arrival counts"),
            (_ID, ("duplicate", {"help": _("the request that is closed by it")})),
            _merge,
        ),
        Verb("give", _("to a contractor"), (_ID, ("contractor", {"nargs": "+"})), _give),
        Verb(
            "history",
            _("all that a customer asked so far"),
            (("customer", {"nargs": "+", "help": _("the name, or a request of his")}),),
            _queue("customers"),
        ),
        Verb("templates", _("list the templates for replies"), (), _queue("templates")),
        Verb(
            "message",
            _("the customer wrote again"),
            (_ID, _NOTE, _AT),
            _event(requests.record_customer_message),
        ),
        Verb(
            "wait", _("wait on the customer"), (_ID, _NOTE, _AT), _event(requests.wait_on_customer)
        ),
        Verb("done", _("resolved"), (_ID, _NOTE, _AT), _event(requests.resolve_request)),
        Verb("resolve", _("resolved"), (_ID, _NOTE, _AT), _event(requests.resolve_request)),
        Verb(
            "reopen",
            _("take back into the queue"),
            (_IDS,),
            _each(_("reopened"), requests.reopen_request),
        ),
        Verb("note", _("write a note"), (_ID, ("words", {"nargs": "+"})), _note),
        Verb("snooze", _("hide until a time, or the next opening"), (_ID, ("until", {"nargs": "*"})), _snooze),
        Verb("explain", _("how its due came about"), (_ID,), _explain),
        Verb(
            "batch",
            _("what is handled together today, or on another day"),
            (
                ("kind", {"nargs": "?", "help": _("only requests of this kind")}),
                ("--date", {"metavar": "DATE", "help": _("another day, as in fri")}),
                ("--print", {"action": "store_true", "help": _("as a sheet to tick off")}),
            ),
            _queue("batches"),
        ),
        Verb(
            "report",
            _("how promises were kept, and what is open; the last four weeks if not said"),
            (
                ("--from", {"dest": "first", "metavar": "DATE", "help": _("its first day")}),
                ("--to", {"dest": "last", "metavar": "DATE", "help": _("its last day")}),
            ),
            _report,
        ),
        Verb("forecast", _("the first that will break, and what would mend it"), (), _forecast),
    ),
    "hours": (
        Verb(
            "holidays",
            _("take over the holidays of a country, or of a calendar file"),
            (
                _ID,
                ("country", {"nargs": "?", "help": _("its name or code, as in DE")}),
                ("--subdivision", {"metavar": "PART", "help": _("state or region, as in BE")}),
                ("--years", {"metavar": "YEARS", "help": _("2026 or 2026-2028; two if left out")}),
                ("--from", {"dest": "file", "metavar": "FILE", "help": _("an .ics file")}),
                ("--remove", {"action": "store_true", "help": _("take them out again")}),
            ),
            _queue("holidays"),
        ),
    ),
    "promise": (
        Verb(
            "text",
            _("the sentences to publish, per kind"),
            (("--lang", {"choices": ["en", "es"], "default": "en"}),),
            _promise_text,
        ),
        Verb("check", _("whether each can be kept at all"), (), _promise_check),
    ),
    "contractor": (
        Verb("contact", _("heard from him"), (_ID, _AT), _contact),
        Verb(
            "end",
            _("end the work together"),
            (_IDS,),
            _each(_("ended"), contractors.end_contractor),
        ),
    ),
    "assignment": tuple(
        _becomes(state)
        for state in ("sent", "working", "delivered", "approved", "changes_requested", "cancelled")
    ),
    "interruption": (
        Verb(
            "done", _("called back"), (_IDS,), _each(_("called back"), interruptions.call_back_done)
        ),
    ),
}
"""Table name to its own verbs."""
