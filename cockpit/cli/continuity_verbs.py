"""The verbs of assets, grants and procedures; and what to do when a contractor leaves."""

from __future__ import annotations

import argparse

from cockpit.actions.continuity import access, procedures
from cockpit.actions.typed.choices import read_yes
from cockpit.actions.typed.phrases import read_past_moment, read_record
from cockpit.cli.context import Context
from cockpit.cli.output import say_json, say_table
from cockpit.cli.verb import AT, ID, IDS, NOTE, Verb, each
from cockpit.domain.identity import ref
from cockpit.i18n import _


def _run(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.actions.typed.people import read_people

    workspace = context.workspace
    added = procedures.log_run(
        workspace,
        read_record(workspace, "procedure", options.id),
        read_people(workspace, "person", options.by),
        unaided=None if options.unaided is None else read_yes("unaided", options.unaided),
        ok=None if options.ok is None else read_yes("ok", options.ok),
        at=read_past_moment(workspace, options.at) if options.at else None,
        note=options.note,
    )
    context.say(added.ref)
    return 0


def _allow(context: Context, table: str, options: argparse.Namespace) -> int:
    workspace = context.workspace
    added = access.grant_access(
        workspace,
        read_record(workspace, "asset", options.id),
        read_record(workspace, "contractor", " ".join(options.contractor)),
        options.level,
        None if options.shared is None else read_yes("shared", options.shared),
    )
    context.say(added.ref)
    return 0


def _leaving(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.actions.continuity.leaving import HEADINGS, leaving_checklist

    items = leaving_checklist(context.workspace, _contractor(context, options))
    if context.json:
        say_json(context, {"items": [one._asdict() for one in items]})
        return 0
    if not items:
        context.tell(_("Nothing has to be done first: no work, no access, nothing in his name."))
        return 0
    for part, heading in HEADINGS.items():
        rows = [[f"[ ] {one.ref}", one.words] for one in items if one.part == part]
        if rows:
            context.say(heading)
            say_table(context, rows)
    return 0


def _handover(context: Context, table: str, options: argparse.Namespace) -> int:
    from cockpit.actions.continuity.leaving import handover

    who = _contractor(context, options)
    parts = handover(context.workspace, who, private=options.with_private)
    if context.json:
        found = [
            {"heading": heading, "items": [one._asdict() for one in items]}
            for heading, items in parts
        ]
        say_json(context, {"parts": found})
        return 0
    if not parts:
        context.tell(_("There is nothing to hand over: no function, no access, no open work."))
    for heading, items in parts:
        context.say(heading)
        say_table(context, [["", one.ref, one.words] for one in items])
    return 0


def _contractor(context: Context, options: argparse.Namespace) -> str:
    number = context.workspace.body(
        read_record(context.workspace, "contractor", " ".join(options.contractor)), "contractor"
    )[1]
    return ref("contractor", number)


_WHO = ("contractor", {"nargs": "+", "metavar": "WHO"})
_YES_NO = {"metavar": "YES", "help": _("yes or no; left out it stays a question")}

CONTINUITY_VERBS: dict[str, tuple[Verb, ...]] = {
    "asset": (
        Verb(
            "login",
            _("you logged in yourself today"),
            (IDS,),
            each(_("logged in"), access.log_login),
        ),
        Verb(
            "rotated",
            _("its shared credential was changed today"),
            (IDS,),
            each(_("credential changed"), access.log_rotation),
        ),
        Verb(
            "allow",
            _("give a contractor access"),
            (
                ID,
                _WHO,
                ("--level", {"choices": ["admin", "use", "read"], "default": "use"}),
                ("--shared", {**_YES_NO, "help": _("with a credential that others use: yes, no")}),
            ),
            _allow,
        ),
    ),
    "grant": (
        Verb("revoke", _("he gets in no more"), (IDS,), each(_("revoked"), access.revoke_grant)),
        Verb(
            "reviewed",
            _("he still needs it; asked again in a quarter"),
            (IDS,),
            each(_("still needed"), access.review_grant),
        ),
    ),
    "procedure": (
        Verb(
            "run",
            _("somebody followed it"),
            (
                ID,
                ("--by", {"required": True, "help": _("me, or a contractor")}),
                ("--unaided", dict(_YES_NO)),
                ("--ok", dict(_YES_NO)),
                AT,
                NOTE,
            ),
            _run,
        ),
        Verb(
            "reviewed",
            _("you looked at it today, and it is right"),
            (IDS,),
            each(_("reviewed"), procedures.review_procedure),
        ),
    ),
}
"""Table name to its own verbs."""

LEAVING_VERBS = (
    Verb("leaving", _("what is to be done before he is gone"), (_WHO,), _leaving),
    Verb(
        "handover",
        _("what somebody who takes over has to know"),
        (
            _WHO,
            (
                "--with-private",
                {"action": "store_true", "help": _("where credentials are kept, too")},
            ),
        ),
        _handover,
    ),
)
"""Verbs of a contractor."""
