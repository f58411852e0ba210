"""Every noun: list, add, show, edit and archive, by every spelling of an id, as text and as JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.actions.records import WORDS
from cockpit.cli.main import NOUNS
from cockpit.domain.identity import PREFIXES
from cockpit.domain.records import MODELS
from tests.command_line import CommandLine

ADDED: dict[str, tuple[list[str], list[str], tuple[str, object]]] = {
    "task": (["Write launch mail", "--estimate", "45m"], ["--priority", "1"], ("priority", 1)),
    "request": (
        ["Logo as SVG", "--customer", "Anna", "--kind", "order"],
        ["--channel", "phone"],
        ("channel", "phone"),
    ),
    "block": (
        ["--weekday", "mon", "--start", "9:00", "--end", "11:00", "--label", "Deep work"],
        ["--end", "12"],
        ("end", "12:00"),
    ),
    "override": (
        ["--date", "fri", "--action", "add", "--start", "14", "--end", "15", "--label", "Dentist"],
        ["--label", "Dentist, upstairs"],
        ("label", "Dentist, upstairs"),
    ),
    "function": (["Writing", "--target", "4h"], ["--target", "5h"], ("target_minutes", 300)),
    "hours": (
        ["Mine", "--zone", "Europe/Berlin", "--week", "mon-fri 9:00-17:00"],
        ["--zone", "Asia/Tokyo"],
        ("zone", "Asia/Tokyo"),
    ),
    "promise": (["refund", "--first-response", "4h"], ["--customer", "Karl"], ("customer", "Karl")),
    "contractor": (["Ana Pereira"], ["--capacity", "10h"], ("capacity_minutes", 600)),
    "assignment": (
        ["Banner", "--contractor", "Zoe"],
        ["--done-when", "three sizes; source file"],
        ("done_when", ["three sizes", "source file"]),
    ),
    "interruption": (["Karl", "--about", "an invoice"], ["--minutes", "10"], ("minutes", 10)),
    "entry": (
        ["--started", "8:00", "--stopped", "9:00", "--note", "letters"],
        ["--note", "mail"],
        ("note", "mail"),
    ),
    "asset": (
        ["planner.example", "--kind", "domain"],
        ["--expires", "2027-01-31"],
        ("expires", "2027-01-31"),
    ),
    "procedure": (
        ["Ship an order"],
        ["--where", "handbook, page 4"],
        ("where", "handbook, page 4"),
    ),
    "grant": (
        ["S1", "--contractor", "Zoe", "--note", "while the shop moves"],
        ["--level", "admin"],
        ("level", "admin"),
    ),
    "run": (
        ["Pack a parcel", "--by", "Zoe", "--note", "in ten minutes"],
        ["--unaided", "yes"],
        ("unaided", True),
    ),
    "engagement": (
        ["hourly", "--contractor", "Zoe", "--rate", "25 EUR"],
        ["--every", "month"],
        ("every", "month"),
    ),
    "checkin": (
        ["first half is done", "--contractor", "Zoe", "--status", "on_track"],
        ["--blocker", "the logo"],
        ("blocker", "the logo"),
    ),
    "feedback": (
        ["The subject line was right", "--contractor", "Zoe", "--kind", "praise"],
        ["--minutes", "10"],
        ("minutes", 10),
    ),
    "vetting": (
        ["portfolio", "--contractor", "Zoe"],
        ["--result", "none_found"],
        ("result", "none_found"),
    ),
    "payment": (
        ["Banner set", "--contractor", "Zoe", "--amount", "120.50 EUR"],
        ["--due", "2026-12-01"],
        ("due", "2026-12-01"),
    ),
}
"""Noun → words to add one, words to edit it, and the field that the edit leaves."""


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    run = CommandLine(own_home)
    assert run("hours", "add", "Shop", "--zone", "UTC", "--week", "mon-fri 9-17").status == 0
    assert run("contractor", "add", "Zoe").status == 0
    assert run("asset", "add", "mail.example").status == 0
    assert run("procedure", "add", "Pack a parcel").status == 0
    return run


def test_every_noun_is_under_test() -> None:
    # written by closing a day, holding a drill, handing in work; never added by themselves
    own_ways = {"review", "drill", "deliverable"}
    assert set(ADDED) == set(NOUNS) == set(PREFIXES) - own_ways


@pytest.mark.parametrize("noun", NOUNS)
def test_one_can_be_added_listed_shown_edited_and_archived(noun: str, cockpit: CommandLine) -> None:
    added, edited, (field, value) = ADDED[noun]

    reference = cockpit(noun, "add", *added).id
    assert reference[0] == PREFIXES[noun]
    number = reference[1:]

    listed = cockpit(noun, "list")
    assert listed.status == 0
    assert reference in listed.out.split()
    assert reference in cockpit(noun, "list", "--all").out.split()
    item = next(one for one in cockpit.items(noun, "list", "--all") if one["id"] == reference)
    assert set(MODELS[noun].model_fields) <= set(item)

    for spelling in (reference, reference.lower(), number):
        shown = cockpit(noun, "show", spelling)
        assert (shown.status, reference in shown.out) == (0, True), spelling
    assert cockpit(noun, "show", reference, "--json").json == {"schema": 1, **item}

    changed = cockpit(noun, "edit", reference.lower(), *edited, "--json")
    assert changed.status == 0, changed.err
    assert changed.json[field] == value
    assert cockpit(noun, "show", reference, "--json").json[field] == value

    archived = cockpit(noun, "archive", number)
    if noun == "interruption":  # closed when it was logged
        assert archived.status == 2
        assert "closed already" in archived.err
    else:
        assert archived.status == 0, archived.err
        assert cockpit.items(noun, "list", reference) == []
    assert [one["id"] for one in cockpit.items(noun, "list", "--closed")] == [reference]


@pytest.mark.parametrize("noun", NOUNS)
def test_adding_with_json_gives_the_whole_record_and_its_words(
    noun: str, cockpit: CommandLine
) -> None:
    record = cockpit(noun, "add", *ADDED[noun][0], "--json").json

    words = WORDS.get(noun, "name")
    assert record[words] in ADDED[noun][0]
    assert len(record["uid"]) == 32
    assert record["created_at"] == "2026-11-23T09:20:00Z"


@pytest.mark.parametrize("noun", NOUNS)
def test_what_is_missing_or_wrong_is_one_sentence_and_nothing_is_written(
    noun: str, cockpit: CommandLine
) -> None:
    for words, status in (
        ((noun, "show", "T"), 2),
        ((noun, "show", f"{PREFIXES[noun]}999"), 1),
        ((noun, "show", "X1"), 2),
        ((noun, "edit", f"{PREFIXES[noun]}999", *ADDED[noun][1]), 1),
        ((noun, "archive", f"{PREFIXES[noun]}999"), 1),
        ((noun, "add"), 2),
        ((noun, "fly"), 2),
        ((noun, "list", "--nonsense"), 2),
    ):
        ran = cockpit(*words)
        assert ran.status == status, (words, ran)
        assert ran.err.startswith("cockpit: "), words
        assert ran.err.count("\n") == 1, (words, ran.err)
        assert ran.out == "", words
    assert len(cockpit.items("history")) == 4


def test_a_field_is_cleared_by_an_empty_value(cockpit: CommandLine) -> None:
    reference = cockpit("task", "add", "Post twice", "--due", "fri 16:00", "--project", "sale").id

    record = cockpit("task", "edit", reference, "--due", "", "--project", "", "--json").json

    assert (record["due"], record["due_is_date"], record["project"]) == (None, False, None)


def test_words_of_a_list_must_all_be_there(cockpit: CommandLine) -> None:
    cockpit("task", "add", "Write launch mail")
    cockpit("task", "add", "Write invoice")

    assert [one["title"] for one in cockpit.items("task", "list", "WRITE", "mail")] == [
        "Write launch mail"
    ]
    assert len(cockpit.items("task", "list", "--limit", "1")) == 1


def test_a_minus_reads_the_words_from_stdin(cockpit: CommandLine) -> None:
    assert cockpit("task", "add", "-", stdin="Buy paper\n").id == "T1"
    assert cockpit.items("task", "list")[0]["title"] == "Buy paper"
    refused = cockpit("task", "add", "-", "--no-input", stdin="Buy paper\n")
    assert (refused.status, refused.out) == (2, "")


def test_a_noun_alone_lists(cockpit: CommandLine) -> None:
    cockpit("task", "add", "Buy paper")

    assert cockpit("task").out == cockpit("task", "list").out
    assert cockpit.items("task") == cockpit.items("task", "list")
