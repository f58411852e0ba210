"""Secrets of several parts after their name: seed phrases, recovery codes, two-factor secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cockpit.domain.secrecy.values import is_placeholder
from cockpit.i18n import _

_SEED = re.compile(
    r"(?:seed|recovery|secret|backup|wallet)[ -](?:phrase|words)|mnemonic(?: phrase)?"
    r"|wallet (?:seed|backup)"
    r"|frase (?:semilla|secreta|de recuperaci[óo]n)|palabras (?:semilla|secretas"
    r"|de recuperaci[óo]n)"
    r"|(?<![^\W_])(?:seed|semilla)(?![^\W_])",
    re.IGNORECASE,
)
_WORDS = re.compile(r"(?:\d{1,2}[.):]?[ \t]*)?([^\W\d_]{3,8})(?![^\W\d_])[ \t,;\n\r]*")
_FEWEST_WORDS, _MOST_WORDS = 12, 24
"""Of a seed phrase (BIP 39)."""
_PROSE = frozenset(
    """
    the and for with our her his from are has had they them where which who this that these those
    but not into onto does did were been its have los las una que con para por del sus este esta
    """.split()
)
_BETWEEN = re.compile(
    r"[^:=\n]{0,40}?(?:[:=]|[ \t](?:is|es|are|son)[ \t]|\n)[\s\"'“«*-]*|[ \t\"'“«]+"
)
_DIRECTLY = re.compile(r"[ \t]*[:=\n][\s\"'“«*-]*")
"""After "seed" alone, which is what one sows."""

_CODES = re.compile(
    r"(?<![^\W_])(?:(?:recovery|backup|rescue|emergency|scratch|2fa|mfa|two-factor)[ -]codes?"
    r"|c[óo]digos? (?:2fa|de (?:recuperaci[óo]n|respaldo|emergencia|rescate|seguridad"
    r"|verificaci[óo]n en dos pasos)))",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"[A-Za-z0-9]{4,12}(?:[-–][A-Za-z0-9]{3,12}){1,5}|\d{4} \d{4}(?!\d)|[A-Za-z0-9]{6,16}"
)
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?|\d{1,2}-\d\d?-\d{4}|20\d\d[01]\d[0-3]\d")
_GAP = re.compile(r"[\s,;|/\"']{1,6}(?:(?:\d{1,2}[.)]|[-*•])[ \t]*)?")
_CODE_BETWEEN = re.compile(
    r"(?:[ \t]+[^\s:=]{1,20}){0,5}?[ \t]*(?:[:=]|[ \t](?:is|are|es"
    r"|son)[ \t])[\s\"'*-]*(?:1[.)][ \t]*)?|\s+"
)

_OTP = re.compile(
    r"(?<![^\W_])(?:(?:2fa|totp|otp|mfa|two-factor|authenticator)[ -](?:secret|seed|key"
    r"|setup key|code key)"
    r"|setup key|(?:clave|secreto) (?:2fa|totp|otp|de configuraci[óo]n)|semilla (?:2fa|totp|otp))"
    r"[ \t]*(?:[:=]|\b(?:is|es)\b)?[ \t\n]*((?:[A-Z2-7]{4}[ -]?){4,16})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_FEWEST = 6


def find(text: str) -> Iterator[tuple[str, int, int, str]]:
    """Tier, start, end and reason of each."""
    for marker in _SEED.finditer(text):
        pattern = _BETWEEN if " " in marker[0] else _DIRECTLY
        between = pattern.match(text, marker.end())
        end = _end_of_words(text, between.end()) if between else None
        if between and end:
            yield "block", between.end(), end, _("the seed phrase of a wallet")
    for marker in _CODES.finditer(text):
        between = _CODE_BETWEEN.match(text, marker.end())
        if between is not None:
            start, end = _codes_at(text, between.end())
            if end > start:
                yield "block", start, end, _("recovery codes")
    for one in _OTP.finditer(text):
        said = one[1].rstrip(" -")
        if any(map(str.isdigit, said)) or said.isupper():
            yield "block", one.start(1), one.start(1) + len(said), _("a two-factor secret")


def _end_of_words(text: str, at: int) -> int | None:
    """Where the words of a seed phrase end; None where there are too few of them."""
    count, end = 0, at
    while count < _MOST_WORDS:
        word = _WORDS.match(text, at)
        if word is None or word[1].lower() in _PROSE:
            break
        count, end, at = count + 1, word.end(1), word.end()
    return end if count >= _FEWEST_WORDS else None


def _codes_at(text: str, at: int) -> tuple[int, int]:
    """Where the codes that stand in a row begin and end."""
    start = end = at
    while True:
        code = _CODE.match(text, at)
        if code is None or not _is_code(code[0]) or text[code.end() : code.end() + 1].isalnum():
            return start, end
        end = code.end()
        gap = _GAP.match(text, end)
        if gap is None:
            return start, end
        at = gap.end()


def _is_code(word: str) -> bool:
    if _DATE.fullmatch(word) or is_placeholder(word):
        return False
    bare = re.sub("[- –]", "", word)
    if len(bare) < _FEWEST:
        return False
    return any(map(str.isdigit, bare)) or (bare != word and bare.isupper())
