"""The log of a day as a timeline: entries, the gaps between them, and who broke in."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, NamedTuple

from cockpit.actions.day_gaps import Gap, unclocked_gaps
from cockpit.actions.interruption_report import interruptions_between
from cockpit.actions.owner import owner_zone
from cockpit.actions.time_log import entries_between, subject_of
from cockpit.domain.clock import DAY_END
from cockpit.domain.days.clocked import clocked, day_span
from cockpit.domain.identity import format_instant, parse_instant, ref
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace


class Logged(NamedTuple):
    """One time entry; times are in the owner's zone."""

    id: str
    start: datetime
    end: datetime | None
    """None while its clock runs."""
    subject: str
    """ "Writing · Launch mail"."""
    body: Body
    minutes: int
    """Elapsed minutes between the times as they are shown, without their seconds, until now while
    it runs; never negative."""
    overlaps: tuple[str, ...]
    """Entries at the same time: imported ones, or logged while the machine's clock was wrong."""

    @property
    def clock_change(self) -> str:
        """What makes sense of 02:30–02:30 in the night in which the clocks change; else empty."""
        if self.end is None or self.end.utcoffset() == self.start.utcoffset():
            return ""
        return _("clocks changed: {start:%H:%M %Z} to {end:%H:%M %Z}").format(
            start=self.start, end=self.end
        )


class BrokenIn(NamedTuple):
    """One interruption."""

    id: str
    at: datetime
    body: Body


class DayLog(NamedTuple):
    """Everything that the clock knows of one business date."""

    day: date
    lines: tuple[Logged | Gap | BrokenIn, ...]
    """By start."""
    clocked: int
    """Whole minutes clocked on this date; of an entry over the day's end, its part."""
    unclocked: int
    """Whole minutes of its gaps."""
    interrupted: int
    """Minutes of its interruptions, which are not taken off what was clocked."""

    @property
    def gaps(self) -> list[Gap]:
        """The gaps alone."""
        return [one for one in self.lines if isinstance(one, Gap)]


def day_log(workspace: Workspace, day: date, day_end: time = DAY_END) -> DayLog:
    """The timeline of a business date up to now."""
    zone, now = owner_zone(workspace), workspace.now()
    start, end = day_span(day, zone, day_end)
    entries = entries_between(workspace, start, end)
    logged = [_logged(workspace, number, body, entries) for number, body in entries.items()]
    gaps = unclocked_gaps(workspace, day, day_end)
    broken = [
        BrokenIn(ref("interruption", number), parse_instant(body["at"]).astimezone(zone), body)
        for number, body in interruptions_between(workspace, start, end)
    ]
    lines: list[Logged | Gap | BrokenIn] = [*logged, *gaps, *broken]
    seconds = sum(till - since for _f, since, till in clocked(entries, (start, end), now, {}))
    return DayLog(
        day,
        tuple(sorted(lines, key=_place)),
        seconds // 60,
        sum(gap.minutes for gap in gaps),
        sum(one.body.get("minutes") or 0 for one in broken),
    )


def as_json(log: DayLog) -> dict[str, Any]:
    """The facts of a day's log; instants in UTC, lengths in minutes."""
    entries = [one for one in log.lines if isinstance(one, Logged)]
    broken = [one for one in log.lines if isinstance(one, BrokenIn)]
    return {
        "day": log.day.isoformat(),
        "clocked_minutes": log.clocked,
        "unclocked_minutes": log.unclocked,
        "interrupted_minutes": log.interrupted,
        "entries": [
            {
                "id": one.id,
                "started": one.body["started"],
                "stopped": one.body.get("stopped"),
                "function": one.body.get("function"),
                "task": one.body.get("task"),
                "note": one.body.get("note", ""),
                "subject": one.subject,
                "minutes": one.minutes,
                "overlaps": list(one.overlaps),
            }
            for one in entries
        ],
        "gaps": [
            {
                "occurrence": gap.occurrence,
                "function": gap.function,
                "name": gap.name,
                "start": format_instant(gap.start),
                "end": format_instant(gap.end),
                "minutes": gap.minutes,
            }
            for gap in log.gaps
        ],
        "interruptions": [
            {
                "id": one.id,
                **{
                    name: one.body.get(name)
                    for name in ("at", "who", "about", "channel", "kind", "minutes", "call_back")
                },
            }
            for one in broken
        ],
    }


def _logged(workspace: Workspace, number: int, body: Body, entries: dict[int, Body]) -> Logged:
    zone, now = owner_zone(workspace), workspace.now()
    start = parse_instant(body["started"])
    end = parse_instant(body["stopped"]) if body.get("stopped") else None
    overlaps = tuple(
        ref("entry", other)
        for other, there in entries.items()
        if other != number
        and there["started"] < (body.get("stopped") or "~")
        and body["started"] < (there.get("stopped") or "~")
    )
    return Logged(
        ref("entry", number),
        start.astimezone(zone),
        end.astimezone(zone) if end else None,
        subject_of(workspace, body),
        body,
        max(0, int((end or now).timestamp() // 60 - start.timestamp() // 60)),
        overlaps,
    )


def _place(line: Logged | Gap | BrokenIn) -> tuple[float, int]:
    """By start; at one moment entries come first, then gaps, then interruptions."""
    at = line.at if isinstance(line, BrokenIn) else line.start
    order = 0 if isinstance(line, Logged) else 1 if isinstance(line, Gap) else 2
    return at.timestamp(), order
