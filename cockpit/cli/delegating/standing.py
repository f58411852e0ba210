"""How contractors stand: their signals, their load, and what waits on the owner."""

from __future__ import annotations

import argparse
from typing import Any

from cockpit.actions.delegating.dossiers import (
    contractor_of,
    dossier_of,
    dossiers,
    signals_of,
    waiting_on_owner,
)
from cockpit.actions.owner import owner_zone
from cockpit.cli.context import Context
from cockpit.cli.output import say_items, say_json, say_table
from cockpit.domain.contractor_signals import Signal
from cockpit.domain.delegating.measures.load import load_of
from cockpit.domain.delegating.measures.playbook import playbook
from cockpit.domain.delegating.measures.signals import busy_words
from cockpit.domain.delegating.money import written_sums
from cockpit.domain.identity import format_instant, number_of
from cockpit.domain.wording.lengths import written_minutes
from cockpit.domain.wording.times import absolute, ago
from cockpit.i18n import _


def signals(context: Context, options: argparse.Namespace) -> int:
    """Print the lamp of a contractor with its reason, then everything that is measured."""
    workspace = context.workspace
    who = contractor_of(workspace, " ".join(options.contractor))
    lamp, measures = signals_of(workspace, who, context.settings.day_end)
    person = dossier_of(workspace, who).person
    steps = playbook(_stage(one.signal for one in measures if one.name == "contact"))
    if context.json:
        say_json(
            context,
            {
                "contractor": who,
                "name": person["name"],
                "lamp": _signal_json(lamp),
                "measures": [
                    {**one._asdict(), "signal": _signal_json(one.signal)} for one in measures
                ],
                "playbook": list(steps),
            },
        )
        return 0
    context.say(_("{who} {name}: {reason}").format(
        who=who, name=_plain(person["name"]), reason=_plain(lamp.reason)
    ))  # fmt: skip
    say_table(
        context,
        [[_SIGNS[one.level], one.name.replace("_", " "), one.words, one.inputs]
         for one in measures],
    )  # fmt: skip
    for number, step in enumerate(steps, 1):
        context.say(f"{number}. {step}")
    return 0


def waiting(context: Context, options: argparse.Namespace) -> int:
    """Print what waits on the owner: verdicts, questions, drafts; the longest waiting first."""
    workspace = context.workspace
    found = waiting_on_owner(workspace)
    if context.json:
        say_items(
            context,
            (
                {
                    **one._asdict(),
                    "since": format_instant(one.since),
                    "releases": format_instant(one.releases) if one.releases else None,
                }
                for one in found
            ),
        )
        return 0
    now, zone = workspace.now(), owner_zone(workspace)
    rows = []
    for one in found:
        who = workspace.find("contractor", number_of(one.contractor)) or {}
        money = written_sums(one.sums)
        if one.releases:
            money = " · ".join(
                filter(None, [money, _("goes by itself {when}").format(
                    when=absolute(one.releases, now, zone))])
            )  # fmt: skip
        rows.append([one.reference, one.kind, str(who.get("name", "")), one.words,
                     ago(one.since, now, zone), money])  # fmt: skip
    if rows:
        say_table(context, rows)
    else:
        context.tell(_("Nothing waits on you."))
    return 0


def load(context: Context, options: argparse.Namespace) -> int:
    """Print a line for each contractor at work: hours in hand, capacity, busy until when."""
    workspace = context.workspace
    now = workspace.now()
    rows: list[list[str]] = []
    items: list[dict[str, Any]] = []
    for key, dossier in dossiers(workspace).items():
        if dossier.person.get("status", "active") not in ("trial", "active", "ending"):
            continue
        found = load_of(dossier, now)
        name = str(dossier.person["name"])
        if found is None:
            rows.append([key, name, _("capacity unknown"), "", ""])
            items.append({"contractor": key, "name": name, "capacity_minutes": None})
            continue
        capacity = _("{hours} a week").format(hours=written_minutes(found.capacity))
        trouble = ""
        if found.unfit:
            trouble = _("{id} cannot be finished in time: {over} too much").format(
                id=found.unfit, over=written_minutes(found.over)
            )
        elif found.sizeless:
            trouble = _("size unknown: {ids}").format(ids=", ".join(found.sizeless))
        rows.append([key, name, capacity, busy_words(found), trouble])
        items.append(
            {
                "contractor": key,
                "name": name,
                "capacity_minutes": found.capacity,
                "minutes": found.minutes,
                "busy_until": format_instant(found.busy_until) if found.busy_until else None,
                "unfit": found.unfit,
                "over_minutes": found.over,
                "sizeless": list(found.sizeless),
            }
        )
    if context.json:
        say_items(context, items)
    elif rows:
        say_table(context, rows)
    else:
        context.tell(_("Nobody works for you yet; `cockpit contractor add …` takes one on."))
    return 0


_SIGNS = {"ok": " ", "watch": "~", "alarm": "!", "unknown": "?"}


def _stage(found: Any) -> str:
    signal = next(iter(found), None)
    return signal.name if signal else "ok"


def _signal_json(signal: Signal | None) -> dict[str, Any] | None:
    if signal is None:
        return None
    since = format_instant(signal.since) if signal.since else None
    return {**signal._asdict(), "since": since}


def _plain(text: str) -> str:
    from cockpit.domain.wording.plain_text import one_line

    return one_line(str(text))
