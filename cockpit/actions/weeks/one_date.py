"""What the owner does with a block on one date: add, move, resize, drop, take that back.

Every change is an override of that date; the other weeks stay as they are.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from cockpit.actions.desk import function_names
from cockpit.actions.owner import owner_zone
from cockpit.actions.records import Added, add_record, archive_record, revise
from cockpit.actions.weeks.finding import (
    Found,
    day_words,
    find_occurrence,
    named,
    place_words,
)
from cockpit.domain.days.block_days import BlockBook
from cockpit.domain.identity import ref
from cockpit.domain.plans.places import Place, place_of
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Change, Workspace


def add_on_date(workspace: Workspace, function: str, place: Place) -> Added:
    """Add a block of a function on one date only (the owner's wall times)."""
    _name, number, body = workspace.body(function, "function")
    label = _("Add {name} on {place}").format(name=body["name"], place=place_words(place))
    with workspace.transaction(label) as transaction:
        fields = {
            "date": place.day.isoformat(),
            "action": "add",
            "function": ref("function", number),
            "start": place.start,
            "end": place.end,
        }
        added = add_record(workspace, "override", fields)
    return Added(added.ref, workspace.change(transaction))


def put_on_date(
    workspace: Workspace, occurrence: str, place: Place, function: str | None = None
) -> Change:
    """Let one occurrence stand elsewhere, on this date only; another date and length are allowed.

    With `function` its time is given to that one. Where it comes to stand as in every week, its
    override is taken back. Raises `WrongUse`, naming both, when it would overlap another block.
    """
    found = find_occurrence(workspace, occurrence)
    label = _("Move {block} to {place}")
    if function is not None and function != found.one.function:
        label = _("Give {block} on {place} to {function}")
    label = label.format(
        block=named(workspace, found.one),
        place=place_words(place),
        function=function_names(workspace).get(function or "", function),
    )
    with workspace.transaction(label) as transaction:
        found = find_occurrence(workspace, occurrence)
        _refuse_dropped(found)
        if found.block is not None and function is None and _is_own_place(workspace, found, place):
            if found.override is not None:
                archive_record(workspace, ref("override", found.override[0]))
        else:
            _write(workspace, found, place, function)
    return workspace.change(transaction)


def drop_on_date(workspace: Workspace, occurrence: str) -> Change:
    """Drop a block on its date only; one that was added for the date is archived."""
    found = find_occurrence(workspace, occurrence)
    label = _("Drop {block} on {day}").format(
        block=named(workspace, found.one), day=day_words(found.one.start.date())
    )
    with workspace.transaction(label) as transaction:
        found = find_occurrence(workspace, occurrence)
        _refuse_dropped(found)
        dropped = {"action": "drop", "start": None, "end": None, "to_date": None, "function": None}
        if found.block is None:
            assert found.override is not None
            archive_record(workspace, ref("override", found.override[0]))
        elif found.override is not None:
            revise(workspace, ref("override", found.override[0]), dropped, label_of(label))
        else:
            own = {"date": found.one.date.isoformat(), "block": ref("block", found.block[0])}
            add_record(workspace, "override", {**own, **dropped})
    return workspace.change(transaction)


def take_back(workspace: Workspace, occurrence: str) -> Change:
    """Let a block stand on its date as in every week again; what was added there is archived."""
    found = find_occurrence(workspace, occurrence)
    label = _("Take back what was changed of {block} on {day}").format(
        block=named(workspace, found.one), day=day_words(found.one.date)
    )
    with workspace.transaction(label) as transaction:
        found = find_occurrence(workspace, occurrence)
        if found.override is None:
            raise WrongUse(
                _("{block} stands on {day} as in every week.").format(
                    block=named(workspace, found.one), day=day_words(found.one.date)
                )
            )
        archive_record(workspace, ref("override", found.override[0]))
    return workspace.change(transaction)


def label_of(text: str) -> str:
    """A text as a label into which nothing is filled any more."""
    return text.replace("{", "{{").replace("}", "}}")


def _write(workspace: Workspace, found: Found, place: Place, function: str | None) -> None:
    fields: dict[str, Any] = {
        "start": place.start,
        "end": place.end,
        "zone": None,
        "days": None,
    }
    if function is not None:
        fields["function"] = function
    if found.block is None:
        fields["date"] = place.day.isoformat()
    else:
        fields["action"] = "move"
        away = place.day != found.one.date
        fields["to_date"] = place.day.isoformat() if away else None
    if found.override is not None:
        revise(workspace, ref("override", found.override[0]), fields, _("Move {id}"))
    else:
        assert found.block is not None
        own = {"date": found.one.date.isoformat(), "block": ref("block", found.block[0])}
        add_record(workspace, "override", {**own, **fields})


def _is_own_place(workspace: Workspace, found: Found, place: Place) -> bool:
    """Whether this is where the block stands in every week, and nothing else was changed of it."""
    assert found.block is not None
    if found.override is not None and any(
        found.override[1].get(field) for field in ("function", "label", "notes")
    ):
        return False
    number, body = found.block
    book = BlockBook({number: body}, {}, owner_zone(workspace))
    own: date = found.one.date
    return any(
        one.date == own and place_of(one) == place for one in (*book.on(own), *book.on(place.day))
    )


def _refuse_dropped(found: Found) -> None:
    if found.dropped:
        raise WrongUse(
            _("{id} is dropped on {day} already.").format(
                id=found.one.block, day=found.one.date.isoformat()
            )
        )
