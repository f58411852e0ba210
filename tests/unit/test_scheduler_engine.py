"""The engine looks at the right moments, delivers in one call, and survives trouble."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from cockpit.domain.clock import FixedClock, SystemClock
from cockpit.domain.reminders import Reminder
from cockpit.errors import CockpitError
from cockpit.scheduler.clocks import Gap, Reading, gap_between
from cockpit.scheduler.engine import Engine, Taken

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def reminder(when: datetime, subject: str = "R7") -> Reminder:
    return Reminder("breached", subject, "", when, when, None, False, "logo")


class ListSource:
    """A source of given reminders, each taken once."""

    def __init__(self, *reminders: Reminder, slices: int = 0) -> None:
        self.pending = sorted(reminders, key=lambda one: one.rings)
        self.slices = slices
        self.looks = 0
        self.trouble: list[Exception] = []

    def prepare(self, seconds: float) -> bool:
        self.slices -= 1
        return self.slices >= 0

    def take(self, now: datetime) -> Taken:
        self.looks += 1
        if self.trouble:
            raise self.trouble.pop(0)
        mine = [one for one in self.pending if one.rings <= now]
        self.pending = [one for one in self.pending if one.rings > now]
        return Taken(mine, self.pending[0].rings if self.pending else None)


def still() -> Reading:
    return Reading(0, 0, 0)


@pytest.mark.parametrize(
    ("after", "gap"),
    [
        (Reading(110, 10, 10), None),
        (Reading(113, 10, 10), None),  # a clock that is being slewed
        (Reading(100 + 32_410, 10, 32_410), Gap("slept", timedelta(hours=9))),
        (Reading(100 + 3_610, 10, 10), Gap("set_forward", timedelta(hours=1))),
        (Reading(100 - 3_590, 10, 10), Gap("set_back", timedelta(hours=1))),
        # slept nine hours and came back with the clock an hour early
        (Reading(100 + 28_810, 10, 32_410), Gap("slept", timedelta(hours=9))),
        (Reading(100 + 32_410, 10, None), Gap("slept", timedelta(hours=9))),
    ],
)
def test_sleep_and_set_clocks_are_told_apart(after: Reading, gap: Gap | None) -> None:
    before = Reading(100, 0, None if after.boot is None else 0)
    assert gap_between(before, after) == gap


def test_what_was_missed_comes_in_one_call() -> None:
    missed = [reminder(NOW + timedelta(hours=hour), f"R{hour}") for hour in range(1, 6)]
    delivered: list[list[Reminder]] = []
    readings = iter([Reading(0, 0, 0), Reading(32_410, 10, 32_410)])
    clock = FixedClock(NOW)
    engine = Engine(ListSource(*missed), clock, delivered.append, read=lambda: next(readings))

    clock.advance(timedelta(hours=9))
    engine.beat()

    assert delivered == [missed]
    assert engine.gap == Gap("slept", timedelta(hours=9))


def test_trouble_is_told_once_and_tried_again() -> None:
    told: list[str] = []
    delivered: list[list[Reminder]] = []
    source = ListSource(reminder(NOW))
    source.trouble = [
        CockpitError("The disk is full."),
        CockpitError("The disk is full."),
        OSError(),
    ]
    engine = Engine(source, FixedClock(NOW), delivered.append, tell=told.append, read=still)

    for _ in range(4):
        engine.beat()

    assert told == [
        "Reminders could not be raised, and are tried again: The disk is full.",
        "Reminders could not be raised, and are tried again: OSError",
    ]
    assert delivered == [[reminder(NOW)]]

    source.trouble = [CockpitError("The disk is full.")]
    engine.beat()
    assert len(told) == 3  # it worked in between, so it is news again


def test_a_screen_that_fails_to_show_does_not_end_the_engine() -> None:
    told: list[str] = []

    def deliver(reminders: list[Reminder]) -> None:
        raise RuntimeError

    engine = Engine(
        ListSource(reminder(NOW)), FixedClock(NOW), deliver, tell=told.append, read=still
    )
    assert engine.beat() == [reminder(NOW)]
    assert len(told) == 1
    assert engine.beat() == []


class Inbox:
    """What was delivered, and a way to wait for it."""

    def __init__(self) -> None:
        self.reminders: list[Reminder] = []
        self._changed = asyncio.Event()

    def __call__(self, reminders: list[Reminder]) -> None:
        self.reminders += reminders
        self._changed.set()

    async def holds(self, number: int) -> None:
        async with asyncio.timeout(10):
            while len(self.reminders) < number:
                await self._changed.wait()
                self._changed.clear()


async def first_look(source: ListSource) -> None:
    async with asyncio.timeout(10):
        while not source.looks:  # noqa: ASYNC110 - it yields until the job has run
            await asyncio.sleep(0)


def test_the_real_scheduler_raises_each_at_its_instant() -> None:
    async def scenario() -> None:
        began = datetime.now(UTC)
        due = [reminder(began + timedelta(milliseconds=60 * n), f"R{n}") for n in range(1, 6)]
        inbox, source = Inbox(), ListSource(*due, slices=3)
        engine = Engine(source, SystemClock(), inbox)
        engine.start()
        engine.start()  # a second start is none
        await inbox.holds(5)
        engine.stop()
        assert inbox.reminders == due
        # far fewer looks than a poll would need: one at the start and one for each instant
        assert source.looks <= 7

    asyncio.run(scenario())


def test_a_change_is_noticed_without_waiting_for_the_heartbeat() -> None:
    async def scenario() -> None:
        inbox, source = Inbox(), ListSource()
        engine = Engine(source, FixedClock(NOW), inbox, settling=timedelta(milliseconds=20))
        engine.start()
        await first_look(source)
        source.pending.append(reminder(NOW))
        for _ in range(1_000):  # a thousand keys
            engine.rearm()
        await inbox.holds(1)
        assert source.looks <= 3
        engine.stop()

    asyncio.run(scenario())


def test_the_heartbeat_alone_finds_what_the_job_would_miss() -> None:
    async def scenario() -> None:
        inbox, clock = Inbox(), FixedClock(NOW)
        source = ListSource(reminder(NOW + timedelta(hours=9)))
        engine = Engine(source, clock, inbox, heartbeat=timedelta(milliseconds=20))
        engine.start()
        await first_look(source)
        clock.advance(timedelta(hours=9))  # the job is set hours ahead; the machine woke up
        await inbox.holds(1)
        engine.stop()

    asyncio.run(scenario())


def test_a_job_that_comes_too_early_is_set_again() -> None:
    async def scenario() -> None:
        inbox, clock = Inbox(), FixedClock(NOW)
        source = ListSource(reminder(NOW + timedelta(milliseconds=60)))
        engine = Engine(source, clock, inbox, heartbeat=timedelta(hours=1))
        engine.start()
        async with asyncio.timeout(10):
            while source.looks < 3:  # noqa: ASYNC110 - the clock stands still meanwhile
                await asyncio.sleep(0.005)
        clock.advance(timedelta(seconds=1))
        await inbox.holds(1)
        engine.stop()

    asyncio.run(scenario())


def test_a_job_that_a_blocked_loop_held_up_is_done_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class HeldUp(ListSource):
        """The first look is over only when the next instant has long been."""

        def take(self, now: datetime) -> Taken:
            if not self.looks:
                self.looks += 1
                return Taken([], now - timedelta(seconds=5))
            return super().take(now)

    async def scenario() -> None:
        inbox = Inbox()
        source = HeldUp(reminder(NOW))
        engine = Engine(source, FixedClock(NOW), inbox, heartbeat=timedelta(hours=1))
        engine.start()
        await inbox.holds(1)
        engine.stop()

    monkeypatch.setattr("cockpit.scheduler.engine.SHORTEST_WAIT", timedelta(seconds=-10))
    asyncio.run(scenario())


def test_nothing_is_delivered_after_stop() -> None:
    async def scenario() -> None:
        inbox, clock = Inbox(), FixedClock(NOW)
        source = ListSource(reminder(NOW), slices=10_000)
        engine = Engine(source, clock, inbox)
        engine.start()
        while source.slices == 10_000:  # noqa: ASYNC110 - until the first slice is done
            await asyncio.sleep(0)
        engine.stop()
        engine.stop()
        engine.rearm()
        for _ in range(5):
            await asyncio.sleep(0)
        assert inbox.reminders == []
        assert not engine.is_running

    asyncio.run(scenario())


def test_the_scheduler_library_is_not_loaded_before_start() -> None:
    code = (
        "import sys, cockpit.scheduler.engine, cockpit.scheduler.notify\n"
        "print([name for name in ('apscheduler', 'textual', 'pydantic') if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
