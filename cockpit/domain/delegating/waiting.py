"""Waiting on me: verdicts owed, questions asked, drafts never sent; what waits longest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from cockpit.domain.delegating.dossier import Body
from cockpit.domain.delegating.money import sums_of
from cockpit.domain.delegating.terms import terms_for
from cockpit.domain.identity import parse_instant

Kind = Literal["verdict", "question", "draft"]
_ORDER = ("verdict", "question", "draft")

OLD_DRAFT = timedelta(days=1)
"""A draft that is older than this is told in the nightly review."""


class OwnersTurn(NamedTuple):
    """One thing that a contractor cannot go on without."""

    kind: Kind
    reference: str
    """The assignment."""
    contractor: str
    words: str
    """The title, or what was asked."""
    since: datetime
    sums: Mapping[str, int] = {}
    """Money that hangs on a verdict: what is planned or due for it, in minor units per currency."""
    releases: datetime | None = None
    """When the money goes without a verdict."""


def owners_turns(
    work: Mapping[str, Body],
    payments: Iterable[Body] = (),
    engagements: Sequence[Body] = (),
) -> list[OwnersTurn]:
    """What waits on the owner in open assignments: verdicts, then questions, then drafts.

    `payments` are those not paid yet; `engagements` the terms that hold.
    """
    owed: dict[str, list[Body]] = {}
    for payment in payments:
        if payment.get("assignment"):
            owed.setdefault(payment["assignment"], []).append(payment["amount"])
    found: list[OwnersTurn] = []
    for key, body in work.items():
        if body.get("closed_at"):
            continue
        person, title = body["contractor"], str(body["title"])
        made = parse_instant(body["created_at"])
        if body.get("state", "draft") == "draft":
            found.append(OwnersTurn("draft", key, person, title, made))
        if body.get("state") == "delivered":
            since = parse_instant(body.get("delivered_at") or body["created_at"])
            terms = terms_for(engagements, person, body.get("function")) or {}
            days = terms.get("release_days")
            releases = since + timedelta(days=days) if days is not None else None
            sums = sums_of(owed.get(key, ()))
            found.append(OwnersTurn("verdict", key, person, title, since, sums, releases))
        found += [
            OwnersTurn("question", key, person, str(one["text"]), parse_instant(one["at"]))
            for one in body.get("questions", ())
            if not one.get("answered_at")
        ]
    return sorted(found, key=lambda one: (_ORDER.index(one.kind), one.since, one.reference))
