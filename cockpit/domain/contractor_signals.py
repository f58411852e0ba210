"""How it stands with a contractor: his worst signal, with its reason; there is no score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from cockpit.domain.identity import parse_instant
from cockpit.i18n import _

Body = Mapping[str, Any]

ORDER = (
    "late", "dark", "delivered", "question", "off_track", "overload", "over_budget", "unpunctual",
    "stalled", "due_contact", "at_risk", "caution", "too_fast", "draft", "working", "idle",
)  # fmt: skip
"""Signals from the worst to the best."""


class Signal(NamedTuple):
    """One thing to know about a contractor, and why."""

    name: str
    """One of `ORDER`."""
    reason: str
    since: datetime | None = None
    waits_on_owner: bool = False
    subject: str = ""
    """The assignment or terms that it is about, "" for the contractor himself."""


def signal_of(assignment: Body, now: datetime) -> Signal:
    """What one open assignment says: a verdict owed, late, a question, never sent, in hand."""
    state = assignment.get("state", "draft")
    due = parse_instant(assignment["due"]) if assignment.get("due") else None
    if state == "delivered":
        since = parse_instant(assignment.get("delivered_at") or assignment["created_at"])
        return Signal("delivered", _("delivered: your verdict"), since, True)
    if due is not None and due < now and state != "draft":  # he does not know of a draft
        asked = state == "changes_requested"
        return Signal("late", _("late, changes asked") if asked else _("late, not delivered"), due)
    question = open_question(assignment)
    if question is not None:
        return Signal("question", _("asks: {text}").format(text=question[1]), question[0], True)
    if state == "draft":
        since = parse_instant(assignment["created_at"])
        return Signal("draft", _("draft, never sent"), since, True)
    if state == "changes_requested":
        return Signal("working", _("changes asked"), due)
    return Signal("working", _("working") if state == "working" else _("sent"), due)


def open_question(assignment: Body) -> tuple[datetime, str] | None:
    """When the oldest question without an answer was asked, and its words; None without one."""
    for one in assignment.get("questions", ()):
        if not one.get("answered_at"):
            return parse_instant(one["at"]), str(one["text"])
    return None


def waits_on_owner(assignment: Body) -> bool:
    """Whether a verdict, an answer, or the sending is the owner's to give."""
    state = assignment.get("state", "draft")
    return state in ("delivered", "draft") or open_question(assignment) is not None


def contact_of(contractor: Body, now: datetime) -> Signal | None:
    """Whether a sign of life is due: after the cadence it is, after the grace too he is dark.

    None where no cadence is agreed, or the contractor is not at work. Only incoming contact
    counts; without any, the count starts when the contractor was taken on.
    """
    cadence = contractor.get("cadence_days")
    if cadence is None or contractor.get("status", "active") not in ("trial", "active", "ending"):
        return None
    last = parse_instant(contractor.get("last_contact") or contractor["created_at"])
    silent = (now - last).days
    grace = contractor.get("grace_days", 2)
    reason = _("no word for {days} d (cadence {cadence}, grace {grace})").format(
        days=silent, cadence=cadence, grace=grace
    )
    if now > last + timedelta(days=cadence + grace):
        return Signal("dark", reason, last)
    if now > last + timedelta(days=cadence):
        return Signal("due_contact", reason, last)
    return None


def worst_signal(contractor: Body, assignments: Iterable[Body], now: datetime) -> Signal:
    """The worst signal of a contractor; "idle" when there is no open work and no silence."""
    signals = [signal_of(body, now) for body in assignments]
    contact = contact_of(contractor, now)
    if contact is not None:
        signals.append(contact)
    if not signals:
        return Signal("idle", _("nothing in hand"))
    return min(signals, key=lambda signal: ORDER.index(signal.name))
