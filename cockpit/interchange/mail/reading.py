"""All mail of some mailboxes, as conversations that become requests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from cockpit.i18n import _
from cockpit.interchange.mail.guesses import guess_kind, guess_order_number
from cockpit.interchange.mail.letters import Letter, label_of, letter_of, without_prefixes
from cockpit.interchange.mail.mail_file import Found
from cockpit.interchange.mail.passed_over import labels_of, why_not, why_put_away
from cockpit.interchange.mail.sources import Source
from cockpit.interchange.mail.threads import conversations, links_of, marks_of
from cockpit.interchange.report import Skipped


class MailMessage:
    """One mail of a conversation, as the writing action asks for it."""

    def __init__(self, letter: Letter, customer: str) -> None:
        """`customer` is the address of whom the conversation is with."""
        self.letter = letter
        self.key = letter.key
        self.mine = letter.mine
        self.at = letter.at
        self.by = letter.sender
        self.record = letter.record
        self.links = links_of(letter)
        self.marks = marks_of(letter, customer)

    def note(self) -> str:
        """Its first lines, for an event."""
        text = self.letter.read().first_lines(4, 400)
        return "\n".join(line for line in (text, self.letter.doubt) if line)

    def request(self) -> dict[str, Any]:
        """The fields of the request that it is, when it is the first of a customer."""
        contents = self.letter.read()
        notes = (contents.first_lines(15, 1500), self.letter.doubt)
        subject = without_prefixes(self.letter.subject)
        fields = {
            "subject": subject or contents.first_lines(1, 80) or _("(no subject)"),
            "customer": self.letter.name or self.letter.sender,
            "address": self.letter.sender,
            "channel": "email",
            "received": self.letter.at,
            "kind": guess_kind(subject, contents.text),
            "order_number": guess_order_number(subject),
            "notes": "\n\n".join(line for line in notes if line),
        }
        return {name: value for name, value in fields.items() if value}


class Mail:
    """What was read of all mailboxes: how many, what was skipped, and the conversations."""

    def __init__(self, sources: Iterable[Source], me: Collection[str], now: datetime) -> None:
        """Read the headers of every mail; `me` are the addresses of the owner, in any case."""
        self.read = 0
        self.twice = 0
        """Copies of a mail that was read already, say in the inbox and in an archive."""
        self.skipped: list[Skipped] = []
        self.doubtful = 0
        """Mails whose date could not be used."""
        self._letters: dict[str, Letter] = {}
        own = {address.strip().lower() for address in me}
        for source in sources:
            for found in source.scan():
                self.read += 1
                self._take(found, source, own, now)
        self._learn_me(own)

    @property
    def knows_me(self) -> bool:
        """Whether a mail of the owner was among them."""
        return any(letter.mine for letter in self._letters.values())

    def conversations(self) -> Iterator[list[MailMessage]]:
        """Each as its messages, by the moment at which they were written."""
        letters: Sequence[Letter] = list(self._letters.values())
        for group in conversations(letters):
            first = next((one for one in group if not one.mine), None)
            customer = first.sender if first else next(iter(group[0].recipients), "")
            yield [MailMessage(letter, customer) for letter in group]

    def _take(self, found: Found, source: Source, me: set[str], now: datetime) -> None:
        headers = found.headers
        reason = found.trouble or why_put_away(found.kinds | labels_of(headers)) or why_not(headers)
        letter = None if reason else letter_of(found, source, me, now)
        if letter is None:
            senders = headers.people("from")
            label = label_of(headers.text("subject"), senders[0].address if senders else "")
            self.skipped.append(Skipped(label, reason or _("it does not say who wrote it")))
            return
        known = self._letters.get(letter.key)
        if known is None:
            self._letters[letter.key] = letter
            self.doubtful += bool(letter.doubt)
            return
        self.twice += 1
        if letter.mine and not known.mine:  # the copy in the folder of sent mail tells whose it is
            self._letters[letter.key] = letter

    def _learn_me(self, me: set[str]) -> None:
        """Who wrote what lies among the sent mail is the owner, elsewhere too."""
        learned = {one.sender for one in self._letters.values() if one.mine} | me
        for key, letter in self._letters.items():
            if not letter.mine and letter.sender in learned:
                self._letters[key] = letter._replace(mine=True)
