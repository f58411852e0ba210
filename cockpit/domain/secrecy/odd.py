"""Long tokens that look drawn by lot: nothing says what they are, so they are only warned about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log2

from cockpit.i18n import _

_TOKEN = re.compile(r"(?<![\w@/.:=?&%#+-])[A-Za-z0-9+/_=-]{20,200}(?![\w@/.:%+-])")
_WORD = re.compile(r"[A-Z]?[a-z]{4,}|[A-Z]{4,}|\d{6,}")
_PART = re.compile(r"[A-Za-z0-9+/=]+")

_PUBLIC = "AAAA"
"""How the public keys of SSH begin (RFC 4253, 6.6: the length of the name comes first)."""
_SHORTEST = 16
_ENTROPY = 3.6
"""Bits per character; what is drawn by lot from 62 signs has about 4 at twenty characters."""


def find(text: str) -> Iterator[tuple[str, int, int, str]]:
    """Tier, start, end and reason of each."""
    for one in _TOKEN.finditer(text):
        if any(map(_is_drawn_by_lot, _PART.findall(one[0]))):
            yield "warn", one.start(), one.end(), _("what may be a key or token")


def _is_drawn_by_lot(part: str) -> bool:
    if len(part) < _SHORTEST or "/" in part.strip("/") or part.startswith(_PUBLIC):
        return False
    kinds = (any(map(str.islower, part)), any(map(str.isupper, part)), any(map(str.isdigit, part)))
    words = sum(len(one) for one in _WORD.findall(part))
    return all(kinds) and 2 * words < len(part) and _entropy(part) >= _ENTROPY


def _entropy(text: str) -> float:
    """Shannon entropy in bits per character (Shannon, 1948)."""
    shares = [text.count(one) / len(text) for one in set(text)]
    return -sum(share * log2(share) for share in shares)
