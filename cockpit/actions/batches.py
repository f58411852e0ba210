"""The batches of a day: which requests are handled together then, and what was left of others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from cockpit.actions.owner import today
from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.identity import format_instant, number_of, ref
from cockpit.domain.promising.batches import Batch, batches_from
from cockpit.domain.promising.clock import Terms
from cockpit.domain.promising.status import Clock, clock_status
from cockpit.domain.promising.words import day_label
from cockpit.domain.wording.plain_text import one_line
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _
from cockpit.store.request_ranks import promise_book
from cockpit.store.workspace import Body, Workspace

LOOK_AHEAD = 62
"""Days in which the next batch is looked for."""
_DAY = timedelta(days=1)


class Joined(NamedTuple):
    """One request in a batch."""

    id: str
    body: Body
    status: str
    """As of `clock_status`; "breached" is one that an earlier batch left behind."""


class DayBatch(NamedTuple):
    """One batch of the day with its requests in order of arrival."""

    kind: str
    whom: str
    """The customer or priority that the promise is for; "" is everybody."""
    clock: str
    """ "first", "next" or "resolution"."""
    batch: Batch | None
    """None where nothing is planned on this day, and only late ones are left."""
    calendar: BusinessCalendar
    requests: tuple[Joined, ...]


class _Line(NamedTuple):
    """A target of a promise that is a batch, and the batches that it has on the day."""

    promise: Body
    clock: str
    calendar: BusinessCalendar
    batches: tuple[Batch, ...]


def batches_of(
    workspace: Workspace, day: date | None = None, kind: str | None = None
) -> list[DayBatch]:
    """The batches of a local day (the owner's today without one), of one kind or of all.

    Today's also hold what earlier batches have left. Raises `WrongUse` when nothing is promised
    in batches.
    """
    now = today(workspace)
    day = day or now
    lines = _lines(workspace, kind, day)
    joined: dict[tuple[tuple[int, str], Batch | None], list[Joined]] = {
        (key, batch): [] for key, line in lines.items() for batch in line.batches
    }
    for number, body in sorted(workspace.live("request").items()):
        for key, clock in _batch_clocks(workspace, body):
            line = lines.get(key)
            if line is None or clock.due is None:
                continue
            batch = next((one for one in line.batches if one.due == clock.due), None)
            status = clock_status(clock, workspace.now())
            if batch is None and (day != now or status != "breached"):
                continue
            place = batch or (line.batches[0] if line.batches else None)
            found = Joined(ref("request", number), body, status)
            joined.setdefault((key, place), []).append(found)
    return [
        DayBatch(
            str(lines[key].promise["kind"]),
            _whom(lines[key].promise),
            lines[key].clock,
            batch,
            lines[key].calendar,
            tuple(sorted(requests, key=_arrival)),
        )
        for (key, batch), requests in joined.items()
    ]


def next_batch_day(workspace: Workspace, kind: str | None = None) -> date | None:
    """The first local day from today on that has a batch; None when none is near."""
    now = today(workspace)
    found = []
    for line in _targets(workspace, kind):
        for batch in _near(line, now):
            if batch.day >= now:
                found.append(batch.day)
                break
    return min(found, default=None)


def batch_day_beside(workspace: Workspace, day: date, step: int) -> date | None:
    """The nearest day with a batch after a local day (`step` 1) or before it (-1).

    None when there is none within two months. Errors: as of `batches_of`.
    """
    since = day if step > 0 else day - LOOK_AHEAD * _DAY
    days = {batch.day for line in _targets(workspace, None) for batch in _near(line, since)}
    if step > 0:
        return min((one for one in days if one > day), default=None)
    return max((one for one in days if one < day), default=None)


def batch_sheet(batches: list[DayBatch]) -> list[str]:
    """The batches as a sheet to print and tick off."""
    lines: list[str] = []
    for one in batches:
        if lines:
            lines.append("")
        lines.append(title_of(one))
        lines += [f"[ ] {joined_words(joined)}" for joined in one.requests]
        if not one.requests:
            lines.append(_("    nothing has joined it yet"))
    return lines


def title_of(one: DayBatch) -> str:
    """ "refund · Fri 27 Nov · cut-off Thu 26 Nov 18:00 · done by 17:00 · 3 requests"."""
    words = [one_line(one.kind), one_line(one.whom)]
    if one.batch is None:
        words.append(_("left of earlier batches"))
    else:
        cut_off = one.batch.cut_off.astimezone(one.calendar.zone)
        close = one.batch.due.astimezone(one.calendar.zone)
        words += [
            day_label(one.batch.day),
            _("cut-off {at}").format(at=day_label(cut_off, time=True)),
            _("done by {time}").format(time=f"{close:%H:%M}" if close.date() == one.batch.day
                                       else "24:00"),
        ]  # fmt: skip
    count = len(one.requests)
    words.append(_("1 request") if count == 1 else _("{count} requests").format(count=count))
    return " · ".join(filter(None, words))


def joined_words(joined: Joined) -> str:
    """One request on one line: "R7 Anna Ruiz · order 1234 · Return of bookends"."""
    body = joined.body
    order = body.get("order_number")
    words = [
        f"{joined.id} {body.get('customer', '')}",
        _("order {number}").format(number=order) if order else "",
        str(body.get("subject", "")),
        _("late") if joined.status == "breached" else "",
    ]
    return " · ".join(one_line(word) for word in words if word)


def as_json(one: DayBatch) -> dict[str, Any]:
    """A batch as JSON values."""
    batch = one.batch
    return {
        "kind": one.kind,
        "whom": one.whom,
        "clock": one.clock,
        "date": batch.day.isoformat() if batch else None,
        "cut_off": format_instant(batch.cut_off) if batch else None,
        "close": format_instant(batch.due) if batch else None,
        "requests": [
            {
                "id": joined.id,
                "customer": joined.body.get("customer"),
                "subject": joined.body.get("subject"),
                "order_number": joined.body.get("order_number"),
                "received": joined.body.get("received"),
                "status": joined.status,
            }
            for joined in one.requests
        ],
    }


def _lines(workspace: Workspace, kind: str | None, day: date) -> dict[tuple[int, str], _Line]:
    book = promise_book(workspace)
    found = {}
    for line in _targets(workspace, kind):
        terms = book.terms_for(line.promise)
        batches = tuple(one for one in _near(line, day) if one.day == day)
        found[id(terms), line.clock] = line._replace(batches=batches)
    return found


def _targets(workspace: Workspace, kind: str | None) -> list[_Line]:
    wanted = kind.strip().casefold() if kind else None
    found = []
    for promise in workspace.live("promise").values():
        if wanted is not None and str(promise["kind"]).strip().casefold() != wanted:
            continue
        terms = Terms.from_document(promise)
        for name, target in _named(terms):
            if target is not None and target.measure == "batch":
                calendar = _calendar(workspace, terms)
                if calendar is not None:
                    found.append(_Line(promise, name, calendar, ()))
    if not found:
        raise WrongUse(
            _(
                "Nothing{kind} is promised in batches; `cockpit promise add refund"
                ' --resolution "fri before thu 18:00"` promises so.'
            ).format(kind=_(" of kind {kind!r}").format(kind=kind) if kind else "")
        )
    return found


def _near(line: _Line, day: date) -> Iterator[Batch]:
    """The batches about a day, in order."""
    target = dict(_named(Terms.from_document(line.promise)))[line.clock]
    assert target is not None
    since = line.calendar.moment(day, "00:00")
    for batch in batches_from(target, since, line.calendar):
        if batch.planned - day > LOOK_AHEAD * _DAY:
            return
        yield batch


def _batch_clocks(workspace: Workspace, body: Body) -> Iterator[tuple[tuple[int, str], Clock]]:
    book = promise_book(workspace)
    try:
        terms, found = book.terms_for(body), book.clocks(body)
    except CockpitError:
        return
    if terms is not None:
        for clock in found.unanswered():
            if clock.target is not None and clock.target.measure == "batch":
                yield (id(terms), clock.name), clock


def _named(terms: Terms) -> tuple[tuple[str, Any], ...]:
    return (
        ("first", terms.first_response),
        ("next", terms.next_response),
        ("resolution", terms.resolution),
    )


def _calendar(workspace: Workspace, terms: Terms) -> BusinessCalendar | None:
    for number, body in workspace.live("hours").items():
        if ref("hours", number) == terms.hours:
            return BusinessCalendar.from_document(body)
    return None


def _whom(promise: Body) -> str:
    priority = promise.get("priority")
    return str(promise.get("customer") or "") or (f"p{priority}" if priority else "")


def _arrival(joined: Joined) -> tuple[str, int]:
    return str(joined.body.get("received", "")), number_of(joined.id)
