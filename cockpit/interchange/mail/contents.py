"""What a mail says: its first lines as text, and the names of what is attached.

Of a mail of any size only the beginning of each part is kept; attachments are never decoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email import message_from_string
from email.errors import MessageError
from email.message import Message
from typing import NamedTuple

from cockpit.domain.wording.plain_text import many_lines, one_line
from cockpit.i18n import _
from cockpit.interchange.mail.headers import decoded, text_of
from cockpit.interchange.mail.html_text import html_to_text

_PART = 256 * 1024
"""What is kept of one part, in bytes: the first lines of an HTML mail lie behind its styles."""
_WHOLE = 4 * 1024 * 1024
"""What is kept of one mail, in bytes."""
_PART_HEADER = 4 * 1024
"""What is kept of the headers of one part, in bytes: the parser is slow in long ones."""
_PARTS = 200
_NAMES = 10

_BOUNDARY = re.compile(rb"boundary\s*=\s*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.I)
_MAIL_INSIDE = re.compile(rb"^(content-type\s*:\s*|\s+)message/", re.IGNORECASE)
"""A mail that is attached is a part like others: it is not looked into."""
_ABOUT_BODY = (b"content-", b"mime-version")
_WROTE = re.compile(
    r"\s*(?:on\b.{4,200}\bwrote\s*:|el\b.{4,200}\bescribi[oó]\s*:|am\b.{4,200}\bschrieb\b.*:|"
    r"-{2,} ?(?:original message|mensaje original|forwarded message) ?-{2,})\s*$",
    re.IGNORECASE,
)


class Contents(NamedTuple):
    """What was read of one mail."""

    text: str
    """Plain text without control characters, without what was quoted from earlier mails."""
    attachments: list[str]
    """The names of the first ones, as the mail gives them."""
    attached: int
    """How many are attached."""

    def first_lines(self, lines: int, characters: int) -> str:
        """The beginning of the text, and a line that names the attachments."""
        kept = self.text.split("\n")
        text = "\n".join(kept[:lines])
        if len(text) > characters:
            text = text[: characters - 1].rstrip() + "…"
        elif len(kept) > lines:
            text += " …"
        if not self.attached:
            return text
        names = ", ".join(self.attachments)
        more = self.attached - len(self.attachments)
        if more:
            names += _(" and {count} more").format(count=more)
        line = _("Attachments ({count}, not stored): {names}").format(
            count=self.attached, names=names
        )
        return f"{text}\n{line}" if text else line


def read_contents(lines: Iterable[bytes]) -> Contents:
    """What the mail with these lines says; one whose parts cannot be told apart says nothing."""
    try:
        # one character a byte: the parser must not decode by whatever charset the mail claims
        message = message_from_string(b"".join(_shortened(lines)).decode("latin-1"))
        plain = html = ""
        names: list[str] = []
        count = 0
        for part in _leaves(message):
            name = _attached(part)
            if name:
                count += 1
                if len(names) < _NAMES:
                    names.append(name)
            elif part.get_content_type() == "text/html":
                html = html or html_to_text(_text(part))
            else:
                plain = plain if plain.strip() else _text(part)
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError):
        # a broken mail is a request all the same: it is known by whom, when and about what
        return Contents("", [], 0)
    return Contents(_own_words(plain if plain.strip() else html), names, count)


def _shortened(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The mail with only what describes its body, and the beginning of each part."""
    stream = iter(lines)
    boundaries: set[bytes] = set()
    kept = False
    size = 0
    for line in stream:
        if not line.strip(b"\r\n"):
            break
        if line[:1] not in (b" ", b"\t"):
            kept = line[:12].lower().startswith(_ABOUT_BODY)
        size += len(line) if kept else 0
        if kept and size < _PART_HEADER:
            _learn(line, boundaries)
            yield _MAIL_INSIDE.sub(rb"\1application/mail-", line)
    yield b"\n"
    part = whole = 0
    in_header = False
    for line in stream:
        if line.startswith(b"--") and line[2:].rstrip() in boundaries:
            part = 0
            in_header = True
        elif in_header:
            in_header = bool(line.strip(b"\r\n"))
            if part + len(line) > _PART_HEADER and in_header:
                continue
            _learn(line, boundaries)
            line = _MAIL_INSIDE.sub(rb"\1application/mail-", line)
        part += len(line)
        if part > _PART or whole > _WHOLE:
            continue
        whole += len(line)
        yield line


def _learn(line: bytes, boundaries: set[bytes]) -> None:
    if b"oundary" in line or b"OUNDARY" in line:
        found = _BOUNDARY.search(line)
        if found and len(boundaries) < _PARTS:
            boundaries.add((found[1] or found[2]).rstrip())


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that are no containers; a mail that is attached is one part."""
    waiting = [message]
    seen = 0
    while waiting and seen < _PARTS:
        part = waiting.pop()
        seen += 1
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting += [one for one in reversed(inner) if isinstance(one, Message)]
        else:
            yield part


def _attached(part: Message) -> str:
    """The name of an attachment, "" for what is text of the mail."""
    try:
        given = part.get_filename()
    except (ValueError, LookupError, TypeError, AttributeError):
        given = None
    kind = part.get_content_type()
    name = one_line(decoded(_from_bytes(str(given or ""))), 80)
    disposition = str(part.get("content-disposition") or "").strip().lower()
    is_text = part.get_content_maintype() == "text" and kind != "text/calendar"
    if is_text and not disposition.startswith("attachment") and not name:
        return ""
    if part.get_content_maintype() == "multipart":
        return ""  # a container whose parts are not there
    return name or (_("a mail") if kind.startswith("application/mail-") else kind)


def _from_bytes(text: str) -> str:
    """A name whose characters are bytes as text; one that was decoded already as it is."""
    try:
        return text_of(text.encode("latin-1"))
    except UnicodeEncodeError:
        return text


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset()
    return text_of(data, charset or "")


def _own_words(text: str) -> str:
    """The text without quoted lines, the signature, and empty lines one after the other."""
    found: list[str] = []
    for line in many_lines(text[:_PART]).split("\n"):
        if line in ("--", "-- ") or _WROTE.match(line):
            if any(found):
                break
            continue
        if line.startswith(">"):
            continue
        line = line.strip()
        if line or (found and found[-1]):
            found.append(line)
    return "\n".join(found).strip()
