"""What there is to be reminded of for continuity: an asset that ends, a procedure gone stale."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from cockpit.domain.identity import ref
from cockpit.domain.reminders import ASSET_RENEWAL, PROCEDURE_STALE, Moment

Body = Mapping[str, Any]

RENEWAL_DAYS = (30, 7)
"""So many days before its end an asset is told of: time to move it, then time to pay for it."""
MORNING = time(9)
"""The wall time at which something of a day is told."""


def moments_of_asset(number: int, body: Body, zone: tzinfo) -> list[Moment]:
    """The mornings, local to `zone`, a month and a week before an asset ends.

    The first is pointless once the second has come, and both once it has ended.
    """
    if not body.get("expires"):
        return []
    ends = date.fromisoformat(body["expires"])
    told = [_morning(ends - timedelta(days=days), zone) for days in RENEWAL_DAYS]
    over = _morning(ends + timedelta(days=1), zone)
    own, about = ref("asset", number), f"{body['name']} ({ends.isoformat()})"
    return [
        Moment(ASSET_RENEWAL, own, str(days), about, at, until)
        for days, at, until in zip(RENEWAL_DAYS, told, [*told[1:], over], strict=True)
    ]


def moments_of_procedure(number: int, body: Body, zone: tzinfo) -> list[Moment]:
    """The morning, local to `zone`, on which a procedure is to be looked at again."""
    since = body.get("reviewed") or body.get("written")
    if not since or not body.get("review_days"):
        return []
    day = date.fromisoformat(since) + timedelta(days=body["review_days"])
    own, about = ref("procedure", number), str(body["name"])
    return [Moment(PROCEDURE_STALE, own, "", about, _morning(day, zone))]


def _morning(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, MORNING, tzinfo=zone).astimezone(UTC)
