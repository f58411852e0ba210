"""What an importer proposes, what it skipped and why, and the report of a whole import."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

SCHEMA = 1
"""The version of the report's JSON shape."""


class Skipped(NamedTuple):
    """A record of the file that was not imported."""

    record: str
    """Which one: "line 3", or its title, short enough to print."""
    reason: str
    """One sentence for the owner."""


class Proposal(NamedTuple):
    """One record to write, as far as the file speaks about it."""

    table: str
    uid: str
    """The file's own uid where it has one, kept exactly; otherwise derived from the content."""
    body: dict[str, Any]
    """The fields that the file determines, in document shape; compared on the next import.

    A record that is new needs besides: `uid`, `created_at` where it is missing (now), and the
    defaults of its model. Fields that the file does not speak about are left alone on an update.
    """
    initial: dict[str, Any]
    """Fields to fill only where the stored record has none: guesses, and inexact dates.

    A record that is not open and has no `closed_at` in its body has one here.
    """
    links: dict[str, tuple[str, str]]
    """Field → (table, uid or name) of a record that the field refers to.

    An override's block must be found; a function that is not found is left None.
    """
    record: str
    """Which record of the file it was, for the report."""

    @property
    def digest(self) -> str:
        """A hash of all that the file says about this record: equal means nothing changed."""
        return fingerprint(json.dumps([self.table, self.body, self.links], sort_keys=True))


class Parsed(NamedTuple):
    """All that was read from one file; `read` counts its records, skipped ones included.

    `len(proposals)` may be larger than what was read and not skipped: an event with extra
    dates becomes several records.
    """

    read: int
    proposals: list[Proposal]
    skipped: list[Skipped]
    encoding: str = "utf-8"
    """How the bytes were read; worth telling where it is not UTF-8."""
    told: tuple[str, ...] = ()
    """Sentences for the owner besides: what had to be guessed, what was not used."""


class Report(NamedTuple):
    """The outcome of one import."""

    read: int
    added: int
    updated: int
    unchanged: int
    skipped: list[Skipped]
    encoding: str = "utf-8"
    left_out: Sequence[tuple[str, str]] = ()
    """Record and sentence of those that were imported without a secret in them."""

    def to_json(self) -> dict[str, Any]:
        """The report as one JSON object, as the import contract has it.

        `left_out` is there only where something was left out.
        """
        told = [{"record": record, "reason": reason} for record, reason in self.left_out]
        return {
            "schema": SCHEMA,
            "read": self.read,
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "skipped": [{"record": one.record, "reason": one.reason} for one in self.skipped],
            "encoding": self.encoding,
            **({"left_out": told} if told else {}),
        }


def fingerprint(text: str) -> str:
    """A stable short hash of a text: 24 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


class ContentKeys:
    """Uids for records without one: the same content gives the same uid, in every run."""

    def __init__(self, kind: str) -> None:
        """`kind` is the prefix, as in "todotxt:…"."""
        self.kind = kind
        self.seen: dict[str, int] = {}

    def key(self, content: str) -> str:
        """The uid of this content; identical contents in one file are numbered."""
        mark = fingerprint(content)
        self.seen[mark] = number = self.seen.get(mark, 0) + 1
        return f"{self.kind}:{mark}" if number == 1 else f"{self.kind}:{mark}:{number}"


def shorten(text: str, width: int = 80) -> str:
    """A printable label of at most `width` characters for the report."""
    line = "".join(c if c.isprintable() else " " for c in text[: width * 4])
    line = " ".join(line.split())
    return line if len(line) <= width else line[: width - 1] + "…"


Documents = Mapping[str, Mapping[int, Mapping[str, Any]]]
"""Table name → document number → document body, as the workspace hands them out."""


class Context(NamedTuple):
    """What an importer is told beside the file."""

    now: datetime
    zone: str
    """IANA name of the owner's zone."""
