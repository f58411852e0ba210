"""Today's batch: who joins it, what an earlier one left, and the sheet to tick off.

November 27, 2026 is a Friday; refunds go out on Fridays, in before Thursday 18:00.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine

THURSDAY, FRIDAY = "2026-11-26T08:00:00+00:00", "2026-11-27T08:00:00+00:00"
REFUNDS = "fri before thu 18:00 close 17:00"


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    cockpit = CommandLine(tmp_path / "home")
    cockpit("hours", "add", "Mine", "--zone", "Europe/Berlin", "--week", "mon-fri 9:00-17:00")
    assert cockpit("promise", "add", "refund", "--resolution", REFUNDS).status == 0
    shipping = "tue,fri before 12:00 close 16:00"
    assert cockpit("promise", "add", "order", "--resolution", shipping).status == 0
    assert cockpit("promise", "add", "inquiry", "--first-response", "4h").status == 0
    return cockpit


def add(run: CommandLine, kind: str, customer: str, received: str, *more: str) -> str:
    words = ["request", "add", f"{kind} of {customer}", "--kind", kind, "--customer", customer]
    now, run.now = run.now, FRIDAY
    ran = run(*words, "--received", received, *more)
    run.now = now
    return ran.id


def ids(run: CommandLine, *words: str) -> dict[str, list[str]]:
    batches = run.items("request", "batch", *words)
    return {one["kind"]: [each["id"] for each in one["requests"]] for one in batches}


def test_who_came_before_the_cut_off_joins_and_who_came_after_it_does_not(run: CommandLine) -> None:
    in_time = add(run, "refund", "Anna", "2026-11-26 17:59")
    add(run, "refund", "Bob", "2026-11-26 18:00")
    add(run, "inquiry", "Cleo", "2026-11-26 10:00")
    run.now = FRIDAY

    assert ids(run) == {"refund": [in_time], "order": []}
    assert ids(run, "refund", "--date", "2026-12-04") == {"refund": ["R2"]}
    assert ids(run, "--date", "2026-11-26") == {}


def test_a_promise_to_one_customer_leaves_the_batch_of_the_others_as_it_is(
    run: CommandLine,
) -> None:
    assert run("promise", "add", "inquiry", "--customer", "Zoe", "--first-response", "1h").id
    mine = add(run, "refund", "Anna", "2026-11-26 12:00")
    other = add(run, "refund", "Bob", "2026-11-26 13:00")
    run.now = FRIDAY

    assert ids(run, "refund") == {"refund": [mine, other]}


def test_a_batch_of_another_day_is_asked_by_its_date(run: CommandLine) -> None:
    add(run, "order", "Dora", "2026-11-23 10:00")
    run.now = "2026-11-23T10:00:00+00:00"

    (found,) = run.items("request", "batch", "--date", "tue")

    assert (found["date"], found["close"]) == ("2026-11-24", "2026-11-24T15:00:00Z")
    assert found["cut_off"] == "2026-11-24T11:00:00Z"
    assert [one["customer"] for one in found["requests"]] == ["Dora"]


def test_what_an_earlier_batch_left_is_todays_work_and_late(run: CommandLine) -> None:
    late = add(run, "order", "Dora", "2026-11-23 10:00")
    run.now = FRIDAY

    assert ids(run, "order") == {"order": [late]}
    (found,) = run.items("request", "batch", "order")
    assert found["requests"][0]["status"] == "breached"
    run.now = THURSDAY
    (left,) = run.items("request", "batch")
    assert (left["kind"], left["date"]) == ("order", None)
    assert "order · left of earlier batches · 1 request" in run("request", "batch").out


def test_who_is_waited_for_or_done_is_in_no_batch(run: CommandLine) -> None:
    add(run, "refund", "Anna", "2026-11-24 10:00")
    add(run, "refund", "Bob", "2026-11-24 11:00")
    run.now = THURSDAY
    run("request", "wait", "R1")
    run("request", "done", "R2")
    run.now = FRIDAY

    assert ids(run, "refund") == {"refund": []}


def test_the_sheet(run: CommandLine) -> None:
    add(run, "refund", "Anna Ruiz", "2026-11-24 10:00", "--order-number", "1234")
    run.now = FRIDAY

    ran = run("request", "batch", "--print")

    assert ran.out.splitlines() == [
        "refund · Fri 27 Nov · cut-off Thu 26 Nov 18:00 · done by 17:00 · 1 request",
        "[ ] R1 Anna Ruiz · order 1234 · refund of Anna Ruiz",
        "",
        "order · Fri 27 Nov · cut-off Fri 27 Nov 12:00 · done by 16:00 · 0 requests",
        "    nothing has joined it yet",
    ]


def test_a_batch_moved_from_a_holiday_is_on_the_day_before(run: CommandLine) -> None:
    run("hours", "edit", "H1", "--holidays", "2026-11-27")
    add(run, "refund", "Anna", "2026-11-24 10:00")
    run.now = THURSDAY

    (found,) = run.items("request", "batch", "refund")

    assert found["date"] == "2026-11-26"
    assert [one["id"] for one in found["requests"]] == ["R1"]


def test_without_a_batch_the_next_one_is_told(run: CommandLine) -> None:
    run.now = THURSDAY

    ran = run("request", "batch")

    assert ran.out == ""
    assert "There is no batch on Thu 26 Nov." in ran.err
    assert "The next one is on Fri 27 Nov" in ran.err


def test_a_kind_that_is_not_promised_in_batches_is_told(run: CommandLine) -> None:
    ran = run("request", "batch", "inquiry")

    assert ran.status == 2
    assert "Nothing of kind 'inquiry' is promised in batches" in ran.err
