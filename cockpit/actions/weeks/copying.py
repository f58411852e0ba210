"""Copying last week's changes: what was added, moved or dropped then, on the same weekdays now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from cockpit.actions.records import add_record
from cockpit.actions.weeks.finding import find_occurrence
from cockpit.domain.clock import week_of
from cockpit.domain.identity import number_of
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

_WEEK = timedelta(weeks=1)
_ORDER = ("drop", "move", "add")
"""What frees time goes before what takes it."""


class Copied(NamedTuple):
    """What was copied, and one sentence for each that could not be."""

    change: Change
    copied: int
    left_out: list[str]


def copy_last_week(workspace: Workspace, monday: date) -> Copied:
    """Change the blocks of the week of `monday` as those of the week before were changed.

    Appointments are not copied, nor what this week has already; a block that was changed in this
    week is left alone. What would overlap another block is left out, with both named. One
    change, and copying twice adds nothing.
    """
    label = _("Copy the changes of {last} to {week}").format(
        last=week_of(monday - _WEEK), week=week_of(monday)
    )
    with workspace.transaction(label) as transaction:
        waiting = _wanted(workspace, monday)
        count, refused = 0, dict[int, str]()
        while waiting:
            left = {}
            for number, fields in waiting.items():
                try:
                    add_record(workspace, "override", fields)
                except WrongUse as error:
                    left[number] = fields
                    refused[number] = str(error)
            if len(left) == len(waiting):
                break
            count += len(waiting) - len(left)
            waiting = left
    return Copied(workspace.change(transaction), count, [refused[number] for number in waiting])


def how_many_to_copy(workspace: Workspace, monday: date) -> int:
    """How many changes of the week before the week of `monday` lacks."""
    return len(_wanted(workspace, monday))


def copied_words(copied: Copied, monday: date) -> str:
    """What came of it, in one sentence or two."""
    last = week_of(monday - _WEEK)
    if copied.copied:
        said = _("Copied from {last}: {count}.").format(last=last, count=copied.copied)
    else:
        said = _("Nothing of {last} is left to copy.").format(last=last)
    if copied.left_out:
        said += " " + _("Left out: {reasons}").format(reasons=" ".join(copied.left_out))
    return said


def _wanted(workspace: Workspace, monday: date) -> dict[int, dict[str, Any]]:
    """The overrides that this week lacks, by the number of those that they are copied from."""
    overrides = workspace.live("override")
    first, last = (monday - _WEEK).isoformat(), (monday - timedelta(days=1)).isoformat()
    of_last_week = {
        number: body
        for number, body in sorted(overrides.items())
        if first <= body["date"] <= last and _is_of_function(workspace, body)
    }
    latest = {(b["block"], b["date"]): n for n, b in of_last_week.items() if b.get("block")}
    known = {_sameness(body) for body in overrides.values()}
    changed = {(body.get("block"), body["date"]) for body in overrides.values()}
    found = {}
    for number, body in sorted(
        of_last_week.items(), key=lambda one: _ORDER.index(one[1]["action"])
    ):
        fields = _a_week_later(body)
        if body["action"] == "add":
            if _sameness(fields) in known:
                continue
            known.add(_sameness(fields))
        elif (
            latest[body["block"], body["date"]] != number
            or (body["block"], fields["date"]) in changed
            or not _is_there(workspace, body["block"], fields["date"])
        ):
            continue
        found[number] = fields
    return found


def _a_week_later(body: Body) -> dict[str, Any]:
    kept = ("action", "block", "function", "label", "notes", "start", "end", "zone", "days", "busy")
    fields = {name: body[name] for name in kept if name in body}
    for name in ("date", "to_date"):
        if body.get(name):
            fields[name] = (date.fromisoformat(body[name]) + _WEEK).isoformat()
    return fields


def _sameness(body: Mapping[str, Any]) -> tuple[object, ...]:
    """Two added blocks of which this is the same are one."""
    names = ("action", "date", "function", "label", "start", "end", "zone")
    return tuple(body.get(name) or None for name in names)


def _is_of_function(workspace: Workspace, body: Body) -> bool:
    if body.get("function"):
        return True
    block = workspace.live("block").get(number_of(body["block"])) if body.get("block") else None
    return bool(block and block.get("function"))


def _is_there(workspace: Workspace, block: str, day: str) -> bool:
    try:
        find_occurrence(workspace, f"{block}@{day}")
    except WrongUse:
        return False
    return True
