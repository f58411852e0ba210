"""What people type for moments, dates, lengths and names, turned into stored values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cockpit.actions.owner import owner_zone
from cockpit.domain.clock import DAY_END, week_of
from cockpit.domain.identity import ref, split_ref
from cockpit.domain.quick.calendar import end_of_day
from cockpit.domain.quick.dates import DateReader, When
from cockpit.domain.quick.words import WEEKDAYS
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Workspace

_LENGTH = re.compile(r"(?:(\d+(?:[.,]\d+)?)\s*h)?\s*(?:(\d+)\s*(?:m|min)?)?\s*\Z", re.IGNORECASE)

_UNTIL = re.compile(r"(.*?)(?:^|\s)until\s+(\S.*)", re.IGNORECASE | re.DOTALL)

_WALL_TIME = re.compile(r"(\d\d?)(?::([0-5]\d))?\Z")


def read_when(workspace: Workspace, text: str) -> When:
    """What a whole date phrase means; raises `WrongUse` naming it when it is not understood."""
    phrase = text.strip()
    reader = DateReader(workspace.now(), owner_zone(workspace), DAY_END)
    when = reader.read(phrase, 0) if phrase else None
    if when is None or phrase[when.end :].strip():
        raise WrongUse(
            _("{text!r} is not a date or time; write it like fri 16:00 or 2026-11-27.").format(
                text=text[:60]
            )
        )
    return when


def read_moment(workspace: Workspace, text: str) -> tuple[datetime, bool]:
    """A moment, and whether only a date was said (then the end of that local day)."""
    when = read_when(workspace, text)
    if when.moment is not None:
        return when.moment, False
    assert when.day is not None
    return end_of_day(when.day, owner_zone(workspace)), True


def read_past_moment(workspace: Workspace, text: str) -> datetime:
    """A moment that has been, as in "14:05", "yesterday 9:00" or "thu 18:20"."""
    phrase = text.strip()
    when = DateReader(workspace.now(), owner_zone(workspace), DAY_END).read_past(phrase, 0)
    if when is not None and when.moment is not None and not phrase[when.end :].strip():
        return when.moment
    moment = read_moment(workspace, text)[0]
    first = phrase.split(maxsplit=1)[0].casefold()
    if first in WEEKDAYS and moment > workspace.now():  # "thu 18:20" is the last one here
        zone = owner_zone(workspace)
        week_ago = moment.astimezone(zone).replace(tzinfo=None) - timedelta(days=7)
        moment = week_ago.replace(tzinfo=zone).astimezone(UTC)
    return moment


def morning_of(workspace: Workspace, moment: datetime) -> datetime:
    """Nine o'clock on the local date of a moment: when a call-back is due that names no time."""
    local = moment.astimezone(owner_zone(workspace))
    return local.replace(hour=9, minute=0, second=0, microsecond=0, fold=0)


def read_waiting(workspace: Workspace, text: str) -> dict[str, Any]:
    """Who a task waits on, and until when: "maria", "maria until fri", "until 2026-11-27"."""
    match = _UNTIL.fullmatch(text.strip())
    if match is None:
        return {"who": text.strip()}
    who = {"who": match[1].strip()} if match[1].strip() else {}
    return {**who, "until": read_date(workspace, match[2]).isoformat()}


def write_waiting(waiting: Mapping[str, Any]) -> str:
    """The words for a stored waiting; `read_waiting` gives it back."""
    until = f"until {waiting['until']}" if waiting.get("until") else ""
    return f"{waiting.get('who') or ''} {until}".strip()


def read_date(workspace: Workspace, text: str) -> date:
    """A local date, as in "fri" or "2026-11-27"."""
    when = read_when(workspace, text)
    if when.day is None:
        raise WrongUse(_("{text!r} has a time; only a date is needed here.").format(text=text[:60]))
    return when.day


def read_place(workspace: Workspace, text: str) -> dict[str, Any]:
    """Where a task goes: "backlog", "week", "next week", "2026-W48", or a date phrase."""
    phrase = text.strip().casefold()
    if phrase in ("backlog", _("backlog")):
        return {"place": "backlog"}
    if phrase in ("week", "this week", _("week")):
        from cockpit.actions.owner import today

        return {"place": "week", "week": week_of(today(workspace))}
    if re.fullmatch(r"\d{4}-w\d\d", phrase):
        return {"place": "week", "week": _existing_week(phrase.upper())}
    when = read_when(workspace, text)
    if when.week:
        return {"place": "week", "week": when.week}
    if when.day is None:
        raise WrongUse(_("{text!r} has a time; only a day is needed here.").format(text=text[:60]))
    return {"place": "day", "day": when.day.isoformat()}


def read_wall_time(text: str) -> str:
    """A local wall time "HH:MM" of "9", "9:00" or "24:00"."""
    match = _WALL_TIME.match(text.strip())
    if not match or int(match[1]) > 24 or (int(match[1]) == 24 and (match[2] or "00") != "00"):
        raise WrongUse(_("{text!r} is not a time; write it like 09:00.").format(text=text[:40]))
    return f"{int(match[1]):02}:{match[2] or '00'}"


def read_minutes(text: str) -> int:
    """A length in minutes: "90", "45m", "1h", "1h30", "1.5h"."""
    match = _LENGTH.match(text.strip())
    if not match or not text.strip() or not (match[1] or match[2]):
        raise WrongUse(
            _("{text!r} is not a length; write it like 45m or 1h30m.").format(text=text[:40])
        )
    hours = float(match[1].replace(",", ".")) if match[1] else 0.0
    return round(hours * 60) + int(match[2] or 0)


def read_record(workspace: Workspace, table: str, text: str) -> str:
    """The short id of a record said by its id or by (the beginning of) its name."""
    said = text.strip()
    try:
        name, number = split_ref(said, table)
    except WrongUse:
        return _by_name(workspace, table, said)
    if workspace.find(name, number) is None:
        return _by_name(workspace, table, said)
    return ref(name, number)


def named(bodies: Mapping[int, Mapping[str, Any]], said: str) -> list[int]:
    """The numbers whose name is `said`, else those whose name begins so, else contains it."""
    wanted = said.casefold()
    names = {number: str(body.get("name", "")).casefold() for number, body in bodies.items()}
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = [number for number, name in names.items() if fits(name, wanted)]
        if found:
            return found
    return []


def _by_name(workspace: Workspace, table: str, said: str) -> str:
    bodies = workspace.live(table)
    found = named(bodies, said) if said else []
    if len(found) == 1:
        return ref(table, found[0])
    names = ", ".join(
        f"{ref(table, number)} {bodies[number].get('name', '')}" for number in (found or bodies)
    )
    if found:
        text = _("{said!r} could be more than one {table}: {names}.")
    elif bodies:
        text = _("There is no {table} {said!r}; there are: {names}.")
    else:
        text = _("There is no {table} {said!r}; add one first with `cockpit {table} add`.")
    raise WrongUse(text.format(said=said[:40], table=table, names=names[:300]))


def _existing_week(text: str) -> str:
    try:
        date.fromisocalendar(int(text[:4]), int(text[6:]), 1)
    except ValueError as error:
        raise WrongUse(_("There is no week {week}.").format(week=text)) from error
    return text
