"""Money for contractors per contractor, per function and per month; currencies never mixed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from cockpit.actions.owner import today
from cockpit.domain.delegating.money import sums_of
from cockpit.domain.identity import number_of
from cockpit.store.workspace import Body, Workspace

STANDINGS = ("paid", "due", "planned")
"""Paid; not paid and its day has come; not paid and its day is ahead or not said."""


class MoneyRow(NamedTuple):
    """One contractor, function or month."""

    key: str
    """A short id, "2026-11", or "" for what belongs to none."""
    name: str
    sums: Mapping[str, Mapping[str, int]]
    """Standing to minor units per currency."""


class MoneyReport(NamedTuple):
    """The same payments three times."""

    contractors: tuple[MoneyRow, ...]
    functions: tuple[MoneyRow, ...]
    months: tuple[MoneyRow, ...]
    """By the month in which it was paid, or falls due."""
    total: MoneyRow


def money_report(
    workspace: Workspace, first: date | None = None, last: date | None = None
) -> MoneyReport:
    """All payments, or those paid or due between two days, both included."""
    day = today(workspace)
    payments = [
        document
        for document in workspace.table("payment").all()
        if (document.get("paid") or not document.get("closed_at"))
        and _inside(_day_of(document), first, last)
    ]
    return MoneyReport(
        _rows(workspace, payments, day, lambda one: str(one["contractor"])),
        _rows(workspace, payments, day, lambda one: _function(workspace, one)),
        _rows(workspace, payments, day, lambda one: (_day_of(one) or "")[:7]),
        MoneyRow("", "", _sums(payments, day)),
    )


def standing_of(payment: Mapping[str, Any], day: date) -> str:
    """Whether a payment is paid, due or planned on a day."""
    if payment.get("paid"):
        return "paid"
    return "due" if payment.get("due") and payment["due"] <= day.isoformat() else "planned"


def _rows(workspace: Workspace, payments: list[Any], day: date, key: Any) -> tuple[MoneyRow, ...]:
    groups: dict[str, list[Body]] = {}
    for one in payments:
        groups.setdefault(key(one), []).append(one)
    order = sorted(groups, key=lambda one: (one == "", one[:1], len(one), one))
    return tuple(MoneyRow(one, _name(workspace, one), _sums(groups[one], day)) for one in order)


def _sums(payments: list[Any], day: date) -> dict[str, dict[str, int]]:
    return {
        standing: sums_of(one["amount"] for one in payments if standing_of(one, day) == standing)
        for standing in STANDINGS
    }


def _function(workspace: Workspace, payment: Body) -> str:
    if payment.get("function"):
        return str(payment["function"])
    work = payment.get("assignment")
    found = workspace.find("assignment", number_of(work)) if work else None
    return str((found or {}).get("function") or "")


def _name(workspace: Workspace, key: str) -> str:
    tables = {"C": "contractor", "F": "function"}
    table = tables.get(key[:1])
    body = workspace.find(table, number_of(key)) if table else None
    return str((body or {}).get("name") or "")


def _day_of(payment: Body) -> str | None:
    found: str | None = payment.get("paid") or payment.get("due")
    return found


def _inside(day: str | None, first: date | None, last: date | None) -> bool:
    if day is None:
        return first is None and last is None
    return (first is None or day >= first.isoformat()) and (last is None or day <= last.isoformat())
