"""What there is to be reminded of in delegated work: verdicts, silence, money, dues."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from cockpit.domain.delegating.waiting import OLD_DRAFT
from cockpit.domain.identity import parse_instant, ref
from cockpit.domain.reminders import (
    ASSIGNMENT_DUE,
    CHECK_IN_DUE,
    GONE_DARK,
    PAYMENT_DUE,
    VERDICT_OWED,
    WAITS_ON_OWNER,
    Moment,
)

Body = Mapping[str, Any]

VERDICT_AFTER = timedelta(days=1)
"""So long after a delivery the verdict is called owed."""
ANSWER_AFTER = timedelta(days=1)
"""So long after it was asked a question is told, when it has no answer."""
BEFORE_RELEASE = timedelta(days=1)
"""So long before its money goes by itself the verdict is told once more."""
PAYMENT_AT = time(9)
"""The wall time at which a payment of the day is told."""
RELEASE = "release"
"""The stage of a verdict whose money is about to go."""

_AT_WORK = ("trial", "active", "ending")


def moments_of_assignment(
    number: int, body: Body, who: str, release_days: int | None = None
) -> list[Moment]:
    """A verdict owed since a day, its money about to go; or work that falls due undelivered.

    A question without an answer is told after a day too, and a draft that was not sent by then.
    """
    own, about = ref("assignment", number), f"{body['title']} ({who})"
    state = body.get("state", "draft")
    if state == "draft":
        at = parse_instant(body["created_at"]) + OLD_DRAFT
        return [Moment(WAITS_ON_OWNER, own, "draft", about, at)]
    return [*_of_state(own, about, state, body, release_days), *_of_questions(own, about, body)]


def _of_questions(own: str, about: str, body: Body) -> list[Moment]:
    asked = [one["at"] for one in body.get("questions", ()) if not one.get("answered_at")]
    return [
        Moment(WAITS_ON_OWNER, own, "question", about, parse_instant(at) + ANSWER_AFTER)
        for at in dict.fromkeys(asked)
    ]


def _of_state(
    own: str, about: str, state: str, body: Body, release_days: int | None
) -> list[Moment]:
    if state == "delivered" and body.get("delivered_at"):
        delivered = parse_instant(body["delivered_at"])
        found = [Moment(VERDICT_OWED, own, "", about, delivered + VERDICT_AFTER)]
        if release_days is not None:
            goes = delivered + timedelta(days=release_days)
            before = max(delivered, goes - BEFORE_RELEASE)
            found.append(Moment(VERDICT_OWED, own, RELEASE, about, before, goes))
        return found
    if state in ("sent", "working", "changes_requested") and body.get("due"):
        return [Moment(ASSIGNMENT_DUE, own, "", about, parse_instant(body["due"]))]
    return []


def moments_of_contractor(number: int, body: Body) -> list[Moment]:
    """A sign of life falls due with the cadence, until he is dark with the grace.

    Both are counted from the last incoming word, as `contractor_signals.contact_of` counts.
    """
    cadence = body.get("cadence_days")
    if cadence is None or body.get("status", "active") not in _AT_WORK:
        return []
    last = parse_instant(body.get("last_contact") or body["created_at"])
    due = last + timedelta(days=cadence)
    dark = due + timedelta(days=body.get("grace_days", 2))
    own, about = ref("contractor", number), str(body["name"])
    found = [Moment(GONE_DARK, own, "", about, dark + timedelta(seconds=1))]
    if due < dark:
        found.append(Moment(CHECK_IN_DUE, own, "", about, due, dark))
    return found


def moments_of_payment(number: int, body: Body, who: str, zone: tzinfo) -> list[Moment]:
    """The morning, local to `zone`, of the day on which a payment falls due."""
    if not body.get("due") or body.get("paid"):
        return []
    day = date.fromisoformat(body["due"])
    about = f"{body['what']} ({who})"
    at = datetime.combine(day, PAYMENT_AT, tzinfo=zone)
    return [Moment(PAYMENT_DUE, ref("payment", number), "", about, parse_instant(at.isoformat()))]
