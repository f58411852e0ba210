"""Movement: the last thing that was seen of a piece of work, and of the contractor's judgement."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from cockpit.domain.delegating.dossier import Body, Dossier
from cockpit.domain.delegating.measures.trust import ramp_of
from cockpit.domain.identity import parse_instant

GRACE_DAYS = 2


class Stall(NamedTuple):
    """Work of which nothing was seen for too long."""

    reference: str
    since: datetime
    days: int
    limit_days: int
    """Cadence and grace, in days."""


def last_movement(dossier: Dossier, key: str, work: Body) -> str:
    """The latest stored instant at which anything was seen of a piece of work.

    Sending it, a version or a verdict, a move of its due, a question, and an incoming check-in
    that names it; a word in general is contact, and no movement.
    """
    seen = [work.get("sent_at"), work.get("delivered_at"), work.get("decided_at")]
    seen += [one["at"] for one in dossier.versions.get(key, ())]
    seen += [one["at"] for one in work.get("due_moves", ())]
    seen += [one["at"] for one in work.get("questions", ())]
    seen += [one["at"] for one in check_ins_on(dossier, key)]
    return max(filter(None, seen), default=str(work["created_at"]))


def stalls_of(dossier: Dossier, now: datetime) -> list[Stall]:
    """Work in hand of which nothing was seen for longer than cadence + grace, the longest first.

    The cadence is the one agreed with the contractor, else that of his stage in the function.
    """
    found = []
    for key, work in dossier.in_hand():
        cadence = dossier.person.get("cadence_days")
        if cadence is None:
            cadence = ramp_of(dossier, work.get("function")).stage.cadence_days
        limit = cadence + dossier.person.get("grace_days", GRACE_DAYS)
        since = parse_instant(last_movement(dossier, key, work))
        if now > since + timedelta(days=limit):
            found.append(Stall(key, since, (now - since).days, limit))
    return sorted(found, key=lambda one: one.since)


def check_ins_on(dossier: Dossier, key: str) -> list[Body]:
    """The incoming check-ins about an assignment, the earliest first."""
    found = [
        one
        for one in dossier.check_ins
        if one.get("assignment") == key and one.get("direction", "incoming") == "incoming"
    ]
    return sorted(found, key=lambda one: str(one["at"]))


def last_word_on(dossier: Dossier, key: str) -> Body | None:
    """The latest incoming check-in that says how a piece of work stands."""
    told = [one for one in check_ins_on(dossier, key) if one.get("status")]
    return told[-1] if told else None
