"""What became of the tasks of a week's list: told by where they are now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from cockpit.actions.reviewing.weekly.dates import review_that_listed
from cockpit.domain.identity import number_of, ref
from cockpit.domain.review_weeks import ReviewWeeks
from cockpit.domain.reviews import Outcome
from cockpit.store.workspace import Body, Workspace


class Became(NamedTuple):
    """One task of the list."""

    ref: str
    title: str
    outcome: Outcome
    to: str
    """The date, ISO week or person to which it went, where it went anywhere."""


class Compared(NamedTuple):
    """A list that was made, and what it came to."""

    review: str
    """The weekly review in which it was made."""
    tasks: tuple[Became, ...]

    def with_outcome(self, *outcomes: str) -> list[Became]:
        """The tasks with one of these outcomes."""
        return [one for one in self.tasks if one.outcome in outcomes]


def compared(workspace: Workspace, weeks: ReviewWeeks) -> Compared | None:
    """The list that was made for the week that is looked back on; None when none was made."""
    found = review_that_listed(workspace, weeks.week)
    if found is None:
        return None
    listed = found[1]["weekly"].get("planned", ())
    numbers = [number_of(one["task"]) for one in listed]
    now = workspace.table("task").fetch(numbers)
    tasks = []
    for number, one in zip(numbers, listed, strict=True):
        body = now.get(number)
        title = str(one["title"] if body is None else body["title"])
        outcome, to = outcome_of(body, weeks)
        tasks.append(Became(one["task"], title, outcome, to))
    return Compared(ref("review", found[0]), tuple(tasks))


def outcome_of(body: Mapping[str, Any] | None, weeks: ReviewWeeks) -> tuple[Outcome, str]:
    """What became of a task of the week that is looked back on, and where it went.

    "open" is one that stands on the week's list or one of its days still; one whose record was
    taken back is archived.
    """
    if body is None:
        return "archived", ""
    if body.get("closed_at"):
        outcome: Outcome = body.get("state", "archived")
        return outcome, ""
    if body.get("assignment"):
        return "given", str((body.get("waiting") or {}).get("who") or body["assignment"])
    place = body.get("place", "backlog")
    if place == "day":
        day = str(body["day"])
        return ("day", day) if day > weeks.sunday.isoformat() else ("open", "")
    if place == "week":
        week = str(body["week"])
        return ("week", week) if week > weeks.week else ("open", "")
    return "backlog", ""


def stood_on_list(body: Body, weeks: ReviewWeeks) -> bool:
    """Whether an open task stands on the list of the week, on its days, or on earlier ones."""
    if body.get("closed_at"):
        return False
    if body.get("place") == "day":
        return str(body["day"]) <= weeks.sunday.isoformat()
    return body.get("place") == "week" and str(body["week"]) <= weeks.week
