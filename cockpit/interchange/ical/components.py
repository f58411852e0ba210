"""The text of an iCalendar file as components with properties (RFC 5545, 3.1 and 3.6).

Parsed here rather than by a library because a damaged line must cost its own component only, and
be told with the place at which it stands.
"""

from __future__ import annotations

import base64
import quopri
import re
from collections.abc import Iterator
from typing import NamedTuple

from cockpit.interchange.decode import Text

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_NAME = re.compile(r"\s*([A-Za-z0-9-]+)")
_PARAM = re.compile(
    r'\s*;\s*([A-Za-z0-9-]+)\s*=\s*((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)'
)
_ESCAPE = re.compile(r"\\([\\;,:\"nN])")
_DEPTH = 20


class Property(NamedTuple):
    """One content line."""

    name: str
    params: dict[str, str]
    value: str
    """As it stands in the file, still escaped."""

    @property
    def text(self) -> str:
        """The value of a TEXT property, unescaped; BASE64 and quoted-printable are decoded."""
        encoding = self.params.get("ENCODING", "").upper()
        if encoding in ("BASE64", "B", "QUOTED-PRINTABLE"):
            return self._decoded(encoding)
        return unescape(self.value)

    def _decoded(self, encoding: str) -> str:
        raw = self.value.encode("utf-8")
        try:
            data = (
                quopri.decodestring(raw)
                if encoding == "QUOTED-PRINTABLE"
                else base64.b64decode(raw, validate=True)
            )
            return data.decode(self.params.get("CHARSET", "utf-8"))
        except (ValueError, LookupError):
            return unescape(self.value)


class Component:
    """A component: its kind, properties and inner components."""

    def __init__(self, kind: str, line: int) -> None:
        """Begin at a line of the file."""
        self.kind = kind
        self.line = line
        self.properties: dict[str, list[Property]] = {}
        self.inner: list[Component] = []
        self.raw: list[str] = []
        self.damage: str | None = None
        self.ended = False

    def first(self, name: str) -> Property | None:
        """The first property of that name."""
        found = self.properties.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        """The unescaped text of the first property of that name, or nothing."""
        found = self.first(name)
        return found.text if found else ""

    def word(self, name: str) -> str:
        """The value of the first property of that name in upper case, or nothing."""
        return self.text(name).strip().upper()


def components(source: Text) -> tuple[Component, list[Component]]:
    """The root, and all outermost components that are not calendars, in the order of the file."""
    root = Component("", 0)
    stack, found = [root], []
    for number, start, end, line in _unfolded(source):
        prop = _property(line)
        damage = source.damage(start, end)
        if prop and prop.name == "BEGIN" and len(stack) < _DEPTH:
            child = Component(prop.value.strip().upper(), number)
            stack[-1].inner.append(child)
            stack.append(child)
            if child.kind != "VCALENDAR" and all(c.kind in ("", "VCALENDAR") for c in stack[:-1]):
                found.append(child)
        elif prop and prop.name == "END":
            _close(stack, prop.value.strip().upper())
        elif prop:
            stack[-1].properties.setdefault(prop.name, []).append(prop)
        for open_one in stack[1:]:
            if open_one.kind == "VCALENDAR":
                continue
            open_one.damage = open_one.damage or damage
            if prop is None or prop.name != "DTSTAMP":  # it is new at each export
                open_one.raw.append(line)
    return root, found


def unescape(value: str) -> str:
    """The text of an escaped value (RFC 5545, 3.3.11)."""
    return _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)


def split_list(value: str) -> list[str]:
    """The unescaped texts of a list separated by commas that are not escaped."""
    return [unescape(part) for part in re.findall(r"(?:\\.|[^,\\]|\\\Z)+", value)]


def _unfolded(source: Text) -> Iterator[tuple[int, int, int, str]]:
    """Line number, start, end and text of each content line; blank lines are passed over."""
    number = first_number = 0
    first_start = last_end = 0
    pieces: list[str] = []
    for number, found in enumerate(_LINE.finditer(source.text), start=1):
        text = found[1]
        if text[:1] in (" ", "\t") and pieces:
            pieces.append(text[1:])
        else:
            if pieces:
                yield first_number, first_start, last_end, "".join(pieces)
            pieces = [text] if text.strip() else []
            first_number, first_start = number, found.start()
        last_end = found.end(1)
    if pieces:
        yield first_number, first_start, last_end, "".join(pieces)


def _property(line: str) -> Property | None:
    found = _NAME.match(line)
    if not found:
        return None
    params, position = {}, found.end()
    while parameter := _PARAM.match(line, position):
        params[parameter[1].upper()] = parameter[2].strip().strip('"')
        position = parameter.end()
    colon = line.find(":", position)
    if colon < 0 or line[position:colon].strip():
        return None
    return Property(found[1].upper(), params, line[colon + 1 :])


def _close(stack: list[Component], kind: str) -> None:
    """Close the innermost component of that kind; what was left open within it is cut off."""
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].kind == kind:
            stack[depth].ended = True
            del stack[depth:]
            return
