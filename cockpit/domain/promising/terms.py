"""The terms of a promise as plain data, and which promise holds for a request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.hours.intervals import WEEKDAYS, minutes_of
from cockpit.errors import WrongUse
from cockpit.i18n import _

Body = Mapping[str, Any]

MEASURES = ("working", "calendar", "batch")


class PromiseNotValid(WrongUse):
    """A promise that cannot be computed: no length, an unknown measure, a batch without days."""


class Target(NamedTuple):
    """One promised length: working time, calendar time, or a batch."""

    measure: str
    minutes: int = 0
    weekdays: tuple[str, ...] = ()
    cut_off: str = "24:00"
    cut_off_days_before: int = 0
    close: str | None = None
    """The wall time at which a batch is handed over; None is the closing of that day."""
    closed_day: str = "previous"
    """Where a batch goes whose day is closed: the "previous" or the "next" working day."""

    @classmethod
    def from_document(cls, document: Body | None) -> Target | None:
        """The target of a stored promise; None stays None. Errors: `PromiseNotValid`."""
        if document is None:
            return None
        target = cls(
            document.get("measure", ""),
            document.get("minutes") or 0,
            tuple(document.get("weekdays") or ()),
            document.get("cut_off") or "24:00",
            document.get("cut_off_days_before") or 0,
            document.get("close"),
            document.get("closed_day") or "previous",
        )
        _check(target)
        return target


class Terms(NamedTuple):
    """What is promised for a kind of request; None is no promise of that sort."""

    first_response: Target | None = None
    next_response: Target | None = None
    resolution: Target | None = None
    lead_minutes: int | None = None
    """Working minutes before a due at which it is at risk; None is the default."""
    hours: str = "H1"
    """The short id of the calendar in which the promise is counted."""

    @classmethod
    def from_document(cls, document: Body) -> Terms:
        """The terms of a stored promise. Errors: `PromiseNotValid`."""
        return cls(
            Target.from_document(document.get("first_response")),
            Target.from_document(document.get("next_response")),
            Target.from_document(document.get("resolution")),
            document.get("lead_minutes"),
            document.get("hours") or "H1",
        )


def promise_for(
    kind: str, customer: str | None, priority: int | None, promises: Iterable[Body]
) -> Body | None:
    """The live promise that holds for a request: the most specific, a customer before a priority.

    Among equals the first one holds. None when nothing is promised for the kind.
    """
    best, best_rank = None, -1
    for promise in promises:
        whom, urgency = promise.get("customer"), promise.get("priority")
        if (
            promise.get("closed_at") is None
            and _same(promise.get("kind"), kind)
            and (whom is None or _same(whom, customer))
            and (urgency is None or urgency == priority)
        ):
            rank = 2 * (whom is not None) + (urgency is not None)
            if rank > best_rank:
                best, best_rank = promise, rank
    return best


def check_terms(terms: Terms, calendar: BusinessCalendar) -> None:
    """Refuse terms that these hours can never keep as written. Errors: `PromiseNotValid`."""
    for target in (terms.first_response, terms.next_response, terms.resolution):
        if target is None:
            continue
        _check(target)
        closed = [day for day in target.weekdays if day not in calendar.weekdays()]
        if target.measure == "batch" and closed:
            raise PromiseNotValid(
                _(
                    "A batch on {days} cannot be: these hours are always closed then;"
                    " choose from {open}."
                ).format(days=", ".join(closed), open=", ".join(calendar.weekdays()) or "–")
            )
        if target.measure != "calendar" and not calendar.weekdays():
            raise PromiseNotValid(
                _("A promise in working time needs opening hours, and these have none: add some.")
            )


def _check(target: Target) -> None:
    if target.measure not in MEASURES:
        raise PromiseNotValid(
            _("{measure!r} is no measure of a promise: use {known}.").format(
                measure=target.measure, known=", ".join(MEASURES)
            )
        )
    if target.measure != "batch":
        if target.minutes <= 0:
            raise PromiseNotValid(
                _("A promise of {minutes} minutes cannot be kept: give at least one.").format(
                    minutes=target.minutes
                )
            )
        return
    unknown = [day for day in target.weekdays if day not in WEEKDAYS]
    if unknown or not target.weekdays:
        raise PromiseNotValid(
            _("A batch needs its weekdays, from {known}; it has {given}.").format(
                known=", ".join(WEEKDAYS), given=", ".join(target.weekdays) or _("none")
            )
        )
    cut_off = minutes_of(target.cut_off)
    if target.close is not None:
        close = minutes_of(target.close)
        if not target.cut_off_days_before and close < cut_off:
            raise PromiseNotValid(
                _("A batch cannot close at {close}, before its cut-off at {cut_off}.").format(
                    close=target.close, cut_off=target.cut_off
                )
            )


def _same(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return False
    return one.strip().casefold() == other.strip().casefold()
