"""`cockpit request history`: what one customer asked so far."""

from __future__ import annotations

import argparse
import re

from cockpit.actions.customers import Asked, customer_history, known_customer
from cockpit.cli.context import Context
from cockpit.cli.nouns import record_json
from cockpit.cli.output import say_items, say_table
from cockpit.cli.rows import stamp
from cockpit.domain.identity import number_of
from cockpit.i18n import _


def run(context: Context, options: argparse.Namespace) -> int:
    """List open and closed requests of a customer, the latest first."""
    workspace = context.workspace
    said = " ".join(options.customer)
    if re.fullmatch(r"[Rr][1-9]\d*", said):
        said = str(workspace.body(said, "request")[2]["customer"])
    customer = known_customer(workspace, said)
    asked = customer_history(workspace, customer)
    if context.json:
        say_items(
            context,
            (
                {**record_json(context, "request", number_of(one.id), one.body), "met": one.met}
                for one in asked
            ),
        )
        return 0
    heads = ["ID", "RECEIVED", "STATE", "PROMISE", "KIND", "SUBJECT"]
    say_table(context, [heads, *(_row(context, one) for one in asked)])
    open_now = sum(1 for one in asked if not one.body.get("closed_at"))
    told = [one.met for one in asked if one.met is not None]
    context.tell(
        _("{customer}: {count} requests, {open} open; promise met {met} of {told} times.").format(
            customer=customer, count=len(asked), open=open_now, met=sum(told), told=len(told)
        )
    )
    return 0


def _row(context: Context, one: Asked) -> list[str]:
    met = {True: _("met"), False: _("late"), None: ""}[one.met]
    received = stamp(context.workspace, str(one.body["received"]))
    kind = str(one.body.get("kind", "inquiry"))
    return [one.id, received, one.state, met, kind, str(one.body["subject"])]
