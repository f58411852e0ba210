"""What has not found its place: captured without function or estimate, or left on a past day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from cockpit.actions.reviewing.weekly.dates import last_week
from cockpit.domain.identity import ref
from cockpit.store.workspace import Body, Workspace

MOST = 50
"""So many are shown; as these are settled, others follow."""


class Loose(NamedTuple):
    """An open task that is not where it belongs, or not known well enough to be planned."""

    ref: str
    body: Body
    past: date | None
    """The past day on which it still stands."""

    @property
    def no_function(self) -> bool:
        """Whether nobody said of which function it is."""
        return not self.body.get("function")

    @property
    def no_estimate(self) -> bool:
        """Whether nobody said how long it takes."""
        return not self.body.get("estimate_minutes")


class Clearing(NamedTuple):
    """What is to be cleared."""

    rows: tuple[Loose, ...]
    """The first of them: what stands on past days, then by the moment of capture."""
    total: int
    """How many there are."""


def clearing(workspace: Workspace, this_day: date, placed: Collection[str]) -> Clearing:
    """What is loose on a business date, without what the owner said is in its place.

    What somebody else has in hand is not; nor what was captured before the last weekly review,
    which has been through this once.
    """
    table = workspace.table("task")
    past = [
        Loose(ref("task", number), body, date.fromisoformat(body["day"]))
        for number, body in table.live_between("1", f"1{this_day.isoformat()}")
    ]
    last = last_week(workspace)
    since = str(last[1]["finished"]) if last else ""
    known = {one.ref for one in past}
    fresh = [
        one
        for number, body in sorted(table.live_between("2", "4"))
        if (one := Loose(ref("task", number), body, None)).ref not in known
        and (one.no_function or one.no_estimate)
        and body["created_at"] >= since
        and not body.get("assignment")
    ]
    found = [one for one in past + fresh if one.ref not in placed]
    return Clearing(tuple(found[:MOST]), len(found))
