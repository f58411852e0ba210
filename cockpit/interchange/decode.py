"""From bytes to text: the encoding is found, damaged bytes are told, never silently replaced."""

from __future__ import annotations

import codecs
import os
import re
import sys

from cockpit.errors import CockpitError, NotFound
from cockpit.i18n import _

LIMIT = 50 * 1024 * 1024
"""The largest file that is imported, in bytes."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = re.compile(
    rb"\x89PNG|GIF8|\xff\xd8\xff|%PDF-|PK\x03\x04|\x1f\x8b|BZh|\x7fELF|SQLite format"
)
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_CP1252_SIGNS = bytes({*range(0x80, 0xA0)} - {0x81, 0x8D, 0x8F, 0x90, 0x9D})
_DAMAGE = re.compile("[\x00\udc80-\udcff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Text:
    """Decoded text. Bytes that are not of the encoding stand in it as U+DC80 to U+DCFF."""

    def __init__(self, text: str, encoding: str, bom: int = 0) -> None:
        """`bom` is the length of the byte order mark."""
        self.text = text
        self.encoding = encoding
        self._known = (0, bom)
        """The last index of which the byte offset was asked, so that asking on is linear."""

    def damage(self, start: int, end: int) -> str | None:
        """A sentence on the first damaged byte between two indexes of the text, or None."""
        found = _DAMAGE.search(self.text, start, end)
        if found is None:
            return None
        return _("damaged text: byte 0x{byte:02X} at offset {offset} is not {encoding}").format(
            byte=ord(found[0]) & 0xFF,
            offset=self._offset(found.start()),
            encoding=self.encoding.upper(),
        )

    def _offset(self, index: int) -> int:
        known, offset = self._known
        low, high = min(known, index), max(known, index)
        length = len(self.text[low:high].encode(self.encoding, "surrogateescape"))
        offset += length if index >= known else -length
        self._known = (index, offset)
        return offset


def read_bytes(path: str) -> bytes:
    """The bytes of a file, or of standard input for "-"; at most `LIMIT`.

    Raises `NotFound` when there is no such file, `CockpitError` when it cannot be read or is
    too large.
    """
    try:
        if path == "-":
            data = sys.stdin.buffer.read(LIMIT + 1)
        else:
            with open(path, "rb") as file:
                data = file.read(LIMIT + 1)
    except FileNotFoundError as error:
        raise NotFound(_("There is no file {path}.").format(path=path)) from error
    except OSError as error:
        raise CockpitError(
            _("{path} cannot be read: {reason}.").format(
                path=path, reason=os.strerror(error.errno or 0).lower()
            )
        ) from error
    _check_size(len(data))
    return data


def decode(data: bytes | str, kind: str) -> Text:
    """The text of a file that should be of the format named `kind` ("a calendar").

    The order: byte order mark, UTF-8, UTF-16 without a mark (by its zero bytes), Windows-1252.
    A file that is mostly good UTF-8 stays UTF-8 and its bad bytes are marked as damaged.
    Raises `CockpitError` for a file that is not text, is cut in the middle of a character of
    UTF-16, or is larger than `LIMIT`.
    """
    _check_size(len(data))
    if isinstance(data, str):
        return _checked(Text(data.removeprefix("\ufeff"), "utf-8"), kind)
    if _BINARY.match(data):
        raise _not_text(kind)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(_strictly(data[len(mark) :], encoding, len(mark), kind), kind)
    if wide := _wide(data):
        return _checked(_strictly(data, wide, 0, kind), kind)
    try:
        return _checked(Text(data.decode("utf-8"), "utf-8"), kind)
    except UnicodeDecodeError:
        encoding = "cp1252" if _is_cp1252(data) else "utf-8"
        return _checked(Text(data.decode(encoding, "surrogateescape"), encoding), kind)


def looks_like_other(text: str) -> str | None:
    """The name of a well-known format that the text obviously is, or None."""
    head = text.lstrip()[:2000]
    lower = head.lower()
    if lower.startswith(("<!doctype", "<html", "<?xml", "<svg")):
        return "HTML" if "html" in lower[:200] else "XML"
    if re.match(r"begin:v[a-z]+\s*?(?:[\r\n]|\Z)", lower):
        return "vCard" if lower.startswith("begin:vcard") else "iCalendar"
    if re.match(r'(\[\s*)?\{\s*("|\}\s*\Z)|\[\s*(\]|"|\[)', head):
        return "JSON"
    return None


def _check_size(size: int) -> None:
    if size > LIMIT:
        raise CockpitError(
            _("The file is larger than {limit} MB; split it and import the parts.").format(
                limit=LIMIT // 1024 // 1024
            )
        )


def _strictly(data: bytes, encoding: str, bom: int, kind: str) -> Text:
    if encoding == "utf-8":
        return Text(data.decode("utf-8", "surrogateescape"), encoding, bom)
    try:
        return Text(data.decode(encoding), encoding, bom)
    except UnicodeDecodeError as error:
        raise CockpitError(
            _(
                "This cannot be read as {kind}: byte {offset} is not {encoding}; save it anew."
            ).format(kind=kind, offset=bom + error.start, encoding=encoding.upper())
        ) from error


def _wide(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, seen by the zero bytes of its ASCII letters."""
    head = data[:2000]
    half = len(head) // 2
    if half < 2 or len(data) % 2:
        return None
    if head[1::2].count(0) > 0.7 * half and head[0::2].count(0) == 0:
        return "utf-16-le"
    if head[0::2].count(0) > 0.7 * half and head[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _is_cp1252(data: bytes) -> bool:
    """Whether high bytes are rather Windows-1252 letters than damaged UTF-8."""
    high = sum(byte >= 0x80 for byte in data)
    good = sum(len(found) for found in _MULTIBYTE.findall(data))
    letters = sum(0xA0 <= byte < 0xFE or byte in _CP1252_SIGNS for byte in data)
    return good * 2 < high and letters * 10 >= high * 9


def _checked(decoded: Text, kind: str) -> Text:
    controls = len(_CONTROL.findall(decoded.text))
    damaged = len(_DAMAGE.findall(decoded.text))
    if controls + damaged > max(3, len(decoded.text) // 20):
        raise _not_text(kind)
    return decoded


def _not_text(kind: str) -> CockpitError:
    return CockpitError(
        _("This is not {kind}: the file is not text; nothing was imported.").format(kind=kind)
    )
