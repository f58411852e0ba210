"""The master list of the next week: what may go onto it, against the hours of its blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, NamedTuple

from cockpit.actions.owner import today
from cockpit.actions.planning import FunctionOverload
from cockpit.actions.plans.facts import day_facts_of, work_of
from cockpit.actions.tasks import move_to_backlog, move_to_week
from cockpit.domain.clock import DAY_END
from cockpit.domain.identity import number_of, ref
from cockpit.domain.planning import Job, first_overload, smallest_cut
from cockpit.domain.plans.day_facts import DayFacts, Work
from cockpit.domain.review_weeks import ReviewWeeks
from cockpit.domain.wording.times import WEEKDAYS, day_and_month
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

Origin = Literal["list", "day", "due", "left", "backlog"]
"""On the next list; on a day of the next week; due by then; on an older list or day; elsewhere."""

FROM_BACKLOG = 50
"""So many tasks of the backlog are offered, the most urgent first."""
CUT_STEPS = 20_000
"""What a suggested cut may cost on a key: some milliseconds; then a quick one is given."""
_MOST_NAMED = 8
_NOTHING: Mapping[str, bool] = {}


class Listed(NamedTuple):
    """A task that is on the list, or may come onto it."""

    ref: str
    title: str
    function: str | None
    estimate: int | None
    minutes: int
    """Scaled, less what was clocked on it; 0 without an estimate, and while it waits."""
    origin: Origin
    why: str
    """ "on wed", "due thu", "waits on Anna"; "" where the origin says it."""
    rolls: int
    priority: int | None
    chosen: bool

    @property
    def stands(self) -> bool:
        """Whether it is on the next list, or on a day of the next week, already."""
        return self.origin in ("list", "day")


class FunctionBar(NamedTuple):
    """What is chosen of a function against its blocks of the week, in minutes."""

    function: str
    name: str
    demand: int
    free: int
    """What is still to come of its blocks, without busy appointments."""
    personal: bool

    @property
    def over(self) -> int:
        """By how much the demand exceeds the time there is."""
        return max(0, self.demand - self.free)


class WeekPlan(NamedTuple):
    """The list of a week as it would be accepted now."""

    week: str
    candidates: tuple[Listed, ...]
    bars: tuple[FunctionBar, ...]
    overloads: tuple[FunctionOverload, ...]
    """At most one for each function: its first deadline that cannot be kept."""
    unknown: int
    """How many of the chosen have no function or no estimate, and count nothing."""

    @property
    def chosen(self) -> list[Listed]:
        """What would be on the list."""
        return [one for one in self.candidates if one.chosen]


class WeekPlanner:
    """A week's facts, read once; a plan of it for every key.

    It does not follow the records: make a new one when they change.
    """

    def __init__(self, workspace: Workspace, weeks: ReviewWeeks, day_end: time = DAY_END) -> None:
        """Read the facts; of a week that has begun only what is still to come counts."""
        self.workspace = workspace
        self.weeks = weeks
        self.today = today(workspace, day_end)
        first = max(weeks.next_monday, self.today)
        self._facts, self._reading = day_facts_of(workspace, first, day_end)
        self._works: dict[str, Work] = {}
        self._bodies: dict[str, Body] = {}
        self._origins: dict[str, Origin] = {}
        for origin, number, body in self._found():
            self._take(origin, number, body)

    def plan(self, choices: Mapping[str, bool] = _NOTHING) -> WeekPlan:
        """The proposal, with what the owner said (task id to in or out) over it.

        Any open task may be named.
        """
        for one in choices:
            if one not in self._origins:
                body = self.workspace.find("task", number_of(one))
                if body is not None and not body.get("closed_at"):
                    self._take("backlog", number_of(one), body)
        rows = [self._row(one, choices.get(one)) for one in self._origins]
        demand: dict[str, list[Work]] = {}
        unknown = 0
        for row in rows:
            work = self._works.get(row.ref)
            if not row.chosen or work is None:
                continue
            if row.function is None or not row.minutes:
                unknown += 1
            else:
                demand.setdefault(row.function, []).append(work)
        facts = self._facts
        bars = [
            FunctionBar(
                one, name, sum(work.minutes for work in demand.get(one, ())), free, personal
            )
            for one, name in facts.names.items()
            for free in [self._free(one)]
            for personal in [one in facts.personal]
            if free or one in demand
        ]
        found = (self._overload(one, works) for one, works in demand.items())
        overloads = tuple(one for one in found if one is not None)
        return WeekPlan(self.weeks.next_week, tuple(rows), tuple(bars), overloads, unknown)

    def _take(self, origin: Origin, number: int, body: Body) -> None:
        one = ref("task", number)
        if one in self._origins:
            return
        work = work_of(self._reading, number, body, named=True)
        if work is not None:
            self._works[one] = work
        elif origin == "backlog":
            return  # it waits, and is on no list
        self._bodies[one], self._origins[one] = body, origin

    def _found(self) -> Iterator[tuple[Origin, int, Body]]:
        """What may be on the list: what stands there first, the backlog last."""
        table, weeks = self.workspace.table("task"), self.weeks
        next_week = weeks.next_week
        yield from (
            ("list", *row) for row in table.live_between(f"2{next_week}|", f"2{next_week}|~")
        )
        first = max(weeks.next_monday, self.today).isoformat()
        after = (weeks.next_sunday + timedelta(days=1)).isoformat()
        yield from (("day", *row) for row in table.live_between(f"1{first}", f"1{after}"))
        yield from (("left", *row) for row in table.live_between("1", f"1{self.today.isoformat()}"))
        yield from (("left", *row) for row in table.live_between("2", f"2{next_week}|"))
        facts = self._facts
        due = [one for one in facts.works.values() if one.due and one.deadline <= facts.week_end]
        for work in sorted(due, key=lambda one: (one.deadline, number_of(one.ref))):
            if work.stands is None:  # one that stands on another day has its place
                yield "due", number_of(work.ref), self.workspace.body(work.ref)[2]
        yield from (("backlog", *row) for row in table.live_between("3", "4", FROM_BACKLOG))

    def _row(self, one: str, said: bool | None) -> Listed:
        body, origin, work = self._bodies[one], self._origins[one], self._works.get(one)
        return Listed(
            one,
            str(body["title"]),
            body.get("function"),
            body.get("estimate_minutes"),
            work.minutes if work else 0,
            origin,
            self._why(body, origin, work),
            body.get("rolls", 0),
            body.get("priority"),
            origin != "backlog" if said is None else said,
        )

    def _why(self, body: Body, origin: Origin, work: Work | None) -> str:
        if work is None:
            waiting: Mapping[str, Any] = body.get("waiting") or {}
            who = waiting.get("who") or waiting.get("until") or ""
            return _("waits on {who}").format(who=who)
        if origin == "day":
            return _("on {day}").format(day=_weekday(date.fromisoformat(body["day"])))
        if work.due and work.deadline <= self._facts.week_end:
            moment = datetime.fromisoformat(work.due)
            if moment < self.workspace.now():
                return _("late")
            due = moment.astimezone(self._facts.zone).date()
            if due < self.weeks.next_monday:
                return _("due {day}").format(day=day_and_month(due, self.today))
            return _("due {day}").format(day=_weekday(due))
        return ""

    def _free(self, function: str) -> int:
        axis = self._facts.axes.get(function)
        return axis.between(self._facts.start, self._facts.week_end) if axis else 0

    def _overload(self, function: str, works: list[Work]) -> FunctionOverload | None:
        """The first deadline of a function before which more is chosen than there is time."""
        facts = self._facts
        jobs = [
            Job(work.minutes, self._deadline(facts, work, function), work.weight, work.ref)
            for work in works
        ]
        found = first_overload(jobs)
        if found is None:
            return None
        by_ref = {work.ref: work for work in works}
        tight = [by_ref[str(job.key)] for job in jobs if job.deadline == found.deadline]
        moments = [
            facts.week_end if facts.is_late(one) else min(one.deadline, facts.week_end)
            for one in tight
        ]
        return FunctionOverload(
            function,
            facts.names.get(function, function),
            datetime.fromtimestamp(max(moments), facts.zone),
            found.deadline + found.minutes,
            found.deadline,
            found.minutes,
            tuple(str(job.key) for job in smallest_cut(jobs, CUT_STEPS)),
            False,
        )

    def _deadline(self, facts: DayFacts, work: Work, function: str) -> int:
        """In free minutes of the function; what is late already has the whole week."""
        axis = facts.axes.get(function)
        if axis is None:
            return 0
        last = facts.week_end if facts.is_late(work) else min(work.deadline, facts.week_end)
        return axis.between(facts.start, last)


def accept_list(workspace: Workspace, plan: WeekPlan) -> Change:
    """Make the list the owner's: one change, with a label that says what moved.

    What is chosen goes onto the list of the week, unless it stands on one of its days; what is
    not goes back to the backlog if it stood on this list or was left over.
    """
    into = [one.ref for one in plan.candidates if one.chosen and not one.stands]
    out = [one.ref for one in plan.candidates if not one.chosen and _leaves(one)]
    label = _("List of {week}").format(week=plan.week)
    moves = []
    if into:
        moves.append(_("{tasks} in").format(tasks=_named(into)))
    if out:
        moves.append(_("{tasks} to the backlog").format(tasks=_named(out)))
    if moves:
        label = f"{label}: {'; '.join(moves)}"
    with workspace.transaction(label) as transaction:
        for one in into:
            move_to_week(workspace, one, plan.week)
        for one in out:
            move_to_backlog(workspace, one)
    return workspace.change(transaction)


def _leaves(one: Listed) -> bool:
    return one.stands or one.origin == "left"


def _named(references: list[str]) -> str:
    shown = ", ".join(sorted(references, key=number_of)[:_MOST_NAMED])
    more = len(references) - _MOST_NAMED
    return shown if more <= 0 else _("{tasks} and {count} more").format(tasks=shown, count=more)


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]
