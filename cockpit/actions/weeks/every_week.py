"""What the owner does with a block in every week from a date on; what has been stays true.

Where the block has stood already, it ends on the day before and a new one begins, so that the
planned time of past weeks is not rewritten. Its later overrides and pinned tasks go along.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.actions.desk import function_names
from cockpit.actions.owner import owner_zone, today
from cockpit.actions.records import Added, add_record, archive_record, revise
from cockpit.actions.weeks.finding import (
    Found,
    day_words,
    find_occurrence,
    named,
    next_occurrence,
    place_words,
    weekday_of,
)
from cockpit.domain.days.block_days import BlockBook, wall_times
from cockpit.domain.days.occurrences import instants_of
from cockpit.domain.identity import ref
from cockpit.domain.plans.places import Place
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_BACK = 62
"""How many days before a date are looked at for a block that has stood already."""


def add_every_week(workspace: Workspace, function: str, place: Place) -> Added:
    """Add a block of a function to every week, from the first such date that is not over."""
    _name, number, body = workspace.body(function, "function")
    first = (
        place if not _is_over(workspace, place) else place._replace(day=_ahead(workspace, place))
    )
    label = _("Every week from {day}: add {name} on {place}").format(
        day=day_words(first.day), name=body["name"], place=place_words(place, weekly=True)
    )
    with workspace.transaction(label) as transaction:
        fields = {
            "function": ref("function", number),
            "weekday": weekday_of(first.day),
            "start": first.start,
            "end": first.end,
            "first_date": first.day.isoformat(),
        }
        added = add_record(workspace, "block", fields)
    return Added(added.ref, workspace.change(transaction))


def put_every_week(
    workspace: Workspace, occurrence: str, place: Place, function: str | None = None
) -> Change:
    """Let a block stand elsewhere in every week, from this occurrence on (the next if it is over).

    `place` is where this occurrence is to stand, in the owner's wall times; another weekday of
    its week that is over already begins a week later. With `function` the block is given to it.
    Raises `WrongUse`, naming both, when it would overlap another block within five weeks.
    """
    found, wanted, _cut = _planned(workspace, occurrence, place)
    label = _("Every week from {day}: move {block} to {place}")
    if function is not None and function != found.one.function:
        label = _("Every week from {day}: give {block} on {place} to {function}")
    label = label.format(
        day=day_words(wanted.day),
        block=named(workspace, found.one),
        place=place_words(wanted, weekly=True),
        function=function_names(workspace).get(function or "", function),
    )
    with workspace.transaction(label) as transaction:
        found, wanted, cut = _planned(workspace, occurrence, place)
        number, body = _template(found)
        fields = _fields(workspace, body, wanted)
        if function is not None:
            fields["function"] = function
        moved = date.fromisoformat(fields["first_date"]) - cut
        if body.get("rule"):
            _refuse_other_day(number, body, moved)
        _begin_anew(workspace, (number, body), cut, fields, moved, found.one.date)
    return workspace.change(transaction)


def drop_every_week(workspace: Workspace, occurrence: str) -> Change:
    """End a block with the date before this occurrence; its later overrides go with it."""
    found = find_occurrence(workspace, occurrence)
    number, body = _template(found)
    cut = next_occurrence(workspace, number, body, found.one.date).date
    label = _("Every week from {day}: drop {block}").format(
        day=day_words(cut), block=named(workspace, found.one)
    )
    with workspace.transaction(label) as transaction:
        number, body = _template(find_occurrence(workspace, occurrence))
        own = ref("block", number)
        if _has_stood(workspace, number, body, cut):
            revise(workspace, own, {"last_date": (cut - _DAY).isoformat()}, _("End {id}"))
        else:
            archive_record(workspace, own)
        for override, _body in _later(workspace, own, cut):
            archive_record(workspace, ref("override", override))
    return workspace.change(transaction)


def _planned(workspace: Workspace, occurrence: str, place: Place) -> tuple[Found, Place, date]:
    """The occurrence, where its block is to stand first, and the first of its dates that changes.

    A place that is over already is taken a week later, and the old one holds until then.
    """
    found = find_occurrence(workspace, occurrence)
    number, body = _template(found)
    cut = next_occurrence(workspace, number, body, found.one.date)
    wanted = place._replace(day=place.day + (cut.date - found.one.date))
    if _is_over(workspace, wanted):
        cut = next_occurrence(workspace, number, body, cut.date + _DAY)
        wanted = place._replace(day=place.day + (cut.date - found.one.date))
    return found, wanted, cut.date


def _template(found: Found) -> tuple[int, Body]:
    if found.block is None:
        raise WrongUse(
            _("{id} is a block for {day} only; change it for this date only.").format(
                id=found.one.override, day=found.one.date.isoformat()
            )
        )
    return found.block


def _fields(workspace: Workspace, body: Body, place: Place) -> dict[str, Any]:
    """Weekday, times and first date of a block that is to stand at a place, in its own zone."""
    day, start, end = place
    if body.get("zone") and body["zone"] != owner_zone(workspace).key:
        span = instants_of(day, start, end, 1, owner_zone(workspace))
        if span is None:
            raise WrongUse(_("Nothing is left of this block on {day}.").format(day=day_words(day)))
        day, start, end, _days = wall_times(*span, ZoneInfo(body["zone"]))
    fields: dict[str, Any] = {"start": start, "end": end, "first_date": day.isoformat()}
    if not body.get("rule"):
        fields["weekday"] = weekday_of(day)
    return fields


def _begin_anew(
    workspace: Workspace,
    block: tuple[int, Body],
    cut: date,
    fields: Mapping[str, Any],
    moved: timedelta,
    handled: date,
) -> None:
    """The block as it stands from `cut` on; the days by which it moves are those of its dates."""
    number, body = block
    own = new = ref("block", number)
    later = _later(workspace, own, cut)
    if _has_stood(workspace, number, body, cut):
        revise(workspace, own, {"last_date": (cut - _DAY).isoformat()}, _("End {id}"))
        rest = {name: value for name, value in body.items() if name not in ("uid", "created_at")}
        added = {**rest, **_shifted_dates(body, cut, moved), **fields}
        new = add_record(workspace, "block", added).ref
    else:
        first = body.get("first_date")
        kept = min(fields["first_date"], first) if first else None
        changes = {**_shifted_dates(body, cut, moved), **fields, "first_date": kept}
        revise(workspace, own, changes, _("Move {id}"))
    for override, there in later:
        reference = ref("override", override)
        if there["date"] == handled.isoformat():
            archive_record(workspace, reference)
            continue
        day = date.fromisoformat(there["date"])
        changes = {"block": new, "date": (day + moved).isoformat()}
        if there["action"] == "move":
            changes["to_date"] = there.get("to_date") or there["date"]
        revise(workspace, reference, changes, _("Keep {id}"))
    _carry_pins(workspace, own, new, cut, moved)


def _shifted_dates(body: Body, cut: date, moved: timedelta) -> dict[str, Any]:
    """The last date and the dates left out, for the dates that the block has from now on."""
    last = body.get("last_date")
    left_out = [
        (date.fromisoformat(day) + moved).isoformat()
        for day in body.get("except_dates", ())
        if day >= cut.isoformat()
    ]
    return {
        "last_date": (date.fromisoformat(last) + moved).isoformat() if last else None,
        "except_dates": left_out or None,
    }


def _carry_pins(workspace: Workspace, own: str, new: str, cut: date, moved: timedelta) -> None:
    """Tasks pinned to later occurrences follow the block, or are free where its day has changed."""
    if own == new and not moved:
        return
    for number, task in list(workspace.live("task").items()):
        pinned, _at, day = (task.get("block") or "").partition("@")
        if pinned == own and day >= cut.isoformat():
            pin = None if moved else f"{new}@{day}"
            revise(workspace, ref("task", number), {"block": pin}, _("Keep {id}"))


def _later(workspace: Workspace, block: str, cut: date) -> list[tuple[int, Body]]:
    """The overrides of a block on its dates from one on."""
    return [
        (number, body)
        for number, body in list(workspace.live("override").items())
        if body.get("block") == block and body["date"] >= cut.isoformat()
    ]


def _has_stood(workspace: Workspace, number: int, body: Body, cut: date) -> bool:
    """Whether the block has offered time on a date before `cut`."""
    book = BlockBook({number: body}, {}, owner_zone(workspace))
    days = (cut - timedelta(days=back) for back in range(_BACK))
    return any(one.date < cut for day in days for one, _parts in book.net(day))


def _refuse_other_day(number: int, body: Body, moved: timedelta) -> None:
    own = ref("block", number)
    if moved:
        raise WrongUse(
            _(
                "{id} follows a rule ({rule}): e edits its record, or move it on one date only."
            ).format(id=own, rule=body["rule"])
        )
    if "COUNT" in body["rule"].upper():
        raise WrongUse(
            _("{id} comes a counted number of times ({rule}); e edits its record.").format(
                id=own, rule=body["rule"]
            )
        )


def _is_over(workspace: Workspace, place: Place) -> bool:
    span = instants_of(place.day, place.start, place.end, 1, owner_zone(workspace))
    return span is None or span[1] <= workspace.now()


def _ahead(workspace: Workspace, place: Place) -> date:
    """The first date with the weekday of a place on which it is not over."""
    day = today(workspace)
    day += timedelta(days=(place.day.weekday() - day.weekday()) % 7)
    return day + _WEEK if _is_over(workspace, place._replace(day=day)) else day
