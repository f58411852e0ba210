"""Payments on the command line: paid, commissions, and the report."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from cockpit.actions.delegating.dossiers import contractor_of
from cockpit.actions.delegating.money_report import STANDINGS, MoneyRow, money_report
from cockpit.actions.delegating.payments import add_commission, pay
from cockpit.actions.periods import read_past_date, read_period
from cockpit.cli.context import Context
from cockpit.cli.output import say_json, say_table
from cockpit.domain.delegating.money import read_money, written_sums
from cockpit.domain.identity import ref
from cockpit.i18n import _


def paid(context: Context, options: argparse.Namespace) -> int:
    """Payments were made."""
    workspace = context.workspace
    found = [ref("payment", workspace.body(one, "payment")[1])
             for one in dict.fromkeys(options.ids)]  # fmt: skip
    on = read_past_date(workspace, options.on) if options.on else None
    label = _("paid: {ids}").format(ids=", ".join(found))
    with workspace.transaction(label):
        for one in found:
            pay(workspace, one, on)
    context.tell(label)
    return 0


def commission(context: Context, options: argparse.Namespace) -> int:
    """Plan the share of what was brought in."""
    who = contractor_of(context.workspace, options.id)
    basis = read_money(" ".join(options.basis))
    context.say(add_commission(context.workspace, who, basis).ref)
    return 0


def report(context: Context, options: argparse.Namespace) -> int:
    """Print money per contractor, function and month; currencies stand apart."""
    first: date | None = None
    last: date | None = None
    if options.period:
        period = read_period(context.workspace, " ".join(options.period))
        first, last = period.first, period.last
    found = money_report(context.workspace, first, last)
    parts = (
        ("contractors", _("CONTRACTOR"), found.contractors),
        ("functions", _("FUNCTION"), found.functions),
        ("months", _("MONTH"), found.months),
    )
    if context.json:
        say_json(
            context,
            {
                **{name: [_json(row) for row in rows] for name, _head, rows in parts},
                "total": _json(found.total),
            },
        )
        return 0
    if not found.contractors:
        context.tell(_("No payments here yet; `cockpit payment add …` plans one."))
        return 0
    for name, head, rows in parts:
        if name != "contractors":
            context.say("")
        table = [[head, "", *(one.upper() for one in STANDINGS)]]
        table += [[row.key or "–", row.name, *_cells(row)] for row in rows]
        say_table(context, table)
    context.say("")
    say_table(context, [[_("TOTAL"), *_cells(found.total)]])
    return 0


def _cells(row: MoneyRow) -> list[str]:
    return [written_sums(row.sums[standing]) or "–" for standing in STANDINGS]


def _json(row: MoneyRow) -> dict[str, Any]:
    return {"key": row.key, "name": row.name, **{key: dict(row.sums[key]) for key in STANDINGS}}
