"""The requests of the demo that are settled: the same few, week after week, never quite alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from cockpit.domain.demo.times import WEEKDAYS, DemoTimes
from cockpit.domain.identity import format_instant

Body = dict[str, Any]

_MINUTE = timedelta(minutes=1)


def past_requests(spec: Mapping[str, Any], times: DemoTimes) -> Iterator[Body]:
    """Closed requests of the weeks before this one, the oldest first."""
    monday = times.today - timedelta(days=times.today.weekday())
    for ago in range(spec["weeks"], 0, -1):
        week = monday - timedelta(weeks=ago)
        for one in spec["request"]:
            yield _settled(one, week, spec["weeks"] - ago, times)


def _settled(one: Mapping[str, Any], monday: date, turn: int, times: DemoTimes) -> Body:
    received = _on_weekday(one["received"], monday, times)
    events = [(received, "received")]
    if "answered" in one:
        after = _in_turn(one["answered"], turn) * _MINUTE
        events.append((times.calendar.add(received, after), "reply"))
    settled = _in_turn(one["settled"], turn)
    if isinstance(settled, str):
        resolved = _on_weekday(settled, monday, times)
    else:
        resolved = times.calendar.add(events[-1][0], settled * _MINUTE)
    events.append((min(resolved, times.now), "resolved"))
    kind = {} if one["kind"] == "inquiry" else {"kind": one["kind"]}  # left out as all defaults are
    return {
        "subject": _in_turn(one["subjects"], turn),
        **kind,
        "customer": _in_turn(one["customers"], turn),
        "channel": one["channel"],
        "received": format_instant(received),
        "closed_at": format_instant(events[-1][0]),
        "events": [{"at": format_instant(at), "type": event} for at, event in events],
    }


def _on_weekday(said: str, monday: date, times: DemoTimes) -> datetime:
    weekday, wall = said.split(" ")
    return times.at(monday + timedelta(days=WEEKDAYS.index(weekday)), wall)


def _in_turn(values: Sequence[Any], turn: int) -> Any:
    return values[turn % len(values)]
