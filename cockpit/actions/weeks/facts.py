"""A week of blocks as it is shown: what stands where, what was changed, what was clocked in it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from cockpit.actions.desk import block_book, function_names, owner_calendar
from cockpit.actions.owner import owner_zone
from cockpit.actions.time_log import entries_between
from cockpit.domain.days.block_days import BlockBook, Occurrence
from cockpit.domain.days.clocked import day_span
from cockpit.domain.days.time_use import day_use
from cockpit.domain.identity import number_of
from cockpit.store.workspace import Body, Workspace

MOVED, ADDED, DROPPED, PLAIN = "moved", "added", "dropped", ""

_DAY = timedelta(days=1)


class Box(NamedTuple):
    """One block or appointment of a day."""

    one: Occurrence
    name: str
    """Its own words, else the name of its function."""
    function_name: str
    mark: str
    """What was done to it on this date: moved, added, dropped, or nothing."""
    planned: int
    """Minutes that busy appointments leave of it."""
    done: int
    """Minutes clocked in it."""
    personal: bool

    @property
    def key(self) -> str:
        """The occurrence's id."""
        return self.one.id

    @property
    def is_appointment(self) -> bool:
        """Whether it is an appointment, which stands where it is."""
        return self.one.function is None


class DayBoxes(NamedTuple):
    """One business date."""

    day: date
    boxes: tuple[Box, ...]
    """By start; dropped ones too, where they would stand."""
    hours: tuple[tuple[datetime, datetime], ...]
    """When the owner's working hours are open."""
    unplanned: int
    """Minutes clocked outside blocks."""

    @property
    def planned(self) -> int:
        """Minutes planned for functions."""
        return sum(box.planned for box in self.boxes)

    @property
    def done(self) -> int:
        """Minutes clocked, in blocks and outside."""
        return sum(box.done for box in self.boxes) + self.unplanned


def days_of(workspace: Workspace, first: date, count: int = 7) -> list[DayBoxes]:
    """The business dates from `first` on, so many of them, with what is clocked until now.

    A block is not shown on the dates before it was made, on which nobody had planned it.
    """
    book, now = block_book(workspace), workspace.now()
    start, _end = day_span(first, book.zone, book.day_end)
    _start, end = day_span(first + (count - 1) * _DAY, book.zone, book.day_end)
    entries = entries_between(workspace, start, end)
    tasks = tasks_of(workspace, entries)
    names = function_names(workspace)
    personal = {n for n, body in workspace.live("function").items() if body.get("personal")}
    calendar = owner_calendar(workspace)
    dropped = _dropped(workspace, first, first + (count - 1) * _DAY)

    def box(one: Occurrence, mark: str, planned: int = 0, done: int = 0) -> Box:
        name = names.get(one.function or "", one.function or "")
        own = one.function is not None and number_of(one.function) in personal
        return Box(one, one.label or name, name, mark, planned, done, own)

    found = []
    for shift in range(count):
        day = first + shift * _DAY
        use = day_use(day, book, entries, now, tasks)
        rows = {row.occurrence.id: row for row in use.rows}
        boxes = [
            box(one, _mark(one), rows[one.id].planned, rows[one.id].done)
            if one.id in rows
            else box(one, _mark(one))
            for one in book.on(day)
            if one.id in rows or one.function is None
        ]
        boxes += [box(one, DROPPED) for one in dropped.get(day, ())]
        boxes.sort(key=_order)
        hours = tuple(calendar.hours_on(day)) if calendar else ()
        found.append(DayBoxes(day, tuple(boxes), hours, use.unplanned))
    return found


def _order(box: Box) -> tuple[float, float, str]:
    return box.one.start.timestamp(), box.one.end.timestamp(), box.key


def tasks_of(workspace: Workspace, entries: dict[int, Body]) -> dict[int, Body]:
    """The tasks of those entries that name no function of their own."""
    wanted = {
        number_of(body["task"])
        for body in entries.values()
        if body.get("task") and not body.get("function")
    }
    return dict(workspace.table("task").fetch(wanted)) if wanted else {}


def _mark(one: Occurrence) -> str:
    return MOVED if one.moved else ADDED if one.override and one.function else PLAIN


def _dropped(workspace: Workspace, first: date, last: date) -> dict[date, list[Occurrence]]:
    """The occurrences of functions that are dropped, by the date on which they would be listed."""
    low, high = (first - _DAY).isoformat(), (last + _DAY).isoformat()
    latest: dict[tuple[str, str], Body] = {}
    for _number, body in sorted(workspace.live("override").items()):
        if body.get("block") and low <= body["date"] <= high:
            latest[body["block"], body["date"]] = body
    blocks = workspace.live("block")
    found: dict[date, list[Occurrence]] = {}
    for (block, iso), body in latest.items():
        template = blocks.get(number_of(block))
        if body["action"] != "drop" or template is None or not template.get("function"):
            continue
        book = BlockBook({number_of(block): template}, {}, owner_zone(workspace))
        own = date.fromisoformat(iso)
        for day in (own - _DAY, own, own + _DAY):
            found.setdefault(day, []).extend(one for one in book.on(day) if one.date == own)
    return found
