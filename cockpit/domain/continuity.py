"""Assets and procedures: what the business stands on, and how it is done without the owner."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from cockpit.domain.record import Line, Record, Ref


class Asset(Record):
    """A domain, account, list, trademark …; only where its credential is kept, never the secret."""

    TABLE: ClassVar[str] = "asset"

    name: Line
    kind: Line = "account"
    registered_to: Line | None = None
    kept_where: Line | None = None
    expires: date | None = None
    paid_by: Line | None = None
    notes: str = ""


class Procedure(Record):
    """How something is done, written down somewhere."""

    TABLE: ClassVar[str] = "procedure"

    name: Line
    function: Ref | None = None
    where: Line | None = None
    author: Line | None = None
    reviewed: date | None = None
    notes: str = ""
