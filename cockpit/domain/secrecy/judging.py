"""Whether a value that stands after "password", "clave", "API key" … is a credential or prose."""

from __future__ import annotations

import re
from typing import NamedTuple

from cockpit.domain.secrecy.values import (
    classes,
    describes,
    ends_clause,
    is_datum,
    is_odd,
    is_placeholder,
    is_pointer,
    is_prose,
    is_very_odd,
    is_year,
)


class Said(NamedTuple):
    """A value with all that is said around it."""

    text: str
    kind: str
    """password, key, or weak (a word that means other things as well)."""
    marker: str
    how: str
    """sign (":", "="), is, to ("change it to …"), or beside, with nothing between."""
    words: tuple[str, ...]
    """The words between the marker and the sign."""
    before: str
    """The line up to the marker."""
    start: int
    end: int
    quoted: bool

    @property
    def value(self) -> str:
        """The value itself."""
        return self.text[self.start : self.end]

    @property
    def ends(self) -> bool:
        """Whether nothing more is said after the value."""
        return self.quoted or ends_clause(self.text, self.end)


_OF = frozenset("for of to at on in de del para al en".split())
_LOCKED = re.compile(
    r"(?:wi-?fi|router|caja|fuerte|alarma|correo|e?-?mail|tienda|web|cuenta|banco|servidor"
    r"|hosting|ftp"
    r"|admin|acceso|panel|portal|app|usuario|instagram|facebook|puerta|móvil|móvil"
    r"|ordenador|tarjeta"
    r"|paypal|stripe|shopify|amazon|google|dominio|red|candado|oficina|almacén)"
)
_USER = re.compile(
    r"(?<![^\W\d_])(?:user(?:name)?|usuario|login|log-in)(?![^\W\d_])", re.IGNORECASE
)
_MEETING = re.compile(r"zoom|meeting|webex|teams|reunión|videollamada|webinar", re.IGNORECASE)
_PASSPHRASE = re.compile(r"[a-záéíóúüñ]{3,12}(?:[ -][a-záéíóúüñ]{3,12}){2,6}[.!]?[ \t]*(?:\n|$)")

_PASSWORD, _KEY, _TOKEN, _LONG_TOKEN = 4, 8, 12, 20
_NEAR = 200


def judge(said: Said) -> str | None:
    """The tier of a value: "block", "warn", or None where it is none."""
    value = said.value
    if is_placeholder(value) or (said.how == "beside" and " " in value):
        return None
    if not said.quoted and is_pointer(said.text[said.start :]):
        return None
    if said.kind == "password":
        tier = _PASSWORDS[said.how](said)
    elif said.kind == "key":
        tier = _key(said)
    else:
        tier = _weak(said)
    if tier == "block" and said.marker == "passcode" and _is_of_a_meeting(said):
        return "warn"  # everybody who is invited has it
    return tier


def _after_sign(said: Said) -> str | None:
    value = said.value
    if said.quoted:
        return "block" if len(value) >= _PASSWORD and not is_prose(value) else None
    if is_odd(value):
        return "block"
    if value.isdigit():
        return _digits(said)
    if is_prose(value):
        return None
    if not said.ends:
        rest = said.text[said.start :]
        is_phrase = _PASSPHRASE.match(rest) and not any(map(describes, re.split("[ -]", rest)[:5]))
        return "warn" if is_phrase and not said.words else None
    if len(value) < _PASSWORD or is_datum(value):
        return None
    if not said.words:
        return "block" if not describes(value) or classes(value) > 1 else None
    return "warn" if said.words[0] in _OF and not describes(value) else None


def _digits(said: Said) -> str | None:
    if len(said.value) < _PASSWORD or not said.ends:
        return None
    if said.words and said.words[0] not in _OF and not any(map(_LOCKED.match, said.words)):
        return None
    return "block" if not said.words or not is_year(said.value) else None


def _after_verb(said: Said) -> str | None:
    value = said.value
    if is_odd(value):
        return "block"
    if value.isdigit():
        return _digits(said)
    if said.quoted:
        return "block" if len(value) >= _PASSWORD and not describes(value) else None
    plain = said.ends and value.isalpha() and len(value) > _PASSWORD
    return "warn" if plain and not describes(value) else None


def _after_to(said: Said) -> str | None:
    if not is_odd(said.value):
        return None
    return "block" if said.ends or is_very_odd(said.value) else "warn"


def _beside(said: Said) -> str | None:
    value = said.value
    if said.quoted:
        return "block" if is_odd(value) else None
    if said.before.endswith("--") and len(value) >= _PASSWORD and not is_prose(value):
        return "block"
    if not is_odd(value) or len(value) <= _PASSWORD + 1:
        return None
    if said.marker in ("pwd", "psw", "pw") or _USER.search(said.before):
        return "block"
    return "block" if is_very_odd(value) and said.ends else "warn"


_PASSWORDS = {"sign": _after_sign, "is": _after_verb, "to": _after_to, "beside": _beside}


def _key(said: Said) -> str | None:
    value = said.value
    mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    if said.how in ("sign", "is"):
        if len(value) >= _KEY and (is_odd(value) or (mixed and len(value) >= _TOKEN)):
            return "block"
        return "block" if len(value) >= _LONG_TOKEN and value.isalnum() else None
    return "block" if mixed and len(value) >= _TOKEN and is_odd(value) else None


def _weak(said: Said) -> str | None:
    """pass, clave, secret, token: words of the trade as well, so the value must be odd."""
    value, how = said.value, said.how
    if said.marker not in ("pass", "clave", "claves"):
        least = _LONG_TOKEN if how == "beside" else _KEY
        is_enough = is_odd(value) and len(value) >= least and how != "to"
        return "block" if is_enough else None
    locked = any(map(_LOCKED.match, said.words))
    if is_odd(value):
        if how == "beside":
            if _USER.search(said.before):
                return "block"
            return "warn" if len(value) > _PASSWORD + 1 else None
        return "block" if locked or not said.words else "warn"
    if value.isdigit() and how in ("sign", "is"):
        is_code = _PASSWORD <= len(value) <= _KEY and said.ends and not is_year(value)
        return "block" if is_code and (locked or not said.words) else None
    plain = said.marker == "pass" and how == "sign" and not said.words and value.isalpha()
    if plain and said.ends and len(value) > _PASSWORD and not describes(value):
        return "warn"
    return None


def _is_of_a_meeting(said: Said) -> bool:
    near = said.text[max(said.start - _NEAR, 0) : said.end + _NEAR]
    return _MEETING.search(near) is not None
