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

_NOTED_FIELDS = {"from", "to", "subject", "date", "message-id", "received", "return-path", "sender"}


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
        """An open file whose mail begins at byte `start`."""
        self.name, self._file, self._start = name, file, start

    def scan(self) -> Iterator[Found]:
        """The one mail."""
        self._file.seek(self._start)
        yield read_one(self._file, (self._start, 0), set())

    def lines(self, place: Place) -> Iterator[bytes]:
        """Its lines, from the beginning."""
        self._file.seek(self._start)
        return all_lines(self._file)


def read_one(file: BinaryIO, place: Place, kinds: set[str]) -> Found:
    """The mail of an open file, from where it stands."""
    lines = all_lines(file)
    headers = Headers(header_lines(lines))
    body = Body(headers)
    if not headers.ids("message-id"):
        for line in lines:
            body.add(line)
    return found_mail(headers, place, body, kinds)


def found_mail(headers: Headers, place: Place, body: Body | None, kinds: set[str]) -> Found:
    """A mail with its headers and body read; one without the headers of a mail is trouble."""
    trouble = "" if is_mail(headers) else _("it is not a mail")
    return Found(headers, place, body.digest() if body else "", kinds, trouble)


def all_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file from where it stands; a long one comes in pieces of `LINE` bytes."""
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
    """Whether these can be the headers of a mail, broken ones too."""
    known = sum(name in headers for name in _NOTED_FIELDS)
    return "from" in headers or "message-id" in headers or known > 1


class Body:
    """The hash of a body, made only where a mail has no id."""

    def __init__(self, headers: Headers) -> None:
        """Begin with nothing."""
        self._hash = None if headers.ids("message-id") else hashlib.sha256()
        self._empty = 0

    def add(self, line: bytes) -> None:
        """Take in a line.

        The hash is the same whatever the line ends are, and in an mbox too, which quotes "From "
        and ends a mail with an empty line.
        """
        if self._hash is None:
            return
        line = line.rstrip()
        if not line:
            self._empty += 1
            return
        line = line.lstrip(b">") if b"From " in line[:20] else line
        self._hash.update(b"\n" * self._empty + line + b"\n")
        self._empty = 0

    def digest(self) -> str:
        """The hash in hexadecimal digits; empty where the mail has an id."""
        return self._hash.hexdigest() if self._hash is not None else ""
