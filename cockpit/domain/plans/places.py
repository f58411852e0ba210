"""Where a block stands: a date and wall times, moved and stretched by minutes of the wall clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from cockpit.domain.days.occurrences import Occurrence, minutes_of, wall_times
from cockpit.errors import WrongUse
from cockpit.i18n import _

STEP = 15
"""Minutes by which a key moves or stretches a block."""
SHORTEST = 5
"""Minutes of the shortest block that the keys leave."""

_DAY = 24 * 60


class Place(NamedTuple):
    """A date and two wall times "HH:MM" of one zone; an end not after the start is next day."""

    day: date
    start: str
    end: str

    @property
    def minutes(self) -> int:
        """From start to end by the wall clock."""
        return (minutes_of(self.end) - minutes_of(self.start) - 1) % _DAY + 1


def place_of(one: Occurrence) -> Place:
    """Where an occurrence stands, in the zone of its times; raises for one longer than a day."""
    zone = one.start.tzinfo
    assert zone is not None
    day, start, end, days = wall_times(one.start, one.end, zone)
    if days > 1:
        raise WrongUse(
            _("{id} is longer than a day; edit its record instead.").format(
                id=one.override or one.block
            )
        )
    return Place(day, start, end)


def shifted(place: Place, minutes: int) -> Place:
    """The same length, begun later (or earlier) by minutes; it may come to another date."""
    days, start = divmod(minutes_of(place.start) + minutes, _DAY)
    return _placed(place.day + timedelta(days=days), start, place.minutes)


def stretched(place: Place, minutes: int) -> Place:
    """The same start, longer (or shorter) by minutes; raises when too little or much is left."""
    length = place.minutes + minutes
    if length < SHORTEST:
        raise WrongUse(_("Nothing would be left of the block; d drops it."))
    if length > _DAY:
        raise WrongUse(_("A block is at most a day long."))
    return _placed(place.day, minutes_of(place.start), length)


def _placed(day: date, start: int, length: int) -> Place:
    end = start + length
    closing = end if end <= _DAY else end - _DAY
    return Place(day, _wall(start), _wall(closing))


def _wall(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
