"""One mail in a file: its headers, and its lines, read one by one and never as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from cockpit.i18n import _
from cockpit.interchange.mail.headers import Headers

Place = str | tuple[int, int]
"""Where its source finds a mail again: a path, or its first byte and the one after its last."""

LINE = 64 * 1024
"""Longer lines are read in pieces, in bytes."""

HEADERS = 256 * 1024
"""What is kept of one mail's headers, in bytes."""

_NOTED


class Found(NamedTuple):
    """One mail of a source, as far as its headers."""

    headers: Headers
    place: Place
    digest: str
    """A hash of its body, made where it has no id of its own."""
    kinds: set[str]
    """What its folder and flags say: "sent", "draft", "junk", "deleted"."""
    trouble: str = ""
    """Why it cannot be read, for the report."""


class OneMail:
    """A file with one mail."""

    def __init__(self, file: BinaryIO, name: str, start: int) -> None:
        self.name, self._file, self._start = name, file, start

    def scan(self) -> Iterator[Found]:
        self._file.seek(self._start)
        yield read_one(self._file, (self._start, 0), set())

    def lines(self, place: Place) -> Iterator[bytes]:
        self._file.seek(self._start)
        return all_lines(self._file)


def read_one(file: BinaryIO, place: Place, kinds: set[str]) -> Found:
    lines = all_lines(file)
    headers = Headers(header_lines(lines))
    body = Body(headers)
    if not headers.ids("message-id"):
        for line in lines:
            body.add(line)
    return found_mail(headers, place, body, kinds)


def found_mail(headers: Headers, place: Place, body: Body | None, kinds: set[str]) -> Found:
    trouble = "" if is_mail(headers) else _("it is not a mail")
    return Found(headers, place, body.digest() if body else "", kinds, trouble)


def all_lines(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.readline(LINE), b"")


def header_lines(lines: Iterator[bytes]) -> list[bytes]:
    """The lines up to the first empty one, at most `HEADERS` of them."""
    found: list[bytes] = []
    size = 0
    for line in lines:
        if not line.strip(b"\r\n"):
            break
        size += len(line)
        if size > HEADERS:
            break
        found.append(line)
    return found


def is_mail(headers: Headers) -> bool:
    known = sum(name in headers for name in _NOTED_FIELDS)
    return "from" in headers or "message-id" in headers or known > 1


class Body:
    """The hash of a body, made only where a mail has no id."""

    def __init__(self, headers: Headers) -> None:
        self._hash = None if headers.ids("message-id") else hashlib.sha256()

    def add(self, line: bytes) -> None:
        if self._hash is not None:
            # the same whatever the line ends are, and whether an mbox has quoted its "From "
            line = line.rstrip()
            self._hash.update((line.lstrip(b">") if b"From " in line[:20] else line) + b"\n")

    def digest(self) -> str:
        return self._hash.hexdigest() if self._hash is not None else ""
