"""The moments of assets and procedures, out of the workspace."""

from __future__ import annotations

from datetime import UTC

from cockpit.domain.drills.reminding import moments_of_asset, moments_of_procedure
from cockpit.domain.reminders import Moment
from cockpit.scheduler.request_dues import owner_hours
from cockpit.store.workspace import Workspace

CONTINUITY = ("asset", "procedure")
"""The tables whose records have such moments."""


def moments_of(workspace: Workspace, table: str, number: int) -> list[Moment]:
    """What is to be told of one record; nothing of one that is closed."""
    body = workspace.live(table).get(number)
    if body is None:
        return []
    hours = owner_hours(workspace)
    read = moments_of_asset if table == "asset" else moments_of_procedure
    return read(number, body, hours.zone if hours else UTC)
