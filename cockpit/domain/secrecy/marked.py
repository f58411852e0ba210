"""Values after a word that announces one: "password: …", "la clave del wifi es …", "API key=…"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cockpit.domain.secrecy.judging import Said, judge
from cockpit.domain.secrecy.values import is_odd, is_placeholder
from cockpit.i18n import _

_MARKER = re.compile(
    r"(?P<password>pass(?:word|wort|wd|[ -]?phrase|code|key)s?(?![^\W\d_])"
    r"|(?<![^\W\d_])(?:pwd|psw|pw)(?![^\W\d_])|contrase(?:ñ|n\u0303|n)as?(?![^\W\d_])"
    r"|(?<![^\W\d_])claves?[ _-](?:de[ ](?:acceso|administrador|usuario)|secreta|privada"
    r"|maestra))"
    r"|(?P<key>(?:api|secret|access|private|encryption|signing|account|auth|deploy|master"
    r"|consumer)"
    r"[ _-]?keys?(?![^\W\d_])|(?:client|app|webhook|signing|shared"
    r"|consumer)[ _-]?secret(?![^\W\d_])"
    r"|(?:api|auth|access|refresh|bot|deploy|session)[ _-]?token(?![^\W\d_])"
    r"|(?<![^\W\d_])(?:bearer|clave[ ](?:de[ ](?:la[ ])?)?api|token[ ]de[ ]acceso)(?![^\W\d_]))"
    r"|(?<![^\W\d_])(?P<weak>pass|claves?|secrets?|secreto|token)(?![^\W\d_])",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[\"'”’»`*_\])]{0,4}(?P<words>(?:[ \t]+\(?(?:[^\s:=,;.!?()\"'’<>→]"
    r"|['’](?=\w)){1,40}\)?){0,6}?)"
    r"(?:[ \t]*(?P<sign>:=|=>|->|→|[:=]|(?<![ \t])>)"
    r"|[ \t]+(?P<is>is|was|es|era|será|sigue siendo)(?:[ \t]+(?:now|still|ahora))?[ \t:]"
    r"|(?<=['’])(?P<has>s)[ \t]"
    r"|[ \t]+(?P<to>to|as|a|por|[-–—])[ \t])"
    r"[*_]{0,2}[ \t]*(?:\r?\n[ \t]*)?"
)
_QUOTED = re.compile(
    r"\"([^\"\n]{1,200})\"|'([^'\n]{1,200})'|`([^`\n]{1,200})`|[“«]([^”»\n]{1,200})[”»]"
)
_BARE = re.compile(r"[^\s\"“”«»<>`]{1,500}")
_LINE = 200
"""Characters before a marker that are looked at."""
_TAIL = ".,;:)]}'’*_"
_NEXT = re.compile(r"[ \t]{1,3}")
_REVERSED = re.compile(
    r"(?<!\S)(\S{5,200}) (?:is|was|es) (?:the|my|our|your|his|her|la|mi|nuestra"
    r"|su) (?:\w{1,20} ){0,2}?"
    r"(?:password|passcode|pwd|contrase(?:ñ|n\u0303|n)a|clave)(?![^\W\d_])",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?<![^\W\d_])(?:log-?in|user(?:name)?|usuario|creds|credentials"
    r"|credenciales)s?[ \t]*[:=]?[ \t]*"
    r"(?![:=/])([^\s:/|,]{2,60})(?:[ \t]*[/|][ \t]*|:|[ \t]*,[ \t]*)([^\s,;\"<>]{5,200})",
    re.IGNORECASE,
)


class _Value(NamedTuple):
    start: int
    end: int
    quoted: bool


def find(text: str) -> Iterator[tuple[str, int, int, str]]:
    """Tier, start, end and reason of each."""
    for marker in _MARKER.finditer(text):
        kind = marker.lastgroup
        assert kind is not None
        if _is_in_url(text, marker) or (kind == "weak" and _is_adjective(text, marker)):
            continue
        for said in _said(text, marker, kind):
            tier = judge(said)
            if tier:
                yield tier, said.start, said.end, _reason(kind, tier)
                break
    yield from _pairs(text)


def _said(text: str, marker: re.Match[str], kind: str) -> Iterator[Said]:
    """The readings of what follows a marker: with a sign or a verb, else directly."""
    word, at = marker[0].lower(), marker.end()
    line = text[max(marker.start() - _LINE, 0) : marker.start()].rpartition("\n")[2]
    after = _AFTER.match(text, at)
    if after is not None:
        how = "sign" if after["sign"] else "to" if after["to"] else "is"
        value = _value(text, after.end(), unquoted=how != "sign")
        if value is not None:
            words = tuple(after["words"].lower().split())
            yield Said(text, kind, word, how, words, line, *value)
    beside = _NEXT.match(text, at)
    value = _value(text, beside.end(), unquoted=False) if beside else None
    if value is not None:
        yield Said(text, kind, word, "beside", (), line, *value)


def _value(text: str, at: int, *, unquoted: bool) -> _Value | None:
    quoted = _QUOTED.match(text, at)
    if quoted is not None:
        place = quoted.lastindex or 0
        return _Value(*quoted.span(place), quoted=not unquoted or " " not in quoted[place])
    bare = _BARE.match(text, at)
    if bare is None:
        return None
    end = at + len(bare[0].partition(";")[0].rstrip(_TAIL))
    return _Value(at, end, False) if end > at else None


_BEFORE = re.compile(r"([^\W\d_]+)[ \t]\Z")
_NOUNS = frozenset(
    """
    palabra palabras punto puntos persona personas dato datos fecha fechas tema temas cliente
    clientes factor factores idea ideas frase frases métrica métricas indicador indicadores momento
    momentos mensaje mensajes pieza elemento elementos proveedor proveedores mes día hito hitos
    producto productos cuentas aspecto aspectos puesto pregunta preguntas
    boarding season day week month travel event festival parking bus train ski first second final
    next one another a to will can could must should may might also not hall gift trade top
    """.split()
)


def _is_in_url(text: str, marker: re.Match[str]) -> bool:
    """Whether it names a part of an address, which is read elsewhere."""
    word = text[max(marker.start() - 500, 0) : marker.start()].rpartition(" ")[2]
    return "://" in word.rpartition("\n")[2]


def _is_adjective(text: str, marker: re.Match[str]) -> bool:
    """Whether "clave" means key, as in "palabra clave", or "pass" is one to board with."""
    before = _BEFORE.search(text[max(marker.start() - 30, 0) : marker.start()])
    return before is not None and before[1].lower() in _NOUNS


def _pairs(text: str) -> Iterator[tuple[str, int, int, str]]:
    for one in _REVERSED.finditer(text):
        start, end = one.span(1)
        if is_odd(one[1]):
            yield "block", start, end, _reason("password", "block")
    for one in _LOGIN.finditer(text):
        said = one[2].rstrip(_TAIL)
        if is_odd(said) and len(said) > _SHORTEST and not is_placeholder(said):
            yield "block", one.start(2), one.start(2) + len(said), _reason("password", "block")


_SHORTEST = 5


def _reason(kind: str, tier: str) -> str:
    if tier == "warn":
        return _("what may be a password")
    return _("an access key or token") if kind == "key" else _("a password")
