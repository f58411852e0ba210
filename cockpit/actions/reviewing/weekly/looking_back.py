"""What a week was: hours, what was put off, estimates, interruptions, promises, its list."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import NamedTuple

from cockpit.actions.balance import use_of_weeks
from cockpit.actions.desk import function_names
from cockpit.actions.interruption_report import InterruptedWeek, interruption_report
from cockpit.actions.owner import owner_zone, today
from cockpit.actions.plans.history import estimate_samples
from cockpit.actions.promise_report import promise_report
from cockpit.actions.reviewing.dates import last_night
from cockpit.actions.reviewing.usual import nights_reviewed, usual_night
from cockpit.actions.reviewing.weekly.compared import Compared, compared
from cockpit.actions.reviewing.weekly.put_off import PutOffs, put_offs
from cockpit.domain.clock import DAY_END
from cockpit.domain.days.clocked import day_span
from cockpit.domain.days.time_use import FunctionWeek
from cockpit.domain.plans.estimates import ENOUGH
from cockpit.domain.promising.report import Report
from cockpit.domain.review_weeks import ReviewWeeks
from cockpit.domain.statistics import median
from cockpit.store.workspace import Workspace

WEEKS = 4
"""So many weeks of hours are shown."""
NIGHTS = 7


class Estimated(NamedTuple):
    """How the estimates of a function came out."""

    function: str
    name: str
    samples: int
    factor: float | None
    """The median of actual over estimated time; None under eight samples, too few to tell."""


class LookBack(NamedTuple):
    """A week, looked back on."""

    week: str
    hours: tuple[tuple[str, list[FunctionWeek]], ...]
    """ISO week and its functions, oldest first, the week itself last."""
    put_off: PutOffs
    estimates: tuple[Estimated, ...]
    interrupted: InterruptedWeek
    promises: Report
    nights: int
    """How many of the last seven days of it that are over, or closed, were closed by a review."""
    usual: tuple[int, int] | None
    """Median seconds and keys of the nightly reviews; None without any."""
    compared: Compared | None
    """The list that was made for the week; None when none was made."""


def look_back(workspace: Workspace, weeks: ReviewWeeks, day_end: time = DAY_END) -> LookBack:
    """The week as the records tell it at this moment."""
    zone = owner_zone(workspace)
    start, end = day_span(weeks.monday, zone, day_end)[0], day_span(weeks.sunday, zone, day_end)[1]
    return LookBack(
        weeks.week,
        tuple(use_of_weeks(workspace, weeks.sunday, WEEKS)),
        put_offs(workspace, start, end, (weeks.monday, weeks.sunday)),
        tuple(_estimates(workspace)),
        interruption_report(workspace, weeks.sunday, 1, day_end)[0],
        promise_report(workspace, weeks.monday, weeks.sunday),
        nights_reviewed(workspace, _last_night(workspace, weeks, day_end), NIGHTS),
        usual_night(workspace),
        compared(workspace, weeks),
    )


def _last_night(workspace: Workspace, weeks: ReviewWeeks, day_end: time) -> date:
    """The end of the week; before that the last day that is closed, or else over."""
    this_day = today(workspace, day_end)
    last = last_night(workspace)
    if last is None or last[1]["day"] < this_day.isoformat():
        this_day -= timedelta(days=1)
    return min(weeks.sunday, this_day)


def _estimates(workspace: Workspace) -> list[Estimated]:
    """By function, in the owner's order; those of which nothing is known are left out."""
    ratios: dict[str, list[float]] = {}
    for function, estimated, actual in estimate_samples(workspace):
        if estimated > 0 and actual > 0:
            ratios.setdefault(function, []).append(actual / estimated)
    return [
        Estimated(
            function,
            name,
            len(own),
            median(own) if len(own) >= ENOUGH else None,
        )
        for function, name in function_names(workspace).items()
        if (own := ratios.get(function))
    ]
