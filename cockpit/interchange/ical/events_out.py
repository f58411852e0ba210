"""Blocks and overrides as events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.domain.identity import number_of
from cockpit.domain.recurring.date_rules import date_rule
from cockpit.errors import WrongUse
from cockpit.interchange.ical import writing
from cockpit.interchange.report import Documents

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Writer:
    """Writes the events of one calendar, and notes the zones that it used."""

    def __init__(self, documents: Documents, owner: str) -> None:
        """`owner` is the IANA zone for what has no zone of its own."""
        self.documents = documents
        self.owner = owner
        self.zones: set[str] = set()

    def block(self, body: Mapping[str, Any]) -> str | None:
        """The event of a block; None when it never takes place."""
        first = self._first_date(body)
        if first is None:
            return None
        own = {
            name: body.get(name)
            for name in ("weekday", "rule", "first_date", "last_date", "except_dates")
        }
        rule = body["rule"] or f"FREQ=WEEKLY;BYDAY={body['weekday'][:2].upper()}"
        lines = [writing.text("UID", body["uid"]), *self._common(body, body.get("label", ""), own)]
        lines += self._times(body, first, body)
        lines.append(f"RRULE:{self._until(rule, body)}")
        lines += [self._at("EXDATE", date.fromisoformat(day), body) for day in body["except_dates"]]
        return writing.component("VEVENT", lines)

    def override(self, body: Mapping[str, Any]) -> str | None:
        """The event of an override; None for one whose block is not exported."""
        on = date.fromisoformat(body["date"])
        own = {name: body.get(name) for name in ("date", "to_date")}
        if body["action"] == "add":
            placed = date.fromisoformat(body.get("to_date") or body["date"])
            lines = [writing.text("UID", body["uid"])]
            lines += self._common(body, body.get("label", ""), own)
            return writing.component("VEVENT", lines + self._times(body, placed, body))
        block = self.documents.get("block", {}).get(number_of(body["block"]))
        if block is None:
            return None
        label = body.get("label") or block.get("label", "")
        lines = [writing.text("UID", block["uid"]), writing.text("X-COCKPIT-UID", body["uid"])]
        lines.append(self._at("RECURRENCE-ID", on, block))
        lines += self._common(body, label, own)
        if body["action"] == "drop":
            lines += [*self._times(block, on, block), "STATUS:CANCELLED"]
        else:
            moved = date.fromisoformat(body.get("to_date") or body["date"])
            lines += self._times(body, moved, body)
        return writing.component("VEVENT", lines)

    def _common(self, body: Mapping[str, Any], label: str, own: dict[str, Any]) -> list[str]:
        if label != body.get("label", "") or not writing.survives(label) or "\n" in label:
            own["label"] = body.get("label", "")
        lines = [
            writing.instant("DTSTAMP", body["created_at"]),
            writing.instant("CREATED", body["created_at"]),
            writing.text("SUMMARY", label),
            writing.fields(own),
        ]
        function = body.get("function")
        named = self.documents.get("function", {}).get(number_of(function)) if function else None
        if named:
            lines.append(writing.text("CATEGORIES", named["name"]))
        return lines

    def _times(self, body: Mapping[str, Any], first: date, shape: Mapping[str, Any]) -> list[str]:
        starts, ends = span(first, shape["start"], shape["end"], shape.get("days", 1))
        busy = "OPAQUE" if body.get("busy", True) else "TRANSPARENT"
        if _is_all_day(shape):
            dates = [writing.day("DTSTART", starts.date()), writing.day("DTEND", ends.date())]
            return [*dates, f"TRANSP:{busy}"]
        zone = self._zone(shape)
        walls = [writing.wall("DTSTART", starts, zone), writing.wall("DTEND", ends, zone)]
        return [*walls, f"TRANSP:{busy}"]

    def _at(self, name: str, day: date, block: Mapping[str, Any]) -> str:
        if _is_all_day(block):
            return writing.day(name, day)
        return writing.wall(name, span(day, block["start"], block["end"], 1)[0], self._zone(block))

    def _zone(self, body: Mapping[str, Any]) -> str:
        zone = str(body.get("zone") or self.owner)
        self.zones.add(zone)
        return zone

    def _first_date(self, body: Mapping[str, Any]) -> date | None:
        """The first date on which a block falls: DTSTART must be one of its own dates."""
        said = body.get("first_date")
        begins = date.fromisoformat(said or body["created_at"][:10])
        if body.get("weekday"):
            ahead = (_WEEKDAYS.index(body["weekday"]) - begins.weekday()) % 7
            return begins + timedelta(days=ahead)
        try:
            minute = int(body["start"][:2]) * 60 + int(body["start"][3:])
            rule = date_rule(body["rule"], begins, ZoneInfo(self._zone(body)), minute)
            return rule.after(begins - timedelta(days=1))
        except WrongUse:
            return None

    def _until(self, rule: str, body: Mapping[str, Any]) -> str:
        last = body.get("last_date")
        if not last or "UNTIL=" in rule or "COUNT=" in rule:
            return rule
        if _is_all_day(body):
            return f"{rule};UNTIL={last.replace('-', '')}"
        wall = datetime.fromisoformat(f"{last}T{body['start']}:00")
        moment = wall.replace(tzinfo=ZoneInfo(self._zone(body))).astimezone(UTC)
        return f"{rule};UNTIL={moment:%Y%m%dT%H%M%SZ}"


def span(first: date, start: str, end: str, days: int) -> tuple[datetime, datetime]:
    """The naive start and end; an end not after the start is on the next date."""
    last = first + timedelta(days=max(days - 1, 1 if end <= start else 0))
    return _wall(first, start), _wall(last, end)


def _wall(day: date, clock: str) -> datetime:
    hours, minutes = int(clock[:2]), int(clock[3:])
    return datetime(day.year, day.month, day.day) + timedelta(hours=hours, minutes=minutes)  # noqa: DTZ001


def _is_all_day(body: Mapping[str, Any]) -> bool:
    return (body["start"], body["end"], body.get("zone")) == ("00:00", "24:00", None)
