"""Reminders from a workspace: derived bit by bit, kept up with changes, claimed when due."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from cockpit.actions.reviewing.dates import muted_between
from cockpit.domain.hours.quiet import Quiet, held
from cockpit.domain.identity import format_instant
from cockpit.domain.ranks import risk_of
from cockpit.domain.reminders import TIMED, Reminder, in_order, is_pointless, may_be_raised
from cockpit.errors import CockpitError
from cockpit.scheduler import delivery
from cockpit.scheduler.agenda import Agenda, Owner
from cockpit.scheduler.continuity import CONTINUITY
from cockpit.scheduler.delegated import DELEGATED
from cockpit.scheduler.delivery import Delivered, key_of
from cockpit.scheduler.engine import Taken
from cockpit.scheduler.record_reminders import TABLES, RecordReminders
from cockpit.scheduler.request_dues import owner_hours
from cockpit.scheduler.timed import TimedReminders
from cockpit.store.workspace import Workspace

if TYPE_CHECKING:
    from cockpit.settings import Settings

Touched = set[tuple[str, int]]

LOOK_BACK = timedelta(hours=12)
"""How far back starts and ends of blocks are still told after a start or a set clock."""
SLOWEST = timedelta(hours=1)
"""What can never be raised as things stand is looked at again after this long."""

AHEAD = timedelta(hours=48)
"""How far ahead reminders are kept; each day all records are gone through again."""
AGAIN = timedelta(hours=24)

_DAY: Owner = ("day", 0)
_FOR_EVER = float("inf")


def quiet_rules(settings: Settings, zone: tzinfo) -> Quiet:
    """When the owner wants it quiet, by the settings; `zone` is that of the quiet times."""
    daily = None
    if settings.quiet_from is not None and settings.quiet_to is not None:
        daily = (settings.quiet_from, settings.quiet_to)
    return Quiet(settings.quiet_outside_hours, daily, zone)


class WorkspaceSource:
    """A `Source` for the engine: the reminders of a workspace.

    Requests are worked out once for each version of their record, and once a day; what rings
    within `AHEAD` is kept, in one heap, so that 10,000 open requests cost little memory.
    """

    def __init__(self, workspace: Workspace, rules: Quiet = Quiet()) -> None:  # noqa: B008 - frozen
        """`rules` are the owner's settings; nothing is read before `prepare` or `take`."""
        self.workspace = workspace
        self._rules = self._quiet = rules
        self._muted: tuple[datetime, datetime] | None = None
        self._agenda: Agenda | None = None
        self._touched: Touched = set()
        self._todo: dict[Owner, None] = {}
        self._records = RecordReminders(workspace, rules)
        self._timed = TimedReminders(workspace)
        self._day_taken = 0
        self._seen: datetime | None = None
        self._until = workspace.now()
        workspace.listeners.append(self._touched.update)

    @property
    def zone(self) -> tzinfo:
        """The owner's zone, UTC while no hours are set."""
        hours = owner_hours(self.workspace)
        return hours.zone if hours else UTC

    def prepare(self, seconds: float) -> bool:
        """Work about that long on what is not derived yet; whether there is more to do."""
        if self.workspace.read_only:
            return False
        until = time.monotonic() + seconds
        now = self.workspace.now()
        self._ready_agenda(now)
        self._take_in_changes(now)
        while self._todo:
            owner = next(iter(self._todo))
            self._work_out(owner)
            del self._todo[owner]
            if time.monotonic() >= until:
                break
        return bool(self._todo)

    def take(self, now: datetime) -> Taken:
        """Claim all that is due in one durable transaction; what is held waits for its hours.

        A workspace that cannot be written raises nothing: it could not be told only once.
        Raises `CockpitError` when the log cannot be written; nothing is lost then.
        """
        if self.workspace.read_only:
            return Taken([], None)
        now = now.astimezone(UTC)
        self.workspace.refresh()
        with self.workspace.storage.guard:
            agenda = self._ready_agenda(now)
            if self._seen is not None and now < self._seen - timedelta(seconds=1):
                self._do_all_again(now)  # the clock was set back: what was past is to come again
                self._seen = now - LOOK_BACK
            if self._follow_mute(now):
                self._do_all_again(now)
            self.prepare(_FOR_EVER)
            self._look_at_the_day(agenda, now)
            mine = self._claim_due(agenda, now)
            self._seen = now
            coming = [one.rings for one in self._snoozed() if one.rings > now]
        if (instant := agenda.next_instant()) is not None:
            coming.append(instant)
        return Taken(sorted(mine, key=in_order), min(coming, default=None))

    def raised(self, now: datetime) -> list[Reminder]:
        """What was raised, not dismissed, and still holds: the list behind the status counter."""
        with self.workspace.storage.guard:
            if self._agenda is None:
                self._read_mute(now)
            self._timed.derive_for(now, owner_hours(self.workspace), self._quiet)
            rows = delivery.raised(self.workspace.storage.connection, now)
            standing = [found for row in rows if (found := self._standing(row)) is not None]
        return [one for one in standing if not is_pointless(one, now)]

    def dismiss(self, reminders: Iterable[Reminder], now: datetime) -> None:
        """Take reminders off the list for good."""
        with self.workspace.storage.guard:
            delivery.dismiss(self.workspace.storage.connection, map(key_of, reminders), now)

    def snooze(self, reminders: Iterable[Reminder], until: datetime) -> None:
        """Take reminders off the list until an instant; `rearm` the engine afterwards."""
        with self.workspace.storage.guard:
            delivery.snooze(self.workspace.storage.connection, map(key_of, reminders), until)

    def _ready_agenda(self, now: datetime) -> Agenda:
        if self._agenda is None:
            self._agenda = Agenda(delivery.claimed_keys(self.workspace.storage.connection))
            self._do_all_again(now)
        elif now + AGAIN > self._until:
            self._do_all_again(now)
        return self._agenda

    def _do_all_again(self, now: datetime) -> None:
        self._read_mute(now)
        self._until = now + AHEAD
        self._timed.forget(blocks=False)
        for table in ("interruption", *DELEGATED, *CONTINUITY):
            self._todo.update(dict.fromkeys((table, n) for n in self.workspace.live(table)))
        until = format_instant(max(self._until, self._records.batches.until(now)))
        for number, rank in self.workspace.table("request").ranks().items():
            if risk_of(rank) <= until:
                self._todo["request", number] = None
        for number in self._records.batches.promises():
            self._todo["promise", number] = None

    def _follow_mute(self, now: datetime) -> bool:
        """Keep quiet from the closing of the night to the next opening; whether that is news."""
        begins, ends = self._muted or (now, None)
        muted = ends if ends is not None and begins <= now else self._rules.muted_until
        quiet = self._rules._replace(muted_until=muted)
        is_news = quiet != self._quiet
        self._quiet = self._records.quiet = quiet
        return is_news

    def _read_mute(self, now: datetime) -> None:
        """The last night that was closed, in whatever terminal."""
        try:
            self._muted = muted_between(self.workspace)
        except CockpitError:
            self._muted = None
        self._follow_mute(now)

    def _take_in_changes(self, now: datetime) -> None:
        touched = set(self._touched)
        self._touched.clear()
        tables = {table for table, _number in touched}
        if tables & {"promise", "hours"}:
            self._records.forget_dues()
            self._todo.update(dict.fromkeys(("request", n) for n in self.workspace.live("request")))
        if tables & {"promise", "hours", "review", "engagement"}:
            self._do_all_again(now)
        if tables & {"block", "override", "hours", "function"}:
            self._timed.forget()
        for owner in touched:
            if owner[0] in TABLES:
                self._todo[owner] = None
                self._records.forget(owner)

    def _work_out(self, owner: Owner) -> None:
        """Put the reminders of one record on the agenda."""
        near = [one for one in self._records.of(owner) if one.rings <= self._until]
        if owner[0] == "request":
            if not near:
                self._records.forget(owner)
            for number in self._records.note_batches(owner[1]):
                self._todo["promise", number] = None
        assert self._agenda is not None
        self._agenda.replace(owner, near)

    def _look_at_the_day(self, agenda: Agenda, now: datetime) -> None:
        """Take up hours and blocks anew when the date or their records changed.

        Only what rings after the last look, also of an earlier session, is taken: a block put into
        this morning by hand is not one that was missed.
        """
        timed, connection = self._timed, self.workspace.storage.connection
        timed.derive_for(now, owner_hours(self.workspace), self._quiet)
        if self._day_taken == timed.version:
            return
        self._day_taken = timed.version
        since = self._seen
        if since is None:
            since = max(now - LOOK_BACK, delivery.last_look(connection, now) or now)
        waiting = {one.key for one in agenda.pending(_DAY)}
        agenda.replace(
            _DAY, [one for one in timed.reminders if one.rings > since or one.key in waiting]
        )

    def _claim_due(self, agenda: Agenda, now: datetime) -> list[Reminder]:
        hours = owner_hours(self.workspace)
        loud_at = held(now, hours, self._quiet) or now + SLOWEST
        is_loud = loud_at == now
        ready: list[tuple[Owner, Reminder]] = []
        waiting: list[tuple[Owner, Reminder]] = []
        for owner, reminder in agenda.pop_due(now):
            if key_of(reminder) in agenda.claimed or is_pointless(reminder, now):
                continue
            goes = is_loud or may_be_raised(reminder, now, hours, self._quiet)
            (ready if goes else waiting).append((owner, reminder))
        for owner, reminder in waiting:
            agenda.put_back(owner, reminder, max(loud_at, now + timedelta(seconds=1)))
        woken = [one for one in self._snoozed() if may_be_raised(one, now, hours, self._quiet)]
        reminders = [reminder for _owner, reminder in ready]
        try:
            mine = delivery.claim(
                self.workspace.storage.connection,
                reminders,
                now,
                woken=woken,
                looked=self._told_up_to(agenda, now) if reminders or self._seen is None else None,
            )
        except BaseException:
            for owner, reminder in ready:
                agenda.put_back(owner, reminder)
            raise
        agenda.mark_claimed(reminders)
        return mine

    def _told_up_to(self, agenda: Agenda, now: datetime) -> datetime:
        """The moment up to which nothing of hours and blocks is still to be told."""
        held_back = [one.instant for one in agenda.pending(_DAY) if one.instant <= now]
        return min(held_back, default=now + timedelta(seconds=1)) - timedelta(seconds=1)

    def _snoozed(self) -> list[Reminder]:
        """The snoozed ones that still hold, each with the moment at which it comes again.

        What belongs to an hour of the day comes when the owner said, also after closing time.
        """
        found = []
        hours = owner_hours(self.workspace)
        for row in delivery.snoozed(self.workspace.storage.connection):
            reminder, until = self._standing(row), row.snoozed_until
            if reminder is None or until is None:
                continue
            if reminder.kind in TIMED:
                reminder = reminder._replace(until=None, urgent=True)
            rings = until if reminder.urgent else held(until, hours, self._quiet)
            if rings is not None:
                found.append(reminder._replace(rings=rings))
        return found

    def _standing(self, row: Delivered) -> Reminder | None:
        """The reminder of a row, None when its due has moved or its record is closed."""
        if row.kind in TIMED:
            known = self._timed.reminders
            return next((one for one in known if key_of(one) == row.key), None)
        return self._records.standing(row)
