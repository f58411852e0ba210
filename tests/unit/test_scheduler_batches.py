"""The day of a batch and its cut-off are told with how many requests are in it, each once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cockpit.domain.clock import FixedClock
from cockpit.domain.identity import format_instant
from cockpit.domain.wording.reminder_words import sentence
from tests.terminal_of_reminders import DAYS, Opened, Terminal, add_request, at, with_hours

BATCH = ("batch_day", "cut_off")


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


def with_refunds(terminal: Terminal, cut_off: str = "12:00", **more: Any) -> Terminal:
    """Refunds are made on Fridays; what arrives before the cut-off is in it."""
    target = {"measure": "batch", "weekdays": ["fri"], "cut_off": cut_off, **more}
    terminal.add("promise", {"kind": "refund", "resolution": target})
    return terminal


def add_refund(terminal: Terminal, when: str, **more: Any) -> int:
    return add_request(terminal, when, kind="refund", **more)


def told(terminal: Terminal) -> list[str]:
    """The sentences of batches, each as it was said at its moment."""
    return [
        f"{when.astimezone(ZoneInfo('Europe/Berlin')):%a %H:%M} "
        + sentence(one, ZoneInfo("Europe/Berlin"), when)
        for when, reminders in terminal.calls
        for one in reminders
        if one.kind in BATCH
    ]


def test_the_day_of_a_batch_and_its_cut_off_say_how_many_are_in_it(opened: Opened) -> None:
    screen = with_refunds(with_hours(opened("2026-11-23T07:00")))
    add_refund(screen, "2026-11-23T10:00")
    add_refund(screen, "2026-11-24T10:00")
    screen.run(at("2026-11-27T10:00"))
    add_refund(screen, "2026-11-27T10:00")
    add_refund(screen, "2026-11-27T12:00")  # at the cut-off: the next one
    screen.run(at("2026-11-28T00:00"))
    assert told(screen) == [
        "Fri 09:00 Batch today: refund, 2 requests; cut-off 12:00, done by 17:00.",
        "Fri 12:00 The batch is cut off since 12:00: refund, 3 requests, done by 17:00.",
    ]


def test_a_batch_that_is_empty_or_done_is_not_told(opened: Opened) -> None:
    screen = with_refunds(with_hours(opened("2026-11-26T07:00")))
    number = add_refund(screen, "2026-11-26T10:00")
    screen.change("request", number, {"closed_at": format_instant(at("2026-11-26T11:00"))})
    screen.run(at("2026-11-28T00:00"))
    assert told(screen) == []


def test_the_first_that_joins_on_the_day_itself_makes_it_known(opened: Opened) -> None:
    screen = with_refunds(with_hours(opened("2026-11-27T07:00")))
    screen.run(at("2026-11-27T10:29"))
    add_refund(screen, "2026-11-27T10:20")
    screen.run(at("2026-11-27T11:00"))
    assert told(screen) == [
        "Fri 10:30 Batch today: refund, 1 request; cut-off 12:00, done by 17:00."
    ]


def test_undo_of_the_only_request_takes_the_batch_back_until_it_is_told(opened: Opened) -> None:
    screen = with_refunds(with_hours(opened("2026-11-26T07:00")))
    screen.run(at("2026-11-26T10:00"))
    add_refund(screen, "2026-11-26T10:00")
    screen.beat()
    screen.workspace.undo()
    screen.run(at("2026-11-27T13:00"))
    assert told(screen) == []
    screen.workspace.redo()
    screen.run(at("2026-11-27T14:00"))
    assert told(screen) == [  # it came in yesterday, and is told late, but once
        "Fri 13:01 Batch today: refund, 1 request, done by 17:00.",
        "Fri 13:01 The batch is cut off since 12:00: refund, 1 request, done by 17:00.",
    ]


@pytest.mark.parametrize(
    ("target", "sentences"),
    [
        # the evening before, outside the hours: told with the day
        (
            {"cut_off": "18:00", "cut_off_days_before": 1},
            ["Fri 09:00 Batch today: refund, 1 request, done by 17:00."],
        ),
        # the evening before, within the hours
        (
            {"cut_off": "16:00", "cut_off_days_before": 1},
            [
                "Thu 16:00 The batch is cut off since 16:00: refund, 1 request,"
                " done by Fri 27 Nov 17:00.",
                "Fri 09:00 Batch today: refund, 1 request, done by 17:00.",
            ],
        ),
        # days before: farther ahead than reminders are kept
        (
            {"cut_off": "11:00", "cut_off_days_before": 4},
            [
                "Mon 11:00 The batch is cut off since 11:00: refund, 1 request,"
                " done by Fri 27 Nov 17:00.",
                "Fri 09:00 Batch today: refund, 1 request, done by 17:00.",
            ],
        ),
        # without a cut-off of its own: it can be joined until it closes
        (
            {"cut_off": "24:00", "close": None},
            ["Fri 09:00 Batch today: refund, 1 request, done by 17:00."],
        ),
    ],
)
def test_where_the_cut_off_lies(
    opened: Opened, target: dict[str, Any], sentences: list[str]
) -> None:
    screen = with_refunds(with_hours(opened("2026-11-23T07:00")), **target)
    add_refund(screen, "2026-11-23T08:00")
    screen.run(at("2026-11-28T00:00"))
    assert told(screen) == sentences


def test_a_batch_on_a_closed_day_is_told_on_the_day_it_moved_to(opened: Opened) -> None:
    screen = with_refunds(
        with_hours(opened("2026-11-23T07:00"), **{day: [["09:00", "17:00"]] for day in DAYS[:4]})
    )
    add_refund(screen, "2026-11-23T08:00")
    screen.run(at("2026-11-28T00:00"))
    assert [line[:9] for line in told(screen)] == ["Thu 09:00", "Thu 12:00"]


def test_two_kinds_on_one_day_are_told_apart_and_a_customers_own_promise_too(
    opened: Opened,
) -> None:
    screen = with_refunds(with_hours(opened("2026-11-23T07:00")))
    target = {"measure": "batch", "weekdays": ["fri"], "cut_off": "12:00"}
    screen.add("promise", {"kind": "order", "resolution": target})
    screen.add("promise", {"kind": "order", "customer": "Anna", "resolution": target})
    for kind, customer in (("refund", "bob"), ("order", "bob"), ("order", "anna")):
        add_request(screen, "2026-11-23T08:00", kind=kind, customer=customer)
    screen.run(at("2026-11-27T11:00"))
    assert told(screen) == [
        "Fri 09:00 Batch today: refund, 1 request; cut-off 12:00, done by 17:00.",
        "Fri 09:00 Batch today: order, 1 request; cut-off 12:00, done by 17:00.",
        "Fri 09:00 Batch today: order, 1 request; cut-off 12:00, done by 17:00.",
    ]


def test_what_was_told_of_a_batch_stands_on_the_list_with_the_number_of_now(
    opened: Opened,
) -> None:
    screen = with_refunds(with_hours(opened("2026-11-27T07:00")))
    first, _second = (add_refund(screen, "2026-11-27T07:00") for _ in range(2))
    screen.run(at("2026-11-27T10:00"))

    def listed() -> list[str]:
        return [one.about for one in screen.source.raised(screen.clock.now()) if one.kind in BATCH]

    assert listed() == ["refund, 2 requests"]
    screen.change("request", first, {"closed_at": format_instant(screen.clock.now())})
    screen.beat()
    assert listed() == ["refund, 1 request"]
    screen.run(at("2026-11-27T17:01"))
    assert listed() == []


def test_a_promise_that_cannot_be_computed_silences_nothing_else(opened: Opened) -> None:
    screen = with_refunds(with_hours(opened("2026-11-27T07:00")))
    screen.add("promise", {"kind": "order", "hours": "H9", "resolution": {"measure": "batch"}})
    add_refund(screen, "2026-11-27T07:00")
    screen.run(at("2026-11-27T10:00"))
    assert len(told(screen)) == 1
    assert screen.told == []
