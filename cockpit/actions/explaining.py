"""A due in plain words: what was promised, how each hour was counted, what to tell the customer."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from cockpit.actions.customers import CustomerZone, zone_of_customer
from cockpit.actions.desk import promise_book
from cockpit.actions.explaining_rows import WORDS_WIDTH, Row, row_words, rows_of
from cockpit.actions.owner import owner_zone
from cockpit.actions.quoting import reply_text
from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.identity import format_instant, number_of, ref
from cockpit.domain.promising.clock import Clock, Terms
from cockpit.domain.promising.explained import explain
from cockpit.domain.promising.sentences import city_of
from cockpit.domain.promising.status import clock_status
from cockpit.domain.promising.words import (
    day_label,
    late_words,
    left_words,
    length_label,
    target_words,
)
from cockpit.domain.wording.plain_text import one_line
from cockpit.i18n import _
from cockpit.store.workspace import Workspace

LABEL_WIDTH = 18
"""Cells of the first column."""


class Part(NamedTuple):
    """One clock of a request: its promise, its days, its due and how it stands."""

    name: str
    """ "first", "next", "resolution" or "promised"."""
    title: str
    promise: str
    armed: str
    rows: tuple[Row, ...]
    total: bool
    """Whether something is counted that adds up; not so for a batch or a promised moment."""
    left: str
    """What is left of a paused clock, in words."""
    due: str
    verdict: str
    status: str
    """As of `promise_clock.clock_status`."""
    due_at: datetime | None
    counted: timedelta
    kept: bool = False
    """Its verdict fell under earlier terms or hours, and stays."""

    @property
    def shown(self) -> timedelta:
        """The sum of the whole minutes that the rows show."""
        return sum((row.shown for row in self.rows), timedelta())


class Explained(NamedTuple):
    """The explanation of a request, from which text, screen and JSON are made."""

    id: str
    title: str
    promised: tuple[str, ...]
    """What is promised for it, one sentence each; one that says so where nothing is."""
    counted_in: str
    """The hours in which it is counted, "" when nothing is."""
    arrived: str
    customer_zone: str
    """His IANA zone; "" where it is not known."""
    zone_words: str
    """ "New York (America/New_York), as in R3"."""
    parts: tuple[Part, ...]
    reply: str


def explained(workspace: Workspace, reference: str) -> Explained:
    """How the dues of a request came about. Raises `CockpitError` where they cannot be counted."""
    _table, number, body = workspace.body(reference, "request")
    book = promise_book(workspace)
    terms = book.terms_for(body)
    clocks = book.clocks(body)
    calendar = _calendar(workspace, terms)
    zone = calendar.zone if calendar else owner_zone(workspace)
    now = workspace.now()
    theirs = zone_of_customer(workspace, body)
    each = [*clocks.past, *clocks.latest()]
    each.sort(key=lambda clock: (clock.armed_at, _ORDER.index(clock.name)))
    arrival = min((clock.armed_at for clock in each), default=None) or _received(body)
    parts = [_part(clock, calendar, zone, now, arrival, body) for clock in each]
    words = [str(body.get("customer") or ""), str(body.get("subject") or "")]
    return Explained(
        ref("request", number),
        " · ".join([str(body.get("kind", "inquiry")), *map(one_line, filter(None, words))]),
        _promised(terms, body),
        _counted_in(workspace, terms),
        day_label(arrival.astimezone(zone), time=True) if arrival else "",
        theirs.zone.key if theirs else "",
        _zone_words(theirs),
        tuple(parts),
        reply_text(workspace, reference),
    )


def explanation(workspace: Workspace, reference: str) -> list[str]:
    """The same as lines of plain text, in columns, without control characters."""
    told = explained(workspace, reference)
    lines = [
        f"{told.id} {told.title}",
        *(_beside("" if at else _("promised"), one) for at, one in enumerate(told.promised)),
    ]
    if told.counted_in:
        lines.append(_beside(_("counted in"), told.counted_in))
    if told.arrived:
        lines.append(_beside(_("arrived"), told.arrived))
    if told.zone_words:
        lines.append(_beside(_("customer's zone"), told.zone_words))
    for part in told.parts:
        lines += ["", _beside(part.title, part.promise)]
        if part.armed:
            lines.append(_beside(_("  since"), part.armed))
        lines += [_beside(f"  {row.day}", row_words(row)) for row in part.rows]
        if part.total:
            total = f"{part.left:<{WORDS_WIDTH}} {length_label(part.shown):>8}"
            lines.append(_beside(_("  sum"), total))
        lines.append(_beside(_("  due"), f"{part.due}   {part.verdict}".strip()))
    if told.reply:
        lines += ["", _("To send: “{words}”").format(words=told.reply)]
    return lines


def as_json(told: Explained) -> dict[str, Any]:
    """The explanation as JSON values; instants in UTC, lengths in minutes."""
    parts = [
        {
            "clock": part.name,
            "promise": part.promise,
            "due": format_instant(part.due_at) if part.due_at else None,
            "status": part.status,
            "kept": part.kept,
            "counted_minutes": part.counted.total_seconds() / 60,
            "days": [
                {
                    "date": row.date.isoformat(),
                    "kind": row.kind,
                    "words": row.words,
                    "counted_minutes": row.counted.total_seconds() / 60,
                }
                for row in part.rows
            ],
        }
        for part in told.parts
    ]
    return {
        "id": told.id,
        "promised": list(told.promised),
        "clocks": parts,
        "customer_zone": told.customer_zone or None,
        "reply": told.reply,
    }


_ORDER = ("promised", "first", "next", "resolution")


def _part(
    clock: Clock,
    calendar: BusinessCalendar | None,
    zone: tzinfo,
    now: datetime,
    arrival: datetime | None,
    body: dict[str, Any],
) -> Part:
    rows: list[Row] = []
    if calendar is not None and clock.target is not None and not clock.kept:
        rows = rows_of(clock, explain(clock, calendar), calendar)
    counted = sum((row.counted for row in rows), timedelta())
    status = clock_status(clock, now)
    is_date = clock.name == "promised" and bool(body.get("promised_is_date"))
    due = ""
    if clock.due is not None:
        due = day_label(clock.due.astimezone(zone), time=not is_date)
    return Part(
        clock.name,
        _TITLES[clock.name],
        _promise_words(clock),
        "" if clock.armed_at == arrival else day_label(clock.armed_at.astimezone(zone), time=True),
        tuple(rows),
        clock.target is not None and clock.target.measure != "batch" and not clock.kept,
        _left(clock, sum((row.shown for row in rows), timedelta())),
        due or _("none while it waits on the customer"),
        _verdict(clock, status, now, zone),
        status,
        clock.due,
        counted,
        clock.kept,
    )


def _promise_words(clock: Clock) -> str:
    if clock.kept:
        return _("as it was promised then: the verdict fell before the change, and stays")
    return target_words(clock.target) if clock.target else _("by name, to this customer")


_TITLES = {
    "first": _("first response"),
    "next": _("next response"),
    "resolution": _("resolution"),
    "promised": _("promised"),
}


def _left(clock: Clock, shown: timedelta) -> str:
    if clock.due is not None or clock.remaining is None or clock.target is None:
        return ""
    left = length_label(timedelta(minutes=clock.target.minutes) - shown)
    return _("{left} left once the customer answers").format(left=left)


def _verdict(clock: Clock, status: str, now: datetime, zone: tzinfo) -> str:
    if clock.due is None:
        return ""
    if clock.answered_at is not None:
        at = day_label(clock.answered_at.astimezone(zone), time=True)
        if status == "met":
            return _("met {at}").format(at=at)
        late = late_words(clock.answered_at - clock.due)
        return _("{length} late: {at}").format(at=at, length=late)
    if status == "breached":
        return _("late {length}").format(length=late_words(now - clock.due))
    left = _("in {length}").format(length=left_words(clock.due - now))
    return _("{left}, at risk").format(left=left) if status == "at_risk" else left


def _promised(terms: Terms | None, body: dict[str, Any]) -> tuple[str, ...]:
    if terms is None:
        kind = one_line(str(body.get("kind", "inquiry")), 40)
        text = _("nothing for {kind}; `cockpit promise add {kind}` promises something")
        return (text.format(kind=kind),)
    named = (
        ("first", terms.first_response),
        ("next", terms.next_response),
        ("resolution", terms.resolution),
    )
    told = [f"{_TITLES[name]} {target_words(target)}" for name, target in named if target]
    return tuple(told) or (_("nothing: its promise has no lengths"),)


def _counted_in(workspace: Workspace, terms: Terms | None) -> str:
    if terms is None:
        return ""
    hours = workspace.live("hours").get(number_of(terms.hours))
    if hours is None:
        return _("{id}, but there are no such hours: choose others").format(id=terms.hours)
    name = one_line(str(hours.get("name") or ""), 40)
    return " ".join(filter(None, (terms.hours, name, f"({hours['zone']})")))


def _zone_words(found: CustomerZone | None) -> str:
    if found is None:
        return ""
    words = f"{city_of(found.zone.key)} ({found.zone.key})"
    return _("{zone}, as in {id}").format(zone=words, id=found.told_by) if found.told_by else words


def _calendar(workspace: Workspace, terms: Terms | None) -> BusinessCalendar | None:
    hours = workspace.live("hours").get(number_of(terms.hours if terms else "H1"))
    return BusinessCalendar.from_document(hours) if hours is not None else None


def _received(body: dict[str, Any]) -> datetime | None:
    received = body.get("received")
    return datetime.fromisoformat(received) if received else None


def _beside(label: str, text: str) -> str:
    return f"{label:<{LABEL_WIDTH}} {text}".rstrip()
