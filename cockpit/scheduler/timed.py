"""The reminders of hours and blocks: a few days of them, derived anew as the days go by."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.clock import business_day
from cockpit.domain.days.block_book import BlockBook
from cockpit.domain.hours.breaks import breaks_of_day, of_break
from cockpit.domain.hours.quiet import Quiet
from cockpit.domain.identity import ref
from cockpit.domain.reminders import BlockTime, Facts, Reminder, derive, working_days
from cockpit.store.workspace import Workspace

BEFORE = timedelta(days=1)
AFTER = timedelta(days=2)
"""How many days around today are derived: more than the engine ever waits."""


class TimedReminders:
    """What belongs to an hour of the day: openings, shut-downs, starts and ends of blocks."""

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is read before `derive_for`."""
        self.workspace = workspace
        self.reminders: list[Reminder] = []
        """Those of the days around the last `derive_for`."""
        self.version = 0
        """Another one each time they were derived."""
        self._book: BlockBook | None = None
        self._today: date | None = None

    def forget(self, *, blocks: bool = True) -> None:
        """Derive anew at the next look; with `blocks`, from blocks read anew."""
        self._today = None
        if blocks:
            self._book = None

    def derive_for(self, now: datetime, hours: BusinessCalendar | None, quiet: Quiet) -> None:
        """Derive the days around `now` when that is not done yet."""
        zone = hours.zone if hours else ZoneInfo("UTC")
        today = business_day(now, zone)
        if self._today == today:
            return
        if self._book is None:
            live = self.workspace.live
            self._book = BlockBook(live("block"), live("override"), zone)
        first, last = today - BEFORE, today + AFTER
        openings = working_days(hours, first, last) if hours else ()
        blocks = {day: self._block_times(self._book, day) for day in days_between(first, last)}
        facts = Facts(
            hours, openings, [one for each in blocks.values() for one in each], quiet=quiet
        )
        self.reminders = derive(facts, now - 2 * BEFORE, now + 2 * AFTER)
        for day, planned in blocks.items():
            for pause in breaks_of_day(_openings(hours, day), planned):
                if (found := of_break(pause, hours, quiet)) is not None:
                    self.reminders.append(found)
        self._today = today
        self.version += 1

    def _block_times(self, book: BlockBook, day: date) -> list[BlockTime]:
        functions = self.workspace.live("function")
        names = {ref("function", number): body["name"] for number, body in functions.items()}
        return [
            BlockTime(
                one.id,
                one.label or names.get(one.function or "", one.id),
                one.start.astimezone(UTC),
                one.end.astimezone(UTC),
            )
            for one in book.on(day)
            if one.function or one.busy
        ]


def days_between(first: date, last: date) -> list[date]:
    """Every date from the first to the last, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _openings(hours: BusinessCalendar | None, day: date) -> list[tuple[datetime, datetime]]:
    found = hours.hours_on(day) if hours else ()
    return [(start.astimezone(UTC), end.astimezone(UTC)) for start, end in found]
