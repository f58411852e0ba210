"""Money as it is kept: whole minor units of one currency; two currencies are never added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cockpit.errors import WrongUse
from cockpit.i18n import _

MOST = 1_000_000_000_000
"""Minor units of the largest amount that is taken for meant."""

_NO_DECIMALS = frozenset(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()
)
_THREE_DECIMALS = frozenset("BHD IQD JOD KWD LYD OMR TND".split())
"""Decimals that differ from two. Source: ISO 4217, list one (minor unit)."""

_SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "zł": "PLN"}
"""Signs of a single currency; "$" and "¥" are signs of several, so their letters are asked for."""

_WRITTEN = re.compile(
    r"(?P<before>[^\d\s.,+-]*)\s*(?P<sign>[+-]?)\s*(?P<number>\d[\d.,'’ ]*)\s*(?P<after>[^\d\s]*)\Z"
)


def decimals_of(currency: str) -> int:
    """How many decimals amounts of a currency are written with."""
    return 0 if currency in _NO_DECIMALS else 3 if currency in _THREE_DECIMALS else 2


def read_money(text: str) -> dict[str, Any]:
    """The stored amount of a written one: "120 EUR", "EUR 1,200.50", "€ 99", "1.200,50 eur".

    Raises `WrongUse` for one without a currency, of nothing, or of less than nothing.
    """
    said = " ".join(text.split())
    match = _WRITTEN.match(said)
    if match is None:
        raise WrongUse(
            _("{text!r} is not an amount of money; write it like 120.50 EUR.").format(
                text=said[:40]
            )
        )
    currency = _currency(said, match["before"], match["after"])
    minor = _minor(said, match["number"], decimals_of(currency))
    if match["sign"] == "-" or not minor:
        raise WrongUse(
            _("{text!r} is not more than nothing; an amount begins at the smallest coin.").format(
                text=said[:40]
            )
        )
    if minor > MOST:
        raise WrongUse(_("{text!r} is more money than is believed.").format(text=said[:40]))
    return {"minor": minor, "currency": currency}


def written_money(money: Mapping[str, Any]) -> str:
    """A stored amount as `read_money` understands it: "1200.50 EUR", "500 JPY"."""
    minor, currency = int(money["minor"]), str(money["currency"])
    decimals = decimals_of(currency)
    if not decimals:
        return f"{minor} {currency}"
    whole, part = divmod(minor, 10**decimals)
    return f"{whole}.{part:0{decimals}} {currency}" if part else f"{whole} {currency}"


def sums_of(amounts: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Minor units per currency, the currencies in the order of the alphabet."""
    found: dict[str, int] = {}
    for one in amounts:
        found[one["currency"]] = found.get(one["currency"], 0) + int(one["minor"])
    return dict(sorted(found.items()))


def written_sums(sums: Mapping[str, int]) -> str:
    """Sums of several currencies apart: "120 EUR + 80 USD"; "" for nothing."""
    return " + ".join(
        written_money({"minor": minor, "currency": currency}) for currency, minor in sums.items()
    )


def _currency(said: str, before: str, after: str) -> str:
    found = [_SIGNS.get(one, one.upper()) for one in (before, after) if one]
    if not found:
        raise WrongUse(
            _("{text!r} has no currency; write it like 120.50 EUR.").format(text=said[:40])
        )
    if len(set(found)) > 1 or not re.fullmatch("[A-Z]{3}", found[0]):
        raise WrongUse(
            _("{text!r}: a currency is one of three letters, as in 120.50 EUR.").format(
                text=said[:40]
            )
        )
    return found[0]


def _minor(said: str, number: str, decimals: int) -> int:
    """Whole minor units; the last point or comma parts the decimals unless three digits follow."""
    digits = re.sub(r"['’ ]", "", number).rstrip(".,")
    whole, part = digits, ""
    last = max(digits.rfind("."), digits.rfind(","))
    if last >= 0:
        tail = digits[last + 1 :]
        both = "." in digits and "," in digits
        grouped = len(tail) == 3 and not (both and digits[:last].count(digits[last]) == 0)
        if not (grouped and (decimals != 3 or digits.count(digits[last]) > 1)):
            whole, part = digits[:last], tail
    whole = re.sub(r"[.,]", "", whole)
    if len(part) > decimals:
        raise WrongUse(
            _("{text!r} has more decimals than its currency, which has {count}.").format(
                text=said[:40], count=decimals
            )
        )
    return int((whole or "0") + part.ljust(decimals, "0"))
