"""Access to assets: given, revoked, looked at again; and the owner's own logins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from cockpit.actions.owner import today
from cockpit.actions.records import Added, add_record, revise
from cockpit.domain.identity import format_instant, ref, split_ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Change, Workspace

REVIEW_DAYS = 90
"""After so many days it is asked again whether an access is still needed: once a quarter."""


def add_grant(workspace: Workspace, fields: Mapping[str, Any]) -> Added:
    """Add a grant from stored fields: since today, and looked at in a quarter, unless said."""
    day = today(workspace)
    dates = {"since": day, "review": day + timedelta(days=REVIEW_DAYS)}
    said = {name: value for name, value in fields.items() if value is not None}
    return add_record(
        workspace, "grant", {**{name: one.isoformat() for name, one in dates.items()}, **said}
    )


def grant_access(
    workspace: Workspace,
    asset: str,
    contractor: str,
    level: str = "use",
    shared: bool | None = None,
) -> Added:
    """Note that a contractor was given access."""
    fields: dict[str, Any] = {
        "asset": ref("asset", workspace.body(asset, "asset")[1]),
        "contractor": ref("contractor", workspace.body(contractor, "contractor")[1]),
        "level": level,
        "shared": shared,
    }
    return add_grant(workspace, fields)


def revoke_grant(workspace: Workspace, reference: str) -> Change:
    """Close a grant: the contractor gets in no more.

    Of a shared credential that is only true once it was changed: the label says so, and the
    leaving checklist lists it until `log_rotation`.
    """
    shown = ref("grant", split_ref(reference, "grant")[1])
    body = workspace.body(shown)[2]
    if body.get("closed_at"):
        raise WrongUse(_("{id} was revoked already.").format(id=shown))
    label = _("Revoke {id}: {who} gets into {asset} no more")
    if body.get("shared") is not False:
        label = _("Revoke {id}: {who}, {asset}; change its shared credential now")
    who, asset = (_name(workspace, body[name]) for name in ("contractor", "asset"))
    with workspace.transaction(label.format(id=shown, who=who, asset=asset)) as transaction:
        fields = {"closed_at": format_instant(workspace.now())}
        revise(workspace, shown, fields, _("Revoke {id}: {words}"))
    return workspace.change(transaction)


def close_grants(workspace: Workspace, asset: str) -> None:
    """Close the live grants of an asset that goes, within its own change."""
    for number, grant in list(workspace.live("grant").items()):
        if grant["asset"] == asset:
            fields = {"closed_at": format_instant(workspace.now())}
            revise(workspace, ref("grant", number), fields, _("Revoke {id}: {words}"))


def review_grant(workspace: Workspace, reference: str) -> Change:
    """It was looked at, and the contractor still needs it; again in a quarter of a year."""
    again = today(workspace) + timedelta(days=REVIEW_DAYS)
    fields = {"review": again.isoformat()}
    return revise(workspace, reference, fields, _("Still needed {id}: {words}"), "grant")


def log_login(workspace: Workspace, reference: str, day: date | None = None) -> Change:
    """The owner logged in himself; an older login never replaces a newer one."""
    when = _not_ahead(workspace, day)

    def fields(body: dict[str, Any]) -> dict[str, Any]:
        return {"last_login": max(when, body.get("last_login") or "")}

    return revise(workspace, reference, fields, _("Logged in yourself {id}: {words}"), "asset")


def log_rotation(workspace: Workspace, reference: str, day: date | None = None) -> Change:
    """The shared credential of an asset was changed."""
    fields = {"rotated": _not_ahead(workspace, day)}
    return revise(workspace, reference, fields, _("Credential changed {id}: {words}"), "asset")


def _not_ahead(workspace: Workspace, day: date | None) -> str:
    now = today(workspace)
    if day is not None and day > now:
        raise WrongUse(_("{day} is ahead of today; say when it was.").format(day=day.isoformat()))
    return (day or now).isoformat()


def _name(workspace: Workspace, reference: str) -> str:
    return str((workspace.find(*split_ref(reference)) or {}).get("name", reference))
