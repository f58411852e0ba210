"""What else the customer of a request has asked, as lines to read."""

from __future__ import annotations

from cockpit.actions.customers import Asked, customer_history
from cockpit.domain.identity import number_of, parse_instant
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.glyphs import state
from cockpit.tui.record_text import signed
from cockpit.tui.text_rows import Row, heading, paragraph
from cockpit.tui.view import View

SHOWN = 10
"""Requests that are listed at most, the latest first."""


def others_of_customer(view: View, reference: str) -> list[Asked]:
    """The other requests of the customer of a request, the latest first; none of another record."""
    if not reference.startswith("R"):
        return []
    try:
        body = view.workspace.find("request", number_of(reference)) or {}
        customer = str(body.get("customer") or "")
        asked = customer_history(view.workspace, customer) if customer else []
    except CockpitError:
        return []
    return [one for one in asked if one.id != reference]


def customer_rows(view: View, asked: list[Asked], width: int) -> list[Row]:
    """The lines, with a heading; nothing when the customer has asked nothing else."""
    if not asked:
        return []
    customer = str(asked[0].body.get("customer", ""))
    rows = heading(_("Also of {customer}").format(customer=customer), width)
    for one in asked[:SHOWN]:
        name = "archived" if one.state == "merged" else one.state
        if one.met is not None:
            name = "met" if one.met else "breached"
        sign = state(name, view.glyphs)
        day = parse_instant(str(one.body["received"])).astimezone(view.zone).date()
        words = f"{one.id} {day} {one.body.get('kind', 'inquiry')} · {one.body['subject']}"
        rows += signed(sign, f"{words} · {sign.word}", width)
    if len(asked) > SHOWN:
        more = _("and {count} more: `cockpit request history {customer}`")
        rows += paragraph(more.format(count=len(asked) - SHOWN, customer=customer), width, "muted")
    return rows
