"""Delegated work on the command line: briefs, signals, verdicts, money; no private word goes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine

PRIVATE = "he drinks"


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    """Ana in Shanghai with a sent assignment, seen from Berlin."""
    run = CommandLine(own_home)
    for words in (
        ("hours", "add", "Mine", "--zone", "Europe/Berlin", "--week", "mon-fri 8:00-18:00"),
        ("function", "add", "Design"),
        ("contractor", "add", "Ana", "--zone", "Asia/Shanghai", "--capacity", "10h",
         "--cadence-days", "7", "--notes", PRIVATE),
        ("procedure", "add", "Banner how-to", "--where", "handbook, page 3"),
        ("assignment", "add", "Banner", "--contractor", "Ana", "--goal", "sells\nmore",
         "--done-when", "3 sizes; source", "--due", "2026-11-27 16:00", "--function", "design",
         "--estimate", "3h", "--procedure", "banner", "--level", "3",
         "--notes", PRIVATE),
        ("assignment", "send", "A1"),
    ):  # fmt: skip
        assert run(*words).status == 0, words
    return run


def test_a_brief_says_all_that_he_needs_in_his_own_zone(cockpit: CommandLine) -> None:
    assert cockpit("assignment", "brief", "a1").out.splitlines() == [
        "A1 Banner",
        "",
        "Goal:",
        "sells",
        "more",
        "",
        "Done when:",
        "- 3 sizes",
        "- source",
        "",
        "Due: Fri 27 Nov 2026, 23:00 your time (Shanghai) = Fri 27 Nov 2026, 16:00 my time (Berlin)",
        "Size: 3h",
        "How far you decide: propose what to do and why; I decide",
        "Procedure: Banner how-to (handbook, page 3)",
    ]


def test_a_brief_in_spanish_and_of_changes(cockpit: CommandLine) -> None:
    cockpit("assignment", "deliver", "A1")
    cockpit("assignment", "verdict", "A1", "changes", "más", "redondo")
    out = cockpit("assignment", "brief", "A1", "--lang", "es").out
    assert "vie 27 nov 2026, 23:00 en su hora (Shanghai)" in out
    assert "Cambios pedidos: más redondo" in out


@pytest.mark.parametrize(
    ("edit", "due"),
    [
        (("contractor", "edit", "C1", "--zone", ""), "Fri 27 Nov 2026, 16:00 my time (Berlin)"),
        (("contractor", "edit", "C1", "--zone", "Europe/Berlin"), "Fri 27 Nov 2026, 16:00"),
        (
            ("assignment", "edit", "A1", "--due", "2026-11-27"),
            "Sat 28 Nov 2026, 06:59 your time (Shanghai) = end of Fri 27 Nov 2026 my time (Berlin)",
        ),
    ],
)
def test_the_due_of_a_brief(cockpit: CommandLine, edit: tuple[str, ...], due: str) -> None:
    assert cockpit(*edit).status == 0
    lines = cockpit("assignment", "brief", "A1").out.splitlines()
    assert f"Due: {due}" in lines


@pytest.mark.parametrize(
    "words",
    [
        ("assignment", "brief", "A1"),
        ("contractor", "sheet", "ana"),
        ("contractor", "checkin-request", "C1"),
        ("contractor", "ask-clients", "Ana"),
    ],
)
def test_nothing_private_goes_out(cockpit: CommandLine, words: tuple[str, ...]) -> None:
    cockpit("feedback", "add", "never again", "--contractor", "Ana", "--kind", "problem")
    cockpit("payment", "add", "Banner", "--assignment", "A1", "--amount", "777 EUR")
    for extra in ((), ("--lang", "es"), ("--json",)):
        ran = cockpit(*words, *extra)
        assert ran.status == 0, ran.err
        for secret in (PRIVATE, "never again", "777"):
            assert secret not in ran.out


def test_a_sheet_holds_all_open_work_of_one_person(cockpit: CommandLine) -> None:
    cockpit("contractor", "add", "Ivo")
    cockpit("assignment", "add", "Icons", "--contractor", "Ana")
    cockpit("assignment", "add", "Import", "--contractor", "Ivo")
    out = cockpit("contractor", "sheet", "ana").out
    assert "A1 Banner · sent" in out
    assert "A2 Icons · not sent yet" in out
    assert "Import" not in out
    assert cockpit("contractor", "sheet", "ivo", "--lang", "fr").status == 2


def test_a_request_for_a_check_in_names_what_is_in_hand_and_no_drafts(cockpit: CommandLine) -> None:
    cockpit("assignment", "add", "Icons", "--contractor", "Ana")
    out = cockpit("contractor", "checkin-request", "C1").out
    assert out.startswith("Hello Ana,")
    assert "- Banner (due: Fri 27 Nov 2026, 23:00 your time (Shanghai)" in out
    assert "Icons" not in out


def test_questions_to_past_clients_in_both_languages(cockpit: CommandLine) -> None:
    english = cockpit("contractor", "ask-clients", "ana").out
    spanish = cockpit("contractor", "ask-clients", "ana", "--lang", "es").out
    assert "Was it delivered on the day that was agreed?" in english
    assert "¿Lo entregó el día acordado?" in spanish
    assert english.count("?") >= 7 <= spanish.count("¿")


def test_signals_name_the_lamp_and_every_measure_with_its_figures(cockpit: CommandLine) -> None:
    out = cockpit("contractor", "signals", "Ana").out
    assert out.splitlines()[0] == "C1 Ana: sent"
    for words in (
        "on time 0 of 0: too few to tell", "cadence 7 d + grace 2 d", "3h in hand, 10h a week",
        "Design: first, next job up to 2h · larger: A1",
    ):  # fmt: skip
        assert words in out
    found = cockpit("contractor", "signals", "C1", "--json").json
    assert found["lamp"]["name"] == "working"
    levels = {one["name"]: one["level"] for one in found["measures"]}
    assert levels["on_time"] == "unknown"
    assert levels["ramp_up"] == "watch"


def test_silence_brings_the_playbook(cockpit: CommandLine) -> None:
    cockpit.now = "2026-12-20T09:00:00+00:00"
    found = cockpit("contractor", "signals", "C1", "--json").json
    assert found["lamp"]["name"] == "late"
    assert next(one for one in found["measures"] if one["name"] == "contact")["level"] == "alarm"
    assert len(found["playbook"]) >= 5
    assert "1. Write once more" in cockpit("contractor", "signals", "C1").out


def test_a_check_in_is_logged_and_heard(cockpit: CommandLine) -> None:
    words = ("A1", "--status", "off-track", "--blocker", "no font", "--next", "buy it")
    assert cockpit("contractor", "checkin", *words).id == "U1"
    shown = cockpit("checkin", "show", "U1", "--json").json
    assert (shown["contractor"], shown["assignment"], shown["status"]) == ("C1", "A1", "off_track")
    assert cockpit("contractor", "show", "C1", "--json").json["last_contact"] is not None
    assert "A1 off track: no font" in cockpit("contractor", "signals", "C1").out
    assert cockpit("contractor", "checkin", "C1", "--status", "fine").status == 2
    assert cockpit("contractor", "checkin", "ana", "--outgoing", "--note", "asked").id == "U2"


def test_vetting_shows_what_is_known_and_what_is_not(cockpit: CommandLine) -> None:
    assert cockpit("contractor", "vet", "ana", "web-search", "none-found", "--source", "two").id
    assert cockpit("contractor", "vet", "C1", "references").id == "Q2"
    out = cockpit("contractor", "vet", "C1").out
    rows = out.splitlines()
    assert rows[6].startswith("terms")
    assert "Two past clients that you found yourself" in out
    assert "complaint, scam, review" not in out  # that was looked into
    assert rows[0].split()[:4] == ["web", "search", "none", "found"]
    assert rows[1].split()[:2] == ["references", "?"]
    assert cockpit("contractor", "vet", "C1", "horoscope").status == 2


def test_the_list_of_checks_is_taken_over_and_pruned(cockpit: CommandLine) -> None:
    cockpit("contractor", "vet", "C1", "portfolio", "good")
    assert cockpit("contractor", "vet", "C1", "--start").status == 0
    assert len(cockpit.items("vetting", "list")) == 7
    assert cockpit("contractor", "vet", "C1", "--start").status == 0
    assert len(cockpit.items("vetting", "list")) == 7
    assert cockpit("vetting", "archive", "Q7").status == 0
    assert cockpit("undo").status == 0


def test_a_verdict_goes_with_its_reason(cockpit: CommandLine) -> None:
    assert cockpit("assignment", "verdict", "A1", "approve").status == 2
    assert cockpit("assignment", "deliver", "A1", "--where", "folder", "--note", "all").status == 0
    assert cockpit("assignment", "verdict", "A1", "changes").status == 2
    assert cockpit("assignment", "verdict", "A1", "changes", "rounder").status == 0
    assert cockpit("assignment", "verdict", "A1", "approve").status == 2  # a second verdict
    assert cockpit("assignment", "deliver", "A1").status == 0
    assert cockpit("assignment", "verdict", "A1", "reject", "not ours").status == 0
    assert cockpit("assignment", "show", "A1", "--json").json["state"] == "cancelled"


def test_a_due_is_moved_and_questions_are_asked_and_answered(cockpit: CommandLine) -> None:
    moved = cockpit(
        "assignment", "due", "A1", "mon", "12:00", "--by", "contractor", "--reason", "ill"
    )
    assert moved.status == 0
    (move,) = cockpit("assignment", "show", "A1", "--json").json["due_moves"]
    assert (move["by"], move["reason"]) == ("contractor", "ill")
    assert cockpit("assignment", "ask", "A1", "Which", "red?").status == 0
    assert "A1  question  Ana  Which red?" in cockpit("contractor", "waiting").out
    assert cockpit("assignment", "answer", "A1", "the", "dark", "one").status == 0
    assert cockpit("contractor", "waiting").out == ""
    assert cockpit("assignment", "answer", "A1").status == 2


def test_the_team_with_who_is_busy_until_when(cockpit: CommandLine) -> None:
    cockpit("contractor", "add", "Ivo")
    rows = cockpit("contractor", "load").out.splitlines()
    assert "3h in hand: busy until 2026-11-25" in rows[0]
    assert "capacity unknown" in rows[1]
    cockpit("assignment", "edit", "A1", "--estimate", "20h")
    assert "A1 cannot be finished in time" in cockpit("contractor", "load").out
    assert cockpit.items("contractor", "load")[0]["unfit"] == "A1"


def test_money_is_planned_paid_and_reported_apart(cockpit: CommandLine) -> None:
    for what, amount, more in (
        ("Banner", "120.50 EUR", ("--assignment", "A1")),
        ("Hosting", "40 USD", ("--contractor", "Ana", "--every", "month", "--due", "2026-11-20")),
    ):
        assert cockpit("payment", "add", what, "--amount", amount, *more).status == 0
    assert cockpit("payment", "pay", "M2", "--on", "2026-11-21").status == 0
    assert cockpit("payment", "list", "--json").json["items"][0]["due"] == "2026-12-20"
    found = cockpit("payment", "report", "--json").json
    assert found["total"]["paid"] == {"USD": 4000}
    assert found["total"]["planned"] == {"EUR": 12050, "USD": 4000}
    assert "120.50 EUR + 40 USD" in cockpit("payment", "report").out
    assert cockpit("payment", "report", "2026-11", "--json").json["total"]["planned"] == {}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("payment", "add", "x", "--contractor", "Ana", "--amount", "120"), "has no currency"),
        (("payment", "add", "x", "--contractor", "Ana", "--amount=-5 EUR"), "not more than nothing"),
        (("payment", "add", "x", "--contractor", "Ana"), "amount is missing"),
        (("payment", "pay", "M9"), "no payment M9"),
        (("payment", "commission", "C1", "1000", "EUR"), "no commission agreed"),
        (("engagement", "add", "recurring", "--contractor", "Ana"), "need a period"),
        (("contractor", "status", "C1", "trial"), "C1 is active; after that come paused, ending"),
        (("contractor", "status", "C1", "ended"), "contractor end C1"),
        (("contractor", "end", "C1"), "open work (A1)"),
        (("contractor", "sheet", "nobody"), "There is no contractor 'nobody'"),
        (("contractor", "signals", "C9"), "no contractor C9"),
        (("contractor", "edit", "C1", "--zone", "Mars/Base"), "zone"),
        (("assignment", "brief", "A9"), "no assignment A9"),
        (("assignment", "due", "A1", "2026-11-20"), "cannot be due before that"),
        (("assignment", "verdict", "A1", "approve"), "no delivery to decide on"),
    ],
)  # fmt: skip
def test_bad_input_is_one_clear_sentence(
    cockpit: CommandLine, words: tuple[str, ...], told: str
) -> None:
    before = cockpit.items("history")
    ran = cockpit(*words)
    assert ran.status in (1, 2)
    assert told in ran.err
    assert ran.err.count("\n") == 1
    assert ran.out == ""
    assert cockpit.items("history") == before


HOSTILE = "[/b] \x1b[31m\u202e {0} %s $(rm) 漢字"


def test_hostile_words_steer_no_terminal(cockpit: CommandLine) -> None:
    for words in (
        ("contractor", "edit", "C1", "--name", HOSTILE),
        ("assignment", "edit", "A1", "--title", HOSTILE, "--goal", HOSTILE, "--done-when", HOSTILE),
        ("procedure", "edit", "D1", "--name", HOSTILE, "--where", HOSTILE),
        ("assignment", "ask", "A1", HOSTILE),
        ("contractor", "checkin", "A1", "--status", "caution", "--blocker", HOSTILE),
        ("contractor", "vet", "C1", "portfolio", "good", "--found", HOSTILE),
        ("payment", "add", HOSTILE, "--assignment", "A1", "--amount", "5 EUR"),
    ):
        assert cockpit(*words).status == 0, words
    for words in (
        ("assignment", "brief", "A1"),
        ("contractor", "sheet", "C1"),
        ("contractor", "signals", "C1"),
        ("contractor", "waiting"),
        ("contractor", "load"),
        ("contractor", "vet", "C1"),
        ("contractor", "checkin-request", "C1"),
        ("contractor", "ask-clients", "C1"),
        ("payment", "report"),
    ):
        out = cockpit(*words).out
        assert "\x1b" not in out, words
        assert "\u202e" not in out, words
        assert "{0} %s" in out, words
