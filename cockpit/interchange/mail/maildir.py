"""A Maildir: a folder with one file for each mail, and its subfolders."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from cockpit.i18n import _
from cockpit.interchange.mail.headers import Headers
from cockpit.interchange.mail.mail_file import Found, Place, all_lines, read_one
from cockpit.interchange.mail.passed_over import kind_of_folder

_FLAGS = re.compile(r"[:;!]2,([A-Za-z]*)$")


class Maildir:
    """A folder with one file for each mail, and its subfolders."""

    def __init__(self, path: str, folders: list[str]) -> None:
        self.name, self._folders = path, folders

    def scan(self) -> Iterator[Found]:
        for folder in self._folders:
            kind = kind_of_folder(os.path.basename(os.path.abspath(folder)))
            for part in ("cur", "new"):
                try:
                    names = sorted(os.listdir(os.path.join(folder, part)))
                except OSError:
                    continue
                for name in names:
                    path = os.path.join(folder, part, name)
                    if not name.startswith(".") and os.path.isfile(path):
                        yield self._found(path, {kind, *_flags(name)} - {""})

    def lines(self, place: Place) -> Iterator[bytes]:
        assert isinstance(place, str)
        try:
            with open(place, "rb") as file:
                yield from all_lines(file)
        except OSError:  # moved by another program meanwhile: its headers are known all the same
            return

    def _found(self, path: str, kinds: set[str]) -> Found:
        try:
            with open(path, "rb") as file:
                found = read_one(file, path, kinds)
        except OSError as error:
            reason = os.strerror(error.errno or 0).lower()
            trouble = _("it cannot be read: {reason}").format(reason=reason)
            return Found(Headers([]), path, "", kinds, trouble)
        return found


def _flags(name: str) -> set[str]:
    flags = _FLAGS.search(name)
    if flags is None:
        return set()
    return {kind for letter, kind in (("D", "draft"), ("T", "deleted")) if letter in flags[1]}


def maildirs(path: str) -> list[str]:
    """The folder and those under it that hold mail; a folder of Maildirs is one too."""
    found = [path] if _holds_mail(path) else []
    for name in sorted(os.listdir(path)):
        below = os.path.join(path, name)
        if name not in ("cur", "new", "tmp") and _holds_mail(below):
            found += [below] if os.path.islink(below) else maildirs(below)
    return found


def _holds_mail(path: str) -> bool:
    return any(os.path.isdir(os.path.join(path, part)) for part in ("cur", "new"))
