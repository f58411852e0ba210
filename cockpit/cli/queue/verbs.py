"""The verbs of requests and hours: replied, waiting, batch, merge, holidays …"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from cockpit.actions import requests
from cockpit.actions.giving import give_request
from cockpit.actions.typed.phrases import read_moment, read_past_moment, read_record
from cockpit.cli.context import Context
from cockpit.cli.verb import AT, ID, IDS, NOTE, Run, Verb, each
from cockpit.i18n import _


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


def _forecast(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.cli.foresight import request_forecast

    return request_forecast(context, table, options)


def _give(context: Context, table: str, options: argparse.Namespace) -> int:
    person = read_record(context.workspace, "contractor", " ".join(options.contractor))
    context.say(give_request(context.workspace, options.id, person).ref)
    return 0


def _merge(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.actions.merging import merge_requests

    context.tell(merge_requests(context.workspace, options.id, options.duplicate).label)
    return 0


def _report(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.cli.promise_report import run

    return run(context, options)


def _queue(module: str) -> Run:
    """A verb with a module of its own, which is loaded when it is said."""

    def run(context: Context, table: str, options: argparse.Namespace) -> int:
        from importlib import import_module

        status: int = import_module(f"cockpit.cli.queue.{module}").run(context, options)
        return status

    return run


REPORT = Verb(
    "report",
    _("how promises were kept, and what is open; the last four weeks if not said"),
    (
        ("period", {"nargs": "*", "help": _("as in this week, last quarter, 2026-11, 6 weeks")}),
        ("--from", {"dest": "first", "metavar": "DATE", "help": _("its first day")}),
        ("--to", {"dest": "last", "metavar": "DATE", "help": _("its last day")}),
    ),
    _report,
)

REQUEST_VERBS: tuple[Verb, ...] = (
    Verb(
        "reply",
        _("a reply was sent; with a template or the editor, what it says"),
        (
            ID,
            NOTE,
            AT,
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
        (ID, ("duplicate", {"help": _("the request that is closed by it")})),
        _merge,
    ),
    Verb("give", _("to a contractor"), (ID, ("contractor", {"nargs": "+"})), _give),
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
        (ID, NOTE, AT),
        _event(requests.record_customer_message),
    ),
    Verb("wait", _("wait on the customer"), (ID, NOTE, AT), _event(requests.wait_on_customer)),
    Verb("done", _("resolved"), (ID, NOTE, AT), _event(requests.resolve_request)),
    Verb("resolve", _("resolved"), (ID, NOTE, AT), _event(requests.resolve_request)),
    Verb(
        "reopen",
        _("take back into the queue"),
        (IDS,),
        each(_("reopened"), requests.reopen_request),
    ),
    Verb("note", _("write a note"), (ID, ("words", {"nargs": "+"})), _note),
    Verb(
        "snooze",
        _("hide until a time, or the next opening"),
        (ID, ("until", {"nargs": "*"})),
        _snooze,
    ),
    Verb("explain", _("how its due came about"), (ID,), _explain),
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
    REPORT,
    Verb("forecast", _("the first that will break, and what would mend it"), (), _forecast),
)

HOURS_VERBS: tuple[Verb, ...] = (
    Verb(
        "holidays",
        _("take over the holidays of a country, or of a calendar file"),
        (
            ID,
            ("country", {"nargs": "?", "help": _("its name or code, as in DE")}),
            ("--subdivision", {"metavar": "PART", "help": _("state or region, as in BE")}),
            ("--years", {"metavar": "YEARS", "help": _("2026 or 2026-2028; two if left out")}),
            ("--from", {"dest": "file", "metavar": "FILE", "help": _("an .ics file")}),
            ("--remove", {"action": "store_true", "help": _("take them out again")}),
        ),
        _queue("holidays"),
    ),
)
