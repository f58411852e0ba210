"""Rules for who does and holds what: people who are there, backups who are not the primary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cockpit.domain.drills.parties import OWNER, is_contractor
from cockpit.domain.identity import number_of, parse_instant, ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

Check = Callable[[Workspace, int | None, Body], None]

PEOPLE: dict[str, tuple[str, ...]] = {
    "function": ("primary", "backups"),
    "asset": ("registered_to", "recovery", "second_factor", "paid_by"),
    "procedure": ("author",),
    "run": ("by",),
}
"""Table to its fields that name the owner or a contractor, or may do so."""


def refuse_unfit_people(table: str) -> Check:
    """Every contractor that is named is there; a backup is named once and is not the primary.

    A backup is a person, not another function or backup, so that none can lead back to itself.
    """

    def check(workspace: Workspace, number: int | None, body: Body) -> None:
        for field in PEOPLE[table]:
            for person in _named(body, field):
                if is_contractor(person) and not workspace.find("contractor", number_of(person)):
                    raise WrongUse(
                        _("{table}: {field} names {id}, which is not there.").format(
                            table=table, field=field, id=person
                        )
                    )
        if table == "function":
            _refuse_bad_backups(workspace, body)

    return check


def refuse_second_grant(workspace: Workspace, number: int | None, body: Body) -> None:
    """A contractor has one live grant for an asset: a second one would be forgotten."""
    if body.get("closed_at"):
        return
    for other, grant in workspace.live("grant").items():
        if other != number and all(grant[name] == body[name] for name in ("asset", "contractor")):
            raise WrongUse(
                _("{who} has access to {asset} already: {id}; edit that grant.").format(
                    who=body["contractor"], asset=body["asset"], id=ref("grant", other)
                )
            )


def refuse_run_before_procedure(workspace: Workspace, _number: int | None, body: Body) -> None:
    """Nobody follows what does not exist yet, or what has not happened yet."""
    at = parse_instant(body["at"])
    if at > workspace.now():
        raise WrongUse(_("run: {at} is ahead of now; say when it was.").format(at=body["at"][:16]))
    procedure = workspace.find("procedure", number_of(body["procedure"])) or {}
    written = str(procedure.get("written") or procedure.get("created_at") or "")[:10]
    if body["at"][:10] < written:
        raise WrongUse(
            _(
                "{id} exists since {written}, and this run was on {day}; if it is older, say so"
                " with `cockpit procedure edit {id} --written DATE`."
            ).format(id=body["procedure"], written=written, day=body["at"][:10])
        )


def _refuse_bad_backups(workspace: Workspace, body: Body) -> None:
    backups = _named(body, "backups")
    for person in backups:
        if person == body.get("primary"):
            raise WrongUse(
                _("function: backups names {who}, who does it anyway; name somebody else.").format(
                    who=_who(workspace, person)
                )
            )
        if backups.count(person) > 1:
            raise WrongUse(
                _("function: backups names {who} twice.").format(who=_who(workspace, person))
            )


def _who(workspace: Workspace, person: str) -> str:
    if person == OWNER:
        return _("you")
    return str((workspace.find("contractor", number_of(person)) or {}).get("name") or person)


def _named(body: Mapping[str, Any], field: str) -> list[str]:
    value = body.get(field)
    return list(value) if isinstance(value, list) else [value] if value else []
