"""Restarts, sleep, set clocks, two terminals: each reminder once, none missing, none in quiet times."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.domain.clock import FixedClock
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


def test_the_first_start_tells_what_is_late_in_one_call_and_nothing_of_this_morning(
    opened: Opened,
) -> None:
    screen = with_promise(with_hours(opened("2026-11-23T15:00")))
    add_block(screen, "mon", "10:00", "12:00")
    for _number in range(3):
        add_request(screen, "2026-11-16T08:00")
    screen.beat()
    ((_when, together),) = screen.calls
    assert [one.kind for one in together] == ["breached"] * 3


def test_a_restart_in_the_middle_repeats_nothing_and_loses_nothing(opened: Opened) -> None:
    first = with_hours(opened("2026-11-23T07:00"))
    add_block(first, "mon", "10:00", "12:00")
    first.run(at("2026-11-23T11:00"))
    first.workspace.close()

    second = opened("2026-11-23T12:20")
    second.run(at("2026-11-24T08:00"))

    assert first.rung() == ["Mon 09:00 opening H1", "Mon 10:00 block_start B1@2026-11-23"]
    assert second.rung() == ["Mon 12:20 block_end B1@2026-11-23", "Mon 17:00 shut_down H1"]


def test_a_laptop_asleep_for_nine_hours_tells_it_in_one_summary(opened: Opened) -> None:
    screen = with_promise(with_hours(opened("2026-11-23T07:00"), mon=[["09:00", "22:00"]]))
    add_block(screen, "mon", "10:00", "12:00")
    add_block(screen, "mon", "14:00", "20:00")
    add_request(screen, "2026-11-23T09:00")
    screen.run(at("2026-11-23T09:30"))
    before = len(screen.calls)

    screen.clock.advance(timedelta(hours=9))
    screen.run(at("2026-11-23T19:00"))

    ((_when, together),) = screen.calls[before:]
    assert [one.kind for one in together] == [
        "block_start", "block_end", "breached", "block_start",
    ]  # fmt: skip


def test_a_laptop_that_wakes_in_the_evening_keeps_quiet_until_the_morning(opened: Opened) -> None:
    screen = with_promise(with_hours(opened("2026-11-23T07:00")))
    add_block(screen, "mon", "10:00", "12:00")
    add_request(screen, "2026-11-23T09:00")
    screen.run(at("2026-11-23T09:30"))
    screen.clock.advance(timedelta(hours=11))
    screen.run(at("2026-11-24T09:30"))
    assert screen.rung() == [
        "Mon 09:00 opening H1",
        "Tue 09:00 breached R1",
        "Tue 09:00 opening H1",
    ]


def test_a_clock_moved_back_and_forth_rings_nothing_twice(opened: Opened) -> None:
    screen = with_promise(with_hours(opened("2026-11-23T07:00")))
    add_block(screen, "mon", "10:00", "12:00")
    add_request(screen, "2026-11-23T09:00")
    screen.run(at("2026-11-23T11:00"))
    for shift in (-3, 5, -4, -24 * 400, 24 * 400, 24 * 4_000, -24 * 4_000):
        screen.clock.advance(timedelta(hours=shift))
        screen.run(screen.clock.now() + timedelta(minutes=90))
    screen.clock.moment = at("2026-11-23T11:00")
    screen.run(at("2026-11-24T08:00"))

    keys = [one.key for _when, reminders in screen.calls for one in reminders]
    assert max(Counter(keys).values()) == 1
    of_that_day = {(one.kind, one.subject) for _w, ones in screen.calls for one in ones
                   if one.instant.date() == at("2026-11-23T12:00").date()}  # fmt: skip
    assert of_that_day == {
        ("opening", "H1"), ("shut_down", "H1"), ("breached", "R1"), ("at_risk", "R1"),
        ("block_start", "B1@2026-11-23"), ("block_end", "B1@2026-11-23"),
    }  # fmt: skip


@pytest.mark.parametrize("sunday", ["2026-03-29", "2026-10-25"])
def test_nights_of_clock_changes_ring_once_each(opened: Opened, sunday: str) -> None:
    # given hours and blocks right in the hour that is skipped, or comes twice
    screen = with_hours(opened(f"{sunday}T00:00"), sun=[["01:00", "06:00"]])
    add_block(screen, "sun", "02:30", "04:30")
    screen.run(at(f"{sunday}T08:00"))
    kinds = Counter(line.split()[2] for line in screen.rung())
    assert kinds == {"opening": 1, "block_start": 1, "block_end": 1, "shut_down": 1}


def test_two_terminals_never_both_ring(opened: Opened) -> None:
    clock = FixedClock(at("2026-11-23T07:00"))
    one, two = (opened("", clock) for _ in range(2))
    with_promise(with_hours(one))
    for weekday in DAYS:
        add_block(one, weekday, "09:00", "11:00")
    for hour in range(8, 16):
        add_request(one, f"2026-11-23T{hour:02}:00")
    dice = random.Random(7)
    while clock.now() < at("2026-11-28T00:00"):
        for terminal in dice.sample([one, two], dice.randint(1, 2)):
            terminal.beat()
        clock.advance(timedelta(minutes=1))

    keys = [key.key for t in (one, two) for _when, reminders in t.calls for key in reminders]
    kinds = Counter(key[0] for key in keys)
    assert max(Counter(keys).values()) == 1
    assert kinds["breached"] == 8
    assert kinds["opening"] == kinds["shut_down"] == 5
    assert kinds["block_start"] == kinds["block_end"] == 5
    assert one.calls
    assert two.calls


def test_an_undone_change_rings_nothing_twice(opened: Opened) -> None:
    screen = with_promise(with_hours(opened("2026-11-23T07:00")))
    number = add_request(screen, "2026-11-23T08:00")
    screen.run(at("2026-11-23T14:00"))
    screen.change("request", number, {"closed_at": format_instant(screen.clock.now())})
    screen.beat()
    screen.workspace.undo()
    screen.run(at("2026-11-23T16:30"))
    assert Counter(line.split()[2] for line in screen.rung())["breached"] == 1
    assert [one.kind for one in screen.source.raised(screen.clock.now())] == [
        "opening", "breached",
    ]  # fmt: skip


def test_a_home_that_cannot_be_written_rings_nothing(opened: Opened) -> None:
    first = with_hours(opened("2026-11-23T08:00"))
    first.workspace.storage.read_only = True
    first.run(at("2026-11-23T10:00"))
    assert first.rung() == []
    assert first.told == []


def test_one_damaged_record_does_not_silence_the_others(opened: Opened) -> None:
    screen = with_promise(with_hours(opened("2026-11-23T07:00")))
    add_request(screen, "2026-11-23T08:00")
    screen.workspace.live("request")[1]["events"] = [{"at": "nonsense", "type": "received"}]
    add_request(screen, "2026-11-23T08:00")
    screen.run(at("2026-11-23T14:00"))
    assert [line for line in screen.rung() if "breached" in line] == ["Mon 13:01 breached R2"]


def test_a_locked_log_is_told_once_and_what_was_due_rings_afterwards(opened: Opened) -> None:
    screen = with_hours(opened("2026-11-23T08:59"))
    screen.beat()
    screen.clock.advance(timedelta(minutes=1))
    other = opened("2026-11-23T08:59")
    screen.workspace.storage.connection.execute("PRAGMA busy_timeout = 1")
    other.workspace.storage.connection.execute("BEGIN IMMEDIATE")
    screen.beat()
    screen.beat()
    assert len(screen.told) == 1
    assert screen.rung() == []
    other.workspace.storage.connection.execute("ROLLBACK")
    screen.beat()
    assert screen.rung() == ["Mon 09:00 opening H1"]


def test_what_lies_far_ahead_is_found_when_it_comes_near(opened: Opened) -> None:
    screen = with_promise(with_hours(opened("2026-11-23T07:00")), minutes=8 * 60 * 8)
    add_request(screen, "2026-11-23T09:00")
    screen.run(at("2026-12-03T12:00"), timedelta(minutes=5))
    assert [line for line in screen.rung() if line.endswith("R1")] == [
        "Tue 09:00 at_risk R1",
        "Thu 09:00 breached R1",  # due at closing time, which this clock steps over
    ]
