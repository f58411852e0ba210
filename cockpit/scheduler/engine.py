"""When to speak: one job at the next due instant, and a heartbeat that makes it correct.

The job alone would be late by the length of a sleep, for timers stand still in suspend, and by
an hour when the clock is set back by one: every 10 s the heartbeat compares the clocks and takes
whatever has come due. It is a timer of the loop and no job, because jobs follow the wall clock.
What is due at one look is delivered in one call: a night of missed reminders is one summary.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cockpit.domain.clock import Clock
from cockpit.domain.reminders import Reminder
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.scheduler.clocks import Gap, Reading, gap_between, read_clocks

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

HEARTBEAT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)
"""The job is set at most this far ahead; the heartbeat sees the rest."""
SHORTEST_WAIT = timedelta(milliseconds=50)
"""The job is set at least this far ahead, so that a clock that stands still is no busy loop."""
SETTLING = timedelta(milliseconds=250)
"""Changes are waited for this long before the next instant is found anew: once for many keys."""
SLICE_SECONDS = 0.004
PAUSE_SECONDS = 0.01
"""Preparing works this long, then lets the screen have the loop for a while."""

_log = logging.getLogger(__name__)


class Taken(NamedTuple):
    """What one look at the source brought."""

    mine: list[Reminder]
    """Claimed durably by this process: to be shown now."""
    next: datetime | None
    """When to look again; None when nothing is foreseen."""


class Source(Protocol):
    """Where reminders come from, and where they are claimed."""

    def prepare(self, seconds: float) -> bool:
        """Work about that long on what is not derived yet; whether there is more to do."""

    def take(self, now: datetime) -> Taken:
        """Claim all that is due, completing what is not prepared, and find the next instant."""


class Engine:
    """Looks at the source at the right moments and hands on what it takes."""

    def __init__(
        self,
        source: Source,
        clock: Clock,
        deliver: Callable[[list[Reminder]], None],
        *,
        tell: Callable[[str], None] = _log.warning,
        read: Callable[[], Reading] = read_clocks,
        heartbeat: timedelta = HEARTBEAT,
        settling: timedelta = SETTLING,
    ) -> None:
        """`deliver` gets what is raised at one moment; `tell` one sentence per kind of trouble."""
        self.source = source
        self.clock = clock
        self.deliver = deliver
        self.gap: Gap | None = None
        """The last sleep or set clock that a beat noticed."""
        self._tell = tell
        self._read = read
        self._reading = read()
        self._heartbeat = heartbeat.total_seconds()
        self._settling_time = settling.total_seconds()
        self._scheduler: AsyncIOScheduler | None = None
        self._numbers = count(1)
        self._job: str | None = None
        self._armed_for: datetime | None = None
        self._settling: asyncio.TimerHandle | None = None
        self._heart: asyncio.TimerHandle | None = None
        self._beating: asyncio.Task[None] | None = None
        self._busy = False
        self._told: set[str] = set()

    @property
    def is_running(self) -> bool:
        """Whether it was started and not stopped."""
        return self._scheduler is not None

    def start(self) -> None:
        """Start inside the running event loop; the first look comes at once."""
        if self._scheduler is not None:
            return
        # Imported here: the first frame of the screen must not wait for it.
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True}
        )
        self._scheduler.start()
        self._set_job(timedelta(0))
        self._heart = asyncio.get_running_loop().call_later(self._heartbeat, self._pulse)

    def stop(self) -> None:
        """Stop at once: no job runs, and nothing is delivered any more."""
        for timer in (self._settling, self._heart, self._beating):
            if timer is not None:
                timer.cancel()
        self._settling = self._heart = self._beating = None
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None
        self._job = self._armed_for = None

    def rearm(self) -> None:
        """Say that records have changed: the next instant is found anew after `SETTLING`.

        Called after every change; it costs next to nothing while one is pending.
        """
        if self._scheduler is None or self._settling is not None:
            return
        loop = asyncio.get_running_loop()
        self._settling = loop.call_later(self._settling_time, self._settled)

    def beat(self, now: datetime | None = None) -> list[Reminder]:
        """Look once: notice gaps, take what is due, deliver it in one call, arm the next job.

        Trouble is logged and told once; what could not be claimed is tried again at the next beat.
        Returns what was delivered.
        """
        reading = self._read()
        gap = gap_between(self._reading, reading)
        self._reading = reading
        if gap is not None:
            self.gap = gap
            self._armed_for = None
            _log.info("the clocks differ: %s %s", gap.kind, gap.length)
        now = self.clock.now() if now is None else now
        try:
            taken = self.source.take(now)
        except Exception as error:
            self._say_trouble(error)
            return []
        self._arm(taken.next, now)
        try:
            if taken.mine:
                self.deliver(taken.mine)
        except Exception as error:
            self._say_trouble(error)
            return taken.mine
        self._told.clear()
        return taken.mine

    def _pulse(self) -> None:
        loop = asyncio.get_running_loop()
        self._heart = loop.call_later(self._heartbeat, self._pulse)
        self._beating = loop.create_task(self._look())

    async def _look(self) -> None:
        if self._busy:
            return
        self._busy = True
        try:
            while self.source.prepare(SLICE_SECONDS):  # noqa: ASYNC110 - it yields, polls nothing
                await asyncio.sleep(PAUSE_SECONDS)
            if self.is_running:
                self.beat()
        except Exception as error:
            self._say_trouble(error)
        finally:
            self._busy = False

    def _settled(self) -> None:
        self._settling = None
        self._set_job(timedelta(0))

    def _arm(self, instant: datetime | None, now: datetime) -> None:
        if instant == self._armed_for and self._job is not None:
            return
        self._armed_for = instant
        if instant is not None:
            self._set_job(min(max(instant - now, SHORTEST_WAIT), LONGEST_WAIT))

    def _set_job(self, wait: timedelta) -> None:
        """Replace the job. Its id is fresh: re-arming an id from inside itself stops for ever."""
        scheduler = self._scheduler
        if scheduler is None:
            return
        from apscheduler.triggers.date import DateTrigger

        if self._job is not None and scheduler.get_job(self._job) is not None:
            scheduler.remove_job(self._job)
        self._job = f"due-{next(self._numbers)}"
        scheduler.add_job(
            self._look_at_due, DateTrigger(datetime.now(UTC) + wait, timezone=UTC), id=self._job
        )

    async def _look_at_due(self) -> None:
        self._job = None
        await self._look()

    def _say_trouble(self, error: Exception) -> None:
        _log.exception("reminders")
        said = str(error) if isinstance(error, CockpitError) else type(error).__name__
        if said in self._told:
            return
        self._told.add(said)
        self._tell(
            _("Reminders could not be raised, and are tried again: {reason}").format(reason=said)
        )
