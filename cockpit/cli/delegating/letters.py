"""Texts to send: briefs, sheets, check-in requests, questions to past clients."""

from __future__ import annotations

import argparse
import tomllib

from cockpit.actions.delegating import letters
from cockpit.actions.delegating.dossiers import contractor_of
from cockpit.cli.context import Context
from cockpit.cli.output import say_json
from cockpit.locations import package_data


def brief(context: Context, options: argparse.Namespace) -> int:
    """Print the brief of an assignment."""
    return _say(context, letters.brief(context.workspace, options.id, options.lang))


def sheet(context: Context, options: argparse.Namespace) -> int:
    """Print all open work of one contractor."""
    return _say(context, letters.sheet(context.workspace, _who(context, options), options.lang))


def check_in_request(context: Context, options: argparse.Namespace) -> int:
    """Print the mail that asks how the work stands."""
    who = _who(context, options)
    return _say(context, letters.check_in_request(context.workspace, who, options.lang))


def client_questions(context: Context, options: argparse.Namespace) -> int:
    """Print the questions to somebody he has worked for."""
    with open(package_data("vetting.toml"), "rb") as file:
        spec = tomllib.load(file)
    who = _who(context, options)
    return _say(context, letters.client_questions(context.workspace, who, spec, options.lang))


def _who(context: Context, options: argparse.Namespace) -> str:
    return contractor_of(context.workspace, " ".join(options.contractor))


def _say(context: Context, lines: list[str]) -> int:
    if context.json:
        say_json(context, {"text": "\n".join(lines)})
    else:
        for line in lines:
            context.say(line)
    return 0
