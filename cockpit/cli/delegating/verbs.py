"""The verbs of contractors, assignments and payments; what they need is loaded when said."""

from __future__ import annotations

import argparse
from typing import Any

from cockpit.cli.context import Context
from cockpit.cli.verb import AT, ID, IDS, Argument, Run, Verb
from cockpit.i18n import _


def _later(module: str, name: str) -> Run:
    """A verb that is carried out by a function of a module in this folder."""

    def run(context: Context, table: str, options: argparse.Namespace) -> int:
        from importlib import import_module

        room = import_module(f"cockpit.cli.delegating.{module}")
        status: int = getattr(room, name)(context, options)
        return status

    return run


def _option(flag: str, help_text: str, **settings: Any) -> Argument:
    return (flag, {"help": help_text, **settings})


_WHO: Argument = ("contractor", {"nargs": "+", "help": _("by name or id")})
_LANG = _option("--lang", _("en or es"), default="en")

CONTRACTOR_VERBS: tuple[Verb, ...] = (
    Verb("signals", _("all that is measured of him, with the figures"), (_WHO,),
         _later("standing", "signals")),
    Verb("waiting", _("verdicts, answers and drafts that wait on you"), (),
         _later("standing", "waiting")),
    Verb("load", _("who is busy, and until when"), (), _later("standing", "load")),
    Verb("sheet", _("his open work as he may read it, without private notes"), (_WHO, _LANG),
         _later("letters", "sheet")),
    Verb("checkin-request", _("a mail that asks how the work stands"), (_WHO, _LANG),
         _later("letters", "check_in_request")),
    Verb("ask-clients", _("questions to people he has worked for, as a mail"), (_WHO, _LANG),
         _later("letters", "client_questions")),
    Verb(
        "checkin",
        _("he said how it stands; only what comes in is a sign of life"),
        (
            ID,
            _option("--status", _("on_track, caution, off_track")),
            _option("--about", _("the assignment"), metavar="A"),
            _option("--blocker", _("what holds it up")),
            _option("--next", _("the next step"), metavar="STEP"),
            _option("--note", _("what was said")),
            _option("--outgoing", _("you wrote, and he has not answered"), action="store_true"),
            AT,
        ),
        _later("logs", "check_in"),
    ),
    Verb(
        "vet",
        _("log a check, or show what was looked into and what was not"),
        (
            ID,
            _option("kind", _("web_search, references, past_clients, portfolio, identity, "
                              "test_task, terms"), nargs="?"),
            _option("result", _("good, concern, none_found; nothing while unknown"), nargs="?"),
            _option("--start", _("put every kind on the list, to be looked into"),
                    action="store_true"),
            _option("--found", _("what was found"), metavar="WORDS"),
            _option("--source", _("where it was looked, or who was asked")),
            AT,
        ),
        _later("logs", "vet"),
    ),
    Verb("status", _("prospect, vetting, trial, active, paused, ending"),
         (ID, ("status", {})), _later("logs", "status")),
)  # fmt: skip

ASSIGNMENT_VERBS: tuple[Verb, ...] = (
    Verb("brief", _("what to send: goal, done when, due in both zones, procedure"), (ID, _LANG),
         _later("letters", "brief")),
    Verb(
        "deliver",
        _("it was handed in: the next version"),
        (
            IDS,
            _option("--where", _("a link or folder")),
            _option("--note", _("what he wrote with it"), default=""),
            AT,
        ),
        _later("logs", "deliver"),
    ),
    Verb(
        "verdict",
        _("approve, changes or reject; the last two with a reason"),
        (
            ID,
            ("verdict", {"choices": ["approve", "changes", "reject"]}),
            ("reason", {"nargs": "*"}),
        ),
        _later("logs", "verdict"),
    ),
    Verb(
        "due",
        _("move the due; who moved it is kept"),
        (
            ID,
            ("due", {"nargs": "+", "help": _("as in fri 16:00")}),
            _option("--by", _("who moved it: me (owner) or him (contractor)"),
                    choices=["owner", "contractor"], default="owner"),
            _option("--reason", _("why"), default=""),
        ),
        _later("logs", "due"),
    ),
    Verb("ask", _("the contractor asks something"), (ID, ("words", {"nargs": "+"})),
         _later("logs", "ask")),
    Verb(
        "answer",
        _("answer his oldest open question, or a certain one"),
        (
            ID,
            ("words", {"nargs": "*"}),
            _option("--question", _("its place, counted from 1"), type=int, metavar="N"),
        ),
        _later("logs", "answer"),
    ),
)  # fmt: skip

PAYMENT_VERBS: tuple[Verb, ...] = (
    Verb("pay", _("it was paid; what recurs is planned again"),
         (IDS, _option("--on", _("the day, today if left out"), metavar="DATE")),
         _later("money", "paid")),
    Verb("commission", _("plan his share of what was brought in"),
         (ID, ("basis", {"nargs": "+", "help": _("as in 1200 EUR")})),
         _later("money", "commission")),
    Verb(
        "report",
        _("money per contractor, per function and per month"),
        (
            ("period", {"nargs": "*", "help": _("as in this month, last quarter, 2026-11")}),
        ),
        _later("money", "report"),
    ),
)  # fmt: skip
