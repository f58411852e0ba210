"""Short ids ("T12"), uids and the one spelling of an instant; light enough for quick capture."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

from cockpit.errors import NotFound, WrongUse
from cockpit.i18n import _

PREFIXES = {
    "function": "F",
    "block": "B",
    "override": "O",
    "hours": "H",
    "task": "T",
    "request": "R",
    "promise": "P",
    "contractor": "C",
    "assignment": "A",
    "interruption": "I",
    "entry": "E",
    "asset": "S",
    "procedure": "D",
    "review": "V",
    "grant": "G",
    "run": "N",
    "drill": "X",
    "engagement": "L",
    "deliverable": "J",
    "checkin": "U",
    "feedback": "K",
    "vetting": "Q",
    "payment": "M",
}
"""Table name to the letter of its short ids."""

TABLES = {prefix: table for table, prefix in PREFIXES.items()}

_REF = re.compile(r"([A-Za-z]?)([1-9][0-9]{0,17})\Z")


def ref(table: str, number: int) -> str:
    """The short id of a document: `ref("task", 12)` is "T12"."""
    return f"{PREFIXES[table]}{number}"


def split_ref(text: str, table: str | None = None) -> tuple[str, int]:
    """The table and number of a short id; a bare number is taken with `table`.

    Raises `WrongUse` when it is not a short id, or names a record of another kind.
    """
    said = text.strip()
    match = _REF.match(said)
    if match and table and not match[1]:
        return table, int(match[2])
    found = TABLES.get(match[1].upper()) if match else None
    if match is None or found is None:
        example = ref(table, 12) if table else "T12"
        raise WrongUse(
            _("{text!r} is not a record id; write it like {example}.").format(
                text=said[:40], example=example
            )
        )
    if table and found != table:
        raise WrongUse(
            _(
                "{text} is a {found}, but a {table} is needed here; its ids look like {example}."
            ).format(text=said, found=found, table=table, example=ref(table, 12))
        )
    return found, int(match[2])


def number_of(reference: str) -> int:
    """The document number of a well-formed short id."""
    return int(reference[1:])


def new_uid() -> str:
    """A new random uid: 32 hexadecimal digits."""
    return os.urandom(16).hex()


def format_instant(moment: datetime) -> str:
    """An aware moment as stored text: UTC, whole seconds, "2026-11-23T05:32:00Z"."""
    if moment.tzinfo is None:
        raise WrongUse(_("a time without a time zone cannot be stored"))
    utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return utc.isoformat(timespec="seconds")[:-6] + "Z"


def parse_instant(text: str) -> datetime:
    """The aware UTC moment of stored text (any ISO 8601 spelling with an offset)."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise WrongUse(_("{text!r} has no time zone; add Z or an offset.").format(text=text))
    return moment.astimezone(UTC)


def missing(table: str, number: int) -> NotFound:
    """The error for a record that is not there."""
    return NotFound(
        _("There is no {table} {id}; `cockpit {table} list --all` shows what there is.").format(
            table=table, id=ref(table, number)
        )
    )
