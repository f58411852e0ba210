"""One mail as a conversation needs it: who wrote to whom and when, and in answer to what."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from cockpit.domain.identity import format_instant
from cockpit.i18n import _
from cockpit.interchange.mail.contents import Contents, read_contents
from cockpit.interchange.mail.headers import Headers, Person
from cockpit.interchange.mail.mail_file import Found, Place
from cockpit.interchange.mail.passed_over import labels_of
from cockpit.interchange.mail.sources import Source
from cockpit.interchange.report import shorten

_ANSWER = re.compile(
    r"\s*(?:re|fwd?|fw|rv|aw|wg|sv|vs|tr|antw|res|enc)\s*(?:\[\d{1,3}\])?\s*:\s*", re.IGNORECASE
)
_CLOCKS_DIFFER = timedelta(minutes=5)
_REFERENCES = 30
"""The first and the nearest so many of the mails that a mail answers are looked at."""


class Letter(NamedTuple):
    """A mail without its body, small enough that a mailbox of many fits into memory."""

    key: str
    """What it is known by in every import: a hash of its id, or of its content without one."""
    has_id: bool
    answers: tuple[str, ...]
    """The keys of the mails that it answers, also of those that are not here."""
    at: str
    """When it was written, as a stored instant; never in the future."""
    doubt: str
    """A sentence on a date that could not be used."""
    sender: str
    """The address to which an answer would go."""
    name: str
    mine: bool
    recipients: tuple[str, ...]
    subject: str
    source: Source
    place: Place

    @property
    def topic(self) -> str:
        """The subject without "Re:" and the like, for mails without ids."""
        return " ".join(without_prefixes(self.subject).casefold().split())

    @property
    def is_answer(self) -> bool:
        """Whether its subject says that it answers."""
        return _ANSWER.match(self.subject) is not None

    @property
    def record(self) -> str:
        """Which mail it is, for the report."""
        return label_of(self.subject, self.sender)

    def read(self) -> Contents:
        """What it says; read from its mailbox now."""
        return read_contents(self.source.lines(self.place))


def label_of(subject: str, sender: str) -> str:
    """A mail by its subject and sender, short enough to print."""
    return shorten(f"{subject or _('(no subject)')} – {sender or _('no sender')}")


def without_prefixes(subject: str) -> str:
    """The subject without any "Re:", "RV:", "Fwd:" before it."""
    found = _ANSWER.match(subject)
    while found:
        subject = subject[found.end() :]
        found = _ANSWER.match(subject)
    return subject.strip()


def key_of(*words: str) -> str:
    """A short hash of what identifies something."""
    content = "\n".join(words).encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).hexdigest()[:24]


def letter_of(found: Found, source: Source, me: Collection[str], now: datetime) -> Letter | None:
    """The letter of a mail; None when no address of a sender can be found in it."""
    headers = found.headers
    senders = headers.people("from") or headers.people("sender") or headers.people("return-path")
    if not senders:
        return None
    answered = _answered(headers)
    sender, mine = _who(senders[0], headers, me, answering=bool(answered))
    mine = mine or bool({"sent"} & (found.kinds | labels_of(headers)))
    if mine:
        sender = senders[0]
    ids = headers.ids("message-id")
    at, doubt = _moment(headers, now)
    subject = shorten(headers.text("subject"), 200)
    if ids:
        key = key_of("id", ids[0])
    else:
        key = key_of("content", sender.address, headers.first("date"), subject, found.digest)
    return Letter(
        key,
        bool(ids),
        tuple(one for one in answered if one != key),
        format_instant(at),
        doubt,
        sender.address,
        sender.name,
        mine,
        tuple(dict.fromkeys(one.address for one in headers.people("to", "cc")))[:20],
        subject,
        source,
        found.place,
    )


def _answered(headers: Headers) -> tuple[str, ...]:
    ids = list(dict.fromkeys([*headers.ids("references"), *headers.ids("in-reply-to")]))
    if len(ids) > _REFERENCES:
        ids = [ids[0], *ids[1 - _REFERENCES :]]
    return tuple(key_of("id", one) for one in ids)


def _who(
    sender: Person, headers: Headers, me: Collection[str], *, answering: bool
) -> tuple[Person, bool]:
    """The person whom the mail is from, and whether that is the owner.

    Forms of a shop send from an address of the shop, or of the service behind it, and name the
    customer in Reply-To. In a mail of the owner that begins a thread this is meant too.
    """
    back = [one for one in headers.people("reply-to") if one.address not in me]
    if sender.address in me:
        if back and not answering:
            return _named(back[0], sender, keep=False), False
        return sender, True
    return (_named(back[0], sender, keep=True), False) if back else (sender, False)


def _named(person: Person, sender: Person, *, keep: bool) -> Person:
    return person if person.name or not keep else Person(sender.name, person.address)


def _moment(headers: Headers, now: datetime) -> tuple[datetime, str]:
    """When it was written, never in the future, and a sentence where that had to be guessed."""
    said = headers.date()
    if said is not None and said <= now + _CLOCKS_DIFFER:
        return min(said, now), ""
    arrived = headers.arrival()
    instead = arrived if arrived is not None and arrived <= now else now
    if said is not None:
        doubt = _("The date of this mail ({at}) lies in the future; it counts from {instead}.")
        return instead, doubt.format(at=format_instant(said), instead=format_instant(instead))
    doubt = _("This mail has no date that can be read; it counts from {instead}.")
    return instead, doubt.format(instead=format_instant(instead))
