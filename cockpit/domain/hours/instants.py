"""Aware moments as whole seconds since 1970 UTC, and back; naive ones are refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cockpit.errors import WrongUse
from cockpit.i18n import _

DAY = 86_400
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_ORDINAL = EPOCH.toordinal()

_SECOND = timedelta(seconds=1)


class NegativeLength(WrongUse):
    """A length of time below zero."""


class NaiveInstant(WrongUse):
    """A moment without a time zone."""


def second_of(at: datetime) -> int:
    """The whole second of an aware moment; a fraction is cut off. Errors: `NaiveInstant`."""
    try:
        return (at - EPOCH) // _SECOND
    except TypeError:
        raise NaiveInstant(
            _("{at} has no time zone: give one, or an offset such as +00:00.").format(at=at)
        ) from None


def seconds_of(length: timedelta) -> int:
    """The whole seconds of a length. Errors: `NegativeLength`."""
    if length.days < 0:
        raise NegativeLength(
            _("A length of working time cannot be negative: {length}.").format(length=length)
        )
    return length.days * DAY + length.seconds


def moment(second: int) -> datetime:
    """The moment of a second, in UTC."""
    return EPOCH + timedelta(seconds=second)
