"""What the owner does with blocks: drop or move one on a date, and what no block may do."""

from __future__ import annotations

from datetime import date, timedelta

from cockpit.actions.owner import owner_zone, today
from cockpit.actions.records import Added, add_record, revise, words_of
from cockpit.domain.days.block_days import BlockBook, Pair, overlap_sentence, overlaps
from cockpit.domain.identity import ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

HORIZON = timedelta(weeks=5)
"""How far ahead a recurring block is held against the others; every weekday comes five times."""


def refuse_overlapping(workspace: Workspace, table: str, number: int | None, body: Body) -> None:
    """Raise `WrongUse`, naming both, when a block comes to overlap another one of a function.

    Where the two overlapped before, from old data or an import, the rest of it can be edited.
    """
    blocks = dict(workspace.live("block"))
    overrides = dict(workspace.live("override"))
    candidate = number or 0
    (blocks if table == "block" else overrides)[candidate] = body
    first = _first_date(workspace, table, body)
    last = first if table == "override" else first + HORIZON
    _refuse_pair(workspace, ref(table, candidate), blocks, overrides, (first, last))


def refuse_overlap_without(workspace: Workspace, number: int, body: Body) -> None:
    """Raise `WrongUse` when a block that an override drops or moves overlaps once it is back."""
    if body["action"] == "add" or not body.get("block"):
        return
    overrides = {n: other for n, other in workspace.live("override").items() if n != number}
    day = date.fromisoformat(body["date"])
    blocks = dict(workspace.live("block"))
    _refuse_pair(workspace, body["block"], blocks, overrides, (day, day))


def _refuse_pair(
    workspace: Workspace,
    candidate: str,
    blocks: dict[int, Body],
    overrides: dict[int, Body],
    horizon: tuple[date, date],
) -> None:
    zone = owner_zone(workspace)
    pairs = list(overlaps(candidate, blocks, overrides, zone, horizon))
    if not pairs:
        return
    live = workspace.live("block"), workspace.live("override")
    before = {_records_of(pair) for pair in overlaps(candidate, *live, zone, horizon)}
    for pair in pairs:
        if _records_of(pair) not in before:
            sentence = overlap_sentence(pair, workspace.live("function"))
            raise WrongUse(sentence.replace("B0 ", "").replace("O0 ", ""))  # new: no id yet


def _records_of(pair: Pair) -> frozenset[str | None]:
    return frozenset(one.block or one.override for one in pair)


def drop_block(workspace: Workspace, block: str, day: date) -> Added:
    """Drop a block on one date only; a move of it on that date is taken back by this."""
    fields: dict[str, str | None] = {"action": "drop", "start": None, "end": None, "to_date": None}
    return _override(workspace, block, day, fields, _("Drop {id} on {day}: {words}"))


def move_block(workspace: Workspace, block: str, day: date, start: str, end: str) -> Added:
    """Move or resize a block on one date only (local wall times)."""
    fields: dict[str, str | None] = {"action": "move", "start": start, "end": end}
    return _override(workspace, block, day, fields, _("Move {id} on {day}: {words}"))


def _override(
    workspace: Workspace, block: str, day: date, fields: dict[str, str | None], label: str
) -> Added:
    """Write what happens to a block on one date; one override a date, so that it is plain."""
    _name, number, body = workspace.body(block, "block")
    shown = ref("block", number)
    day = _own_date(workspace, shown, day)
    on = day.isoformat()
    label = label.replace("{day}", on)
    with workspace.transaction(
        label.format(id=shown, words=words_of("block", body))
    ) as transaction:
        _refuse_absent(workspace, number, day)
        there = [
            (other, override)
            for other, override in workspace.live("override").items()
            if override.get("block") == shown and override["date"] == on
        ]
        if any(override["action"] == "drop" for _other, override in there):
            raise WrongUse(_("{id} is dropped on {day} already.").format(id=shown, day=on))
        if there:
            reference = ref("override", max(there)[0])
            revise(workspace, reference, fields, label)
        else:
            added = add_record(workspace, "override", {"date": on, "block": shown, **fields})
            reference = added.ref
    return Added(reference, workspace.change(transaction))


def _own_date(workspace: Workspace, block: str, day: date) -> date:
    """The block's own date, where it was moved to `day` from another one."""
    from cockpit.actions.desk import block_book

    there = (one for one in block_book(workspace).on(day) if one.block == block and one.moved)
    return next((one.date for one in there), day)


def _refuse_absent(workspace: Workspace, number: int, day: date) -> None:
    body = workspace.live("block").get(number)
    if body is None:
        raise WrongUse(_("{id} is archived.").format(id=ref("block", number)))
    book = BlockBook({number: body}, {}, owner_zone(workspace))
    around = book.between(day - timedelta(days=2), day + timedelta(days=2))
    if not any(one.date == day for one in around):
        raise WrongUse(
            _("{id} is not on {day}; choose a date on which it is.").format(
                id=ref("block", number), day=day.isoformat()
            )
        )


def _first_date(workspace: Workspace, table: str, body: Body) -> date:
    if table == "override":
        return date.fromisoformat(body.get("to_date") or body["date"])
    said = body.get("first_date")
    this_day = today(workspace)
    return max(date.fromisoformat(said), this_day) if said else this_day
