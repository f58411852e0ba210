"""How promises were kept: verdicts among the requests that were closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from cockpit.actions.desk import promise_book
from cockpit.actions.owner import owner_zone
from cockpit.domain.identity import format_instant
from cockpit.errors import CockpitError
from cockpit.store.workspace import Workspace


def first_of_month(workspace: Workspace, today: date) -> str:
    """The stored instant at which the owner's month of a date began."""
    return format_instant(datetime.combine(today.replace(day=1), time(), owner_zone(workspace)))


def verdicts_since(workspace: Workspace, instant: str) -> dict[int, bool]:
    """Whether the promise was met, for each request closed at or after a stored instant.

    A request counts once: it is met when all of its clocks were met. Those that nothing was
    promised for are left out.
    """
    return verdicts_of(workspace, workspace.table("request").closed_since(instant))


def verdicts_of(
    workspace: Workspace, requests: Iterable[tuple[int, Mapping[str, Any]]]
) -> dict[int, bool]:
    """The same for these closed requests."""
    book = promise_book(workspace)
    found: dict[int, bool] = {}
    for number, body in requests:
        if body.get("merged_into"):
            continue  # a duplicate: what it asked is counted once
        try:
            verdicts = {clock.verdict for clock in book.clocks(body).latest()}
        except CockpitError:
            continue
        if verdicts:
            found[number] = verdicts == {"met"}
    return found
