"""What is logged on the command line: check-ins, vetting, deliveries, verdicts, dues, questions."""

from __future__ import annotations

import argparse
import re
from typing import Any

from cockpit.actions import contractors
from cockpit.actions.delegating import logs
from cockpit.actions.delegating.dossiers import contractor_of, dossier_of
from cockpit.actions.delegating.dues import move_due
from cockpit.actions.records import edit_record
from cockpit.actions.typed.choices import read_choice
from cockpit.actions.typed.delegating_fields import CHECKS, RESULTS, STATUSES
from cockpit.actions.typed.phrases import read_moment, read_past_moment
from cockpit.cli.context import Context
from cockpit.cli.output import say_table
from cockpit.cli.rows import stamp
from cockpit.domain.identity import format_instant, ref
from cockpit.i18n import _


def check_in(context: Context, options: argparse.Namespace) -> int:
    """Log a check-in of a contractor, or on an assignment."""
    workspace = context.workspace
    fields: dict[str, Any] = {
        "blocker": options.blocker,
        "next_step": options.next,
        "note": options.note,
        "assignment": ref("assignment", workspace.body(options.about, "assignment")[1])
        if options.about
        else None,
        "direction": "outgoing" if options.outgoing else None,
        **_at(context, options),
    }
    if re.fullmatch(r"[Aa]\d+", options.id):
        fields["assignment"] = ref("assignment", workspace.body(options.id, "assignment")[1])
    else:
        fields["contractor"] = contractor_of(workspace, options.id)
    if options.status:
        fields["status"] = read_choice(
            "status", ("on_track", "caution", "off_track"), options.status.replace("-", "_")
        )
    kept = {name: value for name, value in fields.items() if value is not None}
    context.say(logs.log_check_in(workspace, kept).ref)
    return 0


def vet(context: Context, options: argparse.Namespace) -> int:
    """Log a vetting check; without a kind show each of the seven with what is known."""
    workspace = context.workspace
    who = contractor_of(workspace, options.id)
    if options.start:
        added = logs.start_vetting(workspace, who, CHECKS)
        context.tell(_("{count} checks to be made.").format(count=added))
    if not options.kind:
        say_table(context, vetting_rows(context, who))
        _say_what_to_look_at(context, who)
        return 0
    fields: dict[str, Any] = {
        "contractor": who,
        "kind": read_choice("kind", CHECKS, options.kind.replace("-", "_")),
        "found": options.found,
        "source": options.source,
        **_at(context, options),
    }
    if options.result:
        fields["result"] = read_choice("result", RESULTS, options.result.replace("-", "_"))
    kept = {name: value for name, value in fields.items() if value is not None}
    context.say(logs.log_vetting(workspace, kept).ref)
    return 0


def vetting_rows(context: Context, who: str) -> list[list[str]]:
    """The seven kinds of check: result, when, what was found; "?" where nothing was looked into."""
    known: dict[str, list[Any]] = {}
    for one in dossier_of(context.workspace, who).vetting:
        known.setdefault(one["kind"], []).append(one)
    rows = []
    for kind in CHECKS:
        name = kind.replace("_", " ")
        for one in known.get(kind, [{}]):
            result = str(one.get("result") or "?").replace("_", " ")
            when = stamp(context.workspace, one["at"], is_date=True) if one else ""
            rows.append([name, result, when, str(one.get("found", "")),
                         str(one.get("source") or "")])  # fmt: skip
    return rows


def _say_what_to_look_at(context: Context, who: str) -> None:
    """The starter list, for the kinds of which nothing is known yet."""
    import tomllib

    from cockpit.locations import package_data

    known = {one["kind"] for one in dossier_of(context.workspace, who).vetting if one.get("result")}
    with open(package_data("vetting.toml"), "rb") as file:
        checks = tomllib.load(file)["check"]
    for check in checks:
        if check["kind"] not in known:
            context.say("")
            context.say(_(check["name"]))
            for line in check["look"]:
                context.say(f"- {_(line)}")


def status(context: Context, options: argparse.Namespace) -> int:
    """Take a contractor to another stage."""
    who = contractor_of(context.workspace, options.id)
    wanted = read_choice("status", (*STATUSES, "ended"), options.status)
    context.tell(edit_record(context.workspace, who, {"status": wanted}).label)
    return 0


def deliver(context: Context, options: argparse.Namespace) -> int:
    """The next version was handed in."""
    workspace = context.workspace
    found = [ref("assignment", workspace.body(one, "assignment")[1])
             for one in dict.fromkeys(options.ids)]  # fmt: skip
    at = read_past_moment(workspace, options.at) if options.at else None
    label = _("delivered: {ids}").format(ids=", ".join(found))
    with workspace.transaction(label):
        for one in found:
            contractors.deliver(workspace, one, options.where or "", options.note, at)
    context.tell(label)
    return 0


def verdict(context: Context, options: argparse.Namespace) -> int:
    """Approve, ask for changes, or reject what was delivered."""
    workspace, reason = context.workspace, " ".join(options.reason)
    if options.verdict == "approve":
        change = contractors.move_assignment(workspace, options.id, "approved", words=reason)
    elif options.verdict == "changes":
        change = contractors.request_changes(workspace, options.id, reason)
    else:
        change = contractors.reject(workspace, options.id, reason)
    context.tell(change.label)
    return 0


def due(context: Context, options: argparse.Namespace) -> int:
    """Move the due."""
    workspace = context.workspace
    moment, is_date = read_moment(workspace, " ".join(options.due))
    change = move_due(
        workspace, options.id, moment, options.by, is_date=is_date, reason=options.reason
    )
    context.tell(change.label)
    return 0


def ask(context: Context, options: argparse.Namespace) -> int:
    """The contractor asks something."""
    context.tell(logs.ask_question(context.workspace, options.id, " ".join(options.words)).label)
    return 0


def answer(context: Context, options: argparse.Namespace) -> int:
    """A question was answered."""
    change = logs.answer_question(
        context.workspace, options.id, " ".join(options.words), options.question
    )
    context.tell(change.label)
    return 0


def _at(context: Context, options: argparse.Namespace) -> dict[str, str]:
    if not options.at:
        return {}
    return {"at": format_instant(read_past_moment(context.workspace, options.at))}
