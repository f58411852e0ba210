"""What the owner does with blocks: drop or move one on a date, and what no block may do."""

from __future__ import annotations

from datetime import date, timedelta

from cockpit.actions.owner import owner_zone, today
from cockpit.actions.records import Added, add_record
from cockpit.domain.block_days import overlap_sentence, overlaps
from cockpit.domain.identity import ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

HORIZON = timedelta(weeks=5)
"""How far ahead a recurring block is held against the others; every weekday comes five times."""


def refuse_overlapping(workspace: Workspace, table: str, number: int | None, body: Body) -> None:
    """Raise `WrongUse`, naming both, when a block of a function overlaps one of another function."""
    blocks = dict(workspace.live("block"))
    overrides = dict(workspace.live("override"))
    candidate = number or 0
    (blocks if table == "block" else overrides)[candidate] = body
    first = _first_date(workspace, table, body)
    pair = overlaps(
        ref(table, candidate) if number else ref(table, 0),
        blocks,
        overrides,
        owner_zone(workspace),
        (first, first if table == "override" else first + HORIZON),
    )
    if pair is not None:
        functions = workspace.live("function")
        raise WrongUse(overlap_sentence(pair, functions))


def drop_block(workspace: Workspace, block: str, day: date) -> Added:
    """Drop a block on one date only."""
    return add_record(
        workspace, "override", {"date": day.isoformat(), "action": "drop", "block": block}
    )


def move_block(workspace: Workspace, block: str, day: date, start: str, end: str) -> Added:
    """Move or resize a block on one date only (local wall times)."""
    fields = {"date": day.isoformat(), "action": "move", "block": block, "start": start, "end": end}
    return add_record(workspace, "override", fields)


def refuse_used_function(workspace: Workspace, reference: str) -> None:
    """Raise `WrongUse`, saying where, while tasks or blocks still use a function."""
    users = [
        ref(table, number)
        for table in ("block", "override", "task", "assignment", "procedure")
        for number, body in workspace.live(table).items()
        if body.get("function") == reference
    ]
    if users:
        raise WrongUse(
            _("{id} is used by {users}; give them another function before archiving it.").format(
                id=reference, users=", ".join(users[:8]) + (" …" if len(users) > 8 else "")
            )
        )


def _first_date(workspace: Workspace, table: str, body: Body) -> date:
    if table == "override":
        return date.fromisoformat(body.get("to_date") or body["date"])
    said = body.get("first_date")
    this_day = today(workspace)
    return max(date.fromisoformat(said), this_day) if said else this_day
