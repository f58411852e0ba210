"""Days of work on a real store, minute by minute: what rings, when, and what does not."""

from __future__ import annotations

from collections.abc import Iterator
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


def test_a_day_of_work(opened: Opened) -> None:
    screen = with_promise(with_hours(opened("2026-11-23T07:00")))
    add_block(screen, "mon", "09:00", "11:00")
    add_block(screen, "mon", "18:00", "19:00")  # after hours: nothing
    add_request(screen, "2026-11-23T08:00")  # due 13:00, at risk an hour before
    screen.add(
        "interruption",
        {"at": format_instant(at("2026-11-23T08:10")), "who": "Karl",
         "call_back": format_instant(at("2026-11-23T16:00"))},
    )  # fmt: skip

    screen.run(at("2026-11-23T23:59"))

    assert screen.rung() == [
        "Mon 09:00 block_start B1@2026-11-23",
        "Mon 09:00 opening H1",
        "Mon 11:00 block_end B1@2026-11-23",
        "Mon 12:00 at_risk R1",
        "Mon 13:01 breached R1",
        "Mon 16:00 call_back I1",
        "Mon 17:00 shut_down H1",
    ]
    assert screen.told == []


def test_a_reply_before_the_due_keeps_it_from_ringing(opened: Opened) -> None:
    screen = with_promise(with_hours(opened("2026-11-23T07:00")))
    number = add_request(screen, "2026-11-23T08:00")
    screen.run(at("2026-11-23T12:30"))
    events = screen.workspace.live("request")[number]["events"]
    reply = {"at": format_instant(at("2026-11-23T12:31")), "type": "reply"}
    screen.change("request", number, {"events": [*events, reply]})
    screen.run(at("2026-11-24T07:00"))
    assert screen.rung() == [
        "Mon 09:00 opening H1",
        "Mon 12:00 at_risk R1",
        "Mon 17:00 shut_down H1",
    ]


def test_while_it_waits_on_the_customer_nothing_rings(opened: Opened) -> None:
    screen = with_promise(with_hours(opened("2026-11-23T07:00")))
    events = [
        {"at": format_instant(at("2026-11-23T08:00")), "type": "received"},
        {"at": format_instant(at("2026-11-23T09:30")), "type": "waiting"},
    ]
    add_request(screen, "2026-11-23T08:00", events=events)
    screen.run(at("2026-11-24T07:00"))
    assert not [line for line in screen.rung() if line.endswith("R1")]


def test_working_hours_changed_while_pending_move_what_is_to_come(opened: Opened) -> None:
    screen = with_promise(with_hours(opened("2026-11-23T07:00")))
    add_request(screen, "2026-11-23T08:00")
    screen.run(at("2026-11-23T10:00"))
    late = {day: [["12:00", "20:00"]] for day in DAYS}
    screen.change("hours", 1, {"week": late})
    screen.run(at("2026-11-23T23:00"))
    assert screen.rung() == [
        "Mon 09:00 opening H1",
        "Mon 12:00 opening H1",
        "Mon 15:00 at_risk R1",
        "Mon 16:01 breached R1",
        "Mon 20:00 shut_down H1",
    ]


def test_a_block_put_into_the_past_by_hand_was_not_missed(opened: Opened) -> None:
    screen = with_hours(opened("2026-11-23T14:00"))
    screen.beat()
    add_block(screen, "mon", "10:00", "15:00")
    screen.run(at("2026-11-23T15:10"))
    assert screen.rung() == ["Mon 15:00 block_end B1@2026-11-23"]


def test_a_snoozed_reminder_comes_again_once_and_waits_for_working_hours(opened: Opened) -> None:
    screen = with_promise(with_hours(opened("2026-11-23T07:00")))
    number = add_request(screen, "2026-11-23T08:00")
    screen.run(at("2026-11-23T14:00"))
    (late,) = (one for one in screen.source.raised(screen.clock.now()) if one.kind == "breached")
    screen.source.snooze([late], at("2026-11-23T19:00"))
    assert late not in screen.source.raised(screen.clock.now())

    screen.run(at("2026-11-24T12:00"))
    assert [line for line in screen.rung() if "breached" in line] == [
        "Mon 13:01 breached R1",
        "Tue 09:00 breached R1",
    ]

    screen.change("request", number, {"closed_at": format_instant(screen.clock.now())})
    assert not [one for one in screen.source.raised(screen.clock.now()) if one.subject == "R1"]


def test_a_snoozed_reminder_of_a_request_that_was_answered_does_not_come(opened: Opened) -> None:
    screen = with_promise(with_hours(opened("2026-11-23T07:00")))
    number = add_request(screen, "2026-11-23T08:00")
    screen.run(at("2026-11-23T14:00"))
    late = [one for one in screen.source.raised(screen.clock.now()) if one.subject == "R1"]
    screen.source.snooze(late, at("2026-11-23T15:00"))
    screen.change("request", number, {"closed_at": format_instant(screen.clock.now())})
    before = len(screen.rung())
    screen.run(at("2026-11-23T16:30"))
    assert len(screen.rung()) == before


def test_a_snoozed_shut_down_comes_when_the_owner_said(opened: Opened) -> None:
    screen = with_hours(opened("2026-11-23T16:00"))
    screen.run(at("2026-11-23T17:00"))
    screen.source.snooze(screen.source.raised(screen.clock.now()), at("2026-11-23T17:30"))
    screen.run(at("2026-11-24T08:00"))
    assert screen.rung() == ["Mon 17:00 shut_down H1", "Mon 17:30 shut_down H1"]


def test_a_call_that_was_made_does_not_ring(opened: Opened) -> None:
    screen = with_hours(opened("2026-11-23T10:00"))
    call_back = format_instant(at("2026-11-23T11:00"))
    body = {"at": format_instant(screen.clock.now()), "who": "Karl", "call_back": call_back}
    screen.add("interruption", body)
    made = screen.add("interruption", body)
    screen.run(at("2026-11-23T10:30"))
    screen.change("interruption", made, {"called_back_at": format_instant(screen.clock.now())})
    screen.run(at("2026-11-23T12:00"))
    assert screen.rung() == ["Mon 11:00 call_back I1"]
    assert [one.subject for one in screen.source.raised(screen.clock.now())] == ["I1"]


def test_what_takes_no_time_is_not_announced(opened: Opened) -> None:
    screen = with_hours(opened("2026-11-23T09:30"))
    hours = {"weekday": "mon", "start": "10:00", "end": "11:00"}
    screen.add("block", {**hours, "label": "Birthday", "busy": False})
    screen.add("block", {**hours, "label": "Dentist"})
    screen.run(at("2026-11-23T10:30"))
    assert screen.rung() == ["Mon 10:00 block_start B2@2026-11-23"]


def test_a_request_of_priority_one_rings_at_night(opened: Opened) -> None:
    screen = with_hours(opened("2026-11-23T07:00"))
    add_request(
        screen, "2026-11-23T08:00", priority=1, promised=format_instant(at("2026-11-23T22:00"))
    )
    screen.run(at("2026-11-23T23:00"))
    assert screen.rung()[-1] == "Mon 22:01 breached R1"


def test_the_next_instant_is_known_so_that_the_job_can_be_set(opened: Opened) -> None:
    screen = with_hours(opened("2026-11-23T07:00"))
    assert screen.source.take(screen.clock.now()).next == at("2026-11-23T09:00")
