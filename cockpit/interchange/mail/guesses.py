"""What a mail is about, guessed by plain words in English and Spanish."""

from __future__ import annotations

import re

_KINDS = (
    (
        "refund",
        re.compile(
            r"\b(?:refund(?:s|ed|ing)?|money[ -]back|chargeback|reembols(?:o|os|ar|en)|"
            r"devoluci[oó]n(?:es)?|devolver(?:me)? (?:el|mi) dinero)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "complaint",
        re.compile(
            r"\b(?:complain(?:t|ts|ing)?|damaged|defective|faulty|broken|never arrived|"
            r"not arrived|wrong (?:item|size|product)|reclamaci[oó]n(?:es)?|reclamo|queja|"
            r"defectuos[oa]|da[nñ]ad[oa]|rot[oa]|no (?:me )?ha llegado|no lleg[oó])\b",
            re.IGNORECASE,
        ),
    ),
    (
        "order",
        re.compile(
            r"\b(?:(?:new|my|your|the|an) order|order (?:#|no\b|number|\d)|purchase order|"
            r"pedido|orden de compra)",
            re.IGNORECASE,
        ),
    ),
)
_FAIRLY_SURE = ("refund", "complaint")
"""Kinds that are also seen in the text: a word like "order" stands in every other mail."""

_ORDER = re.compile(
    r"\b(?:order|pedido|orden)\s*(?:number|no\.?|n[uú]mero|n[.º°]\s*|id)?\s*[:#]?\s*"
    r"#?([A-Z]{0,5}-?\d[\w-]{2,30})|(?:^|\s)#(\d{3,20})\b",
    re.IGNORECASE,
)


def guess_kind(subject: str, text: str) -> str | None:
    """ "refund", "complaint" or "order"; None when nothing says so."""
    for kind, words in _KINDS:
        if words.search(subject):
            return kind
    for kind, words in _KINDS:
        if kind in _FAIRLY_SURE and words.search(text[:600]):
            return kind
    return None


def guess_order_number(subject: str) -> str | None:
    """The number after "order", "pedido" or "#" in a subject."""
    found = _ORDER.search(subject)
    return (found[1] or found[2]) if found else None
