"""Reminders: what is to be said, and when, derived from the records and never stored.

A reminder is known by its kind, subject, stage and instant; it is raised once. Outside working
hours only the urgent is raised: the rest is held to the next opening, or dropped where it would
be pointless by then. This module knows nothing of how reminders are kept or shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from cockpit.domain.hours.quiet import Hours, Quiet, held
from cockpit.domain.identity import parse_instant, ref

OPENING = "opening"
SHUT_DOWN = "shut_down"
BLOCK_START = "block_start"
BLOCK_END = "block_end"
BREAK = "break"
BATCH_DAY = "batch_day"
CUT_OFF = "cut_off"
AT_RISK = "at_risk"
BREACHED = "breached"
CALL_BACK = "call_back"
VERDICT_OWED = "verdict_owed"
WAITS_ON_OWNER = "waits_on_owner"
ASSIGNMENT_DUE = "assignment_due"
CHECK_IN_DUE = "check_in_due"
GONE_DARK = "gone_dark"
PAYMENT_DUE = "payment_due"
ASSET_RENEWAL = "asset_renewal"
PROCEDURE_STALE = "procedure_stale"


class Kind(NamedTuple):
    """How reminders of one kind behave."""

    timed: bool
    """Whether it belongs to an hour of the day (a block), not to a record that waits (a due)."""
    late: timedelta
    """How long after it has become pointless it is still told in the summary of what was missed."""


KINDS: Mapping[str, Kind] = {
    OPENING: Kind(timed=True, late=timedelta(0)),
    BLOCK_START: Kind(timed=True, late=timedelta(hours=12)),
    BLOCK_END: Kind(timed=True, late=timedelta(hours=12)),
    BREAK: Kind(timed=True, late=timedelta(0)),
    SHUT_DOWN: Kind(timed=True, late=timedelta(0)),
    BATCH_DAY: Kind(timed=False, late=timedelta(0)),
    CUT_OFF: Kind(timed=False, late=timedelta(0)),
    AT_RISK: Kind(timed=False, late=timedelta(0)),
    BREACHED: Kind(timed=False, late=timedelta(0)),
    CALL_BACK: Kind(timed=False, late=timedelta(0)),
    VERDICT_OWED: Kind(timed=False, late=timedelta(0)),
    WAITS_ON_OWNER: Kind(timed=False, late=timedelta(0)),
    ASSIGNMENT_DUE: Kind(timed=False, late=timedelta(0)),
    CHECK_IN_DUE: Kind(timed=False, late=timedelta(0)),
    GONE_DARK: Kind(timed=False, late=timedelta(0)),
    PAYMENT_DUE: Kind(timed=False, late=timedelta(0)),
    ASSET_RENEWAL: Kind(timed=False, late=timedelta(0)),
    PROCEDURE_STALE: Kind(timed=False, late=timedelta(0)),
}
"""Every kind there is. A further one is a row here, a part of `derive`, and its words."""

TIMED = tuple(name for name, kind in KINDS.items() if kind.timed)
"""The kinds that belong to an hour of the day."""

SUMMARY_AFTER = timedelta(minutes=2)
"""What is told later than this after its moment was missed, not punctual."""


class Reminder(NamedTuple):
    """One thing to say once. Instants are aware and in UTC."""

    kind: str
    subject: str
    """The record it is about: a short id ("R7", "B4", "H1"), or a block's occurrence."""
    stage: str
    """What of the subject: the name of the target that falls due, "" where there is only one."""
    instant: datetime
    """The moment it is about; with kind, subject and stage what makes it the same reminder."""
    rings: datetime
    """The moment at which it is raised: `instant`, or the next opening."""
    until: datetime | None
    """The moment from which it is pointless (the block is over); None is never."""
    urgent: bool
    about: str
    """The owner's words for the subject, as stored; clean them before they meet a terminal."""

    @property
    def key(self) -> tuple[str, str, str, datetime]:
        """What makes two reminders the same."""
        return self[:4]


class BlockTime(NamedTuple):
    """One occurrence of a block, as far as reminders care."""

    subject: str
    about: str
    start: datetime
    end: datetime


class DueTime(NamedTuple):
    """One running target of a request."""

    ref: str
    stage: str
    about: str
    at_risk_from: datetime | None
    due: datetime
    paused: bool = False
    urgent: bool = False
    snoozed_until: datetime | None = None


class CallBack(NamedTuple):
    """A call promised after an interruption."""

    ref: str
    about: str
    at: datetime
    urgent: bool = False

    @classmethod
    def of(cls, number: int, body: Mapping[str, Any]) -> CallBack:
        """The call-back of a stored interruption that has one."""
        about = ", ".join(words for words in (body["who"], body.get("about")) if words)
        return cls(ref("interruption", number), about, parse_instant(body["call_back"]))


class Moment(NamedTuple):
    """A moment of a record at which something is to be told."""

    kind: str
    ref: str
    stage: str
    about: str
    at: datetime
    until: datetime | None = None
    """From when it is pointless; None is never."""


class Facts(NamedTuple):
    """All that reminders are derived from."""

    hours: Hours | None = None
    """The owner's working hours; None (not said yet) is always open, with no opening to tell."""
    openings: Sequence[tuple[datetime, datetime]] = ()
    """First opening and last closing of each working day around the window."""
    blocks: Sequence[BlockTime] = ()
    dues: Sequence[DueTime] = ()
    call_backs: Sequence[CallBack] = ()
    moments: Sequence[Moment] = ()
    quiet: Quiet = Quiet()


