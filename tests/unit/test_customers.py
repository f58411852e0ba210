"""All that one customer asked, and the new verbs of requests on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    cockpit = CommandLine(tmp_path / "home")
    cockpit("hours", "add", "Mine", "--zone", "Europe/Berlin", "--week", "mon-fri 9:00-17:00")
    cockpit("promise", "add", "inquiry", "--first-response", "4h")
    for subject, customer, received in (
        ("logo", "Anna Ruiz", "2026-11-20 09:00"),
        ("paper", "anna ruiz", "2026-11-23 09:30"),
        ("other", "Anna", "2026-11-23 09:40"),
        ("sizes", "José Ñandú", "2026-11-23 09:50"),
    ):
        words = ["--customer", customer, "--received", received]
        assert cockpit("request", "add", subject, *words).status == 0
    cockpit("request", "done", "R1")
    return cockpit


def test_the_history_of_a_customer_open_and_closed(run: CommandLine) -> None:
    ran = run("request", "history", "anna", "ruiz")

    assert [line.split() for line in ran.out.splitlines()] == [
        ["ID", "RECEIVED", "STATE", "PROMISE", "KIND", "SUBJECT"],
        ["R2", "2026-11-23", "09:30", "new", "inquiry", "paper"],
        ["R1", "2026-11-20", "09:00", "resolved", "late", "inquiry", "logo"],
    ]
    assert "anna ruiz: 2 requests, 1 open; promise met 0 of 1 times." in ran.err.lower()


def test_it_is_asked_by_a_request_of_his_and_as_json(run: CommandLine) -> None:
    found = run.items("request", "history", "r2")
    assert [(one["id"], one["met"]) for one in found] == [("R2", None), ("R1", False)]


@pytest.mark.parametrize("said", ["José Ñandú", "JOSÉ ÑANDÚ", "ñand"])
def test_names_with_other_letters_are_found(run: CommandLine, said: str) -> None:
    assert [one["id"] for one in run.items("request", "history", said)] == ["R4"]


@pytest.mark.parametrize(
    ("said", "told"),
    [("Ann", "did you mean Anna"), ("Jose Nandu", "José"), ("Zoe", "no request of 'Zoe'")],
)
def test_an_unknown_customer_is_told(run: CommandLine, said: str, told: str) -> None:
    ran = run("request", "history", said)
    assert ran.status == 1
    assert told in ran.err


def test_merge(run: CommandLine) -> None:
    ran = run("request", "merge", "R2", "R3")

    assert (ran.status, ran.err.strip()) == (0, "Merge R3 into R2: paper")
    assert [one["id"] for one in run.items("request", "list")] == ["R2", "R4"]
    assert [one["state"] for one in run.items("request", "history", "Anna")] == ["new"]
    assert "merged" in run("request", "history", "Anna").out


def test_give(run: CommandLine) -> None:
    run("contractor", "add", "Marta")

    assert run("request", "give", "R2", "marta").id == "A1"
    assert run("assignment", "show", "A1", "--json").json["request"] == "R2"


def test_snooze_without_a_time_is_until_the_next_opening(run: CommandLine) -> None:
    assert run("request", "snooze", "R2").status == 0
    shown = run("request", "show", "R2", "--json").json
    assert shown["snoozed_until"] == "2026-11-24T08:00:00Z"


def test_the_doctor_finds_nothing_amiss_after_all_of_it(run: CommandLine) -> None:
    run("contractor", "add", "Marta")
    run("request", "give", "R2", "marta")
    run("request", "merge", "R2", "R3")

    assert run("doctor").status == 0


def test_the_zone_of_a_customer_is_checked_and_kept(run: CommandLine) -> None:
    wrong = run("request", "add", "x", "--customer", "Eva", "--zone", "New York")
    assert (wrong.status, wrong.out) == (2, "")
    assert "did you mean America/New_York?" in wrong.err

    eva = run("request", "add", "x", "--customer", "Eva", "--zone", "America/New_York").id
    assert run("request", "show", eva, "--json").json["zone"] == "America/New_York"
    assert run("request", "edit", eva, "--zone", "").status == 0
    assert run("request", "show", eva, "--json").json["zone"] is None


def test_a_merged_request_takes_the_zone_over(run: CommandLine) -> None:
    kept = run("request", "add", "x", "--customer", "Eva").id
    other = run("request", "add", "x", "--customer", "Eva", "--zone", "Asia/Tokyo").id
    assert run("request", "merge", kept, other).status == 0

    assert run("request", "show", kept, "--json").json["zone"] == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("said", "received"),
    [
        ("thu 18:20", "2026-11-19T17:20:00Z"),
        ("mon 09:00", "2026-11-23T08:00:00Z"),
        ("2026-11-19 18:20", "2026-11-19T17:20:00Z"),
    ],
)
def test_the_weekday_of_what_has_been_is_the_last_one(
    run: CommandLine, said: str, received: str
) -> None:
    reference = run("request", "add", "x", "--customer", "Eva", "--received", said).id

    assert run("request", "show", reference, "--json").json["received"] == received


def test_moments_that_cannot_be_are_told_in_the_owners_own_time(run: CommandLine) -> None:
    ahead = run("request", "add", "x", "--customer", "Eva", "--received", "2026-11-24 12:00")
    assert ahead.err == "cockpit: A request cannot be received in the future (2026-11-24 12:00).\n"
    before = run("request", "reply", "R2", "--at", "2026-10-01 12:00")
    assert before.status == 2
    assert "nothing can have happened before" in before.err
    assert "Z;" not in before.err
