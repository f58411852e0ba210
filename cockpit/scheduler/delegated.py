"""The moments of delegated work, out of the workspace."""

from __future__ import annotations

from datetime import UTC

from cockpit.domain.delegating.reminding import (
    moments_of_assignment,
    moments_of_contractor,
    moments_of_payment,
)
from cockpit.domain.delegating.terms import terms_for
from cockpit.domain.identity import number_of
from cockpit.domain.reminders import Moment
from cockpit.scheduler.request_dues import owner_hours
from cockpit.store.workspace import Body, Workspace

DELEGATED = ("contractor", "assignment", "payment")
"""The tables whose records have such moments."""


def moments_of(workspace: Workspace, table: str, number: int) -> list[Moment]:
    """What is to be told of one record; nothing of one that is closed."""
    body = workspace.live(table).get(number)
    if body is None:
        return []
    if table == "contractor":
        return moments_of_contractor(number, body)
    who = _name(workspace, body)
    if table == "payment":
        hours = owner_hours(workspace)
        return moments_of_payment(number, body, who, hours.zone if hours else UTC)
    engagements = list(workspace.live("engagement").values())
    terms = terms_for(engagements, body["contractor"], body.get("function")) or {}
    return moments_of_assignment(number, body, who, terms.get("release_days"))


def _name(workspace: Workspace, body: Body) -> str:
    person = workspace.find("contractor", number_of(body["contractor"])) or {}
    return str(person.get("name") or body["contractor"])
