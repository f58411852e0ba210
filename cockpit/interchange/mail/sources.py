"""Where mail lies: a file of one mail, an mbox, a Maildir; told apart by what is in them."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from cockpit.domain.wording.plain_text import one_line
from cockpit.errors import CockpitError, NotFound
from cockpit.i18n import _
from cockpit.interchange.mail.headers import Headers
from cockpit.interchange.mail.mail_file import (
    LINE,
    Found,
    OneMail,
    Place,
    all_lines,
    header_lines,
    is_mail,
)
from cockpit.interchange.mail.maildir import Maildir, maildirs
from cockpit.interchange.mail.mbox import Mbox

_BOM = b"\xef\xbb\xbf"


class Source(Protocol):
    """Something that mail is read from."""

    name: str

    def scan(self) -> Iterator[Found]:
        """All its mails, in order."""

    def lines(self, place: Place) -> Iterator[bytes]:
        """The lines of one of them, headers included."""


def open_source(path: str, data: bytes | None = None) -> Source:
    """The mail at a path, or in the bytes read from standard input.

    Raises `NotFound` when nothing is there, `CockpitError` when it is no mail.
    """
    if data is not None:
        return _file_source(io.BytesIO(data), _("stdin"))
    try:
        if os.path.isdir(path):
            folders = maildirs(path)
            if not folders:
                raise CockpitError(
                    _(
                        "{path} is not a Maildir: it has no folder cur or new; give a Maildir, "
                        "an mbox file or an .eml file."
                    ).format(path=one_line(path))
                )
            return Maildir(path, folders)
        if os.path.exists(path) and not os.path.isfile(path):
            raise _no_mail(path)
        return _file_source(open(path, "rb"), path)
    except FileNotFoundError as error:
        raise NotFound(_("There is no file {path}.").format(path=one_line(path))) from error
    except OSError as error:
        raise CockpitError(
            _("{path} cannot be read: {reason}.").format(
                path=one_line(path), reason=os.strerror(error.errno or 0).lower()
            )
        ) from error


def _file_source(file: BinaryIO, name: str) -> Source:
    start = _first_byte(file)
    file.seek(start)
    lines = header_lines(all_lines(file))
    if lines and lines[0].startswith(b"From "):
        if len(lines) > 1 and is_mail(Headers(lines[1:])):
            return Mbox(file, name, start)
    elif is_mail(Headers(lines)):
        return OneMail(file, name, start)
    raise _no_mail(name)


def _no_mail(name: str) -> CockpitError:
    return CockpitError(
        _("{path} is not mail: give an .eml file, an mbox file or a Maildir folder.").format(
            path=one_line(name)
        )
    )


def _first_byte(file: BinaryIO) -> int:
    """Behind a byte order mark and empty lines."""
    head = file.read(LINE)
    start = len(_BOM) if head.startswith(_BOM) else 0
    return start + len(head[start:]) - len(head[start:].lstrip(b"\r\n"))
