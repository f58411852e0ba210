"""Numbers that open something: PINs, door codes, security codes, and card numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cockpit.domain.secrecy.values import ends_clause, is_year
from cockpit.i18n import _

_PIN = re.compile(
    r"(?<![^\W_])pin(?![^\W_])(?P<words>(?:[ \t]+(?!is\b|es\b)[^\W\d_]{1,20}){0,4}?)"
    r"[ \t]*(?P<sign>[:=]|\b(?:is|es|was|era)\b)?[ \t#]*(\d{4,8})(?![\w%-])",
    re.IGNORECASE,
)
_OF_PIN = frozenset(
    """
    code number no for of the my our card bank sim phone mobile
    de del la el mi código número para tarjeta banco móvil sim
    """.split()
)
_DOOR = re.compile(
    r"(?<![^\W_])(?:(?:door|gate|alarm|safe|lock|lock-?box|entry|access|building|garage"
    r"|keypad)[ \t]+"
    r"(?:code|combination|combo)|c[óo]digo (?:de |del )?(?:la |el )?(?:alarma|puerta|portal"
    r"|caja(?: fuerte)?"
    r"|acceso|garaje|candado|entrada)|combinaci[óo]n de la caja(?: fuerte)?"
    r"|(?:alarma|puerta|portal)\W{1,3}c[óo]digo)"
    r"[ \t]*(?:[:=]|\b(?:is|es)\b)?[ \t]*#?((?:\d{3,8}|\d{1,2}(?:-\d{1,4}){1,3})#?)(?![\w%])",
    re.IGNORECASE,
)
_CVV = re.compile(
    r"(?<![^\W_])(?:cvv2?|cvc2?|security code|c[óo]digo de seguridad)[ \t]*(?:[:=]|\b(?:is"
    r"|es)\b)?"
    r"[ \t]*(\d{3,4})(?![\w%])",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"(?<![\w.+#/=-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?!\1?\d{4})"
    r"|\d{4}([ -])\d{6}\2\d{4,5}|\d{13,19})"
    r"(?![\w=])(?!-\d)(?!\.\d)"
)
_CARD_WORDS = re.compile(
    r"(?<![^\W_])(?:card|cards|tarjeta|visa|mastercard|amex|diners|discover|cvv|cvc)(?![^\W_])",
    re.I,
)
_OTHER_NUMBER = re.compile(
    r"(?:order|orders|tracking|track|invoice|parcel|shipment|awb|ticket|case|ref|reference"
    r"|isbn|ean"
    r"|gtin|upc|sku|imei|serial|account|customer|client|id|no|nr|number|pedido|pedidos|factura"
    r"|seguimiento|env[ií]o|paquete|referencia|cliente|n[úu]mero|n[ºo°]|caso"
    r"|serie)s?[\s:#=]{0,3}(?:[\d\s,;&]|and|y)*\Z",
    re.IGNORECASE,
)
_IBAN = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"
)

_LENGTHS: tuple[tuple[range, int, tuple[int, ...]], ...] = (
    (range(4, 5), 1, (13, 16, 19)),  # Visa
    (range(51, 56), 2, (16,)),  # Mastercard
    (range(2221, 2721), 4, (16,)),
    (range(34, 35), 2, (15,)),  # American Express
    (range(37, 38), 2, (15,)),
    (range(6011, 6012), 4, (16, 19)),  # Discover
    (range(644, 660), 3, (16, 19)),
    (range(300, 306), 3, (14,)),  # Diners
    (range(36, 37), 2, (14,)),
    (range(38, 40), 2, (14,)),
    (range(3528, 3590), 4, (16, 19)),  # JCB
    (range(62, 63), 2, (16, 19)),  # UnionPay
    (range(5018, 5019), 4, (16, 19)),  # Maestro
    (range(6759, 6764), 4, (16, 19)),
)
"""Prefixes (ISO/IEC 7812) with the lengths of their card numbers."""

_NEAR = 40
_SURE = (15, 16)
"""Lengths that few other numbers have; at the others a word about cards must stand near."""


def find(text: str) -> Iterator[tuple[str, int, int, str]]:
    """Tier, start, end and reason of each."""
    for one in _PIN.finditer(text):
        if _is_pin(text, one):
            yield "block", *one.span(3), _("a PIN")
    for one in _DOOR.finditer(text):
        yield "block", *one.span(1), _("a code that opens a door")
    for one in _CVV.finditer(text):
        yield "block", *one.span(1), _("the security code of a card")
    ibans = [one.span() for one in _IBAN.finditer(text) if _is_iban(one[0].replace(" ", ""))]
    for one in _CARD.finditer(text):
        start, end = one.span()
        if not any(begin <= start < over for begin, over in ibans) and _is_card(text, one):
            yield "block", start, end, _("a card number")


def _is_pin(text: str, one: re.Match[str]) -> bool:
    words = one["words"].lower().split()
    if one["sign"] and not words:
        return True
    is_said = not words or words[0] in _OF_PIN
    return is_said and ends_clause(text, one.end(3)) and not is_year(one[3])


def _is_card(text: str, one: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", one[0])
    if not luhn(digits) or not any(
        int(digits[:size]) in prefixes and len(digits) in lengths
        for prefixes, size, lengths in _LENGTHS
    ):
        return False
    if one[0] != digits:
        return True  # in groups as on the card
    before = text[max(one.start() - _NEAR, 0) : one.start()].rpartition("\n")[2]
    if _OTHER_NUMBER.search(before):
        return False
    after = text[one.end() : one.end() + _NEAR].partition("\n")[0]
    return len(digits) in _SURE or _CARD_WORDS.search(before + "\n" + after) is not None


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1, annex B); all zeros do not."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total > 0 and total % 10 == 0


def _is_iban(text: str) -> bool:
    """ISO 13616: the first four characters moved to the end, letters as numbers, modulo 97 is 1."""
    moved = text[4:] + text[:4]
    return int("".join(str(int(one, 36)) for one in moved)) % 97 == 1
