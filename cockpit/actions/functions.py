"""Functions that go: where their tasks and blocks go is asked of the owner; and their order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cockpit.actions.records import archive_record, checked, revise, words_of
from cockpit.domain.identity import ref
from cockpit.domain.ranks import effective_position
from cockpit.domain.wording.lengths import written_minutes
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

USERS = (
    "block", "override", "task", "assignment", "contractor", "procedure", "entry", "asset",
    "engagement", "payment",
)  # fmt: skip
"""The kinds of record that name a function."""
WEEK_MINUTES = 7 * 24 * 60
SHOWN = 8
"""So many users are named in a sentence; of more it says that there are."""


def refuse_long_target(body: Mapping[str, Any]) -> None:
    """Raise `WrongUse` for a weekly target of more hours than a week has."""
    minutes = body.get("target_minutes") or 0
    if minutes > WEEK_MINUTES:
        raise WrongUse(
            _("function: target {length} is too much; a week has {most}.").format(
                length=written_minutes(minutes), most=written_minutes(WEEK_MINUTES)
            )
        )


def users_of(workspace: Workspace, reference: str) -> list[str]:
    """The short ids of the live records that use a function."""
    return [
        ref(table, number)
        for table in USERS
        for number, body in workspace.live(table).items()
        if body.get("function") == reference or reference in body.get("functions", ())
    ]


def refuse_used_function(workspace: Workspace, reference: str) -> None:
    """Raise `WrongUse`, saying by what and what to do, while tasks or blocks use a function."""
    users = users_of(workspace, reference)
    if users:
        raise WrongUse(
            _(
                "{id} is used by {users}: say where they go, with"
                " `cockpit function archive {id} --to FUNCTION` (or --to none)."
            ).format(
                id=reference, users=", ".join(users[:SHOWN]) + (" …" if len(users) > SHOWN else "")
            )
        )


def archive_function(workspace: Workspace, reference: str, to: str | None) -> Change:
    """Archive a function; whatever uses it goes to another one, or (`to` None) stays without one.

    A block without a function is an appointment that keeps the function's name. The kinds of
    request that the function served are served by the other one. What is closed keeps the
    function that it had. Blocks that overlap already, from old data, go along as they are.
    """
    _name, number, body = workspace.body(reference, "function")
    own = ref("function", number)
    target = ref("function", workspace.body(to, "function")[1]) if to is not None else None
    if target == own:
        raise WrongUse(_("{id} cannot take over from itself; name another.").format(id=own))
    users = users_of(workspace, own)
    label = _("Archive {id}: {words}").format(id=own, words=words_of("function", body))
    if users:
        label += _("; {count} records go to {to}").format(
            count=len(users), to=target or _("no function")
        )
    with workspace.transaction(label) as transaction:
        if target is not None:
            _refuse_archived(workspace, target)
            _hand_over_kinds(workspace, body, target)
        _hand_over(workspace, own, body, target)
        archive_record(workspace, own)
    return workspace.change(transaction)


def reorder_function(workspace: Workspace, reference: str, step: int) -> Change:
    """Move a function one place down (`step` = 1) or up (-1) in the owner's own order."""
    _name, number, body = workspace.body(reference, "function")
    shown = ref("function", number)
    label = _("Reorder {id}: {words}").format(id=shown, words=words_of("function", body))
    with workspace.transaction(label) as transaction:
        live = workspace.live("function")
        order = sorted(live, key=lambda one: (effective_position(one, live[one]), one))
        at = order.index(number)
        if not 0 <= at + step < len(order):
            raise CockpitError(_("{id} is at the end of the list.").format(id=shown))
        order.insert(at + step, order.pop(at))
        for place, one in enumerate(order, 1):
            if effective_position(one, live[one]) != place:
                revise(workspace, ref("function", one), {"position": float(place)}, label)
    return workspace.change(transaction)


def _refuse_archived(workspace: Workspace, target: str) -> None:
    body = workspace.body(target, "function")[2]
    if body.get("closed_at"):
        raise WrongUse(_("{id} is archived; name a function in use.").format(id=target))


def _hand_over_kinds(workspace: Workspace, body: Body, target: str) -> None:
    served = workspace.body(target, "function")[2].get("kinds", ())
    new = [kind for kind in body.get("kinds", ()) if kind not in served]
    if new:
        revise(workspace, target, {"kinds": [*served, *new]}, _("Edit {id}: {words}"))


def _hand_over(workspace: Workspace, own: str, function: Body, target: str | None) -> None:
    """Write every user first, and hold the rules after that."""
    changed: list[tuple[str, int]] = []
    for table in USERS:
        bodies = {
            number: _without(table, body, own, str(function["name"]), target)
            for number, body in workspace.live(table).items()
            if body.get("function") == own or own in body.get("functions", ())
        }
        for number, body in bodies.items():
            workspace.table(table).update(_replacing(body), doc_ids=[number])
            changed.append((table, number))
    for table, number in changed:
        checked(workspace, table, number, workspace.body(ref(table, number))[2])


def _without(table: str, body: Body, own: str, name: str, target: str | None) -> Body:
    """The body of a user with the function replaced, or taken out."""
    found = dict(body)
    if "functions" in found:
        others = [one for one in found["functions"] if one != own]
        if target is not None and target not in others:
            others.insert(found["functions"].index(own), target)
        found["functions"] = others
    if found.get("function") == own:
        found["function"] = target
        if target is None and table in ("block", "override") and not found.get("label"):
            found["label"] = name
    return {field: value for field, value in found.items() if value not in (None, [])}


def _replacing(body: Body) -> Any:
    def replace(document: Any) -> None:
        document.clear()
        document.update(body)

    return replace
