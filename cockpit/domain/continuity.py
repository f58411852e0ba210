"""Assets, access, procedures and their runs: what the business stands on, and who can carry it on.

What is not known is None, never "no". A secret has no field: only where it is kept.
"""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from cockpit.domain.record import Instant, Line, Part, Record, Ref
from cockpit.i18n import _

Person = Annotated[str, StringConstraints(pattern=r"^(?:owner|C[1-9]\d*)$")]
"""The owner himself ("owner") or a contractor ("C3"); unknown is None."""

Holder = Line
"""Who holds something: "owner", a contractor ("C3"), "none" (nobody does, and that is known), or
the name of somebody else."""

Days = Annotated[int, Field(ge=1, le=3_650)]


class Asset(Record):
    """A domain, account, list, trademark …; only where its credential is kept, never the secret."""

    TABLE: ClassVar[str] = "asset"

    name: Line
    kind: Line = "account"
    registered_to: Holder | None = None
    """In whose name it is."""
    evidence: datetime.date | None = None
    """When that was last seen in black and white."""
    owner_admin: bool | None = None
    """Whether the owner can do everything there with a login of his own."""
    recovery: Holder | None = None
    """Who gets the mail or call by which a lost password is replaced."""
    second_factor: Holder | None = None
    """Who holds the second factor of the main login."""
    kept_where: Line | None = None
    """The vault and the item in it."""
    last_login: datetime.date | None = None
    """When the owner last logged in himself."""
    rotated: datetime.date | None = None
    """When its shared credential was last changed."""
    expires: datetime.date | None = None
    paid_by: Holder | None = None
    exit_ready: bool | None = None
    """Whether it can be moved elsewhere, with what is in it."""
    functions: tuple[Ref, ...] = ()
    """The functions that cannot be done without it."""
    procedures: tuple[Ref, ...] = ()
    """How it is renewed, restored, moved."""
    notes: str = ""


class Grant(Record):
    """Access to an asset that a contractor was given; closed when it is revoked."""

    TABLE: ClassVar[str] = "grant"

    asset: Ref
    contractor: Ref
    level: Literal["admin", "use", "read"] = "use"
    shared: bool | None = None
    """Whether he uses a credential that others use too; no is a login of his own."""
    since: datetime.date | None = None
    review: datetime.date | None = None
    """When it is to be asked again whether he needs it."""
    note: str = ""


class Procedure(Record):
    """How something is done, written down somewhere."""

    TABLE: ClassVar[str] = "procedure"

    name: Line
    function: Ref | None = None
    where: Line | None = None
    format: Line | None = None
    """Text, checklist, video …"""
    author: Holder | None = None
    written: datetime.date | None = None
    """Since when it exists; unknown is taken as the day of the record."""
    reviewed: datetime.date | None = None
    review_days: Days | None = None
    """After so many days it is to be looked at again."""
    notes: str = ""


class Run(Record):
    """Somebody followed a procedure."""

    TABLE: ClassVar[str] = "run"

    procedure: Ref
    by: Person
    at: Instant
    unaided: bool | None = None
    """Without asking anybody."""
    ok: bool | None = None
    """Whether the result was right."""
    note: str = ""


class DrilledFunction(Part):
    """A function as it stood in a drill."""

    function: Ref
    name: Line
    before: Annotated[int, Field(ge=0, le=4)]
    """Its cover with everybody there."""
    level: Annotated[int, Field(ge=0, le=4)]
    """Its cover without the person; in a drill of all the lowest of the single losses."""


class DrilledRule(Part):
    """A hard rule that was broken in a drill."""

    rule: Line
    asset: Ref
    name: Line


class Drill(Record):
    """What a drill found when it was held; never changed afterwards."""

    TABLE: ClassVar[str] = "drill"

    subject: Holder
    """Who was taken out: "owner", "C3", somebody else who holds something; "all" is each alone."""
    name: Line
    at: Instant
    score: Annotated[int, Field(ge=0, le=100)] | None = None
    """None where there is no function to judge by."""
    completeness: Annotated[int, Field(ge=0, le=100)] = 0
    """The share of the questions that are answered, in percent."""
    unknown: Annotated[int, Field(ge=0)] = 0
    """Questions without an answer."""
    stops: tuple[Ref, ...] = ()
    """The functions that stop."""
    functions: tuple[DrilledFunction, ...] = ()
    rules: tuple[DrilledRule, ...] = ()

    @model_validator(mode="after")
    def _says_who(self) -> Self:
        known = {one.function for one in self.functions}
        if not known.issuperset(self.stops):
            raise ValueError(_("a drill names a function that stops and is not in it"))
        return self
