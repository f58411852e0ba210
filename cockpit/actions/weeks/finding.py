"""One occurrence of a block by its id, and the words by which people know it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from cockpit.actions.desk import block_book, function_names
from cockpit.actions.owner import owner_zone, today
from cockpit.domain.clock import DAY_END
from cockpit.domain.days.block_book import WEEKDAYS
from cockpit.domain.days.block_days import BlockBook, Occurrence
from cockpit.domain.days.occurrences import business_dates, instants_of
from cockpit.domain.identity import ref
from cockpit.domain.plans.places import Place
from cockpit.domain.wording.times import MONTHS
from cockpit.domain.wording.times import WEEKDAYS as DAY_WORDS
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

_AHEAD = 400
"""How many days a block that is named without a date is looked for."""
_CHUNK = 28


class Found(NamedTuple):
    """An occurrence of a function's block with its records."""

    one: Occurrence
    block: tuple[int, Body] | None
    """Number and body of its block; None for one that was added for a date."""
    override: tuple[int, Body] | None
    """The override that added, moved or dropped it."""

    @property
    def dropped(self) -> bool:
        """Whether it is dropped on its date."""
        return self.override is not None and self.override[1]["action"] == "drop"


def find_occurrence(workspace: Workspace, said: str) -> Found:
    """The occurrence with an id: "B4@2026-11-26", "O3"; "B4" is the next one that is not over.

    One that is dropped on its date is found where it would stand. Raises `WrongUse` when the block
    is not on that date, and for an appointment, which is not the owner's to move.
    """
    name, _at, day = said.strip().partition("@")
    table, number, body = workspace.body(name, None if name[:1].isalpha() else "block")
    if table not in ("block", "override"):
        raise WrongUse(
            _("{id} is no block; ids of blocks look like B4, B4@2026-11-26 or O3.").format(id=said)
        )
    shown = ref(table, number)
    if body.get("closed_at"):
        raise WrongUse(_("{id} is archived.").format(id=shown))
    if table == "override" and body["action"] != "add":
        return find_occurrence(workspace, f"{body['block']}@{body['date']}")
    if not body.get("function"):
        raise WrongUse(
            _("{id} is an appointment: it stands where it is; e edits its record.").format(id=shown)
        )
    if table == "override":
        return _added(workspace, number, body)
    own = _read_day(day) if day else None
    if own is None:
        own = next_occurrence(workspace, number, body, today(workspace)).date
    return _of_block(workspace, number, body, own)


def next_occurrence(workspace: Workspace, number: int, body: Body, since: date) -> Occurrence:
    """The first occurrence of a block, as in every week, on or after a date and not over yet."""
    book = BlockBook({number: body}, {}, owner_zone(workspace))
    now = workspace.now()
    low = max(since, today(workspace)) - timedelta(days=2)
    for start in range(0, _AHEAD, _CHUNK):
        first = low + timedelta(days=start)
        for one in book.between(first, first + timedelta(days=_CHUNK - 1)):
            if one.date >= since and one.end > now:
                return one
    raise WrongUse(_("{id} does not come again.").format(id=ref("block", number)))


def name_of_occurrence(workspace: Workspace, one: Occurrence) -> str:
    """Its own words, else the name of its function."""
    return one.label or function_names(workspace).get(one.function or "", "") or one.function or ""


def named(workspace: Workspace, one: Occurrence) -> str:
    """Id and name for a change: "B4 Writing"."""
    return f"{one.block or one.override} {name_of_occurrence(workspace, one)}"


def day_words(day: date) -> str:
    """ "thu 26 nov"."""
    return f"{DAY_WORDS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def place_words(place: Place, *, weekly: bool = False) -> str:
    """ "thu 26 nov 14:00–15:30", for every week "thu 14:00–15:30"."""
    day = DAY_WORDS[place.day.weekday()] if weekly else day_words(place.day)
    return f"{day} {place.start}–{place.end}"


def evening_words(workspace: Workspace, place: Place, *, weekly: bool = False) -> str:
    """What is told of a place in the small hours, which is shown on the day before; else "".

    Over by the day's end (04:00) it belongs to the evening.
    """
    span = instants_of(place.day, place.start, place.end, 1, owner_zone(workspace))
    if span is None:
        return ""
    zone = owner_zone(workspace)
    shown, _last = business_dates(span[0].astimezone(zone), span[1].astimezone(zone), DAY_END)
    if shown == place.day:
        return ""
    return _("It stands under {day}, whose day ends at {time:%H:%M}.").format(
        day=DAY_WORDS[shown.weekday()] if weekly else day_words(shown), time=DAY_END
    )


def weekday_of(day: date) -> str:
    """The weekday of a date as it is stored."""
    return WEEKDAYS[day.weekday()]


def _of_block(workspace: Workspace, number: int, body: Body, own: date) -> Found:
    shown = ref("block", number)
    override = _override_of(workspace, shown, own)
    found: Occurrence | None
    if override is not None and override[1]["action"] == "move":
        placed = date.fromisoformat(override[1].get("to_date") or override[1]["date"])
        found = _on(block_book(workspace), shown, own, placed)
    else:
        found = _on(BlockBook({number: body}, {}, owner_zone(workspace)), shown, own, own)
    if found is None:
        raise WrongUse(
            _("{id} is not on {day}; choose a date on which it is.").format(
                id=shown, day=own.isoformat()
            )
        )
    return Found(found, (number, body), override)


def _on(book: BlockBook, block: str, own: date, placed: date) -> Occurrence | None:
    around = book.between(placed - timedelta(days=2), placed + timedelta(days=2))
    return next((one for one in around if one.block == block and one.date == own), None)


def _added(workspace: Workspace, number: int, body: Body) -> Found:
    shown, day = ref("override", number), date.fromisoformat(body["date"])
    around = block_book(workspace).between(day - timedelta(days=2), day + timedelta(days=2))
    for one in around:
        if one.id == shown:
            return Found(one, None, (number, body))
    raise WrongUse(_("Nothing is left of {id} on its date; e edits its record.").format(id=shown))


def _override_of(workspace: Workspace, block: str, own: date) -> tuple[int, Body] | None:
    """The override that counts for a block on one of its dates: the latest."""
    iso = own.isoformat()
    found = [
        (number, body)
        for number, body in workspace.live("override").items()
        if body.get("block") == block and body["date"] == iso
    ]
    return max(found, key=lambda one: one[0]) if found else None


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(
            _("{text!r} is not a date; write it like 2026-11-26.").format(text=text[:40])
        ) from error
