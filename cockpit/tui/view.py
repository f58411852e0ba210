"""What all panes look at: the workspace at one moment, in the owner's zone."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cockpit.actions.desk import function_names
from cockpit.actions.owner import owner_zone
from cockpit.domain.clock import business_day
from cockpit.domain.identity import format_instant, number_of, parse_instant
from cockpit.domain.wording.times import relative, relative_date
from cockpit.tui.glyphs import ASCII, UNICODE, Glyphs

if TYPE_CHECKING:
    from cockpit.settings import Settings
    from cockpit.store.workspace import Workspace

DUE_WIDTH = 10
"""Cells of a due: "late 35m", "in 2h 10m", "27 nov"."""


class View:
    """One look at the workspace; `now` stands still between ticks, so that rows agree."""

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        """Look at a workspace under the owner's settings."""
        self.workspace = workspace
        self.settings = settings
        self.glyphs: Glyphs = ASCII if settings.ascii else UNICODE
        self.tick()

    def tick(self) -> bool:
        """Look at the clock again; returns whether the owner's day has changed."""
        before = getattr(self, "today", None)
        self.now: datetime = self.workspace.now()
        self.stamp: str = format_instant(self.now)
        self.zone: ZoneInfo = owner_zone(self.workspace)
        self.today: date = business_day(self.now, self.zone, self.settings.day_end)
        return before != self.today

    def function_name(self, reference: str | None) -> str:
        """The name of a function, "" for none."""
        if reference is None:
            return ""
        return function_names(self.workspace).get(reference, reference)

    def is_personal(self, reference: str | None) -> bool:
        """Whether a function is the owner's personal time."""
        if reference is None:
            return False
        body = self.workspace.live("function").get(number_of(reference), {})
        return bool(body.get("personal"))

    def due_words(self, body: dict[str, Any], field: str = "due") -> str:
        """A due as it fits its column: relative within a day, absolute beyond."""
        due = body.get(field)
        if due is None:
            return ""
        if body.get(f"{field}_is_date"):
            day = parse_instant(due).astimezone(self.zone).date()
            return relative_date(day, self.today)
        return self.instant_words(due)

    def instant_words(self, instant: str) -> str:
        """An instant as it fits a column; minutes go before the hours do."""
        words = relative(instant, self.now, self.zone)
        return words if len(words) <= DUE_WIDTH else words.rsplit(" ", 1)[0]

    def due_role(self, body: dict[str, Any], field: str = "due") -> str:
        """The colour role of a due: late, today, or ordinary."""
        due = body.get(field)
        if due is None:
            return ""
        if due < self.stamp:
            return "sla-breached"
        return "sla-at-risk" if due[:10] == self.stamp[:10] else "muted"

    def title_of(self, reference: str | None) -> str:
        """The words of the record behind a short id, "" when it is not there."""
        if reference is None:
            return ""
        table = {"T": "task", "C": "contractor", "A": "assignment"}.get(reference[:1])
        body = self.workspace.find(table, number_of(reference)) if table else None
        return str((body or {}).get("title") or (body or {}).get("name") or "")
