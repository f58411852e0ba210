"""Reminders of delegated work: each once, in working hours, and gone when there is no reason left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cockpit.actions.delegating.logs import answer_question
from cockpit.actions.records import archive_record
from cockpit.domain.clock import FixedClock
from cockpit.domain.delegating.reminding import (
    moments_of_assignment,
    moments_of_contractor,
    moments_of_payment,
)
from cockpit.domain.identity import format_instant
from cockpit.domain.wording.reminder_words import sentence
from tests.terminal_of_reminders import ZONE, Opened, Terminal, at, with_hours

MADE = "2026-11-01T08:00:00Z"


def told(moments: list[Any]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.stage, format_instant(one.at)) for one in moments]


@pytest.mark.parametrize(
    ("fields", "release", "wanted"),
    [
        (
            {"state": "draft", "due": "2026-11-27T15:00:00Z"},
            None,
            [("waits_on_owner", "draft", "2026-11-02T08:00:00Z")],
        ),
        (
            {
                "state": "sent",
                "questions": [
                    {
                        "at": "2026-11-20T10:00:00Z",
                        "text": "Which red?",
                        "answered_at": "2026-11-20T12:00:00Z",
                    },
                    {"at": "2026-11-21T10:00:00Z", "text": "Which blue?"},
                ],
            },
            None,
            [("waits_on_owner", "question", "2026-11-22T10:00:00Z")],
        ),
        (
            {"state": "working", "due": "2026-11-27T15:00:00Z"},
            None,
            [("assignment_due", "", "2026-11-27T15:00:00Z")],
        ),
        ({"state": "sent"}, None, []),
        (
            {"state": "delivered", "delivered_at": "2026-11-20T10:00:00Z"},
            None,
            [("verdict_owed", "", "2026-11-21T10:00:00Z")],
        ),
        (
            {"state": "delivered", "delivered_at": "2026-11-20T10:00:00Z"},
            14,
            [
                ("verdict_owed", "", "2026-11-21T10:00:00Z"),
                ("verdict_owed", "release", "2026-12-03T10:00:00Z"),
            ],
        ),
        (
            {"state": "delivered", "delivered_at": "2026-11-20T10:00:00Z"},
            0,
            [
                ("verdict_owed", "", "2026-11-21T10:00:00Z"),
                ("verdict_owed", "release", "2026-11-20T10:00:00Z"),
            ],
        ),
    ],
)
def test_moments_of_an_assignment(
    fields: dict[str, Any], release: int | None, wanted: list[tuple[str, str, str]]
) -> None:
    body = {"title": "Logo", "created_at": MADE, **fields}
    assert told(moments_of_assignment(1, body, "Ana", release)) == wanted


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({}, []),
        ({"cadence_days": 7, "status": "paused"}, []),
        (
            {"cadence_days": 7, "last_contact": "2026-11-20T10:00:00Z"},
            [
                ("gone_dark", "", "2026-11-29T10:00:01Z"),
                ("check_in_due", "", "2026-11-27T10:00:00Z"),
            ],
        ),
        (
            {"cadence_days": 7, "grace_days": 0},
            [("gone_dark", "", "2026-11-08T08:00:01Z")],
        ),
    ],
)
def test_moments_of_a_contractor(
    fields: dict[str, Any], wanted: list[tuple[str, str, str]]
) -> None:
    body = {"name": "Ana", "created_at": MADE, **fields}
    assert told(moments_of_contractor(1, body)) == wanted


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({}, []),
        ({"due": "2026-11-27", "paid": "2026-11-20"}, []),
        ({"due": "2026-11-27"}, [("payment_due", "", "2026-11-27T08:00:00Z")]),
        ({"due": "2026-07-01"}, [("payment_due", "", "2026-07-01T07:00:00Z")]),
    ],
)
def test_moments_of_a_payment(fields: dict[str, Any], wanted: list[tuple[str, str, str]]) -> None:
    body = {"what": "Logo", **fields}
    found = moments_of_payment(1, body, "Ana", ZoneInfo("Europe/Berlin"))
    assert told(found) == wanted


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    terminals: list[Terminal] = []

    def opened(now: str, clock: FixedClock | None = None, **more: Any) -> Terminal:
        path = str(tmp_path / "home" / "cockpit.db")
        terminals.append(Terminal(path, clock or FixedClock(at(now)), **more))
        return terminals[-1]

    yield opened
    for terminal in terminals:
        terminal.workspace.close()


def business(screen: Terminal) -> Terminal:
    """Ana: a delivery of Monday noon, a job due on Wednesday, money on Thursday."""
    with_hours(screen)
    last = format_instant(at("2026-11-17T11:00"))
    screen.add("contractor", {"name": "Ana", "cadence_days": 7, "last_contact": last})
    job = {"contractor": "C1", "title": "Logo"}
    delivered = {"state": "delivered", "delivered_at": format_instant(at("2026-11-23T12:00"))}
    screen.add("assignment", {**job, **delivered})
    due = format_instant(at("2026-11-25T20:00"))
    screen.add("assignment", {**job, "title": "Banner", "state": "working", "due": due})
    money = {"minor": 5, "currency": "EUR"}
    payment = {"contractor": "C1", "what": "Logo", "amount": money, "due": "2026-11-26"}
    screen.add("payment", payment)
    return screen


def of_people(screen: Terminal) -> list[str]:
    return [line for line in screen.rung() if line.split()[-1][0] in "ACM"]


def test_each_rings_once_and_in_working_hours(opened: Opened) -> None:
    screen = business(opened("2026-11-23T12:00"))
    screen.run(at("2026-11-27T17:00"), timedelta(minutes=10))
    assert of_people(screen) == [
        "Tue 11:00 check_in_due C1",
        "Tue 12:00 verdict_owed A1",
        "Thu 09:00 assignment_due A2",  # due in the evening before, told in the morning
        "Thu 09:00 payment_due M1",
        "Thu 11:10 gone_dark C1",
    ]


def test_a_second_terminal_and_a_restart_ring_nothing_again(opened: Opened) -> None:
    first = business(opened("2026-11-23T12:00"))
    second = opened("", first.clock)
    while first.clock.now() <= at("2026-11-25T10:00"):
        first.beat()
        second.beat()
        first.clock.advance(timedelta(minutes=30))
    third = opened("", FixedClock(at("2026-11-25T11:00")))
    third.beat()
    rung = [*of_people(first), *of_people(second), *of_people(third)]
    assert sorted(rung) == ["Tue 11:00 check_in_due C1", "Tue 12:00 verdict_owed A1"]


def test_a_question_and_a_draft_ring_after_a_day_until_they_are_answered_and_sent(
    opened: Opened,
) -> None:
    screen = opened("2026-11-23T10:00")
    with_hours(screen)
    screen.add("contractor", {"name": "Ana"})
    asked = {"at": format_instant(at("2026-11-23T10:00")), "text": "Which red?"}
    screen.add("assignment", {"contractor": "C1", "title": "Logo", "state": "sent",
                              "questions": [asked]})  # fmt: skip
    screen.add("assignment", {"contractor": "C1", "title": "Banner"})
    screen.run(at("2026-11-24T17:00"), timedelta(minutes=10))
    assert of_people(screen) == ["Tue 10:00 waits_on_owner A1", "Tue 10:00 waits_on_owner A2"]
    assert {one.subject for one in screen.source.raised(screen.clock.now())} == {"A1", "A2"}

    answer_question(screen.workspace, "A1", "the dark one")
    archive_record(screen.workspace, "A2")
    assert screen.source.raised(screen.clock.now()) == []


def test_a_word_of_his_takes_the_silence_off_the_list(opened: Opened) -> None:
    screen = business(opened("2026-11-23T12:00"))
    screen.run(at("2026-11-24T11:30"), timedelta(minutes=10))
    kinds = {one.kind for one in screen.source.raised(screen.clock.now())}
    assert "check_in_due" in kinds
    screen.change("contractor", 1, {"last_contact": format_instant(screen.clock.now())})
    screen.run(at("2026-11-27T17:00"), timedelta(minutes=30))
    assert not {one.kind for one in screen.source.raised(screen.clock.now())} & {
        "check_in_due", "gone_dark",
    }  # fmt: skip
    assert "gone_dark" not in " ".join(of_people(screen))


def test_a_verdict_and_a_payment_are_off_the_list_when_made(opened: Opened) -> None:
    screen = business(opened("2026-11-23T12:00"))
    screen.run(at("2026-11-26T10:00"), timedelta(minutes=30))
    now = format_instant(screen.clock.now())
    screen.change("assignment", 1, {"state": "approved", "closed_at": now})
    screen.change("payment", 1, {"paid": "2026-11-26", "closed_at": now})
    screen.beat()
    standing = {one.subject for one in screen.source.raised(screen.clock.now())}
    assert standing & {"A1", "A2", "M1"} == {"A2"}


def test_terms_that_release_money_tell_the_day_before(opened: Opened) -> None:
    screen = business(opened("2026-11-23T12:00"))
    screen.run(at("2026-11-23T13:00"), timedelta(minutes=30))
    screen.add("engagement", {"contractor": "C1", "terms": "on_delivery", "release_days": 3})
    screen.run(at("2026-11-25T13:00"), timedelta(minutes=30))
    assert "Wed 12:00 verdict_owed A1" in of_people(screen)
    (last,) = [one for one in screen.source.raised(screen.clock.now()) if one.stage == "release"]
    assert "its money goes by itself Thu 26 Nov 12:00" in sentence(last, ZONE, last.rings)


def test_hostile_names_cannot_steer_the_terminal() -> None:
    name = "[/b]\x1b[31m {at}"
    (dark, _due) = moments_of_contractor(1, {"name": name, "created_at": MADE, "cadence_days": 1})
    from cockpit.domain.hours.quiet import Quiet
    from cockpit.domain.reminders import of_moment

    (reminder,) = of_moment(dark, None, Quiet())
    text = sentence(reminder, ZONE, datetime(2026, 11, 23, tzinfo=UTC))
    assert "\x1b" not in text
    assert "{at}" in text
