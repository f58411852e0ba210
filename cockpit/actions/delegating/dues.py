"""Moving the due of work that was sent: who moved it is kept, and nothing is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from cockpit.actions.owner import owner_zone
from cockpit.actions.records import revise
from cockpit.domain.identity import format_instant, ref, split_ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

By = Literal["owner", "contractor"]


def move_due(
    workspace: Workspace,
    reference: str,
    due: datetime,
    by: By,
    *,
    is_date: bool = False,
    reason: str = "",
) -> Change:
    """Move the due of an assignment; that a contractor asks for it is a sign of life of his.

    Raises `WrongUse` for work that is decided, a due before it was sent, or the one it has.
    """
    shown = ref("assignment", split_ref(reference, "assignment")[1])
    wanted = format_instant(due)

    def fields(body: Body) -> Mapping[str, Any]:
        if body.get("closed_at"):
            raise WrongUse(_("{id} is decided; its due moves no more.").format(id=shown))
        if body.get("due") == wanted:
            raise WrongUse(_("{id} is due then already.").format(id=shown))
        changes = {"due": wanted, "due_is_date": is_date or None}
        return {**changes, **moved(workspace, shown, body, wanted, by, reason)}

    label = _("Due moved by the contractor {id}: {words}")
    if by == "owner":
        label = _("Due moved {id}: {words}")
    body = workspace.body(shown)[2]
    with workspace.transaction(label.format(id=shown, words=body["title"])) as transaction:
        revise(workspace, shown, fields, label)
        if by == "contractor":
            from cockpit.actions.contractors import log_contact

            log_contact(workspace, body["contractor"])
    return workspace.change(transaction)


def moved(
    workspace: Workspace, shown: str, body: Body, due: str | None, by: By, reason: str = ""
) -> Mapping[str, Any]:
    """The further fields of an assignment whose due becomes `due`; none while it is a draft."""
    if body.get("state", "draft") == "draft":
        return {}
    if due is None:
        raise WrongUse(_("{id} was sent, so it keeps a due; move it instead.").format(id=shown))
    if due < str(body.get("sent_at") or ""):
        sent = body["sent_at"]
        from cockpit.actions.typed.shown import written_moment

        raise WrongUse(
            _("{id} was sent {at}; it cannot be due before that.").format(
                id=shown, at=written_moment(sent, owner_zone(workspace))
            )
        )
    move = {"at": format_instant(workspace.now()), "by": by, "before": body.get("due"),
            "after": due, "reason": reason.strip()}  # fmt: skip
    kept = {name: value for name, value in move.items() if value}
    return {"due_moves": [*body.get("due_moves", ()), kept]}
