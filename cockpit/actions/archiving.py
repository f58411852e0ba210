"""What stands in the way of archiving a record, and what goes with it."""

from __future__ import annotations

from cockpit.domain.identity import number_of, ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace


def before_archiving(workspace: Workspace, table: str, number: int, body: Body) -> None:
    """Raise `WrongUse` when others need the record; else let go what hangs on it.

    A task's clock stops; the task of an open assignment is the owner's again; nobody has access
    to an asset that is gone.
    """
    reference = ref(table, number)
    if table == "function":
        from cockpit.actions.functions import refuse_used_function

        refuse_used_function(workspace, reference)
    elif table == "contractor":
        from cockpit.actions.delegating.ending import refuse_obstacles

        refuse_obstacles(workspace, reference)
    elif table == "hours":
        _refuse_used_hours(workspace, reference)
    elif table == "override":
        from cockpit.actions.blocks import refuse_overlap_without

        refuse_overlap_without(workspace, number, body)
    elif table == "task":
        from cockpit.actions.clocking import stop_running

        stop_running(workspace, task=reference)
    elif table == "asset":
        from cockpit.actions.continuity.access import close_grants

        close_grants(workspace, reference)
    elif table == "assignment":
        _release(workspace, reference, body)


def _refuse_used_hours(workspace: Workspace, reference: str) -> None:
    from cockpit.actions.owner import OWNER_HOURS

    if number_of(reference) == OWNER_HOURS:
        raise WrongUse(
            _("{id} is your own working hours; edit it instead of archiving it.").format(
                id=reference
            )
        )
    users = [
        ref("promise", number)
        for number, body in workspace.live("promise").items()
        if body.get("hours", "H1") == reference
    ]
    if users:
        raise WrongUse(
            _("{id} is used by {users}; give them other hours before archiving it.").format(
                id=reference, users=", ".join(users)
            )
        )


def _release(workspace: Workspace, reference: str, body: Body) -> None:
    from cockpit.actions.contractors import release_request

    release_request(workspace, reference, body)
    task = body.get("task")
    if task is None:
        return
    found = workspace.find("task", number_of(task))
    if found is not None and found.get("assignment") == reference:
        from cockpit.actions.records import revise

        revise(workspace, task, {"assignment": None, "waiting": None}, _("Take back {id}: {words}"))
