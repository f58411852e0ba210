"""What stands in the way of parting with a contractor: all of it at once."""

from __future__ import annotations

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.store.workspace import Workspace


def obstacles(workspace: Workspace, contractor: str) -> list[str]:
    """What is to be settled before a contractor is gone, in words with the ids; [] when nothing.

    The lines of his leaving checklist, without the functions that then need another name: open
    work, assets to transfer, access to revoke, shared credentials to change, money to settle.
    """
    from cockpit.actions.continuity.leaving import (
        PAY,
        REVOKE,
        ROTATE,
        TRANSFER,
        WORK,
        leaving_checklist,
    )

    words = {
        WORK: _("open work ({ids})"),
        TRANSFER: _("assets not transferred ({ids})"),
        REVOKE: _("access not revoked ({ids})"),
        ROTATE: _("shared credentials not changed ({ids})"),
        PAY: _("money not settled ({ids})"),
    }
    found: dict[str, list[str]] = {}
    for item in leaving_checklist(workspace, contractor):
        found.setdefault(item.part, []).append(item.ref)
    return [
        text.format(ids=", ".join(found[part])) for part, text in words.items() if part in found
    ]


def refuse_obstacles(workspace: Workspace, contractor: str) -> None:
    """Raise, naming all of them, while anything stands in the way."""
    found = obstacles(workspace, contractor)
    if found:
        raise CockpitError(
            _("{id} has {obstacles}; decide or settle that before ending.").format(
                id=contractor, obstacles="; ".join(found)
            )
        )
