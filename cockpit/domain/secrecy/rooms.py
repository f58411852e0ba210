"""Which rooms may find a secret in a text: a few searches for plain words, for most texts none.

Quick capture runs this on every line, and loads the rules and their patterns only if it must.
"""

from __future__ import annotations

import re

_MARKERS = (
    *("pass", "pwd", "psw", "pw", "contrase", "clave", "secret", "token", "key", "bearer"),
    *("login", "log-in", "creden", "creds", "user", "usuario"),
)
"""Without one of these nothing is announced (all words here are lower case)."""
_VERBS = (" is ", " es ", " was ", " era ", " será ", " siendo ", "'s ", "’s ")
_SIGNS = (":", "=", ">", "→")
_NUMBERS = ("pin", "cvv", "cvc", "code", "código", "codigo", "combin")
_LISTS = (
    *("phrase", "frase", "mnemonic", "seed", "semilla", "palabras", "codes", "recover", "wallet"),
    *("backup code", "rescue", "emergency", "scratch", "código", "codigo", "2fa", "otp"),
    *("authenticator", "mfa", "two-factor", "setup key", "configuraci", "words"),
)
_BEGINNINGS = (
    *("akia", "asia", "gh", "glpat-", "gldt-", "glrt-", "glptt-", "xox", "xapp-", "sk", "rk_"),
    *("whsec_", "aiza", "ya29.", "gocspx-", "eyj", "npm_", "pypi-", "sg.", "shp", "-us", "key-"),
    *("sq0", "eaa", "hf_", "dop_v1_", "dckr_pat", "secret_", "ntn_", "pat", ":aa", "age-secret"),
    *("prv", "otpauth:", "sntr", "rubygems_", "access_token$"),
)
_LONG_NUMBER = r"\d(?:[ -]?\d){12}"
_FEWEST_DIGITS, _CARD_DIGITS = 3, 13
_SHORTEST_SHAPE, _SHORTEST_ODD, _SHORTEST_VALUE = 15, 20, 5


def rooms_for(text: str) -> list[str]:
    """The rooms of this folder that have to look at a text."""
    lower = text.lower()
    words = text.split()
    longest = max(map(len, words), default=0)
    rooms = []
    if (
        "://" in text
        or "-----begin" in lower
        or "curl" in lower
        or "authorization" in lower
        or (longest >= _SHORTEST_SHAPE and _any_in(_BEGINNINGS, lower))
    ):
        rooms.append("shapes")
    marked = [at for at in map(lower.find, _MARKERS) if at >= 0]
    if marked and _may_hold_value(lower[min(marked) :], words):
        rooms.append("marked")
    digits = sum(map(text.count, "0123456789"))
    if (digits >= _FEWEST_DIGITS and _any_in(_NUMBERS, lower)) or (
        digits >= _CARD_DIGITS and re.search(_LONG_NUMBER, text)
    ):
        rooms.append("numbers")
    if _any_in(_LISTS, lower):
        rooms.append("listed")
    if longest >= _SHORTEST_ODD and any(map(_is_long_and_mixed, words)):
        rooms.append("odd")
    return rooms


def _any_in(wanted: tuple[str, ...], lower: str) -> bool:
    return any(one in lower for one in wanted)


def _may_hold_value(after: str, words: list[str]) -> bool:
    """Whether a sign or a verb follows a marker, or a word is unlike those of a language."""
    return _any_in(_SIGNS, after) or _any_in(_VERBS, after) or any(map(_is_unusual, words))


def _is_long_and_mixed(word: str) -> bool:
    if len(word) < _SHORTEST_ODD or word.lower() == word or word.upper() == word:
        return False
    return any(map(str.isdigit, word))


def _is_unusual(word: str) -> bool:
    bare = word.strip(".,;:!?()[]")
    if len(bare) < _SHORTEST_VALUE or bare.isdigit():
        return False
    return not (bare.isalpha() and (bare.islower() or bare.isupper() or bare.istitle()))
