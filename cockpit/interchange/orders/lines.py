"""From rows to orders: the lines of one order belong together, totals and headers are no order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cockpit.domain.wording.plain_text import many_lines, one_line
from cockpit.i18n import _
from cockpit.interchange.orders.columns import Columns, plain
from cockpit.interchange.orders.table import Row, Table
from cockpit.interchange.report import Skipped, shorten

FIELDS = (
    *("number", "email", "customer", "first_name", "last_name", "created", "time", "paid"),
    *("fulfilled_at", "cancelled_at", "refunded_at", "fulfilment", "payment", "status"),
    *("refunded", "items", "total", "currency", "note"),
)
_TOTALS = {
    *("total", "totals", "grandtotal", "subtotal", "sum", "sums", "summe", "gesamt"),
    *("gesamtsumme", "insgesamt", "zwischensumme", "totales", "totalgeneral", "suma"),
}
_DAMAGED = re.compile("[\udc80-\udcff]")
_AS_TEXT = re.compile(r"=\"([^\"]*)\"\Z|'(?=[=+\-@#\d])")
"""How spreadsheets write that a cell is text: ="1001", '#1001."""


class Order(NamedTuple):
    """One order as the file has it."""

    line: int
    said: dict[str, str]
    """Each of `FIELDS`: the first cell of its lines that is not blank, or ""."""
    quantities: dict[str, str]
    """Title of each item → how many; several lines with one title are added up."""


class Orders(NamedTuple):
    """All orders of a table, and the rows that are none."""

    read: int
    found: list[Order]
    skipped: list[Skipped]


def gather(table: Table, columns: Columns) -> Orders:
    """Read the rows; those with one number are one order, wherever they stand."""
    orders: dict[str, Order] = {}
    skipped: list[Skipped] = []
    bad: set[str] = set()
    header = [plain(cell) for cell in table.header]
    latest: str | None = None
    for row in table.rows:
        number = _clean(columns.value(row.cells, "number"))
        reason = _no_order(row, number, header)
        if reason is None and not number:
            if latest is not None and _continues(row, columns):
                number = latest
            else:
                reason = _("it has no order number")
        if reason is None:
            reason = _damage(row, len(header))
            if reason and number:
                bad.add(number)
        if reason is not None:
            skipped.append(Skipped(_("line {line}").format(line=row.line), reason))
            continue
        latest = number
        _take(orders.setdefault(number, Order(row.line, {}, {})), row, columns)
    for number in bad & orders.keys():
        # half an order is worse than none: its other lines may hold what was damaged here
        skipped.append(
            Skipped(name_of(orders.pop(number)), _("another line of this order could not be read"))
        )
    return Orders(len(orders) + len(skipped), list(orders.values()), skipped)


def name_of(order: Order) -> str:
    """Which record of the file an order is, for the report."""
    number = shorten(order.said["number"], 40)
    return _("line {line}, order {number}").format(line=order.line, number=number)


def _no_order(row: Row, number: str, header: list[str]) -> str | None:
    cells = [plain(cell) for cell in row.cells]
    if [cell for cell in cells if cell] == [name for name in header if name]:
        return _("the header again")
    first = next((cell for cell in cells if cell), "")
    if plain(number) in _TOTALS or (not number and first in _TOTALS):
        return _("a row of totals")
    return None


def _continues(row: Row, columns: Columns) -> bool:
    """A line of an item only, as exports write them under the first line of an order."""
    value = {name: columns.value(row.cells, name) for name in ("item", "created", "email")}
    return bool(value["item"]) and not value["created"] and not value["email"]


def _damage(row: Row, width: int) -> str | None:
    if any(row.cells[width:]):
        return _("it has {count} cells, the header {width}; a delimiter may stand unquoted").format(
            count=len(row.cells), width=width
        )
    if any(_DAMAGED.search(cell) for cell in row.cells):
        return _("damaged text: it has bytes that are not of the file's encoding")
    return None


def _take(order: Order, row: Row, columns: Columns) -> None:
    for field in FIELDS:
        value = columns.value(row.cells, field)
        if not order.said.get(field):
            order.said[field] = many_lines(value) if field == "note" else _clean(value)
    title = _clean(columns.value(row.cells, "item"))
    if not title:
        return
    variant = _clean(columns.value(row.cells, "variant"))
    if variant and variant != title:
        title = f"{title} ({variant})"
    quantity = _clean(columns.value(row.cells, "quantity"))
    order.quantities[title] = _sum(order.quantities.get(title), quantity)


def _clean(cell: str) -> str:
    """A cell as one harmless line; the number of "#1001" or "007" stays as it is written."""
    found = _AS_TEXT.match(cell)
    if found:
        cell = found[1] if found[1] is not None else cell[1:]
    return one_line(cell)


def _sum(before: str | None, quantity: str) -> str:
    found = re.match(r"(\d{1,9})(?:[.,]0+)?\Z", quantity, re.ASCII)
    said = found[1] if found else quantity or "1"
    if before is None:
        return said if not found else str(int(said))
    if before.isdecimal() and said.isdecimal():
        return str(int(before) + int(said))
    return f"{before} + {said}"


def written_items(quantities: Iterable[tuple[str, str]]) -> list[str]:
    """Each item as "Mug × 2"; a single one by its title alone."""
    return [title if count == "1" else f"{title} × {count}" for title, count in quantities]
