"""Clocked time: the time entries of a business date or of a task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.domain.clock import DAY_END
from cockpit.domain.days.occurrences import Span
from cockpit.domain.identity import format_instant, number_of

Body = Mapping[str, Any]


def day_span(day: date, zone: ZoneInfo, day_end: time = DAY_END) -> Span:
    """The UTC start and end of a business date: from its `day_end` to that of the next date."""
    bounds = (datetime.combine(date_, day_end, zone) for date_ in (day, day + timedelta(days=1)))
    start, end = (bound.astimezone(UTC) for bound in bounds)
    return start, end


def clocked(
    entries: Mapping[int, Body], window: Span, now: datetime, tasks: Mapping[int, Body]
) -> list[tuple[str | None, int, int]]:
    """Function, start and end (POSIX seconds) of what was clocked within a window.

    A running entry counts until `now`, one that was archived not at all; one without a function
    is its task's, where `tasks` holds it. An entry that seems to start after `now`, because the
    machine's clock was set back, counts nothing.
    """
    low, high = (int(bound.timestamp()) for bound in window)
    opens, closes = (format_instant(bound) for bound in window)
    found = []
    for number in sorted(entries):
        body = entries[number]
        if body.get("archived"):
            continue
        if body["started"] >= closes or (body.get("stopped") or closes) <= opens:
            continue
        start, end = _stamps(body, now)
        start, end = max(start, low), min(end, high)
        if start < end:
            found.append((function_of(body, tasks), start, end))
    return found


def function_of(body: Body, tasks: Mapping[int, Body]) -> str | None:
    """The function on which an entry counts: its own, else its task's, where `tasks` holds it."""
    function: str | None = body.get("function")
    task = body.get("task")
    if function is None and task is not None:
        function = tasks.get(number_of(task), {}).get("function")
    return function


def worked_on(entries: Mapping[int, Body], now: datetime) -> dict[str, int]:
    """The seconds clocked on each task until `now`."""
    worked: dict[str, int] = defaultdict(int)
    for body in entries.values():
        if body.get("task") and not body.get("archived"):
            start, end = _stamps(body, now)
            worked[body["task"]] += max(0, end - start)
    return worked


def _stamps(body: Body, now: datetime) -> tuple[int, int]:
    start = int(datetime.fromisoformat(body["started"]).timestamp())
    stopped = body.get("stopped")
    return start, int((datetime.fromisoformat(stopped) if stopped else now).timestamp())
