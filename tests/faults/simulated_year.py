"""A year with two terminals and cron, on clocks of its own: nothing sleeps, nothing is left out.

The machine sleeps, its clock is set wrong and right again, terminals come and go, the owner works,
takes back, and changes hours. After every look the oracle says what must have been told by now.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.domain.clock import FixedClock
from cockpit.domain.hours.quiet import Quiet
from cockpit.domain.identity import format_instant
from cockpit.domain.reminders import Reminder
from cockpit.scheduler.clocks import Reading
from cockpit.scheduler.engine import Engine, Taken
from cockpit.scheduler.source import WorkspaceSource
from cockpit.store.workspace import Workspace
from tests.faults.reminder_oracle import DAY, HOUR, WEEKDAYS, Facts, Key, Week, plain

OFFICE = (("09:00", "12:30"), ("13:30", "17:00"))
LONG_DAY = (("08:00", "18:00"),)
EVENING = (("20:00", "24:00"),)
WEEKS: tuple[Week, ...] = (
    (OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, (), ()),
    (LONG_DAY, LONG_DAY, LONG_DAY, LONG_DAY, (), (), ()),
    (EVENING, EVENING, EVENING, EVENING, EVENING, (), (("01:00", "06:00"),)),
    (OFFICE, (("12:00", "20:00"),), (), OFFICE, (), (("10:00", "14:00"),), ()),
)
"""The hours between which the owner changes; two begin or end where clocks are changed."""
BLOCKS = (
    ("mon", "09:00", "11:00"), ("mon", "11:15", "12:30"), ("tue", "10:00", "12:00"),
    ("tue", "14:00", "16:00"), ("wed", "08:30", "10:30"), ("thu", "16:30", "18:30"),
    ("fri", "12:00", "14:00"), ("sun", "02:30", "04:30"), ("thu", "13:00", "16:30"),
    ("mon", "21:00", "23:00"), ("sat", "11:00", "12:00"),
)  # fmt: skip


class Machine:
    """Its three clocks: true time, the error of the wall clock, and what was slept."""

    def __init__(self, start: datetime) -> None:
        self.true = int(start.timestamp())
        self.error = 0
        self.slept = 0
        self.clock = FixedClock(start)

    @property
    def now(self) -> int:
        """What the wall clock shows."""
        return self.true + self.error

    def runs(self, seconds: int, *, asleep: bool = False) -> None:
        """Time passes."""
        self.true += seconds
        self.slept += seconds if asleep else 0
        self._show()

    def is_set(self, error: int) -> None:
        """The wall clock is set to be wrong by so much."""
        self.error = error
        self._show()

    def read(self) -> Reading:
        """The clocks as the engine reads them."""
        return Reading(self.now, self.true - self.slept, self.true)

    def _show(self) -> None:
        self.clock.moment = datetime.fromtimestamp(self.now, UTC)


class Screen:
    """One session: a terminal, or cron with one look."""

    def __init__(self, path: str, machine: Machine, quiet: Quiet) -> None:
        self.workspace = Workspace.open(path, machine.clock, actor="screen")
        self.source = WorkspaceSource(self.workspace, quiet)
        self.next: datetime | None = None
        self.told: list[Reminder] = []
        self.troubles: list[str] = []
        self.engine = Engine(
            self, machine.clock, self.told.extend, tell=self.troubles.append, read=machine.read
        )

    def prepare(self, seconds: float) -> bool:
        """The source's part."""
        return self.source.prepare(seconds)

    def take(self, now: datetime) -> Taken:
        """The source's part; the job is set for the next instant."""
        taken = self.source.take(now)
        self.next = taken.next
        return taken

    def look(self) -> list[Reminder]:
        """What this look brought."""
        self.told.clear()
        self.engine.beat()
        assert self.troubles == []
        return list(self.told)


