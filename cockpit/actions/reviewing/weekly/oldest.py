"""The oldest of the backlog: ten a week, and those that are kept come again after the others."""

from __future__ import annotations

from typing import NamedTuple

from cockpit.actions.reviewing.weekly.dates import weekly_reviews
from cockpit.domain.identity import number_of, ref
from cockpit.store.workspace import Body, Workspace

TEN = 10


class Old(NamedTuple):
    """A task of the backlog that nobody has looked at for long."""

    ref: str
    body: Body
    seen: str
    """When it was captured, or last kept in a weekly review, as a stored instant."""


def oldest(workspace: Workspace) -> list[Old]:
    """The ten tasks of the backlog that were captured or kept longest ago; none that waits."""
    seen = _last_kept(workspace)
    rows = [
        Old(one, body, max(str(body["created_at"]), seen.get(one, "")))
        for number, body in workspace.table("task").live_between("3", "4")
        if not _waits(body)
        for one in [ref("task", number)]
    ]
    rows.sort(key=lambda row: (row.seen, number_of(row.ref)))
    return rows[:TEN]


def still_there(workspace: Workspace, references: tuple[str, ...]) -> list[Old]:
    """Those of the tasks that are open and in the backlog still, in their order."""
    seen = _last_kept(workspace)
    bodies = workspace.table("task").fetch(number_of(one) for one in references)
    found = []
    for one in references:
        body = bodies.get(number_of(one))
        if body is None or body.get("closed_at") or _waits(body):
            continue
        if body.get("place", "backlog") == "backlog":
            found.append(Old(one, body, max(str(body["created_at"]), seen.get(one, ""))))
    return found


def _waits(body: Body) -> bool:
    return bool(body.get("waiting") or body.get("assignment"))


def _last_kept(workspace: Workspace) -> dict[str, str]:
    """Task to when it was last kept in a weekly review."""
    return {
        one: str(body["finished"])
        for _number, body in weekly_reviews(workspace)
        for one in body["weekly"].get("kept", ())
    }
