"""How long nightly reviews take, and how many of the last nights were reviewed: no streaks."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cockpit.actions.owner import owner_zone
from cockpit.actions.reviewing.dates import reviews_since
from cockpit.domain.statistics import median
from cockpit.i18n import _
from cockpit.store.workspace import Workspace

LOOK_BACK = timedelta(days=28)


def usual_night(workspace: Workspace) -> tuple[int, int] | None:
    """The median seconds and keys of the nightly reviews of four weeks; None without any."""
    rows = reviews_since(workspace, workspace.now() - LOOK_BACK, "nightly")
    if not rows:
        return None
    seconds = median([body.get("seconds", 0) for _number, body in rows])
    keys = median([body.get("keys", 0) for _number, body in rows])
    return round(seconds), round(keys)


def nights_reviewed(workspace: Workspace, until: date, days: int = 7) -> int:
    """How many of the last `days` dates, `until` included, were closed by a review."""
    first = until - timedelta(days=days - 1)
    since = datetime.combine(first, time(0), owner_zone(workspace))
    rows = reviews_since(workspace, since, "nightly")
    closed = {date.fromisoformat(body["day"]) for _number, body in rows}
    return sum(first <= day <= until for day in closed)


def usual_words(seconds: int, keys: int) -> str:
    """ "2:10 and 31 keys"."""
    pressed = _("1 key") if keys == 1 else _("{keys} keys").format(keys=keys)
    return _("{minutes}:{seconds:02} and {keys}").format(
        minutes=seconds // 60, seconds=seconds % 60, keys=pressed
    )
