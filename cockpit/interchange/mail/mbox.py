"""Many mails in one file, each after a line that begins with "From "."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import BinaryIO

from cockpit.interchange.mail.headers import Headers
from cockpit.interchange.mail.mail_file import (
    HEADERS,
    LINE,
    Body,
    Found,
    Place,
    all_lines,
    found_mail,
)
from cockpit.interchange.mail.passed_over import kind_of_folder

_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:|>?From ")
_STRICT = re.compile(
    rb"From .*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*\d\d:\d\d(?::\d\d)?.*\b\d{4}\b|"
    rb"From .*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*\b\d{4}\b.*\d\d:\d\d"
)
_LOOSE = re.compile(rb"From (?:(?:-|MAILER-DAEMON|\S+@\S+)?\s*$|\S+ .*\d\d:\d\d)")


class Mbox:
    """Many mails in one file, each after a line that begins with "From "."""

    def __init__(self, file: BinaryIO, name: str, start: int) -> None:
        self.name, self._file, self._start = name, file, start

    def scan(self) -> Iterator[Found]:
        kind = kind_of_folder(os.path.basename(self.name))
        kinds = {kind} - {""}
        headers: Headers | None = None
        gathered: list[bytes] = []
        size = begin = 0
        body: Body | None = None
        for offset, line, starts in self._lines():
            if starts:
                if begin:
                    headers = headers or Headers(gathered)
                    yield found_mail(headers, (begin, offset), body, kinds)
                begin, headers, body, gathered, size = offset + len(line), None, None, [], 0
            elif body is not None:
                body.add(line)
            elif headers is None:
                if not line.strip(b"\r\n"):
                    if not gathered:
                        continue  # an empty line between the "From " line and the headers
                    headers = Headers(gathered)
                    body = None if headers.ids("message-id") else Body(headers)
                elif size < HEADERS:
                    size += len(line)
                    gathered.append(line)
        if begin:
            end = self._file.seek(0, os.SEEK_END)
            headers = headers or Headers(gathered)
            yield found_mail(headers, (begin, end), body, kinds)

    def lines(self, place: Place) -> Iterator[bytes]:
        assert isinstance(place, tuple)
        begin, end = place
        self._file.seek(begin)
        left = end - begin
        while left > 0:
            line = self._file.readline(min(LINE, left))
            if not line:
                return
            left -= len(line)
            yield line[1:] if line.startswith(b">") and line.lstrip(b">")[:5] == b"From " else line

    def _lines(self) -> Iterator[tuple[int, bytes, bool]]:
        """Offset, line, and whether it begins a mail: also "From " lines in bodies look like it.

        One that tells sender, weekday and time begins a mail, and so does a poorer one after an
        empty line; but only where a header follows.
        """
        self._file.seek(self._start)
        offset = self._start
        lines = all_lines(self._file)
        line = next(lines, b"")
        empty_before = line_begins = True
        while line:
            following = next(lines, b"")
            starts = (
                line_begins
                and line.startswith(b"From ")
                and _FIELD.match(following) is not None
                and (_STRICT.match(line) or (empty_before and _LOOSE.match(line))) is not None
            )
            yield offset, line, bool(starts) or offset == self._start
            offset += len(line)
            line_begins = line.endswith(b"\n")
            empty_before = line_begins and not line.strip(b"\r\n")
            line = following
