"""Nights: the closing of the day mutes, clocks change, machines sleep; mornings tell the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cockpit.domain.clock import FixedClock
from cockpit.domain.hours.quiet import Quiet
from cockpit.domain.identity import format_instant
from tests.terminal_of_reminders import (
    DAYS,
    Opened,
    Terminal,
    add_block,
    add_request,
    at,
    with_hours,
    with_promise,
)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Open terminals on one file, each with a clock of its own unless one is given."""
    terminals: list[Terminal] = []

    def opened(now: str, clock: FixedClock | None = None, **more: Any) -> Terminal:
        path = str(tmp_path / "home" / "cockpit.db")
        terminals.append(Terminal(path, clock or FixedClock(at(now)), **more))
        return terminals[-1]

    yield opened
    for terminal in terminals:
        terminal.workspace.close()


def close_night(terminal: Terminal, day: str, tomorrow: str) -> None:
    """The nightly review of a day ends now, with its last screen."""
    now = format_instant(terminal.clock.now())
    body = {
        "kind": "nightly", "day": day, "started": now, "finished": now, "closed_at": now,
        "night": {"tomorrow": tomorrow},
    }  # fmt: skip
    terminal.add("review", body)


def working(terminal: Terminal) -> Terminal:
    """Hours, a promise, and a request that is due at 16:00 and at risk from 15:00."""
    with_promise(with_hours(terminal))
    add_request(terminal, "2026-11-23T12:00")
    return terminal


def test_after_the_closing_of_the_night_it_is_quiet_until_the_opening(opened: Opened) -> None:
    screen = working(opened("2026-11-23T14:00"))
    add_block(screen, "mon", "15:30", "16:30")
    screen.run(at("2026-11-23T14:30"))
    close_night(screen, "2026-11-23", "2026-11-24")
    screen.run(at("2026-11-24T09:00"))
    assert screen.rung() == [
        "Tue 09:00 breached R1",
        "Tue 09:00 opening H1",
    ]


def test_a_night_closed_at_the_weeks_end_is_quiet_until_monday(opened: Opened) -> None:
    screen = working(opened("2026-11-27T14:00"))
    screen.run(at("2026-11-27T14:30"))
    close_night(screen, "2026-11-27", "2026-11-30")
    add_request(screen, "2026-11-27T12:00")
    screen.run(at("2026-11-30T09:00"))
    assert screen.rung()[1:] == ["Mon 09:00 breached R2", "Mon 09:00 opening H1"]


def test_what_is_urgent_rings_also_after_the_closing(opened: Opened) -> None:
    screen = with_promise(with_hours(opened("2026-11-23T14:00")))
    add_request(screen, "2026-11-23T12:00", priority=1)
    close_night(screen, "2026-11-23", "2026-11-24")
    screen.run(at("2026-11-23T23:00"))
    assert screen.rung() == ["Mon 15:00 at_risk R1", "Mon 16:01 breached R1"]


def test_a_night_closed_in_one_terminal_mutes_the_other_at_once(opened: Opened) -> None:
    clock = FixedClock(at("2026-11-23T14:59"))
    one, two = opened("", clock), opened("", clock)
    working(one)
    one.beat()
    two.beat()
    close_night(one, "2026-11-23", "2026-11-24")
    clock.moment = at("2026-11-23T15:00")
    two.engine.beat()  # before the screen has looked for what others wrote
    assert two.rung() == []
    assert opened("", clock).engine.beat() == []  # one that starts now, or cron


def test_a_clock_set_back_before_the_closing_and_right_again_leaves_it_quiet(
    opened: Opened,
) -> None:
    screen = working(opened("2026-11-23T14:00"))
    screen.beat()
    close_night(screen, "2026-11-23", "2026-11-24")
    for clock in ("2026-11-23T14:05", "2026-11-23T10:00", "2026-11-23T15:30"):
        screen.clock.moment = at(clock)
        screen.beat()
    assert screen.rung() == ["Mon 10:00 opening H1"]  # by that clock the day is not closed


def test_undo_of_the_closing_lets_reminders_speak_again(opened: Opened) -> None:
    clock = FixedClock(at("2026-11-23T14:00"))
    one, two = opened("", clock), opened("", clock)
    working(one)
    one.beat()
    two.beat()
    close_night(one, "2026-11-23", "2026-11-24")
    two.run(at("2026-11-23T15:29"))
    assert two.rung() == []
    one.workspace.refresh()
    one.workspace.undo()
    two.run(at("2026-11-23T18:00"))
    assert two.rung() == [
        "Mon 15:30 at_risk R1",  # what it kept quiet is told now
        "Mon 16:01 breached R1",
        "Mon 17:00 shut_down H1",
    ]
    one.workspace.redo()
    assert one.engine.beat() == []


def test_hours_that_change_after_the_closing_move_the_end_of_the_quiet(opened: Opened) -> None:
    screen = working(opened("2026-11-23T14:00"))
    screen.run(at("2026-11-23T14:30"))
    close_night(screen, "2026-11-23", "2026-11-24")
    screen.run(at("2026-11-23T20:00"))
    screen.change("hours", 1, {"week": {day: [["11:00", "19:00"]] for day in DAYS}})
    screen.run(at("2026-11-24T11:00"))
    assert [line for line in screen.rung() if line.endswith("H1")] == ["Tue 11:00 opening H1"]
    assert not [line for line in screen.rung() if line < "Tue 11:00"]


