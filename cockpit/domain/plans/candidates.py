"""The list from which tomorrow is picked: each task once, in an order that no choice changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from cockpit.domain.plans.day_facts import DayFacts, Work
from cockpit.domain.plans.day_plan import Candidate
from cockpit.domain.plans.proposal import Proposal
from cockpit.domain.wording.times import WEEKDAYS, absolute, day_and_month, relative_date
from cockpit.i18n import _

_ORIGINS = {"day": 0, "left": 1, "week": 2, "due": 2, "other": 3}


def candidates(facts: DayFacts, proposal: Proposal) -> list[Candidate]:
    """What stands on the day, what was left over, what is proposed, then what else may be chosen.

    Within each by due, priority and the owner's own order. What stands on other days is no
    candidate until the owner names it.
    """

    def rank(work: Work) -> tuple[Any, ...]:
        group = _ORIGINS[work.origin]
        if group == 2 and work.ref not in proposal.chosen:
            group = 4
        return group, work.deadline, work.priority or 4, work.position, work.ref

    works = [work for work in facts.works.values() if work.origin != "other"]
    return [
        candidate(facts, proposal, work, chosen=work.ref in proposal.chosen)
        for work in sorted(works, key=rank)
    ]


def candidate(facts: DayFacts, proposal: Proposal, work: Work, *, chosen: bool) -> Candidate:
    """A task as it is shown, with why it is there."""
    return Candidate(
        work.ref,
        work.title,
        work.function,
        work.minutes,
        work.estimate,
        work.due,
        work.due_is_date,
        work.priority,
        work.rolls,
        work.person,
        work.whole,
        chosen,
        " · ".join(_whys(facts, proposal, work)),
    )


def _whys(facts: DayFacts, proposal: Proposal, work: Work) -> Iterable[str]:
    if work.due is not None:
        yield _due(facts, work)
    if work.origin == "left" and work.stands:
        stood = date.fromisoformat(work.stands)
        when = _("today") if stood == facts.today else _day(stood, facts.today)
        yield _("was for {day}").format(day=when)
    if work.origin == "other" and work.stands:
        yield _("planned for {day}").format(day=_day(date.fromisoformat(work.stands), facts.today))
    if work.person:
        yield _("promised to {person}").format(person=work.person)
    if work.ref in proposal.notes:
        yield proposal.notes[work.ref]


def _due(facts: DayFacts, work: Work) -> str:
    local = datetime.fromtimestamp(work.deadline - work.due_is_date, facts.zone)
    if facts.is_late(work) and local.date() > facts.today:
        return _("due {day}, before that day").format(day=_day(local.date(), facts.today))
    if facts.is_late(work):
        return _("was due {day}").format(day=_day(local.date(), facts.today))
    if facts.due_on_day(work) and not work.due_is_date:
        now = datetime.fromtimestamp(facts.start, UTC)
        return _("due {day}").format(day=absolute(local, now, facts.zone))
    return _("due {day}").format(day=relative_date(local.date(), facts.today))


def _day(day: date, today: date) -> str:
    """ "mon" within six days, else "27 nov"."""
    near = abs((day - today).days) < 7
    return WEEKDAYS[day.weekday()] if near else day_and_month(day, today)
