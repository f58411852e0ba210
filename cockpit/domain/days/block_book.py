"""The book of blocks: week template, rules and overrides, indexed to find any date at once.

An occurrence belongs to the date on which it starts in the owner's zone; one that is over by the
day's end (04:00) belongs to the evening before; one longer than a day to every date it covers.
Weekdays, rules, exception dates and the dates of overrides that move or drop are the block's own
dates, in its own zone. Of several overrides for one occurrence the highest number counts.
A move holds even where the block would not fall any more, between its first and last date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from cockpit.domain.clock import DAY_END, business_day
from cockpit.domain.days.occurrences import (
    Occurrence,
    Span,
    business_dates,
    in_order,
    instants_of,
    minutes_of,
    net_intervals,
)
from cockpit.domain.identity import parse_instant, ref
from cockpit.domain.recurring.date_rules import DateRule, date_rule
from cockpit.errors import WrongUse
from cockpit.i18n import _

if TYPE_CHECKING:
    from cockpit.domain.business_time import BusinessCalendar

Body = Mapping[str, Any]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_DAY = timedelta(days=1)
_LATE = 22 * 60
"""From here on a clock change (23:00 to 24:00 in Nuuk) can push a start to the next date."""
_CHUNK = 28
"""Rules are expanded for so many days at once."""


class _Template(NamedTuple):
    """A live block with what is needed at each of its dates."""

    ref: str
    body: Body
    zone: ZoneInfo


class BlockBook:
    """The occurrences of any date, from blocks and overrides indexed once.

    A book does not follow its records: make a new one when they change. Days are kept once
    worked out. Closed records are left out.
    """

    def __init__(
        self,
        blocks: Mapping[int, Body],
        overrides: Mapping[int, Body],
        zone: ZoneInfo,
        day_end: time = DAY_END,
        hours: BusinessCalendar | None = None,
    ) -> None:
        """Index the records by weekday, rule and date; `zone` is the owner's, as `hours` are."""
        self.zone = zone
        self.hours = hours
        self.day_end = day_end
        self.problems: list[str] = []
        """One sentence for each record that cannot be placed as it says; filled while reading."""
        self._end_minute = day_end.hour * 60 + day_end.minute
        self._weekly: list[list[_Template]] = [[] for _weekday in WEEKDAYS]
        self._by_rule: list[_Template] = []
        self._long: list[_Template] = []
        self._templates: dict[str, _Template] = {}
        self._changes: dict[tuple[str, str], tuple[int, Body]] = {}
        self._placed: dict[int, list[tuple[int, Body]]] = defaultdict(list)
        self._rule_dates: dict[int, dict[date, list[_Template]]] = {}
        self._days: dict[date, list[Occurrence]] = {}
        self._first_dates: dict[str, date] = {}
        for number in sorted(blocks):
            if blocks[number].get("closed_at") is None:
                self._add_block(number, blocks[number])
        for number in sorted(overrides):
            if overrides[number].get("closed_at") is None:
                self._add_override(number, overrides[number])
        for number, body in self._changes.values():
            if body["action"] == "move" and self._may_move(body):
                self._place(number, body)

    def on(self, day: date) -> list[Occurrence]:
        """The occurrences of a business date, by start."""
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = self._work_out(day)
        return found

    def between(self, first: date, last: date) -> list[Occurrence]:
        """The occurrences of the business dates from `first` to `last`, each once, by start."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return in_order({one.id: one for day in days for one in self.on(day)}.values())

    def net(self, day: date) -> list[tuple[Occurrence, list[Span]]]:
        """`net_intervals` of a date, less what reaches into it from the dates around.

        A block that has no first date offers time from the date on which it was made; before that
        nobody had planned it.
        """
        around = (*self.on(day - _DAY), *self.on(day + _DAY))
        return net_intervals(self._made(self.on(day)), self._made(around))

    def _made(self, found: Iterable[Occurrence]) -> list[Occurrence]:
        return [
            one
            for one in found
            if one.override or one.block is None or self._since(one.block) <= one.date
        ]

    def _since(self, block: str) -> date:
        since = self._first_dates.get(block)
        if since is None:
            body = self._templates[block].body
            made = None if body.get("first_date") else body.get("created_at")
            since = business_day(parse_instant(made), self.zone, self.day_end) if made else date.min
            self._first_dates[block] = since
        return since

    def _add_block(self, number: int, body: Body) -> None:
        own = _Template(ref("block", number), body, self._zone_of(ref("block", number), body))
        self._templates[own.ref] = own
        if body.get("days", 1) > 1:
            self._long.append(own)
        elif body.get("rule") is not None:
            self._by_rule.append(own)
        else:
            self._weekly[WEEKDAYS.index(body["weekday"])].append(own)

    def _add_override(self, number: int, body: Body) -> None:
        if body["action"] == "add":
            self._place(number, body)
        else:
            self._changes[body["block"], body["date"]] = number, body

    def _may_move(self, body: Body) -> bool:
        own = self._templates.get(body["block"])
        return own is not None and _in_force(own.body, body["date"])

    def _place(self, number: int, body: Body) -> None:
        first = date.fromisoformat(body.get("to_date") or body["date"]).toordinal()
        for ordinal in range(first - 2, first + body.get("days", 1) + 2):
            self._placed[ordinal].append((number, body))

    def _work_out(self, day: date) -> list[Occurrence]:
        found = [
            *self._of_template(day),
            *(self._of_override(*one) for one in self._placed.get(day.toordinal(), ())),
        ]
        return in_order(
            {one.id: one for one in found if one is not None and self._is_listed(one, day)}.values()
        )

    def _is_listed(self, one: Occurrence, day: date) -> bool:
        first, last = business_dates(one.start, one.end, self.day_end)
        return first <= day <= last

    def _of_template(self, day: date) -> Iterator[Occurrence | None]:
        """What may be listed on a date: zones, the day's end and clock changes shift it."""
        for shift in (-1, 0, 1, 2):
            own_date = day + timedelta(days=shift)
            iso = own_date.isoformat()
            for own in (*self._weekly[own_date.weekday()], *self._ruled_on(own_date)):
                if self._could_shift(own, shift) and self._falls(own, iso):
                    yield self._of_block(own, own_date)
        for own in self._long:
            low, high = day - timedelta(days=own.body["days"] + 1), day + 2 * _DAY
            for own_date in self._dates(own, low, high):
                if self._falls(own, own_date.isoformat()):
                    yield self._of_block(own, own_date)

    def _could_shift(self, own: _Template, shift: int) -> bool:
        if shift == 0 or own.zone is not self.zone:
            return True
        start = minutes_of(own.body["start"])
        return (shift == 1 and start < self._end_minute) or (shift == -1 and start >= _LATE)

    def _falls(self, own: _Template, iso: str) -> bool:
        return (
            (own.ref, iso) not in self._changes
            and _in_force(own.body, iso)
            and iso not in own.body.get("except_dates", ())
        )

    def _ruled_on(self, own_date: date) -> Iterable[_Template]:
        chunk = own_date.toordinal() // _CHUNK
        known = self._rule_dates.get(chunk)
        if known is None:
            known = self._rule_dates[chunk] = defaultdict(list)
            low = date.fromordinal(max(1, chunk * _CHUNK))
            for own in self._by_rule:
                for falls in self._dates(own, low, low + timedelta(days=_CHUNK - 1)):
                    known[falls].append(own)
        return known.get(own_date, ())

    def _dates(self, own: _Template, low: date, high: date) -> list[date]:
        if own.body.get("rule") is None:
            weekday = WEEKDAYS.index(own.body["weekday"])
            start = low + timedelta(days=(weekday - low.weekday()) % 7)
            return [start + timedelta(days=n) for n in range(0, (high - start).days + 1, 7)]
        rule = self._rule(own)
        return rule.between(low, high) if rule else []

    def _rule(self, own: _Template) -> DateRule | None:
        body = own.body
        first = date.fromisoformat(body["first_date"])
        try:
            return date_rule(body["rule"], first, own.zone, minutes_of(body["start"]))
        except WrongUse as error:
            self._tell(own.ref, str(error))
            return None

    def _of_block(self, own: _Template, own_date: date) -> Occurrence | None:
        body = own.body
        times = instants_of(own_date, body["start"], body["end"], body.get("days", 1), own.zone)
        if times is None:
            return None
        return Occurrence(
            id=f"{own.ref}@{own_date.isoformat()}",
            block=own.ref,
            override=None,
            function=body.get("function"),
            label=body.get("label", ""),
            start=times[0].astimezone(self.zone),
            end=times[1].astimezone(self.zone),
            busy=body.get("busy", True),
            moved=False,
            date=own_date,
        )

    def _of_override(self, number: int, body: Body) -> Occurrence | None:
        """An added occurrence, or a moved one, which takes from its block what it does not say."""
        own_ref = ref("override", number)
        moved = body["action"] == "move"
        block = self._templates[body["block"]].body if moved else {}
        placed = date.fromisoformat(body.get("to_date") or body["date"])
        zone = self._zone_of(own_ref, body)
        times = instants_of(placed, body["start"], body["end"], body.get("days", 1), zone)
        if times is None:
            return None
        return Occurrence(
            id=f"{body['block']}@{body['date']}" if moved else own_ref,
            block=body["block"] if moved else None,
            override=own_ref,
            function=body.get("function") or block.get("function"),
            label=body.get("label") or block.get("label", ""),
            start=times[0].astimezone(self.zone),
            end=times[1].astimezone(self.zone),
            busy=body.get("busy", True) and block.get("busy", True),
            moved=moved,
            date=date.fromisoformat(body["date"]),
        )

    def _zone_of(self, own_ref: str, body: Body) -> ZoneInfo:
        name = body.get("zone")
        if name is None or name == self.zone.key:
            return self.zone
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            self._tell(own_ref, _("the zone {name!r} is not known").format(name=name))
            return self.zone

    def _tell(self, own_ref: str, reason: str) -> None:
        problem = _("{id}: {reason}").format(id=own_ref, reason=reason)
        if problem not in self.problems:
            self.problems.append(problem)


def _in_force(body: Body, iso: str) -> bool:
    first, last = body.get("first_date"), body.get("last_date")
    return (first is None or first <= iso) and (last is None or iso <= last)