class Year:
    """The owner, the machine, the terminals, and what the oracle holds against them."""

    def __init__(self, path: str, zone: str, seed: int, start: str, *, quiet: bool = False) -> None:
        self.path = path
        self.dice = random.Random(seed)
        begin = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone))
        self.machine = Machine(begin)
        self.began = self.machine.true
        self.facts = Facts(zone, WEEKS[0])
        daily = (time(10, 15), time(11, 30)) if quiet else None
        self.facts.quiet = daily
        self.quiet = Quiet(daily=daily, zone=ZoneInfo(zone))
        self.screens: list[Screen] = []
        self.past: list[Facts] = []
        self.undone: list[Facts] = []
        self.told: set[Key] = set()
        self.snoozed: dict[Key, int] = {}
        self.owed: set[Key] = set()
        """Of hours and blocks: what has come due, and was to be told since then."""
        self.seen = self.seen_right = self.machine.now
        self.figures: Counter[str] = Counter()
        self._set_up()

    # -- what happens ----------------------------------------------------------------------

    def run(self, days: int) -> Counter[str]:
        """Live so many true days; the figures."""
        while self.machine.true - self.began < days * DAY:
            self._time_passes()
            self._sessions_come_and_go()
            order = self.dice.sample(self.screens, len(self.screens))
            for screen in order[: self.dice.choice((1, 1, 2))]:
                self._look(screen)
            if self.dice.random() < 0.35:
                self._owner_does_something()
        for screen in self.screens:
            screen.workspace.close()
        self.figures["days"] = days
        return self.figures

    def _time_passes(self) -> None:
        machine, dice = self.machine, self.dice
        chance = dice.random()
        if machine.error and chance < 0.25:
            machine.is_set(0)
            self.figures["clock set right"] += 1
        elif chance < 0.02:
            machine.is_set(dice.choice((-1, 1)) * dice.choice((600, HOUR, 5 * HOUR, 3 * DAY)))
            self.figures["clock set wrong"] += 1
        elif chance < 0.05:
            machine.runs(dice.choice((HOUR, 9 * HOUR, 15 * HOUR, DAY, 4 * DAY)), asleep=True)
            self.figures["slept"] += 1
        else:
            wait = dice.randint(1, 3 * HOUR)
            jobs = [int(one.next.timestamp()) for one in self.screens if one.next]
            if jobs and dice.random() < 0.8:
                wait = max(1, min(wait, min(jobs) - machine.now))
            machine.runs(wait)
        self._note_what_came_due()

    def _sessions_come_and_go(self) -> None:
        dice = self.dice
        if self.screens and dice.random() < 0.02:
            self.screens.pop(dice.randrange(len(self.screens))).workspace.close()
            self.figures["closed"] += 1
        if len(self.screens) < 2 and dice.random() < (0.05 if self.screens else 0.3):
            self.screens.append(Screen(self.path, self.machine, self.quiet))
            self.figures["started"] += 1
        if dice.random() < 0.02:
            cron = Screen(self.path, self.machine, self.quiet)
            self._look(cron)
            cron.workspace.close()
            self.figures["cron"] += 1

    def _owner_does_something(self) -> None:
        own = Screen(self.path, self.machine, self.quiet) if not self.screens else None
        screen = own or self.dice.choice(self.screens)
        deeds: tuple[tuple[float, Callable[[Screen], None]], ...] = (
            (5, self._request_comes), (4, self._reply), (3, self._close_request),
            (2, self._promise_call), (1, self._call), (0.15, self._change_hours),
            (0.8, self._add_block), (0.4, self._drop_block), (2, self._close_night),
            (1, self._undo), (0.5, self._redo), (1, self._snooze), (0.5, self._dismiss),
        )  # fmt: skip
        weights, does = zip(*deeds, strict=True)
        (deed,) = self.dice.choices(does, weights)
        screen.workspace.refresh()
        deed(screen)
        if own:
            own.workspace.close()

    # -- what the oracle says --------------------------------------------------------------

    def _note_what_came_due(self) -> None:
        """Of hours and blocks only what rang since the last look, or since the clock was right."""
        now = self.machine.now
        since = self.seen if now >= self.seen else max(self.seen_right, now - 12 * HOUR)
        for key, one in self.facts.everything(now).items():
            if one.timed and since < one.rings <= now:
                self.owed.add(key)
        self.seen = now
        if not self.machine.error:
            self.seen_right = now

    def _look(self, screen: Screen) -> None:
        now, facts = self.machine.now, self.facts
        mine = screen.look()
        standing = facts.everything(now)
        may = {key for key, one in standing.items() if facts.may_be_told(one, now)}
        woken = {
            key for key, until in self.snoozed.items()
            if until <= now and key in standing and facts.may_be_told(
                standing[key]._replace(rings=facts.first_loud(until, now)
                                       if not standing[key].urgent else until), now)
        }  # fmt: skip
        where = f"{facts.local(now)} {facts.zone}"
        for one in mine:
            key = plain(one.key)
            assert key in may, f"{where}: {key} was told, and was not to be"
            assert key not in self.told or key in woken, f"{where}: {key} was told twice"
            self.told.add(key)
            self.snoozed.pop(key, None)
            self.figures[one.kind] += 1
        missing = {
            key for key in may
            if key not in self.told and (not standing[key].timed or key in self.owed)
        } | (woken & set(self.snoozed))  # fmt: skip
        assert not missing, f"{where}: {missing} were to be told"
        self.owed -= self.told
        self.figures["looks"] += 1
        self.figures["summaries"] += len(mine) > 2
        gap = screen.engine.gap
        if gap is not None:
            self.figures[f"gap noticed: {gap.kind}"] += 1
            screen.engine.gap = None

    # -- what the owner does ----------------------------------------------------------------

    def _set_up(self) -> None:
        screen = Screen(self.path, self.machine, self.quiet)
        screen.look()
        self._add(screen, "hours", {"name": "mine", "zone": self.facts.zone,
                                    "week": _document(self.facts.week)})  # fmt: skip
        self._add(screen, "promise", {"kind": "inquiry", "first_response": {
            "measure": "working", "minutes": self.facts.answer_minutes}})  # fmt: skip
        weekdays, cut_off = self.facts.batch
        self._add(screen, "promise", {"kind": "refund", "resolution": {
            "measure": "batch", "weekdays": weekdays, "cut_off": cut_off}})  # fmt: skip
        for weekday, start, end in BLOCKS[:6]:
            block = {"weekday": weekday, "start": start, "end": end, "label": "Writing"}
            self.facts.blocks[self._add(screen, "block", block)] = (weekday, start, end)
        self.screens.append(screen)

    def _request_comes(self, screen: Screen) -> None:
        kind = self.dice.choice(("inquiry", "inquiry", "refund"))
        urgent = self.dice.random() < 0.1
        arrived = self.machine.now // 60 * 60
        received = _stored(arrived)
        body: dict[str, Any] = {
            "subject": "logo", "customer": "anna", "kind": kind, "received": received,
            "events": [{"at": received, "type": "received"}],
        }  # fmt: skip
        if urgent:
            body["priority"] = 1
        with self._change():
            number = self._add(screen, "request", body)
            self.facts.requests[number] = (kind, arrived, None, urgent)

    def _reply(self, screen: Screen) -> None:
        now = self.machine.now // 60 * 60
        for number, (kind, arrived, replied, urgent) in self.facts.requests.items():
            if kind == "inquiry" and replied is None and arrived < now:
                events = screen.workspace.live("request")[number]["events"]
                with self._change():
                    reply = {"at": _stored(now), "type": "reply"}
                    self._write(screen, "request", number, {"events": [*events, reply]})
                    self.facts.requests[number] = (kind, arrived, now, urgent)
                return

    def _close_request(self, screen: Screen) -> None:
        if self.facts.requests:
            number = self.dice.choice(list(self.facts.requests))
            with self._change():
                self._write(screen, "request", number, {"closed_at": _stored(self.machine.now)})
                del self.facts.requests[number]

    def _promise_call(self, screen: Screen) -> None:
        at = self.machine.now // 60 * 60 + self.dice.randint(1, 2_000) * 60
        body = {"at": _stored(self.machine.now), "who": "Karl", "call_back": _stored(at)}
        with self._change():
            self.facts.calls[self._add(screen, "interruption", body)] = at

    def _call(self, screen: Screen) -> None:
        if self.facts.calls:
            number = self.dice.choice(list(self.facts.calls))
            with self._change():
                done = {"called_back_at": _stored(self.machine.now)}
                self._write(screen, "interruption", number, done)
                del self.facts.calls[number]

    def _change_hours(self, screen: Screen) -> None:
        with self._change():
            self.facts.week = self.dice.choice([one for one in WEEKS if one != self.facts.week])
            self._write(screen, "hours", 1, {"week": _document(self.facts.week)})
        self.figures["hours changed"] += 1

    def _add_block(self, screen: Screen) -> None:
        weekday, start, end = self.dice.choice(BLOCKS)
        if (weekday, start, end) in self.facts.blocks.values() or len(self.facts.blocks) > 7:
            return
        body = {"weekday": weekday, "start": start, "end": end, "label": "Writing"}
        with self._change():
            self.facts.blocks[self._add(screen, "block", body)] = (weekday, start, end)

    def _drop_block(self, screen: Screen) -> None:
        if self.facts.blocks:
            number = self.dice.choice(list(self.facts.blocks))
            with self._change():
                self._write(screen, "block", number, {"closed_at": _stored(self.machine.now)})
                del self.facts.blocks[number]

    def _close_night(self, screen: Screen) -> None:
        now = self.facts.local(self.machine.now)
        day = now.date()
        closed = {night[0] for night in self.facts.nights.values()}
        if self.machine.error or now.hour < 15 or str(day) <= max(closed, default=""):
            return
        tomorrow = day + timedelta(days=1)
        while not self.facts.openings(tomorrow):
            tomorrow += timedelta(days=1)
        stamp = _stored(self.machine.now)
        body = {
            "kind": "nightly", "day": str(day), "started": stamp, "finished": stamp,
            "closed_at": stamp, "night": {"tomorrow": str(tomorrow)},
        }  # fmt: skip
        with self._change():
            night = str(day), str(tomorrow), self.machine.now
            self.facts.nights[self._add(screen, "review", body)] = night
        self.figures["nights closed"] += 1

    def _undo(self, screen: Screen) -> None:
        if self.past:
            screen.workspace.undo()
            self.undone.append(self.facts)
            self.facts = self.past.pop()
            self._facts_changed()
            self.figures["undone"] += 1

    def _redo(self, screen: Screen) -> None:
        if self.undone:
            screen.workspace.redo()
            self.past.append(self.facts)
            self.facts = self.undone.pop()
            self._facts_changed()
            self.figures["redone"] += 1

    def _snooze(self, screen: Screen) -> None:
        now = screen.workspace.now()
        raised = [one for one in screen.source.raised(now) if one.kind in ("breached", "call_back")]
        if raised:
            one, until = (
                self.dice.choice(raised),
                now + timedelta(minutes=self.dice.randint(5, 900)),
            )
            screen.source.snooze([one], until)
            self.snoozed[plain(one.key)] = int(until.timestamp())
            screen.next = now
            self.figures["snoozed"] += 1

    def _dismiss(self, screen: Screen) -> None:
        raised = screen.source.raised(screen.workspace.now())
        if raised:
            one = self.dice.choice(raised)
            screen.source.dismiss([one], screen.workspace.now())
            self.snoozed.pop(plain(one.key), None)
            self.figures["dismissed"] += 1

    def _change(self) -> _Changing:
        return _Changing(self)

    def _facts_changed(self) -> None:
        """What was owed under other facts is owed no more."""
        standing = self.facts.everything(self.machine.now)
        self.owed &= standing.keys()
        self.figures["changes"] += 1

    def _add(self, screen: Screen, table: str, body: dict[str, Any]) -> int:
        now = _stored(self.machine.now)
        full = {"uid": f"{table}-{self.dice.random()}", "created_at": now, **body}
        with screen.workspace.transaction("add"):
            return int(screen.workspace.table(table).insert(full))

    def _write(self, screen: Screen, table: str, number: int, fields: dict[str, Any]) -> None:
        with screen.workspace.transaction("change"):
            screen.workspace.table(table).update(fields, doc_ids=[number])


class _Changing:
    """One change of the owner, which undo takes back."""

    def __init__(self, year: Year) -> None:
        self.year = year

    def __enter__(self) -> None:
        self.year.past.append(self.year.facts.copy())
        self.year.undone.clear()

    def __exit__(self, *_error: object) -> None:
        self.year._facts_changed()


def _document(week: Week) -> dict[str, Any]:
    return {name: spans for name, spans in zip(WEEKDAYS, week, strict=True) if spans}


def _stored(moment: int) -> str:
    return format_instant(datetime.fromtimestamp(moment, UTC))
