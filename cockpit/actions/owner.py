"""The owner's own zone, day and hours, from the workspace."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.domain.clock import DAY_END, business_day
from cockpit.store.workspace import Workspace

OWNER_HOURS = 1
"""The number of the owner's own working hours, H1."""


def owner_zone(workspace: Workspace) -> ZoneInfo:
    """The zone in which the owner's days are counted; UTC while no hours are set."""
    hours: dict[str, Any] | None = workspace.live("hours").get(OWNER_HOURS)
    return ZoneInfo(hours["zone"] if hours else "UTC")


def today(workspace: Workspace, day_end: time = DAY_END) -> date:
    """The owner's business day at this moment."""
    return business_day(workspace.now(), owner_zone(workspace), day_end)
