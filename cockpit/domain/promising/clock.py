"""The clocks of a promise: when a request is due, derived from its events alone.

First response, next response and resolution each run from an arming event to an answer, and
stand still while the request waits on the customer. Nothing here is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from cockpit.domain.business_time import BusinessCalendar, NoOpening
from cockpit.domain.promising.batches import batch_for
from cockpit.domain.promising.status import (
    Clock,
    Clocks,
    Due,
    Fallen,
    Status,
    Verdict,
    clock_status,
    fallen,
    request_due,
    status,
)
from cockpit.domain.promising.story import Run, State, Story, read_story, state_of
from cockpit.domain.promising.terms import Target, Terms, check_terms, promise_for
from cockpit.errors import WrongUse
from cockpit.i18n import _

__all__ = [
    "Clock",
    "Clocks",
    "Due",
    "Fallen",
    "State",
    "Status",
    "Target",
    "Terms",
    "check_terms",
    "clock_status",
    "clocks",
    "fallen",
    "promise_for",
    "request_due",
    "state_of",
    "status",
]

Calendars = BusinessCalendar | Mapping[str, BusinessCalendar]
SMALLEST_LEAD = timedelta(hours=1)


def clocks(
    events: Iterable[Mapping[str, Any]],
    terms: Terms | None,
    calendar: Calendars | None,
    promised: datetime | None = None,
    kept: Iterable[Fallen] = (),
) -> Clocks:
    """The clocks of a request, from its events in any order.

    `calendar` is the promise's own, or all of them by short id. `promised` is a due given to
    this customer by name. `kept` are the verdicts that fell under earlier terms or hours.
    Errors: `WrongUse` when the promise's hours are not there, `NoOpening` when they never open.
    """
    story = read_story(events)
    terms = terms or Terms()
    hours = _hours_of(terms, calendar)
    facts = {(fact.clock, fact.armed_at): fact for fact in kept}
    latest: dict[str, Clock] = {}
    past: list[Clock] = []
    for run in story.runs:
        target = _target_of(run.name, terms)
        fact = facts.get((run.name, run.armed_at))
        if target is not None and hours is not None:
            clock = _kept(_clock(run, target, terms, hours), fact)
        elif fact is not None:
            clock = _kept(_without_terms(run), fact)
        else:
            continue
        if run.name in latest:
            past.append(latest[run.name])
        latest[run.name] = clock
    if promised is not None and story.runs:
        latest["promised"] = _promised(story, promised, terms, hours)
    return Clocks(
        latest.get("first"),
        latest.get("next"),
        latest.get("resolution"),
        latest.get("promised"),
        tuple(past),
        story.state,
        story.reopened,
    )


def _hours_of(terms: Terms, calendar: Calendars | None) -> BusinessCalendar | None:
    if calendar is None or isinstance(calendar, BusinessCalendar):
        return calendar
    if terms.hours in calendar:
        return calendar[terms.hours]
    if terms == Terms():
        return None
    raise WrongUse(
        _("The promise is counted in {hours}, and there are no such hours: choose others.").format(
            hours=terms.hours
        )
    )


def _target_of(name: str, terms: Terms) -> Target | None:
    if name == "first":
        return terms.first_response
    return terms.next_response if name == "next" else terms.resolution


def _clock(run: Run, target: Target, terms: Terms, calendar: BusinessCalendar) -> Clock:
    if target.measure == "batch":
        due, remaining = _batch_due(run, target, calendar), None
    else:
        due, remaining = _length_due(run, target, calendar)
    verdict: Verdict | None = None
    if run.answered_at is not None:
        verdict = "met" if due is None or run.answered_at <= due else "breached"
    at_risk = None
    if due is not None:
        lead = _lead(terms, target, run.armed_at, due, calendar)
        at_risk = _before(due, lead, run.armed_at, calendar)
    return Clock(
        run.name,
        target,
        run.armed_at,
        due,
        at_risk,
        due is None and run.answered_at is None,
        remaining,
        run.answered_at,
        verdict,
        tuple(run.pauses),
    )


def _length_due(
    run: Run, target: Target, calendar: BusinessCalendar
) -> tuple[datetime | None, timedelta | None]:
    working = target.measure == "working"
    remaining = timedelta(minutes=target.minutes)
    begin = run.armed_at
    for paused, resumed in run.pauses:
        used = calendar.between(begin, paused) if working else paused - begin
        if used >= remaining:
            break
        remaining -= used
        if resumed is None:
            return None, remaining
        begin = resumed
    return (calendar.add(begin, remaining) if working else begin + remaining), None


def _batch_due(run: Run, target: Target, calendar: BusinessCalendar) -> datetime | None:
    batch = batch_for(target, run.armed_at, calendar)
    for paused, resumed in run.pauses:
        if batch.due <= paused:
            break
        if resumed is None:
            return None
        # Who stood in the batch at its cut-off and is back before its close has kept the place.
        if not batch.cut_off <= paused <= resumed <= batch.due:
            batch = batch_for(target, resumed, calendar)
    return batch.due


def _promised(
    story: Story, promised: datetime, terms: Terms, calendar: BusinessCalendar | None
) -> Clock:
    armed_at, answered_at = story.arrival, story.resolved_at
    lead = _lead(terms, None, armed_at, promised, calendar)
    verdict: Verdict | None = None
    if answered_at is not None:
        verdict = "met" if answered_at <= promised else "breached"
    at_risk = _before(promised, lead, armed_at, calendar)
    return Clock(
        "promised", None, armed_at, promised, at_risk, False, None, answered_at, verdict, ()
    )


def _lead(
    terms: Terms,
    target: Target | None,
    armed_at: datetime,
    due: datetime,
    calendar: BusinessCalendar | None,
) -> timedelta:
    """The policy's lead, else a quarter of the target, at least an hour; all in working time.

    The working time within a target of calendar time, or up to a batch, stands for its length:
    a quarter of seven days of the calendar is no 42 working hours.
    """
    if terms.lead_minutes is not None:
        return timedelta(minutes=terms.lead_minutes)
    if target is not None and target.measure == "working":
        return max(SMALLEST_LEAD, timedelta(seconds=target.minutes * 15))
    if calendar is None:
        return SMALLEST_LEAD
    if target is not None and target.measure == "calendar":
        armed_at = due - timedelta(minutes=target.minutes)
    return max(SMALLEST_LEAD, calendar.between(armed_at, due) // 4)


def _before(
    due: datetime, lead: timedelta, armed_at: datetime, calendar: BusinessCalendar | None
) -> datetime:
    try:
        at = due - lead if calendar is None else calendar.subtract(due, lead)
    except NoOpening:
        at = due - lead
    return max(armed_at, at)


def _without_terms(run: Run) -> Clock:
    """A run for which nothing is promised any more."""
    return Clock(
        run.name, None, run.armed_at, None, None, False, None, run.answered_at, None,
        tuple(run.pauses),
    )  # fmt: skip


def _kept(clock: Clock, fact: Fallen | None) -> Clock:
    """The clock under the due by which its verdict fell; an answer told later is held to it."""
    if fact is None:
        return clock
    kept = clock.due != fact.due
    if fact.due is None:  # answered while it stood still
        return clock._replace(due=None, at_risk_from=None, verdict=fact.verdict, kept=kept)
    met = clock.answered_at is not None and clock.answered_at <= fact.due
    return clock._replace(
        due=fact.due,
        at_risk_from=min(clock.at_risk_from or fact.due, fact.due),
        paused=False,
        remaining=None,
        verdict="met" if met else "breached",
        kept=kept,
    )