def test_a_snoozed_shut_down_does_not_come_when_the_night_is_closed(opened: Opened) -> None:
    screen = with_hours(opened("2026-11-23T16:00"))
    screen.run(at("2026-11-23T17:00"))
    screen.source.snooze(screen.source.raised(screen.clock.now()), at("2026-11-23T17:30"))
    close_night(screen, "2026-11-23", "2026-11-24")
    screen.run(at("2026-11-24T08:00"))
    assert screen.rung() == ["Mon 17:00 shut_down H1"]
    assert screen.source.raised(screen.clock.now()) == []


def test_a_block_slept_through_is_told_in_the_morning_after_a_restart_too(opened: Opened) -> None:
    # given hours of the evening, a block slept through, and something urgent told at night
    late = {"mon": [["18:00", "23:00"]], "tue": [["07:00", "12:00"]]}
    first = with_promise(with_hours(opened("2026-11-23T17:00"), **late))
    add_block(first, "mon", "20:00", "22:30")
    first.run(at("2026-11-23T18:00"))
    promised = format_instant(at("2026-11-23T23:30"))
    add_request(first, "2026-11-23T17:30", priority=1, kind="gossip", promised=promised)
    first.clock.moment = at("2026-11-24T00:10")
    first.beat()
    first.workspace.close()

    second = opened("2026-11-24T06:00")
    second.run(at("2026-11-24T07:00"))

    assert first.rung() == ["Mon 18:00 opening H1", "Tue 00:10 breached R1"]
    assert second.rung() == [
        "Tue 07:00 block_start B1@2026-11-23",
        "Tue 07:00 block_end B1@2026-11-23",
        "Tue 07:00 opening H1",
    ]


@pytest.mark.parametrize("wrong", [1, 5, 24 * 30, 24 * 400])
def test_a_clock_that_ran_ahead_for_an_hour_loses_nothing_of_that_hour(
    opened: Opened, wrong: int
) -> None:
    screen = with_hours(opened("2026-11-23T07:00"))
    add_block(screen, "mon", "10:00", "12:00")
    screen.run(at("2026-11-23T09:30"))
    screen.clock.advance(timedelta(hours=wrong))
    screen.run(screen.clock.now() + timedelta(minutes=2))
    screen.clock.moment = at("2026-11-23T10:30")
    screen.run(at("2026-11-23T12:30"))
    kinds = Counter(line.split(maxsplit=2)[2] for line in screen.rung())
    assert kinds["block_start B1@2026-11-23"] == 1
    assert kinds["block_end B1@2026-11-23"] == 1


@pytest.mark.parametrize(
    ("zone", "night"),
    [
        ("Europe/Berlin", "2026-03-29"),
        ("Europe/Berlin", "2026-10-25"),
        ("America/New_York", "2026-03-08"),
        ("America/New_York", "2026-11-01"),
        ("Australia/Lord_Howe", "2026-10-04"),  # by half an hour
        ("Australia/Lord_Howe", "2026-04-05"),
        ("America/Santiago", "2026-09-06"),  # midnight itself is skipped
        ("America/Santiago", "2026-04-05"),
        ("Asia/Kolkata", "2026-03-29"),  # never
    ],
)
@pytest.mark.parametrize("step", [7, 60, 300], ids=lambda step: f"each {step} minutes")
def test_on_nights_of_clock_changes_everything_rings_once(
    opened: Opened, zone: str, night: str, step: int
) -> None:
    there, day = ZoneInfo(zone), date.fromisoformat(night)
    begin = datetime.combine(day, time(), there) - timedelta(hours=6)
    screen = opened("", FixedClock(begin))
    weekday = f"{day:%a}".lower()
    before = f"{day - timedelta(days=1):%a}".lower()
    week = {before: [["20:00", "24:00"]], weekday: [["00:00", "05:00"]]}
    screen.add("hours", {"name": "mine", "zone": zone, "week": week})
    for start, end in (("00:30", "01:40"), ("01:45", "02:15"), ("02:30", "04:00")):
        add_block(screen, weekday, start, end)
    screen.run(begin + timedelta(hours=30), timedelta(minutes=step))
    kinds = Counter((one.kind, one.subject) for _when, told in screen.calls for one in told)
    assert set(kinds.values()) <= {1, 2}  # an opening and a shut-down on either day
    assert {kind: number for kind, number in kinds.items() if number > 1}.keys() <= {
        ("opening", "H1"), ("shut_down", "H1"),
    }  # fmt: skip
    blocks = [subject for kind, subject in kinds if kind == "block_start"]
    assert len(blocks) == 3


def test_quiet_times_of_the_settings_hold_until_they_are_over(opened: Opened) -> None:
    quiet = Quiet(daily=(time(14, 30), time(16, 30)), zone=ZoneInfo("Europe/Berlin"))
    screen = working(opened("2026-11-23T14:00", quiet=quiet))
    screen.run(at("2026-11-23T16:45"))
    assert screen.rung() == ["Mon 16:30 breached R1"]


def test_a_break_is_told_as_it_begins_and_not_when_it_is_over(opened: Opened) -> None:
    screen = with_hours(opened("2026-11-23T08:00"), mon=[["09:00", "12:00"], ["13:00", "17:00"]])
    add_block(screen, "mon", "13:00", "14:00")
    add_block(screen, "mon", "14:30", "15:00")
    screen.run(at("2026-11-23T13:30"))
    screen.clock.moment = at("2026-11-23T14:40")  # slept through the second one
    screen.run(at("2026-11-23T14:50"))
    assert [line for line in screen.rung() if "break" in line] == ["Mon 12:00 break H1"]
