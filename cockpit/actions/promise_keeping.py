"""How promises were kept: verdicts among the requests that were closed."""

from __future__ import annotations

from datetime import date, datetime, time

from cockpit.actions.desk import promise_book
from cockpit.actions.owner import owner_zone
from cockpit.domain.identity import format_instant
from cockpit.errors import CockpitError
from cockpit.store.workspace import Workspace


def kept_since_first(workspace: Workspace, today: date) -> tuple[int, int]:
    """Promises met, and promises decided, among the requests closed since the 1st of the month.

    A request counts once: it is met when all of its clocks were met.
    """
    first = datetime.combine(today.replace(day=1), time(), owner_zone(workspace))
    book = promise_book(workspace)
    met = decided = 0
    for _number, body in workspace.table("request").closed_since(format_instant(first)):
        try:
            verdicts = {clock.verdict for clock in book.clocks(body).latest()}
        except CockpitError:
            continue
        if verdicts:
            decided += 1
            met += verdicts == {"met"}
    return met, decided
