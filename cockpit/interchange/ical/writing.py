"""Content lines of iCalendar: escaped, folded, ended by CR LF (RFC 5545, 3.1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

FIELDS = "X-COCKPIT-FIELDS"
"""What the format has no property for, as JSON; other programs leave it alone."""


def component(kind: str, lines: list[str]) -> str:
    """A component with its lines, folded."""
    return "".join(fold(line) for line in (f"BEGIN:{kind}", *lines, f"END:{kind}"))


def text(name: str, value: str) -> str:
    """A line with a TEXT value; no line end or control character of it gets out."""
    return f"{name}:{escape(value)}"


def escape(value: str) -> str:
    """The value escaped; control characters, which the format cannot carry, become blanks."""
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, "\\" + sign)
    return blanked(plain.replace("\n", "\\n"))


def blanked(value: str) -> str:
    """The value with control characters as blanks."""
    return "".join(" " if _is_control(sign) else sign for sign in value)


def survives(value: str) -> bool:
    """Whether a TEXT value reads back as it is, trimmed ends included."""
    return (
        value == value.strip()
        and "\r" not in value
        and not any(_is_control(sign) and sign != "\n" for sign in value)
    )


def fields(values: Mapping[str, Any]) -> str:
    """The line with what has no property."""
    return text(FIELDS, json.dumps(values, separators=(",", ":"), sort_keys=True))


def day(name: str, value: date) -> str:
    """A line with a date."""
    return f"{name};VALUE=DATE:{value:%Y%m%d}"


def wall(name: str, value: datetime, zone: str) -> str:
    """A line with a wall time in an IANA zone."""
    if zone == "UTC":
        return f"{name}:{value:%Y%m%dT%H%M%S}Z"
    return f"{name};TZID={zone}:{value:%Y%m%dT%H%M%S}"


def instant(name: str, stored: str) -> str:
    """A line with a stored instant."""
    return f"{name}:{stored.replace('-', '').replace(':', '')}"


@lru_cache(maxsize=64)
def timezone(name: str) -> str:
    """The VTIMEZONE of an IANA zone."""
    from icalendar import Timezone

    return str(Timezone.from_tzid(name).to_ical().decode("utf-8"))


def fold(line: str) -> str:
    """The line in pieces of at most 75 octets, never within a character."""
    pieces, piece, size = [], "", 0
    for sign in line:
        octets = len(sign.encode("utf-8"))
        if size + octets > 75:
            pieces.append(piece)
            piece, size = " ", 1
        piece += sign
        size += octets
    return "\r\n".join([*pieces, piece]) + "\r\n"


def _is_control(sign: str) -> bool:
    code = ord(sign)
    return code < 32 or 127 <= code < 160 or code in (0x2028, 0x2029)
