"""The weeks of a weekly review, from the owner's days and earlier reviews."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cockpit.actions.owner import owner_zone, today
from cockpit.actions.reviewing.dates import is_working, reviews_since
from cockpit.domain.clock import DAY_END
from cockpit.domain.identity import ref
from cockpit.domain.review_weeks import ReviewWeeks, weeks_of_review
from cockpit.domain.wording.times import absolute
from cockpit.errors import Refused
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

FARTHEST = timedelta(days=400)
"""How far back weekly reviews are looked at."""


def review_weeks(workspace: Workspace, day_end: time = DAY_END) -> ReviewWeeks:
    """The week on which a review begun now looks back, and the one it plans.

    The last working day is that of the owner's hours, else of his blocks; Friday where he has
    neither in this week.
    """
    this_day = today(workspace, day_end)
    last = last_week(workspace)
    last_working = _last_working(workspace, this_day)
    return weeks_of_review(this_day, last_working, str(last[1]["week"]) if last else None)


def is_early(workspace: Workspace, weeks: ReviewWeeks, day_end: time = DAY_END) -> bool:
    """Whether the week that is looked back on still has a working day to come."""
    this_day = today(workspace, day_end)
    return weeks.monday <= this_day < _last_working(workspace, this_day)


def _last_working(workspace: Workspace, this_day: date) -> date:
    monday = this_day - timedelta(days=this_day.weekday())
    days = [monday + timedelta(days=shift) for shift in range(7)]
    working = [day for day in days if is_working(workspace, day)]
    return working[-1] if working else days[4]


def weekly_reviews(workspace: Workspace) -> list[tuple[int, Body]]:
    """The finished weekly reviews of a good year, oldest first."""
    return workspace.derive(
        "weekly_reviews",
        frozenset({"review"}),
        lambda: reviews_since(workspace, workspace.now() - FARTHEST, "weekly"),
    )


def last_week(workspace: Workspace) -> tuple[int, Body] | None:
    """The weekly review of the latest week, None when there was none."""
    rows = weekly_reviews(workspace)
    return max(rows, key=lambda row: str(row[1]["week"])) if rows else None


def review_that_listed(workspace: Workspace, week: str) -> tuple[int, Body] | None:
    """The weekly review in which the list of a week was made."""
    made = [row for row in weekly_reviews(workspace) if row[1]["weekly"]["next_week"] == week]
    return made[-1] if made else None


def refuse_closed_week(workspace: Workspace, weeks: ReviewWeeks) -> None:
    """Raise `Refused`, naming the review, when a week is closed already."""
    last = last_week(workspace)
    if last is None or last[1]["week"] < weeks.week:
        return
    finished = datetime.fromisoformat(last[1]["finished"])
    raise Refused(
        _("{week} is closed already ({id}, {time}); undo takes that back.").format(
            week=last[1]["week"],
            id=ref("review", last[0]),
            time=absolute(finished, workspace.now(), owner_zone(workspace)),
        )
    )
