"""The headers of one mail: unfolded, decoded, and readable however broken they are."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import getaddresses, parsedate_to_datetime
from quopri import decodestring
from typing import NamedTuple

from cockpit.domain.wording.plain_text import one_line

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:(.*)", re.DOTALL)
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"'@]{1,100}@[^\s<>()\[\],;:\"'@]{1,255}")
_ID = re.compile(r"<([^<>]+)>")
_SPACE = re.compile(r"\s+")
_NO_TEXT = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"}
"""Codecs of Python that no mail is written in, and that are slow or run amok on bad input."""

_CERTAIN = {"utf-8", "utf8", "us-ascii", "ascii"}
"""Charsets that bytes of another one are hardly ever good in: then the claim is wrong."""

FIRST_YEAR = 1970
"""A date before it comes from a machine without a clock."""


class Person(NamedTuple):
    """One mailbox named in a header."""

    name: str
    """As people read it; empty where only the address is given."""
    address: str
    """In small letters."""


class Headers:
    """The fields of a mail by their name in small letters, raw and in the order of the mail."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        """Take the lines before the first empty one; a line that is no field is passed over."""
        fields: dict[str, list[list[bytes]]] = {}
        pieces: list[bytes] = []
        for line in lines:
            if line[:1] in (b" ", b"\t"):
                pieces.append(line.strip())
                continue
            found = _FIELD.match(line)
            if found:
                pieces = [found[2].strip()]
                fields.setdefault(found[1].decode("ascii").lower(), []).append(pieces)
            else:
                pieces = []  # what is folded under a broken line is broken too
        self._fields = {
            name: [b" ".join(pieces) for pieces in values] for name, values in fields.items()
        }

    def __contains__(self, name: str) -> bool:
        """Whether there is such a field."""
        return name in self._fields

    def all(self, name: str) -> list[str]:
        """All values of a field, with bytes that are no ASCII read as text."""
        return [text_of(value) for value in self._fields.get(name, ())]

    def first(self, name: str) -> str:
        """The first value, "" when there is none."""
        values = self._fields.get(name)
        return text_of(values[0]) if values else ""

    def text(self, name: str) -> str:
        """The first value as people read it, on one line and without control characters."""
        return one_line(decoded(self.first(name)))

    def people(self, *names: str) -> list[Person]:
        """Everybody whom these fields name, those without an address left out."""
        found: list[Person] = []
        for name in names:
            for value in self.all(name):
                found += _people(value)
        return found

    def ids(self, *names: str) -> list[str]:
        """The message ids in these fields, each once."""
        found: dict[str, None] = {}
        for name in names:
            for value in self.all(name):
                marked = _ID.findall(value) or [one for one in value.split() if "@" in one]
                found.update(dict.fromkeys(_SPACE.sub("", one) for one in marked))
        found.pop("", None)
        return list(found)

    def date(self) -> datetime | None:
        """The moment of the Date header in UTC; None when it is missing or no date."""
        return moment_of(self.first("date"))

    def arrival(self) -> datetime | None:
        """The moment at which the last server had it in its hands."""
        for value in self.all("received"):
            moment = moment_of(value.rpartition(";")[2])
            if moment is not None:
                return moment
        return None


def moment_of(text: str) -> datetime | None:
    """A date as RFC 5322 writes it, in UTC and whole seconds; None when it is none."""
    try:
        moment = parsedate_to_datetime(text[:200])
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        moment = moment.astimezone(UTC).replace(microsecond=0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if FIRST_YEAR <= moment.year < 9000 else None


def decoded(value: str) -> str:
    """A header with its encoded words (RFC 2047) read; a word that cannot be read stays."""
    if "=?" not in value:
        return value
    parts: list[str | tuple[str, bytes]] = []
    end = 0
    value = _BETWEEN_WORDS.sub(r"\1", value)
    for word in _WORD.finditer(value):
        if word.start() > end:
            parts.append(value[end : word.start()])
        end = word.end()
        charset = word[1].partition("*")[0]
        data = _bytes_of(word)
        if data is None:
            parts.append(word[0])
        elif parts and isinstance(parts[-1], tuple) and parts[-1][0].lower() == charset.lower():
            # some writers cut in the middle of a character, so that only the whole can be read
            parts[-1] = (charset, parts[-1][1] + data)
        else:
            parts.append((charset, data))
    parts.append(value[end:])
    return "".join(part if isinstance(part, str) else text_of(part[1], part[0]) for part in parts)


def text_of(data: bytes, charset: str = "") -> str:
    """Bytes as text: by the charset that is claimed, else UTF-8, else Windows-1252."""
    name = charset.strip("\"' ").lower()
    if name and name.replace("-", "_") not in _NO_TEXT:
        try:
            return data.decode(name, "strict" if name in _CERTAIN else "replace")
        except (LookupError, ValueError):
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4 and error.start:  # cut off in its last character
            return data[: error.start].decode("utf-8")
        return data.decode("cp1252", "replace")


def _bytes_of(word: re.Match[str]) -> bytes | None:
    content = word[3].encode("utf-8", "replace")
    if word[2] in "qQ":
        return decodestring(content, header=True)
    content = b"".join(content.split()).rstrip(b"=")
    try:
        return b64decode(content + b"=" * (-len(content) % 4))
    except NotBase64:
        return None


def _people(value: str) -> list[Person]:
    value = value[:20_000]
    try:
        pairs = getaddresses([value])
    except (ValueError, IndexError, TypeError, RecursionError):
        pairs = []
    found = [
        Person(one_line(decoded(name), 200), one_line(address).lower())
        for name, address in pairs
        if _ADDRESS.fullmatch(address)
    ]
    if found:
        return found
    bare = _ADDRESS.search(value)
    if bare is None:
        return []
    name = decoded(value[: bare.start()]).strip(" <\"'(,;:")
    return [Person(one_line(name, 200), one_line(bare[0]).lower())]
