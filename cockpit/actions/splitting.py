"""Splitting a task: what is done first keeps the task, the rest becomes one of its own."""

from __future__ import annotations

from typing import Any

from cockpit.actions.owner import today
from cockpit.actions.plans.history import minutes_worked
from cockpit.actions.records import Added, add_record, revise, words_of
from cockpit.actions.tasks import refuse_closed
from cockpit.domain.clock import week_of
from cockpit.domain.identity import ref, split_ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

FIRST_PIECE = 15
"""Minutes to which a task is shrunk: short enough to begin with."""

_PASSED_ON = (
    "function", "project", "tags", "who", "due", "due_is_date", "priority", "whole", "request",
)  # fmt: skip


def split_task(workspace: Workspace, reference: str, first: int, week: str | None = None) -> Added:
    """Leave `first` minutes to do in a task and put the rest as a new task on an ISO week's list.

    `week` is this one unless said. What was clocked on the task stays with it; without an estimate
    the rest has none either. Raises `WrongUse` when nothing would be left over. Returns the rest.
    """
    number = split_ref(reference, "task")[1]
    shown = ref("task", number)
    body = workspace.body(shown)[2]
    label = _("Split {id}: {words}")
    with workspace.transaction(label.format(id=shown, words=words_of("task", body))) as transaction:
        body = workspace.body(shown)[2]
        refuse_closed(shown, body)
        rest = _rest(workspace, shown, body, first, week)
        anew = {"estimate_minutes": minutes_worked(workspace, shown) + first}
        if body.get("first_estimate_minutes"):  # the rest is no longer a part of it
            less = body["first_estimate_minutes"] - rest.get("estimate_minutes", 0)
            anew["first_estimate_minutes"] = max(1, less)
        revise(workspace, shown, anew, label)
        added = add_record(workspace, "task", rest)
    return Added(added.ref, workspace.change(transaction))


def _rest(
    workspace: Workspace, shown: str, body: Body, first: int, week: str | None
) -> dict[str, Any]:
    estimate = body.get("estimate_minutes")
    left = None if estimate is None else max(0, estimate - minutes_worked(workspace, shown))
    if first < 1 or (left is not None and first >= left):
        raise WrongUse(
            _("{id} cannot be split at {first} minutes: {left} are left of it.").format(
                id=shown, first=first, left=left or _("none")
            )
        )
    fields = {name: body[name] for name in _PASSED_ON if name in body}
    rest, title = _("(the rest)"), str(body["title"])
    fields.update(
        title=title if title.endswith(rest) else f"{title} {rest}",
        place="week",
        week=week or week_of(today(workspace)),
    )
    if left is not None:
        fields["estimate_minutes"] = left - first
    return fields
