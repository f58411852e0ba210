"""A cockpit without a screen for tests of reminders: a store, an engine, and what it rang when."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.domain.clock import FixedClock
from cockpit.domain.hours.quiet import Quiet
from cockpit.domain.identity import format_instant
from cockpit.domain.reminders import Reminder
from cockpit.scheduler.clocks import Reading
from cockpit.scheduler.engine import Engine
from cockpit.scheduler.source import WorkspaceSource
from cockpit.store.workspace import Workspace

ZONE = ZoneInfo("Europe/Berlin")
DAYS = ("mon", "tue", "wed", "thu", "fri")


def at(text: str) -> datetime:
    """A Berlin wall time, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


class Terminal:
    """One running cockpit: a workspace, an engine, and what it has rung and when."""

    def __init__(self, path: str, clock: FixedClock, quiet: Quiet = Quiet()) -> None:  # noqa: B008
        self.clock = clock
        self.workspace = Workspace.open(path, clock, actor="screen")
        self.source = WorkspaceSource(self.workspace, quiet)
        self.calls: list[tuple[datetime, list[Reminder]]] = []
        self.told: list[str] = []
        self.engine = Engine(
            self.source,
            clock,
            lambda reminders: self.calls.append((clock.now(), reminders)),
            tell=self.told.append,
            read=lambda: Reading(0, 0, 0),
        )

    def beat(self) -> None:
        self.workspace.refresh()
        self.engine.beat()

    def run(self, until: datetime, step: timedelta = timedelta(minutes=1)) -> None:
        while self.clock.now() <= until:
            self.beat()
            self.clock.advance(step)

    def add(self, table: str, body: dict[str, Any]) -> int:
        now = format_instant(self.clock.now())
        full = {"uid": f"{table}-{random.random()}", "created_at": now, **body}
        with self.workspace.transaction("add"):
            return int(self.workspace.table(table).insert(full))

    def change(self, table: str, number: int, fields: dict[str, Any]) -> None:
        with self.workspace.transaction("change"):
            self.workspace.table(table).update(fields, doc_ids=[number])

    def rung(self) -> list[str]:
        return [
            f"{when.astimezone(ZONE):%a %H:%M} {one.kind} {one.subject}"
            for when, reminders in self.calls
            for one in reminders
        ]


Opened = Callable[..., Terminal]


def with_hours(terminal: Terminal, **week: list[list[str]]) -> Terminal:
    usual = {day: [["09:00", "17:00"]] for day in DAYS}
    terminal.add("hours", {"name": "mine", "zone": ZONE.key, "week": week or usual})
    return terminal


def with_promise(terminal: Terminal, minutes: int = 240) -> Terminal:
    target = {"measure": "working", "minutes": minutes}
    terminal.add("promise", {"kind": "inquiry", "first_response": target})
    return terminal


def add_request(terminal: Terminal, when: str, **more: Any) -> int:
    received = format_instant(at(when))
    events = [{"at": received, "type": "received"}]
    body = {"subject": "logo", "customer": "anna", "received": received, "events": events}
    return terminal.add("request", {**body, **more})


def add_block(terminal: Terminal, weekday: str, start: str, end: str) -> int:
    block = {"weekday": weekday, "start": start, "end": end, "label": "Writing"}
    return terminal.add("block", block)
