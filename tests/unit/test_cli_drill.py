"""`cockpit drill`, `cockpit continuity`, and the verbs of assets, grants and procedures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    run = CommandLine(own_home)
    for words in (
        ("hours", "add", "Shop", "--zone", "UTC", "--week", "mon-fri 9-17"),
        ("contractor", "add", "Webguy"),
        ("contractor", "add", "Ana"),
        ("function", "add", "Site", "--primary", "Webguy", "--backups", "me"),
        ("function", "add", "Shipping", "--primary", "me"),
        ("asset", "add", "planner.example", "--functions", "Site", "--registered-to", "webguy",
         "--owner-admin", "no", "--second-factor", "Webguy"),
        ("asset", "add", "Shop", "--functions", "Shipping", "--registered-to", "me",
         "--owner-admin", "yes", "--second-factor", "none"),
        ("procedure", "add", "Change the site", "--function", "Site", "--where", "page 7",
         "--written", "2026-01-10"),
    ):  # fmt: skip
        ran = run(*words)
        assert ran.status == 0, ran.err
    return run


def test_a_drill_tells_what_stops_why_and_what_mends_it(cockpit: CommandLine) -> None:
    ran = cockpit("drill", "webguy")

    assert ran.status == 0
    assert ran.out.startswith("If Webguy is gone tomorrow: 1 function stops\n")
    assert "score 50 of 100" in ran.out
    for words in (
        "! planner.example: registered to Webguy: in law it is not yours",
        "! planner.example: you have no admin access of your own",
        "!  Site      0  no access  was 4",
        "? planner.example: where is the credential kept (vault and item)?  S1",
        "Have planner.example put into your name (1h)",
    ):
        assert words in ran.out


def test_a_drill_as_json_has_its_levels_steps_and_history(cockpit: CommandLine) -> None:
    cockpit("drill", "C1")
    cockpit("asset", "edit", "S1", "--registered-to", "me", "--owner-admin", "yes",
            "--second-factor", "me", "--kept-where", "safe, domain")  # fmt: skip

    found = cockpit("drill", "C1", "--json").json

    assert (found["subject"], found["name"], found["score"]) == ("C1", "Webguy", 75)
    assert found["functions"][0] == {
        "function": "F1", "name": "Site", "before": 4, "level": 2, "stops": True,
        "cover": "written, untried",
    }  # fmt: skip
    assert [one["kind"] for one in found["bundles"][0]["steps"]] == ["try"]
    assert [one["score"] for one in found["history"]] == [75, 50]


def test_a_run_unaided_by_a_backup_mends_it(cockpit: CommandLine) -> None:
    cockpit("asset", "edit", "S1", "--registered-to", "me", "--owner-admin", "yes",
            "--second-factor", "me")  # fmt: skip

    run = cockpit("procedure", "run", "D1", "--by", "me", "--unaided", "yes", "--ok", "yes")

    assert run.id == "N1"
    assert cockpit("drill", "C1", "--json").json["score"] == 100


def test_the_drill_of_all_is_the_worst_single_loss(cockpit: CommandLine) -> None:
    ran = cockpit("drill", "all", "--json").json

    assert ran["score"] == 50
    assert [one["name"] for one in ran["losses"]] == ["Webguy", "Ana"]
    assert ran["owner"]["score"] == 50
    text = cockpit("drill").out
    assert "Webguy  50 of 100   1 function stops: Site" in text
    assert "Without you" in text
    assert cockpit("continuity").out.splitlines()[1] == text.splitlines()[1]


def test_the_owners_own_absence(cockpit: CommandLine) -> None:
    ran = cockpit("drill", "me")

    assert ran.out.startswith("If you are gone tomorrow: 1 function stops\n")
    assert "! Shop: nobody but you has admin access" in ran.out


def test_a_dry_run_keeps_nothing(cockpit: CommandLine) -> None:
    cockpit("drill", "C1", "--dry-run")
    assert len(cockpit("drill", "C1", "--json").json["history"]) == 1


def test_nobody_of_that_name_is_one_sentence(cockpit: CommandLine) -> None:
    ran = cockpit("drill", "Zoe")

    assert (ran.status, ran.out) == (2, "")
    assert "There is no contractor 'Zoe'" in ran.err
    assert ran.err.count("\n") == 1


def test_access_is_given_and_revoked_and_leaving_lists_it(cockpit: CommandLine) -> None:
    assert cockpit("asset", "allow", "S2", "Webguy", "--shared", "yes").id == "G1"

    checklist = cockpit("contractor", "leaving", "Webguy").out
    assert checklist.splitlines() == [
        "Functions that need another name",
        "[ ] F1  Site: does it",
        "Assets to transfer",
        "[ ] S1  planner.example: it is in his name, he holds the second factor",
        "Access to revoke",
        "[ ] G1  Shop · use",
        "Shared credentials to change",
        "[ ] S2  Shop",
    ]

    assert "revoked: G1" in cockpit("grant", "revoke", "G1").err
    later = CommandLine(cockpit.home, "2026-11-25T09:20:00+00:00")
    assert later("asset", "rotated", "S2").status == 0
    parts = {one["part"] for one in cockpit.items("contractor", "leaving", "C1")}
    assert parts == {"functions", "transfer"}


def test_an_access_is_since_today_unless_said(cockpit: CommandLine) -> None:
    cockpit("grant", "add", "Shop", "--contractor", "Ana")
    cockpit("grant", "add", "Shop", "--contractor", "Webguy", "--since", "2026-01-10")

    dates = [(one["since"], one["review"]) for one in cockpit.items("grant", "list")]
    assert dates == [("2026-11-23", "2027-02-21"), ("2026-01-10", "2027-02-21")]


def test_a_handover_is_read_by_somebody_else(cockpit: CommandLine) -> None:
    assert cockpit("contractor", "handover", "C1").out.splitlines()[:4] == [
        "What he does",
        "  F1  Site · also: you",
        "How it is done",
        "  D1  Change the site · page 7 · nobody else did it alone",
    ]
    assert cockpit("contractor", "handover", "C1", "--json").json["parts"][0]["items"]
    assert "nothing to hand over" in cockpit("contractor", "handover", "Ana").err
    assert "Nothing has to be done first" in cockpit("contractor", "leaving", "Ana").err


def test_logins_and_reviews_are_dated(cockpit: CommandLine) -> None:
    cockpit("asset", "login", "S1", "S2")
    cockpit("procedure", "reviewed", "D1")

    assert cockpit("asset", "show", "S2", "--json").json["last_login"] == "2026-11-23"
    assert cockpit("procedure", "show", "D1", "--json").json["reviewed"] == "2026-11-23"


def test_the_starter_lists_are_shown_then_taken(cockpit: CommandLine) -> None:
    listed = cockpit.items("continuity", "starter")
    assert {one["table"] for one in listed} == {"function", "asset", "procedure"}
    assert "Website hosting" in cockpit("continuity", "starter").out

    assert cockpit("continuity", "starter", "Website hosting").status == 0
    assert len(cockpit.items("asset", "list")) == 3
    assert cockpit("continuity", "starter", "--take").status == 0
    again = cockpit("continuity", "starter", "--take")
    assert (again.status, again.out) == (1, "")


@pytest.mark.parametrize("words", ["[/b] tag", "\x1b[2J gone", "שלום", "{0} {x}", "x" * 300])
def test_any_words_go_through_every_text(cockpit: CommandLine, words: str) -> None:
    assert cockpit("contractor", "edit", "C1", "--name", words).status == 0
    for table, ref in (("asset", "S1"), ("function", "F1"), ("procedure", "D1")):
        assert cockpit(table, "edit", ref, "--name", words).status == 0

    for command in (("drill", "C1"), ("drill", "all"), ("contractor", "leaving", "C1"),
                    ("contractor", "handover", "C1")):  # fmt: skip
        ran = cockpit(*command)
        assert ran.status == 0, ran.err
        assert "\x1b" not in ran.out + ran.err
