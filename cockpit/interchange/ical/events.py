"""Events as blocks and overrides: a rule is a block, a date alone an override that adds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cockpit.domain.blocks import Block, Override
from cockpit.i18n import _
from cockpit.interchange.ical.components import split_list
from cockpit.interchange.ical.entries import Entry, Span, made_at, own_fields_of, rule_of, span
from cockpit.interchange.ical.values import BadValue, When, when, whens
from cockpit.interchange.moments import instant
from cockpit.interchange.report import Proposal
from cockpit.interchange.wording import one_line

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DATES_LIMIT = 2000
"""The most exception dates or extra dates that one event may have."""


def event(entry: Entry) -> list[Proposal]:
    """The records of an event that is not an exception; `BadValue` says why there are none.

    With an RRULE one block, and an added override for each RDATE; otherwise added overrides.
    """
    component = entry.component
    if component.word("STATUS") == "CANCELLED":
        raise BadValue(_("it is cancelled"))
    spanned = span(entry)
    rule = rule_of(entry, spanned.first, spanned.zone)
    dropped = _dates(entry, "EXDATE", spanned)
    extra = [d for d in _walls(entry, "RDATE", spanned) if d.date().isoformat() not in dropped]
    body = {**_words(entry), **_times(entry, spanned)}
    if rule is None:
        days = sorted({spanned.first, *extra})
        days = [day for day in days if day.date().isoformat() not in dropped]
        if not days:
            raise BadValue(_("it never takes place: all its dates are taken out"))
        return [_added(entry, spanned, body, day) for day in days]
    block = {
        **body,
        "weekday": None,
        "rule": rule,
        "first_date": spanned.first.date().isoformat(),
        "last_date": None,
        "except_dates": sorted(dropped),
    }
    own_fields = own_fields_of(entry, Block, block)
    if own_fields.get("weekday") in (None, _WEEKDAYS[spanned.first.weekday()]):
        block.update(own_fields)
    proposals = [Proposal("block", entry.uid, block, {}, links(entry), entry.record)]
    return proposals + [_added(entry, spanned, body, day) for day in extra if day != spanned.first]


def exception(entry: Entry, master: Entry | None) -> Proposal:
    """The record of a RECURRENCE-ID: a move or a drop of its block, or a date of its own.

    `master` is the event that it changes when that one became a block.
    """
    component = entry.component
    changed = component.first("RECURRENCE-ID")
    assert changed is not None  # that is what makes it an exception
    if changed.params.get("RANGE"):
        raise BadValue(_("it changes all later dates too (RANGE), which is not imported"))
    original = when(changed, entry.zones)
    cancelled = component.word("STATUS") == "CANCELLED"
    if master is None:
        if cancelled:
            raise BadValue(_("it is cancelled"))
        spanned = span(entry)
        day = _original_date(original, spanned.zone or entry.zones.owner)
        words = {**_words(entry), **_times(entry, spanned)}
        return _added(entry, spanned, words, spanned.first, day)
    block = span(master)
    day = _original_date(original, block.zone or entry.zones.owner)
    uid = component.text("X-COCKPIT-UID") or f"{entry.uid}/{day}"
    to_block = {"block": ("block", master.uid)}
    if cancelled:
        dropped: dict[str, Any] = {"date": day, "action": "drop", **_words(entry)}
        dropped.update(_label_of(entry))
        return Proposal("override", uid, _made(entry, dropped), {}, to_block, entry.record)
    spanned = span(entry)
    moved = spanned.first.date().isoformat()
    body = {
        **_words(entry),
        **_times(entry, spanned),
        "date": day,
        "action": "move",
        "to_date": moved if moved != day else None,
    }
    body.update(_label_of(entry))
    return Proposal("override", uid, body, {}, {**links(entry), **to_block}, entry.record)


def links(entry: Entry) -> dict[str, tuple[str, str]]:
    """The function that the first category names, if there is one of that name."""
    found = entry.component.first("CATEGORIES")
    names = [one_line(name) for name in split_list(found.value)] if found else []
    return {"function": ("function", names[0])} if names and names[0] else {}


def _words(entry: Entry) -> dict[str, Any]:
    """The label: the summary, else the first line of the description; place and rest as notes."""
    component = entry.component
    told, notes = one_line(component.text("SUMMARY")), component.text("DESCRIPTION").strip()
    if not told:
        first, _line, notes = notes.partition("\n")
        told = one_line(first)
    parts = [component.text("LOCATION").strip(), notes.strip()]
    return {"label": told, "notes": "\n".join(part for part in parts if part)}


def _times(entry: Entry, spanned: Span) -> dict[str, Any]:
    component = entry.component
    opaque = component.word("TRANSP")
    free = opaque == "TRANSPARENT" or component.word("X-MICROSOFT-CDO-BUSYSTATUS") == "FREE"
    busy = opaque == "OPAQUE" if spanned.is_date else not free
    return _made(
        entry,
        {
            "start": spanned.start,
            "end": spanned.end,
            "days": spanned.days,
            "zone": spanned.zone,
            "busy": busy and spanned.takes_time,
        },
    )


def _made(entry: Entry, body: dict[str, Any]) -> dict[str, Any]:
    made = made_at(entry.component, entry.zones)
    text = instant(made) if made else None
    return {**body, "created_at": text} if text else body


def _added(
    entry: Entry, spanned: Span, body: dict[str, Any], day: datetime, key: str | None = None
) -> Proposal:
    """An added override; the event's own date has the event's uid, others have their date in it."""
    if key is None and day != spanned.first:
        key = day.date().isoformat()
    iso = day.date().isoformat()
    added = {**body, "date": iso, "action": "add", "to_date": None}
    if not spanned.is_date and day.time() != spanned.first.time():
        raise BadValue(_("it has extra dates (RDATE) at other times of the day"))
    added.update(_label_of(entry))
    uid = entry.uid if key is None else f"{entry.uid}/{key}"
    return Proposal("override", uid, added, {}, links(entry), entry.record)


def _walls(entry: Entry, name: str, spanned: Span) -> list[datetime]:
    """The wall times of a list of dates, in the zone of the event, in order, each once."""
    found = whens(entry.component, name, entry.zones)
    if len(found) > DATES_LIMIT:
        said = _("it has more than {count} dates in {name}")
        raise BadValue(said.format(count=DATES_LIMIT, name=name))
    zone = spanned.zone or entry.zones.owner
    walls = set()
    for one in found:
        wall = one.within(zone).replace(second=0)
        if one.is_date and not spanned.is_date:
            wall = datetime.combine(wall.date(), spanned.first.time())
        walls.add(wall)
    return sorted(walls)


def _dates(entry: Entry, name: str, spanned: Span) -> list[str]:
    """The dates of a list that fall at the time of the event; others mean nothing (RFC 5545)."""
    walls = _walls(entry, name, spanned)
    return [
        wall.date().isoformat()
        for wall in walls
        if spanned.is_date or wall.time() == spanned.first.time()
    ]


def _original_date(original: When, zone: str) -> str:
    return original.within(zone).date().isoformat()


def _label_of(entry: Entry) -> dict[str, Any]:
    """The exact label that our own export wrote where SUMMARY cannot carry it."""
    found = own_fields_of(entry, Override, None)
    return {"label": found["label"]} if isinstance(found.get("label"), str) else {}
