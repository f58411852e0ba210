"""What the owner's records add up to: promises with their calendars, blocks by date, names."""

from __future__ import annotations

from cockpit.actions.owner import OWNER_HOURS, owner_zone
from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.days.block_days import BlockBook
from cockpit.domain.identity import ref
from cockpit.store.request_ranks import promise_book
from cockpit.store.workspace import Workspace

__all__ = ["block_book", "function_names", "owner_calendar", "promise_book"]


def block_book(workspace: Workspace) -> BlockBook:
    """The week template with its overrides: the blocks of any date."""
    return workspace.derive(
        "block_book",
        frozenset({"block", "override", "hours"}),
        lambda: BlockBook(
            workspace.live("block"),
            workspace.live("override"),
            owner_zone(workspace),
            hours=owner_calendar(workspace),
        ),
    )


def owner_calendar(workspace: Workspace) -> BusinessCalendar | None:
    """The owner's working hours as a calendar; None while none are set."""

    def make() -> BusinessCalendar | None:
        hours = workspace.live("hours").get(OWNER_HOURS)
        return BusinessCalendar.from_document(hours) if hours and hours.get("week") else None

    return workspace.derive("owner_calendar", frozenset({"hours"}), make)


def function_names(workspace: Workspace) -> dict[str, str]:
    """The name of each live function by its short id."""
    return workspace.derive(
        "function_names",
        frozenset({"function"}),
        lambda: {
            ref("function", number): str(body["name"])
            for number, body in workspace.live("function").items()
        },
    )
