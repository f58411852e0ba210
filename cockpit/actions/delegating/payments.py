"""Money for contractors: planned, paid, and planned again where it recurs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from cockpit.actions.owner import today
from cockpit.actions.records import Added, add_record, revise, words_of
from cockpit.domain.delegating.terms import commission_of, terms_for
from cockpit.domain.identity import format_instant, number_of, ref, split_ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace


def add_payment(workspace: Workspace, fields: Mapping[str, Any]) -> Added:
    """Plan a payment, or log one that was made; the contractor follows from its assignment."""
    whole = dict(fields)
    work = whole.get("assignment")
    found = workspace.find("assignment", number_of(work)) if work else None
    if found is not None and not whole.get("contractor"):
        whole["contractor"] = found["contractor"]
    if whole.get("paid"):
        _refuse_future(workspace, date.fromisoformat(whole["paid"]))
        whole["closed_at"] = format_instant(workspace.now())
    return add_record(workspace, "payment", whole)


def pay(workspace: Workspace, reference: str, on: date | None = None) -> Change:
    """A payment was made, today unless said otherwise; a recurring one plans the next.

    Raises `WrongUse` for one that is paid already, or a day that has not come.
    """
    shown = ref("payment", split_ref(reference, "payment")[1])
    day = on or today(workspace)
    _refuse_future(workspace, day)
    body = workspace.body(shown)[2]
    label = _("Paid {id}: {words}")
    words = words_of("payment", body)
    with workspace.transaction(label.format(id=shown, words=words)) as transaction:

        def fields(found: Body) -> Mapping[str, Any]:
            if found.get("paid"):
                raise WrongUse(_("{id} was paid on {day}.").format(id=shown, day=found["paid"]))
            if found.get("closed_at"):
                raise WrongUse(_("{id} is archived; undo that first.").format(id=shown))
            return {"paid": day.isoformat(), "closed_at": format_instant(workspace.now())}

        revise(workspace, shown, fields, label)
        if body.get("every"):
            add_record(workspace, "payment", _next(body, day))
    return workspace.change(transaction)


def add_commission(workspace: Workspace, contractor: str, basis: Mapping[str, Any]) -> Added:
    """Plan the commission on what was brought in, by the share agreed in his terms.

    Raises `WrongUse` where no share is agreed.
    """
    person = ref("contractor", split_ref(contractor, "contractor")[1])
    live = list(workspace.live("engagement").values())
    agreed = terms_for(live, person, None, "commission")
    if agreed is None or not agreed.get("percent"):
        raise WrongUse(
            _("{id} has no commission agreed; add it: `cockpit engagement add commission`.").format(
                id=person
            )
        )
    fields = {
        "what": _("commission of {percent} %").format(percent=f"{agreed['percent']:g}"),
        "contractor": person,
        "amount": commission_of(basis, float(agreed["percent"])),
        "function": agreed.get("function"),
    }
    return add_payment(workspace, fields)


def _next(body: Body, paid: date) -> dict[str, Any]:
    due = date.fromisoformat(body["due"]) if body.get("due") else paid
    kept = ("what", "contractor", "amount", "assignment", "function", "every", "note")
    fields = {name: body[name] for name in kept if name in body}
    return {**fields, "due": _later(due, body["every"]).isoformat()}


def _later(day: date, every: str) -> date:
    """A week later, or the same day of the next month, its last where it has no such day."""
    if every == "week":
        return day + timedelta(days=7)
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _refuse_future(workspace: Workspace, day: date) -> None:
    if day > today(workspace):
        raise WrongUse(
            _("{day} has not come yet; give it as the due, and pay it then.").format(day=day)
        )