def derive(facts: Facts, window_from: datetime, window_to: datetime) -> list[Reminder]:
    """The reminders that ring from `window_from` to `window_to`, both included, in order."""
    found: list[Reminder] = []
    hours, quiet = facts.hours, facts.quiet
    for opens, closes in facts.openings:
        found += of_working_day(opens, closes, quiet)
    for block in facts.blocks:
        found += of_block(block, hours, quiet)
    for due in facts.dues:
        found += of_due(due, hours, quiet)
    for call_back in facts.call_backs:
        found += of_call_back(call_back, hours, quiet)
    for moment in facts.moments:
        found += of_moment(moment, hours, quiet)
    inside = {one.key: one for one in found if window_from <= one.rings <= window_to}
    return sorted(inside.values(), key=in_order)


def in_order(reminder: Reminder) -> tuple[datetime, datetime, str, str]:
    """The order in which reminders are raised and told."""
    return reminder.rings, reminder.instant, reminder.kind, reminder.subject


def working_days(hours: Hours, first: date, last: date) -> list[tuple[datetime, datetime]]:
    """First opening and last closing of each local date on which there is one."""
    days: list[tuple[datetime, datetime]] = []
    day = first
    while day <= last:
        openings = hours.hours_on(day)
        if openings:
            days.append((openings[0][0].astimezone(UTC), openings[-1][1].astimezone(UTC)))
        day += timedelta(days=1)
    return days


def of_working_day(opens: datetime, closes: datetime, quiet: Quiet) -> list[Reminder]:
    """The opening, and the time to shut down."""
    shut_by = closes + SUMMARY_AFTER
    return _all(
        reminder_at(OPENING, "H1", "", opens, closes, "", None, quiet),
        reminder_at(SHUT_DOWN, "H1", "", closes, shut_by, "", None, quiet),
    )


def of_block(block: BlockTime, hours: Hours | None, quiet: Quiet) -> list[Reminder]:
    """The start of a block, pointless once it is over, and its end."""
    ends = block.end + timedelta(minutes=15)
    return _all(
        reminder_at(
            BLOCK_START, block.subject, "", block.start, block.end, block.about, hours, quiet
        ),
        reminder_at(BLOCK_END, block.subject, "", block.end, ends, block.about, hours, quiet),
    )


def of_due(due: DueTime, hours: Hours | None, quiet: Quiet) -> list[Reminder]:
    """At risk until it is due, then breached; nothing while the clock is paused.

    An answer at the due itself still meets it, so the breach rings a second later.
    """
    if due.paused:
        return []
    ref, stage, about, urgent = due.ref, due.stage, due.about, due.urgent
    risky = None
    if due.at_risk_from is not None:
        risky = reminder_at(
            AT_RISK, ref, stage, due.at_risk_from, due.due, about, hours, quiet,
            urgent=urgent, not_before=due.snoozed_until,
        )  # fmt: skip
    late = reminder_at(BREACHED, ref, stage, due.due, None, about, hours, quiet, urgent=urgent)
    if late is not None and late.rings == due.due:
        late = late._replace(rings=due.due + timedelta(seconds=1))
    return _all(risky, late)


def of_call_back(call: CallBack, hours: Hours | None, quiet: Quiet) -> list[Reminder]:
    """The promised moment of a call."""
    return _all(
        reminder_at(
            CALL_BACK, call.ref, "", call.at, None, call.about, hours, quiet, urgent=call.urgent
        )
    )


def of_moment(one: Moment, hours: Hours | None, quiet: Quiet) -> list[Reminder]:
    """The moment itself, held to the working hours."""
    return _all(
        reminder_at(one.kind, one.ref, one.stage, one.at, one.until, one.about, hours, quiet)
    )


def may_be_raised(reminder: Reminder, now: datetime, hours: Hours | None, quiet: Quiet) -> bool:
    """Whether a reminder whose moment has come may be raised at `now`.

    One that is not urgent, and was missed, waits for working hours: a machine that wakes in the
    evening keeps quiet. What rings at closing time is punctual for `SUMMARY_AFTER`.
    """
    if reminder.rings > now or is_pointless(reminder, now):
        return False
    if reminder.urgent:
        return True
    if hours is not None and now - reminder.rings <= SUMMARY_AFTER:
        hours = None
    return held(now, hours, quiet) == now


def is_pointless(reminder: Reminder, now: datetime) -> bool:
    """Whether it is too late to tell, even in a summary of what was missed."""
    return reminder.until is not None and now >= reminder.until + KINDS[reminder.kind].late


def reminder_at(
    kind: str,
    subject: str,
    stage: str,
    instant: datetime,
    until: datetime | None,
    about: str,
    hours: Hours | None,
    quiet: Quiet,
    *,
    urgent: bool = False,
    not_before: datetime | None = None,
) -> Reminder | None:
    """A reminder held to when it may be loud; None where it is turned off or pointless by then."""
    if kind in quiet.off:
        return None
    urgent = urgent or kind in quiet.always
    wanted = instant if not_before is None else max(instant, not_before)
    rings = wanted if urgent else held(wanted, hours, quiet)
    if rings is None or (until is not None and rings >= until):
        return None
    return Reminder(kind, subject, stage, instant, rings, until, urgent, about)


def _all(*reminders: Reminder | None) -> list[Reminder]:
    return [reminder for reminder in reminders if reminder is not None]
