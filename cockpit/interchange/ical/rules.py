"""The RRULEs of one file: checked, and never followed further than a fixed amount of work."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cockpit.domain.recurring.date_rules import check_rule, date_rule
from cockpit.domain.recurring.rule_text import rule_parts
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.interchange.ical.components import Property
from cockpit.interchange.ical.values import BadValue

_LENGTH_LIMIT = 2000
_SHAPE_LIMIT = 3000
"""So many rules that differ in more than their ends and intervals are checked in one file."""
_COSTLY_LIMIT = 100
"""So many of them may have parts that take long to work out."""
_SEARCH_LIMIT = 50
"""For so many rules of one file that do not fall within a year the first date is looked for."""
_COUNT_LIMIT = 40_000
"""A hundred years of days; a larger COUNT is as good as none, and only costs time."""
_LAST_YEAR = 2200
"""No rule is followed beyond it, so a later UNTIL says nothing."""


class RuleBook:
    """Checks the rules of one file, each shape once."""

    def __init__(self) -> None:
        """Begin with a file."""
        self._shapes: dict[str, str | None] = {}
        self._searches = 0
        self._costly = 0

    def check(self, found: list[Property], first: datetime, zone: str) -> str | None:
        """The rule as it is stored, or None without one; `BadValue` when it cannot be followed.

        `first` is the wall time in `zone` from which it counts.
        """
        if not found:
            return None
        if len(found) > 1:
            raise BadValue(_("it has more than one RRULE"))
        text = "".join(found[0].value.split()).upper().strip(";")
        if len(text) > _LENGTH_LIMIT:
            raise BadValue(_("its RRULE is longer than {n} characters").format(n=_LENGTH_LIMIT))
        try:
            parts = _own_parts(rule_parts(text), first)
            self._check_shape(parts)
        except WrongUse as error:
            raise BadValue(str(error).rstrip(".")) from error
        self._check_falls(parts, first, zone)
        return _text(parts)

    def _check_shape(self, parts: dict[str, str]) -> None:
        shape = _text({k: v for k, v in parts.items() if k not in ("UNTIL", "COUNT", "INTERVAL")})
        if shape not in self._shapes:
            self._costly += bool(parts.keys() & {"BYSETPOS", "BYYEARDAY", "BYWEEKNO"})
            if self._costly > _COSTLY_LIMIT or len(self._shapes) >= _SHAPE_LIMIT:
                raise BadValue(_("the file has too many different rules"))
            try:
                check_rule(shape)
                self._shapes[shape] = None
            except WrongUse as error:
                self._shapes[shape] = str(error).rstrip(".")
        reason = self._shapes[shape]
        if reason:
            raise BadValue(reason)

    def _check_falls(self, parts: dict[str, str], first: datetime, zone: str) -> None:
        unending = _text({key: value for key, value in parts.items() if key != "COUNT"})
        day = first.date()
        rule = date_rule(unending, day, ZoneInfo(zone), first.hour * 60 + first.minute)
        if rule.between(day, day + timedelta(days=400)):
            return
        if rule.last > day + timedelta(days=400):
            self._searches += 1
            if self._searches > _SEARCH_LIMIT:
                said = _("the file has more than {n} rules that do not fall within a year")
                raise BadValue(said.format(n=_SEARCH_LIMIT))
            if rule.after(day) is not None:
                return
        raise BadValue(_("it never takes place: its RRULE falls on no date"))


def _own_parts(parts: dict[str, str], first: datetime) -> dict[str, str]:
    """The parts of a rule that count in dates; times within the day must be those of the start."""
    for name, own in (("BYHOUR", first.hour), ("BYMINUTE", first.minute), ("BYSECOND", 0)):
        said = parts.pop(name, None)
        if said is not None and (not said.isdigit() or int(said) != own):
            raise BadValue(_("it recurs at several times of one day"))
    if int(parts.get("COUNT", 0)) > _COUNT_LIMIT:
        del parts["COUNT"]
    if "UNTIL" in parts:
        year = int(parts["UNTIL"][:4])
        if year > _LAST_YEAR:
            del parts["UNTIL"]
        elif year < 1000:
            raise BadValue(_("it never takes place: its RRULE falls on no date"))
    return parts


def _text(parts: dict[str, str]) -> str:
    return ";".join(f"{key}={value}" for key, value in parts.items())
