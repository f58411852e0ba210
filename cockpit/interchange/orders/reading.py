"""Order exports of shops, read as CSV: each order is one request, its dates are its events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from cockpit.domain.identity import parse_instant
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _
from cockpit.interchange.decode import decode, looks_like_other
from cockpit.interchange.orders.columns import Columns, count_known, plain, read_columns
from cockpit.interchange.orders.dates import is_ambiguous, month_first, read_instant
from cockpit.interchange.orders.lines import Order, gather, name_of, written_items
from cockpit.interchange.orders.states import (
    State,
    moment_of_state,
    state_of_order,
    state_of_word,
)
from cockpit.interchange.orders.table import Table, read_table
from cockpit.interchange.report import Context, Parsed, Proposal, Skipped, shorten

_CLOCKS_DIFFER = timedelta(minutes=5)
_SUBJECT = 120
"""Characters of a subject; the notes have all items."""
_DATES = ("created", "paid", "fulfilled_at", "cancelled_at", "refunded_at")


def parse(data: bytes, *, now: datetime, zone: str) -> Parsed:
    """The orders of an export of Shopify, Etsy, WooCommerce, Gumroad, or one much like them.

    Dates without an offset are in `zone`. Raises `CockpitError` for what is no text, no table,
    or has no columns for an order's number, date and customer; the unknown ones are named.
    """
    source = decode(data, _("an order export"))
    other = looks_like_other(source.text)
    if other:
        raise CockpitError(
            _("This is not an order export in CSV but {format}; nothing was imported.").format(
                format=other
            )
        )
    table = read_table(source.text, count_known)
    columns = read_columns(table.header)
    orders = gather(table, columns)
    reader = _Reader(Context(now, zone), columns, _month_leads(table, columns))
    skipped = list(orders.skipped)
    proposals = []
    for order in orders.found:
        try:
            proposals.append(reader.proposal(order))
        except WrongUse as error:
            skipped.append(Skipped(name_of(order), str(error)))
    told = tuple(_told(columns, table, reader.month_leads, orders.found))
    return Parsed(orders.read, proposals, skipped, source.encoding, told)


class _Reader:
    """Turns orders of one file into what is to be written."""

    def __init__(self, context: Context, columns: Columns, month_leads: bool) -> None:
        self.context = context
        self.shop = columns.shop
        self.month_leads = month_leads
        self.utc_times = any(
            "utc" in plain(name) for name in columns.header if "time" in plain(name)
        )

    def proposal(self, order: Order) -> Proposal:
        """The request of one order; `WrongUse` says why there is none."""
        said = order.said
        created = said["created"] or said["paid"]
        if not created:
            raise WrongUse(_("it has no date"))
        if said["time"] and created == said["created"]:
            created = f"{created} {said['time']}{' UTC' if self.utc_times else ''}"
        received = self._instant(created)
        state = state_of_order(said)
        if state == "unpaid":
            raise WrongUse(_("it was never paid"))
        events: list[dict[str, Any]] = [{"at": received, "type": "received"}]
        if state != "open":
            events.append(self._resolved(said, state, received))
        items = written_items(
            (title, count) for title, count in order.quantities.items() if count != "0"
        ) or ([said["items"]] if said["items"] else [])
        subject = shorten(", ".join(items), _SUBJECT)
        number = said["number"]
        body: dict[str, Any] = {
            "kind": "order",
            "channel": "shop",
            "customer": _customer(said),
            "received": received,
            "order_number": number,
            "events": events,
        }
        initial: dict[str, Any] = {}
        if said["email"]:
            body["address"] = said["email"]
        # of two exports of one shop, one with items and one without, the items are to stay
        known = body if items else initial
        known["subject"] = subject or _("Order {number}").format(number=number)
        notes = "\n".join([*items, *_remarks(said)])
        if notes:
            known["notes"] = notes
        uid = f"orders:{self.shop}:{number}"
        return Proposal("request", uid, body, initial, {}, name_of(order))

    def _resolved(self, said: dict[str, str], state: State, received: str) -> dict[str, Any]:
        """The event that ended an order; without a date it ends when the import learns of it."""
        written = moment_of_state(said, state)
        note = {
            "fulfilled": _("fulfilled"),
            "cancelled": _("cancelled"),
            "refunded": _("refunded"),
        }[state]
        at = max(self._instant(written), received) if written else None
        return {"at": at, "type": "resolved", "note": note}

    def _instant(self, written: str) -> str:
        found = read_instant(written, self.context.zone, month_leads=self.month_leads)
        if found is None:
            raise WrongUse(_("{text!r} is not a date").format(text=shorten(written, 40)))
        if parse_instant(found) > self.context.now + _CLOCKS_DIFFER:
            raise WrongUse(_("{text!r} lies in the future").format(text=shorten(written, 40)))
        return found


def _customer(said: dict[str, str]) -> str:
    names = " ".join(part for part in (said["first_name"], said["last_name"]) if part)
    return said["customer"] or names or said["email"] or _("unknown customer")


def _remarks(said: dict[str, str]) -> Iterable[str]:
    if said["total"]:
        amount = f"{said['total']} {said['currency']}".strip()
        yield _("Total: {amount}").format(amount=amount)
    if said["note"]:
        yield said["note"]


def _month_leads(table: Table, columns: Columns) -> bool:
    """Whether 03/04/2026 is in March: as other dates of the file tell, else by its habits."""
    told = month_first(
        value
        for row in table.rows
        for field in _DATES
        if (value := columns.value(row.cells, field))
    )
    return _english(table, columns) if told is None else told


def _english(table: Table, columns: Columns) -> bool:
    date = next(iter(columns.places["created"]))
    english = any(word in plain(columns.header[date]) for word in ("date", "created", "paid"))
    return english and table.delimiter != ";"


def _told(
    columns: Columns, table: Table, month_leads: bool, orders: Iterable[Order]
) -> Iterable[str]:
    """What the owner should know besides the report."""
    found = list(orders)
    dates = [order.said[field] for order in found for field in _DATES if order.said[field]]
    if any(is_ambiguous(value) for value in dates) and month_first(dates) is None:
        example = shorten(next(value for value in dates if is_ambiguous(value)), 30)
        yield (
            _("Dates such as {date} were read with the month first.")
            if month_leads
            else _("Dates such as {date} were read with the day first.")
        ).format(date=example)
    words = {
        order.said[field]: None
        for order in found
        for field in ("fulfilment", "status")
        if order.said[field] and state_of_word(order.said[field]) is None
    }
    if words:
        yield _("Unknown status, taken as open: {words}.").format(
            words=", ".join(f"“{shorten(word, 40)}”" for word in list(words)[:8])
        )
    if columns.shop == "shop" and columns.unused:
        yield _("Columns not used: {columns}.").format(
            columns=", ".join(f"“{shorten(name, 40)}”" for name in columns.unused[:12])
        )
