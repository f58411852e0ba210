"""The columns of an order export: which field each one is, by its names in the shops' languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.interchange.report import shorten

_SHOWN = 12
"""So many unknown columns are named in an error."""


def plain(name: str) -> str:
    """A name without case, accents, spaces and signs: "Order #" and "order_number" are one."""
    signed = name.casefold().replace("#", " number ").replace("№", " number ").replace("ß", "ss")
    letters = unicodedata.normalize("NFKD", signed)
    return re.sub(r"number(number)+", "number", "".join(c for c in letters if c.isalnum()))


# In order of preference: the first column that has something in it is taken.
_NAMES = {
    "number": "order number | order no | order nr | name | order id | order # | number | order |"
    " purchase id | bestellnummer | bestellnr | bestell id | bestellung # | bestellung nr |"
    " auftragsnummer | numero de pedido | nº de pedido | n.º de pedido | num pedido |"
    " pedido # | pedido nº | id de pedido | id del pedido | pedido",
    "email": "email | e-mail | email address | customer email | billing email | email (billing) |"
    " purchase email | buyer email | e-mail-adresse | kunden e-mail | e-mail (rechnung) |"
    " correo | correo electronico | correo electronico (facturacion) | email del cliente",
    "customer": "customer | customer name | buyer name | full name | billing name | ship name |"
    " shipping name | recipient | buyer | kunde | kundenname | name des kunden |"
    " vollstandiger name | vollständiger name | rechnungsname | kaufer | käufer | cliente |"
    " nombre del cliente | nombre completo | comprador | nombre de facturacion",
    "first_name": "first name | first name (billing) | billing first name | first name (shipping) |"
    " shipping first name | vorname | vorname (rechnung) | nombre | nombre (facturacion)",
    "last_name": "last name | last name (billing) | billing last name | last name (shipping) |"
    " shipping last name | nachname | nachname (rechnung) | apellidos | apellidos (facturacion) |"
    " apellido",
    "created": "created at | order date | sale date | purchase date | date | date created |"
    " created | bestelldatum | verkaufsdatum | kaufdatum | auftragsdatum | datum | erstellt am |"
    " fecha de pedido | fecha del pedido | fecha de venta | fecha de compra | fecha |"
    " fecha de creacion | creado el",
    "time": "purchase time | purchase time (utc timezone) | order time | time | uhrzeit | hora",
    "paid": "paid at | paid date | date paid | bezahlt am | zahlungsdatum | fecha de pago |"
    " pagado el",
    "fulfilled_at": "fulfilled at | date shipped | shipped at | shipped date | completed date |"
    " date completed | date fulfilled | fulfillment date | versanddatum | versendet am |"
    " versandt am | abgeschlossen am | fecha de envio | enviado el | fecha de finalizacion |"
    " completado el",
    "cancelled_at": "cancelled at | canceled at | date cancelled | date canceled | storniert am |"
    " fecha de cancelacion | cancelado el",
    "refunded_at": "refunded at | date refunded | refund date | erstattet am | fecha de reembolso",
    "fulfilment": "fulfillment status | fulfilment status | shipping status | versandstatus |"
    " lieferstatus | estado de preparacion | estado del envio | estado de envio",
    "payment": "financial status | payment status | zahlungsstatus | estado del pago |"
    " estado de pago",
    "status": "status | order status | bestellstatus | auftragsstatus | estado | estado del pedido",
    "refunded": "refunded? | fully refunded? | refunded | erstattet? | reembolsado?",
    "item": "lineitem name | line item name | item name | product name | product | item | title |"
    " artikelname | artikel | produktname | produkt | listentitel | nombre del articulo |"
    " articulo | nombre del producto | producto",
    "items": "products | product(s) | items | line items | produkt(e) | produkte | producto(s) |"
    " productos",
    "quantity": "lineitem quantity | line item quantity | quantity | qty | item quantity |"
    " quantity (- refund) | menge | anzahl | cantidad",
    "variant": "variations | variants | variation | varianten | variationen | variaciones |"
    " variantes",
    "total": "total | order total | order total amount | sale price ($) | item total |"
    " n. revenue (formatted) | gesamt | gesamtbetrag | gesamtsumme | bestellsumme | importe total |"
    " total del pedido",
    "currency": "currency | order currency | wahrung | währung | moneda | divisa",
    "note": "notes | note | customer note | order notes | customer notes | message from buyer |"
    " anmerkungen | kundennotiz | notiz | notas | nota del cliente",
}
_FIELDS = {plain(name): field for field, names in _NAMES.items() for name in names.split("|")}
_PLACES = {plain(name): at for names in _NAMES.values() for at, name in enumerate(names.split("|"))}

_SIGNS = {
    "shopify": "lineitem name | financial status | fulfillment status",
    "gumroad": "purchase id | purchase email | purchase time (utc timezone) | fully refunded?",
    "etsy": "sale date | listing id | order net | buyer user id | verkaufsdatum | fecha de venta",
    "woocommerce": "first name (billing) | email (billing) | billing email | product(s) |"
    " n. revenue (formatted) | n. revenue | net revenue | order total amount |"
    " produkt(e) | producto(s) | vorname (rechnung) | nombre (facturacion)",
}
SHOPS = {plain(name): shop for shop, names in _SIGNS.items() for name in names.split("|")}
"""Column to the shop whose exports have it; "shop" is any other."""

_WHO = ("customer", "email", "first_name", "last_name")


class Columns(NamedTuple):
    """What the header of a file says."""

    shop: str
    """ "shopify", "etsy", "woocommerce", "gumroad", or "shop"."""
    places: dict[str, list[int]]
    """Field → its columns, the one to prefer first."""
    header: list[str]
    unused: list[str]
    """Columns that mean nothing to us."""

    def has(self, field: str) -> bool:
        """Whether the file has this field at all."""
        return field in self.places

    def value(self, cells: Sequence[str], field: str) -> str:
        """What a row says in a field: its first cell that is not blank, or ""."""
        for at in self.places.get(field, ()):
            if at < len(cells) and cells[at]:
                return cells[at]
        return ""


def count_known(cells: Sequence[str]) -> int:
    """How many cells of a row are names of columns."""
    return len({_FIELDS[name] for cell in cells if (name := plain(cell)) in _FIELDS})


def read_columns(header: Sequence[str]) -> Columns:
    """The columns of a header.

    Raises `CockpitError` naming the unknown columns and the missing ones when the order's
    number, its date, or its customer is in none.
    """
    names = [plain(cell) for cell in header]
    places: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        if name in _FIELDS:
            places.setdefault(_FIELDS[name], []).append(at)
    if len(places.get("number", ())) > 1 and "name" in names:
        # in Shopify's files the name is the order's number, beside a number it is the customer's
        places["number"].remove(names.index("name"))
        places.setdefault("customer", []).append(names.index("name"))
    for own in places.values():
        own.sort(key=lambda at: (_PLACES[names[at]], at))
    unused = [
        cell for cell, name in zip(header, names, strict=True) if name and name not in _FIELDS
    ]
    if "created" not in places and "paid" in places:
        places["created"] = places["paid"]
    missing = [words for field, words in _needed().items() if field not in places]
    if not any(field in places for field in _WHO):
        missing.append(_("the customer’s name or e-mail (“Billing Name”, “Email”, …)"))
    if missing:
        raise _refusal(unused, missing)
    found = [SHOPS[name] for name in names if name in SHOPS]
    shop = max(dict.fromkeys(found), key=found.count) if found else "shop"
    return Columns(shop, places, list(header), unused)


def _needed() -> dict[str, str]:
    return {
        "number": _("the order’s number (“Order number”, “Name”, “Order ID”, …)"),
        "created": _("its date (“Created at”, “Order date”, “Sale Date”, …)"),
    }


def _refusal(unused: Sequence[str], missing: Sequence[str]) -> CockpitError:
    said = _("Not an order export: it has no column for {missing}").format(
        missing=", ".join(missing)
    )
    if unused:
        shown = ", ".join(f"“{shorten(name, 40)}”" for name in unused[:_SHOWN])
        if len(unused) > _SHOWN:
            shown += _(" and {count} more").format(count=len(unused) - _SHOWN)
        said += _("; unknown columns: {columns}").format(columns=shown)
    return CockpitError(said + _("; nothing was imported."))
